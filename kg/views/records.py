"""What a network is made of: actors, the words that say something, events between two actors, and relations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.views import legend
from kg.views.dates import show_dates


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, or an election that relations point to.

    `labels` are (lang, name), the first of a language its usual name. `degree` counts the distinct neighbours.
    """

    id: str
    label: str
    type: str = "Other"
    labels: tuple[tuple[str, str], ...] = ()
    degree: int = 0

    def name(self, lang: str) -> str:
        """Return the usual name in `lang`, else the label."""
        return next((text for tag, text in self.labels if tag == lang), self.label)

    @property
    def aliases(self) -> tuple[str, ...]:
        """All names but the label, in order, each once."""
        return tuple(dict.fromkeys(text for _, text in self.labels if text != self.label))


@dataclass(frozen=True, slots=True)
class Edge:
    """One event between two actors. `date` is ISO 8601 as told; `earliest` and `latest` are the days it lies between.

    `weight`: 1, but in a contact of k actors each pair gets 1/(k - 1), so that a summit does not outweigh many calls
    (Newman 2001). `sources` name the outlets or articles, `articles` are their ids; `sentences` are verbatim; `details`
    say more in few words: the role of a post, the share of a vote, the topics of a talk.
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

    @property
    def dates(self) -> tuple[str, ...]:
        """The date as a tuple, so that an edge can be shown like a relation."""
        return (self.date,) if self.date else ()


@dataclass(frozen=True, slots=True)
class Relation:
    """All events of one kind and status between two actors.

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

    @property
    def slot(self) -> str:
        """A name that keeps this relation apart from the others of its pair where programs merge parallel edges."""
        mutual = not self.directed and not legend.kind(self.kind).symmetric
        return self.kind + ("" if self.status == "held" else f" ({self.status})") + (" (mutual)" if mutual else "")

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
    cut_nodes: int = 0

    def say(self, lang: str = "en") -> tuple[str, ...]:
        """Return one phrase for each number that is not zero."""
        return tuple(legend.word(name, lang, count) for name in self.__slots__ if (count := getattr(self, name)))
