"""The networks of `tests/networks.py` as fixtures."""

from pathlib import Path

import pytest

from kg.views.network import Network
from tests.gold import all_gold
from tests.networks import gold_network, hostile_network, toy_network


@pytest.fixture(scope="session")
def toy() -> Network:
    return toy_network()


@pytest.fixture(scope="session")
def hostile() -> Network:
    return hostile_network()


@pytest.fixture(scope="session")
def real(shared: Path) -> Network:
    return gold_network(all_gold(shared, "articles"))
