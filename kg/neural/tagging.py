"""The net's tags to spans: mentions of actors and places, triggers of events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kg import lexicon
from kg.extraction.gazetteer import gazetteer
from kg.extraction.tagged import has_capital, opens_as_noun
from kg.extraction.titles import title_words
from kg.model import Document, NameSpan, Span
from kg.neural.heads import Heads
from kg.neural.labels import EVENTS, MENTIONS, EventType, MentionType
from kg.neural.maths import Floats
from kg.registry import Registry, load

_LABELS = {"Person": "PER", "Organization": "ORG", "Place": "LOC", "State": "LOC"}
_PURPOSE = 6  # words of a body's name after its head
_EDGES = frozenset(".,;:!?)(")


@dataclass(frozen=True, slots=True)
class Tagged:
    """Tokens first..last (excluded) that stand for an actor or a place; `demonym`: of which people, "the Japanese"."""

    first: int
    last: int
    type: MentionType
    probability: float
    demonym: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens first..last (excluded) that tell of an event."""

    first: int
    last: int
    type: EventType
    probability: float


def demonym(document: Document, first: int, last: int, registry: Registry) -> bool:
    """Whether tokens name nobody, only of which state somebody is: "the Japanese" (English writes it large)."""
    if document.lang != "en":
        return False
    english = lexicon.language("en")
    known = gazetteer(registry, "en").adjectives.keys() | english.demonyms.keys() | english.articles
    return all(t.norm in known for t in document.tokens[first:last])


