"""The registry: look-ups over everything that `seeds/` knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

from kg.errors import RegistryError
from kg.registry.compose import Composer
from kg.registry.keys import name_key, norm, surname_key
from kg.registry.records import Institution, Known, KnownElection, Term

Index = Mapping[str, tuple[Known, ...]]


class Registry:
    """Known actors and places by id, name, key, adjective, capital, metonym and office. Nothing changes after loading.

    `known` is in the order of the files: states, organizations, outlets, places, people. `digest` is the SHA-256 of the
    seeds. Look-ups by text compare with `keys.norm`, return rows in that order, and return () for what is not known.
    """

    def __init__(
        self, known: Mapping[str, Known], elections: Iterable[KnownElection], composer: Composer, digest: str
    ) -> None:
        self.known: Mapping[str, Known] = MappingProxyType(dict(known))
        self.institutions: Mapping[str, Institution] = MappingProxyType(composer.institutions)
        self.digest = digest
        self._composer = composer
        self._elections: dict[str, tuple[KnownElection, ...]] = {}
        for election in elections:
            self._elections[election.state] = (*self._elections.get(election.state, ()), election)

    def get(self, id: str) -> Known | None:
        """Return the row with this id, or the composed body (`org/pl-foreign-ministry`), or None."""
        return self.known.get(id) or (self._composer.make(id) if id.startswith("org/") else None)

    def body(self, institution: str, state: str) -> Known:
        """Return the institution of a state: the row of `seeds/organizations.toml` or one composed of both names.

        Raises RegistryError if there is no such institution or state.
        """
        found = self.get(f"org/{state.removeprefix('state/')}-{institution}")
        if found is None:
            raise RegistryError(f"no institution {institution!r} or no state {state!r} to compose a body of")
        return found

    def named(self, text: str) -> tuple[Known, ...]:
        """Return all who bear exactly this name in any language; «МИД Польши» is composed if no row has it."""
        found = self._by_name.get(norm(text), ())
        if not found and (body := self._composer.parse(text)):
            made = self.get(body)
            return (made,) if made else ()
        return found

    def by_key(self, name: str) -> tuple[Known, ...]:
        """Return the people with the same `keys.name_key`; for a surname alone, all who share it."""
        return self._by_full_key.get(name_key(name), ())

    def by_surname(self, text: str) -> tuple[Known, ...]:
        """Return the people with exactly this surname, in any of our languages."""
        return self._by_surname.get(norm(text), ())

    def by_adjective(self, text: str) -> tuple[Known, ...]:
        """Return the states and places that an adjective in the masculine nominative names («белорусский»)."""
        return self._by_adjective.get(norm(text), ())

    def by_capital(self, text: str) -> tuple[Known, ...]:
        """Return the states with this capital."""
        return self._by_capital.get(norm(text), ())

    def by_metonym(self, text: str) -> tuple[Known, ...]:
        """Return those for whom this word stands as an actor: «Кремль», "Brussels"."""
        return self._by_metonym.get(norm(text), ())

    def by_institution(self, text: str) -> tuple[Institution, ...]:
        """Return the kinds of body with this name («мид», "parliament")."""
        return self._by_institution.get(norm(text), ())

    def holder(self, role: str, of: str | None, date: str | None) -> tuple[Known, ...]:
        """Return who held the office at a date of any precision, in order of entry; everybody who ever did for None.

        On the day of a hand-over only the successor is returned.
        """
        held = [(term, who) for term, who in self._by_office.get((role, of), ()) if term.may_hold(date)]
        if date and any(term.since == date for term, _ in held):
            held = [(term, who) for term, who in held if term.until != date]
        return tuple(dict.fromkeys(who for _, who in sorted(held, key=lambda pair: (pair[0].since or "", pair[1].id))))

    def elections(self, state: str) -> tuple[KnownElection, ...]:
        """Return the known votes of a state by date."""
        return self._elections.get(state, ())

    def of_type(self, type: str) -> tuple[Known, ...]:
        """Return all rows of one actor type, in order."""
        return tuple(known for known in self.known.values() if known.type == type)

    def _index(self, words: Callable[[Known], Iterable[str]], key: Callable[[str], str] = norm) -> Index:
        found: defaultdict[str, dict[str, Known]] = defaultdict(dict)
        for known in self.known.values():
            for word in words(known):
                found[key(word)][known.id] = known
        return {word: tuple(rows.values()) for word, rows in found.items()}

    @cached_property
    def _by_name(self) -> Index:
        return self._index(lambda known: (name for _, name in known.labels()))

    @cached_property
    def _by_surname(self) -> Index:
        return self._index(surnames)

    @cached_property
    def _by_full_key(self) -> Index:
        people = self._index(_names_of_person, name_key)
        return {**self._index(surnames, surname_key), **people}

    @cached_property
    def _by_adjective(self) -> Index:
        return self._index(lambda known: (word for words in known.adjectives.values() for word in words))

    @cached_property
    def _by_capital(self) -> Index:
        return self._index(lambda known: (word for words in known.capitals.values() for word in words))

    @cached_property
    def _by_metonym(self) -> Index:
        return self._index(lambda known: (word for words in known.metonyms.values() for word in words))

    @cached_property
    def _by_institution(self) -> Mapping[str, tuple[Institution, ...]]:
        found: defaultdict[str, dict[str, Institution]] = defaultdict(dict)
        for institution in self.institutions.values():
            for name in (name for names in institution.names.values() for name in names):
                found[norm(name)][institution.id] = institution
        return {name: tuple(rows.values()) for name, rows in found.items()}

    @cached_property
    def _by_office(self) -> dict[tuple[str, str | None], tuple[tuple[Term, Known], ...]]:
        found: defaultdict[tuple[str, str | None], list[tuple[Term, Known]]] = defaultdict(list)
        for known in self.known.values():
            for term in known.terms:
                found[term.role, term.of].append((term, known))
        return {office: tuple(held) for office, held in found.items()}


def surnames(known: Known) -> Iterable[str]:
    """Return the surnames of a person in each language: those of the row, else the last word of each name."""
    if known.type != "Person":
        return ()
    told = [name for names in known.surnames.values() for name in names]
    derived = [name.split()[-1] for lang, names in known.names.items() if lang not in known.surnames for name in names]
    return dict.fromkeys((*told, *derived))


def _names_of_person(known: Known) -> Iterable[str]:
    return (name for names in known.names.values() for name in names) if known.type == "Person" else ()
