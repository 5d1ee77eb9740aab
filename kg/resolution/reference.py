"""Pronouns, plurals and bare nouns for people: the nearest person told before that fits, subjects first.

A salience list in the manner of Lappin and Leass (1994), cut down to what shallow clauses can tell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from functools import cache, cached_property
from typing import Any

from kg import lexicon
from kg.model import IN_PASSING, Document, Lang, Mention
from kg.resolution.people import Person

_SENTENCES_BACK = 3
_PAIR_BACK = 8


@cache
def _saying(lang: Lang) -> frozenset[str]:
    """Return the lemmas of plain verbs of saying."""
    rows = (row for row in lexicon.rows(lang, "statement") if row.get("kind") == "says")
    words = (p.groups[0][0] for row in rows for p in row.triggers if len(p.groups) == len(p.groups[0]) == 1)
    return frozenset(lemma for word in words for lemma in word.lemmas)


class Reference:
    """Finds antecedents in one document; `entity` is filled by the caller as it goes and read here."""

    def __init__(self, document: Document, mentions: Sequence[Mention], entity: list[tuple[Any, ...]]) -> None:
        self.document, self.mentions, self.entity = document, mentions, entity
        self.pronouns = lexicon.language(document.lang).pronouns
        self.others = lexicon.language(document.lang).others
        self.saying = _saying(document.lang)
        self.sentence_of: list[int] = []
        at = 0
        for m in mentions:
            while document.sentences[at].last <= m.first:
                at += 1
            self.sentence_of.append(at)

    def find(self, i: int, fits: Callable[[Person], bool] = lambda _: True) -> tuple[Any, ...]:
        """Return whom a pronoun, plural or bare noun stands for, or (); `fits` narrows whom a plural can mean."""
        m = self.mentions[i]
        if m.number == "plur" or m.kind == "plural":
            return self._pair(i, fits)
        if self.pronouns.get(m.lemma, {}).get("other"):
            return self._other(i)
        barred = self.subjects(i)
        best: tuple[float, Person] | None = None
        for j in range(i - 1, -1, -1):
            back = self.sentence_of[i] - self.sentence_of[j]
            if back > _SENTENCES_BACK:
                break
            for e in self.entity[j]:
                if not isinstance(e, Person) or e in barred or not self._agrees(m, e):
                    continue
                points = self._salience(i, j, back)
                if points is not None and (best is None or points > best[0]):
                    best = points, e
        return (best[1],) if best else ()

    def _agrees(self, m: Mention, person: Person) -> bool:
        return not (m.gender and person.gender and m.gender != person.gender) and m.gender != "neut"

    # --- clauses

    @cached_property
    def part(self) -> list[tuple[int, int]]:
        """The clause of each mention and how many colons and semicolons of it stand before: two parts speak apart."""
        stops = [k for k, t in enumerate(self.document.tokens) if t.text in (":", ";")]
        return [(m.clause, bisect_left(stops, m.first)) for m in self.mentions]

    @cached_property
    def in_part(self) -> dict[tuple[int, int], list[int]]:
        """The mentions of each part of a clause."""
        found: dict[tuple[int, int], list[int]] = {}
        for j, part in enumerate(self.part):
            found.setdefault(part, []).append(j)
        return found

    @cached_property
    def subject_of(self) -> dict[tuple[int, int], int]:
        """The mention that is the subject of each part of a clause, where one can be."""
        return {part: s for part, own in self.in_part.items() if (s := self._subject(own)) is not None}

    def _subject(self, own: list[int]) -> int | None:
        able = [j for j in own if self._nominative(self.mentions[j])]
        sure = [j for j in able if len(self.mentions[j].cases) == 1]
        return next(iter(sure or able), None)

    def _nominative(self, m: Mention) -> bool:
        return "nom" in m.cases and m.attribute_of is None and m.preposition is None and m.kind != "adjective"

    def subjects(self, i: int) -> Collection[Any]:
        """Return whoever is the subject where mention i is an object: «Путин поздравил его» is not himself."""
        subject = self.subject_of.get(self.part[i])
        if subject == i:
            return ()
        if subject is None:
            subject = None if self._nominative(self.mentions[i]) else self._elided(i)
        if subject is None:
            return ()
        later = subject > i and self.mentions[subject].kind == "pronoun" and not self.entity[subject]
        return self.find(subject) if later else self.entity[subject]

    def _elided(self, i: int) -> int | None:
        """Return the subject that the clause of mention i shares: of its relative word or the clause it goes on."""
        at = self.mentions[i].clause
        clause = self.document.clauses[at]
        if clause.kind == "relative" and clause.parent is not None:
            before = [j for j in range(i) if self.mentions[j].clause == clause.parent]
            before = [j for j in before if self.mentions[j].last <= clause.first]
            return before[-1] if before and self.mentions[before[-1]].last >= clause.first - 1 else None
        earlier = (j for part, j in self.subject_of.items() if self.document.clauses[part[0]].parent == clause.parent)
        sentence = self.sentence_of[i]
        same = [j for j in earlier if j < i and self.sentence_of[j] == sentence and self.part[j][1] == self.part[i][1]]
        return same[-1] if same and clause.kind == "main" else None

    def coarguments(self, i: int) -> frozenset[int]:
        """Return the ids of those who stand beside mention i in its clause as persons of their own."""
        m = self.mentions[i]
        if m.attribute_of is not None:
            return frozenset()
        beside = (j for j in self.in_part[self.part[i]] if j != i and self.mentions[j].kind != "adjective")
        alone = (j for j in beside if self.mentions[j].attribute_of is None and not self._predicate_between(i, j))
        return frozenset(id(e) for j in alone for e in self.entity[j])

    @cached_property
    def _verbs(self) -> dict[int, list[int]]:
        """The finite verbs of each clause."""
        found: dict[int, list[int]] = {}
        for k, t in enumerate(self.document.tokens):
            if t.readings[0].pos != "NOUN" and any(r.pos == "VERB" and r.form in ("fin", "short") for r in t.readings):
                found.setdefault(self.document.clause_of[k], []).append(k)
        return found

    def _predicate_between(self, i: int, j: int) -> bool:
        """Whether another predicate of the same clause begins between two mentions: «позвонил X и поздравил его»."""
        low, high = sorted((self.mentions[i].first, self.mentions[j].first))
        verbs = self._verbs.get(self.mentions[i].clause, [])
        if len(verbs) < 2:
            return False
        if any(low < v < high for v in verbs) and verbs[0] < max(v for v in verbs if v < high):
            return True
        joins = (k for k in range(low, high) if self.document.tokens[k].readings[0].pos == "CCONJ")
        return any(verbs[0] < k < verbs[-1] for k in joins)

    def _inside(self, clause: int, outer: int) -> bool:
        at: int | None = clause
        while at is not None and at != outer:
            at = self.document.clauses[at].parent
        return at is not None

    # --- salience

    def _salience(self, i: int, j: int, back: int) -> float | None:
        """Return how likely mention j is the antecedent of i, or None if it cannot be."""
        m, other = self.mentions[i], self.mentions[j]
        subject = self.subject_of.get(self.part[j]) == j
        possessive, nominative = self._possessive(i), self._nominative(m)
        points = 10.0 - 3 * back - (i - j) * 0.1
        if possessive and self._joined(i, j):
            return points + 6  # «с Вучичем и его коллегой»
        if self.part[j] == self.part[i] and not possessive:
            apart = self._predicate_between(i, j) or (m.preposition is not None and self._conjunction(i, j))
            if not apart or (subject and not nominative):
                return None  # «Путин поздравил его»: not himself
            points += 2 if not subject else 0
        if m.lemma in self.others and subject:
            points -= 2
        elif subject:
            points += 3 + (self.document.clauses[other.clause].kind == "main")
            points += 2 if nominative and self._speaks(other.clause) and self._speaks(m.clause) else 0
        elif self._nominative(other):
            points += 1.5  # an indeclinable name may be an object
        elif not nominative and not possessive and other.attribute_of is None:
            points += 2  # objects go on as objects
        if other.attribute_of is not None:
            points -= 2
        if other.clause != m.clause and self._inside(other.clause, m.clause):
            points -= 3  # told inside the words that the pronoun's clause reports
        if self.document.sentences[self.sentence_of[j]].zone in IN_PASSING:
            points -= 4
        return points

    def _joined(self, i: int, j: int) -> bool:
        """Whether only a conjunction stands between mention j and the possessive i."""
        between = self.document.tokens[self.mentions[j].last : self.mentions[i].first]
        return len(between) == 1 and between[0].readings[0].pos == "CCONJ"

    def _conjunction(self, i: int, j: int) -> bool:
        between = self.document.tokens[self.mentions[j].last : self.mentions[i].first]
        return any(t.readings[0].pos == "CCONJ" for t in between)

    def _speaks(self, clause: int) -> bool:
        """Whether a clause has a verb of saying."""
        return any(self.document.tokens[v].lemmas & self.saying for v in self._verbs.get(clause, ()))

    def _possessive(self, i: int) -> bool:
        """Whether a pronoun is a possessive: the form of «его» with a noun it can belong to after it."""
        m = self.mentions[i]
        entry = self.pronouns.get(self.document.tokens[m.first].norm, {})
        if not entry.get("possessive") or m.preposition is not None:
            return False
        for token in self.document.tokens[m.last : m.last + 3]:
            if token.is_a("NOUN") or token.text[:1].isupper():
                return True
            if not token.is_a("ADJ", "NUM", "DET"):
                return False
        return False

    def _other(self, i: int) -> tuple[Any, ...]:
        """Return whom «тот» or «последний» stands for: the last person told who is not a subject, else the last one."""
        m, last = self.mentions[i], None
        for j in range(i - 1, -1, -1):
            if self.sentence_of[i] - self.sentence_of[j] > 1:
                break
            other = self.mentions[j]
            for e in self.entity[j]:
                if not isinstance(e, Person) or not self._agrees(m, e) or self.part[j] == self.part[i]:
                    continue
                if self.subject_of.get(self.part[j]) != j and other.attribute_of is None:
                    return (e,)
                last = last or e
        return (last,) if last is not None and self.mentions[i].first == self._sentence_start(i) else ()

    def _sentence_start(self, i: int) -> int:
        return self.document.sentences[self.sentence_of[i]].first

    def _pair(self, i: int, fits: Callable[[Person], bool]) -> tuple[Any, ...]:
        """Return the last two people told together before mention i: in one sentence, else in several."""
        here = self.sentence_of[i]
        seen: list[Person] = []
        for back in range(here, max(-1, here - _PAIR_BACK - 1), -1):
            told = (e for j in range(i) if self.sentence_of[j] == back for e in self.entity[j])
            distinct = list(dict.fromkeys(e for e in told if isinstance(e, Person) and fits(e)))
            if len(distinct) == 2:
                return tuple(distinct)
            if len(distinct) > 2:
                return ()
            seen = list(dict.fromkeys([*distinct, *seen]))
            if len(seen) == 2:
                return tuple(seen)
        return ()

    def last_person(self, i: int, people: Collection[Person]) -> Person | None:
        """Return the one of `people` told last before mention i, or None."""
        for j in range(i - 1, -1, -1):
            for e in self.entity[j]:
                if isinstance(e, Person) and e in people:
                    return e
        return None
