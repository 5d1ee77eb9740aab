"""Whom the net's mentions stand for: names as the rules resolve them, titles and pronouns as the net links them.

The cast that comes out holds the mentions of both, so that facts of the net and of the rules speak of the same actors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from kg import lexicon
from kg.extraction.orgnames import body_name
from kg.extraction.tagged import has_capital
from kg.model import Actor, Cast, Document, Mention, Span
from kg.morphology import nominative, normalise, stem
from kg.neural.candidates import Candidate, is_pronoun, name_tokens, rule_mention
from kg.neural.features import links
from kg.neural.heads import Heads
from kg.neural.seats import capital_told
from kg.neural.tagging import Tagged, is_name
from kg.neural.vetoes import Vetoes
from kg.registry import Registry
from kg.registry.quoted import bare, spellings

NEVER_NAMED = ("never named",)  # the reasons of an actor that only titles and pronouns stand for
_COMMAS = frozenset({",", "–", "—", "-", "("})


@dataclass(eq=False)
class _Entity:
    """What mentions stand for while the article is being read; `key` is the actor's in the cast of the rules."""

    type: str
    key: str | None = None
    stems: set[str] = field(default_factory=set)
    mentions: list[int] = field(default_factory=list)


def cast_of(
    document: Document,
    heads: Heads,
    rules: Cast,
    tagged: Sequence[Tagged],
    settings: Mapping[str, Any],
    registry: Registry,
) -> tuple[Cast, list[Candidate]]:
    """Return a cast with the mentions of the rules and of the net; the net's mentions as candidates with its keys."""
    tagged = list({(t.first, t.last): t for t in (_known(rules, _in_whole(rules, t)) for t in tagged)}.values())
    found = [
        Candidate(t.first, t.last, t.type, "", rule_mention(document, rules, t.first, t.last, t.type)) for t in tagged
    ]
    linker = _Linker(document, heads, rules, tagged, found, settings, Vetoes(document, rules, registry))
    entities = linker.run()
    new, keys = _actors(document, rules, found, entities)
    keyed = [
        replace(c, key=keys[id(entities[i])] if i in entities else _place(document, rules, c, registry))
        for i, c in enumerate(found)
    ]
    return _joined(document, rules, keyed, new), keyed


def _in_whole(rules: Cast, t: Tagged) -> Tagged:
    """Return a person that is only a part of a known name as that body or state: "Georgian | Dream", "New | Guinea"."""
    if t.type == "Person":
        for m in rules.mentions:
            inside = m.first <= t.first and t.last <= m.last and t.last - t.first < m.last - m.first
            if inside and m.known is not None and m.kind == "name" and m.type in ("Organization", "State"):
                return replace(t, first=m.first, last=m.last, type=m.type)
    return t


def _known(rules: Cast, t: Tagged) -> Tagged:
    """Return a mention of the net with the type that the registry knows: «Эр-Рияд» is nobody's surname."""
    same = [i for i, m in enumerate(rules.mentions) if (m.first, m.last, m.kind) == (t.first, t.last, "name")]
    if t.type == "Place":  # a known person's surname, told before: "received Kishida at his residence"
        people = (rules.by_key[key] for i in same for key in rules.refers[i])
        known = any(a.type == "Person" and a.canonical for a in people)
        return replace(t, type="Person") if known else t
    type = next((rules.mentions[i].type for i in same if rules.mentions[i].known), None)
    return replace(t, type=type) if type in ("Person", "State", "Organization") else t


