"""On whose initiative calls were: "at the request of X", "at Ankara's request", «по инициативе японской стороны»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extraction.contacts import acting_for
from kg.extraction.frames import find_matches, find_triggers
from kg.extraction.partners import sides_of
from kg.extraction.scene import Scene
from kg.model import Office, PhoneCall
from kg.neural.facts import Told
from kg.neural.wordorder import WordOrder
from kg.registry import Registry

_NAMES_NEXT = frozenset({"of", "by"})  # last words of a phrase that is followed by who; else who stands before its end


def with_initiators(scene: Scene, told: Iterable[Told], registry: Registry) -> list[Told]:
    """Return the facts, calls with the one on whose initiative words of their sentence, or the next, say they were."""
    found = list(told)
    for tokens, keys in initiatives(scene):
        sentence = scene.sentence_of(tokens[0])
        calls = [
            k for k, t in enumerate(found)
            if isinstance(t.fact, PhoneCall) and 0 <= sentence - scene.sentence_of(t.trigger) <= 1
        ]  # fmt: skip
        clause = scene.document.clause_of[tokens[0]]
        here = [k for k in calls if scene.document.clause_of[found[k].trigger] == clause]
        nearest = max(here or calls, key=lambda k: found[k].trigger, default=None)
        if nearest is None or not isinstance(call := found[nearest].fact, PhoneCall):
            continue
        who = {acting_for(scene, key, call, registry) or _holder(found, key, call) for key in keys} - {None}
        if len(who) == 1:
            proof = scene.clause_evidence(scene.document.clause_of[tokens[0]], *tokens)
            call = replace(call, initiator=who.pop(), initiator_proof=proof, support=(*call.support, proof))
            found[nearest] = replace(found[nearest], fact=call)
    return found


def _holder(told: Sequence[Told], state: str, call: PhoneCall) -> str | None:
    """Return the one who takes part in a call and holds an office of a state, as the article tells it."""
    holders = {t.fact.person for t in told if isinstance(t.fact, Office) and t.fact.of == state} & {*call.participants}
    return holders.pop() if len(holders) == 1 else None


def initiatives(scene: Scene) -> Iterator[tuple[tuple[int, ...], tuple[str, ...]]]:
    """Yield the tokens of each such phrase, and whom it names."""
    if scene.document.lang != "en":
        found = (m for m in find_matches(scene, "phonecall") if m.row.get("adds") == "initiator")
        yield from ((m.tokens, keys) for m in found if (keys := sides_of(scene, m)["initiator"]))
        return
    order = WordOrder(scene)
    for row, tokens, _ in find_triggers(scene, "phonecall"):
        if row.get("adds") != "initiator":
            continue
        last = tokens[-1]
        if scene.tokens[last].norm in _NAMES_NEXT:
            keys = order.right_after(last + 1) or _named(scene, last + 1, last + 3)
        else:
            keys = _latter(scene, tokens) or _named(scene, tokens[0] + 1, last)
        if keys:
            yield tokens, keys


def _latter(scene: Scene, tokens: tuple[int, ...]) -> tuple[str, ...]:
    """Return the person named last before "at the latter's request"."""
    if not any(scene.tokens[i].norm in scene.language.word_order["latter"] for i in range(tokens[0], tokens[-1])):
        return ()
    first = scene.sentence(tokens[0]).first
    people = [keys for i, m in enumerate(scene.mentions) if first <= m.first < tokens[0]
              and len(keys := scene.actors(i)) == 1 and scene.actor(keys[0]).type == "Person"]  # fmt: skip
    return people[-1] if people else ()


def _named(scene: Scene, first: int, stop: int) -> tuple[str, ...]:
    """Return whom the last mention within tokens first..stop (excluded) names, an adjective too: "the French side"."""
    inside = [i for i, m in enumerate(scene.mentions) if first <= m.first and m.last <= stop and scene.actors(i)]
    return scene.actors(inside[-1]) if inside else ()
