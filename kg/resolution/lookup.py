"""Whom a user means: a name in any language and case form, matched against the actors of a store.

The surest way that gives an answer wins; when one way gives several actors, nobody guesses and all are listed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import islice, product

from kg.errors import QueryError
from kg.model import Lang
from kg.registry.keys import name_key, norm, surname_key

ID = "https://w3id.org/actorgraph/id/"
WIKIDATA = "http://www.wikidata.org/entity/"
_MOST_FORMS = 24
_CASED: tuple[Lang, ...] = ("ru", "uk")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One name of an actor in the store; `usual` tells the label from other names."""

    iri: str
    name: str
    lang: str = ""
    type: str = ""
    usual: bool = True


class Names:
    """All names in a store, looked up by `find`; `same_as` maps Wikidata ids to actors."""

    def __init__(self, labels: Iterable[Labelled], same_as: Iterable[tuple[str, str]] = ()) -> None:
        self.labels = tuple(labels)
        self.same_as = tuple(same_as)

    def find(self, text: str) -> str:
        """Return the IRI of the actor that `text` names; raises QueryError listing candidates, or the nearest name."""
        text = text.strip()
        for way in (self._by_id, self._by_name, self._by_surname, self._by_registry, self._by_key):
            if found := way(text):
                return self._only(text, found)
        if found := self._by_lemmas(text):
            return self._only(text, found)
        for form in nominatives(text):
            for way in (self._by_registry, self._by_key):
                if found := way(form):
                    return self._only(text, found)
        if found := self._by_part(text):
            return self._only(text, found)
        raise QueryError(f"no actor '{text}' in the store{self._hint(text)}")

    def starting(self, text: str) -> list[str]:
        """Return the usual names in which a word begins with `text`, for shell completion."""
        start = norm(text)
        names = (label.name for label in self.labels if label.usual)
        return sorted(
            {n for n in names if norm(n).startswith(start) or any(w.startswith(start) for w in norm(n).split())}
        )

    def name(self, iri: str) -> str:
        """Return the first usual name of an actor, else its IRI."""
        return next((label.name for label in self.labels if label.iri == iri and label.usual), iri)

    # --- ways, from sure to unsure ---

    def _by_id(self, text: str) -> set[str]:
        short = text.removeprefix("id:").removeprefix(ID).removeprefix("<").removesuffix(">").removeprefix(ID)
        wanted = {text, ID + short}
        if re.fullmatch(r"Q\d+", text):
            return {actor for actor, entity in self.same_as if entity == WIKIDATA + text}
        return {label.iri for label in self.labels if label.iri in wanted}

    def _by_name(self, text: str) -> set[str]:
        return set(self._index.get(norm(text), ()))

    def _by_surname(self, text: str) -> set[str]:
        return set() if " " in text else set(self._surnames.get(norm(text), ()))

    def _by_registry(self, text: str) -> set[str]:
        from kg import registry

        known = registry.load()
        for way in (known.named, known.by_surname, known.by_metonym, known.by_adjective):
            here = {ID + row.id for row in way(text)} & self._iris
            if here:
                return here
        return set()

    def _by_key(self, text: str) -> set[str]:
        key = name_key(text) if " " in text else surname_key(text)
        if len(key) < 2:
            return set()
        return set((self._full_keys if " " in text else self._surname_keys).get(key, ()))

    def _by_lemmas(self, text: str) -> set[str]:
        """Match in any case form: word by word against whole names, or against surnames."""
        words = norm(text).split()
        wanted = [lemmas(w) for w in words]
        starts = [w[: max(2, len(w) - 4)][:4] for w in words]
        found = set()
        for label in self.labels:
            name = norm(label.name).split()
            if len(words) == 1 and label.type in ("", "Person"):
                name = name[-1:]
            near = len(name) == len(words) and all(map(str.startswith, name, starts))
            if near and all(w & lemmas(n) for w, n in zip(wanted, name, strict=True)):
                found.add(label.iri)
        return found

    def _by_part(self, text: str) -> set[str]:
        words = norm(text).split()
        return {label.iri for label in self.labels if words and all(w in norm(label.name).split() for w in words)}

    def _only(self, text: str, found: set[str]) -> str:
        if len(found) == 1:
            return next(iter(found))
        listed = sorted(f"{self.name(i)} ({i.removeprefix(ID)})" for i in found)
        more = f" and {len(listed) - 6} more" if len(listed) > 6 else ""
        raise QueryError(f"'{text}' may be {'; '.join(listed[:6])}{more}: write the full name or the id in brackets")

    def _hint(self, text: str) -> str:
        from kg import registry

        known = registry.load()
        for form in (text, *nominatives(text)):
            row = next(iter(known.named(form) or known.by_surname(form)), None)
            if row is not None:
                return f": no article here speaks of {next(iter(row.names.values()))[0]}"
        near = get_close_matches(norm(text), list(self._index), n=1, cutoff=0.6)
        return f"; did you mean '{self.name(next(iter(self._index[near[0]])))}'?" if near else ""

    # --- indexes, built when first asked ---

    @cached_property
    def _iris(self) -> frozenset[str]:
        return frozenset(label.iri for label in self.labels)

    @cached_property
    def _index(self) -> dict[str, list[str]]:
        return self._grouped(norm, self.labels)

    @cached_property
    def _people(self) -> tuple[Labelled, ...]:
        return tuple(label for label in self.labels if label.type in ("", "Person"))

    @cached_property
    def _surnames(self) -> dict[str, list[str]]:
        return self._grouped(lambda name: norm(name).split()[-1], self._people)

    @cached_property
    def _full_keys(self) -> dict[str, list[str]]:
        return self._grouped(name_key, self._people)

    @cached_property
    def _surname_keys(self) -> dict[str, list[str]]:
        return self._grouped(lambda name: surname_key(name.split()[-1]), self._people)

    @staticmethod
    def _grouped(key: Callable[[str], str], labels: Sequence[Labelled]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for label in labels:
            if label.name.strip():
                found[key(label.name)].append(label.iri)
        return dict(found)


def lemmas(word: str) -> frozenset[str]:
    """Return the word and its dictionary forms in Russian and Ukrainian, normalised.

    >>> "путин" in lemmas("Путиным")
    True
    """
    if not re.search("[а-яёіїєґ]", word.lower()):
        return frozenset((norm(word),))
    from kg import morphology

    return frozenset((norm(word), *(norm(r.lemma) for lang in _CASED for r in morphology.reader(lang)(word))))


def nominatives(text: str) -> Iterator[str]:
    """Yield the forms in the nominative that a Russian or Ukrainian name may have, the likeliest first; at most 24.

    >>> "путин" in nominatives("Путина")
    True
    """
    if not re.search("[а-яёіїєґА-ЯЁІЇЄҐ]", text):
        return
    from kg import morphology

    seen = {norm(text)}
    for lang in _CASED:
        read = morphology.reader(lang)
        words = text.split()
        options = [
            list(dict.fromkeys([*(r.lemma for r in read(w) if r.pos in ("NOUN", "ADJ", "PROPN")), w])) for w in words
        ]
        for form in islice(product(*options), _MOST_FORMS):
            joined = " ".join(form)
            if norm(joined) not in seen:
                seen.add(norm(joined))
                yield joined
