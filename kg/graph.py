"""What a user holds: a store of articles, the questions one can ask it, and the pictures it can draw."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import queries
from kg.errors import KgError, QueryError
from kg.model import Lang
from kg.queries import Value
from kg.remote import Remote, is_url, send
from kg.store import Store
from kg.views import messages
from kg.views.table import ID, NS, Cell, Table, shorten

if TYPE_CHECKING:
    from kg.model import Article
    from kg.pipeline import Progress, Report
    from kg.readers import Reader
    from kg.resolution.lookup import Names
    from kg.views.dossier import Dossier
    from kg.views.files import Options
    from kg.views.network import Claims, Network

_FALLBACK: Mapping[Lang, tuple[str, ...]] = {
    "en": ("en", "", "ru", "uk"),
    "ru": ("ru", "uk", "en", ""),
    "uk": ("uk", "ru", "en", ""),
}
_PREFIXES = f"""PREFIX kg: <{NS}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""
_NAMES = """SELECT ?actor ?name ?usual ?type WHERE {
  { ?actor rdfs:label ?name BIND(true AS ?usual) } UNION { ?actor skos:altLabel ?name BIND(false AS ?usual) }
  ?actor a ?type
  FILTER(?type IN (kg:Person, kg:State, kg:Organization, kg:Group))
}"""
_SAME = "SELECT DISTINCT ?actor ?entity WHERE { ?actor owl:sameAs ?entity } ORDER BY ?actor ?entity"
_TITLES = """SELECT ?thing ?label ?date ?type ?who ?source WHERE {
  VALUES ?thing { THINGS }
  ?thing a ?type .
  OPTIONAL { ?thing rdfs:label|kg:title ?label }
  OPTIONAL { ?thing kg:date|kg:published ?date }
  OPTIONAL { ?thing kg:participant|kg:holder|kg:speaker|kg:subject|kg:state ?who }
  OPTIONAL { ?thing kg:source ?source }
}"""
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE."""

    triples: tuple[ox.Triple, ...]

    def __len__(self) -> int:
        return len(self.triples)

    def serialize(self, format: str = "ttl") -> str:
        """Return the triples as text; `format` is a file suffix such as ttl, nt, jsonld or rdf."""
        found = ox.RdfFormat.from_extension(format)
        if found is None:
            raise KgError(f"no RDF format '{format}'; use ttl, nt, jsonld or rdf")
        prefixes = {"kg": NS, "id": ID} if found in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else None
        return (ox.serialize(self.triples, format=found, prefixes=prefixes) or b"").decode()


class Graph:
    """A store with its questions; `lang` is the language of labels and headings.

    >>> graph = Graph(Store())
    >>> len(graph.ask("calls"))
    0
    """

    def __init__(self, store: Store, lang: Lang = "en") -> None:
        self.store = store
        self.lang: Lang = lang
        self._names: Names | None = None

    # --- articles in and out ---

    def add(
        self,
        articles: Iterable[Article | KgError],
        *,
        workers: int = 1,
        reader: Reader = "auto",
        progress: Progress | None = None,
    ) -> Report:
        """Read articles and put what they say into the store; the same article again replaces itself.

        More workers give the same store; `reader` is auto, rules, model or both; `progress` is called with how many
        are done and the name of the last.
        """
        from kg import pipeline

        self._names = None
        return pipeline.build(articles, self.store, workers=workers, reader=reader, progress=progress)

    def remove(self, *articles: str) -> int:
        """Take articles out, with all that only they said; return how many there were. Ids, urls or IRIs."""
        from kg import pipeline

        self._names = None
        return sum(pipeline.remove(self.store, article) for article in articles)

    # --- questions ---

    def ask(self, name: str, /, **params: Value | None) -> Table:
        """Answer a question of the catalogue; names of actors may be in any language and case form.

        Raises QueryError for an unknown question or parameter and for a name that is nobody's or several actors'.
        """
        table = self._select(self.explain(name, **params))
        return replace(table, title=queries.find(name).title(self.lang))

    def explain(self, name: str, /, **params: Value | None) -> str:
        """Return the SPARQL that `ask` would run, without its header; raises QueryError as `ask` does."""
        query = queries.find(name)
        values = {key.replace("_", "-") if "-" in _names_of(query, key) else key: v for key, v in params.items()}
        return re.sub(r"\A(?:#.*\n)+", "", query.bind(values, self.resolve))

    def query(self, sparql: str, allow_service: bool = False) -> Table | bool | Triples:
        """Run any SELECT, ASK, CONSTRUCT or DESCRIBE; the usual prefixes (kg, id, rdfs ...) need not be declared.

        Raises QueryError for updates, SERVICE and bad syntax.
        """
        queries.check_read_only(sparql, allow_service)
        whole = queries.with_prefixes(sparql)
        try:
            answer = self.store.query(whole)
            if isinstance(answer, ox.QueryBoolean):
                return bool(answer)
            if isinstance(answer, ox.QueryTriples):
                return Triples(tuple(answer))
            return _table(answer, self.lang)
        except QueryError as error:
            raise _shorter(error, whole.count("\n") - sparql.count("\n")) from error
        except (RuntimeError, OSError) as error:  # while rows are being read
            raise QueryError(f"the query broke off: {error}") from error

    def show(self, actor: str) -> Dossier:
        """Return the dossier of an actor."""
        from kg.views.dossier import Dossier

        (iri,) = self.resolve(actor)
        labels = [label for label in self.names().labels if label.iri == iri]
        labels.sort(key=lambda n: (not n.usual, _rank(n.lang, self.lang), n.name))
        sections = {
            "posts": self.ask("posts", actor=iri).without("holder"),
            "contacts": self.ask("contacts", actor=iri),
            "months": self.ask("contacts-by-month", actor=iri),
            "said": self.ask("statements-by", actor=iri).without("speaker"),
            "about": self.ask("statements-about", actor=iri),
            "recognition": self.ask("recognition", actor=iri),
            "figures": self.ask("figures", actor=iri),
        }
        sections["sources"] = self._sources(sections.values())
        return Dossier(
            iri=iri,
            name=labels[0].name if labels else shorten(iri),
            type=labels[0].type if labels else "",
            names=tuple(dict.fromkeys((label.lang, label.name) for label in labels)),
            same_as=tuple(sorted({entity for who, entity in self.names().same_as if who == iri})),
            sections=tuple((key, replace(table, title="")) for key, table in sections.items()),
            lang=self.lang,
        )

    def network(
        self,
        *actors: str,
        hops: int = 1,
        between: tuple[str, str] | None = None,
        longer: int = 0,
        since: str | None = None,
        until: str | None = None,
        keep_undated: bool = False,
        kinds: Iterable[str] = (),
        status: Iterable[str] = (),
        place: str | None = None,
        source: str | None = None,
        min_sources: int = 0,
        claims: Claims = "include",
        top: int | None = None,
        query: str | Path | None = None,
    ) -> Network:
        """Return who has to do with whom: everybody, or those within `hops` steps of the actors named.

        `between` keeps the shortest paths from one actor to another, and those up to `longer` steps longer. `kinds` are
        relations or groups of them: call, meeting, statement, accuses, recognition, post, election. `claims`: with what
        somebody only claims ("include"), nothing else ("only"), or without ("none"). `query` is SPARQL, or the Path of
        a file: SELECT ?source ?target ..., or CONSTRUCT. See `kg.views.choice.Choice` for the others.
        """
        from kg.networks import network_of
        from kg.views.choice import Choice

        choice = Choice(
            kinds=tuple(kinds),
            since=since,
            until=until,
            keep_undated=keep_undated,
            place=place,
            source=source,
            min_sources=min_sources,
            status=tuple(status),
            claims=claims,
            hops=hops,
            longer=longer,
            top=top,
        )
        return network_of(self, actors, between, query, choice)

    def export(self, path: str | Path, network: Network | None = None, options: Options | None = None) -> str:
        """Write the store or a network; return a line that says so.

        The suffix decides: .nq .trig .jsonld hold the whole store, .ttl .nt the asserted facts without who claims what,
        all others a network (see `kg.views.SAVERS`), by default of everybody. An address is a store that takes graphs,
        with the token of KG_TOKEN if it wants one.
        """
        from kg.views import save

        if isinstance(path, str) and is_url(path):
            return send(self.store, path, os.environ.get("KG_TOKEN", ""))
        target = Path(path)
        if target.suffix.lower() in RDF_SUFFIXES:
            from kg.views.rdffiles import save_rdf

            quads = (
                self.store
                if target.suffix.lower() in _DATASETS
                else self.store.reader.quads_for_pattern(None, None, None, ox.DefaultGraph())
            )
            return save_rdf(quads, target)
        return save(network or self.network(), target, options)

    def stats(self) -> Table:
        """Return how many of each kind the store holds."""
        return self.ask("stats")

    # --- names ---

    def names(self) -> Names:
        """Return the names of all actors in the store."""
        from kg.resolution.lookup import Labelled, Names

        if self._names is None:
            labels = [
                Labelled(
                    iri=actor.value,
                    name=name.value,
                    lang=name.language or "",
                    type=kind.value.removeprefix(NS),
                    usual=usual.value in ("true", "1"),  # two spellings of one boolean
                )
                for actor, name, usual, kind in self._solutions(_PREFIXES + _NAMES)
            ]
            same = [(actor.value, entity.value) for actor, entity in self._solutions(_PREFIXES + _SAME)]
            labels.sort(key=lambda label: (label.iri, not label.usual, label.lang, label.name))
            self._names = Names(labels, same)
        return self._names

    def resolve(self, name: str) -> tuple[str, ...]:
        """Return the IRI of the actor meant, in a tuple; raises QueryError if nobody or several are meant."""
        return (self.names().find(name),)

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """Return what to call these actors, articles and events in our language; what has no name is missing."""
        wanted = sorted({i for i in iris if not i.startswith(NS) and queries.is_iri(i)})
        if not wanted:
            return {}
        found: dict[str, tuple[int, str]] = {}
        nameless: dict[str, list[tuple[Cell, ...]]] = {}
        for thing, label, *rest in self._solutions(
            _PREFIXES + _TITLES.replace("THINGS", " ".join(map(queries.iri, wanted)))
        ):
            if isinstance(label, ox.Literal) and label.language:
                best = (_rank(label.language, self.lang), messages.term(label.value, self.lang))
                found[thing.value] = min(found.get(thing.value, best), best)
            else:
                nameless.setdefault(thing.value, []).append((label, *rest))
        whose = {row[3].value for rows in nameless.values() for row in rows if isinstance(row[3], ox.NamedNode)}
        people = self.labels(whose - nameless.keys())
        described = {iri: self._described(rows, people) for iri, rows in nameless.items()}
        untold = (iri for iri in wanted if iri.startswith(ID) and iri not in found and iri not in nameless)
        return {**self._registered(untold), **described, **{iri: label for iri, (_, label) in found.items()}}

    def _registered(self, iris: Iterable[str]) -> dict[str, str]:
        """Name those whom no article tells of but the registry knows, such as the body that somebody once headed."""
        from kg import registry

        known = {iri: registry.load().get(iri.removeprefix(ID)) for iri in iris}
        return {
            iri: min(one.labels(), key=lambda label: _rank(label[0], self.lang))[1] for iri, one in known.items() if one
        }

    def _described(self, rows: list[tuple[Cell, ...]], people: Mapping[str, str]) -> str:
        """Name what has no label of its own: an article by outlet, title and day, an event by kind, day and who."""
        label, date, kind, _, source = rows[0]
        day = _plain(date)[:10]
        if isinstance(kind, ox.NamedNode) and kind.value == f"{NS}Article":
            title = _plain(label)
            if len(title) > _LONGEST_TITLE:
                title = title[: _LONGEST_TITLE - 1].rstrip() + "…"
            return ", ".join(p for p in (_plain(source), title, day) if p)
        what = messages.term(_plain(kind).removeprefix(NS), self.lang)
        who = ", ".join(sorted({people[_plain(row[3])] for row in rows if _plain(row[3]) in people}))
        return f"{' '.join(p for p in (what, day) if p)}{': ' if who else ''}{who}"

    # --- inside ---

    def _solutions(self, sparql: str) -> Iterable[tuple[Any, ...]]:
        answer = self.store.query(sparql)
        if not isinstance(answer, ox.QuerySolutions):
            raise QueryError("a question of the catalogue must be a SELECT")
        return (tuple(row) for row in answer)

    def _select(self, sparql: str) -> Table:
        table = self.query(sparql)
        if not isinstance(table, Table):
            raise QueryError("a question of the catalogue must be a SELECT")
        return self.named(table)

    def named(self, table: Table) -> Table:
        """Return the table with labels for its IRIs."""
        return replace(table, labels=self.labels(table.iris()), readable=True)

    def _sources(self, tables: Iterable[Table]) -> Table:
        """Return the articles that stand in any of these tables."""
        told = [c for t in tables if "article" in t.variables for c in t.column("article") if c is not None]
        listed = sorted({c.value for c in told if isinstance(c, ox.NamedNode)})
        every = self.ask("sources")
        at = every.variables.index("article")
        return replace(every, rows=tuple(r for r in every.rows if getattr(r[at], "value", None) in listed))


_DATASETS = (".nq", ".trig", ".jsonld")
RDF_SUFFIXES = (*_DATASETS, ".ttl", ".nt")


def open(path: str | Path | None = None, lang: Lang | None = None, *, read_only: bool = False) -> Graph:
    """Open the store in a folder, which is made if it is not there; without a path, one in memory.

    An address such as http://127.0.0.1:7878/sparql opens the store behind an endpoint, for questions only.
    `lang` is en, ru or uk; by default that of KG_LANG or LANG. `read_only` is for questions while others write.
    """
    if isinstance(path, str) and is_url(path):
        return Graph(Remote(path), lang or default_lang())
    return Graph(Store(path, read_only=read_only), lang or default_lang())


def default_lang(environment: Mapping[str, str] = os.environ) -> Lang:
    """Return the language of KG_LANG, LC_ALL, LC_MESSAGES or LANG, English if it is none of ours.

    >>> default_lang({"LANG": "uk_UA.UTF-8"}), default_lang({"KG_LANG": "ru", "LANG": "C"}), default_lang({})
    ('uk', 'ru', 'en')
    """
    for variable in ("KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if told := environment.get(variable):
            return next((lang for lang in messages.LANGS if told.lower().startswith(lang)), "en")
    return "en"


def _rank(lang: str | None, wanted: Lang) -> int:
    order = _FALLBACK[wanted]
    return order.index(lang or "") if (lang or "") in order else len(order)


def _names_of(query: queries.Query, key: str) -> str:
    return next((p.name for p in query.params if p.name.replace("-", "_") == key), key)


def _table(answer: ox.QuerySolutions, lang: Lang) -> Table:
    variables = tuple(v.value for v in answer.variables)
    return Table(variables, tuple(tuple(row) for row in answer), lang=lang, readable=False)


def _shorter(error: QueryError, added: int) -> QueryError:
    """Say where a syntax error is, `added` lines less; what the engine would have liked there is a page long."""
    where = re.search(r"error at (\d+):(\d+)", str(error))
    return QueryError(f"not valid SPARQL at line {int(where[1]) - added}, column {where[2]}") if where else error


def _plain(cell: Cell) -> str:
    return cell.value if isinstance(cell, (ox.NamedNode, ox.Literal)) else ""
