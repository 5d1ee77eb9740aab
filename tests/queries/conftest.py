"""The stores that the questions are asked of, each loaded once."""

from pathlib import Path

import pytest

from kg.graph import Graph
from tests.stores import gold_store, small_store


@pytest.fixture(scope="session")
def small() -> Graph:
    return Graph(small_store())


@pytest.fixture(scope="session")
def real(shared: Path) -> Graph:
    return Graph(gold_store(shared))
