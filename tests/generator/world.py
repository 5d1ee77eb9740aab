"""People and events with known truth. Everything follows from the seed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from random import Random

from tests.generator.names import FEMININE, GIVEN, PLACES, ROLES, STATES, SURNAMES

START = datetime.date(2024, 1, 8)
_FATHERS = (("Иванович", "Ивановна"), ("Павлович", "Павловна"), ("Львович", "Львовна"))


@dataclass(frozen=True)
class Person:
    """`names` and `surnames` in Russian, Ukrainian, English; `of` is a state id or a body of that state."""

    id: str
    names: tuple[str, str, str]
    surnames: tuple[str, str, str]
    role: str
    of: str
    state: str
    father: str = ""
    is_homonym: bool = False


@dataclass(frozen=True)
class Happening:
    """An event as it was: kind, who, day, place (index or None); contradictions that articles spread about it."""

    id: str
    kind: str  # PhoneCall, Meeting, Election, Protest
    who: tuple[int, ...]
    day: datetime.date
    state: str = ""
    place: int | None = None
    status: str = "held"
    initiator: int | None = None
    disputed: bool = False  # two initiators, or two numbers for one thing
    number: int = 0
    plan_of: str = ""  # the id of what came of this plan


@dataclass
class World:
    people: list[Person]
    happenings: list[Happening]
    by_id: dict[str, Happening] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {h.id: h for h in self.happenings}


def make(seed: int = 1, people: int = 110, happenings: int = 300) -> World:
    """Return a world: a third of the people share a name with somebody else."""
    random = Random(seed)
    cast = _people(random, people)
    return World(cast, _happenings(random, cast, happenings))


def _person(number: int, given: int, surname: int, role: str, of: str, state: str, **more: object) -> Person:
    feminine = GIVEN[given][0] in FEMININE
    row = SURNAMES[surname][1::2] if feminine else SURNAMES[surname][::2]
    names = tuple(f"{g} {s}" for g, s in zip(GIVEN[given], row, strict=True))
    return Person(f"p{number}", names, row, role, of, state, **more)  # type: ignore[arg-type]


def _people(random: Random, count: int) -> list[Person]:
    pairs = [(g, s) for g in range(len(GIVEN)) for s in range(len(SURNAMES))]
    random.shuffle(pairs)
    found: list[Person] = []
    for given, surname in pairs:
        if len(found) >= count:
            break
        state, role = random.choice(STATES), random.choice(ROLES)
        found.append(_person(len(found), given, surname, role, f"state/{state}", state))
        twin = random.random()
        if twin < 0.15:  # the same name in another state
            other = random.choice([s for s in STATES if s != state])
            found[-1] = _person(len(found) - 1, given, surname, role, f"state/{state}", state, is_homonym=True)
            found.append(
                _person(len(found), given, surname, random.choice(ROLES), f"state/{other}", other, is_homonym=True)
            )
        elif twin < 0.21:  # mayors of two towns of one state
            for town in (0, 1):
                mayor = _person(
                    len(found) - 1 + town, given, surname, "mayor", f"org/town-{state}-{town}", state, is_homonym=True
                )
                found[len(found) - 1 + town :] = [mayor]
        elif twin < 0.26:  # a relative: one surname, another given name
            kin = (given + 1) % len(GIVEN)
            if (GIVEN[kin][0] in FEMININE) == (GIVEN[given][0] in FEMININE) and (kin, surname) in pairs[len(found) :]:
                pairs.remove((kin, surname))
                found.append(_person(len(found), kin, surname, random.choice(ROLES), f"state/{state}", state))
    return found


def _happenings(random: Random, cast: list[Person], count: int) -> list[Happening]:
    pairs = [tuple(sorted(random.sample(range(len(cast)), 2))) for _ in range(count // 3)]
    found: list[Happening] = []
    while len(found) < count:
        day = START + datetime.timedelta(days=random.randrange(600))
        kind = random.choices(("PhoneCall", "Meeting", "Election", "Protest"), (50, 33, 5, 12))[0]
        name = f"h{len(found)}"
        if kind == "Election":
            found.append(_vote(random, found, name, day))
        elif kind == "Protest":
            state = random.choice(STATES)
            number, place = random.randrange(20, 900), random.randrange(len(PLACES))
            found.append(Happening(name, kind, (), day, state, place, disputed=random.random() < 0.5, number=number))
        else:
            found += _contact(random, cast, pairs, len(found), kind, day)
    return [h for h in _once(found) if h is not None]


def _vote(random: Random, found: list[Happening], name: str, day: datetime.date) -> Happening:
    free = [s for s in STATES if not any(h.kind == "Election" and h.state == s for h in found)]
    state = random.choice(free or list(STATES))
    return Happening(name, "Election", (), day, state, disputed=random.random() < 0.6, number=random.randrange(30, 70))


def _contact(
    random: Random, cast: list[Person], pairs: list[tuple[int, ...]], number: int, kind: str, day: datetime.date
) -> list[Happening]:
    who = random.choice(pairs)
    if random.random() < 0.1:
        who = tuple(sorted({*who, random.randrange(len(cast))}))
    place = random.randrange(len(PLACES)) if kind == "Meeting" else None
    status = "refused" if random.random() < 0.05 else "held"
    initiator = random.choice(who) if kind == "PhoneCall" and random.random() < 0.6 else None
    event = Happening(
        f"h{number}", kind, who, day, place=place, status=status, initiator=initiator,
        disputed=initiator is not None and status == "held" and random.random() < 0.35,
    )  # fmt: skip
    more = [event]
    if kind == "PhoneCall" and random.random() < 0.3:  # they speak again the next day
        more.append(Happening(f"h{number + 1}", kind, who, day + datetime.timedelta(days=1), initiator=None))
    if kind == "Meeting" and status == "held" and random.random() < 0.35:
        told = day - datetime.timedelta(days=random.randrange(4, 20))
        place = place if random.random() < 0.7 else (place or 0) + 1
        more.append(
            Happening(f"h{number + 1}", kind, who, told, place=place % len(PLACES), status="planned", plan_of=event.id)
        )
    return more


def _once(found: list[Happening]) -> list[Happening]:
    """Leave out what would be the same event by all that articles can say."""
    seen: set[tuple[object, ...]] = set()
    kept: list[Happening] = []
    for h in found:
        key = (h.kind, h.who or h.state, h.day, h.status, h.place if h.kind == "Protest" else None)
        near = [k for k in kept if h.status == k.status == "planned" and k.who == h.who and k.place == h.place]
        if key not in seen and not any(abs((k.day - h.day).days) < 25 for k in near):
            seen.add(key)
            kept.append(h)
    ids = {h.id for h in kept}
    return [h for h in kept if not h.plan_of or h.plan_of in ids]
