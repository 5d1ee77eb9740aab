"""Pronouns, plurals and bare office words: the nearest person told before that fits, subjects first.

A salience list in the manner of Lappin and Leass (1994), cut down to what shallow clauses can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.model import Document, Mention
from kg.resolution.people import Person

_SENTENCES_BACK = 3
_PAIR_BACK = 8


class Reference:
    """Finds antecedents in one document; `entity` is filled by the caller as it goes and read here."""

    def __init__(self, document: Document, mentions: Sequence[Mention], entity: list[tuple[Any, ...]]) -> None:
        self.document, self.mentions, self.entity = document, mentions, entity
        self.sentence_of: list[int] = []
        at = 0
        for m in mentions:
            while document.sentences[at].last <= m.first:
                at += 1
            self.sentence_of.append(at)

    def find(self, i: int) -> tuple[Any, ...]:
        """Return whom a pronoun or plural stands for; () if nobody fits."""
        m = self.mentions[i]
        if m.number == "plur" or m.kind == "plural":
            return self._pair(i)
        best: tuple[float, Person] | None = None
        for j in range(i - 1, -1, -1):
            back = self.sentence_of[i] - self.sentence_of[j]
            if back > _SENTENCES_BACK:
                break
            for e in self.entity[j]:
                if not isinstance(e, Person) or not self._agrees(m, e):
                    continue
                points = self._salience(i, j, back)
                if points is not None and (best is None or points > best[0]):
                    best = points, e
        return (best[1],) if best else ()

    def _agrees(self, m: Mention, person: Person) -> bool:
        return not (m.gender and person.gender and m.gender != person.gender) and m.gender != "neut"

    def _salience(self, i: int, j: int, back: int) -> float | None:
        """Return how likely mention j is the antecedent of i, or None if it cannot be."""
        m, other = self.mentions[i], self.mentions[j]
        possessive = m.lemma in ("его", "ее", "його", "її") and m.preposition is None and "gen" in m.cases
        if other.clause == m.clause and not possessive and other.kind != "pronoun":
            return None  # «Путин поздравил его»: not himself
        points = 10.0 - 3 * back
        if "nom" in other.cases and other.attribute_of is None and other.preposition is None:
            points += 3 if len(other.cases) == 1 else 1.5  # an indeclinable name may be an object
            points += self.document.clauses[other.clause].kind == "main"
        if other.attribute_of is not None:
            points -= 2
        if self.document.sentences[self.sentence_of[j]].zone in ("headline", "caption", "teaser"):
            points -= 4
        return points - (i - j) * 0.1

    def _pair(self, i: int) -> tuple[Any, ...]:
        """Return the last two people told together before mention i: in one sentence, else in the sentences gone back through."""
        here, seen = self.sentence_of[i], []
        for back in range(here, max(-1, here - _PAIR_BACK - 1), -1):
            people = [
                e for j in range(i) if self.sentence_of[j] == back for e in self.entity[j] if isinstance(e, Person)
            ]
            distinct = list(dict.fromkeys(people))
            if len(distinct) == 2:
                return tuple(distinct)
            if len(distinct) > 2:
                return ()
            seen = list(dict.fromkeys([*distinct, *seen]))
            if len(seen) == 2:
                return tuple(seen)
        return ()

    def last_person(self, i: int, people: Sequence[Person]) -> Person | None:
        """Return the one of `people` told last before mention i, the first told after it if none was."""
        for j in range(i - 1, -1, -1):
            for e in self.entity[j]:
                if isinstance(e, Person) and e in people:
                    return e
        return None
