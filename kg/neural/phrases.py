"""English noun phrases: the actors that one begins or ends with, with titles and lists. No parser, no dictionary."""

from __future__ import annotations

from functools import cached_property

from kg.extraction.scene import Scene
from kg.extraction.tagged import is_honorific
from kg.morphology import is_possessive
from kg.neural.candidates import tokens_within
from kg.neural.casting import NEVER_NAMED

Keys = tuple[str, ...]
QUOTES = frozenset("\"“”»«'’‘")
FAR = 40  # tokens of a parenthesis
_ACTORS = frozenset({"Person", "State", "Organization"})
_MOST = 3  # actors joined by "and"


class NounPhrases:
    """The noun phrases of one English document that name actors."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.tokens = scene, scene.tokens
        self.words = scene.language.word_order

    def _is(self, token: int, *lists: str) -> bool:
        return any(self.tokens[token].norm in self.words[name] for name in lists)

    def _low(self, token: int) -> int:
        return self.scene.sentence(token).first

    def _high(self, token: int) -> int:
        return self.scene.sentence(token).last

    @cached_property
    def _mentions(self) -> list[tuple[int, int, Keys]]:
        """The mentions of named actors, as tokens first..last (excluded) and keys."""
        found = []
        for i, m in enumerate(self.scene.mentions):
            keys = self.scene.actors(i)
            actors = [self.scene.actor(k) for k in keys]
            if m.kind == "adjective" or not actors or len(keys) > _MOST:
                continue
            if all(a.type in _ACTORS and a.reasons != NEVER_NAMED for a in actors):
                found.append((m.first, m.last, keys))
        return found

    @cached_property
    def _adjectives(self) -> frozenset[int]:
        """The tokens of adjectives of states: "French"."""
        return frozenset(t for m in self.scene.mentions if m.kind == "adjective" for t in range(m.first, m.last))

    @cached_property
    def _named(self) -> frozenset[int]:
        """The tokens of names but their first ones."""
        return frozenset(t for m in self.scene.mentions if m.kind == "name" for t in range(m.first + 1, m.last))

    def in_name(self, token: int) -> bool:
        """Whether a word written large is a part of a name, and no verb: "Sami | Said"."""
        return token in self._named and self.tokens[token].text[:1].isupper()

    @cached_property
    def _ending(self) -> dict[int, tuple[int, Keys]]:
        """By the token after it the longest mention that ends there: its first token and keys."""
        found: dict[int, tuple[int, Keys]] = {}
        for first, last, keys in self._mentions:
            if last not in found or first < found[last][0]:
                found[last] = first, keys
        return found

    @cached_property
    def _beginning(self) -> dict[int, tuple[int, Keys]]:
        """By its first token the longest mention: the token after it and keys."""
        found: dict[int, tuple[int, Keys]] = {}
        for first, last, keys in self._mentions:
            if first not in found or last > found[first][0]:
                found[first] = last, keys
        return found

    def _within(self, first: int, last: int) -> bool:
        """Whether a mention is a part of a longer one: "the | EU | envoy"."""
        return any(a <= first and last <= b and b - a > last - first for a, b, _ in self._mentions)

    def genitive(self, last: int) -> bool:
        """Whether a name that ends before a token is a genitive: "Poland's"."""
        return is_possessive(self.tokens[last - 1].norm) or (
            last < len(self.tokens) and self.tokens[last].norm in ("'s", "'")
        )

    def _before(self, end: int, low: int) -> Keys:
        """Return the actors of the noun phrase that ends right before token `end`, if a verb there can have it."""
        found = self._ending.get(end)
        if found is None or self.genitive(end):
            return ()
        first, keys = found
        at = self._left(first, low, keys)
        if at >= low and self._is(at, "complements"):  # "the head of the EU": the actor is its head
            return self._before(at, low) if at in self._ending else ()
        if at >= low and self._is(at, "prepositions"):
            return ()
        if at >= low and self._is(at, "joiners"):
            others = self._joined(at, low)
            if others and len({*others, *keys}) <= _MOST:
                return (*others, *(k for k in keys if k not in others))
        return keys

    def _joined(self, at: int, low: int) -> Keys:
        """Return the actors of a list that goes on at its comma or conjunction: "Biden and Lula", "A, B and C"."""
        end = at - 1 if self._is(at, "joiners") and self.tokens[at - 1].text == "," else at
        end = self._antecedent(end, low)
        found = self._ending.get(end)
        if found is None or self.genitive(end):
            return ()
        first, keys = found
        at = self._left(first, low, keys)
        if at >= low and self._is(at, "prepositions", "complements"):
            return ()
        if at >= low and self.tokens[at].norm == ",":
            return (*self._joined(at, low), *keys)
        return keys

    def _antecedent(self, end: int, low: int) -> int:
        """Return where a relative clause before a comma begins, else the comma: "Stubb, who chairs it, and Tusk"."""
        if self.tokens[end].text != ",":
            return end
        for at in range(end - 1, max(low, end - FAR), -1):
            if self._is(at, "relatives") and self.tokens[at - 1].text == ",":
                return at - 1
            if self.tokens[at].text in (",", ";", ":"):
                break
        return end

    def _left(self, first: int, low: int, keys: Keys) -> int:
        """Return the token before a noun phrase: before its article, its title, and what else belongs to it."""
        at = first - 1
        while at >= low:
            if at + 1 in self._ending and self._ending[at + 1][1] == keys:
                at = self._ending[at + 1][0] - 1  # "Prime Minister | Narendra Modi"
            elif self._modifies(at):
                at -= 1
            elif at + 1 in self._ending and self.genitive(at + 1):
                at = self._ending[at + 1][0] - 1  # "Poland's | Donald Tusk"
            else:
                break
        return at

    def _modifies(self, token: int) -> bool:
        """Whether a word before a name belongs to it: an article, a title, "French"."""
        title = self.tokens[token].norm.rstrip(".") in self.scene.language.titles
        stop = self.tokens[token].text == "." and token > 0 and is_honorific(self.scene.document, token - 1)
        return title or stop or token in self._adjectives or self._is(token, "determiners")

    @cached_property
    def _dated(self) -> dict[int, int]:
        """By token of a date the first token of it, its preposition included."""
        found: dict[int, int] = {}
        for d in self.scene.document.dates:
            tokens = tokens_within(self.scene.document, d.span.start, d.span.end)
            if not tokens:
                continue
            first, last = tokens[0], tokens[-1]
            if first > 0 and self._is(first - 1, "before dates"):
                first -= 1
            found.update(dict.fromkeys(range(first, last + 1), first))
        return found

    def right_after(self, at: int, whole: bool = False, predicated: bool = True) -> Keys:
        """Return the actors whose noun phrase begins at a token, its article aside.

        `whole`: only where nothing follows that it could be the subject of: "..., said Biden on Monday".
        `predicated`: also where a word for them follows: "called Biden a liar".
        """
        high = self._high(at - 1)
        found = self._phrase(at, high)
        if found is None:
            return ()
        last, keys = found
        if self.genitive(last):
            return self.right_after(last, whole, predicated) if last < high else ()
        if whole and last < high and not self._is(last, "enders"):
            return ()
        named = last < high and last not in self._dated  # "called Biden the ..." and not "met Biden the day before"
        if not predicated and named and (self.tokens[last].text in QUOTES or self._is(last, "determiners")):
            return ()
        return self._listed(last, high, keys)

    def _listed(self, at: int, high: int, keys: Keys) -> Keys:
        """Return actors with those of the list that goes on at a token, if it ends as a list does: "A, B and C on"."""
        found, joined = keys, False
        at = self._complemented(at, high, keys)
        while at < high and not joined:
            comma = self.tokens[at].text == ","
            at += comma
            joined = at < high and self._is(at, "joiners")
            phrase = self._phrase(at + joined, high) if comma or joined else None
            if phrase is None or self.genitive(phrase[0]):
                return keys
            at = self._complemented(phrase[0], high, phrase[1])
            found = (*found, *(k for k in phrase[1] if k not in found))
        over = at >= high or self._is(at, "enders", "apart") or at in self._dated
        return found if joined and over and len(found) <= _MOST else keys

    def _owned(self, at: int, high: int) -> tuple[int, Keys] | None:
        """Return the phrase that begins at a token, or the one that it is the genitive of: "Poland's | Donald Tusk"."""
        phrase = self._phrase(at, high)
        while phrase is not None and self.genitive(phrase[0]) and phrase[0] < high:
            phrase = self._phrase(phrase[0], high)
        return phrase

    def _complemented(self, at: int, high: int, keys: Keys) -> int:
        """Return the token after what a person is of, if that follows: "Tusk | of Poland | and"."""
        if at >= high or not self._is(at, "of") or self.scene.actor(keys[0]).type != "Person":
            return at
        phrase = self._phrase(at + 1, high)
        if phrase is None or self.scene.actor(phrase[1][0]).type == "Person" or self.genitive(phrase[0]):
            return at
        return phrase[0]

    def _phrase(self, at: int, high: int) -> tuple[int, Keys] | None:
        """Return the actors of the noun phrase that begins at a token, and the token after it."""
        while at < high and at not in self._beginning:
            if not self._modifies(at):
                return None
            at += 1
        if at >= high:
            return None
        last, keys = self._beginning[at]
        if (named := self._titled(last, high, keys)) is not None:
            last, keys = named
        while last in self._beginning and self._beginning[last][1] == keys:
            last = self._beginning[last][0]  # "Prime Minister | Narendra Modi"
        return last, keys

    def _is_title(self, token: int) -> bool:
        """Whether a word belongs to a title, and begins no name with it: "Prime", but not "King | Charles"."""
        last = self._beginning[token][0] if token in self._beginning else token + 1
        return all(t.norm in self.scene.language.titles for t in self.tokens[token:last])

    def _titled(self, last: int, high: int, keys: Keys) -> tuple[int, Keys] | None:
        """Return the holder of the title that a state or body stands before: "the | US | President Barack Obama"."""
        at = last
        while at < high and self._is_title(at):
            at += 1
        at += last < at < high and self.tokens[at].text == ","  # "his US counterpart, | Donald Trump"
        if at in (last, high) or at not in self._beginning or self.scene.actor(keys[0]).type == "Person":
            return None
        end, holder = self._beginning[at]
        return (end, holder) if self.scene.actor(holder[0]).type == "Person" else None
