"""What the net is to say about an example, as tensors, and how far off it is."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.extraction.scene import Scene
from kg.neural.candidates import Candidate
from kg.neural.features import Links, Places, able, links, places, prominences
from kg.neural.labels import ANCHORS, CANDIDATES, EVENTS, MENTIONS, OFFICES, ROLES, CandidateType
from kg.neural.windows import Windows
from training.gold import Example
from training.network import Classes, Heads

# divisors that bring the parts of the loss to like sizes for an article of usual length
MENTION, TRIGGER, ANTECEDENT, ROLE, ATTRIBUTE, OFFICE, OF = 60, 20, 40, 30, 15, 8, 8
_NEVER = -1e4


@dataclass
class Targets:
    """An example ready for the net. `below` are the cached states of each window under the first layer that learns."""

    example: Example
    windows: Windows
    below: list[Tensor]

    @cached_property
    def mention_tags(self) -> Tensor:
        """0 outside, then begin and inside of each type; [tokens]."""
        tags = torch.zeros(self.windows.tokens, dtype=torch.long)
        for c in self.example.tagged:
            begin = 1 + 2 * MENTIONS.index(c.type)  # type: ignore[arg-type]  # tagged candidates are mentions
            tags[c.first] = begin
            tags[c.first + 1 : c.last] = begin + 1
        return tags

    @cached_property
    def trigger_tags(self) -> Tensor:
        """0 outside, 1 begin, 2 inside; [tokens, events]."""
        tags = torch.zeros(self.windows.tokens, len(EVENTS), dtype=torch.long)
        for event in self.example.events:
            kind = EVENTS.index(event.type)  # type: ignore[arg-type]
            tags[event.span[0], kind] = 1
            tags[event.span[0] + 1 : event.span[1], kind] = 2
        return tags

    @cached_property
    def sentence_of(self) -> np.ndarray:
        """The sentence of each token."""
        scene = Scene(self.example.document, self.example.cast)
        return np.array([scene.sentence_of(i) for i in range(self.windows.tokens)])

    @cached_property
    def keys(self) -> list[str]:
        """The distinct keys of the candidates."""
        return list(dict.fromkeys(c.key for c in self.example.candidates))

    @cached_property
    def key_of(self) -> Tensor:
        """The number of each candidate's key."""
        number = {key: i for i, key in enumerate(self.keys)}
        return torch.tensor([number[c.key] for c in self.example.candidates])

    @cached_property
    def types(self) -> Tensor:
        """The type of each candidate."""
        return torch.tensor([CANDIDATES.index(c.type) for c in self.example.candidates])

    @cached_property
    def prominent(self) -> Tensor:
        """How prominent each candidate's actor is."""
        return torch.from_numpy(prominences(self.example.candidates))

    @cached_property
    def allowed(self) -> dict[str, Tensor]:
        """For each kind of anchor which keys can fill which roles; [keys, roles]."""
        types: list[set[CandidateType]] = [set() for _ in self.keys]
        for c, k in zip(self.example.candidates, self.key_of.tolist(), strict=True):
            types[k].add(c.type)
        return dict(zip(ANCHORS, torch.from_numpy(able(ANCHORS, types)), strict=True))

    @cached_property
    def filled(self) -> Tensor:
        """Which keys fill which roles of each event; [events, keys, roles]."""
        number = {key: i for i, key in enumerate(self.keys)}
        table = torch.zeros(len(self.example.events), len(self.keys), len(ROLES))
        for i, event in enumerate(self.example.events):
            for role, keys in event.roles.items():
                for key in keys & number.keys():
                    table[i, number[key], ROLES.index(role)] = 1  # type: ignore[arg-type]
        return table

    @cached_property
    def actors(self) -> list[int]:
        """The tagged candidates that are actors."""
        return [i for i, c in enumerate(self.example.tagged) if c.type != "Place"]

    @cached_property
    def linked(self) -> Classes:
        """How each pair of actor mentions stands to each other."""
        chosen = [self.example.tagged[i] for i in self.actors]
        return _tensors(links(self.example.document, self.example.cast, chosen, self.sentence_of))

    @cached_property
    def around(self) -> Classes:
        """Where all candidates stand as the triggers see them."""
        at = [e.span[0] for e in self.example.events]
        return self.seen_from(at, at)

    def seen_from(self, at: list[int], triggers: list[int]) -> Classes:
        """Return where all candidates stand as tokens see them."""
        clause_of = np.array(self.example.document.clause_of)
        return _tensors(places(at, self.example.candidates, self.sentence_of, clause_of, triggers))


def _tensors(classes: Links | Places) -> Classes:
    return {f.name: torch.from_numpy(getattr(classes, f.name)) for f in fields(classes)}


