"""What a network is made of: actors, the words that say something, events between two actors, and relations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.views import legend
from kg.views.dates import show_dates


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, or an election that relations point to.

    `labels` are (lang, name), the first of a language its usual name. `degree` counts the distinct neighbours; `about`
    holds what else is told of it, as names and values.
    """

    id: str
    label: str
    type: str = "Other"
    labels: tuple[tuple[str, str], ...] = ()
    degree: int = 0
    about: tuple[tuple[str, str], ...] = ()

    def name(self, lang: str) -> str:
        """Return the usual name in `lang`, else the label."""
        return next((text for tag, text in self.labels if tag == lang), self.label)

    @property
    def aliases(self) -> tuple[str, ...]:
        """All names but the label, in order, each once."""
        return tuple(dict.fromkeys(text for _, text in self.labels if text != self.label))


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """What an article says of an event: the words, the name of its outlet, its id or address; each may be empty."""

    sentence: str
    source: str
    article: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One event between two actors. `date` is ISO 8601 as told; `earliest` and `latest` are the days it lies between.

    `weight`: 1, but in a contact of k actors each pair gets 1/(k - 1), so that a summit does not outweigh many calls
    (Newman 2001). `sources` name the outlets or articles, `articles` are their ids; `sentences` are verbatim; `quotes`
    hold what belongs together of the three. `details` say more in few words: the role of a post, the share of a vote,
    the topics of a talk. `claimed_by` names who says so, if no article does so itself; `place` is where it happened.
    """

    source: str
    target: str
    kind: str
    directed: bool = True
    date: str | None = None
    earliest: str | None = None
    latest: str | None = None
    status: str = "held"
    sign: int = 0
    sources: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    weight: float = 1.0
    event: str = ""
    articles: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    place: str = ""
    quotes: tuple[Quote, ...] = ()

    @property
    def spans(self) -> tuple[tuple[str, str], ...]:
        """The first and last day as a tuple, so that an edge can be shown like a relation."""
        return ((self.earliest, self.latest),) if self.earliest and self.latest else ()

    @property
    def events(self) -> tuple[str, ...]:
        """The one event of this edge."""
        return (self.event,)

    @property
    def slot(self) -> str:
        """The kind of the edge."""
        return self.kind

    @property
    def dates(self) -> tuple[str, ...]:
        """The date as a tuple, so that an edge can be shown like a relation."""
        return (self.date,) if self.date else ()


@dataclass(frozen=True, slots=True)
class Relation:
    """All events of one kind and status between two actors, either all asserted or all only claimed.

    `dates` are sorted and distinct; `spans` are first and last days; `undated` counts the events without a date.
    `weight` is the sum of the edges' weights; `len(events)` the number of distinct events.
    """

    source: str
    target: str
    kind: str
    directed: bool
    status: str
    sign: int
    dates: tuple[str, ...]
    spans: tuple[tuple[str, str], ...]
    undated: int
    sources: tuple[str, ...]
    sentences: tuple[str, ...]
    weight: float
    events: tuple[str, ...]
    articles: tuple[str, ...]
    details: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The places, joined."""
        return ", ".join(self.places)

    @property
    def slot(self) -> str:
        """A name that keeps this relation apart from the others of its pair where programs merge parallel edges."""
        marks = [] if self.status == "held" else [self.status]
        if not self.directed and not legend.kind(self.kind).symmetric:
            marks.append("mutual")
        if self.claimed_by:
            marks.append("claimed")
        return " ".join([self.kind, *(f"({mark})" for mark in marks)])

    def when(self, lang: str = "en") -> str:
        """Return the dates in a few words: the first and the last and how many, or that there is none."""
        return show_dates(self.dates) or legend.word("no_date", lang)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much is not in a network, and why; events except `cut_nodes`, which counts actors."""

    self_loops: int = 0
    incomplete: int = 0
    outside: int = 0
    undated_left_out: int = 0
    not_chosen: int = 0
    cut_nodes: int = 0

    def say(self, lang: str = "en") -> tuple[str, ...]:
        """Return one phrase for each number that is not zero."""
        return tuple(legend.word(name, lang, count) for name in self.__slots__ if (count := getattr(self, name)))


def gather(edges: Sequence[Edge]) -> Relation:
    """Return the relation that these events of one pair, kind and status make."""
    first = edges[0]
    if len(edges) == 1:  # the usual case of a large network
        return _alone(first)
    return Relation(
        first.source,
        first.target,
        first.kind,
        first.directed,
        first.status,
        first.sign,
        dates=tuple(sorted({e.date for e in edges if e.date})),
        spans=tuple(sorted({span for e in edges for span in e.spans})),
        undated=len({e.event for e in edges if not (e.earliest or e.latest)}),
        sources=_distinct(e.sources for e in edges),
        sentences=_distinct(e.sentences for e in edges),
        weight=round(sum(e.weight for e in edges), 6),
        events=tuple(dict.fromkeys(e.event for e in edges)),
        articles=_distinct(e.articles for e in edges),
        details=_distinct(e.details for e in edges),
        claimed_by=_distinct(e.claimed_by for e in edges),
        places=tuple(dict.fromkeys(e.place for e in edges if e.place)),
    )


def _alone(edge: Edge) -> Relation:
    return Relation(
        edge.source,
        edge.target,
        edge.kind,
        edge.directed,
        edge.status,
        edge.sign,
        edge.dates,
        edge.spans,
        0 if edge.earliest or edge.latest else 1,
        edge.sources,
        edge.sentences,
        edge.weight,
        edge.events,
        edge.articles,
        edge.details,
        edge.claimed_by,
        (edge.place,) if edge.place else (),
    )


def _distinct(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))
