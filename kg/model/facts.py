"""What an article says: the facts a reader returns, each with its evidence and the rule that made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kg.model.actors import Cast
from kg.model.text import Article, Date, Document, Span, ZoneKind

Status = Literal["held", "planned", "refused", "denied", "proposed", "ongoing", "hypothetical"]
StatementKind = Literal[
    "says", "accuses", "demands", "promises", "congratulates", "threatens", "denies", "condemns", "thanks", "supports"
]
Stance = Literal["recognises", "rejects"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that say it, verbatim, and where on the page they stand."""

    span: Span
    exact: str
    zone: ZoneKind = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a reader returns. `within`: id of the Statement whose content this is; None: the article says it itself.

    `attributed` does the same for single slots: (("initiator", "s1"),) means that only statement s1 says who called.
    """

    id: str
    rule: str
    evidence: Evidence
    support: tuple[Evidence, ...] = ()
    within: str | None = None
    attributed: tuple[tuple[str, str], ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Fact):
    """Actors in touch: a call or a meeting."""

    participants: tuple[str, ...]
    date: Date | None = None
    status: Status = "held"
    place: str | None = None  # nominative, the article's language
    topics: tuple[str, ...] = ()
    ordinal: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneCall(Contact):
    """A call by phone or video. `initiator_proof`: words of their own that name the initiator, if not the evidence."""

    initiator: str | None = None
    initiator_proof: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Contact):
    """A meeting face to face."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fact):
    """A speech act. Its content is the facts with `within` = its id, and `quote`."""

    speaker: str
    kind: StatementKind
    addressee: str | None = None
    about: tuple[str, ...] = ()
    date: Date | None = None
    reported_by: tuple[str, ...] = ()
    quote: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Election(Fact):
    """A vote. `office` is president, parliament, local or referendum."""

    state: str | None
    office: str | None = None
    date: Date | None = None
    status: Status = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionResult(Fact):
    """A figure or an outcome, and who claims it: an actor's key or a generic source such as "exit polls"."""

    candidate: str
    state: str | None = None
    share: float | None = None
    outcome: Literal["won", "lost"] | None = None
    according_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition(Fact):
    """A stance on an election, a victory or an actor (`target` is "election", "victory" or an actor's key)."""

    actor: str
    stance: Stance
    target: str
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Fact):
    """Who holds what, of which state or organization, at the time of the article. `role` is plain English."""

    person: str
    role: str
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Protest(Fact):
    """A protest, with counts and who gives them (an actor's key or a generic source)."""

    place: str | None = None
    state: str | None = None
    date: Date | None = None
    detained: int | None = None
    killed: int | None = None
    according_to: str | None = None
    status: Status = "held"


@dataclass(frozen=True)
class Extraction:
    """All that one article says, as one reader read it. Facts are in text order, ids unique within the article."""

    document: Document
    cast: Cast
    facts: tuple[Fact, ...]
    reader: str = "rules"
    log: tuple[str, ...] = field(default=(), compare=False)

    @property
    def article(self) -> Article:
        """The article that was read."""
        return self.document.article
