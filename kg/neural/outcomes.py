"""English: how calls and meetings ended that a noun tells: "the summit was called off", and what is past is no plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.extraction.frames import find_triggers
from kg.extraction.scene import Scene
from kg.extraction.timing import is_over
from kg.model import Contact, Date, Statement, Status
from kg.neural.facts import Told
from kg.neural.wordorder import WordOrder

_NOUN = 3  # words of a trigger in which its noun stands
_APART = 18  # tokens from a noun to the verb that tells how it ended


def as_ended(scene: Scene, told: Iterable[Told]) -> list[Told]:
    """Return the facts, calls and meetings with the status that the verb after their noun, or their day, tells."""
    found, order = list(told), WordOrder(scene)
    triggers = sorted(t.trigger for t in found if isinstance(t.fact, Contact | Statement))
    ends = [(tokens[0], row.get("status")) for row, tokens, _ in find_triggers(scene, "meeting")
            if row.get("adds") == "status"]  # fmt: skip
    for k, t in enumerate(found):
        if not isinstance(t.fact, Contact):
            continue
        status = _ended(scene, t.trigger, ends, triggers) or t.fact.status
        if status == "planned" and _is_past(scene, t.fact.date) and not _was_planned(scene, t.trigger, order):
            status = "held"
        if status != t.fact.status:
            found[k] = replace(t, fact=replace(t.fact, status=status))
    return found


def _ended(scene: Scene, trigger: int, ends: Iterable[tuple[int, Status]], triggers: Iterable[int]) -> Status | None:
    """Return the status that the first verb of ending after a noun tells, if nothing else is told between."""
    sentence, nouns = scene.sentence(trigger), scene.language.word_order["contacts"]
    if not any(t.norm in nouns for t in scene.tokens[trigger : min(trigger + _NOUN, sentence.last)]):
        return None
    behind = ((at, status) for at, status in ends if trigger < at < min(sentence.last, trigger + _APART))
    at, status = min(behind, default=(0, None))
    between = scene.tokens[trigger:at]
    crossed = any(trigger + _NOUN <= other < at for other in triggers) or any(t.text == ";" for t in between)
    return None if crossed or _aside(scene, trigger, at) or _another(scene, trigger, at) else status


def _aside(scene: Scene, noun: int, verb: int) -> bool:
    """Whether the verb stands in a clause beside the noun: "talks, at which | a truce was rejected, lasted"."""
    relatives = [i for i in range(noun, verb) if scene.tokens[i].norm in scene.language.word_order["relatives"]]
    return bool(relatives) and not any(t.text == "," for t in scene.tokens[relatives[-1] : verb])


def _another(scene: Scene, noun: int, verb: int) -> bool:
    """Whether a clause with a subject of its own stands between: "talks went on and | the plan was scrapped"."""
    words, articles = scene.language.word_order, scene.language.articles
    told = next((i for i in range(noun, verb) if scene.tokens[i].norm in words["auxiliaries"] | words["be"]), verb)
    return any(
        scene.tokens[i].norm in words["conjunctions"] and scene.tokens[i + 1].norm in articles
        for i in range(told, verb)
    )


def _is_past(scene: Scene, day: Date | None) -> bool:
    """Whether a day ended before the article was published."""
    published = scene.document.published
    if day is None or published is None:
        return False
    return is_over(day.value, published.value)


def _was_planned(scene: Scene, trigger: int, order: WordOrder) -> bool:
    """Whether a word of the sentence says that it was a plan: "had been due to meet last Friday", "was to meet"."""
    verb = order.infinitive(trigger)
    if order.planned(verb) or order.wanted(verb) or not order.asserted(verb):
        return True
    words, sentence = scene.language.word_order, scene.sentence(trigger)
    said = {t.norm for t in scene.tokens[sentence.first : sentence.last]}
    return not said.isdisjoint(words["plans"] | words["planning"] | words["unreal"] - {"to"})
