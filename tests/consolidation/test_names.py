"""Names of real people as pages in two languages spell them: one key for one person, never one for two.

`names.tsv` has the spellings and the page of each; no two rows of one pair of languages are the same person.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from kg.registry.keys import name_key

RECALL = 0.93


def rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "names.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("langs", [("ru", "uk"), ("ru", "en"), ("uk", "en")])
def test_there_are_enough_pairs_with_their_pages(langs: tuple[str, str]):
    found = [row for row in rows() if (row["lang"], row["other lang"]) == langs]
    assert len({row["name"] for row in found}) == len(found) > 90
    assert all(row[side].startswith("http") for row in found for side in ("source", "other source"))


def test_one_person_has_one_key():
    found = rows()
    alike = [name_key(row["name"]) == name_key(row["other name"]) for row in found]
    assert sum(alike) / len(alike) >= RECALL


def test_two_people_never_share_a_key():
    """Within one pair of languages each row is somebody else: over 80,000 pairs of different people."""
    told = Counter(
        (row["lang"], row["other lang"], key)
        for row in rows()
        for key in {name_key(row["name"]), name_key(row["other name"])}
    )
    assert [key for key, times in told.items() if times > 1] == []
