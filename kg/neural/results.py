"""What shares of one count have in common: their source, also sentences on, and that all but the winner lost."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.extraction.frames import find_triggers
from kg.extraction.quantities import percents
from kg.extraction.scene import Scene
from kg.extraction.votes import second_to_come
from kg.lexicon.wordlists import words
from kg.model import ElectionResult, Fact
from kg.neural.counts import EXIT_POLLS, counted, sentence_of
from kg.resolution.labels import counts_votes, is_bare_body

_UNDECIDED = (EXIT_POLLS, "opposition")  # whose figures decide nothing: 182 of 195 of the corpus have no outcome
_HALF = 50.0
_DONE = 90.0  # percent of the ballots; of fewer the corpus gives no outcome
_OF_COUNT = 4  # words from a percentage to "of ballots counted"
_YEAR_AFTER = 4  # words after "lost" in which the year of another vote stands
_YEAR = re.compile(r"(19|20)\d\d")


def settled(scene: Scene, facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts in their order; shares of one sentence have one source, people beaten by its winner lost.

    In the training corpus all 107 sentences with several shares give one source, and 77 of 78 people whose share stands
    beside a winner's of the same source lost.
    """
    facts = [_behind(scene, _by_name(scene, f)) if isinstance(f, ElectionResult) else f for f in facts]
    shares = [f for f in facts if isinstance(f, ElectionResult) and f.share is not None]
    sources: dict[int, set[str]] = defaultdict(set)
    for share in shares:
        sources[sentence_of(scene, share)].update({share.according_to} if share.according_to else ())
    found = [_sourced(f, sources[sentence_of(scene, f)]) if f in shares else f for f in facts]
    found = _carried(scene, [counted(scene, f) if isinstance(f, ElectionResult) else f for f in found])
    winners: dict[tuple[str | None, str | None], ElectionResult] = {}
    for fact in found:
        if isinstance(fact, ElectionResult) and fact.outcome == "won" and _person(scene, fact):
            best = winners.setdefault((fact.state, fact.according_to), fact)
            if (fact.share or 0.0) > (best.share or 0.0):
                winners[fact.state, fact.according_to] = fact
    found = [
        _beaten(scene, f, winners.get((f.state, f.according_to))) if isinstance(f, ElectionResult) else f for f in found
    ]
    return [_undecided(scene, f) if isinstance(f, ElectionResult) else f for f in found]


def _by_name(scene: Scene, fact: ElectionResult) -> ElectionResult:
    """Return a result by a bare «комиссия» as of the one body of the article whose name says that it counts votes."""
    lang, source = scene.document.lang, scene.cast.by_key.get(fact.according_to or "")
    if source is None or not is_bare_body(source, lang):
        return fact
    counting = [a.key for a in scene.cast.actors if counts_votes(a, lang)]
    return replace(fact, according_to=counting[0]) if len(counting) == 1 else fact


def _behind(scene: Scene, fact: ElectionResult) -> ElectionResult:
    """Return a result that the net takes for a winner's as a loser's, if words say so: «проиграл», "came second".

    They stand in its sentence, which has none of winning, and its candidate is named nearest to them; more than half of
    the votes is no loser's share.
    """
    here = sentence_of(scene, fact)
    if fact.outcome != "won" or not _person(scene, fact) or (fact.share or 0) > _HALF:
        return fact
    if here in _sentences_with(scene, "won"):
        return fact
    for at in _sentences_with(scene, "behind").get(here, ()):
        if _nearest_person(scene, at) == fact.candidate:
            proof = scene.clause_evidence(scene.document.clause_of[at], at)
            covered = fact.evidence.span.covers(scene.tokens[at].span)
            return replace(fact, outcome="lost", support=fact.support if covered else (*fact.support, proof))
    return fact


def _sentences_with(scene: Scene, which: str) -> dict[int, list[int]]:
    """Return the first tokens of words that tell who won, or who is behind, by sentence; of no vote of other years."""

    def find() -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        told = [t for row, t, _ in find_triggers(scene, "votewords") if row.get("list") == which]
        if which == "won":
            told += [t for row, t, _ in find_triggers(scene, "electionresult") if row.get("outcome") == "won"]
        for tokens in told:
            after = scene.tokens[tokens[-1] + 1 : tokens[-1] + 1 + _YEAR_AFTER]
            if not scene.negated(tokens[0]) and not any(_YEAR.fullmatch(t.text) for t in after):
                found[scene.sentence_of(tokens[0])].append(tokens[0])
        return found

    return scene.memo(f"words of votes: {which}", find)


