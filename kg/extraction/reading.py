"""The rules reader: each builder looks for one kind of fact; then claims are told from what the article itself says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.addressing import address
from kg.extraction.contacts import find_calls, find_meetings
from kg.extraction.elections import find_elections
from kg.extraction.offices import find_offices
from kg.extraction.protests import find_protests
from kg.extraction.recognitions import find_recognitions
from kg.extraction.results import find_results
from kg.extraction.scene import Scene
from kg.extraction.statements import Utterance, find_utterances
from kg.model import (
    Cast,
    Document,
    Election,
    ElectionResult,
    Evidence,
    Extraction,
    Fact,
    Office,
    PhoneCall,
    Protest,
    Recognition,
    Statement,
)
from kg.registry import Registry

_ECHOES = frozenset({"headline", "subhead", "caption"})
_LETTER: dict[type[Fact], str] = {Statement: "s", Recognition: "s", ElectionResult: "f", Office: "p"}


def read(document: Document, cast: Cast, registry: Registry) -> Extraction:
    """Return all facts of a document in text order, each with evidence and rule. Deterministic."""
    scene = Scene(document, cast)
    utterances = scene.memo("utterances", lambda: find_utterances(scene))
    calls = find_calls(scene, registry)
    meetings = find_meetings(scene, registry, calls)
    utterances = address(scene, utterances, [*calls, *meetings])
    told: list[Fact] = [*calls, *meetings, *find_offices(scene, registry)]
    elections = find_elections(scene, registry)
    speakers = {clause: u.fact.speaker for u in utterances for clause in u.content}
    told += [*elections, *find_results(scene, registry), *find_recognitions(scene, registry, elections, speakers)]
    told += find_protests(scene)
    order = sorted(
        [*((u.fact, u) for u in utterances), *((f, None) for f in told)],
        key=lambda fu: (fu[0].evidence.span, type(fu[0]).__name__, fu[0].rule),
    )
    numbered, spoken = _number(order)
    return Extraction(document, cast, _without_echoes(tuple(_claim(scene, f, spoken) for f in numbered)))


def _without_echoes(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Leave out statements of headlines and captions, which the body tells better, but those that claim some fact."""
    body = any(isinstance(f, Statement) and f.evidence.zone not in _ECHOES for f in facts)
    claims = {f.within for f in facts} | {id for f in facts for _, id in f.attributed}
    return tuple(
        f
        for f in facts
        if not (body and isinstance(f, Statement) and f.evidence.zone in _ECHOES and f.id not in claims)
    )


def _number(order: Sequence[tuple[Fact, Utterance | None]]) -> tuple[list[Fact], list[tuple[str, Utterance]]]:
    """Give each fact an id, counted by kind in text order."""
    counts: dict[str, int] = {}
    facts: list[Fact] = []
    spoken: list[tuple[str, Utterance]] = []
    for fact, utterance in order:
        letter = _LETTER.get(type(fact), "e")
        counts[letter] = counts.get(letter, 0) + 1
        facts.append(replace(fact, id=f"{letter}{counts[letter]}"))
        if utterance:
            spoken.append((facts[-1].id, utterance))
    return facts, spoken


def _claim(scene: Scene, fact: Fact, spoken: Sequence[tuple[str, Utterance]]) -> Fact:
    """Put a fact within the statement whose content its evidence lies in; its unclaimed figures are the speaker's."""
    if isinstance(fact, Election | Office):
        return fact  # that there was a vote and who is president is common ground, not the speaker's claim
    found = _only_claimed(scene, fact, spoken)
    if found is None:
        return _attribute(scene, fact, spoken)
    id, utterance = found
    if isinstance(fact, ElectionResult | Protest) and fact.according_to is None:
        return replace(fact, within=id, according_to=utterance.fact.speaker)
    return replace(fact, within=id)


def _only_claimed(scene: Scene, fact: Fact, spoken: Sequence[tuple[str, Utterance]]) -> tuple[str, Utterance] | None:
    """Return the statement that tells a fact, unless the body tells it in its own voice too; headlines only echo."""
    who_called = fact.initiator_proof if isinstance(fact, PhoneCall) else None
    proofs = [fact.evidence, *(p for p in fact.support if p != who_called)]
    told = [p for p in proofs if p.zone not in _ECHOES] or proofs
    around = [_speech_around(scene, p, fact.id, spoken) for p in told]
    return None if None in around else around[0]


def _speech_around(
    scene: Scene, evidence: Evidence, own: str, spoken: Sequence[tuple[str, Utterance]]
) -> tuple[str, Utterance] | None:
    """Return the statement with the shortest content that holds these words, of equals the nearest, or None."""
    best: tuple[int, int, str, Utterance] | None = None
    for id, utterance in spoken:
        for c in utterance.content:
            clause = scene.document.clauses[c]
            first, last = scene.tokens[clause.first].span.start, scene.tokens[clause.last - 1].span.end
            inside = first <= evidence.span.start and evidence.span.end <= last
            rank = last - first, abs(clause.first - utterance.head)
            if inside and own != id and (best is None or rank < best[:2]):
                best = *rank, id, utterance
    return None if best is None else best[2:]


def _attribute(scene: Scene, fact: Fact, spoken: Sequence[tuple[str, Utterance]]) -> Fact:
    """Mark who called as a claim if only a statement says so («уточняет, что инициатором был ...»)."""
    if not isinstance(fact, PhoneCall) or fact.initiator is None:
        return fact
    if fact.initiator_proof is not None and (found := _speech_around(scene, fact.initiator_proof, fact.id, spoken)):
        return replace(fact, attributed=(("initiator", found[0]),))
    return fact
