"""What goes into the line between listener and worker comes out of it, however large, or is told to be lost."""

from __future__ import annotations

import os
import threading
from multiprocessing import Pipe

import pytest

from kg.web import line
from kg.web.reply import Reply


@pytest.mark.parametrize("size", [0, 100, line._LARGE - 1, line._LARGE, 3_000_000])
def test_a_reply_comes_as_it_went(size: int):
    near, far = Pipe()
    told = [Reply(os.urandom(size), "text/csv", 200, (("KG-Truncated", "rows=1"),)), 7]
    sending = threading.Thread(target=lambda: [line.send(far, one) for one in told])
    sending.start()
    assert [line.receive(near) for _ in told] == told
    sending.join()


def test_half_a_body_is_an_error():
    near, far = Pipe()
    far.send((Reply(), line._LARGE))
    os.write(far.fileno(), b"half")
    far.close()
    with pytest.raises(EOFError):
        line.receive(near)
