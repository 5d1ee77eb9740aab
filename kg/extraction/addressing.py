"""To whom something is said that names nobody: to the partner of the call or meeting it was said in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import lexicon
from kg.extraction.phrases import preposition_before
from kg.extraction.scene import Scene
from kg.model import IN_PASSING, Contact, Evidence, Fact, Statement

if TYPE_CHECKING:
    from kg.extraction.statements import Utterance

_SAME_TALK = 1  # sentences after the one that tells of a contact
_TO_A_PARTNER = frozenset({"promises", "thanks", "demands", "congratulates", "supports"})  # acts that want somebody
_OF_THINGS = frozenset({"promises", "says"})  # acts whose accusative is no one spoken to
_OPENING = 3  # words in which a sentence says that the talk goes on
_STILL_TALKING = 2  # sentences after a contact, if the statement says so itself


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
        partner = _partner(scene, fact, contact)
        if partner and not _to_others(scene, fact, partner):
            return _said_to(fact, partner, contact)
    return fact


def _said_to(fact: Statement, partner: str, contact: Contact) -> Statement:
    """Return a statement as said to the partner of a contact, whose words prove it."""
    covered = contact.evidence.span.touches(fact.evidence.span) or contact.evidence in fact.support
    return replace(fact, addressee=partner, support=fact.support if covered else (*fact.support, contact.evidence))


def with_partners(scene: Scene, facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts, what is promised or asked in a contact that either reader tells as said to the partner."""
    found = list(facts)
    spots = _spots(scene, [f for f in found if isinstance(f, Contact)])
    return [_done_to(scene, f, spots) if isinstance(f, Statement) else f for f in found]


def _done_to(scene: Scene, fact: Statement, spots: Sequence[tuple[int, Contact]]) -> Statement:
    sentence = scene.sentence_of(scene.token_at(fact.evidence.span.start))
    talking = _in_the_talk(scene, sentence)
    if (fact.kind == "says" and not talking) or not _wants_one(scene, fact, sentence) or _is_framed(scene, fact):
        return fact
    near = _STILL_TALKING if talking else _SAME_TALK if fact.kind in _TO_A_PARTNER else 0
    before = [(at, c) for at, c in spots if 0 <= sentence - at <= near and not (fact.id and c.within == fact.id)]
    last = [contact for at, contact in before if at == before[0][0]]
    partners = {partner for contact in last if (partner := _partner(scene, fact, contact))}
    one = next(iter(partners)) if len(partners) == 1 else None
    return fact if one is None or _to_others(scene, fact, one) else _said_to(fact, one, last[0])


def _is_framed(scene: Scene, fact: Statement) -> bool:
    """Whether a statement is only where the article has it from: «по её словам, X обещал»."""
    return any(row.id == fact.rule and row.get("frame") for row in lexicon.rows(scene.document.lang, "statement"))


def _to_others(scene: Scene, fact: Statement, partner: str) -> bool:
    """Whether the words themselves name somebody else: «пообещал французам», "demanded that Congress"."""
    first, last = scene.token_at(fact.evidence.span.start), scene.token_at(fact.evidence.span.end - 1)
    partners = {i for i in range(len(scene.mentions)) if partner in scene.actors(i)}
    his = {t for i in partners for t in range(scene.mentions[i].first, scene.mentions[i].last)}
    if scene.document.lang not in lexicon.LANGS:
        return fact.kind == "demands" and _of_others(scene, first, last, fact.speaker, partner)
    clauses = [scene.document.clause_of[t] for t in range(first, last + 1)]
    told = [c for c in dict.fromkeys(clauses) if scene.document.clauses[c].kind not in ("complement", "quote")]
    return any(_is_told(scene, t, fact.kind) and t not in his
               for c in told or clauses[:1] for t in scene.where[c] if first <= t <= last)  # fmt: skip


def _is_told(scene: Scene, token: int, kind: str) -> bool:
    """Whether a noun or pronoun stands where the one stands who is spoken to: dative, or a living object."""
    reading = scene.tokens[token].readings[0]
    start = scene.where[scene.document.clause_of[token]][0]
    if reading.pos not in ("NOUN", "PRON") or preposition_before(scene.tokens, token, start):
        return False
    living = kind not in _OF_THINGS and reading.pos == "NOUN" and bool(reading.animate)
    cases = scene.tokens[token].cases
    whose = token > start and scene.tokens[token - 1].readings[0].pos == "NOUN"  # «за помощь французов»
    return reading.case == "dat" or (living and "acc" in cases and "nom" not in cases and not whose)


def _of_others(scene: Scene, first: int, last: int, speaker: str, partner: str) -> bool:
    """Whether an English demand is what somebody else shall do: "demanded that Congress pass the bill"."""
    order = scene.language.word_order
    at = next((t for t in range(first, last) if scene.tokens[t].norm in order["relatives"]), None)
    if at is None:
        return False
    at += 1 + (scene.tokens[at + 1].norm in scene.language.articles)
    keys = [k for i, m in enumerate(scene.mentions) if m.first <= at < m.last for k in scene.actors(i)]
    theirs = {speaker, partner} & set(keys) or any(scene.serves(partner, scene.actor(k).canonical or k) for k in keys)
    return not theirs and (bool(keys) or (at <= last and scene.tokens[at].text[:1].isupper()))


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
    return fact.addressee is None and fact.evidence.zone not in IN_PASSING and not _in_public(scene, sentence)


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
