"""Matrix products on one thread: with more, workers get in each other's way, and sums come out in another order."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any


def one_thread() -> AbstractContextManager[Any]:
    """Hold numpy's linear algebra to one thread while the context lasts."""
    manager: AbstractContextManager[Any] = _pools().limit(limits=1, user_api="blas")
    return manager


@cache
def _pools() -> Any:
    import numpy  # noqa: F401 - the pools found are those of the libraries loaded by now
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
