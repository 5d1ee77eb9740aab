"""What goes into the line between listener and worker comes out of it, however large, or is told to be lost."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from multiprocessing import Pipe

import pytest

from kg.web import line
from kg.web.line import Line
from kg.web.memory import Memory
from kg.web.reply import Reply

ROOM = 4_000_000


@pytest.fixture(params=["by the wire", "in memory"])
def ends(request: pytest.FixtureRequest) -> Iterator[tuple[Line, Line]]:
    near, far = Pipe()
    memory = Memory.made(ROOM) if request.param == "in memory" else None
    if request.param == "in memory" and memory is None:
        pytest.skip("this system has no memory to share")
    yield Line(near, memory), Line(far, memory)
    Line(near, memory).close()
    far.close()


@pytest.mark.parametrize("size", [0, 100, line._LARGE - 1, line._LARGE, ROOM, ROOM + 1])
def test_a_reply_comes_as_it_went(ends: tuple[Line, Line], size: int):
    near, far = ends
    told = [Reply(os.urandom(size), "text/csv", 200, (("KG-Truncated", "rows=1"),)), 7]
    sending = threading.Thread(target=lambda: [far.send(one) for one in told])
    sending.start()
    assert [near.receive() for _ in told] == told
    sending.join()


@pytest.mark.parametrize("size", [100, line._LARGE])
def test_what_lies_in_the_memory_is_copied_once_and_stays_as_it_was(ends: tuple[Line, Line], size: int):
    near, far = ends
    if far.memory is None:
        return
    bodies = [os.urandom(size) for _ in range(2)]
    came = []
    for body in bodies:
        far.memory.view[:size] = body
        far.send(Reply(far.memory.view[:size]))
        came.append(near.receive())
    assert came == [Reply(body) for body in bodies]


@pytest.mark.parametrize("after", ["it", "another", "less", "a copy", "an error"])
def test_what_was_shown_is_the_reply_only_if_it_is_sent(ends: tuple[Line, Line], after: str):
    near, far = ends
    if far.memory is None:
        return
    first, second = os.urandom(line._LARGE * 2), os.urandom(line._LARGE + 1)
    far.memory.view[: len(first)] = first
    shown = far.memory.view[: len(first)]
    far.show(shown)
    assert near.receive() == line.Shown(len(first))
    if after == "it":
        far.send(Reply(shown))
        assert near.receive() == Reply(first)
    elif after == "an error":
        far.send(Reply(b"no", status=413))
        assert near.receive() == Reply(b"no", status=413)
    elif after == "a copy":
        far.send(Reply(bytes(shown)))
        assert near.receive() == Reply(first)
    else:
        size = len(second) if after == "another" else 100
        far.memory.view[:size] = second[:size]
        far.send(Reply(far.memory.view[:size]))
        assert near.receive() == Reply(second[:size])
    far.memory.view[: len(second)] = second
    far.send(Reply(far.memory.view[: len(second)]))
    assert near.receive() == Reply(second), "what was shown before is forgotten"


def test_what_does_not_lie_in_the_memory_is_not_shown(ends: tuple[Line, Line]):
    near, far = ends
    far.show(bytes(line._LARGE))
    far.send(7)
    assert near.receive() == 7


def test_half_a_body_is_an_error():
    near, far = Pipe()
    far.send(line._Large(Reply(), line._LARGE, shared=False, shown=False))
    os.write(far.fileno(), b"half")
    far.close()
    with pytest.raises(EOFError):
        Line(near).receive()
