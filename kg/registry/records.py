"""The records of the registry: who is known, what they held, and when a state voted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from kg.model import ActorType, Lang

Gender = Literal["masc", "fem"]
ElectionOffice = Literal["president", "parliament", "local", "referendum"]
LANGS: tuple[Lang, ...] = get_args(Lang)

type_of_file: Mapping[str, ActorType] = {
    "state": "State",
    "organization": "Organization",
    "outlet": "Organization",
    "place": "Place",
    "person": "Person",
}


@dataclass(frozen=True, slots=True)
class Term:
    """An office held: `role` in plain English, `of` an id, since..until ISO dates at any precision (None: open)."""

    role: str
    of: str | None = None
    since: str | None = None
    until: str | None = None

    def may_hold(self, date: str | None) -> bool:
        """Whether the office can have been held at `date`, an ISO date at any precision; None is any time.

        >>> Term("president", "state/ua", "2019-05-20", None).may_hold("2019")
        True
        """
        if date is None:
            return True
        begun = self.since is None or self.since[: len(date)] <= date[: len(self.since)]
        return begun and (self.until is None or date[: len(self.until)] <= self.until[: len(date)])


@dataclass(frozen=True, slots=True)
class Known:
    """One row of `seeds/`: a person, state, organization (outlets are such) or place, with its names in each language.

    Names are nominative, the usual one first. `of` is the id of the state or organization it belongs to. Of a state:
    `adjectives` (masculine nominative), `capitals`, `genitive` (to write «МИД Польши»). `metonyms` stand for it as an
    actor. `kind` says more than `type`: union, ministry, party, agency, city ... `surnames` are those of a
    person. `quoted` are names that are everyday words too («Весна»): they name somebody only in quotation marks.
    """

    id: str
    type: ActorType
    names: Mapping[Lang, tuple[str, ...]]
    qid: str | None = None
    iso: str | None = None
    adjectives: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    capitals: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    genitive: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    metonyms: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    surnames: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    quoted: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    of: str | None = None
    kind: str | None = None
    official_of: str | None = None
    gender: Gender | None = None
    born: str | None = None

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def capital(self) -> Mapping[Lang, str]:
        """The usual name of the capital in each language; `capitals` has all spellings («Кишинёв», «Кишинэу»)."""
        return {lang: names[0] for lang, names in self.capitals.items()}

    def labels(self) -> tuple[tuple[Lang, str], ...]:
        """All names with their language, the usual ones first."""
        return tuple((lang, name) for told in (self.names, self.quoted) for lang in told for name in told[lang])


@dataclass(frozen=True, slots=True)
class KnownElection:
    """A vote whose day is certain; `until` is the last day if it took several, `round` 2 is a run-off."""

    state: str
    office: ElectionOffice
    date: str
    until: str | None = None
    round: int = 1


@dataclass(frozen=True, slots=True)
class Institution:
    """A kind of body that any state has («МИД», "parliament"): with a state's name it makes one («МИД Польши»).

    `names` are lower case; `head` is the English role word of who leads it, or None.
    """

    id: str
    kind: str
    names: Mapping[Lang, tuple[str, ...]]
    head: str | None = None
