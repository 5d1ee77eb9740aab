"""Who counted, where a sentence says so by a word: exit polls, the official count; opinion polls count nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from kg.extraction.frames import find_triggers
from kg.extraction.scene import Scene
from kg.extraction.sources import Counting
from kg.lexicon.wordlists import words
from kg.model import ElectionResult, Fact

EXIT_POLLS = "exit polls"
_GENERIC = (EXIT_POLLS, "official count")


def counted(scene: Scene, fact: ElectionResult) -> ElectionResult:
    """Return a result as of exit polls or of the official count if its sentence names that alone.

    Not as of exit polls if its article never names any; of these, not of the body that made them, if it does.
    """
    if fact.according_to == EXIT_POLLS and not any(EXIT_POLLS in told for told in _generic(scene).values()):
        fact = replace(fact, according_to=None)
    named = _named(scene, fact)
    if fact.according_to in (None, *_GENERIC) and len(named) == 1:
        return replace(fact, according_to=named[0])
    if EXIT_POLLS in named and _may_ask(scene, fact.according_to):
        return replace(fact, according_to=EXIT_POLLS)
    return fact


def _may_ask(scene: Scene, source: str | None) -> bool:
    """Whether a source can be who made the exit poll that its sentence names: a body that counts no votes."""
    actor = scene.cast.by_key.get(source or "")
    return actor is not None and actor.type == "Organization" and not scene.is_authority(actor)


def asked(scene: Scene, fact: Fact) -> bool:
    """Whether a fact is what people told they would vote: its sentence names an opinion poll, not an exit poll.

    So is one of whoever made an exit poll, which is no candidate.
    """
    if not isinstance(fact, ElectionResult):
        return False
    sentence = scene.document.sentences[sentence_of(scene, fact)]
    if _is_pollster(scene, fact):
        return True
    survey = words(scene.document.lang, "survey")
    told = any(t.lemmas & survey for t in scene.tokens[sentence.first : sentence.last])
    return told and EXIT_POLLS not in _named(scene, fact)


def _is_pollster(scene: Scene, fact: ElectionResult) -> bool:
    counting = scene.memo("counting", lambda: Counting(scene))
    return counting.made_by(fact.candidate, sentence_of(scene, fact))


def _named(scene: Scene, fact: Fact) -> list[str]:
    """Return the generic sources that the sentence of a fact names."""
    return sorted(_generic(scene).get(sentence_of(scene, fact), ()))


def _generic(scene: Scene) -> dict[int, set[str]]:
    """Return by sentence the generic sources of votes that it names."""

    def find() -> dict[int, set[str]]:
        told: dict[int, set[str]] = defaultdict(set)
        for row, tokens, _ in find_triggers(scene, "sources"):
            if (source := row.get("source")) in _GENERIC:
                told[scene.sentence_of(tokens[0])].add(str(source))
        return told

    return scene.memo("generic sources", find)


def sentence_of(scene: Scene, fact: Fact) -> int:
    """Return the index of the sentence that a fact's evidence begins in."""
    return scene.sentence_of(scene.token_at(fact.evidence.span.start))


def is_crowd(scene: Scene, number: int) -> bool:
    """Whether an English number at a token is of those who came out: "a march by roughly 100 women"."""
    order, first = scene.language.word_order, scene.sentence(number).first
    at = number - 1
    while at > first and scene.tokens[at].norm in order.get("roughly", ()):
        at -= 1
    joined = at > first and scene.tokens[at].norm in order.get("of crowds", ())
    return joined and scene.tokens[at - 1].norm in order["crowds"]