def tag(document: Document, heads: Heads, registry: Registry) -> list[Tagged]:
    """Return the mentions, in text order, never overlapping and never across sentences."""
    scores = heads.mention_scores()
    best = scores.argmax(-1)
    found: list[Tagged] = []
    parties = _parties_told(document)
    for first, last, begin in _runs(best.tolist(), heads.sentence_of.tolist()):
        while first < last - 1 and document.tokens[first].text in _EDGES:
            first += 1
        while first < last - 1 and document.tokens[last - 1].text in _EDGES - {".", ")"}:
            last -= 1
        type = MENTIONS[(begin - 1) // 2]
        if type == "Person" and tuple(t.norm for t in document.tokens[first:last]) in parties:
            type = "Organization"
        if type == "Organization":
            last = _without_party(document, first, last, registry)
        probability = float((1 - scores[first:last, 0]).min())
        of_a_people = type == "Person" and demonym(document, first, last, registry)
        found.append(Tagged(first, last, type, probability, of_a_people))
    if document.lang == "en":
        found = _whole(document, found)
    articles = lexicon.language(document.lang).articles
    found = [t for t in found if t.last - t.first > 1 or document.tokens[t.first].norm not in articles]
    return [t for t in found if any(ch.isalnum() for ch in document.tokens[t.first].text)
            or t.last - t.first > 1]  # fmt: skip


def _parties_told(document: Document) -> set[tuple[str, ...]]:
    """Return the names before "party" written small: who heads "Dawn" heads "the Dawn party", no person."""
    english, tokens = lexicon.language("en"), document.tokens
    found: set[tuple[str, ...]] = set()
    for last in range(2, len(tokens) if document.lang == "en" else 0):
        first = last
        while tokens[last].text in english.parties and first > 1 and tokens[first - 1].text[:1].isupper():
            first -= 1
        if first < last and tokens[first - 1].norm in english.articles:
            found.add(tuple(t.norm for t in tokens[first:last]))
    return found


def _without_party(document: Document, first: int, last: int, registry: Registry) -> int:
    """Return where a party's name ends before "party" written small: "the Dawn | party", but not "the Polish party"."""
    words = document.tokens[first:last]
    if document.lang != "en" or len(words) < 2 or words[-1].text not in lexicon.language("en").parties:
        return last
    small = lexicon.language("en").titles | lexicon.language("en").word_order["before owners"]
    named = words[-2].text[:1].isupper() and words[-2].norm not in small
    return last - 1 if named and not demonym(document, first, last - 1, registry) else last


def _whole(document: Document, found: list[Tagged]) -> list[Tagged]:
    """Return the mentions, names of bodies with what they are for: "the Movement | for Democratic | Change"."""
    words, tokens = lexicon.language("en").word_order, document.tokens
    whole: list[Tagged] = []
    others = {k for t in found if t.type != "Organization" for k in range(t.first, t.last)}
    ends = {k: s.last for s in document.sentences for k in range(s.first, s.last)}
    for t in found:
        if whole and t.first < whole[-1].last:
            continue
        end = t.last
        if (
            t.type != "Place"
            and tokens[end - 1].norm in words["heads of bodies"]
            and tokens[end - 1].text[:1].isupper()
        ):
            end = _purpose(document, end, ends[t.first], others)
        t = t if end == t.last else Tagged(t.first, end, "Organization", t.probability)
        if whole and _goes_on(document, whole[-1], t):
            t = Tagged(whole.pop().first, t.last, "Organization", t.probability)
        whole.append(t)
    return whole


def _goes_on(document: Document, before: Tagged, t: Tagged) -> bool:
    """Whether a body's name was cut: "Department | of Public Works", "Presidential | Council"."""
    words, tokens = lexicon.language("en").word_order, document.tokens
    if before.last != t.first or t.type != "Organization" or not tokens[before.first].text[:1].isupper():
        return False
    heads, small = words["heads of bodies"], lexicon.language("en").titles | words["of"]
    if tokens[t.first].norm in words["of"]:
        return before.type == "Organization" and tokens[before.last - 1].norm in heads
    cut = before.type in ("Person", "Organization") and before.last - before.first == 1
    return cut and tokens[before.first].norm not in small and t.last - t.first == 1 and tokens[t.first].norm in heads


def _purpose(document: Document, at: int, last: int, others: set[int]) -> int:
    """Return the token after "for Democratic Change", or `at` if that does not follow; `others` are of other names."""
    tokens, english = document.tokens, lexicon.language("en")
    end, i = at, at
    while i < min(last, at + _PURPOSE) and i not in others:
        if tokens[i].norm in english.titles:
            break
        if tokens[i].text[:1].isupper():
            end = i + 1
        elif tokens[i].norm not in english.articles | english.word_order["in names of bodies"]:
            break
        i += 1
    return end if at < last and tokens[at].text == "for" else at


def _runs(tags: list[int], sentence_of: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield first, last (excluded) and the tag of begin; an inside without its begin begins too."""
    i = 0
    while i < len(tags):
        if not tags[i]:
            i += 1
            continue
        begin = tags[i] if tags[i] % 2 else tags[i] - 1
        j = i + 1
        while j < len(tags) and tags[j] == begin + 1 and sentence_of[j] == sentence_of[i]:
            j += 1
        yield i, j, begin
        i = j


def triggers(heads: Heads, threshold: float) -> list[Trigger]:
    """Return the triggers of all events, by type, then in text order; triggers of two types may share tokens."""
    scores = heads.trigger_scores
    found: list[Trigger] = []
    for kind, type in enumerate(EVENTS):
        on = 1 - scores[:, kind, 0]
        begins = scores[:, kind, 1] > scores[:, kind, 2]
        found += _triggers(type, on, begins, heads, threshold)
    return found


def _triggers(type: EventType, on: Floats, begins: np.ndarray, heads: Heads, threshold: float) -> Iterator[Trigger]:
    i = 0
    while i < len(on):
        if on[i] <= threshold:
            i += 1
            continue
        j = i + 1
        while j < len(on) and on[j] > threshold and not begins[j] and heads.sentence_of[j] == heads.sentence_of[i]:
            j += 1
        yield Trigger(i, j, type, float(on[i:j].max()))
        i = j


def names(document: Document, tagged: list[Tagged]) -> tuple[NameSpan, ...]:
    """Return the document's names with those that the net saw and the tagger of names did not, in text order."""
    taken = {(n.span.start, n.span.end) for n in document.names}
    new = []
    for t in tagged:
        first = _name_start(document, t)
        span = Span(document.tokens[first].span.start, document.tokens[t.last - 1].span.end)
        if is_name(document, t) and not any(span.start < b and a < span.end for a, b in taken):
            new.append(NameSpan(span, _LABELS[t.type]))  # type: ignore[arg-type]  # the labels of NameSpan
    return tuple(sorted((*document.names, *new), key=lambda n: n.span))


def _name_start(document: Document, t: Tagged) -> int:
    """Return where a name begins: after an article, and after the titles before a person's."""
    language = lexicon.language(document.lang)
    first = t.first + (t.last - t.first > 1 and document.tokens[t.first].norm in language.articles)
    titles = [i for i in range(first, t.last - 1) if document.tokens[i].norm.rstrip(".") in language.titles]
    return titles[-1] + 1 if titles and t.type == "Person" else first


def is_name(document: Document, t: Tagged) -> bool:
    """Whether a mention is a proper name: capitalised, no pronoun, no title."""
    words = [w for w in document.tokens[_name_start(document, t) : t.last] if w.text[:1].isalpha()]
    if t.demonym or not words or (len(words) == 1 and words[0].is_a("PRON", "DET")):
        return False
    language = lexicon.language(document.lang)
    if any(w.norm in language.pronouns for w in words):
        return False
    if t.type != "Person":
        inflected = document.lang != "en" and len(words) > 1 and words[0].text[:1].isupper()
        return words[-1].text[:1].isupper() or inflected
    small = lexicon.language("en").particles | language.titles | language.articles
    whole = (w for w in document.tokens[t.first : t.last] if w.text[:1].isalpha())
    if not all(has_capital(w) or w.norm in small for w in whole) or not has_capital(words[0]):
        return False
    if words[0].norm in language.titles or words[-1].norm in language.titles:
        return False
    if document.lang == "en":
        return True
    if words[0].lemmas & title_words(document.lang) and (len(words) == 1 or _is_state(document, t.first + 1, t.last)):
        return False  # «Эмиру Катара», though «Эмир» is a name too
    if len(words) == 1 and opens_as_noun(document, t.first):
        return False
    return (
        len(words) > 1
        or any(r.name in ("surname", "given") for r in words[0].readings)
        or not words[0].is_a("NOUN", "ADJ", "VERB")
    )


def _is_state(document: Document, first: int, last: int) -> bool:
    """Whether tokens first..last (excluded) are the name of a state."""
    found = gazetteer(load(), document.lang).match(document.tokens, first, last)
    return found is not None and found[0].type == "State" and found[1] == last
