"""Which events of different articles are one, and what came of plans.

Dated tellings of one day decide among themselves. A vague one (a month, «the election») joins the dated event that it
can mean if there is exactly one; it never makes two dated ones one, nor counts for them. Vague tellings that join none
are one event where they say the same: of plans and refusals without a date, what is told within some days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.consolidation.sets import components
from kg.consolidation.tellings import CONTACTS, Telling, days_between

_RUN = 10  # days between two articles on one plan
_SAME, _WITHIN, _PARTLY, _RUNS = 1.0, 0.85, 0.75, 0.6
JOINED = 0.65  # how sure a vague telling means the only event it can mean


@dataclass(frozen=True, slots=True)
class Event:
    """What a telling denotes: words that make the identity, None if nobody else's; how sure, and why."""

    parts: tuple[str, ...] | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """An event as all its tellings have it: all actors, the widest days, when first told."""

    name: str
    tellings: tuple[Telling, ...]

    @property
    def who(self) -> frozenset[str]:
        """All actors that any telling names."""
        return frozenset(a for t in self.tellings for a in t.who)

    @property
    def told(self) -> str:
        """The day it was first told; empty if unknown."""
        return min((t.told for t in self.tellings if t.told), default="")

    @property
    def sharpest(self) -> Telling:
        """The telling that says most about the time."""
        return min(self.tellings, key=lambda t: (not t.is_dated, not t.first, t.told or "9999", t.dumps()))


def one_day(members: Mapping[str, Telling]) -> dict[str, Event]:
    """Say which dated tellings of one kind, line and day are the same."""
    found: dict[str, Event] = {}
    cells: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(members):
        cells[_cell(members[name])].append(name)
    kind = next(iter(members.values())).kind if members else ""
    homes = _contacts(cells) if kind in CONTACTS else _single(cells)
    for cell, names in cells.items():
        home, score, reason = homes[cell]
        for name in names:
            t = members[name]
            found[name] = Event((t.kind, t.line, t.first, *home), score, reason)
    return found


def _cell(telling: Telling) -> tuple[str, ...]:
    """What tellings of one day must share to be the same at once."""
    if telling.kind in CONTACTS:
        return tuple(telling.actors())
    return (*telling.actors(), "", telling.office if telling.kind == "Election" else telling.place)


Homes = dict[tuple[str, ...], tuple[tuple[str, ...], float, str]]


def _contacts(cells: Iterable[tuple[str, ...]]) -> Homes:
    """A contact told with fewer actors is the larger one that has all of them, if there is exactly one."""
    sets = {cell: frozenset(cell) for cell in cells}
    ties = {" ".join(cell): [" ".join(cell)] for cell in sets}
    for one, other in combinations(sorted(sets), 2):
        if min(len(one), len(other)) > 2 and _overlap(sets[one], sets[other]) >= 0.5:
            tie = f"{' '.join(one)} = {' '.join(other)}"
            ties[" ".join(one)].append(tie)
            ties[" ".join(other)].append(tie)
    groups = [[tuple(name.split(" ")) for name in group] for group in components(ties)]
    largest = {cell: max(group, key=lambda c: (len(c), c)) for group in groups for cell in group}
    everybody = {largest[group[0]]: frozenset(a for c in group for a in c) for group in groups}
    homes: Homes = {}
    for cell, mine in sets.items():
        home = largest[cell]
        above = [big for big, actors in everybody.items() if big != home and mine < actors]
        tops = [big for big in above if not any(everybody[big] < everybody[b] for b in above)]
        if cell != home:
            homes[cell] = (home, _PARTLY, "same day, most actors the same")
        elif len(tops) == 1 and everybody[home] < everybody[tops[0]]:
            homes[cell] = (tops[0], _WITHIN, "same day, some of the actors")
        else:
            homes[cell] = (home, _SAME, "same day and actors")
    return {
        cell: (homes[home][0] if home in homes else home, score, reason)
        for cell, (home, score, reason) in homes.items()
    }


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _single(cells: Iterable[tuple[str, ...]]) -> Homes:
    """A vote without office, a protest without place: the only one of the state that day, if there is one."""
    homes: Homes = {}
    for cell in cells:
        same = [c for c in cells if c[:-1] == cell[:-1] and c[-1]]
        if not cell[-1] and len(same) == 1:
            homes[cell] = (same[0], _WITHIN, "the only one of that day")
        else:
            homes[cell] = (cell, _SAME, "same day and place")
    return homes


