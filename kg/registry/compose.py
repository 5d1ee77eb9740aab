"""Bodies that any state has: «МИД» and «Польша» make «МИД Польши», without a row for each of two hundred states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from kg.model import Lang
from kg.registry.keys import norm
from kg.registry.records import LANGS, Institution, Known

_ENGLISH = re.compile(r"(?:the )?(?P<institution>.+) of (?:the )?(?P<state>.+)$")
_NAMES_PER_LANGUAGE = 2


class Composer:
    """Makes `org/pl-foreign-ministry` out of `state/pl` and the institution `foreign-ministry`."""

    def __init__(self, institutions: Sequence[Institution], states: Mapping[str, Known]) -> None:
        self.institutions = {institution.id: institution for institution in institutions}
        self._states = states
        self._made: dict[str, Known] = {}

    def make(self, body: str) -> Known | None:
        """Return the body with this id (`org/<state>-<institution>`), or None if no row allows it."""
        if body not in self._made:
            for state, institution in self._splits(body):
                known = Known(body, "Organization", {}, of=state)
                self._made[body] = self.complete(known, institution)
                break
        return self._made.get(body)

    def complete(self, actor: Known, institution: str) -> Known:
        """Add the names that the institution of the actor's state has. Raises KeyError if one of the two is unknown."""
        made = self.institutions[institution]
        state = self._states[actor.of or ""]
        names = {
            lang: tuple(dict.fromkeys((*actor.names.get(lang, ()), *_joined(made, state, lang)))) for lang in LANGS
        }
        return replace(actor, names=names, kind=actor.kind or made.kind)

    def parse(self, text: str) -> str | None:
        """Return the id of the body that a full name in the nominative stands for, or None.

        Understands institution and state in the genitive («МИД Польши»), adjective and institution («польский МИД»,
        "Polish foreign ministry") and "ministry of foreign affairs of Poland".
        """
        said = norm(text)
        for institution, state in self._readings(said):
            if institution in self._institution_of and state in self._state_of:
                return f"org/{self._state_of[state].removeprefix('state/')}-{self._institution_of[institution]}"
        return None

    @staticmethod
    def _readings(said: str) -> Iterator[tuple[str, str]]:
        words = said.split()
        if english := _ENGLISH.match(said):
            yield english["institution"], english["state"]
        for cut in range(1, len(words)):
            left, right = " ".join(words[:cut]), " ".join(words[cut:])
            yield left, right
            yield right, left.removesuffix("'s")

    def _splits(self, body: str) -> Iterator[tuple[str, str]]:
        words = body.removeprefix("org/").split("-")
        for cut in range(1, len(words)):
            state, institution = f"state/{'-'.join(words[:cut])}", "-".join(words[cut:])
            if state in self._states and institution in self.institutions:
                yield state, institution

    @cached_property
    def _institution_of(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for institution in self.institutions.values():
            for name in (name for names in institution.names.values() for name in names):
                found.setdefault(norm(name), institution.id)
        return found

    @cached_property
    def _state_of(self) -> dict[str, str]:
        """Ways to say whose body it is: genitives, abbreviations, English names and adjectives."""
        found: dict[str, str] = {}
        for state in self._states.values():
            spoken = [*(word for words in state.genitive.values() for word in words), *state.names.get("en", ())]
            spoken += [
                *_inflected(state),
                *(name for names in state.names.values() for name in names if name.isupper()),
            ]
            for word in spoken:
                found.setdefault(norm(word), state.id)
        return found


def _inflected(state: Known) -> Iterator[str]:
    """Adjectives in the three genders of the nominative: «польский», «польская», «польское»."""
    yield from state.adjectives.get("en", ())
    for word in state.adjectives.get("ru", ()):
        yield from (word, word[:-2] + "ая", word[:-2] + "ое")
    for word in state.adjectives.get("uk", ()):
        yield from (word, word[:-2] + "а", word[:-2] + "е") if word.endswith("ий") else (word,)


def _joined(institution: Institution, state: Known, lang: Lang) -> tuple[str, ...]:
    names = institution.names[lang]
    if lang == "en":
        whose = (state.adjectives.get("en") or state.names["en"])[0]
        return (f"{whose} {_title(names[0])}", f"{_title(names[-1])} of {state.names['en'][0]}")
    whose = state.genitive.get(lang, state.names[lang])[0]
    return tuple(f"{name[:1].upper()}{name[1:]} {whose}" for name in names[:_NAMES_PER_LANGUAGE])


def _title(name: str) -> str:
    return " ".join(word if word in ("of", "and", "for") else word[:1].upper() + word[1:] for word in name.split())
