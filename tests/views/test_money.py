"""FollowTheMoney: schemata, properties and ranges as its version 4 has them (`ftm-schema.json` holds those we use)."""

import json
from pathlib import Path

import pytest

from kg.views import save
from kg.views.moneyfiles import entities
from kg.views.network import Network, from_rows
from tests.views.readers import lines

SCHEMATA = json.loads(Path(__file__).with_name("ftm-schema.json").read_text())


@pytest.mark.parametrize("which", ["real", "toy", "hostile"])
def test_entities_fit_the_schema_and_point_to_each_other(which, request, tmp_path: Path):
    network: Network = request.getfixturevalue(which)
    save(network, tmp_path / "x.ftm.json")
    told = {str(entity["id"]): entity for entity in lines(tmp_path / "x.ftm.json")}
    assert len(told) == len(list(lines(tmp_path / "x.ftm.json")))
    for entity in told.values():
        schema = SCHEMATA[entity["schema"]]
        properties = entity["properties"]
        assert set(schema["required"]) <= set(properties)
        for name, values in properties.items():
            wanted = schema["properties"][name]
            assert all(isinstance(value, str) and value for value in values)
            if wanted:
                assert all(wanted in SCHEMATA[told[value]["schema"]]["is_a"] for value in values)


def test_calls_posts_and_claims():
    rows = [
        {"source": "person/a", "target": "person/b", "kind": "PhoneCall", "event": "k", "date": "2020-08-15"},
        {"source": "person/a", "target": "state/c", "kind": "holds", "event": "p", "detail": "president"},
        {
            "source": "person/a",
            "target": "person/b",
            "kind": "Meeting",
            "event": "m",
            "claimed_by": "x",
            "date": "2020-08",
        },
    ]
    by_schema: dict[str, dict[str, list[str]]] = {}
    for entity in entities(from_rows(rows)):
        by_schema[str(entity["schema"])] = entity["properties"]
    assert by_schema["Call"]["date"] == ["2020-08-15"]
    assert len(by_schema["Call"]["caller"]) == len(by_schema["Call"]["receiver"]) == 1
    assert by_schema["Position"]["name"] == ["president, c"]
    assert by_schema["Event"]["notes"] == ["claimed by x"]
    assert by_schema["Event"]["date"] == ["2020-08"]
