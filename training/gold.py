"""Annotated articles to what the net learns from: mentions, candidates with keys, events with roles, offices."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg import registry as seeds
from kg.articles.zones import find_zones
from kg.extraction import date_document, find_mentions
from kg.extraction.scene import Scene
from kg.model import Article, Cast, Document
from kg.neural.candidates import Candidate, Number, fixed, numbers, rule_mention, tokens_within, untagged
from kg.neural.labels import ATTRIBUTES, ATTRIBUTES_OF, OFFICES, OTHER_OFFICE
from kg.neural.tagging import Tagged, demonym, names
from kg.registry import Registry
from kg.registry.keys import norm
from kg.resolution import resolve
from kg.text import analyse

Fact = Mapping[str, Any]
Span = tuple[int, int]
CORPUS = Path(__file__).parent / "corpus"
HELD_OUT = Path(__file__).parent / "heldout"  # never trains: with fold 0 it chooses confidences
BLIND = Path(__file__).parent / "blind"  # neither trains nor chooses, and no rule is made on it: only measures
WAITING = Path(__file__).parent / "waiting"  # rules were made on it: it measures nothing, and trains in the next run
FOLDS = 10


@dataclass
class Event:
    """One trigger: tokens first..last (excluded), the keys that fill each role, the values of its attributes."""

    type: str
    span: Span
    roles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    attributes: dict[str, int] = field(default_factory=dict)
    partners: list[frozenset[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Held:
    """Who holds an office: person, number of the office, what it is of (keys), and the tokens that say so."""

    person: str
    office: int
    of: str | None
    span: Span


@dataclass
class Example:
    """One article to learn from. `tagged` are the marks; `candidates` begin with them."""

    id: str
    document: Document
    cast: Cast
    tagged: list[Candidate]
    candidates: list[Candidate]
    events: list[Event]
    offices: list[Held]
    facts: int


def fold(id: str) -> int:
    """Return the fold of an article, the same in every run. Fold 0 never trains: thresholds are chosen on it."""
    return int(hashlib.md5(id.encode()).hexdigest(), 16) % FOLDS


def load(folder: Path) -> list[Example]:
    """Return all articles of a folder (ID.md with ID.json beside it) that have gold marks, by id."""
    registry = seeds.load()
    return [example(path, registry) for path in sorted(folder.glob("*.md")) if path.with_suffix(".json").exists()]


def article(path: Path) -> tuple[Article, dict[str, Any]]:
    """Return the article of a gold file and its gold; only what a reader is told is in the article."""
    gold: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    if text.startswith("---\n"):
        text = text.split("---\n", 2)[2]
    text = unicodedata.normalize("NFC", text)
    published = gold.get("date") if path.suffix == ".md" else None
    return Article(gold["id"], text, gold["lang"], published=published, zones=find_zones(text, None)), gold


def example(path: Path, registry: Registry) -> Example:
    """Return one article with everything the net is to say about it."""
    source, gold = article(path)
    document = date_document(analyse(source), registry)
    seen = [
        Tagged(c.first, c.last, c.type, 1.0, c.type == "Person" and demonym(document, c.first, c.last, registry))  # type: ignore[arg-type]
        for c in _marks(document, None, gold)
    ]
    document = replace(document, names=names(document, seen))
    cast = resolve(document, find_mentions(document, registry), registry)
    amounts = numbers(Scene(document, cast))
    tagged = _marks(document, cast, gold)
    keys = _gold_keys(cast, tagged, gold["actors"])
    extra = [_renamed(c, cast, keys) for c in untagged(document, cast, tagged)]
    events, offices = _events(document, gold, amounts)
    return Example(gold["id"], document, cast, tagged, [*tagged, *extra, *fixed(document, amounts)], events, offices,
                   len(gold["facts"]))  # fmt: skip


def _marks(document: Document, cast: Cast | None, gold: Mapping[str, Any]) -> list[Candidate]:
    """Return the marks of actors and places as candidates, the longest first where they overlap."""
    found: list[Candidate] = []
    for mark in gold["mentions"]:
        key = mark["key"]
        type = "Place" if key.startswith("place:") else gold["actors"].get(key, {}).get("type")
        tokens = tokens_within(document, mark["start"], mark["end"])
        if type and tokens:
            rule = rule_mention(document, cast, tokens[0], tokens[-1] + 1, type) if cast else None
            found.append(Candidate(tokens[0], tokens[-1] + 1, type, key, rule))
    kept: list[Candidate] = []
    taken: set[int] = set()
    for c in sorted(found, key=lambda c: (c.first, -c.last)):
        if taken.isdisjoint(range(c.first, c.last)):
            taken.update(range(c.first, c.last))
            kept.append(c)
    return kept


def _gold_keys(cast: Cast, tagged: Iterable[Candidate], actors: Mapping[str, Any]) -> dict[str, str]:
    """Return the gold key of each actor of the rules: that of most of its marks, else one of the same name."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for c in tagged:
        if c.rule is not None and c.type != "Place":
            for key in cast.refers[c.rule]:
                votes[key][c.key] += 1
    found = {key: count.most_common(1)[0][0] for key, count in votes.items()}
    for actor in cast.actors:
        names = {norm(name) for _, name in actor.names}
        for key, row in actors.items():
            same = row.get("qid") and row["qid"] == actor.qid
            if same or (actor.key not in found and names & {norm(n) for n in row["names"]}):
                found[actor.key] = key
    return found


