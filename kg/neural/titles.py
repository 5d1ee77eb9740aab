"""English titles: "Polish Foreign Minister X", "X, president of Y", "its spokesman, X". Rules are exact here.

A title takes what it is of from the words right before it or after "of" and "for", its holder from the name beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg import lexicon
from kg.extraction.scene import Scene
from kg.model import Office
from kg.neural.wordorder import WordOrder
from kg.registry import Registry

_LONGEST = 4  # words of a title
_OF = frozenset({"of", "for"})
_OF_THE_STATE = frozenset({"government", "seat", "opposition"})  # kinds of body whose offices are the state's
_OF_THE_STATE_IN_PASSING = frozenset({"ministry", "department"})  # the same, if nothing else is told of them
_STATE_OFFICES = frozenset({"president", "prime minister", "chancellor", "vice president", "speaker"})
_OF_A_STATE_THOUGH_OF_A_PARTY = frozenset({"member of parliament", "senator"})
_PARTIES = frozenset({"party", "alliance", "movement"})
_MINISTER = "minister"
_HEAD = "head"
_LEADER = "leader"  # of a party; of a state it may be anybody
_BEFORE_OWNER = frozenset({"the", "ruling", "opposition"})


@dataclass(frozen=True, slots=True)
class Title:
    """A title at tokens first..last (excluded), with what it is of; `first` and `last` take that in."""

    first: int
    last: int
    role: str
    of: str | None


class Titles:
    """The titles of one English document."""

    def __init__(self, scene: Scene, registry: Registry) -> None:
        self.scene, self.registry = scene, registry
        self.language = lexicon.language("en")
        self.tokens = scene.tokens

    def offices(self) -> Iterator[tuple[Office, int]]:
        """Yield an office for each title with its holder beside it, and the token the title begins at."""
        for title in self.all:
            person = self._holder(title)
            if person is None:
                continue
            key, first, last = person
            proof = self.scene.evidence(min(first, title.first), max(last, title.last))
            of = title.of or self._known_of(key, title.role)
            if of is None and (title.role in _STATE_OFFICES or title.role.endswith(_MINISTER)):
                of = self.scene.main_state
            yield Office(id="", rule="office-en-title", evidence=proof, person=key, role=title.role, of=of), title.first
        yield from self._leaders()

    def alone(self, first: int, last: int) -> str | None:
        """Return the registry id of the only one who then held the office that tokens first..last name, or None."""
        date = self.scene.document.published.value if self.scene.document.published else None
        for title in self.all:
            if first <= title.first and title.last <= last + 3 and title.first < last and title.of:
                of = self.scene.actor(title.of).canonical
                holders = self.registry.holder(title.role, of, date) if of else ()
                return holders[0].id if len(holders) == 1 else None
        return None

    @cached_property
    def all(self) -> tuple[Title, ...]:
        """All titles, in text order."""
        found: list[Title] = []
        last_role: str | None = None
        for sentence in self.scene.document.sentences:
            i = sentence.first
            while i < sentence.last:
                matched = self._role(i, sentence.last, last_role)
                if matched is None:
                    i += 1
                    continue
                role, stop = matched
                last_role = role
                if (title := self._title(role, i, stop, sentence.first, sentence.last)) is not None:
                    found.append(title)
                i = stop
        return tuple(found)

    def _role(self, i: int, end: int, last_role: str | None) -> tuple[str, int] | None:
        """Return the role named at token i and the token after it; the longest title wins."""
        for stop in range(min(end, i + _LONGEST), i, -1):
            words = " ".join(t.norm for t in self.tokens[i:stop])
            if words in self.language.offices:
                return self.language.offices[words], stop
            if stop == i + 2 and words.endswith(f" {_MINISTER}") and self.tokens[i].text.isalpha():
                known = self.tokens[i].norm in self.language.office_modifiers or self._owner_at(i) is not None
                if not known and self.tokens[i].norm not in ("the", "a", "his", "her", "their", "its", "another"):
                    return words, stop
        if self.tokens[i].norm in self.language.counterparts and last_role:
            return last_role, i + 1
        return None

    def _title(self, role: str, first: int, stop: int, low: int, high: int) -> Title | None:
        while first > low and self.tokens[first - 1].norm in self.language.office_modifiers:
            change = self.language.office_modifiers[self.tokens[first - 1].norm]
            if not change:
                return None
            role = role if change == "same" else f"{change} {role}"
            first -= 1
        if first > low and self.tokens[first - 1].text == "-":
            return None
        before: tuple[str | None, int] | None = self._owner_before(first, low)
        if stop == first + 1 and self.tokens[first].norm == _LEADER:
            party = before or self._owner_after(stop, high)
            if party is None or party[0] is None or self.scene.actor(party[0]).type != "Organization":
                return None
        if role in _OF_A_STATE_THOUGH_OF_A_PARTY and before is None:
            before = self._party_before(first, low)
        if before is not None:
            if before[1] > low and self.language.office_modifiers.get(self.tokens[before[1] - 1].norm) == "":
                return None  # "former Polish president"
            return Title(before[1], stop, role, self._seat(role, before[0]))
        after = self._owner_after(stop, high)
        return (
            Title(first, after[1], role, after[0])
            if after
            else Title(first, self._unknown_owner(stop, high), role, None)
        )

    def _owner_at(self, token: int) -> str | None:
        """Return the state or organization a token belongs to."""
        return self._owners.get(token, (None, 0, 0))[0]

    @cached_property
    def _owners(self) -> dict[int, tuple[str, int, int]]:
        found: dict[int, tuple[str, int, int]] = {}
        for i, m in enumerate(self.scene.mentions):
            keys = self.scene.actors(i)
            if len(keys) == 1 and self.scene.actor(keys[0]).type in ("State", "Organization"):
                for t in range(m.first, m.last):
                    found.setdefault(t, (self._body(keys[0]), m.first, m.last))
        return found

    def _body(self, key: str) -> str:
        """Return the state for its government or opposition, else the actor itself."""
        known = self.registry.get(self.scene.actor(key).canonical or "")
        if known is None or not known.of:
            return key
        passing = known.kind in _OF_THE_STATE_IN_PASSING and self._named[key] == 1
        if known.kind in _OF_THE_STATE or known.id.endswith("-opposition") or passing:
            return next((a.key for a in self.scene.cast.actors if a.canonical == known.of), key)
        return key

    @cached_property
    def _named(self) -> Counter[str]:
        """How many mentions each actor has."""
        return Counter(key for refers in self.scene.cast.refers for key in refers)

    def _owner_before(self, first: int, low: int) -> tuple[str, int] | None:
        for at in (first - 1, first - 2):  # one word may stand between: "Poland's newly elected president" has two
            if at >= low and at in self._owners:
                key, begin, end = self._owners[at]
                if end == first or (self.tokens[end - 1].norm.endswith(("'s", "s'")) and end == first - 1):
                    return key, begin
        return None

    def _owner_after(self, stop: int, high: int) -> tuple[str, int] | None:
        if stop >= high or self.tokens[stop].norm not in _OF:
            return None
        for at in range(stop + 1, min(high, stop + 4)):
            if at in self._owners:
                key, begin, end = self._owners[at]
                plain = all(t.norm in _BEFORE_OWNER for t in self.tokens[stop + 1 : begin])
                return (key, end) if plain else None
        return None

    def _party_before(self, first: int, low: int) -> tuple[str | None, int] | None:
        """Return where "a Green MP" begins whose party is no actor of the article."""
        at = first - 1
        while at > low and self.tokens[at].text[:1].isupper() and first - at < _LONGEST:
            at -= 1
        return (None, at + 1) if at < first - 1 and self.tokens[at].norm in self.language.articles else None

    def _seat(self, role: str, of: str | None) -> str | None:
        """Return what an office is of: a seat in parliament told with a party is the state's."""
        if role not in _OF_A_STATE_THOUGH_OF_A_PARTY or (of is not None and self.scene.actor(of).type == "State"):
            return of
        return self.scene.main_state

    def _unknown_owner(self, stop: int, high: int) -> int:
        """Return where "of the National Assembly" ends whose body is no actor of the article; else `stop`."""
        if stop >= high or self.tokens[stop].norm not in _OF:
            return stop
        at = stop + 1
        while at < high and self.tokens[at].norm in self.language.articles:
            at += 1
        end = at
        while (
            end < high and (self.tokens[end].text[:1].isupper() or self.tokens[end].norm in _OF) and end - at < _LONGEST
        ):
            end += 1
        return end if end > at and self.tokens[end - 1].text[:1].isupper() else stop

    def _holder(self, title: Title) -> tuple[str, int, int] | None:
        """Return the person named right after the title, or right before it and a comma, and the name's tokens."""
        best: tuple[int, str, int, int] | None = None
        for i, m in enumerate(self.scene.mentions):
            keys = self.scene.actors(i)
            if m.kind != "name" or len(keys) != 1 or self.scene.actor(keys[0]).type != "Person":
                continue
            after = m.first - title.last
            before = title.first - m.last
            if after == 0 or (after == 1 and self.tokens[title.last].text == ","):
                rank = after
            elif before >= 1 and self.tokens[m.last].text == "," and self._only_articles(m.last + 1, title.first):
                rank = 2
            else:
                continue
            if best is None or rank < best[0]:
                best = rank, keys[0], m.first, m.last
        return self._predicate(title) if best is None else best[1:]

    def _predicate(self, title: Title) -> tuple[str, int, int] | None:
        """Return whom a sentence says to hold an office: "Leota is the new speaker"."""
        at, low = title.first - 1, self.scene.sentence(title.first).first
        while at > low and self.tokens[at].norm in self.language.word_order["before title"]:
            at -= 1
        if at > low and self.tokens[at].norm == "as":
            at -= 1
        if at > low + 1 and self.tokens[at].norm == "in":
            at -= 1  # "sworn in"
        keys: tuple[str, ...] = ()
        words = self.language.word_order
        appointed = self.tokens[at].norm in words["appointed"] and self._order.passive(at)
        if appointed or self.tokens[at].norm in words["copulas"]:
            keys = self._order.subject(at, inverted=False)
        if len(keys) != 1 or self.scene.actor(keys[0]).type != "Person":
            return None
        own = [m for i, m in enumerate(self.scene.mentions) if self.scene.actors(i) == keys and low <= m.first < at]
        return (keys[0], own[-1].first, own[-1].last) if own else None

    @cached_property
    def _order(self) -> WordOrder:
        return WordOrder(self.scene)

    def _leaders(self) -> Iterator[tuple[Office, int]]:
        """Yield an office for each "who heads the party": its holder and body stand around the verb."""
        for i, token in enumerate(self.tokens[:-1]):
            role = self.language.leading.get(token.norm)
            asserted = role is not None and self._order.asserted(i)
            keys = self._order.subject(i, inverted=False) if asserted else ()
            owner = self._owner_following(i + 1 + (self.tokens[i + 1].norm in _OF)) if keys else None
            if role is None or owner is None or len(keys) != 1 or self.scene.actor(keys[0]).type != "Person":
                continue
            key, last = owner
            known = self.registry.get(self.scene.actor(key).canonical or "")
            if role == _HEAD and known is not None and known.kind in _PARTIES:
                role = "party leader"
            sentence = self.scene.sentence(i)
            named = [m.first for k, m in enumerate(self.scene.mentions)
                     if self.scene.actors(k) == keys and sentence.first <= m.first < i]  # fmt: skip
            proof = self.scene.evidence(max(named, default=i), last)
            yield Office(id="", rule="office-en-leads", evidence=proof, person=keys[0], role=role, of=key), i

    def _owner_following(self, at: int) -> tuple[str, int] | None:
        """Return the organization that begins at a token, words before its name aside, and the token after it."""
        for first in range(at, min(at + 3, len(self.tokens))):
            if first in self._owners and self._owners[first][1] == first:
                key, _, last = self._owners[first]
                return (key, last) if self.scene.actor(key).type == "Organization" else None
            if self.tokens[first].norm not in (*_BEFORE_OWNER, "over"):
                return None
        return None

    def _only_articles(self, first: int, last: int) -> bool:
        return last - first <= 1 and all(
            t.norm in ("the", "a", "an", "its", "his", "her") for t in self.tokens[first:last]
        )

    def _known_of(self, key: str, role: str) -> str | None:
        """Return of what a known person then held the office, if the article names that."""
        known = self.registry.get(self.scene.actor(key).canonical or "")
        date = self.scene.document.published.value if self.scene.document.published else None
        owners = {t.of for t in known.terms if t.role == role and t.may_hold(date)} if known else set()
        keys = [a.key for a in self.scene.cast.actors if a.canonical in owners and a.canonical]
        return keys[0] if len(keys) == 1 else None
