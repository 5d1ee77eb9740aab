"""Decides which tellings are one event, in the blocks that a change touches, and what came of plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from pyoxigraph import NamedNode

from kg.consolidation import events
from kg.consolidation.events import JOINED, Cluster, Event
from kg.consolidation.tellings import CONTACTS, OUTCOMES, Telling, months
from kg.rdf.decided import stands_alone
from kg.rdf.iris import article_of, canonical_iri, digest
from kg.rdf.ledger import Ledger
from kg.rdf.literals import decimal
from kg.rdf.recipes import Link

Put = Callable[[NamedNode, Link | None], bool]
_JOINED = decimal(JOINED).value


class EventLinks:
    """Tellings leave and come, then `decide` decides all that this can change."""

    def __init__(self, ledger: Ledger, put: Put) -> None:
        self.ledger = ledger
        self.put = put
        self.blocks: set[str] = set()  # of what comes and goes
        self.new: list[NamedNode] = []
        self.moved: set[str] = set()  # blocks of months in which a dated event has come, gone or changed
        self.stirred: list[tuple[Telling, str]] = []  # tellings by which an outcome may change, and their events
        self.left: list[Link] = []
        self._known: dict[tuple[str, ...], list[Cluster]] = {}

    def leave(self, link: Link) -> None:
        """Take a telling out of its blocks."""
        if link.traits:
            self._stir(link.known_telling(), link.denotes)
            self.blocks |= set(link.blocks)
            self.left.append(link)

    def come(self, node: NamedNode, link: Link, telling: Telling) -> None:
        """Put a telling with its actors into its blocks; nothing happens if they were known."""
        traits, blocks = telling.dumps(), tuple(sorted(telling.blocks()))
        apart = not telling.who or stands_alone(link)
        blocks = () if apart else blocks
        if link.traits and link.traits != traits:
            self.leave(link)
        self.put(node, replace(link, traits=traits, blocks=blocks))
        if apart:
            self._alone(node)
            return
        self.blocks |= set(blocks)
        self.new.append(node)

    def decide(self) -> None:
        """Decide dated tellings, then vague ones, then outcomes."""
        self._dated()
        self._vague()
        self._outcomes()

    # --- dated ---

    def _dated(self) -> None:
        groups = self._days()
        nodes = [node for group in groups for node in group]
        before = _profiles([*self.left, *(link for n in nodes if (link := self.ledger.before(n)))])
        for group in groups:
            for name, event in events.one_day({node.value: self._telling(node) for node in group}).items():
                self._is(NamedNode(name), event)
        after = _profiles(self._link(n) for n in nodes)
        for name in before.keys() | after.keys():
            if before.get(name) != after.get(name):
                self.moved |= {b for block in (before, after) for t in block.get(name, ()) for b in _months(t)}

    def _days(self) -> list[list[NamedNode]]:
        """Tellings of one day that hang together by an actor, as far as the change reaches."""
        seen: set[str] = set()
        groups: list[list[NamedNode]] = []
        for start in sorted(b for b in self.blocks if b.startswith("day|")):
            if start in seen:
                continue
            seen.add(start)
            waiting, group = [start], set[NamedNode]()
            while waiting:
                for node in self.ledger.members(waiting.pop()):
                    group.add(node)
                    fresh = {b for b in self._link(node).blocks if b.startswith("day|")} - seen
                    seen |= fresh
                    waiting += fresh
            groups.append(sorted(group, key=lambda n: n.value))
        return groups

    # --- vague ---

    def _vague(self) -> None:
        """Join vague tellings to what they can mean; the rest are alone or one of their kind."""
        again = {n for block in self.moved for n in self.ledger.members(block) if not self._telling(n).is_dated}
        again |= {n for n in self.new if not self._telling(n).is_dated}
        runs = {b for b in self.blocks if b.startswith("vague|")}
        joined: set[NamedNode] = set()
        for node in sorted(again, key=lambda n: n.value):
            telling = self._telling(node)
            runs.add(telling.run_block())
            found = events.joined(telling, self._dated_clusters(telling))
            if found:
                joined.add(node)
                self._become(node, found[0], JOINED, found[1])
        for run in sorted(runs):
            members = [
                n for n in self.ledger.members(run) if n not in joined and (n in again or not self._is_joined(n))
            ]
            for name, event in events.alone({n.value: self._telling(n) for n in members}).items():
                self._is(NamedNode(name), event)

    def _is_joined(self, node: NamedNode) -> bool:
        return self._link(node).score == _JOINED

    def _dated_clusters(self, telling: Telling) -> list[Cluster]:
        blocks = _months(telling)
        if blocks not in self._known:  # dated events stay as they are while vague ones are decided
            self._known[blocks] = self._clusters(blocks, dated=True)
        return self._known[blocks]

    def _clusters(self, blocks: Iterable[str], dated: bool = False) -> list[Cluster]:
        """The events of these blocks, each with all its dated tellings, or all tellings."""
        names = {self._link(n).denotes for b in blocks for n in self.ledger.members(b) if self._fits(n, dated)}
        return [self._cluster(name, dated) for name in sorted(names - {""})]

    def _cluster(self, name: str, dated: bool = False) -> Cluster:
        nodes = [n for n in self.ledger.denoting(name) if self._fits(n, dated)]
        return Cluster(name, tuple(self._telling(n) for n in nodes))

    def _fits(self, node: NamedNode, dated: bool) -> bool:
        return not dated or self._telling(node).is_dated

    # --- outcomes ---

    def _outcomes(self) -> None:
        """Say what came of every plan that the change can concern."""
        names = {name for _, name in self.stirred} - {""}
        told = [t for t, _ in self.stirred] + [self._telling(n) for name in names for n in self.ledger.denoting(name)]
        blocks = {block for t in told if t.kind in CONTACTS for block in _plan_blocks(t)}
        plans = {self._link(n).denotes for block in blocks for n in self.ledger.members(block)}
        plans |= {self._link(n).denotes for n in self.new if self._telling(n).is_plan}
        for name in sorted(plans):
            plan = self._cluster(name)
            found = events.outcome(plan, self._clusters(self._outcome_blocks(plan))) or ""
            for node in self.ledger.denoting(name):
                link = self._link(node)
                self.put(node, replace(link, outcome=found if self._telling(node).is_plan else ""))

    def _outcome_blocks(self, plan: Cluster) -> list[str]:
        horizons = [h for t in plan.tellings if (h := t.horizon)]
        if not horizons:
            return []
        span = months(min(h[0] for h in horizons), max(h[1] for h in horizons))
        kind = plan.tellings[0].kind
        return [f"month|{kind}|{line}|{a}|{m}" for line in sorted(OUTCOMES) for a in sorted(plan.who) for m in span]

    # --- links ---

    def _is(self, node: NamedNode, event: Event) -> None:
        if event.parts is None:
            self._alone(node)
        else:
            self._become(node, canonical_iri(f"event/{digest(*event.parts)}").value, event.score, event.reason)

    def _alone(self, node: NamedNode) -> None:
        """An identity that no other article shares; a vote or protest without a date is one within the article."""
        telling = self._telling(node)
        own: tuple[str, ...] = (node.value.partition("#")[2],)
        if telling.kind not in CONTACTS:
            own = (telling.kind, telling.line, *telling.actors(), "", telling.place, telling.office)
        name = digest(article_of(node), *own)
        self._become(node, canonical_iri(f"event/{name}").value, 1.0, "within its article")

    def _become(self, node: NamedNode, iri: str, score: float, reason: str) -> None:
        link, before = self._link(node), self.ledger.before(node)
        new = link.to(iri, score, reason)
        if self.put(node, new) or before is None or before.denotes != iri:
            self._stir(self._telling(node), iri)
            self._stir(self._telling(node), link.denotes)

    def _stir(self, telling: Telling, name: str) -> None:
        if telling.kind in CONTACTS:
            self.stirred.append((telling, name))

    def _telling(self, node: NamedNode) -> Telling:
        return self._link(node).known_telling()

    def _link(self, node: NamedNode) -> Link:
        link = self.ledger.get(node)
        assert link is not None
        return link


def _profiles(links: Iterable[Link]) -> dict[str, frozenset[Telling]]:
    """What vague tellings can know of dated events: all but when the articles are from."""
    found: dict[str, set[Telling]] = {}
    for link in links:
        if link.traits and (telling := link.known_telling()).is_dated:
            found.setdefault(link.denotes, set()).add(replace(telling, told="", status=telling.line or "held"))
    return {name: frozenset(tellings) for name, tellings in found.items()}


def _months(telling: Telling) -> tuple[str, ...]:
    return tuple(b for b in telling.blocks() if b.startswith("month|"))


def _plan_blocks(telling: Telling) -> Iterable[str]:
    """The keys of plans that may have come to this, and of this as a plan."""
    days = {telling.first, telling.told} - {""}
    spans = {month for day in days for month in months(day, day)}
    if telling.horizon:
        spans |= set(months(*telling.horizon))
    return (f"plan|{telling.kind}|{actor}|{month}" for actor in telling.who for month in spans)