def _renamed(c: Candidate, cast: Cast, keys: Mapping[str, str]) -> Candidate:
    mention = cast.mentions[c.rule] if c.rule is not None else None
    key = f"place:{mention.lemma}" if mention and c.type == "place" else keys.get(c.key, f"rule:{c.key}")
    return Candidate(c.first, c.last, c.type, key, c.rule)


def _events(document: Document, gold: Mapping[str, Any], amounts: Sequence[Number]) -> tuple[list[Event], list[Held]]:
    events: dict[tuple[str, Span], Event] = {}
    offices: list[Held] = []
    for fact in gold["facts"]:
        at = document.article.text.find(fact["evidence"])
        if at < 0:
            continue
        tokens = tokens_within(document, at, at + len(fact["evidence"]))
        if fact["type"] == "Office":
            role = fact["role"] if fact["role"] in OFFICES else OTHER_OFFICE
            offices.append(Held(fact["person"], OFFICES.index(role), fact["of"], (tokens[0], tokens[-1] + 1)))
            continue
        span = _trigger(document, fact, at, tokens, amounts)
        if span is not None:
            event = events.setdefault((fact["type"], span), Event(fact["type"], span))
            _fill(event, fact, gold["actors"])
    for event in events.values():
        if "several" in ATTRIBUTES_OF[event.type]:
            event.attributes["several"] = int(len(set(event.partners)) > 1)
    return sorted(events.values(), key=lambda event: event.span), offices


def _trigger(document: Document, fact: Fact, at: int, tokens: list[int], amounts: Sequence[Number]) -> Span | None:
    """Return the tokens of a fact's trigger; of a share, its number."""
    if fact["type"] == "ElectionResult" and fact["share"] is not None:
        for n in amounts:
            if tokens[0] <= n.first <= tokens[-1] and abs(n.value - fact["share"]) < 0.051:
                return n.first, n.last
    if not fact.get("trigger"):
        return None
    start = at + fact["evidence"].find(fact["trigger"])
    found = tokens_within(document, start, start + len(fact["trigger"]))
    return (found[0], found[-1] + 1) if found else None


def _fill(event: Event, fact: Fact, actors: Mapping[str, Any]) -> None:
    """Add what one fact says to the event of its trigger."""
    roles = event.roles
    roles["participant"].update(fact.get("participants") or ())
    roles["about"].update(fact.get("about") or ())
    for role in ("initiator", "speaker", "addressee", "candidate", "state", "actor"):
        roles[role].update({fact[role]} if fact.get(role) else ())
    for role, slot in (("according", "accordingTo"), ("object", "object")):
        roles[role].update({fact[slot]} if fact.get(slot) in actors else ())
    if fact.get("place"):
        same = [k for k, a in actors.items() if norm(fact["place"]) in map(norm, a["names"])]
        roles["place"].update([f"place:{fact['place']}", *same])
    if fact.get("date"):
        roles["date"].add(f"date:{fact['date']}")
    for role in ("detained", "killed"):
        roles[role].update({f"number:{fact[role]:g}"} if fact.get(role) else ())
    if fact.get("participants"):
        event.partners.append(frozenset(fact["participants"]))
    for name in ATTRIBUTES_OF[event.type]:
        value = _attribute(name, fact, actors)
        if value in ATTRIBUTES[name]:
            event.attributes.setdefault(name, ATTRIBUTES[name].index(value))


def _attribute(name: str, fact: Fact, actors: Mapping[str, Any]) -> str:
    if name == "source":
        return fact["accordingTo"] if fact.get("accordingTo") in ATTRIBUTES["source"] else "none"
    if name == "object" and fact.get("object") in actors:
        return "actor"
    return fact.get(name) or "none"
