"""The reader that trusts the net: mentions, triggers and roles to facts, and by whom each is claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg import extraction
from kg.extraction.scene import Scene
from kg.model import (
    Cast,
    Document,
    Election,
    ElectionResult,
    Extraction,
    Fact,
    Office,
    Protest,
    Statement,
)
from kg.neural.bystanders import without_bystanders
from kg.neural.candidates import fixed, numbers, untagged
from kg.neural.casting import cast_of
from kg.neural.counts import asked
from kg.neural.facts import Builder, Told
from kg.neural.filling import Filler
from kg.neural.heads import Heads
from kg.neural.holders import with_holders
from kg.neural.honorifics import without_honorifics
from kg.neural.initiators import with_initiators
from kg.neural.merging import listed, merged, numbered, same, told_already
from kg.neural.net import Net, load
from kg.neural.outcomes import as_ended
from kg.neural.ownpress import without_press
from kg.neural.results import settled
from kg.neural.shortnames import joined
from kg.neural.tagging import names, tag, triggers
from kg.neural.titles import Titles
from kg.neural.unreal import as_told, unreal
from kg.neural.verbs import find_verbs, in_order, with_verbs
from kg.neural.vetoes import is_former, is_none, is_served, is_sought, without_foreign
from kg.neural.votes import told_in_words
from kg.registry import Registry
from kg.resolution import resolve
from kg.resolution.labels import with_states
from kg.threads import one_thread

_TRIGGER = 0.5
_GREETINGS = ("congratulates", "thanks")


@dataclass(frozen=True)
class Reading:
    """What the net sees in a document: the cast of the rules, that of both, and the net's facts in text order."""

    document: Document
    rules: Cast
    cast: Cast
    told: tuple[Told, ...]
    heads: Heads


def read(document: Document, registry: Registry, net: Net | None = None) -> Extraction:
    """Return what the net reads in an analysed and dated document. Deterministic, on any number of threads.

    Raises KgError if ONNX Runtime or the weights are missing.
    """
    net = net or load()
    reading = look(document, registry, net)
    told = [t for t in reading.told if t.fact.confidence >= least(net, "least", t.fact, document.lang)]
    return Extraction(reading.document, reading.cast, _claimed(Scene(reading.document, reading.cast), told), "model")


def least(net: Net, table: str, fact: Fact, lang: str, default: float = 0.0) -> float:
    """Return the least confidence in a fact of this type, in this language if it has a line of its own."""
    lines, kind = net.settings.get(table, {}), type(fact).__name__
    return float(lines.get(f"{kind} {lang}", lines.get(kind, default)))


def look(document: Document, registry: Registry, net: Net) -> Reading:
    """Return what the net sees, before anything is left out for being unsure."""
    with one_thread():
        return _look(document, registry, net)


def _look(document: Document, registry: Registry, net: Net) -> Reading:
    heads = net.read(document)
    tagged = tag(document, heads, registry)
    if document.lang == "en":
        tagged = without_honorifics(document, tagged)
    document = replace(document, names=names(document, tagged))
    rules = resolve(document, extraction.find_mentions(document, registry), registry)
    cast, keyed = cast_of(document, heads, rules, tagged, net.settings, registry)
    cast = with_states(cast, document.lang, registry)
    if document.lang == "en":
        cast, keyed = joined(cast, keyed)
        cast, keyed = with_holders(Scene(document, cast), keyed, registry)
    scene = Scene(document, cast)
    amounts = numbers(scene)
    candidates = [*keyed, *untagged(document, cast, keyed), *fixed(document, amounts)]
    filler = Filler(scene, heads, candidates, net.settings)
    builder = Builder(scene, amounts, net.settings)
    seen = triggers(heads, net.settings.get("thresholds", {}).get("trigger", _TRIGGER))
    if document.lang == "en":
        verbs = find_verbs(scene)
        ordered = in_order(filler.events(with_verbs(seen, verbs)), verbs)
        events = list(without_bystanders(scene, ordered, verbs, registry))
    else:
        events = filler.events(seen)
    told = builder.facts(events) + _offices(scene, builder.offices(filler.holdings()), registry)
    if document.lang == "en":
        told = told_in_words(scene, told)
    told = [t for t in told if t.speaker is None or not is_served(scene, t.speaker)]
    told = [replace(t, fact=as_told(scene, t.fact, t.trigger)) for t in told]
    told = [t for t in listed(merged(told)) if not asked(scene, t.fact) and not unreal(scene, t.fact, t.trigger)]
    told = [t for t in told if not is_none(scene, t.fact)]
    told = with_initiators(scene, told, registry)
    if document.lang == "en":
        told = without_press(scene, as_ended(scene, told))
    facts = settled(scene, [t.fact for t in told])
    told = [replace(t, fact=fact) for t, fact in zip(told, facts, strict=True)]
    return Reading(document, rules, cast, tuple(told), heads)


