"""Shares of the vote and outcomes: which figure is whose, who counts, who won.

A sentence of figures is read number by number. What belongs to a number stands between the figure before it and the figure
after it: «X набрал 51%, Y — 40%» tells the candidate first, «51% у X, 40% у Y» the number first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.extraction.frames import Match, find_matches
from kg.extraction.quantities import Quantity, percents
from kg.extraction.scene import Scene
from kg.extraction.sources import Counting
from kg.extraction.timing import status
from kg.extraction.votes import first_round, is_about_votes, state_of
from kg.model import ElectionResult, Evidence, Mention
from kg.registry import Registry

_SUPPORT = frozenset({"у", "за", "в"})  # prepositions before a candidate: «у Туска», «за Дуду», «в Ердогана»
_AFTER = 4  # words between a figure and the candidate told after it: «51% голосов у X»
_NOISE_BEFORE, _NOISE_AFTER = 4, 3  # words around a figure that say it is a turnout or a part counted
_CLOSING, _STOPS = frozenset('»”"'), frozenset(",;:.—–()")
_PARTIES = frozenset({"party", "bloc", "movement", None})


@dataclass(frozen=True)
class _Figure:
    """A share and whose it is, before the article's outcomes are known."""

    result: ElectionResult
    sentence: int
    early: bool  # of a first round, or of an earlier vote


def find_results(scene: Scene, registry: Registry) -> list[ElectionResult]:
    """Return shares and outcomes, each with who claims it, in text order."""
    if not is_about_votes(scene):
        return []
    reader = _Reader(scene, registry)
    figures = reader.figures()
    found = reader.with_outcomes(figures)
    return sorted(found, key=lambda r: (r.evidence.span, r.candidate))