def losses(heads: Heads, t: Targets, h: Tensor) -> dict[str, Tensor]:
    """Return the parts of the loss for one example, given its word vectors [tokens, H]."""
    dropped = heads.drop(h)
    tags = functional.cross_entropy(heads.mention(dropped), t.mention_tags, reduction="sum")
    triggers = functional.cross_entropy(heads.trigger(dropped).view(-1, 3), t.trigger_tags.view(-1), reduction="sum")
    m = heads.mentions(h, [(c.first, c.last) for c in t.example.candidates], t.types)
    found = {"mention": tags / MENTION, "trigger": triggers / TRIGGER}
    if len(t.actors) > 1:
        found["antecedent"] = _antecedents(heads, t, m) / ANTECEDENT
    if t.example.events:
        found |= _events(heads, t, h, m)
    if t.example.offices:
        found |= _offices(heads, t, h, m)
    return found


def _antecedents(heads: Heads, t: Targets, m: Tensor) -> Tensor:
    """Return the loss of choosing an antecedent of the same actor for each mention, or none for the first."""
    chosen = torch.tensor(t.actors)
    n = len(chosen)
    earlier = torch.tril(torch.ones(n, n, dtype=torch.bool), -1)
    scores = heads.antecedents(m[chosen], t.linked)
    scores = torch.cat([scores.masked_fill(~earlier, _NEVER), scores.new_zeros(n, 1)], 1)
    keys = t.key_of[chosen]
    same = (keys[:, None] == keys[None]) & earlier
    right = torch.cat([same, ~same.any(1, keepdim=True)], 1)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, _NEVER), 1)).sum()


def _events(heads: Heads, t: Targets, h: Tensor, m: Tensor) -> dict[str, Tensor]:
    events = t.example.events
    spans = heads.spans(h, [e.span for e in events])
    kinds = heads.anchor_type(torch.tensor([ANCHORS.index(e.type) for e in events]))
    anchors = functional.relu(heads.anchor_vector(spans) + kinds)
    allowed = torch.stack([t.allowed[e.type] for e in events])
    looks = heads.roles(anchors, m, t.prominent, t.around, t.key_of, allowed)
    roles = torch.stack([_wrong(scores[allowed], t.filled[allowed]) for scores in looks]).sum()
    vectors = functional.relu(heads.attribute_vector(spans) + kinds)
    attributes = h.new_zeros(())
    for i, event in enumerate(events):
        for name, value in event.attributes.items():
            attributes = attributes + functional.cross_entropy(
                heads.attributes[name](vectors[i : i + 1]), torch.tensor([value])
            )
    return {"role": roles / ROLE, "attribute": attributes / ATTRIBUTE}


def _offices(heads: Heads, t: Targets, h: Tensor, m: Tensor) -> dict[str, Tensor]:
    """Return the loss of naming each person's offices from all its mentions, and of what each office is of."""
    people = [c for c in t.example.tagged if c.type == "Person"]
    if not people:
        return {}
    vectors = functional.relu(heads.office_vector(heads.spans(h, [(c.first, c.last) for c in people])))
    scores = heads.office(vectors)
    told: dict[str, set[int]] = {}
    for held in t.example.offices:
        told.setdefault(held.person, set()).add(held.office)
    named = h.new_zeros(())
    for key in dict.fromkeys(c.key for c in people):
        mine = torch.tensor([c.key == key for c in people])
        wanted = torch.zeros(len(OFFICES))
        wanted[list(told.get(key, ()))] = 1
        together = torch.logsumexp(scores[mine], 0)
        named = named + functional.binary_cross_entropy_with_logits(together, wanted, reduction="sum")
    found = {"office": named / OFFICE}
    anchors = [(_said_at(people, held.person, held.span), held.of) for held in t.example.offices]
    known = [(i, of) for i, of in anchors if i is not None]
    if known:
        found["of"] = _of(heads, t, m, people, vectors, known) / OF
    return found


def _said_at(people: list[Candidate], key: str, span: tuple[int, int]) -> int | None:
    """Return the first mention of a person in the words that tell the office, else the first at all."""
    mine = [i for i, c in enumerate(people) if c.key == key]
    inside = [i for i in mine if people[i].first < span[1] and span[0] < people[i].last]
    return next(iter(inside or mine), None)


def _of(
    heads: Heads, t: Targets, m: Tensor, people: list[Candidate], vectors: Tensor, known: list[tuple[int, str | None]]
) -> Tensor:
    office = heads.anchor_type.weight[ANCHORS.index("Office")]
    anchors = functional.relu(vectors[torch.tensor([i for i, _ in known])] + office)
    allowed = t.allowed["Office"].expand(len(known), -1, -1)
    at = t.seen_from([people[i].first for i, _ in known], [])
    column = ROLES.index("of")
    looks = heads.roles(anchors, m, t.prominent, at, t.key_of, allowed, alone=True)
    wanted = torch.zeros(len(known), len(t.keys))
    for row, (_, of) in enumerate(known):
        if of in t.keys:
            wanted[row, t.keys.index(of)] = 1
    able = t.allowed["Office"][:, column]
    return torch.stack([_wrong(scores[:, able, column], wanted[:, able]) for scores in looks]).sum()


def _wrong(scores: Tensor, wanted: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(scores, wanted, reduction="sum")
