"""An article as published and as language: zones, sentences, clauses, tokens with their readings, dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["ru", "uk", "en"]
ZoneKind = Literal["headline", "caption", "subhead", "teaser", "bullet", "body", "boilerplate"]
IN_PASSING: frozenset[ZoneKind] = frozenset({"headline", "caption", "subhead", "teaser"})  # tell what the body tells
Case = Literal["nom", "gen", "dat", "acc", "ins", "loc", "voc"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points start..end of an article's text, end excluded.

    >>> Span(0, 4).of("Рада ЄС")
    'Рада'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or negative span {self.start}:{self.end}")

    def of(self, text: str) -> str:
        """Return the words the span covers."""
        return text[self.start : self.end]

    def touches(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def join(self, other: Span) -> Span:
        """Return the smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


# --- articles/ ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the text and what it is on the page; zones are in order and never overlap."""

    kind: ZoneKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it was published: decoded, NFC, then frozen. `published` is ISO 8601 or None."""

    id: str
    text: str
    lang: Lang | None = None
    url: str | None = None
    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: str | None = None
    zones: tuple[Zone, ...] = ()


# --- text/ -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Morph:
    """One reading of a word form: Universal Dependencies `pos`, cases in three letters, everything else optional."""

    lemma: str
    pos: str
    case: Case | None = None
    number: Literal["sing", "plur"] | None = None
    gender: Literal["masc", "fem", "neut"] | None = None
    person: Literal["1", "2", "3"] | None = None
    tense: Literal["past", "pres", "fut"] | None = None
    form: Literal["fin", "inf", "part", "conv", "imp", "short"] | None = None  # of verbs and short adjectives
    voice: Literal["act", "pass"] | None = None
    aspect: Literal["perf", "imp"] | None = None
    animate: bool | None = None
    name: Literal["given", "surname", "patronymic", "place"] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A word form with all its readings, the likeliest first; tokens that are spelt alike share one.

    `norm` is lower case without stress marks, soft hyphens and curly apostrophes; `lemmas`, `cases`, `tags` are those
    of all readings, `keys` the lemmas and `norm`: what a word of a pattern is looked up by.
    """

    norm: str
    readings: tuple[Morph, ...]
    lemmas: frozenset[str]
    cases: frozenset[Case]
    tags: frozenset[str]
    keys: frozenset[str]

    @classmethod
    def of(cls, norm: str, readings: tuple[Morph, ...]) -> Form:
        """Return the form with what its readings say together; `readings` must not be empty."""
        lemmas = frozenset(r.lemma for r in readings)
        cases = frozenset(r.case for r in readings if r.case)
        return cls(norm, readings, lemmas, cases, frozenset(r.pos for r in readings), lemmas | {norm})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign where it stands."""

    span: Span
    text: str
    form: Form

    @property
    def norm(self) -> str:
        """The form as it is compared: lower case, without marks."""
        return self.form.norm

    @property
    def readings(self) -> tuple[Morph, ...]:
        """All readings, never none, the likeliest first."""
        return self.form.readings

    @property
    def lemmas(self) -> frozenset[str]:
        """All lemmas this form can have."""
        return self.form.lemmas

    @property
    def keys(self) -> frozenset[str]:
        """All lemmas and the form itself: what a word of a pattern is looked up by."""
        return self.form.keys

    @property
    def cases(self) -> frozenset[Case]:
        """All cases this form can be in."""
        return self.form.cases

    @property
    def lemma(self) -> str:
        """The lemma of the first, most likely reading."""
        return self.form.readings[0].lemma

    @property
    def pos(self) -> str:
        """The part of speech of the first, most likely reading."""
        return self.form.readings[0].pos

    def is_a(self, *pos: str) -> bool:
        """Whether any reading is one of these parts of speech."""
        return not self.form.tags.isdisjoint(pos)


@dataclass(frozen=True, slots=True)
class Clause:
    """A finite clause, a participle or converb phrase, or a quotation: tokens first..last (excluded) of its document.

    `kind`: main; complement («что ...»); relative («который ...»); adverbial («если», «когда», «после того как»);
    participle; quote (inside quotation marks); parenthesis. `parent` is the index of the clause it hangs on, or None.
    Nested clauses lie inside their parent's range: the parent's own words are its range minus its children's.
    """

    first: int
    last: int
    kind: Literal["main", "complement", "relative", "adverbial", "participle", "quote", "parenthesis"]
    parent: int | None = None
    marker: str | None = None  # the conjunction or relative that opened it, normalised


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens first..last (excluded) and clauses of one sentence; `zone` is where it stands on the page."""

    span: Span
    zone: ZoneKind
    first: int
    last: int
    clauses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A proper name as the tagger sees it."""

    span: Span
    label: Literal["PER", "LOC", "ORG"]


@dataclass(frozen=True, slots=True)
class Date:
    """A point or interval in time, ISO 8601 at the precision told ("2020-08-15", "2020-08", "2020", "a/b"), and why.

    `precision` of the words stays with the value; `reason` says in a few English words how it was found.
    """

    value: str
    reason: str
    span: Span | None = None

    @property
    def tells_day(self) -> bool:
        """Whether it is exact to the day, or an interval: more than a month or year alone."""
        return len(self.value) >= len("2020-08-30")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A calendar expression: `values` in text order («16, 18 и 19 августа» has three); empty if it cannot be placed.

    `role`: when: the time of the clause; span: a duration or window («в ближайшие недели»); since/until: a border
    («с 9 августа»); age/other: numbers that only look like dates or name something («договор 1991 года»).
    """

    span: Span
    values: tuple[str, ...]
    reason: str
    role: Literal["when", "window", "since", "until", "other"] = "when"


@dataclass(frozen=True)
class Document:
    """An article as language: `published` is told or inferred, with its reason, or None."""

    article: Article
    lang: Lang
    published: Date | None
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    names: tuple[NameSpan, ...] = ()
    dates: tuple[DateMention, ...] = ()
    clause_of: tuple[int, ...] = ()  # the innermost clause of each token
