"""Which people of different articles are one: same name in any script, told apart by patronymic and office.

A name alone is enough as long as nothing speaks against it: two groups of mentions with different patronymics, with
offices in different states, or with one office in two places (mayors of two towns) are homonyms. A mention that tells
no office joins the group whose company it shares, else it stays by itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.consolidation.sets import components

_SAME_OFFICE, _SAME_NAME, _SAME_COMPANY, _ONLY_ONE, _SURNAME = 0.95, 0.8, 0.8, 0.75, 0.75
_STATE = "state/"


@dataclass(frozen=True, slots=True)
class Person:
    """A person as one article tells of it.

    `key` is `registry.keys.name_key`, `surname` its last part; `offices` are (role, id of what); `homes` the states of
    these; `company` the ids of those who stand in the same facts. `is_full`: the name has more than one word.
    """

    key: str
    surname: str
    is_full: bool = True
    patronymic: str = ""
    offices: frozenset[tuple[str, str]] = frozenset()
    homes: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()

    def blocks(self) -> tuple[str, ...]:
        """The keys by which those are found who may be the same."""
        offices = [f"office|{self.surname}|{role}|{of}" for role, of in sorted(self.offices) if of]
        surname = f"surname|{self.surname}"  # nobody is decided by it; it finds those who may be one
        if not self.is_full:
            return (surname, *offices)
        kind = (self.twin_block, f"anchor|{self.key}") if self.is_anchored else ()
        company = (
            self.company_blocks("with") if kind else tuple(f"seek|{self.key}|{who}" for who in sorted(self.company))
        )
        return (f"person|{self.key}", surname, *kind, *company, *offices)

    @property
    def is_anchored(self) -> bool:
        """Whether more than the name is told."""
        return bool(self.patronymic or _tokens(self))

    def company_blocks(self, prefix: str) -> tuple[str, ...]:
        """The keys of those with an office (`with`) and without one (`seek`) by whom they are told with."""
        return tuple(f"{prefix}|{self.key}|{who}" for who in sorted(self.company | self.homes))

    @property
    def twin_block(self) -> str:
        """The key of those of whom the same is told but for their company."""
        offices = (f"{role} of {of}" for role, of in sorted(self.offices))
        return "|".join(("twin", self.key, self.patronymic, *offices, *sorted(self.homes)))

    def dumps(self) -> str:
        """Return the record as JSON, the same for equal records."""
        row = [self.key, self.surname, self.is_full, self.patronymic]
        return json.dumps([*row, sorted(self.offices), sorted(self.homes), sorted(self.company)], ensure_ascii=False)

    @classmethod
    def loads(cls, text: str) -> Person:
        """Read what `dumps` wrote."""
        key, surname, full, patronymic, offices, homes, company = json.loads(text)
        told = frozenset((role, of) for role, of in offices)
        return cls(key, surname, full, patronymic, told, frozenset(homes), frozenset(company))


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is meant: an id without the prefix of its type, None for nobody else's; how sure, and why."""

    id: str | None
    score: float
    reasons: tuple[str, ...]


NOBODY = Identity(None, 1.0, ("one of that name, nothing tells whether the same",))


def only_one(id: str) -> Identity:
    """Return the identity of a mention without office where there is one group of that name."""
    return Identity(id, _ONLY_ONE, ("the only one of that name",))


def cluster(members: Mapping[str, Person]) -> dict[str, Identity]:
    """Say who is who among mentions with one name key; the names of the mentions do not matter but for ties."""
    groups = _groups(members)
    anchored = {name: number for number, group in enumerate(groups) for name in group}
    loose = sorted(members.keys() - anchored.keys())
    if not groups:
        return {name: Identity(members[name].key, _SAME_NAME, ("same name",)) for name in loose}
    names = [_group_id(members, group, len(groups)) for group in groups]
    found = {n: Identity(names[g], _SAME_OFFICE, ("same name and office",)) for n, g in anchored.items()}
    company = [frozenset(c for n in group for c in members[n].company | members[n].homes) for group in groups]
    for name in loose:
        found[name] = _joined(members[name], company, names)
    return found


def by_surname(full: Iterable[str]) -> Identity:
    """Say who a surname with an office stands for, given the ids of those with that surname who hold it."""
    holders = sorted(set(full))
    if len(holders) == 1:
        return Identity(holders[0], _SURNAME, ("surname and office",))
    return Identity(None, 1.0, ("a surname alone",) if not holders else ("several of that surname held the office",))


def _groups(members: Mapping[str, Person]) -> list[list[str]]:
    """Mentions that tell an office or a patronymic, put together; groups and members in order."""
    patronymics: dict[str, set[str]] = defaultdict(set)
    for person in members.values():
        for token in _tokens(person):
            if person.patronymic:
                patronymics[token].add(person.patronymic)
    ties: dict[str, list[str]] = {}
    for name, person in members.items():
        tokens = [t for t in _tokens(person) if len(patronymics[t]) < 2]
        told = [f"patronymic {person.patronymic}"] if person.patronymic else []
        if told or tokens:
            ties[name] = told + tokens
    bases = components(ties)
    return _joined_by_state(members, bases)


def _tokens(person: Person) -> list[str]:
    bodies = {of for _, of in person.offices if of}
    return sorted(bodies) or sorted(person.homes)


def _joined_by_state(members: Mapping[str, Person], bases: list[list[str]]) -> list[list[str]]:
    """Put groups of one state together unless two people in it held one office of two bodies."""
    homes = [frozenset(h for n in base for h in members[n].homes) for base in bases]
    offices = [frozenset(o for n in base for o in members[n].offices) for base in bases]
    patronymics = [frozenset(members[n].patronymic for n in base) - {""} for base in bases]
    ties = {str(i): [str(i)] for i in range(len(bases))}
    apart: set[tuple[int, int]] = set()
    for i, j in combinations(range(len(bases)), 2):
        if _conflict(offices[i], offices[j]) or (
            patronymics[i] and patronymics[j] and patronymics[i] != patronymics[j]
        ):
            apart.add((i, j))
        elif homes[i] & homes[j]:
            ties[str(i)].append(f"{i}={j}")
            ties[str(j)].append(f"{i}={j}")
    joined: list[list[str]] = []
    for component in components(ties):
        numbers = sorted(map(int, component))
        if any(pair in apart for pair in combinations(numbers, 2)):
            joined += [bases[i] for i in numbers]
        else:
            joined.append(sorted(n for i in numbers for n in bases[i]))
    return sorted(joined)


def _conflict(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    if one & other:
        return False
    return any(a == b and f and g and f != g for a, f in one for b, g in other)


def _group_id(members: Mapping[str, Person], group: list[str], of: int) -> str:
    """The name key alone for the only one of that name, with what tells homonyms apart for several."""
    key = members[group[0]].key
    if of == 1:
        return key
    patronymic = sorted({members[n].patronymic for n in group} - {""})
    marks = patronymic or sorted({t for n in group for t in _tokens(members[n])})
    return f"{key}.{marks[0].replace('/', '-').replace('~', '')}"


def _joined(person: Person, company: list[frozenset[str]], names: list[str]) -> Identity:
    if len(names) == 1:
        return only_one(names[0]) if not person.company or person.company & company[0] else NOBODY
    shared = [len(person.company & group) for group in company]
    best = max(shared)
    if best and shared.count(best) == 1:
        return Identity(names[shared.index(best)], _SAME_COMPANY, ("same name, same company",))
    return NOBODY