class _Reader:
    def __init__(self, scene: Scene, registry: Registry) -> None:
        self.scene, self.registry = scene, registry
        self.matches = find_matches(scene, "electionresult")
        self.noise = frozenset(t for m in self.matches if m.row.get("noise") for t in m.tokens)
        self.counting = Counting(scene)

    # --- figures

    def figures(self) -> list[_Figure]:
        """Return the shares of all sentences that speak of candidates and their figures."""
        found: list[_Figure] = []
        counted: set[int] = set()
        for s, sentence in enumerate(self.scene.document.sentences):
            numbers = [q for q in percents(self.scene, range(sentence.first, sentence.last)) if not self._is_noise(q)]
            if not numbers or sentence.zone == "boilerplate":
                continue
            rule = self._rule(s, counted)
            if rule is None:
                continue
            told = list(self._pairs(s, numbers))
            if told:
                counted.add(s)
            for i, number in told:
                _add(found, self._figure(s, i, number, rule))
        return found

    def _rule(self, sentence: int, counted: set[int]) -> str | None:
        """Return the row by which a sentence tells shares; an elliptical one needs figures just before it."""
        here = [m for m in self.matches if self.scene.sentence_of(m.head) == sentence and not m.row.get("noise")]
        full = [m for m in here if not m.row.get("bare")]
        if full:
            return full[0].row.id
        near = any(s in counted for s in range(sentence - 3, sentence)) or self._has_source(sentence)
        return here[0].row.id if here and near else None

    def _has_source(self, sentence: int) -> bool:
        return self.counting.told_in(sentence) is not None

    def _is_noise(self, number: Quantity) -> bool:
        """Whether a percentage is a turnout, a part of the count or a threshold."""
        before = range(max(0, number.first - _NOISE_BEFORE), number.first)
        after = range(number.last, min(number.last + _NOISE_AFTER, len(self.scene.tokens)))
        for near in (reversed(before), after):
            for t in near:
                if t in self.noise:
                    return True
                if self.scene.tokens[t].text in _STOPS or self.scene.finite(self.scene.tokens[t]):
                    break
        return False

    def _pairs(self, s: int, numbers: Sequence[Quantity]) -> Iterable[tuple[int, Quantity]]:
        """Yield the candidate of each figure: marked after it, else told before it, else right after it."""
        sentence = self.scene.document.sentences[s]
        people = [
            i for i, m in enumerate(self.scene.mentions)
            if sentence.first <= m.first < sentence.last and self._may_be_candidate(i, m)
        ]  # fmt: skip
        taken: set[int] = set()
        for k, number in enumerate(numbers):
            low = numbers[k - 1].last if k else sentence.first
            high = numbers[k + 1].first if k + 1 < len(numbers) else sentence.last
            free = [i for i in people if i not in taken]
            before = [
                i for i in free if low <= self.scene.mentions[i].first and self.scene.mentions[i].last <= number.first
            ]
            after = [i for i in free if number.last <= self.scene.mentions[i].first < high]
            i = self._marked_after(number, after)
            i = self._told_before(number, before, k == 0) if i is None else i
            i = self._right_after(number, after) if i is None else i
            if i is not None:
                taken.add(i)
                yield i, number

    def _marked_after(self, number: Quantity, after: list[int]) -> int | None:
        """Return the candidate in «51% голосов у X», «40% за X»."""
        for i in after[:1]:
            m = self.scene.mentions[i]
            if m.preposition in _SUPPORT and self._close(number.last, m.first):
                return i
        return None

    def _right_after(self, number: Quantity, after: list[int]) -> int | None:
        for i in after[:1]:
            m = self.scene.mentions[i]
            if m.cases & {"dat", "nom"} and self._close(number.last, m.first):
                return i
        return None

    def _close(self, a: int, b: int) -> bool:
        between = self.scene.tokens[a:b]
        return len(between) <= _AFTER and not any(t.text in _STOPS or self.scene.finite(t) for t in between)

    def _told_before(self, number: Quantity, before: list[int], first: bool) -> int | None:
        """Return the candidate told before a figure: the frame's own, else the nearest."""
        if first or before:
            for match in self.matches:
                if number.last - 1 in match.tokens or number.first in match.tokens:
                    own = [
                        i for i in match.fillers.get("candidate", ()) if i in before or (match.elided and self._runs(i))
                    ]
                    if len(own) == 1 and not match.row.get("bare"):
                        return own[0]
        return before[-1] if before else None

    def _runs(self, i: int) -> bool:
        return self._may_be_candidate(i, self.scene.mentions[i])

    def _may_be_candidate(self, i: int, m: Mention) -> bool:
        keys = self.scene.actors(i)
        if len(keys) != 1 or m.kind in ("adjective", "plural") or m.attribute_of is not None:
            return False
        if m.preposition is not None and m.preposition not in _SUPPORT:
            return False
        if m.kind == "pronoun" and self._possessive(m):
            return False
        before = self.scene.tokens[m.first - 1] if m.first else None
        if m.type == "Person" and before is not None and before.text in _CLOSING:
            return False  # «Ликуд» Нетаньяху: the party's figure, not its leader's
        return self._may_run(keys[0])

    def _possessive(self, m: Mention) -> bool:
        following = self.scene.tokens[m.last] if m.last < len(self.scene.tokens) else None
        possessive = m.lemma not in ("он", "она", "він", "вона") and m.preposition not in _SUPPORT
        return possessive and following is not None and following.is_a("NOUN", "ADJ")

    def _may_run(self, key: str) -> bool:
        actor = self.scene.actor(key)
        if actor.type == "Organization":
            known = self.registry.get(actor.canonical) if actor.canonical else None
            return not self.scene.is_authority(actor) and (known.kind if known else None) in _PARTIES
        return actor.type == "Person"

    def _figure(self, s: int, i: int, number: Quantity, rule: str) -> _Figure:
        m = self.scene.mentions[i]
        proof = self.scene.evidence(min(m.first, number.first), max(m.last, number.last))
        clause = self.scene.document.clause_of[number.first]
        result = ElectionResult(
            id="", rule=rule, evidence=proof, candidate=self.scene.actors(i)[0], state=state_of(self.scene, number.first),
            share=number.value, according_to=self.counting.of(s, clause),
        )  # fmt: skip
        return _Figure(result, s, first_round(self.scene, number.first))

    # --- outcomes

    def with_outcomes(self, figures: list[_Figure]) -> list[ElectionResult]:
        """Give the figures the outcomes the article tells; an outcome whose candidate has no figure stands alone."""
        told = list(self._outcomes())
        winners = {r.candidate for r in told if r.outcome == "won" and r.according_to is None}
        losers = {r.candidate for r in told if r.outcome == "lost" and r.according_to is None} - winners
        people = any(self.scene.actor(w).type == "Person" for w in winners)
        found = []
        for f in figures:
            outcome = self._outcome_of(f, winners, losers, people)
            support = tuple(r.evidence for r in told if r.candidate == f.result.candidate and r.outcome == outcome)
            found.append(replace(f.result, outcome=outcome, support=support[:2]))  # type: ignore[arg-type]
        with_figure = {r.candidate for r in found}
        for r in told:
            if r.according_to is None and r.candidate in with_figure:
                continue
            if not any((o.candidate, o.outcome, o.share) == (r.candidate, r.outcome, None) for o in found):
                found.append(r)
        return found

    def _outcome_of(self, f: _Figure, winners: set[str], losers: set[str], people: bool) -> str | None:
        if f.early or f.result.according_to == "exit polls":
            return None
        candidate = f.result.candidate
        if candidate in winners:
            return "won"
        if candidate in losers or (people and self.scene.actor(candidate).type == "Person"):
            return "lost"
        return None

    def _outcomes(self) -> Iterable[ElectionResult]:
        for match in self.matches:
            outcome = match.row.get("outcome")
            if not outcome or not self._decided(match) or first_round(self.scene, match.head):
                continue
            for key in dict.fromkeys(k for i in match.fillers.get("candidate", ()) for k in self.scene.actors(i)):
                if self._may_run(key):
                    yield ElectionResult(
                        id="", rule=match.row.id, evidence=self.scene.clause_evidence(match.clause, *match.tokens),
                        candidate=key, state=state_of(self.scene, match.head), outcome=outcome,
                        according_to=key if match.row.get("claims") else None,
                    )  # fmt: skip

    def _decided(self, match: Match) -> bool:
        """Whether the outcome is told as come about: neither denied nor still to come nor only hoped for."""
        verb = next((t for t in match.tokens if self.scene.tokens[t].is_a("VERB")), match.head)
        return not self.scene.negated(verb) and status(self.scene, match) == "held"


def _add(found: list[_Figure], new: _Figure) -> None:
    for k, old in enumerate(found):
        a, b = old.result, new.result
        if (a.candidate, a.share) == (b.candidate, b.share) and (
            a.according_to == b.according_to or not (a.according_to and b.according_to)
        ):
            found[k] = replace(
                old, result=replace(a, according_to=a.according_to or b.according_to, support=(*a.support, b.evidence))
            )
            return
    found.append(new)
