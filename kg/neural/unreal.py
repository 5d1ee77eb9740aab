"""Contacts that are none: imagined («если бы он позвонил», "had he called"), or at the polls ("face off")."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import cast

from kg.extraction.frames import find_matches, find_triggers
from kg.extraction.scene import Scene
from kg.extraction.timing import status
from kg.lexicon import Row
from kg.model import Contact, Election, ElectionResult, Fact, Recognition, Status
from kg.neural.phrases import QUOTES
from kg.neural.wordorder import WordOrder

_WONDERED = 10  # words between "whether" and what is asked about
_NEAR = 6  # tokens from a contact to the vote that it is: "will meet X in a run-off"
_FAR = 4  # words between "would have" and its verb


def unreal(scene: Scene, fact: Fact, trigger: int) -> bool:
    """Whether a call, meeting or English vote of the net's is told as a condition, or as what would have been."""
    if isinstance(fact, Election | ElectionResult) and scene.document.lang == "en":
        return _imagined_vote(scene, trigger)
    if isinstance(fact, Recognition) and scene.document.lang == "en":
        return _said_of_another(scene, fact, trigger)
    if not isinstance(fact, Contact):
        return False
    words = scene.language.conditional
    if scene.document.lang == "en":
        return (
            _perfect(scene, trigger)
            or _inverted(scene, trigger)
            or _wondered(scene, trigger)
            or _in_a_vote(scene, fact, trigger)
            or _bid_elsewhere(scene, trigger)
        )
    clause = {t.norm for t in (scene.tokens[i] for i in scene.where[scene.document.clause_of[trigger]])}
    if clause & words["particles"]:
        return True
    if clause & words["conjunctions"]:
        return fact.status != "held"
    return _status(scene, fact, trigger) == "hypothetical"


def as_told(scene: Scene, fact: Fact, trigger: int) -> Fact:
    """Return a contact of the net's with the status that words around its trigger tell, if they tell another one."""
    told = _status(scene, fact, trigger)
    if not isinstance(fact, Contact) or told is None or told in ("held", "hypothetical", fact.status):
        return fact
    return replace(fact, status=cast(Status, told))


def _status(scene: Scene, fact: Fact, trigger: int) -> str | None:
    """Return the status that the rules read of a trigger that they know too, or None."""
    name = type(fact).__name__.lower()
    told = (m for m in find_matches(scene, name) if trigger in m.tokens) if isinstance(fact, Contact) else ()
    return next((status(scene, m) for m in told), None)


def _imagined_vote(scene: Scene, trigger: int) -> bool:
    """Whether a sentence begins with a condition and its share is what would be: "Were a vote held, X would take 44%".

    And not what was, told beside: "If the results are confirmed, X, who took 55%, would be president".
    """
    sentence, words = scene.sentence(trigger), scene.language.conditional
    said = {t.norm for t in scene.tokens[sentence.first : sentence.last]}
    if scene.tokens[sentence.first].norm not in words["votes"] or words["particles"].isdisjoint(said):
        return False
    before = [t.norm for t in scene.tokens[sentence.first : trigger]]
    relatives = scene.language.word_order["relatives"]
    would = [i for i, norm in enumerate(before) if norm in words["particles"]]
    if not would:
        return "," not in before  # "Should X take 44%, he would be president"
    return relatives.isdisjoint(before[would[-1] :])


def _in_a_vote(scene: Scene, fact: Contact, trigger: int) -> bool:
    """Whether a trigger tells of a vote: "they will face off in June", "a run-off between them"."""
    sentence, order = scene.sentence(trigger), WordOrder(scene)
    for row, tokens, _ in find_triggers(scene, "election"):
        if trigger in tokens:
            return True
        if not row.get("ahead") or not sentence.first <= tokens[0] < sentence.last:
            continue
        if _beside(scene, trigger, tokens) or _rivals(order, row, tokens, fact):
            return True
    return False


def _beside(scene: Scene, trigger: int, phrase: tuple[int, ...]) -> bool:
    """Whether a trigger stands a few words from a phrase, and not "before" it."""
    low, high = (trigger, phrase[0]) if trigger < phrase[0] else (phrase[-1], trigger)
    words = scene.language.word_order
    between = {t.norm for t in scene.tokens[low:high]}
    return high - low <= _NEAR and between.isdisjoint(words["openers"] | words["complements"])


