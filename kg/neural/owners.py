"""What English titles are of: the state, party or body named before or after them."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from kg import lexicon
from kg.extraction.scene import Scene
from kg.morphology import is_possessive
from kg.registry import Registry

LONGEST = 4  # words of a title, or of a name
_OF_THE_STATE = frozenset({"government", "seat", "opposition"})  # kinds of body whose offices are the state's
_OF_THE_STATE_IN_PASSING = "ministry"  # the same, if nothing else is told of it
_SEAT, _VOICE = "seat", "spokesperson"  # who speaks for the Kremlin is not its master
_OF_A_STATE_THOUGH_OF_A_PARTY = frozenset({"member of parliament", "senator"})


class Owners:
    """The states and organizations of one English document, as owners of offices."""

    def __init__(self, scene: Scene, registry: Registry) -> None:
        self.scene, self.registry = scene, registry
        self.language = lexicon.language("en")
        self.tokens = scene.tokens
        self.words = self.language.word_order

    def at(self, token: int) -> str | None:
        """Return the state or organization a token belongs to."""
        return self._owners.get(token, (None, 0, 0))[0]

    @cached_property
    def _owners(self) -> dict[int, tuple[str, int, int]]:
        found: dict[int, tuple[str, int, int]] = {}
        longest = sorted(enumerate(self.scene.mentions), key=lambda pair: pair[1].first - pair[1].last)
        for i, m in longest:  # "Hungarian foreign ministry" before "Hungarian"
            keys = self.scene.actors(i)
            if all(t.norm in self.language.titles for t in self.tokens[m.first : m.last]):
                continue  # "Opposition candidate X"
            if len(keys) == 1 and self.scene.actor(keys[0]).type in ("State", "Organization"):
                for t in range(m.first, m.last):
                    found.setdefault(t, (keys[0], m.first, m.last))
        return found

    def _body(self, key: str, role: str) -> str:
        """Return the state for its government, seat, opposition or a ministry named in passing, else the actor itself.

        Who speaks for a seat speaks for it, not for the state.
        """
        known = self.registry.get(self.scene.actor(key).canonical or "")
        if known is None or not known.of or (role, known.kind) == (_VOICE, _SEAT):
            return key
        passing = role != _VOICE and known.kind == _OF_THE_STATE_IN_PASSING and self._named[key] == 1
        if known.kind in _OF_THE_STATE or known.id.endswith("-opposition") or passing:
            return next((a.key for a in self.scene.cast.actors if a.canonical == known.of), key)
        return key

    @cached_property
    def _named(self) -> Counter[str]:
        """How many mentions each actor has."""
        return Counter(key for refers in self.scene.cast.refers for key in refers)

    def before(self, first: int, low: int) -> tuple[str, int] | None:
        """Return the owner right before a title, and the token its name begins at."""
        for at in (first - 1, first - 2):  # one word may stand between: "Poland's newly elected president" has two
            if at >= low and at in self._owners:
                key, begin, end = self._owners[at]
                if end == first or (is_possessive(self.tokens[end - 1].norm) and end == first - 1):
                    return key, begin
        return None

    def after(self, stop: int, high: int) -> tuple[str, int] | None:
        """Return the owner after "of" behind a title, and the token after its name."""
        if stop >= high or self.tokens[stop].norm not in self.words["owning"]:
            return None
        for at in range(stop + 1, min(high, stop + 4)):
            if at in self._owners:
                key, begin, end = self._owners[at]
                if is_possessive(self.tokens[end - 1].norm) and end < high and end in self._owners:
                    key, _, end = self._owners[end]  # "of Yemen's | Presidential Council"
                plain = all(t.norm in self.words["before owners"] for t in self.tokens[stop + 1 : begin])
                return (key, end) if plain else None
        return None

    def party_before(self, role: str, first: int, low: int) -> tuple[str | None, int] | None:
        """Return where "a Green MP" begins whose party is no actor of the article."""
        if role not in _OF_A_STATE_THOUGH_OF_A_PARTY:
            return None
        at = first - 1
        while at > low and self.tokens[at].text[:1].isupper() and first - at < LONGEST:
            at -= 1
        return (None, at + 1) if at < first - 1 and self.tokens[at].norm in self.language.articles else None

    def led(self, key: str) -> bool:
        """Whether an actor is a body with a leader of its own: a party, not a government or its seat."""
        known = self.registry.get(self.scene.actor(key).canonical or "")
        of_the_state = known is not None and known.kind in _OF_THE_STATE
        return self.scene.actor(key).type == "Organization" and not of_the_state

    def of(self, role: str, of: str | None) -> str | None:
        """Return what an office told with an owner is of: a seat in parliament told with a party is the state's."""
        of = self._body(of, role) if of else None
        if role not in _OF_A_STATE_THOUGH_OF_A_PARTY or (of is not None and self.scene.actor(of).type == "State"):
            return of
        return self.scene.main_state

    def unknown_after(self, stop: int, high: int) -> int:
        """Return where "of the National Assembly" ends whose body is no actor of the article; else `stop`."""
        if stop >= high or self.tokens[stop].norm not in self.words["owning"]:
            return stop
        at = stop + 1
        while at < high and self.tokens[at].norm in self.language.articles:
            at += 1
        end = at
        while end < min(high, at + LONGEST):
            if not self.tokens[end].text[:1].isupper() and self.tokens[end].norm not in self.words["owning"]:
                break
            end += 1
        return end if end > at and self.tokens[end - 1].text[:1].isupper() else stop

    def following(self, at: int) -> tuple[str, int] | None:
        """Return the organization that begins at a token, words before its name aside, and the token after it."""
        for first in range(at, min(at + LONGEST, len(self.tokens))):
            if first in self._owners and self._owners[first][1] == first:
                key, _, last = self._owners[first]
                return (key, last) if self.scene.actor(key).type == "Organization" else None
            if self.tokens[first].norm not in self.words["before owners"] | self.words["after leading"]:
                return None
        return None
