"""What English words say of votes: of which office they are, and who recognises them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from kg.extraction.frames import find_triggers
from kg.extraction.scene import Scene
from kg.model import Election, ElectionResult, Evidence, Recognition
from kg.neural.facts import Told
from kg.neural.wordorder import WordOrder

_BACK = 4  # words from "refused" to "recognise"


def told_in_words(scene: Scene, told: Iterable[Told]) -> list[Told]:
    """Return the facts, votes with the office their words name, recognitions of those whose verb tells them."""
    order = WordOrder(scene)
    offices = [(t[0], row.get("office")) for row, t, _ in find_triggers(scene, "election") if row.get("office")]
    ended, found = _ended(order, scene), []
    for t in told:
        if isinstance(t.fact, Election):
            sentence = scene.sentence_of(t.trigger)
            near = [(abs(at - t.trigger), office) for at, office in offices if scene.sentence_of(at) == sentence]
            t = replace(t, fact=replace(t.fact, office=min(near)[1])) if near else t
        elif isinstance(t.fact, Recognition):
            t = _by_subject(order, scene, t, t.fact)
        elif isinstance(t.fact, ElectionResult) and t.fact.outcome and t.fact.candidate in ended:
            outcome, proof = ended[t.fact.candidate]
            told_there = outcome != t.fact.outcome and not t.fact.evidence.span.touches(proof.span)
            support = (*t.fact.support, proof) if told_there else t.fact.support
            t = replace(t, fact=replace(t.fact, outcome=outcome, support=support))
        found.append(t)
    return found


def _ended(order: WordOrder, scene: Scene) -> dict[str, tuple[Literal["won", "lost"], Evidence]]:
    """Return how a vote ended for the subjects and objects of verbs of beating, and the proof: "X beat out Y"."""
    words, tokens = order.words, scene.tokens
    found: dict[str, tuple[Literal["won", "lost"], Evidence]] = {}
    for verb in (i for i, t in enumerate(tokens[:-2]) if t.norm in words["beating"]):
        beaten = order.right_after(verb + 1 + (tokens[verb + 1].norm in words["beating out"]))
        if beaten:
            sentence = scene.sentence(verb)
            proof = scene.evidence(sentence.first, sentence.last)
            found |= dict.fromkeys(order.subject(verb, inverted=False), ("won", proof))
            found |= dict.fromkeys(beaten, ("lost", proof))
    return found


def _by_subject(order: WordOrder, scene: Scene, t: Told, fact: Recognition) -> Told:
    """Return a recognition as that of the subject of the verb over its own: "X refused to recognise the results"."""
    first = max(scene.sentence(t.trigger).first, t.trigger - _BACK)
    last = min(t.trigger + 1, scene.sentence(t.trigger).last - 1)
    above = next((i - 1 for i in range(last, first, -1) if scene.tokens[i].norm == "to"), None)
    keys = order.subject(above, inverted=False) if above is not None else ()
    if len(keys) != 1 or keys[0] in (fact.actor, fact.target) or scene.actor(keys[0]).type == "Place":
        return t
    return replace(t, fact=replace(fact, actor=keys[0]))
