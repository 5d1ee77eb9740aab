"""The mean of runs; needs torch, which only training does."""

import pytest

torch = pytest.importorskip("torch")


def test_a_mean_is_weighted_and_of_one_net() -> None:
    from training.mean import mean

    one, other = {"w": torch.tensor([1.0, 3.0])}, {"w": torch.tensor([3.0, 5.0])}
    assert mean([(one, 3.0), (other, 1.0)])["w"].tolist() == [1.5, 3.5]
    with pytest.raises(ValueError, match=r"not of one net: .*'v'"):
        mean([(one, 1.0), ({"v": torch.zeros(2)}, 1.0)])


def test_what_an_older_run_lacks_is_of_the_others() -> None:
    from training.mean import mean

    new, old = {"w": torch.tensor([1.0]), "v": torch.tensor([5.0])}, {"w": torch.tensor([3.0])}
    assert {k: t.tolist() for k, t in mean([(new, 1.0), (old, 1.0)]).items()} == {"w": [2.0], "v": [5.0]}
