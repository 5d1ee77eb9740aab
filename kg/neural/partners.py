"""How those who take part in a contact stand before its trigger: joined by "and", or one of them alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.extraction.scene import Scene
from kg.model import Mention, Token

_JOINED = 4  # words from one name to the next: "and Turkish President"


def together(scene: Scene, trigger: int, people: Sequence[str]) -> bool:
    """Whether all who take part stand joined before the trigger: "A and B discussed" names nobody who rang."""
    for (a, one), (b, other) in pairwise(_before(scene, trigger, people)):
        between = scene.tokens[a.last : b.first]
        if one != other and between and len(between) <= _JOINED:
            return {*people} == {one, other} and _joins(scene, between)
    return False


def subject(scene: Scene, trigger: int, keys: Sequence[str]) -> str:
    """Return the one of these who alone stands before the trigger in its sentence, else the first."""
    before = {key for _, key in _before(scene, trigger, keys)}
    return before.pop() if len(before) == 1 else keys[0]


def _before(scene: Scene, trigger: int, keys: Sequence[str]) -> list[tuple[Mention, str]]:
    """Return the mentions of actors before a token in its sentence, in text order, each with its actor."""
    first = scene.sentence(trigger).first
    mentions = [(i, m) for i, m in enumerate(scene.mentions) if first <= m.first < trigger]
    return [(m, key) for i, m in mentions for key in scene.actors(i) if key in keys]


def _joins(scene: Scene, words: Sequence[Token]) -> bool:
    """Whether "and" stands first among words, and no verb or comma after it."""
    joiners = scene.language.word_order.get("joiners", frozenset())
    joiner = words[0].readings[0].pos == "CCONJ" or words[0].norm in joiners
    return joiner and not any(scene.finite(t) or t.text == "," for t in words)
