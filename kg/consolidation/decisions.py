"""What people have decided: lines of a table, replayed at each build, undone by taking the line out.

A decision is about a node of an article (`<article>#e3`, `<article>#a/key`) and keeps the words that the node rests on,
so that it finds it again when the article is read anew and its nodes are numbered otherwise.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from kg.errors import RegistryError
from kg.paths import folder

ANSWERS = ("same", "different", "person", "date", "wrong", "right")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")


@dataclass(frozen=True, slots=True)
class Decision:
    """One line: about `subject`, an IRI in an article, that rests on `words`.

    same: it is the actor `object` (an id such as `person/anna-berg`); person: not who was read but `object`; different:
    it is not `object`, nor, for an event without object, the same as any other; date: it was on `object`; wrong: it is
    not so; right: it is so, do not ask again. `time` is ISO 8601.
    """

    answer: str
    subject: str
    object: str = ""
    words: str = ""
    author: str = ""
    time: str = ""
    note: str = ""

    @property
    def article(self) -> str:
        """The IRI of the article."""
        return self.subject.partition("#")[0]

    @property
    def effect(self) -> str:
        """What the decision does to a link."""
        answer = "same" if self.answer == "person" else self.answer
        return f"{answer} {self.object}".strip()


def read(path: Path) -> tuple[Decision, ...]:
    """Return the decisions of a file, none if it is not there; raises RegistryError that names file and line."""
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        head = next(rows, [])
        if head != [f.name for f in fields(Decision)]:
            raise RegistryError(
                f"{path.name} line 1: the columns must be {', '.join(f.name for f in fields(Decision))}"
            )
        return tuple(_decision(path, number, row) for number, row in enumerate(rows, 2) if any(row))


def _decision(path: Path, number: int, row: list[str]) -> Decision:
    if len(row) > len(fields(Decision)) or len(row) < 2:
        raise RegistryError(f"{path.name} line {number}: {len(row)} columns, {len(fields(Decision))} expected")
    one = Decision(*row)
    if one.answer not in ANSWERS:
        raise RegistryError(f"{path.name} line {number}: '{one.answer}' is none of {', '.join(ANSWERS)}")
    if one.answer == "date" and not _DATE.match(one.object):
        raise RegistryError(f"{path.name} line {number}: '{one.object}' is no date such as 2020-08-15")
    if one.answer in ("same", "person") and "/" not in one.object:
        raise RegistryError(f"{path.name} line {number}: '{one.object}' is no id such as person/anna-berg")
    return one


def default_path() -> Path:
    """Return the file of decisions: that of KG_DECISIONS, else `seeds/decisions.tsv`."""
    told = os.environ.get("KG_DECISIONS")
    return Path(told) if told else folder("seeds") / "decisions.tsv"


def append(path: Path, decision: Decision) -> None:
    """Write one more decision at the end of a file, which is made if it is not there."""
    new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="") as out:
        if new:
            out.write("\t".join(f.name for f in fields(Decision)) + "\n")
        out.write("\t".join(" ".join(str(value).split()) for value in astuple(decision)) + "\n")


class Decisions:
    """The decisions by article; the last one on a node and kind of answer holds."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.all = tuple(decisions)
        self._by_article: dict[str, list[Decision]] = {}
        for decision in self.all:
            self._by_article.setdefault(decision.article, []).append(decision)

    def articles(self) -> set[str]:
        """The IRIs of the articles that anything is decided about."""
        return set(self._by_article)

    def effects(self, article: str, words: dict[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
        """Return what is decided about the nodes of an article, given the words that each of its nodes rests on."""
        found: dict[str, dict[str, str]] = {}
        for decision in self._by_article.get(article, ()):
            node = place(decision, words)
            if node is not None:
                found.setdefault(node, {})[decision.effect.partition(" ")[0]] = decision.effect
        return {node: tuple(sorted(effects.values())) for node, effects in found.items()}

    def unplaced(self, article: str, words: dict[str, frozenset[str]]) -> list[Decision]:
        """Return the decisions about an article that find nothing in it any more."""
        return [d for d in self._by_article.get(article, ()) if place(d, words) is None]


def place(decision: Decision, words: dict[str, frozenset[str]]) -> str | None:
    """Return the node that a decision is about, or None if its words are no longer there or not only in one place."""
    if decision.subject in words and (not decision.words or decision.words in _plain(words[decision.subject])):
        return decision.subject
    kind = decision.subject.partition("#")[2][:2]
    if not decision.words:
        return None
    alike = [n for n, told in words.items() if decision.words in _plain(told) and _kind(n) == _kind_of(kind)]
    return alike[0] if len(alike) == 1 else None


def _plain(words: Iterable[str]) -> set[str]:
    return {" ".join(told.split()) for told in words}


def _kind(node: str) -> str:
    return _kind_of(node.partition("#")[2][:2])


def _kind_of(start: str) -> str:
    return start if start == "a/" else start[:1]
