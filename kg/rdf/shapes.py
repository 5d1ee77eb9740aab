"""Checks an article graph against `ontology/shapes.ttl` before it is written.

A small interpreter of the SHACL Core constraints that our shapes use; a term that it does not know is an OntologyError,
so that no constraint is ever skipped. It gives the same answers as pyshacl (tested), some hundred times faster.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store

from kg.errors import OntologyError
from kg.paths import folder
from kg.rdf import literals
from kg.rdf import vocab as v
from kg.rdf.vocab import kg

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal
Graph = Mapping[Term, Mapping[NamedNode, Sequence[Term]]]
Check = Callable[["Data", Term, Sequence[Term]], bool]  # data, focus node, values: whether they are right

SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SUB_CLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
_FIRST, _REST, _NIL = NamedNode(_RDF + "first"), NamedNode(_RDF + "rest"), NamedNode(_RDF + "nil")
_DATES = frozenset({v.DATE, v.YEAR_MONTH, v.YEAR})
_NUMBERS = frozenset({v.INTEGER, v.DECIMAL})
_SILENT = frozenset({"message", "targetClass", "path", "property"})


@dataclass(frozen=True, slots=True)
class Violation:
    """A node that breaks a shape: the property concerned (None for the whole node) and what should be."""

    node: str
    path: str | None
    message: str

    def __str__(self) -> str:
        return f"{self.node} {(self.path or '').removeprefix(v.NS)}: {self.message}".replace(" :", ":")


@dataclass(frozen=True, slots=True)
class Data:
    """Triples by subject and predicate, and the classes that lie under each class."""

    triples: Graph
    below: Mapping[NamedNode, frozenset[NamedNode]]

    def values(self, node: Term, path: NamedNode) -> Sequence[Term]:
        """Return the values of a property."""
        return self.triples[node].get(path, ()) if node in self.triples else ()

    def is_a(self, node: Term, cls: NamedNode) -> bool:
        """Whether a node is an instance of a class or of one below it."""
        return not self.below[cls].isdisjoint(self.values(node, v.TYPE))


@dataclass(frozen=True, slots=True)
class _Property:
    """What the values of one property must be; `needed`: also when there is none."""

    path: NamedNode
    message: str
    checks: tuple[Check, ...]
    needed: bool

    def holds(self, data: Data, node: Term) -> bool:
        values = data.values(node, self.path)
        if not values and not self.needed:
            return True  # of all constraints only sh:minCount has something to say
        return all(check(data, node, values) for check in self.checks)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a node must be, and its properties."""

    message: str
    checks: tuple[Check, ...]
    properties: tuple[_Property, ...]

    def violations(self, data: Data, node: Term) -> list[Violation]:
        found = [Violation(_name(node), p.path.value, p.message) for p in self.properties if not p.holds(data, node)]
        if not all(check(data, node, (node,)) for check in self.checks):
            found.append(Violation(_name(node), None, self.message))
        return found

    def holds(self, data: Data, node: Term) -> bool:
        return not self.violations(data, node)


@dataclass(frozen=True, slots=True)
class Shapes:
    """Compiled shapes: those of each class, superclasses included."""

    of_class: Mapping[NamedNode, tuple[_Shape, ...]]
    below: Mapping[NamedNode, frozenset[NamedNode]]

    def check(self, quads: Iterable[Quad]) -> tuple[Violation, ...]:
        """Return what is wrong with these quads, all graphs taken together, in the order of nodes."""
        triples: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            found = triples[quad.subject][quad.predicate]  # type: ignore[index]
            if quad.object not in found:
                found.append(quad.object)  # type: ignore[arg-type]
        data = Data(triples, self.below)
        wrong: dict[Violation, None] = {}
        for node in list(triples):
            for cls in triples[node].get(v.TYPE, ()):
                for shape in self.of_class.get(cls, ()):  # type: ignore[arg-type]
                    wrong.update(dict.fromkeys(shape.violations(data, node)))
        return tuple(wrong)


def violations(quads: Iterable[Quad]) -> tuple[str, ...]:
    """Return what is wrong with the graphs of one article, one line each; empty if all is well.

    Raises OntologyError if `ontology/shapes.ttl` says something that this checker does not know.
    """
    return tuple(str(wrong) for wrong in shapes().check(quads))


