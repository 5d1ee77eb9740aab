"""Weights as signed bytes: the same numbers, where the processor can add them up."""

import numpy as np
import pytest

from kg.neural import net, signed

SENTENCE = np.arange(4, 40)


def states(monkeypatch: pytest.MonkeyPatch, vnni: bool) -> np.ndarray:
    net.load.cache_clear()
    monkeypatch.setattr(net, "has_vnni", lambda: vnni)
    found = net.load()._encode(SENTENCE)
    net.load.cache_clear()
    return found


@pytest.mark.skipif(not signed.has_vnni(), reason="signed bytes overflow in this processor, and are not used")
def test_signed_weights_read_the_same_to_the_last_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (states(monkeypatch, True) == states(monkeypatch, False)).all()


def test_only_the_sign_of_weights_may_differ() -> None:
    with pytest.raises(ValueError, match="more than the sign"):
        signed.differences(bytes([1, 2, 3]), bytes([1, 2, 9]))


def test_without_a_list_of_features_there_is_no_vnni(monkeypatch: pytest.MonkeyPatch) -> None:
    signed.has_vnni.cache_clear()
    monkeypatch.setattr(signed, "_CPU", signed._CPU.with_name("no such file"))
    assert not signed.has_vnni()
    signed.has_vnni.cache_clear()
