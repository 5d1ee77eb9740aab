"""Which person of the article, and which known person, a name stands for.

Within one article a surname is enough unless two people share it; across articles the registry decides by given name,
office, state and date, and stays silent where several people fit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model import Lang
from kg.morphology import stem
from kg.registry import Known, Registry, given_key

_MINIMUM = 3
_TOP = frozenset({"president", "prime minister", "chancellor", "secretary general"})  # known by surname everywhere


@dataclass(eq=False)
class Person:
    """One person of the article while it is being read."""

    surname: str
    given: str | None = None
    names: list[str] = field(default_factory=list)
    gender: str | None = None
    known: Known | None = None
    offices: list[tuple[str, str | None]] = field(default_factory=list)  # English role, registry id or name of what
    tails: list[tuple[str, frozenset[str]]] = field(default_factory=list)  # role, stems of what the title is of
    descriptors: set[str] = field(default_factory=set)  # nouns before the name: «соперница», «политик»
    score: float = 1.0
    reasons: tuple[str, ...] = ()

    def bears(self, surname: str, given: str | None, gender: str | None) -> bool:
        """Whether a name can be this person's: one surname, no other given name, no other gender."""
        if surname != self.surname or (gender and self.gender and gender != self.gender):
            return False
        return given is None or self.given is None or same_given(given, self.given)


def same_given(a: str, b: str) -> bool:
    """Whether two given names agree: one an initial of the other, or one name in two spellings.

    >>> same_given("А", "Александр"), same_given("Олександр", "Александр"), same_given("Виктор", "Александр")
    (True, True, False)
    """
    short, long = sorted((a.rstrip("."), b.rstrip(".")), key=len)
    if len(short) == 1:
        return long[:1].lower() == short.lower()
    return given_key(a) == given_key(b) or stem(a) == stem(b)


def choose(
    registry: Registry, candidates: Iterable[str], person: Person, states: frozenset[str], date: str | None, lang: Lang
) -> tuple[Known, float, tuple[str, ...]] | None:
    """Return the known person with score and reasons, or None if nobody or more than one fits.

    `states` are the ids of the states the article names.
    """
    scored = []
    for id in sorted(candidates):
        known = registry.known[id]
        result = _score(registry, known, person, states, date, lang)
        if result:
            scored.append((result[0], result[1], known))
    scored.sort(key=lambda s: (-s[0], s[2].id))
    if not scored or scored[0][0] < _MINIMUM:
        return None
    if len(scored) > 1 and scored[0][0] == scored[1][0]:
        return None
    points, reasons, known = scored[0]
    return known, min(1.0, 0.5 + points / 16), tuple(reasons)


def _score(
    registry: Registry, known: Known, person: Person, states: frozenset[str], date: str | None, lang: Lang
) -> tuple[float, list[str]] | None:
    """Return points for what speaks for this known person; None if something speaks against."""
    if person.gender and known.gender and person.gender != known.gender:
        return None
    points, reasons = 1.0, ["surname"]
    if person.given:
        given = [n.split()[0] for names in known.names.values() for n in names if " " in n]
        if not any(same_given(person.given, g) for g in given):
            return None
        points += 4
        reasons.append("given name")
    terms = known.terms
    for role, of in person.offices:
        fitting = [
            t for t in terms if t.role == role and (of is None or t.of == of or _samestate_of(registry, t.of, of))
        ]
        if any(t.may_hold(date) for t in fitting):
            points += 4
            reasons.append(f"held the office {role}")
        elif fitting:
            points += 2
            reasons.append(f"has held the office {role}")
    homes = {state_of(registry, t.of) for t in terms} - {None}
    leads = any(t.role in _TOP and t.may_hold(date) for t in terms) and date is not None
    if homes & states:
        points += 2
        reasons.append("state named")
    elif homes and person.given is None and not leads:
        points -= 1
    if any(t.may_hold(date) for t in terms):
        points += 2 if leads else 1
        reasons.append("in office then")
    return points, reasons


def state_of(registry: Registry, id: str | None) -> str | None:
    """Return the state that a state, body or other id belongs to, or the id itself."""
    if id is None or id.startswith("state/"):
        return id
    known = registry.get(id)
    return known.of if known and known.of else id


def _samestate_of(registry: Registry, a: str | None, b: str | None) -> bool:
    return state_of(registry, a) == state_of(registry, b) is not None