class _Linker:
    """Groups the mentions of actors, in text order."""

    def __init__(
        self, document: Document, heads: Heads, rules: Cast, tagged: Sequence[Tagged], found: Sequence[Candidate],
        settings: Mapping[str, Any], vetoes: Vetoes,
    ) -> None:  # fmt: skip
        self.vetoes = vetoes
        self.document, self.rules, self.tagged, self.found = document, rules, tagged, found
        self.none = float(settings.get("antecedent", 0.0))
        self.actors = [i for i, c in enumerate(found) if c.type != "Place"]
        self.entities: dict[int, _Entity] = {}
        self.groups: list[_Entity] = []
        self.scores = self._scores(heads)

    def _scores(self, heads: Heads) -> np.ndarray:
        chosen = [self.found[i] for i in self.actors]
        if len(chosen) < 2:
            return np.zeros((len(chosen), len(chosen)), np.float32)
        return heads.antecedents(heads.mentions(chosen), links(self.document, self.rules, chosen, heads.sentence_of))

    def run(self) -> dict[int, _Entity]:
        """Return the entity of each actor mention."""
        for row, i in enumerate(self.actors):
            self._put(i, self._choose(row, i))
        for row in range(len(self.actors) - 1):
            self._apposed(self.actors[row], self.actors[row + 1])
        for row, i in enumerate(self.actors):  # titles before the first name: «Президент ... Иван Иванов»
            entity = self.entities[i]
            if entity.key is None and not entity.stems and entity.type == "Person":
                self._adopt(row, entity)
        return self.entities

    def _choose(self, row: int, i: int) -> _Entity:
        c, own = self.found[i], self._rule_key(i)
        named = is_name(self.document, self.tagged[i])
        if own and (named or self._is_rule_name(i)):
            return self._keyed(own, c.type)
        linked = None if named else self._linked(row, i)
        if linked is not None:
            return linked
        if own:
            return self._keyed(own, c.type)
        if named and (same := self._same_name(i)) is not None:
            return same
        entity = _Entity(c.type)
        self.groups.append(entity)
        return entity

    def _rule_key(self, i: int) -> str | None:
        rule = self.found[i].rule
        if rule is None or len(self.rules.refers[rule]) != 1:
            return None
        key = self.rules.refers[rule][0]
        return key if self._fits(self.rules.by_key[key].type, self.found[i].type) else None

    @staticmethod
    def _fits(actor: str, type: str) -> bool:
        return (actor == "Person") == (type == "Person")

    def _is_rule_name(self, i: int) -> bool:
        rule = self.found[i].rule
        return rule is not None and self.rules.mentions[rule].kind in ("name", "adjective")

    def _keyed(self, key: str, type: str) -> _Entity:
        for entity in self.groups:
            if entity.key == key:
                return entity
        entity = _Entity(type, key)
        self.groups.append(entity)
        return entity

    def _linked(self, row: int, i: int) -> _Entity | None:
        """Return the entity that all mentions before speak for most together, if they speak for it more than for none.

        So it was learned: each mention of the right actor is a right antecedent.
        """
        if self._is_indefinite(i):
            return None
        spoken: dict[_Entity, float] = {}
        for j in range(row):
            entity = self.entities[self.actors[j]]
            if (entity.type == "Person") == (self.found[i].type == "Person"):
                spoken[entity] = float(np.logaddexp(spoken.get(entity, -np.inf), self.scores[row, j]))
        for entity in sorted(spoken, key=lambda e: -spoken[e]):
            if spoken[entity] <= self.none:
                return None
            if entity.key is None or not self.vetoes.forbid(self.found[i], entity.key):
                return entity
        return None

    def _is_indefinite(self, i: int) -> bool:
        """Whether somebody is told of for the first time: "a spokesman"."""
        first, indefinite = self.found[i].first, lexicon.language(self.document.lang).indefinite
        return any(t.norm in indefinite for t in self.document.tokens[max(0, first - 1) : first + 1])

    def _same_name(self, i: int) -> _Entity | None:
        stems = self._stems(i)
        return next((e for e in self.groups if e.type == self.found[i].type and stems & e.stems), None)

    def _stems(self, i: int) -> set[str]:
        c = self.found[i]
        words = [w for w in self.document.tokens[c.first : c.last] if has_capital(w)]
        chosen = words[-1:] if c.type == "Person" else words
        return {stem(w.lemma if self.document.lang == "en" else w.text) for w in chosen}

    def _put(self, i: int, entity: _Entity) -> None:
        self.entities[i] = entity
        entity.mentions.append(i)
        if is_name(self.document, self.tagged[i]):
            entity.stems |= self._stems(i)

    def _apposed(self, i: int, j: int) -> None:
        """Give a title and the name beside it one person: "its leader, Igor Dodon,", "Scholz, the chancellor,"."""
        titles = [k for k in (i, j) if self.found[k].type == "Person" and not is_name(self.document, self.tagged[k])]
        if len(titles) != 1 or not self._beside(i, j):
            return
        title = titles[0]
        name = j if title == i else i
        c = self.found[title]
        old, new = self.entities[title], self.entities[name]
        if self.found[name].type != "Person" or is_pronoun(self.document, c.first, c.last) or old is new:
            return
        moving = [title] if old.key or old.stems else list(old.mentions)  # whoever else is meant by a nameless title
        for k in moving:
            self.entities[k] = new
            old.mentions.remove(k)
            new.mentions.append(k)
        if not old.mentions:
            self.groups.remove(old)

    def _beside(self, i: int, j: int) -> bool:
        """Whether mention j stands right after i, or after a comma and before another sign."""
        tokens, last, first = self.document.tokens, self.found[i].last, self.found[j].first
        if first == last:
            return not is_name(self.document, self.tagged[i])
        articles = lexicon.language(self.document.lang).articles
        apart = tokens[last].text in _COMMAS and all(t.norm in articles for t in tokens[last + 1 : first])
        end = self.found[j].last
        return first <= last + 2 and apart and (end >= len(tokens) or not tokens[end].text[:1].isalnum())

    def _adopt(self, row: int, entity: _Entity) -> None:
        """Join a person never named to the named one that follows right after, or that links back to it best."""
        best: tuple[float, _Entity] | None = None
        for later in range(row + 1, len(self.actors)):
            other = self.entities[self.actors[later]]
            if other is entity or other.type != "Person" or not (other.key or other.stems):
                continue
            beside = self.found[self.actors[later]].first == self.found[self.actors[row]].last
            score = 1e3 if beside else float(self.scores[later, row]) - self.none
            if score > 0 and (best is None or score > best[0]):
                best = score, other
        if best is None:
            return
        for i in entity.mentions:
            self.entities[i] = best[1]
        best[1].mentions += entity.mentions
        self.groups.remove(entity)


