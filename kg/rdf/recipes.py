"""What the identity of a node is made from, kept beside its link so that links can be made anew without reading again.

A recipe is one string: `person:` a `consolidation.people.Person`, `event:` a `Telling` whose actors are local names,
`made:` the parts of an identity that follows from others (posts, figures), `text:` what finds copies of an article.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad

from kg.consolidation.copies import Text
from kg.consolidation.people import Person
from kg.consolidation.tellings import Telling
from kg.rdf import literals
from kg.rdf import vocab as v
from kg.rdf.iris import digest
from kg.rdf.vocab import kg

_DENOTES, _SCORE, _REASON, _BLOCK = kg("denotes"), kg("score"), kg("reason"), kg("block")
_RECIPE, _TRAITS, _OUTCOME, _SOURCE, _SIDE = kg("recipe"), kg("traits"), kg("outcome"), kg("source"), kg("side")
_DECISION, _COPY = kg("decision"), v.QUOTED_FROM


@dataclass(frozen=True, slots=True)
class Link:
    """What a node denotes and why. `denotes` and `outcome` are IRIs; the last three are of articles."""

    denotes: str = ""
    score: str = ""
    reasons: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    recipe: str = ""
    traits: str = ""
    outcome: str = ""
    source: str = ""
    copy_of: str = ""
    side: str = ""
    decided: tuple[str, ...] = ()

    def quads(self, node: NamedNode) -> list[Quad]:
        """Return the link as it stands in the graph of links."""
        pairs: list[tuple[NamedNode, NamedNode | Literal]] = [
            (predicate, NamedNode(value))
            for predicate, value in (
                (_DENOTES, self.denotes),
                (_OUTCOME, self.outcome),
                (_COPY, self.copy_of),
                (_SIDE, self.side),
            )
            if value
        ]
        if self.score:
            pairs.append((_SCORE, Literal(self.score, datatype=v.DECIMAL)))
        texts = ((_RECIPE, self.recipe), (_TRAITS, self.traits), (_SOURCE, self.source))
        pairs += [(predicate, Literal(value)) for predicate, value in texts if value]
        pairs += [(_REASON, Literal(reason)) for reason in self.reasons]
        pairs += [(_BLOCK, Literal(block)) for block in self.blocks]
        pairs += [(_DECISION, Literal(effect)) for effect in self.decided]
        return [Quad(node, predicate, value, v.LINKS) for predicate, value in pairs]

    @classmethod
    def read(cls, quads: Iterable[Quad]) -> Link:
        """Return the link that these quads of one node tell."""
        found: dict[str, list[str]] = {}
        for quad in quads:
            found.setdefault(quad.predicate.value, []).append(quad.object.value)  # type: ignore[union-attr]

        def one(predicate: NamedNode) -> str:
            return next(iter(found.get(predicate.value, ())), "")

        return cls(
            denotes=one(_DENOTES),
            score=one(_SCORE),
            reasons=tuple(sorted(found.get(_REASON.value, ()))),
            blocks=tuple(sorted(found.get(_BLOCK.value, ()))),
            recipe=one(_RECIPE),
            traits=one(_TRAITS),
            outcome=one(_OUTCOME),
            source=one(_SOURCE),
            copy_of=one(_COPY),
            side=one(_SIDE),
            decided=tuple(sorted(found.get(_DECISION.value, ()))),
        )

    def to(self, denotes: str, score: float, *reasons: str) -> Link:
        """Return the same link to something else."""
        return replace(self, denotes=denotes, score=literals.decimal(score).value, reasons=tuple(sorted(reasons)))

    # --- what it is made from ---

    @property
    def kind(self) -> str:
        """person, event, made, text, known (but decided otherwise); empty for what is known at once."""
        return self.recipe.partition(":")[0]

    @property
    def body(self) -> str:
        """The recipe without its kind."""
        return self.recipe.partition(":")[2]

    def person(self) -> Person:
        """Return the person as the article tells of it."""
        return Person.loads(self.body)

    def text(self) -> Text:
        """Return what finds copies of the article."""
        return Text(*json.loads(self.body))

    def telling(self, denoted: Callable[[str], str]) -> Telling:
        """Return the event with the canonical ids of its actors."""
        local = Telling.loads(self.body)
        return local.told_of(frozenset(denoted(name) for name in local.who))

    def known_telling(self) -> Telling:
        """Return the event with the canonical ids that were found for its actors."""
        return Telling.loads(self.traits)

    def made(self, denoted: Callable[[str], str]) -> str:
        """Return the id that follows from those of other nodes of the article."""
        prefix, *parts = json.loads(self.body)
        return f"{prefix}/{digest(*(denoted(p[1:]) if p.startswith('#') else p[1:] for p in parts))}"


def person_recipe(person: Person) -> str:
    """Return the recipe of a person."""
    return f"person:{person.dumps()}"


def event_recipe(telling: Telling) -> str:
    """Return the recipe of an event whose actors are local names."""
    return f"event:{telling.dumps()}"


def text_recipe(text: Text) -> str:
    """Return the recipe of an article."""
    return f"text:{json.dumps([text.source, text.published, text.sketch], ensure_ascii=False)}"


def made_recipe(prefix: str, *parts: str) -> str:
    """Return the recipe of an identity made of parts: `#name` a node of the article, `=text` plain words."""
    return f"made:{json.dumps([prefix, *parts], ensure_ascii=False)}"
