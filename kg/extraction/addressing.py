"""To whom something is said that names nobody: to the partner of the call or meeting it was said in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.scene import Scene
from kg.model import Contact, Evidence, Fact, Statement

if TYPE_CHECKING:
    from kg.extraction.statements import Utterance

_SAME_TALK = 1  # sentences after the one that tells of a contact
_ASIDE = frozenset({"headline", "teaser", "subhead", "caption"})
_TO_A_PARTNER = frozenset({"promises", "thanks", "demands", "congratulates", "supports"})  # acts that want somebody
_OPENING = 3  # words in which a sentence says that the talk goes on
_STILL_TALKING = 2  # sentences after a contact in which such an act is done to the partner


def address(scene: Scene, utterances: Sequence[Utterance], contacts: Sequence[Contact]) -> list[Utterance]:
    """Give statements made inside a call or meeting the partner as addressee, unless they were made in public.

    Not those that tell of the contact itself («рассказала, что говорила с X», «по её словам, X обещал»).
    """
    spots = _spots(scene, contacts)
    return [replace(u, fact=_addressed(scene, u, spots)) for u in utterances]


def _addressed(scene: Scene, utterance: Utterance, spots: Sequence[tuple[int, Contact]]) -> Statement:
    fact = utterance.fact
    if not _wants_one(scene, fact, utterance.sentence) or utterance.clause in utterance.content:
        return fact
    near = 0 if fact.kind == "says" else _SAME_TALK
    for at, contact in spots:
        if not 0 <= utterance.sentence - at <= near or _told_of(scene, utterance, contact):
            continue
        if partner := _partner(scene, fact, contact):
            return replace(fact, addressee=partner)
    return fact


def with_partners(scene: Scene, facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts, what is promised or asked in a contact that either reader tells as said to the partner."""
    found = list(facts)
    spots = _spots(scene, [f for f in found if isinstance(f, Contact)])
    return [_done_to(scene, f, spots) if isinstance(f, Statement) else f for f in found]


def _done_to(scene: Scene, fact: Statement, spots: Sequence[tuple[int, Contact]]) -> Statement:
    sentence = scene.sentence_of(scene.token_at(fact.evidence.span.start))
    talking = _in_the_talk(scene, sentence)
    if (fact.kind == "says" and not talking) or not _wants_one(scene, fact, sentence):
        return fact
    near = _STILL_TALKING if talking or fact.kind in _TO_A_PARTNER else 0
    before = [(at, contact) for at, contact in spots if 0 <= sentence - at <= near]
    last = [contact for at, contact in before if at == before[0][0]]
    partners = {partner for contact in last if (partner := _partner(scene, fact, contact))}
    return replace(fact, addressee=partners.pop()) if len(partners) == 1 else fact


def _in_the_talk(scene: Scene, sentence: int) -> bool:
    """Whether a sentence opens with words for the talk that goes on: «В ходе беседы гость отметил ...»."""
    first = scene.document.sentences[sentence].first
    opening = scene.tokens[first : first + _OPENING]
    spoken = scene.language.contacts.get("spoken", frozenset())
    return opening[0].readings[0].pos == "ADP" and any(t.lemmas & spoken for t in opening)


def _spots(scene: Scene, contacts: Iterable[Contact]) -> list[tuple[int, Contact]]:
    """Return the contacts of two that took place, with their sentences, the last one first."""
    told = [c for c in contacts if len(c.participants) == 2 and c.status in ("held", "ongoing")]
    spots = [(scene.sentence_of(scene.token_at(c.evidence.span.start)), c) for c in told]
    return sorted(spots, key=lambda spot: -spot[0])


def _wants_one(scene: Scene, fact: Statement, sentence: int) -> bool:
    return fact.addressee is None and fact.evidence.zone not in _ASIDE and not _in_public(scene, sentence)


def _partner(scene: Scene, fact: Statement, contact: Contact) -> str | None:
    if fact.speaker not in contact.participants or not scene.one_paragraph(contact.evidence, fact.evidence):
        return None
    return next(p for p in contact.participants if p != fact.speaker)


def _told_of(scene: Scene, utterance: Utterance, contact: Contact) -> bool:
    """Whether a contact is told inside what is said."""
    return any(_covers(scene, c, contact.evidence) for c in utterance.content)


def _covers(scene: Scene, clause: int, evidence: Evidence) -> bool:
    c = scene.document.clauses[clause]
    return scene.tokens[c.first].span.start <= evidence.span.start < scene.tokens[c.last - 1].span.end


def _in_public(scene: Scene, sentence: int) -> bool:
    s = scene.document.sentences[sentence]
    tokens = scene.tokens[s.first : s.last]
    return any(t.lemmas & scene.language.public or t.norm in scene.language.public for t in tokens)
