"""What the page asks for: actors by name, questions and their answers, dossiers, and all about one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pyoxigraph as ox

from kg import queries
from kg.errors import QueryError
from kg.graph import Graph, Triples
from kg.model import Lang
from kg.queries import KG, Param, iri
from kg.registry.keys import norm
from kg.resolution.lookup import Labelled
from kg.views import messages
from kg.views.table import Table, render
from kg.web import lexer, ontology
from kg.web.asked import LINKS, NotFound, Parameters, one
from kg.web.reply import Reply, as_json
from kg.web.settings import Limits
from kg.web.tables import Shown, kinds_of, links, select, sheet, text

_FOUND = 30
_TAKE_AWAY = {
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "markdown": "text/markdown; charset=utf-8",
}
_OWN = ("lang", "name", "format")
_POINTERS = frozenset(KG + name for name in ("evidence", "furtherEvidence", "quote", "reportedBy", "source", "content"))
_SPANS = frozenset(KG + name for name in ("earliest", "latest"))


# --- actors ----------------------------------------------------------------------------------------------------------


def search(graph: Graph, parameters: Parameters, limits: Limits) -> Reply:
    """Return actors whose name begins with or holds `q`, the nearest first; if none, whom the words mean otherwise."""
    wanted = norm(one(parameters, "q")).strip()
    labels = graph.names().labels
    ranked: dict[str, tuple[int, int, str, Labelled]] = {}
    for label in labels:
        place = _fit(norm(label.name), wanted)
        if place is not None:
            rank = (place, len(label.name), label.name, label)
            ranked[label.iri] = min(ranked.get(label.iri, rank), rank, key=lambda r: r[:3])
    found = sorted(ranked.values(), key=lambda r: r[:3])
    if wanted and not found:
        found = [(0, 0, "", label) for label in labels if label.iri in _meant(graph, wanted)][:1]
    names = graph.labels(r[3].iri for r in found[:_FOUND])
    return as_json(
        [
            {
                "iri": label.iri,
                "text": names.get(label.iri, label.name),
                "also": label.name if label.name != names.get(label.iri) and wanted else "",
                "type": messages.term(label.type, graph.lang),
            }
            for *_, label in found[:_FOUND]
        ]
    )


def _fit(name: str, wanted: str) -> int | None:
    if name.startswith(wanted):
        return 0 if name == wanted else 1
    if f" {wanted}" in name:
        return 2
    return 3 if len(wanted) > 2 and wanted in name else None


def _meant(graph: Graph, name: str) -> tuple[str, ...]:
    try:
        return graph.resolve(name)
    except QueryError:
        return ()


def actor(graph: Graph, parameters: Parameters, limits: Limits) -> Reply:
    """Return the dossier of an actor."""
    asked = one(parameters, "iri")
    if not _meant(graph, asked):
        raise NotFound(f"no actor {asked} in this store")
    dossier = graph.show(asked)
    sections = [
        {"key": key, "heading": messages.text(key, graph.lang), **sheet(graph, table)}
        for key, table in dossier.sections
        if len(table)
    ]
    return as_json(
        {
            "iri": dossier.iri,
            "text": dossier.name,
            "type": messages.term(dossier.type, graph.lang),
            "names": [{"lang": lang, "text": name} for lang, name in dossier.names],
            "same": list(dossier.same_as),
            "sections": sections,
        }
    )


# --- questions -------------------------------------------------------------------------------------------------------


def catalogue(graph: Graph, parameters: Parameters, limits: Limits) -> Reply:
    """Return all questions with their parameters."""
    return as_json(
        [
            {
                "name": query.name,
                "title": query.title(graph.lang),
                "about": query.about(graph.lang),
                "params": [
                    {
                        "name": p.name,
                        "type": p.type,
                        "help": p.help(graph.lang),
                        "default": p.default or "",
                        "options": _options(p, graph.lang),
                    }
                    for p in query.params
                ],
            }
            for query in queries.catalogue().values()
        ]
    )


def _options(param: Param, lang: Lang) -> list[tuple[str, str]]:
    """Return the kinds that a parameter may have, with words for them."""
    named = queries.kinds_for(param) if param.type == "kind" else ()
    return [(name, messages.term(name, lang)) for name in named]


def ask(graph: Graph, parameters: Parameters, limits: Limits) -> Reply:
    """Answer a question of the catalogue; with `format` as a file to take away, else for the page."""
    name = one(parameters, "name")
    query = queries.find(name)
    given = {key: list(values) for key, values in parameters.items() if key not in _OWN and any(values)}
    values = {key: [v for v in told if v] for key, told in given.items()}
    bound = graph.explain(name, **values)
    table = replace(_rows(graph, bound, limits), title=query.title(graph.lang))
    if one(parameters, "format"):
        return _take_away(graph, table, name, one(parameters, "format"))
    return as_json({**sheet(graph, table), "sparql": bound})


def table(graph: Graph, parameters: Parameters, limits: Limits) -> Reply:
    """Answer any query for the page: rows, a yes or no, or triples as rows."""
    asked = one(parameters, "query")
    if outward := lexer.calls_out(asked):
        raise QueryError(f"{outward} is refused: it would make this server call other machines")
    answer = graph.query(lexer.limited(asked, limits.rows))
    if isinstance(answer, bool):
        return as_json({"boolean": answer})
    if isinstance(answer, Triples):
        rows = tuple((t.subject, t.predicate, t.object) for t in answer.triples[: limits.rows])
        answer = Table(("subject", "predicate", "object"), rows, lang=graph.lang, readable=False)
    if one(parameters, "format"):
        return _take_away(graph, answer, "answer", one(parameters, "format"))
    return as_json(sheet(graph, answer))


def _rows(graph: Graph, sparql: str, limits: Limits) -> Table:
    answer = graph.query(lexer.limited(sparql, limits.rows))
    assert isinstance(answer, Table)
    return answer


def _take_away(graph: Graph, table: Table, name: str, format: str) -> Reply:
    if format not in _TAKE_AWAY:
        raise QueryError(f"no format '{format}'; use {', '.join(_TAKE_AWAY)}")
    named = graph.named(table)
    shown = named if format == "markdown" else named.with_labels()
    suffix = "md" if format == "markdown" else format
    kept = "".join(c for c in name if c.isalnum() or c in "-_")
    return Reply(render(shown, format).encode(), _TAKE_AWAY[format]).having(
        ("Content-Disposition", f'attachment; filename="{kept}.{suffix}"')
    )


# --- events, statements, figures, posts, places ----------------------------------------------------------------------


def node(graph: Graph, parameters: Parameters, limits: Limits) -> Reply:
    """Return all about a node of the view: what is said of it, where, who claims more, and what refers to it."""
    asked = one(parameters, "iri")
    where = iri(asked)
    told = select(graph, f"SELECT ?p ?o {{ {where} ?p ?o }} ORDER BY ?p ?o")
    claims = _claims(graph, where)
    if not told and not claims:
        raise NotFound(f"nothing about {asked} in this store")
    kind = next((text(o).removeprefix(KG) for p, o in told if text(p).endswith("#type")), "Event")
    about = select(
        graph, f"SELECT DISTINCT ?s {{ ?s ?p {where} FILTER(!CONTAINS(STR(?s), '#')) }} ORDER BY ?s LIMIT 100"
    )
    referring = [text(row[0]) for row in about if text(row[0]) != asked]
    title = graph.labels([asked]).get(asked, "")
    return as_json(
        {
            "iri": asked,
            "text": title or messages.term(kind, graph.lang),
            "type": messages.term(kind, graph.lang),
            "properties": _properties(graph, _readable(told)),
            "articles": _reports(graph, where),
            "claims": claims,
            "content": _content(graph, [text(o) for p, o in told if text(p) == f"{KG}content"]),
            "related": list(links(graph, referring).values()),
        }
    )


def _readable(told: Sequence[Sequence[object]]) -> list[tuple[str, ox.NamedNode | ox.Literal]]:
    """Leave out what has a place of its own on the page, and the borders of a date that is told."""
    dated = any(isinstance(p, ox.NamedNode) and p.value == f"{KG}date" for p, _ in told)
    hidden = _POINTERS | (_SPANS if dated else frozenset())
    return [
        (p.value, o)
        for p, o in told
        if isinstance(p, ox.NamedNode) and isinstance(o, (ox.NamedNode, ox.Literal)) and p.value not in hidden
    ]


def _properties(graph: Graph, told: Sequence[tuple[str, ox.NamedNode | ox.Literal]]) -> list[dict[str, object]]:
    """Group values by property, with headings and links."""
    table = graph.named(Table(("o",), tuple((o,) for _, o in told), lang=graph.lang))
    kinds = kinds_of(graph, table.iris())
    grouped: dict[str, list[Shown]] = defaultdict(list)
    for predicate, value in told:
        name = predicate.rpartition("#")[2].rpartition("/")[2]
        shown: Shown = {"text": table.show(value, "role_name" if name in ("role", "office", "comparator") else name)}
        if isinstance(value, ox.NamedNode):
            shown["links"] = [{"iri": value.value, "text": shown["text"], "kind": kinds[value.value]}]
        grouped[name].append(shown)
    return [
        {"name": name, "heading": _heading(name, graph.lang), "values": values}
        for name, values in sorted(grouped.items(), key=lambda item: (item[0] != "type", item[0]))
    ]


def _heading(name: str, lang: Lang) -> str:
    """Return what to call a property: as in tables, else as the ontology does."""
    return messages.words(lang)["column"].get(name) or ontology.label(name, lang)


def _reports(graph: Graph, where: str) -> list[dict[str, object]]:
    """Return each article that reports the node, with its sentences and the rules that read them."""
    rows = select(
        graph,
        f"""SELECT DISTINCT ?article ?passage ?exact ?zone ?start ?rule {{
          {{ {where} kg:evidence|kg:quote ?passage . ?passage kg:article ?article ; kg:exact ?exact ; kg:start ?start }}
          UNION {{
            {{ SELECT DISTINCT ?local {{ GRAPH <{LINKS}> {{ ?local kg:denotes {where} }} }} }}
            GRAPH ?g {{ ?local kg:evidence ?passage }}
            ?passage kg:article ?article ; kg:exact ?exact ; kg:start ?start
          }}
          OPTIONAL {{ ?passage kg:zone ?zone }}
          OPTIONAL {{ GRAPH ?article {{ ?passage kg:rule ?rule }} }}
        }} ORDER BY ?article ?start ?rule""",
    )
    articles: dict[str, dict[str, dict[str, object]]] = defaultdict(dict)
    for article, passage, exact, zone, _, rule in rows:
        kept = articles[text(article)].setdefault(
            text(passage),
            {"iri": text(passage), "text": text(exact), "zone": messages.term(text(zone), graph.lang), "rules": []},
        )
        rules = kept["rules"]
        assert isinstance(rules, list)
        if text(rule) and text(rule) not in rules:
            rules.append(text(rule))
    names = links(graph, articles)
    return [{**names[a], "passages": list(passages.values())} for a, passages in articles.items()]


def _claims(graph: Graph, where: str) -> list[dict[str, object]]:
    """Return what statements claim of the node, and that nobody asserts."""
    rows = select(
        graph,
        f"""SELECT DISTINCT ?statement ?who ?p ?o {{
          {{ SELECT DISTINCT ?local {{ GRAPH <{LINKS}> {{ ?local kg:denotes {where} }} }} }}
          GRAPH ?content {{ ?local ?p ?value }}
          ?statement kg:content ?content .
          OPTIONAL {{ ?statement kg:speaker|kg:claimedBy ?who }}
          OPTIONAL {{ GRAPH <{LINKS}> {{ ?value kg:denotes ?canonical }} }}
          BIND(COALESCE(?canonical, ?value) AS ?o)
        }} ORDER BY ?statement ?who ?p ?o""",
    )
    grouped: dict[tuple[str, str], list[tuple[object, object]]] = defaultdict(list)
    for statement, who, p, o in rows:
        if text(p) != f"{KG}rule":
            grouped[text(statement), text(who)].append((p, o))
    names = links(graph, [i for key in grouped for i in key if i])
    return [
        {"statement": names[s], "who": names.get(w), "properties": _properties(graph, _readable(told))}
        for (s, w), told in grouped.items()
    ]


def _content(graph: Graph, contents: Sequence[str]) -> list[dict[str, object]]:
    """Return the nodes that stand in the content of a statement: what it claims."""
    if not contents:
        return []
    rows = select(
        graph,
        f"""SELECT DISTINCT ?node ?p ?o {{
          VALUES ?content {{ {" ".join(map(iri, contents))} }}
          GRAPH ?content {{ ?local ?p ?value }}
          OPTIONAL {{ GRAPH <{LINKS}> {{ ?local kg:denotes ?known }} }}
          OPTIONAL {{ GRAPH <{LINKS}> {{ ?value kg:denotes ?canonical }} }}
          BIND(COALESCE(?known, ?local) AS ?node)
          BIND(COALESCE(?canonical, ?value) AS ?o)
        }} ORDER BY ?node ?p ?o""",
    )
    grouped: dict[str, list[tuple[object, object]]] = defaultdict(list)
    for name, p, o in rows:
        if text(p) != f"{KG}rule":
            grouped[text(name)].append((p, o))
    names = links(graph, grouped)
    return [{"node": names[n], "properties": _properties(graph, _readable(told))} for n, told in grouped.items()]