def _actors(
    document: Document, rules: Cast, found: Sequence[Candidate], entities: Mapping[int, _Entity]
) -> tuple[list[Actor], dict[int, str]]:
    """Return the actors that the rules do not have, and the key of each entity by its id()."""
    taken = {a.key for a in rules.actors}
    keys: dict[int, str] = {}
    new: list[Actor] = []
    for entity in dict.fromkeys(entities.values()):
        if entity.key is not None:
            keys[id(entity)] = entity.key
            continue
        names = list(dict.fromkeys(_name(document, found[i]) for i in entity.mentions if entity.stems
                                   or not is_pronoun(document, found[i].first, found[i].last)))  # fmt: skip
        named = [n for n in names if n[:1].isupper()] or names or ["?"]
        key = base = f"~{'-'.join(stem(w) for w in normalise(named[0]).split()) or 'x'}"
        number = 2
        while key in taken:
            key, number = f"{base}-{number}", number + 1
        taken.add(key)
        keys[id(entity)] = key
        reasons = ("named in the article",) if entity.stems else NEVER_NAMED
        told = tuple((document.lang, spelling) for name in named for spelling in spellings(name))
        new.append(Actor(key, entity.type, told, score=0.5, reasons=reasons))  # type: ignore[arg-type]
    return new, keys


def _name(document: Document, c: Candidate) -> str:
    """Return the words of a mention, a single word or a body's name in the nominative."""
    text = document.article.text[document.tokens[c.first].span.start : document.tokens[c.last - 1].span.end]
    text = bare(text)
    if c.type == "Person" or " " not in text:
        return " ".join(nominative(w, document.lang, name=c.type == "Person") for w in text.split())
    if c.type == "Organization":
        words = document.tokens[c.first : c.last]
        return bare(body_name(words, document.article.text, document.lang, words[0].cases))
    return text


def _place(document: Document, rules: Cast, c: Candidate, registry: Registry) -> str:
    """Return the key of a place: its name in the nominative."""
    if (capital := capital_told(document, rules, c, registry)) is not None:
        return f"place:{capital}"
    if c.rule is not None:
        first, last = name_tokens(document, rules.mentions[c.rule])
        if (first, last) == (c.first, c.last):
            return f"place:{rules.mentions[c.rule].lemma}"
    return f"place:{_name(document, c)}"


def _joined(document: Document, rules: Cast, keyed: Sequence[Candidate], new: Sequence[Actor]) -> Cast:
    """Return the cast of the rules with the actors and mentions that only the net has."""
    added = [
        (_mention(document, c), (c.key,))
        for c in keyed
        if c.type != "Place" and (c.rule is None or rules.refers[c.rule] != (c.key,))
    ]
    replaced = {c.rule: (c.key,) for c in keyed if c.type != "Place" and c.rule is not None
                and rules.mentions[c.rule].kind in ("pronoun", "role")
                and rules.mentions[c.rule].span == _span(document, c)}  # fmt: skip
    old = [(m, replaced.get(i, rules.refers[i])) for i, m in enumerate(rules.mentions)]
    spans = {m.span for m, _ in old}
    added = [(m, r) for m, r in added if m.span not in spans]
    rows = [*old, *added]
    order = sorted(range(len(rows)), key=lambda i: (rows[i][0].span, i))
    at = {was: now for now, was in enumerate(order)}
    mentions = tuple(_moved(rows[i][0], at) for i in order)
    return Cast((*rules.actors, *new), mentions, tuple(rows[i][1] for i in order))


def _moved(m: Mention, at: Mapping[int, int]) -> Mention:
    return m if m.of is None else replace(m, of=at[m.of])


def _span(document: Document, c: Candidate) -> Span:
    return Span(document.tokens[c.first].span.start, document.tokens[c.last - 1].span.end)


def _mention(document: Document, c: Candidate) -> Mention:
    pronoun = is_pronoun(document, c.first, c.last)
    return Mention(
        span=_span(document, c), kind="pronoun" if pronoun else "role", type=c.type,  # type: ignore[arg-type]
        lemma=_name(document, c), first=c.first, last=c.last, clause=document.clause_of[c.first],
    )  # fmt: skip