@cache
def shapes() -> Shapes:
    """Return the shapes of `ontology/`, read once a process."""
    base = folder("ontology")
    return load(base / "shapes.ttl", (base / "kg.ttl", base / "events.ttl"))


def load(shapes_file: Path, ontology: Iterable[Path]) -> Shapes:
    """Compile a file of shapes, with the classes of an ontology."""
    return _Compiler(_read(shapes_file), _below(ontology)).shapes()


def _read(path: Path) -> Store:
    store = Store()
    try:
        store.load(path=str(path), format=RdfFormat.TURTLE)
    except (SyntaxError, OSError) as error:
        raise OntologyError(f"{path.name}: {error}") from error
    return store


def _below(ontology: Iterable[Path]) -> dict[NamedNode, frozenset[NamedNode]]:
    """Each class with itself and all classes below it."""
    children: dict[NamedNode, set[NamedNode]] = {kg(name): set() for name in v.CLASSES}
    for path in ontology:
        for quad in _read(path).quads_for_pattern(None, _SUB_CLASS, None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                children.setdefault(quad.object, set()).add(quad.subject)

    def closure(cls: NamedNode) -> set[NamedNode]:
        return {cls}.union(*(closure(child) for child in children.get(cls, ())))

    return {cls: frozenset(closure(cls)) for cls in children}


class _Compiler:
    def __init__(self, store: Store, below: dict[NamedNode, frozenset[NamedNode]]) -> None:
        self.store = store
        self.below = below

    def shapes(self) -> Shapes:
        of_class: dict[NamedNode, list[_Shape]] = defaultdict(list)
        for quad in sorted(self.store.quads_for_pattern(None, NamedNode(SH + "targetClass"), None), key=str):
            if not isinstance(quad.object, NamedNode) or quad.object not in self.below:
                raise OntologyError(f"shapes.ttl: {quad.object} is not a class of the ontology")
            shape = self.shape(quad.subject)  # type: ignore[arg-type]
            for cls in self.below[quad.object]:
                if shape not in of_class[cls]:
                    of_class[cls].append(shape)
        return Shapes({cls: tuple(found) for cls, found in of_class.items()}, self.below)

    def all(self, node: Node, name: str) -> list[Term]:
        quads = self.store.quads_for_pattern(node, NamedNode(SH + name), None)
        return sorted((q.object for q in quads), key=str)  # type: ignore[misc]

    def shape(self, node: Node) -> _Shape:
        """Compile a node shape, or a property shape that stands alone as an option of sh:or."""
        if self.all(node, "path"):
            return _Shape("", (), (self.property(node),))
        properties = tuple(self.property(p) for p in self.all(node, "property") if not isinstance(p, Literal))
        return _Shape(self.message(node), tuple(check for _, check in self.checks(node)), properties)

    def property(self, node: Node) -> _Property:
        path = next(iter(self.all(node, "path")), None)
        if not isinstance(path, NamedNode):
            raise OntologyError("shapes.ttl: only single properties are known as sh:path")
        if self.all(node, "property"):
            raise OntologyError("shapes.ttl: sh:property inside sh:property is not known to this checker")
        checks = self.checks(node)
        needed = any(name == "minCount" for name, _ in checks)
        return _Property(path, self.message(node), tuple(check for _, check in checks), needed)

    def message(self, node: Node) -> str:
        return next((m.value for m in self.all(node, "message")), "")

    def checks(self, node: Node) -> list[tuple[str, Check]]:
        found = []
        for quad in sorted(self.store.quads_for_pattern(node, None, None), key=str):
            name = quad.predicate.value.removeprefix(SH)
            if name == quad.predicate.value and quad.predicate != v.TYPE:
                raise OntologyError(f"shapes.ttl: {quad.predicate} says nothing to a shape")
            if name not in _SILENT and quad.predicate != v.TYPE:
                found.append((name, self.constraint(name, quad.object)))  # type: ignore[arg-type]
        return found

    def constraint(self, name: str, value: Term) -> Check:
        make = _CONSTRAINTS.get(name)
        if name in ("in", "or"):
            members = self.members(value)
            return _one_of(members) if name == "in" else _any_of([self.shape(m) for m in members])  # type: ignore[arg-type]
        if make is None:
            raise OntologyError(f"shapes.ttl: this checker does not know sh:{name}; see kg/rdf/shapes.py")
        if name == "class" and value not in self.below:
            raise OntologyError(f"shapes.ttl: {value} is not a class of the ontology")
        return make(value)

    def members(self, head: Term) -> list[Term]:
        found: list[Term] = []
        while head != _NIL:
            first = next(self.store.quads_for_pattern(head, _FIRST, None)).object  # type: ignore[arg-type]
            found.append(first)  # type: ignore[arg-type]
            head = next(self.store.quads_for_pattern(head, _REST, None)).object  # type: ignore[arg-type, assignment]
        return found


# --- constraints: each takes its value in the shapes file and returns a check -----------------------------------------


def _one_of(members: list[Term]) -> Check:
    allowed = frozenset(members)
    return lambda data, node, values: all(value in allowed for value in values)


def _any_of(options: list[_Shape]) -> Check:
    return lambda data, node, values: all(any(o.holds(data, value) for o in options) for value in values)


def _min_count(value: Term) -> Check:
    least = int(value.value)
    return lambda data, node, values: len(values) >= least


def _max_count(value: Term) -> Check:
    most = int(value.value)
    return lambda data, node, values: len(values) <= most


def _class(value: Term) -> Check:
    assert isinstance(value, NamedNode)
    cls = value
    return lambda data, node, values: all(data.is_a(term, cls) for term in values)


def _datatype(value: Term) -> Check:
    assert isinstance(value, NamedNode)
    datatype = value
    return lambda data, node, values: all(
        isinstance(term, Literal) and term.datatype == datatype and _well_formed(term) for term in values
    )


def _node_kind(value: Term) -> Check:
    if value.value != SH + "IRI":
        raise OntologyError("shapes.ttl: of sh:nodeKind only sh:IRI is known")
    return lambda data, node, values: all(isinstance(term, NamedNode) for term in values)


def _min_length(value: Term) -> Check:
    least = int(value.value)
    return lambda data, node, values: all(
        not isinstance(term, BlankNode) and len(term.value) >= least for term in values
    )


def _min_inclusive(value: Term) -> Check:
    least = Decimal(value.value)

    def check(data: Data, node: Term, values: Sequence[Term]) -> bool:
        numbers = [_number(term) for term in values]
        return all(number is not None and number >= least for number in numbers)

    return check


def _pattern(value: Term) -> Check:
    regex = re.compile(value.value)
    return lambda data, node, values: all(
        not isinstance(term, BlankNode) and regex.search(term.value) is not None for term in values
    )


def _compare(strictly: bool) -> Callable[[Term], Check]:
    """Every value comes before every value of the other property: numbers or days of one type."""

    def make(other: Term) -> Check:
        assert isinstance(other, NamedNode)
        path = other

        def check(data: Data, node: Term, values: Sequence[Term]) -> bool:
            return all(_before(a, b, strictly) for a in values for b in data.values(node, path))

        return check

    return make


_CONSTRAINTS: dict[str, Callable[[Term], Check]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minLength": _min_length,
    "minInclusive": _min_inclusive,
    "pattern": _pattern,
    "lessThan": _compare(strictly=True),
    "lessThanOrEquals": _compare(strictly=False),
}


# --- values -----------------------------------------------------------------------------------------------------------


def _number(term: Term) -> Decimal | None:
    if isinstance(term, Literal) and term.datatype in _NUMBERS and _well_formed(term):
        return Decimal(term.value)
    return None


def _well_formed(term: Literal) -> bool:
    """Whether the characters of a literal are a value of its type, as far as we know the type."""
    datatype = term.datatype
    if datatype in _DATES:
        return literals.is_date(term.value, datatype)
    if datatype == v.INTEGER:
        return re.fullmatch(r"[+-]?\d+", term.value) is not None
    if datatype == v.DECIMAL:
        return re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", term.value) is not None
    return True


def _before(a: Term, b: Term, strictly: bool) -> bool:
    x, y = _number(a), _number(b)
    if x is not None and y is not None:
        return x < y if strictly else x <= y
    if not (isinstance(a, Literal) and isinstance(b, Literal)) or a.datatype != b.datatype or a.datatype not in _DATES:
        return False
    if not (_well_formed(a) and _well_formed(b)):
        return False
    return a.value < b.value if strictly else a.value <= b.value


def _name(node: Term) -> str:
    return node.value
