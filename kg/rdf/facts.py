"""From quads back to facts: what an article graph says, in the flat format of `kg extract --format jsonl`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypedDict
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf import vocab as v
from kg.rdf.quads import RAN
from kg.rdf.vocab import kg

Value = str | int | float | None | list[str] | dict[str, str | int]
FlatFact = dict[str, Value]


class FlatActor(TypedDict):
    """An actor: all its names in any order, and its Wikidata id."""

    type: str
    names: list[str]
    qid: str | None


class FlatArticle(TypedDict):
    """One article: its facts in the order of their evidence."""

    id: str
    lang: str
    date: str | None
    source: str | None
    actors: dict[str, FlatActor]
    facts: list[FlatFact]


_STANCES = (kg("recognises"), kg("rejects"))
_NOT_SLOTS = ("content", "recipient", "candidate", "winner", "furtherEvidence")
_SLOT_OF = {"participant": "participants", "topic": "topics"} | dict.fromkeys(
    ("earliest", "latest", "dateReason", "dateEvidence"), "date"
)
_MEASURES = ("detained", "killed")


def from_quads(quads: Iterable[Quad]) -> FlatArticle:
    """Return what the graphs of one article say.

    A fact claimed inside a statement has `within`; a slot that one statement tells is named in `attributed`. Votes that
    an article only takes for granted are left out.
    """
    return _Reader(quads).article()


class _Reader:
    def __init__(self, quads: Iterable[Quad]) -> None:
        self.values: dict[NamedNode, dict[str, list[tuple[NamedNode | Literal, str]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
                self.values[quad.subject][quad.predicate.value].append((quad.object, graph))
        self.root = next(node for node in self.values if kg("Article") in self.all(node, v.TYPE))

    # --- access ---

    def all(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
        found = self.values[node].get(predicate.value, ()) if node in self.values else ()
        return [value for value, _ in found]

    def one(self, node: NamedNode, name: str) -> NamedNode | Literal | None:
        return next(iter(self.all(node, kg(name))), None)

    def string(self, node: NamedNode, name: str) -> str | None:
        value = self.one(node, name)
        return value.value if value is not None else None

    def node(self, node: NamedNode, name: str) -> NamedNode | None:
        value = self.one(node, name)
        return value if isinstance(value, NamedNode) else None

    def term(self, node: NamedNode, name: str) -> str | None:
        """The local name of a concept of the ontology."""
        value = self.node(node, name)
        return value.value.removeprefix(v.NS) if value else None

    def keys(self, node: NamedNode, name: str) -> list[str]:
        """The keys of the actors in a slot."""
        return [self.key(n) for n in self.all(node, kg(name)) if isinstance(n, NamedNode) and "#a/" in n.value]

    def key(self, node: NamedNode) -> str:
        key = unquote(node.value.partition("#a/")[2])
        return key.removeprefix("~")

    def actor(self, node: NamedNode, name: str) -> str | None:
        return next(iter(self.keys(node, name)), None)

    # --- the article ---

    def article(self) -> FlatArticle:
        facts: list[tuple[int, int, str, FlatFact]] = []
        for node in self.values:
            fact = self.fact(node)
            if fact:
                span = fact["evidence"]
                assert isinstance(span, dict)
                facts.append((int(span["start"]), int(span["end"]), node.value, fact))
        return {
            "id": self.string(self.root, "identifier") or "",
            "lang": self.string(self.root, "lang") or "",
            "date": self.string(self.root, "published"),
            "source": self.string(self.root, "source"),
            "actors": {self.key(n): self.cast(n) for n in self.values if "#a/" in n.value and "#a/~" not in n.value},
            "facts": [fact for *_, fact in sorted(facts, key=lambda row: row[:3])],
        }

    def cast(self, node: NamedNode) -> FlatActor:
        same = [n.value.removeprefix(v.WIKIDATA) for n in self.all(node, v.SAME_AS)]
        types = [n.value.removeprefix(v.NS) for n in self.all(node, v.TYPE)]
        names = [n.value for p in (v.LABEL, v.ALT_LABEL) for n in self.all(node, p)]
        return {"type": types[0], "names": list(dict.fromkeys(names)), "qid": same[0] if same else None}

    # --- facts ---

    def fact(self, node: NamedNode) -> FlatFact | None:
        name = node.value.partition("#")[2]
        types = [n.value.removeprefix(v.NS) for n in self.all(node, v.TYPE)]
        if "/" in name or name.startswith("election") or not types:
            return None
        match types[0]:
            case "PhoneCall" | "Meeting" as kind:
                slots = self.contact(node, kind)
            case "Statement":
                slots = self.statement(node)
            case "Election":
                slots = self.vote(node)
            case "Figure":
                slots = self.result(node)
            case "Post":
                slots = self.office(node)
            case "Event":
                slots = self.protest(node)
            case _:
                return None
        return slots | self.common(node, name)

    def common(self, node: NamedNode, name: str) -> FlatFact:
        passage = self.node(node, "evidence")
        assert passage is not None
        start, end = (int(self.string(passage, edge) or 0) for edge in ("start", "end"))
        common: FlatFact = {
            "id": unquote(name),
            "rule": self.string(node, "rule"),
            "confidence": float(self.string(node, "score") or 1),
            "evidence": {"start": start, "end": end, "exact": self.string(passage, "exact") or ""},
        }
        homes = {graph for value, graph in self.values[node][v.TYPE.value]}
        within = next((home for home in homes if home != self.root.value), None)
        if within:
            common["within"] = _statement_of(within)
        told = {
            _SLOT_OF.get(predicate.removeprefix(v.NS), predicate.removeprefix(v.NS)): _statement_of(graph)
            for predicate, values in self.values[node].items()
            for _, graph in values
            if graph not in homes and predicate.removeprefix(v.NS) not in _NOT_SLOTS
        }
        if told:
            common["attributed"] = dict(told)
        return common

    def date(self, node: NamedNode) -> str | None:
        told = self.string(node, "date")
        if told:
            return told
        first, last = self.string(node, "earliest"), self.string(node, "latest")
        return f"{first}/{last}" if first and last else None

    def contact(self, node: NamedNode, kind: str) -> FlatFact:
        fact: FlatFact = {
            "type": kind,
            "participants": self.keys(node, "participant"),
            "date": self.date(node),
            "status": self.term(node, "status"),
            "topics": [n.value for n in self.all(node, kg("topic"))],
        }
        fact["initiator" if kind == "PhoneCall" else "place"] = (
            self.actor(node, "initiator") if kind == "PhoneCall" else self.place(node)
        )
        ordinal = self.string(node, "ordinal")
        return fact if ordinal is None else {**fact, "ordinal": int(ordinal)}

    def place(self, node: NamedNode) -> str | None:
        place = self.node(node, "place")
        return next((n.value for n in self.all(place, v.LABEL)), None) if place else None

    def statement(self, node: NamedNode) -> FlatFact:
        kind = self.one(node, "kind")
        if kind in _STANCES:
            target = self.string(node, "topic") or self.actor(node, "about")
            fact: FlatFact = {"type": "Recognition", "actor": self.actor(node, "speaker"), "object": target}
            return fact | {"stance": self.term(node, "kind"), "state": self.actor(node, "state")}
        return {
            "type": "Statement",
            "speaker": self.actor(node, "speaker"),
            "addressee": self.actor(node, "addressee"),
            "date": self.date(node),
            "kind": self.term(node, "kind"),
            "about": self.keys(node, "about"),
        }

    def vote(self, node: NamedNode) -> FlatFact:
        fact: FlatFact = {"type": "Election", "state": self.actor(node, "state"), "office": self.string(node, "office")}
        return fact | {"date": self.date(node)}

    def number(self, node: NamedNode) -> float | None:
        value = self.string(node, "value")
        return float(value) if value is not None else None

    def result(self, node: NamedNode) -> FlatFact:
        return {
            "type": "ElectionResult",
            "state": self.actor(node, "state"),
            "candidate": self.actor(node, "subject"),
            "share": self.number(node),
            "outcome": self.outcome(node),
            "accordingTo": self.claimant(node),
        }

    def outcome(self, node: NamedNode) -> str | None:
        told = self.string(node, "comparator")
        return None if told == RAN else told

    def claimant(self, node: NamedNode) -> str | None:
        """The key of the actor who claims a figure, or the words for a source without a name."""
        by = self.node(node, "claimedBy")
        return self.key(by) if by else None

    def office(self, node: NamedNode) -> FlatFact:
        fact: FlatFact = {"type": "Office", "person": self.actor(node, "holder"), "role": self.string(node, "role")}
        return fact | {"of": self.actor(node, "of")}

    def protest(self, node: NamedNode) -> FlatFact:
        fact: FlatFact = {"type": "Protest", "place": self.place(node), "state": self.actor(node, "state")}
        fact |= {"date": self.date(node), "accordingTo": None}
        for measure in _MEASURES:
            figure = NamedNode(f"{node.value}/{measure}")
            count = self.number(figure) if figure in self.values else None
            fact[measure] = None if count is None else int(count)
            fact["accordingTo"] = fact["accordingTo"] or self.claimant(figure)
        return fact


def _statement_of(graph: str) -> str:
    """The id of the statement whose content graph this is."""
    return unquote(graph.partition("#")[2].removesuffix("/content"))