def _rivals(order: WordOrder, row: Row, phrase: tuple[int, ...], fact: Contact) -> bool:
    """Whether those who take part are the rivals named right behind a phrase: "a run-off between | X and Y"."""
    between = frozenset(row.get("partner") or ())
    behind = next((i for i in phrase if order.tokens[i].norm in between), None)
    rivals = order.sides(behind - 1, between)[0] if behind else ()
    return bool(rivals) and set(fact.participants) <= set(rivals)


def _bid_elsewhere(scene: Scene, trigger: int) -> bool:
    """Whether an invitation is to no meeting: "accepted X's invitation to join the fund"."""
    words, high = scene.language.word_order, scene.sentence(trigger).last
    noun = next(
        (i for i in range(trigger, min(trigger + _FAR, high - 2)) if scene.tokens[i].norm in words["invitations"]), None
    )
    return noun is not None and scene.tokens[noun + 1].norm == "to" and scene.tokens[noun + 2].norm in words["joining"]


def _said_of_another(scene: Scene, fact: Recognition, trigger: int) -> bool:
    """Whether a speaker tells of "him", not of himself: "'He has conceded,' said X"."""
    order, sentence = WordOrder(scene), scene.sentence(trigger)
    who = order.before_verb(trigger)
    if who is None or scene.language.pronouns.get(scene.tokens[who].norm, {}).get("number") is None:
        return False
    mine = [m.first for i, m in enumerate(scene.mentions) if fact.actor in scene.actors(i) and m.kind != "pronoun"]
    mine = [at for at in mine if sentence.first <= at < sentence.last]
    return bool(mine) and any(t.text in QUOTES for t in scene.tokens[trigger : min(mine)])


def _perfect(scene: Scene, trigger: int) -> bool:
    """Whether "would have" stands before a verb, and no "would have to"."""
    low = max(scene.sentence(trigger).first, trigger - _FAR)
    words = [t.norm for t in scene.tokens[low:trigger]]
    would, between = scene.language.conditional["particles"], scene.language.negation
    words = [w for w in words if w not in between]
    return "to" not in words and any(first in would and then == "have" for first, then in pairwise(words))


def _inverted(scene: Scene, trigger: int) -> bool:
    """Whether a clause begins with "had" before its subject, and what would have followed stands in the sentence."""
    sentence = scene.sentence(trigger)
    words = [t.norm for t in scene.tokens[sentence.first : sentence.last]]
    if not scene.language.conditional["particles"] & set(words):
        return False
    had = scene.language.conditional["conjunctions"]
    for i in range(sentence.first, trigger):
        opens = i == sentence.first or not scene.tokens[i - 1].text[:1].isalnum()
        comma = next((k for k in range(i, trigger) if scene.tokens[k].text == ","), trigger)
        would = {t.norm for t in scene.tokens[comma:trigger]} & scene.language.conditional["particles"]
        if opens and scene.tokens[i].norm in had and (comma == trigger or would):
            return _subject_follows(scene, i + 1, trigger)
    return False


def _wondered(scene: Scene, trigger: int) -> bool:
    """Whether a contact is only asked about: "would not say whether X would take a call"."""
    low = max(scene.sentence(trigger).first, trigger - _WONDERED)
    words = scene.tokens[low:trigger]
    asked = [k for k, t in enumerate(words) if t.norm in scene.language.conditional["questions"]]
    return bool(asked) and not any(t.text in (",", ";") for t in words[asked[-1] :])


def _subject_follows(scene: Scene, at: int, trigger: int) -> bool:
    """Whether a mention begins at a token, its article and title aside: "had | the president | called"."""
    aside = scene.language.articles | scene.language.titles
    while at < trigger and scene.tokens[at].norm in aside and scene.tokens[at].norm not in scene.language.pronouns:
        at += 1
    return at < trigger and (
        any(m.first <= at < m.last for m in scene.mentions) or scene.tokens[at].norm in scene.language.pronouns
    )
