"""The quality gate: no type or language falls under its floor, and what the issue of the day promised stays true."""

import json
from pathlib import Path

import pytest

from tests.eval import scores


@pytest.fixture(scope="module")
def measured(shared: Path):
    return scores.measure(shared)


def test_no_figure_falls_under_its_floor(measured):
    floors = json.loads(scores.FLOORS.read_text("utf-8"))
    assert scores.fallen(measured[0], floors) == []


def test_every_evidence_is_verbatim(measured):
    assert {name: told["type"]["unverified"] for name, told in measured[1].items()} == dict.fromkeys(scores.SETS, 0)


def test_a_fallen_figure_is_named():
    now = {"dev": {"Office": [0.70, 0.60]}}
    assert scores.fallen(now, {"dev": {"Office": [0.75, 0.60]}}) == ["dev Office core: 0.700 under 0.750"]
