"""English titles: "Polish Foreign Minister X", "X, president of Y", "its spokesman, X". Rules are exact here.

A title takes what it is of from the words right before it or after "of" and "for", its holder from the name beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kg import lexicon
from kg.extraction.scene import Scene
from kg.model import Office
from kg.neural.leading import leaders
from kg.neural.owners import LONGEST, Owners
from kg.neural.wordorder import WordOrder
from kg.registry import Registry

_STATE_OFFICES = frozenset({"president", "prime minister", "chancellor", "vice president", "speaker"})
_MINISTER = "minister"
_MAYOR = "mayor"  # of a town, which is no actor
_JOINED = 2  # words between two titles of one person: "and the"
_LEADER = "leader"  # of a party; of a state it may be anybody


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
        self.owners = Owners(scene, registry)

    def offices(self) -> Iterator[tuple[Office, int]]:
        """Yield an office for each title with its holder beside it, and the token the title begins at."""
        for title, (key, first, last) in self._held():
            proof = self.scene.evidence(min(first, title.first), max(last, title.last))
            of = title.of or self._known_of(key, title.role)
            guess = title.role in _STATE_OFFICES or title.role.endswith(_MINISTER)
            if title.role == _MAYOR:
                of = None
            elif of is None and guess and not self._of_elsewhere(key) and not self._described(title.first):
                of = self.scene.main_state
            yield Office(id="", rule="office-en-title", evidence=proof, person=key, role=title.role, of=of), title.first
        yield from leaders(self.scene, self.owners)

    def _held(self) -> Iterator[tuple[Title, tuple[str, int, int]]]:
        """Yield the titles with their holders; titles joined by "and" have one, and one of what they are of."""
        held = [(title, self._holder(title)) for title in self.all]
        for k, (title, person) in enumerate(held):
            others = [held[i] for i in (k - 1, k + 1) if 0 <= i < len(held) and self._joined(title, held[i][0])]
            for other, holder in others:
                person = person or holder
                if title.of is None and holder in (None, person):
                    title = replace(title, of=other.of)
            if person is not None:
                yield title, person

    def _joined(self, a: Title, b: Title) -> bool:
        """Whether only "and" stands between two titles: "Deputy Prime Minister and Foreign Minister"."""
        between = self.tokens[min(a.last, b.last) : max(a.first, b.first)]
        words = self.language.word_order["joiners"] | self.language.articles
        return 0 < len(between) <= _JOINED and between[0].norm in words and all(t.norm in words for t in between)

    def owned(self, office: Office) -> Office:
        """Return an office of the net's as of the body that its words begin with: "NATO chief Mark Rutte"."""
        owner = self.owners.at(self.scene.token_at(office.evidence.span.start)) if office.of is None else None
        return replace(office, of=self.owners.of(office.role, owner)) if owner else office

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
                if role not in self.language.without_counterpart:
                    last_role = role
                if (title := self._title(role, i, stop, sentence.first, sentence.last)) is not None:
                    found.append(title)
                i = stop
        return tuple(found)

    def _role(self, i: int, end: int, last_role: str | None) -> tuple[str, int] | None:
        """Return the role named at token i and the token after it; the longest title wins."""
        for stop in range(min(end, i + LONGEST), i, -1):
            words = " ".join(t.norm for t in self.tokens[i:stop])
            if words in self.language.offices:
                return self.language.offices[words], stop
            if stop == i + 2 and words.endswith(f" {_MINISTER}") and self.tokens[i].text.isalpha():
                known = self.tokens[i].norm in self.language.office_modifiers or self.owners.at(i) is not None
                if not known and self._names_a_field(i) and not self._portfolio(stop, end):
                    return words, stop
        if self.tokens[i].norm == _MINISTER and (portfolio := self._portfolio(i + 1, end)):
            return portfolio
        if self.tokens[i].norm in self.language.counterparts and last_role:
            return last_role, i + 1
        return None

    def _names_a_field(self, token: int) -> bool:
        """Whether a word before "minister" says of what: no "another", no "and"."""
        words = self.language.word_order
        small = ("determiners", "joiners", "prepositions", "adverbs", "before title")
        return not any(self.tokens[token].norm in words[name] for name in small)

    def _portfolio(self, at: int, end: int) -> tuple[str, int] | None:
        """Return the role that "of" and a field tell behind "Minister", and the token after: "of Trade and Work"."""
        words = self.language.word_order
        first = at + 1 + (at + 1 < end and self.tokens[at + 1].norm in self.language.articles)
        if first >= end or self.tokens[at].norm not in words["owning"] or self.owners.at(first) is not None:
            return None
        field = self.tokens[first]
        if not field.text.isalpha() or not field.text[:1].isupper():
            return None
        stop = first + 1
        if stop + 1 < end and self.tokens[stop].norm in words["joiners"] and self.owners.at(stop + 1) is None:
            titled = self.tokens[stop + 1].norm in self.language.titles
            stop += 2 * (self.tokens[stop + 1].text[:1].isupper() and not titled)
        return f"{field.norm} {_MINISTER}", stop

    def _title(self, role: str, first: int, stop: int, low: int, high: int) -> Title | None:
        while first > low and self.tokens[first - 1].norm in self.language.office_modifiers:
            change = self.language.office_modifiers[self.tokens[first - 1].norm]
            if not change:
                return None
            role = role if change == "same" else f"{change} {role}"
            first -= 1
        if first > low and self.tokens[first - 1].text == "-":
            return None
        before: tuple[str | None, int] | None = self.owners.before(first, low)
        if stop == first + 1 and self.tokens[first].norm == _LEADER:
            party = before or self.owners.after(stop, high)
            if party is None or party[0] is None or not self.owners.led(party[0]):
                return None
        if before is None:
            before = self.owners.party_before(role, first, low)
        if before is not None:
            if before[1] > low and self.language.office_modifiers.get(self.tokens[before[1] - 1].norm) == "":
                return None  # "former Polish president"
            complement = self.owners.after(stop, high)  # "the EU's special envoy for the Sahel"
            stop = complement[1] if complement else self.owners.unknown_after(stop, high)
            return Title(before[1], stop, role, self.owners.of(role, before[0]))
        after = self.owners.after(stop, high)
        return (
            Title(first, after[1], role, self.owners.of(role, after[0]))
            if after
            else Title(first, self.owners.unknown_after(stop, high), role, None)
        )

    def _holder(self, title: Title) -> tuple[str, int, int] | None:
        """Return the person named right after the title, or right before it and a comma, and the name's tokens."""
        best: tuple[int, str, int, int] | None = None
        for i, m in enumerate(self.scene.mentions):
            keys = self.scene.actors(i)
            if m.kind != "name" or len(keys) != 1 or self.scene.actor(keys[0]).type != "Person":
                continue
            after = m.first - title.last
            before = title.first - m.last
            if after == 0 or (after == 1 and self.tokens[title.last].text == "," and not self._predicated(title)):
                rank = after
            elif before >= 1 and self.tokens[m.last].text == "," and self._only_articles(m.last + 1, title.first):
                rank = 2
            else:
                continue
            if best is None or rank < best[0]:
                best = rank, keys[0], m.first, m.last
        return self._predicate(title) if best is None else best[1:]

    def _predicated(self, title: Title) -> bool:
        """Whether a title is said of somebody, so that no name follows in apposition: "as president, Trump said"."""
        at = title.first - 1
        while at >= 0 and self.tokens[at].norm in self.language.articles:
            at -= 1
        return at >= 0 and self.tokens[at].norm in self.language.word_order["predicating"]

    def _predicate(self, title: Title) -> tuple[str, int, int] | None:
        """Return whom a sentence says to hold an office: "Leota is the new speaker"."""
        at, low = title.first - 1, self.scene.sentence(title.first).first
        while at > low and self.tokens[at].norm in self.language.word_order["before title"]:
            at -= 1
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

    def _only_articles(self, first: int, last: int) -> bool:
        return last - first <= 1 and all(
            t.norm in self.language.word_order["in apposition"] for t in self.tokens[first:last]
        )

    def _of_elsewhere(self, key: str) -> bool:
        """Whether a person is known, and for offices of no state that the article names."""
        known = self.registry.get(self.scene.actor(key).canonical or "")
        named = {a.canonical for a in self.scene.cast.actors}
        return known is not None and bool(known.terms) and all(t.of not in named for t in known.terms)

    def _described(self, first: int) -> bool:
        """Whether a word written large stands before a title, which may tell of what it is: "Lao Home Minister"."""
        low, before = self.scene.sentence(first).first, self.tokens[first - 1]
        known = self.language.titles | self.language.articles | self.language.honorifics
        return first - 1 > low and before.text[:1].isupper() and before.norm not in known

    def _known_of(self, key: str, role: str) -> str | None:
        """Return of what a known person then held the office, if the article names that."""
        known = self.registry.get(self.scene.actor(key).canonical or "")
        date = self.scene.document.published.value if self.scene.document.published else None
        owners = {t.of for t in known.terms if t.role == role and t.may_hold(date)} if known else set()
        if known and not owners:
            owners = {t.of for t in known.terms}  # an office at another time, or one not in the registry
        keys = [a.key for a in self.scene.cast.actors if a.canonical in owners and a.canonical]
        return keys[0] if len(keys) == 1 else None
