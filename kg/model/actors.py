"""Who is who: the words that stand for actors, and the actors of one article."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kg.model.text import Case, Span

ActorType = Literal["Person", "State", "Organization", "Group", "Place"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words for an actor or a place. `cases` are those the whole phrase can be in; `lemma` is the nominative.

    `kind`: name («Путин», «Евросоюз»); role («президент Франции»); pronoun («он», «их»); plural («оба лидера», stands
    for several actors); adjective («российский», the state inside an adjective).
    """

    span: Span
    kind: Literal["name", "role", "pronoun", "plural", "adjective"]
    type: ActorType | None
    lemma: str
    first: int  # tokens first..last (excluded), with the title that stands before a name
    last: int
    cases: frozenset[Case] = frozenset()
    number: Literal["sing", "plur"] | None = None
    gender: Literal["masc", "fem", "neut"] | None = None
    preposition: str | None = None
    role: str | None = None  # id of the office row that made it, for kind "role" or a name with a title before it
    of: int | None = None  # index of the mention of the state or organization inside or before it
    modifier: str | None = None  # what a word before the title makes of it: former or acting
    attribute_of: int | None = None  # the noun it depends on in the genitive: «штаб Тихановской»
    known: str | None = None  # id in the registry, where the words name one actor or kind of institution
    capital: bool = False  # a state named by its capital, which is a place too
    clause: int = 0


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes part, within one article. `canonical` is the registry's id or None; `reasons` says why."""

    key: str
    type: ActorType
    names: tuple[tuple[str, str], ...]  # (lang, name), nominative, the fullest first
    qid: str | None = None
    canonical: str | None = None
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    of: str | None = None  # key of the state or organization it belongs to


@dataclass(frozen=True)
class Cast:
    """The mentions of an article, in text order, and whom each stands for (keys of `actors`; several for a plural)."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    refers: tuple[tuple[str, ...], ...]

    @cached_property
    def by_key(self) -> dict[str, Actor]:
        """Actors by key."""
        return {a.key: a for a in self.actors}
