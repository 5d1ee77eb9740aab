"""Votes: that one was held, which shares and winners are claimed by whom, and who recognises the result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.extraction.frames import Match, find_matches
from kg.extraction.quantities import Quantity, percents
from kg.extraction.scene import Scene
from kg.extraction.sources import claimant
from kg.extraction.timing import status, when
from kg.model import Election, ElectionResult, Evidence, Mention, Recognition

_FOR = frozenset({"за"})  # «за неё проголосовали»: the preposition of support, alike in both languages
_ITEMS = 3  # sentences back to a figure that a bare «у Туска 40%» can go on from
_HOLDS = ("held", "planned", "ongoing")


def find_elections(scene: Scene) -> list[Election]:
    """Return one fact a vote that was held or is set, in text order."""
    found: list[Election] = []
    for match in find_matches(scene, "election"):
        told = status(scene, match)
        state = _state(scene, match)
        if told not in _HOLDS or state is None:
            continue
        days = when(scene, match)
        proof = scene.clause_evidence(match.clause, *match.tokens)
        new = Election(
            id="", rule=match.row.id, evidence=proof, state=state, office=match.row.get("office"),
            date=days[0] if len(days) == 1 else None, status=told,  # type: ignore[arg-type]  # one of _HOLDS
        )  # fmt: skip
        _merge(found, new)
    return found


def _merge(found: list[Election], new: Election) -> None:
    """Add a vote, or join it to the one it names again: same state and office, dates that do not contradict."""
    for k, old in enumerate(found):
        if old.state != new.state or (old.office and new.office and old.office != new.office):
            continue
        if old.date is None or new.date is None or old.date.value == new.date.value:
            rich, poor = (new, old) if new.date and not old.date else (old, new)
            found[k] = replace(rich, office=rich.office or poor.office, support=(*rich.support, poor.evidence))
            return
    found.append(new)


def _state(scene: Scene, match: Match) -> str | None:
    """Return the state that votes: beside the trigger, in its sentence, or the one the article is about."""
    for i in match.fillers.get("state", ()):
        for key in scene.actors(i):
            if scene.actor(key).type == "State":
                return key
    return scene.state_near(match.head) or scene.main_state


def find_results(scene: Scene) -> list[ElectionResult]:
    """Return shares and outcomes, each with who claims it, in text order."""
    found: list[ElectionResult] = []
    counted: set[int] = set()
    for match in find_matches(scene, "electionresult"):
        sentence = scene.sentence_of(match.head)
        if sentence not in counted:
            if match.row.get("bare") and not (counted & set(range(sentence - _ITEMS, sentence))):
                continue
            shares = list(_shares(scene, sentence, match))
            counted |= {sentence} if shares else set()
            for result in shares:
                _add(found, result)
    for match in find_matches(scene, "electionresult"):
        if match.row.get("outcome") and _decided(scene, match):
            _outcome(scene, match, found)
    return sorted(found, key=lambda r: r.evidence.span)


def _decided(scene: Scene, match: Match) -> bool:
    """Whether the outcome is told as come about: neither denied nor still to come nor only hoped for."""
    verb = next((t for t in match.tokens if scene.tokens[t].is_a("VERB")), match.head)
    return not scene.negated(verb) and status(scene, match) == "held"


def _outcome(scene: Scene, match: Match, found: list[ElectionResult]) -> None:
    """Give the share of the same sentence its outcome, or add an outcome without a share."""
    sentence = scene.document.sentences[scene.sentence_of(match.head)].span
    outcome, source = match.row.get("outcome"), claimant(scene, match.clause)
    for key in dict.fromkeys(k for i in match.fillers.get("candidate", ()) for k in scene.actors(i)):
        if not _may_run(scene, key):
            continue
        if match.row.get("claims"):
            source = key  # «считает себя победителем»: nobody else says so
        own = (
            None
            if match.row.get("claims")
            else next((k for k, r in enumerate(found) if r.candidate == key and sentence.covers(r.evidence.span)), None)
        )
        proof = scene.clause_evidence(match.clause, *match.tokens)
        if own is not None:
            found[own] = replace(found[own], outcome=outcome, support=(*found[own].support, proof))
            continue
        _add(found, ElectionResult(id="", rule=match.row.id, evidence=proof, candidate=key, state=_state(scene, match),
                                   outcome=outcome, according_to=source))  # fmt: skip


def _may_run(scene: Scene, key: str) -> bool:
    actor = scene.actor(key)
    return actor.type == "Person" or (actor.type == "Organization" and not scene.is_authority(actor))


def _add(found: list[ElectionResult], new: ElectionResult) -> None:
    for k, old in enumerate(found):
        if (old.candidate, old.share, old.according_to) == (new.candidate, new.share, new.according_to):
            if old.outcome in (None, new.outcome) or new.outcome is None:
                found[k] = replace(old, outcome=old.outcome or new.outcome, support=(*old.support, new.evidence))
                return
        if new.share is None and old.candidate == new.candidate and old.outcome == new.outcome:
            return
    found.append(new)


def _shares(scene: Scene, sentence: int, match: Match) -> Iterable[ElectionResult]:
    """Pair every percentage of a sentence with the candidate it belongs to: the last one told before it, else the next."""
    where = range(scene.document.sentences[sentence].first, scene.document.sentences[sentence].last)
    people = [i for i, m in enumerate(scene.mentions) if m.first in where and _candidate(scene, i, m)]
    source = claimant(scene, match.clause)
    state = _state(scene, match)
    taken: set[int] = set()
    for number in percents(scene, where):
        i = _owner(scene, number, people, taken)
        if i is None:
            continue
        taken.add(i)
        yield ElectionResult(
            id="", rule=match.row.id, evidence=_proof(scene, i, number), candidate=scene.actors(i)[0], state=state,
            share=number.value, according_to=claimant(scene, scene.document.clause_of[number.first]) or source,
        )  # fmt: skip


def _candidate(scene: Scene, i: int, m: Mention) -> bool:
    keys = scene.actors(i)
    if len(keys) != 1 or m.kind in ("adjective", "plural") or m.attribute_of is not None:
        return False
    actor = scene.actor(keys[0])
    if actor.type == "Organization":
        return not scene.is_authority(actor)
    return actor.type == "Person" and (m.preposition in _FOR or m.preposition is None or m.preposition in ("у", "в"))


def _owner(scene: Scene, number: Quantity, people: list[int], taken: set[int]) -> int | None:
    before = [i for i in people if scene.mentions[i].last <= number.first and i not in taken]
    after = [i for i in people if scene.mentions[i].first >= number.last and i not in taken]
    return before[-1] if before else (after[0] if after else None)


def _proof(scene: Scene, i: int, number: Quantity) -> Evidence:
    m = scene.mentions[i]
    return scene.evidence(min(m.first, number.first), max(m.last, number.last))


def find_recognitions(scene: Scene) -> list[Recognition]:
    """Return who recognises or rejects a vote, a victory or a person in office, in text order."""
    found: list[Recognition] = []
    for match in find_matches(scene, "recognition"):
        if status(scene, match) not in ("held", "denied", "refused"):
            continue
        named = [k for i in match.fillers.get("target", ()) for k in scene.actors(i)]
        target = match.row.get("object")
        if target == "actor":
            if not named:
                continue
            target = named[0]
        for key in dict.fromkeys(k for i in match.fillers.get("actor", ()) for k in scene.actors(i)):
            if key == target or scene.actor(key).type == "Place":
                continue
            proof = scene.clause_evidence(match.clause, *match.tokens)
            new = Recognition(
                id="", rule=match.row.id, evidence=proof, actor=key, stance=match.row.get("stance"),
                target=target, state=_state(scene, match),
            )  # fmt: skip
            if not any((o.actor, o.stance, o.target) == (new.actor, new.stance, new.target) for o in found):
                found.append(new)
    return found