def _nearest_person(scene: Scene, at: int) -> str | None:
    """Return the person named nearest to a token in its sentence; before it in English, or if it is a verb.

    None if a noun for somebody else stands nearer: «второе место занял её соперник».
    """
    sentence, subject = scene.sentence(at), scene.document.lang == "en" or scene.tokens[at].is_a("VERB")
    inside = [i for i, m in enumerate(scene.mentions) if sentence.first <= m.first < sentence.last]
    inside = [i for i in inside if not subject or scene.mentions[i].first < at or "nom" in scene.mentions[i].cases]
    people = [
        (abs(scene.mentions[i].first - at), keys[0])
        for i in inside
        if len(keys := scene.actors(i)) == 1 and scene.actor(keys[0]).type == "Person"
    ]
    others = words(scene.document.lang, "rival")
    rivals = [abs(k - at) for k in range(sentence.first, sentence.last) if scene.tokens[k].lemmas & others]
    return min(people)[1] if people and min(people)[0] <= min(rivals, default=min(people)[0]) else None


def _undecided(scene: Scene, fact: ElectionResult) -> ElectionResult:
    """Return a share of a count that goes on as undecided, and as the net's of a first round or an exit poll."""
    if fact.share is None:
        return fact
    here = sentence_of(scene, fact)
    if here in _unfinished(scene) and here not in _sentences_with(scene, "won"):
        return replace(fact, outcome=None)
    early = here in _first_rounds(scene) or second_to_come(scene) or fact.according_to in _UNDECIDED
    return replace(fact, outcome=None) if early and fact.rule.startswith("net") else fact


def _unfinished(scene: Scene) -> set[int]:
    """Return the sentences that give figures of a count that goes on, and the next of their paragraph."""

    def find() -> set[int]:
        nouns, text, found = words(scene.document.lang, "counted"), scene.document.article.text, set[int]()
        for q in percents(scene, range(len(scene.tokens))):
            here = scene.sentence_of(q.first)
            after = scene.tokens[q.last : min(q.last + _OF_COUNT, scene.document.sentences[here].last)]
            if q.value < _DONE and any(t.lemmas & nouns or t.norm in nouns for t in after):
                found.add(here)
                following = scene.document.sentences[here + 1 : here + 2]
                gap = text[scene.document.sentences[here].span.end : following[0].span.start] if following else "\n"
                found.update({here + 1} if "\n" not in gap else ())
        return found

    return scene.memo("unfinished counts", find)


def _first_rounds(scene: Scene) -> set[int]:
    """Return the sentences that name a first round."""

    def find() -> set[int]:
        rounds = (t for row, t, _ in find_triggers(scene, "election") if row.get("round") == 1)
        return {scene.sentence_of(tokens[0]) for tokens in rounds}

    return scene.memo("first rounds", find)


def _carried(scene: Scene, facts: list[Fact]) -> list[Fact]:
    """Return the facts, shares without a source with that of the share before in their paragraph.

    In the training corpus 292 shares have the source of the one told sentences before, 134 name another, 17 have none.
    """
    text, found = scene.document.article.text, list(facts)
    order = sorted((f.evidence.span, k) for k, f in enumerate(facts) if isinstance(f, ElectionResult) and f.share)
    for (before, i), (span, k) in pairwise(order):
        last, fact, apart = found[i], found[k], "\n" in text[before.start : span.start]
        apart = apart or _of_another_year(scene, fact) or sentence_of(scene, fact) in _first_rounds(scene)
        if isinstance(last, ElectionResult) and isinstance(fact, ElectionResult) and not (apart or fact.according_to):
            support = (*fact.support, last.evidence) if last.according_to else fact.support
            found[k] = replace(fact, according_to=last.according_to, support=support)
    return found


def _of_another_year(scene: Scene, fact: Fact) -> bool:
    """Whether the sentence of a fact names a year that is not the article's: an earlier vote, counted by others."""
    sentence, published = scene.document.sentences[sentence_of(scene, fact)], scene.document.published
    told = {t.text for t in scene.tokens[sentence.first : sentence.last] if _YEAR.fullmatch(t.text)}
    return published is not None and bool(told - {published.value[:4]})


def _person(scene: Scene, fact: ElectionResult) -> bool:
    return scene.actor(fact.candidate).type == "Person"


def _sourced(fact: Fact, sources: set[str]) -> Fact:
    if isinstance(fact, ElectionResult) and fact.according_to is None and len(sources) == 1:
        return replace(fact, according_to=next(iter(sources)))
    return fact


def _beaten(scene: Scene, fact: ElectionResult, winner: ElectionResult | None) -> Fact:
    """Return a share of somebody else than the winner as that of a loser; only one can have won by one count."""
    if winner is None or winner.candidate == fact.candidate or fact.share is None or not _person(scene, fact):
        return fact
    smaller = winner.share is None or fact.share < winner.share
    return replace(fact, outcome="lost") if smaller else fact
