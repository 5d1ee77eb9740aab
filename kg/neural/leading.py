"""Offices that English verbs tell: "X, who heads the party"."""

from __future__ import annotations

from collections.abc import Iterator

from kg import lexicon
from kg.extraction.scene import Scene
from kg.model import Office
from kg.neural.owners import Owners
from kg.neural.wordorder import WordOrder

_PARTIES = frozenset({"party", "alliance", "movement"})
_HEAD = "head"


def _called_party(scene: Scene, key: str) -> bool:
    """Whether "party" stands after the name of a body: "the Dawn party"."""
    ends = (m.last for i, m in enumerate(scene.mentions) if scene.actors(i) == (key,))
    return any(t.norm in scene.language.parties for end in ends for t in scene.tokens[end : end + 1])


def leaders(scene: Scene, owners: Owners) -> Iterator[tuple[Office, int]]:
    """Yield an office for each "who heads the party": its holder and body stand around the verb."""
    language, order = lexicon.language("en"), WordOrder(scene)
    for i, token in enumerate(scene.tokens[:-1]):
        role = language.leading.get(token.norm)
        asserted = role is not None and order.asserted(i)
        keys = order.subject(i, inverted=False) if asserted else ()
        owner = owners.following(i + 1) if keys else None
        if role is None or owner is None or len(keys) != 1 or scene.actor(keys[0]).type != "Person":
            continue
        key, last = owner
        known = owners.registry.get(scene.actor(key).canonical or "")
        party = known.kind in _PARTIES if known is not None else _called_party(scene, key)
        if role == _HEAD and party:
            role = "party leader"
        sentence = scene.sentence(i)
        named = [m.first for k, m in enumerate(scene.mentions)
                 if scene.actors(k) == keys and sentence.first <= m.first < i]  # fmt: skip
        proof = scene.evidence(max(named, default=i), last)
        of = owners.of(role, key)
        yield Office(id="", rule="office-en-leads", evidence=proof, person=keys[0], role=role, of=of), i
