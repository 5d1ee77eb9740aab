"""English: a news agency asks for its readers, so nobody is told anything when "Tusk told TNA", whose report it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.extraction.scene import Scene
from kg.model import Statement
from kg.neural.facts import Told

_DATELINE = 12  # tokens of the first sentence, within which "(TNA) -" stands


def without_press(scene: Scene, told: Iterable[Told]) -> list[Told]:
    """Return the facts, statements to an outlet or to the article's own agency with nobody as addressee."""
    found = list(told)
    for k, t in enumerate(found):
        if isinstance(t.fact, Statement) and t.fact.addressee and _is_press(scene, t.fact.addressee):
            found[k] = replace(t, fact=replace(t.fact, addressee=None))
    return found


def _is_press(scene: Scene, key: str) -> bool:
    """Whether an actor is an outlet, or its name the initials of the source or what its dateline has in brackets."""
    if scene.is_outlet(key):
        return True
    if scene.actor(key).type == "Person":
        return False
    said = {scene.tokens[m.first].text for i, m in enumerate(scene.mentions)
            if scene.actors(i) == (key,) and m.last - m.first == 1}  # fmt: skip
    initials = "".join(w[:1] for w in (scene.document.article.source or "").split() if w[:1].isupper())
    return initials in said or not said.isdisjoint(_in_datelines(scene))


def _in_datelines(scene: Scene) -> set[str]:
    """Return the abbreviations that stand in brackets before a dash near the head of a sentence: "(TNA) -"."""
    found = set()
    for sentence in scene.document.sentences[:3]:
        words = [t.text for t in scene.tokens[sentence.first : min(sentence.first + _DATELINE, sentence.last)]]
        for k in range(len(words) - 3):
            if words[k] == "(" and words[k + 2] == ")" and words[k + 3] in ("-", "–", "—", "--"):
                found.add(words[k + 1])
    return found
