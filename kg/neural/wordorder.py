"""English word order: who does what a verb tells stands before it, to whom after it. No parser, no dictionary.

The net sees mentions and triggers; where a subject or object stands beside its verb, order tells it more surely.
"""

from __future__ import annotations

from functools import cached_property

from kg.extraction.scene import Scene
from kg.neural.candidates import tokens_within
from kg.neural.casting import NEVER_NAMED

Keys = tuple[str, ...]
_ACTORS = frozenset({"Person", "State", "Organization"})
_COMMA = frozenset({",", "–", "—", "-", "(", ")"})
_QUOTES = frozenset("\"“”»«'’‘")
_ENDS = frozenset(";:") | _QUOTES
_FAR = 40  # tokens of a parenthesis between subject and verb
_NEAR = 12  # tokens between a verb and its partner
_MOST = 3  # actors joined by "and"


class WordOrder:
    """Subjects and objects in one English document."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.tokens = scene, scene.tokens
        self.words = scene.language.word_order

    def _is(self, token: int, *lists: str) -> bool:
        return any(self.tokens[token].norm in self.words[name] for name in lists)

    def _low(self, token: int) -> int:
        return self.scene.sentence(token).first

    def _high(self, token: int) -> int:
        return self.scene.sentence(token).last

    # --- noun phrases

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

    def _genitive(self, last: int) -> bool:
        return self.tokens[last - 1].norm.endswith(("'s", "s'")) or (
            last < len(self.tokens) and self.tokens[last].norm in ("'s", "'")
        )

    def _before(self, end: int, low: int) -> Keys:
        """Return the actors of the noun phrase that ends right before token `end`, if a verb there can have it."""
        found = self._ending.get(end)
        if found is None or self._genitive(end):
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
        if found is None or self._genitive(end):
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
        for at in range(end - 1, max(low, end - _FAR), -1):
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
            elif at + 1 in self._ending and self._genitive(at + 1):
                at = self._ending[at + 1][0] - 1  # "Poland's | Donald Tusk"
            else:
                break
        return at

    def _modifies(self, token: int) -> bool:
        """Whether a word before a name belongs to it: an article, a title, "French"."""
        title = self.tokens[token].norm in self.scene.language.titles
        return title or token in self._adjectives or self._is(token, "determiners")

    # --- subject and object

    def subject(self, verb: int, inverted: bool = True) -> Keys:
        """Return who does what the verb tells, or nobody where order does not say."""
        low = self._low(verb)
        at = self._over(verb - 1, low)
        if at < low:
            return self.right_after(verb + 1, whole=True) if inverted else ()
        sign = self.tokens[at].text
        if sign in _COMMA or sign in _QUOTES:
            if apposed := self._apposed(at, low):
                return apposed
            after = self.right_after(verb + 1, whole=True) if inverted else ()
            return after or self._before_parenthesis(at, low)
        if self._is(at, "relatives"):
            end = at if self.tokens[at - 1].text not in _COMMA else at - 1
            return self._ending[end][1] if end in self._ending and not self._genitive(end) else ()
        if at + 1 in self._ending:
            return self._before(at + 1, low)
        if self._is(at, "conjunctions"):
            return self._shared(verb, low)
        return ()

    def _over(self, at: int, low: int) -> int:
        """Return the first token to the left that is no auxiliary, adverb or date."""
        while at >= low:
            norm = self.tokens[at].norm
            if self._is(at, "auxiliaries", "adverbs", "be") or (norm.endswith("ly") and at + 1 not in self._ending):
                at -= 1
            elif at in self._dated:
                at = self._dated[at] - 1
            else:
                break
        return at

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

    def _before_parenthesis(self, at: int, low: int) -> Keys:
        """Return the subject before what stands between commas: "X, president of Y, said"."""
        for k in range(at - 1, max(low, at - _FAR), -1):
            if self.tokens[k].text in _COMMA and k in self._ending:
                keys = self._before(k, low)
                if keys:
                    return keys
        return ()

    def _apposed(self, comma: int, low: int) -> Keys:
        """Return who is named between commas before a verb: "its spokesman, Anna Kovac, said"."""
        first, keys = self._ending.get(comma, (low, ()))
        before = self._left(first, low, keys)
        return keys if before >= low and self.tokens[before].text == "," else ()

    def _shared(self, verb: int, low: int) -> Keys:
        """Return the subject of the verb before, if the sentence has just one: "X met Y and said"."""
        opening: set[Keys] = set()
        for first, last, keys in self._mentions:
            if not low <= first < verb or self._genitive(last):
                continue
            before = self._left(first, low, keys)
            if before < low or self._is(before, "openers") or self.tokens[before].text in ("–", "—", ":"):
                opening.add(keys)
        return opening.pop() if len(opening) == 1 else ()

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
        if self._genitive(last):
            return self.right_after(last, whole, predicated) if last < high else ()
        if whole and last < high and not self._is(last, "enders"):
            return ()
        if not predicated and last < high and (self.tokens[last].text in _QUOTES or self._is(last, "determiners")):
            return ()
        return self._listed(last, high, keys)

    def _listed(self, at: int, high: int, keys: Keys) -> Keys:
        """Return actors with those of the list that goes on at a token, if it ends as a list does: "A, B and C on"."""
        found, joined = keys, False
        while at < high and not joined:
            comma = self.tokens[at].text == ","
            at += comma
            joined = at < high and self._is(at, "joiners")
            phrase = self._phrase(at + joined, high) if comma or joined else None
            if phrase is None or self._genitive(phrase[0]):
                return keys
            at = phrase[0]
            found = (*found, *(k for k in phrase[1] if k not in found))
        over = at >= high or self._is(at, "enders", "apart") or at in self._dated
        return found if joined and over and len(found) <= _MOST else keys

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

    def _titled(self, last: int, high: int, keys: Keys) -> tuple[int, Keys] | None:
        """Return the holder of the title that a state stands before: "the | US | President Barack Obama"."""
        at = last
        while at < high and self.tokens[at].norm in self.scene.language.titles and at not in self._beginning:
            at += 1
        if at in (last, high) or at not in self._beginning or self.scene.actor(keys[0]).type != "State":
            return None
        end, holder = self._beginning[at]
        return (end, holder) if self.scene.actor(holder[0]).type == "Person" else None

    def partner(self, verb: int, words: frozenset[str]) -> Keys:
        """Return the actors after the first of these words behind a verb: "spoke by phone *with* X"."""
        for at in range(verb + 1, min(verb + _NEAR, self._high(verb))):
            if self.tokens[at].norm in words and (keys := self.right_after(at + 1)):
                return keys
            if self.tokens[at].text in (";", ":") or self._is(at, "relatives"):
                break
        return ()

    def sides(self, noun: int, words: frozenset[str]) -> tuple[Keys, bool]:
        """Return the actors that a noun stands between, and whether the verb after them is negated.

        "Talks between A, B and C did not take place".
        """
        high = self._high(noun)
        found: Keys = ()
        at = next((i + 1 for i in range(noun + 1, min(noun + _NEAR, high)) if self.tokens[i].norm in words), high)
        while phrase := self._phrase(at, high):
            at, keys = phrase
            found = (*found, *(k for k in keys if k not in found))
            if at < high and (self.tokens[at].text == "," or self._is(at, "joiners")):
                at += 1 + (self.tokens[at].text == "," and at + 1 < high and self._is(at + 1, "joiners"))
        return found, any(self.tokens[i].norm in self.scene.language.negation for i in range(at, min(at + 3, high)))

    def doubted(self, verb: int) -> bool:
        """Whether a word around a verb in its sentence denies or refuses something: "denied that he had called"."""
        return any(self._is(i, "denying") for i in range(self._low(verb), self._high(verb)))

    def apart(self, first: int, last: int) -> bool:
        """Whether a word beside tokens first..last tells of each of several: "met separately with A and B"."""
        low, high = max(self._low(first), first - 2), min(self._high(first), last + _NEAR)
        told = (i for i in range(low, high) if self._is(i, "apart"))
        return any(i < last + 2 or i in self._ending for i in told)  # "spoke with A and B separately"

    def wished(self, noun: int) -> bool:
        """Whether words before a noun say that what it tells is only thought of: "does not rule out talks"."""
        return any(self._is(i, "unreal", "wishes") for i in range(max(self._low(noun), noun - _NEAR), noun))

    def by_agent(self, verb: int) -> Keys:
        """Return whom a passive names after "by": "was congratulated by X"."""
        for at in range(verb + 1, min(verb + 5, self._high(verb))):
            if self._is(at, "agents"):
                return self.right_after(at + 1)
        return ()

    def days(self, first: int, last: int) -> tuple[str, ...]:
        """Return the dates told right after a verb at tokens first..last, else at the head of its sentence."""
        low, high = self._low(first), self._high(first)
        after, before = range(last, high), range(low, first)
        end = next((i for i in after if self.tokens[i].text in _ENDS or self._is(i, "relatives", "openers")), high)
        head = next((i for i in before if i not in self._dated and self.tokens[i].text != ","), first)
        for where in (range(last, end), range(low, head)):
            if where and (found := self._days_in(where)):
                return found
        return ()

    def _days_in(self, where: range) -> tuple[str, ...]:
        for d in self.scene.document.dates:
            tokens = tokens_within(self.scene.document, d.span.start, d.span.end)
            if tokens and d.role == "when" and tokens[0] in where:
                return d.values
        return ()

    def passive(self, verb: int) -> bool:
        """Whether a form of "be" stands before a verb."""
        for at in range(verb - 1, max(self._low(verb) - 1, verb - 4), -1):
            if self._is(at, "be"):
                return True
            if not self._is(at, "adverbs", "auxiliaries") and not self.tokens[at].norm.endswith("ly"):
                return False
        return False

    def planned(self, verb: int) -> int | None:
        """Return the token after the subject of a verb that tells a plan, "Macron | is due to meet", or None."""
        at, told = verb - 1, False
        while at >= self._low(verb) and (self._is(at, "adverbs", "be", "plans") or self.tokens[at].norm == "to"):
            told |= self._is(at, "plans") or (self._is(at, "be") and self.tokens[at + 1].norm == "to")  # "is to meet"
            at -= 1
        return at + 1 if told else None

    def asserted(self, verb: int) -> bool:
        """Whether a verb tells what was done: no negation, no modal, no "to" before it."""
        for at in range(verb - 1, max(self._low(verb) - 1, verb - 4), -1):
            if self._is(at, "unreal"):
                return False
            if not self._is(at, "adverbs", "auxiliaries", "be") and not self.tokens[at].norm.endswith("ly"):
                return True
        return True
