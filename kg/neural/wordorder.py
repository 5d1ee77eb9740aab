"""English word order: who does what a verb tells stands before it, to whom after it. No parser, no dictionary.

The net sees mentions and triggers; where a subject or object stands beside its verb, order tells it more surely.
"""

from __future__ import annotations

from kg.lexicon import Row
from kg.model.facts import Status
from kg.neural.candidates import tokens_within
from kg.neural.phrases import FAR, QUOTES, Keys, NounPhrases

_COMMA = frozenset({",", "–", "—", "-", "(", ")"})
_ENDS = frozenset(";:") | QUOTES
_NEAR = 12  # tokens between a verb and its partner


class WordOrder(NounPhrases):
    """Subjects and objects in one English document."""

    def subject(self, verb: int, inverted: bool = True) -> Keys:
        """Return who does what the verb tells, or nobody where order does not say."""
        low = self._low(verb)
        at = self._over(verb - 1, low)
        if at < low:
            return self.right_after(verb + 1, whole=True) if inverted else ()
        sign = self.tokens[at].text
        if sign in _COMMA or sign in QUOTES:
            if apposed := self._apposed(at, low):
                return apposed
            after = self.right_after(verb + 1, whole=True) if inverted else ()
            return after or self._before_parenthesis(at, low)
        if self._is(at, "relatives"):
            end = at if self.tokens[at - 1].text not in _COMMA else at - 1
            return self._ending[end][1] if end in self._ending and not self.genitive(end) else ()
        if at + 1 in self._ending:
            return self._before(at + 1, low)
        if self._is(at, "conjunctions"):
            return self._shared(verb, low)
        return ()

    def before_verb(self, verb: int) -> int | None:
        """Return the token before a verb, its auxiliaries and adverbs aside, or None where its sentence begins."""
        at = self._over(verb - 1, self._low(verb))
        return at if at >= self._low(verb) else None

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

    def _before_parenthesis(self, at: int, low: int) -> Keys:
        """Return the subject before what stands between commas: "X, president of Y, said"."""
        for k in range(at - 1, max(low, at - FAR), -1):
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
        leading = True  # whether nobody is named before: "Separately, X met Y and said"
        for first, last, keys in self._mentions:
            if not low <= first < verb or self.genitive(last) or self._within(first, last):
                continue
            before = self._left(first, low, keys)
            opens = before < low or self._is(before, "openers") or self.tokens[before].text in ("–", "—", ":")
            if opens or (leading and self.tokens[before].text == ","):
                opening.add(keys)
            leading = False
        return opening.pop() if len(opening) == 1 else ()

    def partner(self, verb: int, words: frozenset[str]) -> tuple[Keys, bool]:
        """Return the actors after the first of these words behind a verb: "spoke by phone *with* X".

        And whether the word stands again for each of them: "with X and, an hour later, with Y".
        """
        high = self._high(verb)
        for at in range(verb + 1, min(verb + _NEAR, high)):
            if self.tokens[at].norm in words and (keys := self.right_after(at + 1)):
                more = self._again(at + 1, high, words, keys)
                return (*keys, *more), bool(more)
            if self.tokens[at].text in (";", ":") or self._is(at, "relatives"):
                break
        return (), False

    def _again(self, at: int, high: int, words: frozenset[str], keys: Keys) -> Keys:
        """Return whom the same words name once more, after a conjunction and what stands between commas there."""
        phrase = self._owned(at, high)
        if phrase is None or phrase[1] != keys:
            return ()
        at = self._complemented(phrase[0], high, keys)
        at += at < high and self.tokens[at].text == ","
        if at >= high or not self._is(at, "joiners", "apart"):
            return self.separately(at, high, keys)
        end = min(at + _NEAR, high)
        with_again = next((i for i in range(at + 1, end) if self.tokens[i].norm in words), end)
        between = range(at + 1, with_again)
        commas = [i for i in between if self.tokens[i].text == ","]
        aside = len(commas) > 1 and commas[0] == at + 1 and commas[-1] == with_again - 1
        aside |= all(self._is(i, "adverbs", "apart") or i in self._dated for i in between)
        if with_again == end or not aside:
            return ()
        found = self.right_after(with_again + 1)
        return tuple(k for k in found if k not in keys)

    def separately(self, at: int, high: int, keys: Keys) -> Keys:
        """Return whom a list ends with after what is told of the first: "X, who ..., and, separately, Y"."""
        for i in range(at, high - 1):
            if not self._is(i, "joiners"):
                continue
            then = i + 1 + (self.tokens[i + 1].text == ",")
            if then + 1 < high and self._is(then, "apart"):
                found = self.right_after(then + 1 + (self.tokens[then + 1].text == ","))
                return tuple(k for k in found if k not in keys)
        return ()

    def hosted(self, last: int) -> Keys:
        """Return the person whom a verb that ends before a token receives, after where: "hosted at the palace X"."""
        at = last + (self.tokens[last].text == ",") if last < len(self.tokens) else last
        high = min(self._high(last - 1), at + _NEAR)
        if at >= high or not self._is(at, "where"):
            return ()
        for i in range(at + 1, high):
            if i in self._beginning and all(self.scene.actor(k).type == "Person" for k in self._beginning[i][1]):
                before = self._left(i, at, self._beginning[i][1])
                alone = not self._is(before, "complements", "prepositions") and not self.genitive(self._beginning[i][0])
                return self.right_after(i) if alone else ()
            if self._is(i, "relatives", "joiners", "be", "auxiliaries") or self.tokens[i].norm == "with":
                break
        return ()

    def bidden(self, last: int) -> Keys:
        """Return of whom something is demanded after a token: "demanded | that Oslo withdraw"."""
        high = self._high(last - 1)
        if last >= high or not self._is(last, "relatives") or (phrase := self._phrase(last + 1, high)) is None:
            return ()
        at, keys = phrase
        if at >= high or self.genitive(at) or not self.tokens[at].text.isalpha():
            return ()
        return () if self._is_past(at) or self._is_third(at) or self._is(at, "unreal", "be", "auxiliaries") else keys

    def _is_past(self, verb: int) -> bool:
        """Whether a word is a verb's past form: "wanted", "knew", and neither "need" nor "proceed"."""
        norm, irregular = self.tokens[verb].norm, self.scene.language.irregular
        past = any(norm in forms and not norm.endswith(("ing", "s")) for forms in irregular.values())
        return past or (norm.endswith("ed") and not norm.endswith("eed"))

    def _is_third(self, verb: int) -> bool:
        """Whether a word may be what he or she does: "withdraws", and not "discuss"."""
        norm = self.tokens[verb].norm
        return norm.endswith("s") and not norm.endswith("ss")

    def owned_noun(self, verb: int) -> bool:
        """Whether an article or "his" stands before a word, so that it is no verb: "had his | say"."""
        before = self.scene.language.pronouns.get(self.tokens[verb - 1].norm, {}) if verb > self._low(verb) else {}
        return bool(before.get("possessive")) or (verb > self._low(verb) and self._is(verb - 1, "noun follows"))

    def owner(self, noun: int) -> Keys:
        """Return whose something is: "accepted Macron's invitation"."""
        first = next((i for i in (noun - 1, noun) if i in self._ending), noun)
        return self._ending[first][1] if first in self._ending and self.genitive(first) else ()

    def sides(self, noun: int, words: frozenset[str]) -> tuple[Keys, Status | None]:
        """Return the actors that a noun stands between, and what a negated verb after them tells of it.

        "Talks between A, B and C did not take place"; those that "did not go well" were held.
        """
        high = self._high(noun)
        found: Keys = ()
        at = next((i + 1 for i in range(noun + 1, min(noun + _NEAR, high)) if self.tokens[i].norm in words), high)
        while phrase := self._owned(at, high):
            at, keys = self._complemented(phrase[0], high, phrase[1]), phrase[1]
            found = (*found, *(k for k in keys if k not in found))
            if at < high and (self.tokens[at].text == "," or self._is(at, "joiners")):
                at += 1 + (self.tokens[at].text == "," and at + 1 < high and self._is(at + 1, "joiners"))
        return found, self._negated(at, high)

    def _negated(self, at: int, high: int) -> Status | None:
        negation = self.scene.language.negation
        no = next((i for i in range(at, min(at + 3, high)) if self.tokens[i].norm in negation), None)
        if no is None:
            return None
        verb = next((i for i in range(no + 1, high) if not self._is(i, "adverbs", "be")), no)
        done = no > at and self._is(no - 1, "auxiliaries") and verb == no + 1 and self.tokens[verb].text.isalpha()
        return "held" if done and not self._is(verb, "happening") else "denied"

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

    def auxiliary(self, tokens: tuple[int, ...]) -> bool:
        """Whether the first word of a trigger only helps another verb: "had sought a call" is none that was had."""
        first = tokens[0]
        if not self._is(first, "auxiliaries"):
            return False
        at = next((i for i in range(first + 1, self._high(first)) if not self._is(i, "adverbs")), first)
        norm, irregular = self.tokens[at].norm, self.scene.language.irregular
        participle = norm.endswith("ed") or norm == "been" or any(norm in forms for forms in irregular.values())
        return at not in tokens and participle

    def sought(self, noun: int) -> bool:
        """Whether "for" follows a noun, so that it is a call for something."""
        return noun + 1 < self._high(noun) and self._is(noun + 1, "seeking")

    def by_agent(self, verb: int) -> Keys:
        """Return whom a passive names after "by": "was congratulated by X"."""
        for at in range(verb + 1, min(verb + 5, self._high(verb))):
            if self._is(at, "agents"):
                return self.right_after(at + 1)
        return ()

    def followed(self, row: Row, last: int) -> bool:
        """Whether what follows a verb is what its row asks for: "disputed | that", "called on Macron | on Monday"."""
        words, ends = row.get("before"), row.get("ends")
        high = self._high(last - 1)
        if words and (last >= high or self.tokens[last].norm not in words):
            return False
        if row.get("nowhere") and self._somewhere(last, high):
            return False
        return ends is None or ends == self._visited(last, high)

    def _somewhere(self, last: int, high: int) -> bool:
        """Whether a place is told soon after a verb: "spoke today with Erdogan | in Ankara"."""
        for i in range(last, min(last + _NEAR, high - 1)):
            if self.tokens[i].text in (",", ";"):
                return False
            if self._is(i, "where") and i not in self._dated and self.tokens[i + 1].text[:1].isupper():
                return True
        return False

    def _visited(self, last: int, high: int) -> bool:
        """Whether the object ends what is told of a visit: "called on Macron | on Monday", and not "to yield"."""
        phrase = self._phrase(last, high)
        if phrase is None:
            return False
        at = phrase[0]
        ends = at >= high or at in self._dated or self._is(at, "where") or self.tokens[at].text in (",", ".", ";")
        return ends and not any(self.tokens[i].norm == "to" or self._is(i, "seeking") for i in range(at, high))

    def says_that(self, last: int) -> bool:
        """Whether "that" follows: "told that", which is then a passive, as its object is missing."""
        return last < self._high(last - 1) and self._is(last, "relatives")

    def agent_before(self, verb: int) -> Keys:
        """Return whom the passive before a verb names: "was called *by X* and told"."""
        agents = [i for i in range(self._low(verb), verb) if self._is(i, "agents")]
        return self.right_after(agents[-1] + 1) if agents else ()

    def indicative(self, last: int) -> bool:
        """Whether "that" follows with what is so, not with what is to be: "insisted that Russia was guilty"."""
        high = self._high(last - 1)
        phrase = self._phrase(last + 1, high) if self.says_that(last) else None
        at = phrase[0] if phrase else high
        while at < high and self._is(at, "adverbs"):
            at += 1
        if at >= high or self._is(at, "subjunctive"):
            return False
        return self._is(at, "be", "auxiliaries", "unreal") or self._is_past(at)

    def days(self, first: int, last: int) -> tuple[str, ...]:
        """Return the dates told right after a verb at tokens first..last, else at the head of its sentence."""
        low, high = self._low(first), self._high(first)
        after, before = range(last, high), range(low, first)
        end = next(
            (i for i in after if self.tokens[i].text in _ENDS or self._is(i, "relatives", "openers", "ahead")), high
        )
        head = next((i for i in before if i not in self._dated and self.tokens[i].text != ","), first)
        for where in (range(last, end), range(low, head)):
            if where and (found := self._days_in(where)):
                return found
        return ()

    def dated(self, at: int) -> bool:
        """Whether a day is told right at a token: "said | on Monday"."""
        return self._dated.get(at) == at

    def aside(self, last: int) -> frozenset[str]:
        """Return the days told only in a clause with "which" behind a token: "about the summit, which ended Sunday"."""
        high = self._high(last - 1)
        clauses = (i for i in range(last, high) if self._is(i, "relatives") and self.tokens[i - 1].text == ",")
        begins = next(clauses, high)
        told: dict[bool, set[str]] = {True: set(), False: set()}
        for d in self.scene.document.dates:
            tokens = tokens_within(self.scene.document, d.span.start, d.span.end)
            if tokens and self._low(last - 1) <= tokens[0] < high:
                told[tokens[0] > begins].update(d.values)
        return frozenset(told[True] - told[False])

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

    def wanted(self, verb: int) -> int | None:
        """Return the token after the subject of a verb that tells a wish, "Macron | wants to meet", or None."""
        at, low = verb - 2, self._low(verb)
        if at < low or self.tokens[verb - 1].norm != "to" or not self._is(at, "wanting"):
            return None
        while at - 1 >= low and self._is(at - 1, "adverbs", "be", "auxiliaries"):
            at -= 1
        return None if at - 1 >= low and self._is(at - 1, "unreal") else at  # "does not want to meet"

    def infinitive(self, first: int) -> int:
        """Return the token of the verb in a trigger that begins with the words before it: "was to | meet"."""
        high, at = self._high(first), first
        while at + 1 < high and (self._is(at, "adverbs", "be", "plans", "wanting") or self.tokens[at].norm == "to"):
            at += 1
        return at if self.tokens[at - 1].norm == "to" and at > first else first

    def asserted(self, verb: int) -> bool:
        """Whether a verb tells what was done: no negation, no modal, no "to" before it."""
        for at in range(verb - 1, max(self._low(verb) - 1, verb - 4), -1):
            if self._is(at, "unreal"):
                return False
            if not self._is(at, "adverbs", "auxiliaries", "be") and not self.tokens[at].norm.endswith("ly"):
                return True
        return True
