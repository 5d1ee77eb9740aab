"""People never named in an English article, but by an office whose holder is known: "the French president"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.scene import Scene
from kg.model import Actor, Cast
from kg.neural.candidates import Candidate
from kg.neural.casting import NEVER_NAMED
from kg.neural.titles import Titles
from kg.registry import Registry

_SCORE = 0.9  # as sure as the rules are of a holder at a date


def with_holders(scene: Scene, keyed: Sequence[Candidate], registry: Registry) -> tuple[Cast, list[Candidate]]:
    """Return the cast and the candidates with the known holders of offices in the place of those never named."""
    cast, titles = scene.cast, Titles(scene, registry)
    new: dict[str, Actor] = {}
    for actor in cast.actors:
        if actor.reasons != NEVER_NAMED or actor.type != "Person":
            continue
        ids = [titles.alone(c.first, c.last) for c in keyed if c.key == actor.key]
        if (id := next((id for id in ids if id), None)) is not None:
            new[actor.key] = _actor(cast, id, registry)
    if not new:
        return cast, list(keyed)
    found = {a.key: a for a in (*(a for a in cast.actors if a.key not in new), *new.values())}
    refers = tuple(tuple(new[k].key if k in new else k for k in keys) for keys in cast.refers)
    renamed = [replace(c, key=new[c.key].key) if c.key in new else c for c in keyed]
    return Cast(tuple(found.values()), cast.mentions, refers), renamed


def _actor(cast: Cast, id: str, registry: Registry) -> Actor:
    """Return the actor of a known person: the one the article names too, or a new one."""
    for actor in cast.actors:
        if actor.canonical == id:
            return actor
    known = registry.known[id]
    reasons = ("known holder of the office at the date",)
    key = id.split("/", 1)[1]
    return Actor(key, known.type, known.labels(), known.qid, id, _SCORE, reasons)