def _offices(scene: Scene, seen: list[Told], registry: Registry) -> list[Told]:
    """Return the offices that the net saw; in English those that titles tell exactly, and the net's for the rest."""
    seen = [
        replace(t, fact=without_foreign(t.fact, scene.cast, registry)) for t in seen
        if isinstance(t.fact, Office) and not is_former(scene, t.fact) and not is_sought(scene, t.fact)
    ]  # fmt: skip
    if scene.document.lang != "en":
        return seen
    titles = Titles(scene, registry)
    exact = [Told(without_foreign(office, scene.cast, registry), first) for office, first in titles.offices()]
    seen = [replace(t, fact=titles.owned(t.fact)) for t in seen if isinstance(t.fact, Office)]
    rest = [t for t in seen if all(same(x.fact, t.fact) or not told_already(x.fact, t.fact) for x in exact)]
    return exact + rest


def _claimed(scene: Scene, told: Sequence[Told]) -> tuple[Fact, ...]:
    facts = [replace(t, fact=f) for t, f in zip(told, numbered([t.fact for t in told]), strict=True)]
    return tuple(claim(scene, t, facts) for t in facts)


def claim(scene: Scene, t: Told, told: Sequence[Told]) -> Fact:
    """Put a fact within the statement of its sentence whose content its trigger stands in."""
    if isinstance(t.fact, Election | Office):
        return t.fact  # common ground, not the speaker's claim
    sentence = scene.sentence(t.trigger)
    around = [
        s for s in told
        if isinstance(s.fact, Statement) and s is not t and s.trigger != t.trigger
        and sentence.first <= s.trigger < sentence.last and _in_content(scene, t.trigger, s)
    ]  # fmt: skip
    if not around:
        return t.fact
    nearest = min(around, key=lambda s: (abs(s.trigger - t.trigger), s.trigger))
    if isinstance(t.fact, Statement) and _in_content(scene, nearest.trigger, t):
        return t.fact
    speaker = nearest.fact.speaker if isinstance(nearest.fact, Statement) else None
    if isinstance(t.fact, ElectionResult | Protest) and t.fact.according_to is None:
        return replace(t.fact, within=nearest.fact.id, according_to=speaker)
    return replace(t.fact, within=nearest.fact.id)


def _in_content(scene: Scene, token: int, s: Told) -> bool:
    """Whether a token stands on the side of a verb of speech where its content is.

    With clauses: in a clause under the verb's. Without: after verb and speaker, or before both («..., he said»).
    """
    if scene.document.lang != "en":
        verb, own = scene.document.clause_of[s.trigger], scene.document.clause_of[token]
        return own != verb and scene.within(own, verb)
    greeting = isinstance(s.fact, Statement) and s.fact.kind in _GREETINGS
    if s.speaker is None or greeting:  # "called to congratulate him": nothing before it is said
        return token > s.trigger
    first, last = sorted((s.trigger, s.speaker))
    if s.speaker < s.trigger:
        return token > last or (token < first and _closes(scene, s.speaker, s.trigger))
    return not first <= token <= last


def _closes(scene: Scene, speaker: int, verb: int) -> bool:
    """Whether a speaker and a verb end a sentence after its content: "..., the Kremlin said on Monday"."""
    order, sentence = scene.language.word_order, scene.sentence(verb)
    beside = (m.first for m in scene.mentions if m.first <= speaker < m.last)
    at = min(beside, default=speaker) - 1
    titles = scene.language.titles | order["determiners"] | scene.language.articles
    while at > sentence.first and (scene.tokens[at].norm in titles or scene.tokens[at].text[:1].isupper()):
        at -= 1
    if at <= sentence.first or scene.tokens[at].text not in (",", '"', "”", "’"):
        return False
    following = scene.tokens[verb + 1] if verb + 1 < sentence.last else None
    return following is None or not following.text[:1].isalnum() or following.norm in order["prepositions"]
