"""The evidence page: an article's text with every passage marked that proves something, and what it proves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.graph import Graph
from kg.queries import KG, iri
from kg.views import messages
from kg.web.asked import LINKS, NotFound, Parameters, one
from kg.web.reply import Reply, as_json
from kg.web.settings import Limits
from kg.web.tables import Link, links, select, sheet, text

_META = ("title", "url", "source", "author", "published", "lang")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article that prove something; offsets are code points."""

    iri: str
    start: int
    end: int
    exact: str
    zone: str


def listed(graph: Graph, parameters: Parameters, limits: Limits) -> Reply:
    """Return all articles."""
    return as_json(sheet(graph, graph.ask("sources")))


def article(graph: Graph, parameters: Parameters, limits: Limits) -> Reply:
    """Return an article: metadata, text in pieces with the passages over each, and the facts of each passage.

    Without a stored text the pieces are the passages alone, in order, with gaps between.
    """
    asked = one(parameters, "iri").partition("#")[0]
    where = iri(asked)
    told = {text(p).removeprefix(KG): text(o) for p, o in select(graph, f"SELECT ?p ?o {{ {where} ?p ?o }}")}
    if not told:
        raise NotFound(f"no article {asked} in this store")
    passages = _passages(graph, where)
    stored = select(graph, f"SELECT ?t {{ GRAPH {where} {{ {where} kg:text ?t }} }} LIMIT 1")
    whole = text(stored[0][0]) if stored else ""
    facts = _facts(graph, where)
    return as_json(
        {
            "iri": asked,
            "text": told.get("title") or graph.labels([asked]).get(asked, asked),
            "meta": [
                {"name": n, "heading": messages.column(n, graph.lang), "text": told[n]} for n in _META if told.get(n)
            ],
            "url": told.get("url", "") if told.get("url", "").startswith(("https://", "http://")) else "",
            "whole": bool(whole),
            "pieces": pieces(whole, passages) if whole else quotes(passages),
            "exact": {p.iri: p.exact for p in passages},
            "facts": facts,
        }
    )


def _passages(graph: Graph, where: str) -> list[Passage]:
    rows = select(
        graph,
        f"""SELECT DISTINCT ?p ?start ?end ?exact ?zone {{
          ?p kg:article {where} ; kg:start ?start ; kg:end ?end ; kg:exact ?exact . OPTIONAL {{ ?p kg:zone ?zone }}
        }} ORDER BY ?start ?end""",
    )
    return [Passage(text(p), int(text(s)), int(text(e)), text(x), text(z)) for p, s, e, x, z in rows]


def pieces(whole: str, passages: Sequence[Passage]) -> list[dict[str, object]]:
    """Cut a text wherever a passage begins or ends; each piece knows the passages over it. Offsets are code points."""
    length = len(whole)
    edges = sorted({0, length, *(min(e, length) for p in passages for e in (p.start, p.end))})
    return [
        {"text": whole[a:b], "passages": [p.iri for p in passages if p.start <= a and b <= p.end]}
        for a, b in pairwise(edges)
    ]


def quotes(passages: Iterable[Passage]) -> list[dict[str, object]]:
    """Return the passages themselves, without those that lie within another one, when there is no text to mark."""
    kept: list[dict[str, object]] = []
    ordered = sorted(passages, key=lambda p: (p.start, -p.end))
    end = -1
    for passage in ordered:
        if passage.end <= end:
            over = kept[-1]["passages"]
            assert isinstance(over, list)
            over.append(passage.iri)
            continue
        kept.append({"text": passage.exact, "passages": [passage.iri], "gap": bool(kept)})
        end = passage.end
    return kept


def _facts(graph: Graph, where: str) -> dict[str, list[dict[str, object]]]:
    """Return for each passage what it proves: the canonical node, its kind, the rule, who claims it."""
    rows = select(
        graph,
        f"""SELECT DISTINCT ?passage ?type ?rule ?node ?who {{
          {{ SELECT DISTINCT ?passage {{ ?passage kg:article {where} }} }}
          GRAPH ?g {{ ?local kg:evidence|kg:furtherEvidence ?passage ; a ?type . OPTIONAL {{ ?local kg:rule ?rule }} }}
          GRAPH <{LINKS}> {{ ?local kg:denotes ?node }}
          OPTIONAL {{ ?statement kg:content ?g ; kg:speaker ?who }}
        }} ORDER BY ?passage ?type ?node""",
    )
    names: dict[str, Link] = links(graph, {text(i) for row in rows for i in row[3:] if text(i)})
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    for passage, kind, rule, node, who in rows:
        found[text(passage)].append(
            {
                "type": messages.term(text(kind).removeprefix(KG), graph.lang),
                "class": text(kind).removeprefix(KG),
                "rule": text(rule),
                "node": names[text(node)],
                "who": names.get(text(who)),
            }
        )
    return found