def joined(vague: Telling, dated: Iterable[Cluster]) -> tuple[str, str] | None:
    """Return the name of the dated event that a vague telling means, and why; None if it may be several or none."""
    window = vague.window
    if window is None:
        return None
    fitting = [c for c in dated if window[0] <= c.sharpest.first <= window[1] and _can_be(vague, c)]
    days = sorted({c.name for c in fitting})
    if len(days) == 1:
        return days[0], "the only one in that time"
    here = sorted({c.name for c in fitting if vague.place and any(t.place == vague.place for t in c.tellings)})
    if len(here) == 1:
        return here[0], "the only one in that time at that place"
    if vague.kind == "Election" and not vague.first and fitting:
        past = [c for c in fitting if c.sharpest.first <= vague.told]
        last = max(past or fitting, key=lambda c: (c.sharpest.first, c.name))
        return last.name, "the last one before the article"
    return None


def _can_be(vague: Telling, cluster: Cluster) -> bool:
    if vague.kind == "Election":
        offices = {t.office for t in cluster.tellings} - {""}
        return vague.who == cluster.who and (not vague.office or not offices or vague.office in offices)
    if vague.kind not in CONTACTS:
        places = {t.place for t in cluster.tellings} - {""}
        return vague.who == cluster.who and (not vague.place or not places or vague.place in places)
    return bool(vague.who) and (vague.who <= cluster.who or cluster.who <= vague.who) and len(vague.who) > 1


def alone(members: Mapping[str, Telling]) -> dict[str, Event]:
    """Say which vague tellings of the same actors, joined to nothing, are one; the others are nobody else's."""
    found: dict[str, Event] = {}
    runs: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(members):
        t = members[name]
        base = (t.kind, t.line, *t.actors(), "", t.place, t.office)
        if t.line not in ("held", "") and t.told:
            runs[base].append(name)
        elif t.first:
            found[name] = Event((*base, t.first, t.last), _SAME, "same actors and time")
        else:
            found[name] = Event(None, _SAME, "no date: within its article")
    for base, names in runs.items():
        start = last = ""
        for name in sorted(names, key=lambda n: (members[n].told, n)):
            day = members[name].told
            if not start or days_between(last, day) > _RUN:
                start = day
            last = day
            found[name] = Event((*base, "told", start), _RUNS, "same actors and place, told within days")
    return found


def outcome(plan: Cluster, others: Iterable[Cluster]) -> str | None:
    """Return the name of what came of a plan: held, else refused, else another plan in its place; None if unknown."""
    horizons = [h for t in plan.tellings if t.is_plan and (h := t.horizon)]
    if not horizons:
        return None
    sharp = plan.sharpest
    first, last = sharp.horizon or horizons[0]
    ranked: list[tuple[int, str, str]] = []
    for c in others:
        rank = _comes_of(plan, sharp, c, first, last)
        if rank is not None:
            ranked.append((rank, c.sharpest.first or c.told, c.name))
    return min(ranked)[2] if ranked else None


def _comes_of(plan: Cluster, sharp: Telling, c: Cluster, first: str, last: str) -> int | None:
    """Rank what may have come of a plan, the likeliest first."""
    told, then = plan.told, c.sharpest
    if c.name == plan.name or then.kind != sharp.kind or len(plan.who & c.who) < min(2, len(plan.who)):
        return None
    if not (plan.who <= c.who or c.who <= plan.who):
        return None
    line = then.line
    if line == "held":
        return 0 if then.is_dated and first <= then.first <= last and (not told or then.first >= told) else None
    when = then.first or c.told
    if not when or not c.told or not told or c.told < told or not first <= when <= last:
        return None
    if line == "refused":
        return 1
    places = {t.place for t in c.tellings} - {""}, {t.place for t in plan.tellings} - {""}
    moved = bool(places[0] and places[1] and not places[0] & places[1])
    postponed = bool(then.first and sharp.first and then.first > sharp.last)
    agreed = line == "planned" and sharp.line == "proposed"
    return 2 if line == "planned" and c.told > told and (moved or postponed or agreed) else None
