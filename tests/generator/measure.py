"""How well a store knows the truth: pairs of nodes put together, homonyms kept apart, disagreement found."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode

from kg.rdf.vocab import LINKS, kg
from kg.store import Store
from tests.generator.articles import Truth, url


@dataclass(frozen=True)
class Score:
    """Pairs: precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def denoted(store: Store) -> dict[str, str]:
    """What each node of an article denotes, by `<article id>#<node>`."""
    start = len(url(""))
    links = store.reader.quads_for_pattern(None, kg("denotes"), None, LINKS)
    return {q.subject.value[start:]: q.object.value for q in links}


def pairwise(truth: dict[str, str], found: dict[str, str]) -> Score:
    """Return precision and recall over all pairs of nodes."""

    def pairs(counts: Counter[object]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    both = pairs(Counter((truth[node], found[node]) for node in truth))
    return Score(both / pairs(Counter(found[node] for node in truth)), both / pairs(Counter(truth.values())))


def merged_homonyms(truth: Truth, found: dict[str, str]) -> int:
    """How many canonical people stand for two people of one name."""
    who: dict[str, set[str]] = defaultdict(set)
    for node in truth.homonyms:
        who[found[node]].add(truth.people[node])
    return sum(len(people) > 1 for people in who.values())


def contested_recall(truth: Truth, found: dict[str, str], store: Store) -> tuple[float, list[tuple[str, str]]]:
    """Return the share of disagreements that the view names, and those it does not."""
    events: dict[str, set[str]] = defaultdict(set)
    for node, happening in truth.events.items():
        events[happening].add(found[node])
    missing = [pair for pair in sorted(truth.contested) if not _is_contested(store, events[pair[0]], pair[1])]
    return 1 - len(missing) / max(1, len(truth.contested)), missing


def _is_contested(store: Store, events: set[str], predicate: str) -> bool:
    reader = store.reader
    for event in map(NamedNode, events):
        nodes = [event, *(q.subject for q in reader.quads_for_pattern(None, kg("event"), event, DefaultGraph()))]
        if any(any(reader.quads_for_pattern(n, kg("contested"), kg(predicate), DefaultGraph())) for n in nodes):
            return True
    return False
