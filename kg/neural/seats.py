"""Capitals told by the noun: "the Ethiopian capital", «в столице Венгрии», «в столице» of the article's own state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg import lexicon
from kg.model import Cast, Document
from kg.morphology import is_possessive
from kg.neural.candidates import Candidate
from kg.prevailing import prevailing
from kg.registry import Registry

_BESIDE = 2  # words after the noun where its state may stand: "capital of | Ethiopia"


def capital_told(document: Document, cast: Cast, c: Candidate, registry: Registry) -> str | None:
    """Return the name of the capital that a place's words mean, "" if nobody says whose; None for other words."""
    nouns, tokens = lexicon.language(document.lang).capitals, document.tokens
    words = range(c.first, min(c.last + 1, len(tokens)))  # the noun may be left out: "the German | capital"
    noun = next((k for k in words if tokens[k].lemmas & nouns), None)
    if noun is None:
        return None
    told = list(_states(cast))
    plain = set(range(max(c.first - 1, 0), noun)) - {first for first, _ in told}
    beside = {state for first, state in told if c.first <= first <= noun + _BESIDE}
    if len(beside) > 1 or any(tokens[k].is_a("ADJ") for k in plain):  # "the cultural capital" is another town
        return ""
    if document.lang == "en" and _is_modified(document, cast, noun):
        return ""
    whose = next(iter(beside), None) or prevailing(Counter(state for _, state in told))
    state = registry.get(whose) if whose else None
    return state.capital.get(document.lang, "") if state else ""


def _is_modified(document: Document, cast: Cast, noun: int) -> bool:
    """Whether neither its state nor an article stands before the English noun: "the cultural | capital"."""
    if noun == 0:
        return False
    word, language = document.tokens[noun - 1], lexicon.language(document.lang)
    whose = any(m.type == "State" and m.first < noun <= m.last for m in cast.mentions)
    owned = is_possessive(word.norm) or language.pronouns.get(word.norm, {}).get("possessive")
    plain = (
        word.norm in language.articles or word.norm in language.word_order["prepositions"] or not word.text.isalpha()
    )
    return not (whose or owned or plain)


def _states(cast: Cast) -> Iterator[tuple[int, str]]:
    """Yield the first token of each mention of a state that the registry knows, and its id."""
    for m, refers in zip(cast.mentions, cast.refers, strict=True):
        actors = (cast.by_key[key] for key in refers if m.type == "State" and m.kind in ("name", "adjective"))
        yield from ((m.first, a.canonical) for a in actors if a.canonical)
