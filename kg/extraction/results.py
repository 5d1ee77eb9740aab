"""Shares of the vote and outcomes: which figure is whose, who counts, who won.

A sentence of figures is read number by number. What belongs to a number stands between the figure before it and the
figure after it: «X набрал 51%, Y — 40%» tells the candidate first, «51% у X, 40% у Y» the number first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg import lexicon
from kg.extraction.frames import Match, find_matches
from kg.extraction.phrases import preposition_before
from kg.extraction.quantities import Quantity, shares
from kg.extraction.scene import Scene
from kg.extraction.sources import Counting
from kg.extraction.timing import status
from kg.extraction.votes import first_round, is_about_votes, state_of
from kg.lexicon.wordlists import words
from kg.model import Actor, ElectionResult, Mention
from kg.registry import Registry

_SUPPORT = frozenset({"у", "за", "в"})  # prepositions before a candidate: «у Туска», «за Дуду», «в Ердогана»
_AFTER = 4  # words between a figure and the candidate told after it: «51% голосов у X»
_NOISE_BEFORE, _NOISE_AFTER = 4, 3  # words around a figure that say it is a turnout or a part counted
_CLOSING, _STOPS, _SIGNS = frozenset('»”"'), frozenset(",;:.—–()"), frozenset('—–-(:»”"')
_HALF, _RIVALS = 50.0, 2
_SPEAKING = frozenset({"spokesperson", "representative", "chair"})  # who tell figures of others
_PARTIES = frozenset({"party", "bloc", "movement", None})


@dataclass(frozen=True, slots=True)
class _Pair:
    """A figure and the mention whose it is (None: a rival without a name), with the outcome its words tell."""

    number: Quantity
    mention: int | None
    outcome: str | None = None


@dataclass(frozen=True)
class _Figure:
    """A share and whose it is, before the article's outcomes are known."""

    result: ElectionResult
    sentence: int
    early: bool  # of a first round
    outcome: str | None = None  # told by its own words


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
        language = scene.language
        self.possessives = frozenset(w for w, told in language.pronouns.items() if told.get("possessive"))
        self.bodies = words(scene.document.lang, "body")
        self.noise = words(scene.document.lang, "noise")
        self.survey = words(scene.document.lang, "survey")
        self.counting = Counting(scene)
        offices = lexicon.rows(scene.document.lang, "office")
        self.speaking = frozenset(row.id for row in offices if row.get("role") in _SPEAKING)
        self.rivals = words(scene.document.lang, "rival")

    # --- figures

    def figures(self) -> list[_Figure]:
        """Return the shares of all sentences that speak of candidates and their figures."""
        found: list[_Figure] = []
        for s, sentence in enumerate(self.scene.document.sentences):
            numbers = self._shares(range(sentence.first, sentence.last))
            if not numbers or sentence.zone == "boilerplate" or self._is_survey(s):
                continue
            rule = self._rule(s)
            if rule is None:
                continue
            for pair in self._pairs(s, numbers):
                _add(found, self._figure(s, pair, rule))
        return self._with_rivals(found)

    def _shares(self, where: range) -> list[Quantity]:
        """Return the shares of a sentence that can be candidates'."""
        dated = [d.span for d in self.scene.document.dates]
        told = [q for q in shares(self.scene, where) if not self._is_noise(q)]
        return [q for q in told if not any(d.touches(self.scene.tokens[q.first].span) for d in dated)]

    def _is_survey(self, s: int) -> bool:
        """Whether a sentence tells what people meant to vote: an opinion poll, not an exit poll."""
        sentence = self.scene.document.sentences[s]
        asked = any(self.scene.tokens[t].lemmas & self.survey for t in range(sentence.first, sentence.last))
        return asked and all(source != "exit polls" for _, source in self.counting.told.get(s, ()))

    def _with_rivals(self, figures: list[_Figure]) -> list[_Figure]:
        """Name «the rival» where the figures are those of two people; leave his figure out where they are not."""
        people = list(dict.fromkeys(f.result.candidate for f in figures if f.result.candidate))
        found: list[_Figure] = []
        for k, f in enumerate(figures):
            if f.result.candidate:
                _add(found, f)
                continue
            others = [p for p in people if k and p != figures[k - 1].result.candidate]
            if len(people) == _RIVALS and len(others) == 1:
                _add(found, replace(f, result=replace(f.result, candidate=others[0])))
        return found

    def _rule(self, sentence: int) -> str | None:
        """Return the row by which a sentence tells shares; an elliptical one needs figures just before it."""
        here = [m for m in self.matches if self.scene.sentence_of(m.head) == sentence and not m.row.get("noise")]
        full = [m for m in here if not m.row.get("bare")]
        if full:
            return full[0].row.id
        return here[0].row.id if here else None

    def _is_noise(self, number: Quantity) -> bool:
        """Whether a percentage is a turnout, a part of the count or a threshold."""
        before = range(max(0, number.first - _NOISE_BEFORE), number.first)
        after = range(number.last, min(number.last + _NOISE_AFTER, len(self.scene.tokens)))
        for near in (reversed(before), after):
            for t in near:
                if self.scene.tokens[t].lemmas & self.noise:
                    return True
                if self.scene.tokens[t].text in _STOPS or self.scene.finite(self.scene.tokens[t]):
                    break
        return False

    def _pairs(self, s: int, numbers: Sequence[Quantity]) -> Iterable[_Pair]:
        """Yield the candidate of each figure: marked after it, taken by its verb, told before it, right after it."""
        sentence = self.scene.document.sentences[s]
        mentions = self.scene.mentions
        people = [
            i for i, m in enumerate(mentions)
            if sentence.first <= m.first < sentence.last and self._may_be_candidate(i, m)
        ]  # fmt: skip
        taken: set[int] = set()
        for k, number in enumerate(numbers):
            low = numbers[k - 1].last if k else sentence.first
            high = numbers[k + 1].first if k + 1 < len(numbers) else sentence.last
            free = [i for i in people if i not in taken]
            before = [i for i in free if low <= mentions[i].first and mentions[i].last <= number.first]
            after = [i for i in free if number.last <= mentions[i].first < high]
            pair = self._marked_after(number, after) or self._taken_by_verb(number, low, high, before)
            pair = pair or self._told_before(number, low, before) or self._right_after(number, after)
            if pair is not None:
                taken |= {pair.mention} if pair.mention is not None else set()
                yield pair

    def _marked_after(self, number: Quantity, after: list[int]) -> _Pair | None:
        """Return the candidate in «51% голосов у X», «40% за X»."""
        for i in after[:1]:
            m = self.scene.mentions[i]
            if m.preposition in _SUPPORT and self._close(number.last, m.first):
                return _Pair(number, i)
        return None

    def _right_after(self, number: Quantity, after: list[int]) -> _Pair | None:
        for i in after[:1]:
            m = self.scene.mentions[i]
            if m.cases & {"dat", "nom"} and self._close(number.last, m.first):
                return _Pair(number, i)
        return None

    def _close(self, a: int, b: int) -> bool:
        between = self.scene.tokens[a:b]
        return len(between) <= _AFTER and not any(t.text in _STOPS or self.scene.finite(t) for t in between)

    def _taken_by_verb(self, number: Quantity, low: int, high: int, before: list[int]) -> _Pair | None:
        """Return the candidate that the words beside a figure take: «победу с 80% одержал X», «её победу с 70%»."""
        clause = self.scene.document.clause_of[number.first]
        for match in self.matches:
            if match.clause != clause or match.row.get("bare") or not (low <= match.tokens[-1] and match.head < high):
                continue
            told = bool(match.row.get("outcome"))
            if not told and not low <= match.head < number.last:
                continue
            own = [i for i in match.fillers.get("candidate", ()) if i in before or match.elided or told]
            own = [i for i in own if self._fills(i, told or match.elided)]
            if len(own) == 1 and (not told or self._decided(match)):
                return _Pair(number, own[0], match.row.get("outcome"))
        return None

    def _fills(self, i: int, anywhere: bool) -> bool:
        keys = self.scene.actors(i)
        return not anywhere or (len(keys) == 1 and self._may_run(keys[0]))

    def _told_before(self, number: Quantity, low: int, before: list[int]) -> _Pair | None:
        """Return the nearest candidate told before a figure, one of its clause if there is any."""
        if self._rival_before(number, low, before):
            return _Pair(number, None)
        clause = self.scene.document.clause_of[number.first]
        fitting = [i for i in before if self._can_be_told_so(i, number) and not self._aside(i, number)]
        inside = [i for i in fitting if self.scene.mentions[i].clause == clause]
        return _Pair(number, (inside or fitting)[-1]) if fitting else None

    def _rival_before(self, number: Quantity, low: int, before: list[int]) -> bool:
        """Whether a figure is that of «the rival» told without a name."""
        start = max([low, *(self.scene.mentions[i].last for i in before)])
        near = self.scene.tokens[max(start, number.first - _AFTER) : number.first]
        return any(t.lemmas & self.rivals for t in near)

    def _aside(self, i: int, number: Quantity) -> bool:
        """Whether a mention stands in a relative clause that ends before a figure: «блок, за которым стоит X, — 8%»."""
        m = self.scene.mentions[i]
        ended = any(t.text == "," for t in self.scene.tokens[m.last : number.first])
        return ended and self.scene.document.clauses[m.clause].kind == "relative"

    def _can_be_told_so(self, i: int, number: Quantity) -> bool:
        """Whether a mention before a figure can own it: by its case, by «у» or «за», or with only a sign between."""
        m = self.scene.mentions[i]
        if m.preposition in _SUPPORT or m.cases & {"nom", "dat"}:
            return True
        unchanged = m.type == "Organization" and m.span.of(self.scene.document.article.text) == m.lemma
        return unchanged or all(t.text in _SIGNS for t in self.scene.tokens[m.last : number.first])

    def _may_be_candidate(self, i: int, m: Mention) -> bool:
        keys = self.scene.actors(i)
        if len(keys) != 1 or m.kind in ("adjective", "plural") or not self._stands_alone(m):
            return False
        if m.kind == "pronoun" and self._possessive(m):
            return False
        before = self.scene.tokens[m.first - 1] if m.first else None
        if m.type == "Person" and before is not None and before.text in _CLOSING and "gen" in m.cases:
            return False  # «Ликуд» Нетаньяху: the party's figure, not its leader's
        if m.kind == "role" and m.role is None and self.scene.tokens[m.last - 1].lemmas & self.rivals:
            return False
        if m.role in self.speaking or (m.known or "").startswith("institution/") or self.counting.asks(m):
            return False
        return self._may_run(keys[0])

    def _stands_alone(self, m: Mention) -> bool:
        """Whether a mention is no attribute of a noun («штаб Дуды»); «кандидат левых Дуда» is none either."""
        preposition, at = m.preposition, m.attribute_of
        if at is not None:
            noun = self.scene.tokens[at]
            cases = {r.case for r in noun.readings if r.pos == "NOUN"}
            person = any(r.animate and r.number != "plur" for r in noun.readings if r.pos == "NOUN")
            if noun.lemmas & self.rivals or ("nom" not in m.cases and not person):
                return False
            if not person and "nom" in cases:
                return False
            sentence = self.scene.sentence(at)
            preposition = preposition_before(self.scene.tokens, at, sentence.first)
        return preposition is None or preposition in _SUPPORT

    def _possessive(self, m: Mention) -> bool:
        """Whether a pronoun only says whose the noun after it is: «её соперник»."""
        following = self.scene.tokens[m.last] if m.last < len(self.scene.tokens) else None
        word = self.scene.tokens[m.first]
        return word.norm in self.possessives and following is not None and following.is_a("NOUN", "ADJ")

    def _may_run(self, key: str) -> bool:
        actor = self.scene.actor(key)
        if actor.type == "Organization":
            known = self.registry.get(actor.canonical) if actor.canonical else None
            if self.scene.is_authority(actor) or (known.kind if known else None) not in _PARTIES:
                return False
            return known is not None or not self._names_body(actor)
        return actor.type == "Person"

    def _names_body(self, actor: Actor) -> bool:
        """Whether an organization of the article is called a commission, an office, a newspaper."""
        spoken = (i for i in range(len(self.scene.mentions)) if actor.key in self.scene.actors(i))
        spans = ((self.scene.mentions[i].first, self.scene.mentions[i].last) for i in spoken)
        return any(t.lemmas & self.bodies for first, last in spans for t in self.scene.tokens[first:last])

    def _figure(self, s: int, pair: _Pair, rule: str) -> _Figure:
        number, i = pair.number, pair.mention
        first, last = number.first, number.last
        if i is not None:
            first, last = min(self.scene.mentions[i].first, first), max(self.scene.mentions[i].last, last)
        proof = self.scene.evidence(first, last)
        early = first_round(self.scene, number.first)
        result = ElectionResult(
            id="", rule=rule, evidence=proof, candidate="" if i is None else self.scene.actors(i)[0],
            state=state_of(self.scene, self.registry, number.first),
            share=number.value, according_to=self.counting.of(number.first, carried=not early),
        )  # fmt: skip
        return _Figure(result, s, early, pair.outcome)

    # --- outcomes

    def with_outcomes(self, figures: list[_Figure]) -> list[ElectionResult]:
        """Give the figures the outcomes the article tells; an outcome in an article without figures stands alone."""
        final = [f.result for f in figures if not f.early and f.result.according_to != "exit polls"]
        others = [f.result for f in figures if f.result not in final]
        told = [r for r in self._outcomes() if not any(_same_words(r, o) for o in others)]
        winners = {r.candidate for r in told if r.outcome == "won" and r.according_to is None}
        losers = {r.candidate for r in told if r.outcome == "lost" and r.according_to is None} - winners
        losers |= self._conceding()
        decided = self._decided_counts(final, winners, losers)
        best = max((r.share or 0 for r in final if r.candidate in winners and self._is_person(r.candidate)), default=0)
        found = []
        for f in figures:
            r, outcome = f.result, f.outcome
            if outcome is None and r in final:
                outcome = decided.get((r.according_to, r.candidate)) or self._told_outcome(r, winners, losers, best)
            support = tuple(
                t.evidence
                for t in told
                if (t.candidate, t.outcome) == (r.candidate, outcome) and t.according_to in (None, r.according_to)
            )
            found.append(replace(r, outcome=outcome, support=support[:2]))  # type: ignore[arg-type]
        for r in told:
            if r.according_to is None and final:
                continue  # who won is told with the figures
            if not any((o.candidate, o.outcome, o.share) == (r.candidate, r.outcome, None) for o in found):
                found.append(r)
        return found

    def _is_person(self, key: str) -> bool:
        return self.scene.actor(key).type == "Person"

    def _conceding(self) -> set[str]:
        """Return who concedes defeat."""
        rows = [m for m in find_matches(self.scene, "recognition") if m.row.get("concedes") and self._decided(m)]
        return {k for m in rows for i in m.fillers.get("actor", ()) for k in self.scene.actors(i)}

    def _decided_counts(
        self, final: list[ElectionResult], winners: set[str], losers: set[str]
    ) -> dict[tuple[str | None, str], str]:
        """Return the outcome of each person in the counts that have a winner: a majority, or whom the text names."""
        decided: dict[tuple[str | None, str], str] = {}
        for source in dict.fromkeys(r.according_to for r in final):
            people = [r for r in final if r.according_to == source and self._is_person(r.candidate)]
            names = {r.candidate for r in people}
            if not people:
                continue
            top = max(people, key=lambda r: r.share or 0)
            conceded = len(names) == _RIVALS and bool((names - {top.candidate}) & losers)
            if (top.share or 0) > _HALF or top.candidate in winners or conceded:
                decided |= {(source, name): "won" if name == top.candidate else "lost" for name in names}
        return decided

    def _told_outcome(self, r: ElectionResult, winners: set[str], losers: set[str], best: float) -> str | None:
        """Return lost for a person with fewer votes than the winner; a party won or lost if the text says so."""
        if self._is_person(r.candidate):
            return "lost" if r.candidate in losers or (r.share or 0) < best else None
        return "won" if r.candidate in winners else "lost" if r.candidate in losers else None

    def _outcomes(self) -> Iterable[ElectionResult]:
        for match in self.matches:
            outcome = match.row.get("outcome")
            if not outcome or not self._decided(match) or first_round(self.scene, match.head):
                continue
            for key in dict.fromkeys(k for i in match.fillers.get("candidate", ()) for k in self.scene.actors(i)):
                own = match.row.get("claims") or (outcome == "won" and self._says_so_himself(match, key))
                if self._may_run(key):
                    yield ElectionResult(
                        id="", rule=match.row.id, evidence=self.scene.clause_evidence(match.clause, *match.tokens),
                        candidate=key, state=state_of(self.scene, self.registry, match.head), outcome=outcome,
                        according_to=key if own else None,
                    )  # fmt: skip

    def _says_so_himself(self, match: Match, key: str) -> bool:
        """Whether an outcome is the content of what the candidate says: «Чамиса заявил, что победил он»."""
        clause = self.scene.document.clauses[match.clause]
        if clause.kind not in ("complement", "quote") or clause.parent is None:
            return False
        above = (i for i in self.scene.in_clause[clause.parent] if "nom" in self.scene.mentions[i].cases)
        return any(key in self.scene.actors(i) for i in above)

    def _decided(self, match: Match) -> bool:
        """Whether the outcome is told as come about: neither denied nor still to come nor only hoped for."""
        verb = next((t for t in match.tokens if self.scene.tokens[t].is_a("VERB")), match.head)
        return not self.scene.negated(verb) and status(self.scene, match) == "held"


def _same_words(told: ElectionResult, figure: ElectionResult) -> bool:
    """Whether an outcome is that of a figure only: «экзитполы показывали её победу с 70%» decides no other count."""
    return told.candidate == figure.candidate and told.evidence.span.touches(figure.evidence.span)


def _add(found: list[_Figure], new: _Figure) -> None:
    for k, old in enumerate(found):
        a, b = old.result, new.result
        if a.candidate == b.candidate and _rounded(a.share, b.share):
            return
        if (a.candidate, a.share) == (b.candidate, b.share) and (
            a.according_to == b.according_to or not (a.according_to and b.according_to)
        ):
            found[k] = replace(
                old, result=replace(a, according_to=a.according_to or b.according_to, support=(*a.support, b.evidence))
            )
            return
    found.append(new)


def _rounded(exact: float | None, rough: float | None) -> bool:
    """Whether a whole number only rounds a share told before: «87,28%», later «87%»."""
    return exact is not None and rough is not None and rough == int(rough) and 0 < abs(exact - rough) < 1
