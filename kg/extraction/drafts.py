"""Mentions while they are being found: they point at each other; once sorted they become records with indices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg import lexicon
from kg.extraction.phrases import cases_of, gender_of, governed, noun_before, preposition_before
from kg.model import ActorType, Case, Document, Mention, Sentence, Span

_OPENERS = frozenset({"«", '"', "“", "„"})


@dataclass(eq=False)
class Draft:
    """A `Mention` in the making: same fields, `of` a draft instead of an index."""

    first: int
    last: int
    kind: Any
    type: ActorType | None
    lemma: str
    cases: frozenset[Case] = frozenset()
    number: Any = "sing"
    gender: Any = None
    preposition: str | None = None
    attribute_of: int | None = None
    known: str | None = None
    role: str | None = None
    of: Draft | None = None
    modifier: str | None = None
    capital: bool = False
    raw: frozenset[Case] = frozenset()  # the cases of the words alone, before their neighbours narrowed them
    name_first: int | None = None  # where the name begins, if a title stands before it

    def freeze(self, document: Document, order: dict[int, int]) -> Mention:
        """Return the record; `order` gives the index of each draft by its id()."""
        start = self.first if self.name_first is None else self.name_first
        return Mention(
            span=Span(document.tokens[start].span.start, document.tokens[self.last - 1].span.end),
            kind=self.kind,
            type=self.type,
            lemma=self.lemma,
            first=self.first,
            last=self.last,
            cases=self.cases,
            number=self.number,
            gender=self.gender,
            preposition=self.preposition,
            role=self.role,
            of=None if self.of is None else order[id(self.of)],
            modifier=self.modifier,
            attribute_of=self.attribute_of,
            known=self.known,
            capital=self.capital,
            clause=document.clause_of[start],
        )


def place_in_sentence(draft: Draft, document: Document, sentence: Sentence, cases: frozenset[Case]) -> Draft:
    """Fill in the preposition, the governing noun and the cases that remain possible beside them."""
    language = lexicon.language(document.lang)
    draft.raw = cases
    kind = _kind_before(draft, document, sentence)
    if kind is not None:  # «Агентство БелТА»: the name stands in the case of its kind
        draft.cases = draft.raw = document.tokens[kind].cases
        draft.preposition = preposition_before(document.tokens, kind, sentence.first)
        draft.cases = governed(draft.cases, draft.preposition, language)
        return draft
    draft.preposition = preposition_before(document.tokens, draft.first, sentence.first)
    draft.cases = governed(cases, draft.preposition, language)
    if draft.preposition is None and draft.kind != "adjective":
        draft.attribute_of = noun_before(document.tokens, draft.first, sentence.first, draft.cases)
        if draft.attribute_of is not None and "nom" not in cases:
            draft.cases = frozenset({"gen"})
    return draft


def _kind_before(draft: Draft, document: Document, sentence: Sentence) -> int | None:
    """Return the noun before an organization's name that says what kind of body it is, or None."""
    if draft.type != "Organization" or draft.kind != "name":
        return None
    at = draft.first - 1
    if at > sentence.first and document.tokens[at].text in _OPENERS:
        at -= 1
    if at < sentence.first or not document.tokens[at].lemmas & lexicon.language(document.lang).kinds:
        return None
    return at


def word_cases(document: Document, first: int, last: int, gender: str | None, as_name: bool) -> frozenset[Case]:
    """Return the cases the words first..last share."""
    core = [t for t in document.tokens[first:last] if t.text[:1].isalnum()]
    return cases_of(core, gender, as_name)


def name_gender(document: Document, first: int, last: int, cases: frozenset[Case]) -> str | None:
    """Return the gender a person's name shows in these cases, or None."""
    return gender_of([t for t in document.tokens[first:last] if t.text[:1].isalpha()], cases)
