"""Linear algebra on one thread."""

import numpy as np
from threadpoolctl import threadpool_info

from kg.threads import one_thread


def _threads() -> set[int]:
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


def test_products_take_one_thread_while_it_lasts() -> None:
    assert np.ones(2) @ np.ones(2) == 2
    before = _threads()
    with one_thread():
        assert _threads() <= {1}
    assert _threads() == before
