"""Triggers with the actors, places, dates and numbers that fill their roles, each with its probability."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from kg.extraction.scene import Scene
from kg.neural.candidates import Candidate
from kg.neural.features import able, places, prominences
from kg.neural.heads import Heads
from kg.neural.labels import ATTRIBUTES, ATTRIBUTES_OF, OFFICES, ROLES, ROLES_OF, CandidateType, Role
from kg.neural.maths import Bools, Floats, Ints, sigmoid
from kg.neural.tagging import Trigger

_HALF = 0.5


@dataclass(frozen=True)
class Filled:
    """A trigger with the keys that can fill each role, likeliest first, and its attributes, all with probabilities."""

    trigger: Trigger
    roles: Mapping[Role, tuple[tuple[str, float], ...]]
    attributes: Mapping[str, tuple[str, float]]
    where: Mapping[str, tuple[int, int]]  # the mention of a key nearest to the trigger, tokens first..last (excluded)
    rule: str | None = None  # the row of the lexicon that tells its roles, if not the net


def shared_out(
    events: Sequence[Filled], share: Callable[[Filled], float | None], sentence_of: Callable[[int], int]
) -> list[Filled]:
    """Return the events with the shares of one sentence given to a candidate each, the surest pair first."""
    shares = [i for i, e in enumerate(events) if e.trigger.type == "ElectionResult" and share(e) is not None]
    pairs = sorted(
        ((-p, i, key) for i in shares for key, p in events[i].roles["candidate"]), key=lambda pair: (pair[0], pair[1])
    )
    given: dict[int, tuple[str, float]] = {}
    taken: set[tuple[int, str]] = set()
    for minus, i, key in pairs:
        sentence = sentence_of(events[i].trigger.first)
        if i not in given and (sentence, key) not in taken:
            given[i] = key, -minus
            taken.add((sentence, key))
    return [replace(e, roles={**e.roles, "candidate": (given[i],)}) if i in given else e for i, e in enumerate(events)]


@dataclass(frozen=True)
class Holding:
    """A person's office: the mention that says so, and what it is of."""

    person: str
    office: str
    of: str | None
    mention: Candidate
    probability: float


class Filler:
    """Scores the candidates of one document for the roles of its triggers."""

    def __init__(
        self, scene: Scene, heads: Heads, candidates: Sequence[Candidate], settings: Mapping[str, Any]
    ) -> None:
        self.scene, self.heads, self.candidates = scene, heads, candidates
        self.thresholds: Mapping[str, float] = settings.get("thresholds", {})
        self.keys = list(dict.fromkeys(c.key for c in candidates))
        number = {key: i for i, key in enumerate(self.keys)}
        self.key_of = np.array([number[c.key] for c in candidates], dtype=np.int64)
        self._clause_of = np.array(scene.document.clause_of, dtype=np.int64)

    @cached_property
    def vectors(self) -> Floats:
        """The vectors of all candidates."""
        return self.heads.mentions(self.candidates)

    @cached_property
    def _prominence(self) -> Ints:
        return prominences(self.candidates)

    @cached_property
    def _types(self) -> list[set[CandidateType]]:
        types: list[set[CandidateType]] = [set() for _ in self.keys]
        for c, k in zip(self.candidates, self.key_of.tolist(), strict=True):
            types[k].add(c.type)
        return types

    def threshold(self, name: str) -> float:
        """Return the least probability of a role or office."""
        return self.thresholds.get(name, _HALF)

    def events(self, triggers: Sequence[Trigger]) -> list[Filled]:
        """Return the triggers with their roles filled, in the same order."""
        if not triggers or not self.candidates:
            return []
        order = sorted(range(len(triggers)), key=lambda i: (triggers[i].first, triggers[i].last))
        spans, types = [(triggers[i].first, triggers[i].last) for i in order], [triggers[i].type for i in order]
        anchors, attributes = self.heads.anchors(spans, types)
        allowed = able(types, self._types)
        probable = sigmoid(self._scores(anchors, [first for first, _ in spans], allowed))
        found: dict[int, Filled] = {}
        for i, p, can, a in zip(order, probable, allowed, attributes, strict=True):
            t = triggers[i]
            found[i] = Filled(t, self._roles(t.type, p, can), self._attributes(t, a), self._nearest(t.first))
        return [found[i] for i in range(len(triggers))]

    def _scores(self, anchors: Floats, at: Sequence[int], allowed: Bools, alone: bool = False) -> Floats:
        """Return the score of each key for each role of anchors in text order, [anchors, keys, roles]."""
        triggers = [] if alone else at
        seen = places(at, self.candidates, self.heads.sentence_of, self._clause_of, triggers)
        return self.heads.roles(anchors, self.vectors, self._prominence, seen, self.key_of, allowed, alone)

    def _roles(self, type: str, probable: Floats, allowed: Bools) -> dict[Role, tuple[tuple[str, float], ...]]:
        found: dict[Role, tuple[tuple[str, float], ...]] = {}
        for role in ROLES_OF[type]:
            column = probable[:, ROLES.index(role)]
            can = np.flatnonzero(allowed[:, ROLES.index(role)]).tolist()
            ranked = sorted(can, key=lambda k: (-column[k], k))
            found[role] = tuple((self.keys[k], float(column[k])) for k in ranked[:8])
        return found

    def _attributes(self, trigger: Trigger, vector: Floats) -> dict[str, tuple[str, float]]:
        found = {}
        for name in ATTRIBUTES_OF[trigger.type]:
            probable = self.heads.attribute(name, vector)
            best = int(probable.argmax())
            found[name] = ATTRIBUTES[name][best], float(probable[best])
        return found

    def _nearest(self, token: int) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for c in sorted(self.candidates, key=lambda c: -abs(c.first - token)):
            if c.type != "day":
                found[c.key] = c.first, c.last
        return found

    def holdings(self) -> list[Holding]:
        """Return the offices of all people, in text order."""
        people = [c for c in self.candidates if c.type == "Person"]
        if not people:
            return []
        anchors, scores = self.heads.holders(people)
        found: list[Holding] = []
        for key in dict.fromkeys(c.key for c in people):
            mine = [i for i, c in enumerate(people) if c.key == key]
            probable = sigmoid(np.logaddexp.reduce(scores[mine], axis=0))
            for office in np.flatnonzero(probable > self.threshold("office")):
                best = max(mine, key=lambda i: (float(scores[i, office]), -i))
                of = self._of(anchors[best : best + 1], people[best])
                found.append(Holding(key, OFFICES[office], of, people[best], float(probable[office])))
        return sorted(found, key=lambda h: (h.mention.first, -h.probability))

    def _of(self, anchor: Floats, mention: Candidate) -> str | None:
        allowed = able(["Office"], self._types)
        of = ROLES.index("of")
        probable = sigmoid(self._scores(anchor, [mention.first], allowed, alone=True))[0, :, of]
        can = [k for k in np.flatnonzero(allowed[0, :, of]).tolist() if "Person" not in self._types[k]]
        best = max(can, key=lambda k: (float(probable[k]), -k), default=None)
        return self.keys[best] if best is not None and probable[best] > self.threshold("of") else None
