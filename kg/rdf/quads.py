"""From an extraction to quads: one graph an article, one more for what each statement claims.

Nodes are `<article>#` + the fact's id; actors `#a/key`, places `#place/name`, passages `#char=start,end`. No blank
nodes, no clock: the same records give the same quads in the same order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import ArticleError
from kg.model import (
    Actor,
    Article,
    Contact,
    Date,
    Election,
    ElectionResult,
    Evidence,
    Extraction,
    Fact,
    Office,
    PhoneCall,
    Protest,
    Recognition,
    Span,
    Statement,
    ZoneKind,
)
from kg.rdf import literals
from kg.rdf import vocab as v
from kg.rdf.cast import actors_in_facts
from kg.rdf.iris import actor_iri, article_iri, content_iri, local, passage_iri
from kg.rdf.run import Run, run_quads
from kg.rdf.vocab import kg

RAN = "ran"  # the comparator of a result that tells neither share nor outcome: seats, or only that somebody stood


def to_quads(extraction: Extraction, run: Run | None = None) -> tuple[Quad, ...]:
    """Return all that one article says: its graph and the graphs of what is claimed in it, each quad once.

    Facts with `within` and slots in `attributed` stand only in `<article>#id/content`. Raises ArticleError for text
    that cannot be written as UTF-8.
    """
    try:
        return tuple(dict.fromkeys(_Writer(extraction).write(run or Run())))
    except (UnicodeEncodeError, ValueError) as error:
        raise ArticleError(extraction.article.id, f"cannot be written as RDF: {error}") from error


def nquads(quads: Iterable[Quad]) -> str:
    """Return N-Quads, lines sorted, each once."""
    return "".join(line + " .\n" for line in sorted({str(quad) for quad in quads}))


def implied_election(state: str | None) -> str:
    """Return the local name of a vote that an article takes for granted without telling of it."""
    return f"election/{state}" if state else "election"


def the_election(extraction: Extraction, fact: Fact, state: str | None) -> Election | None:
    """Return the vote of `state` that a result or a stance is about: asserted or claimed by the same statement.

    Held before planned, the latest first; ties in text order. If the state is not told in one of the two places, the
    only vote of the article is meant.
    """

    def rank(election: Election) -> tuple[bool, bool, int]:
        limits = literals.bounds(election.date.value) if election.date else None
        day = int(limits[1].value.replace("-", "")) if limits else 0
        return (election.within is not None, election.status != "held", -day)

    told = [f for f in extraction.facts if isinstance(f, Election) and f.within in (None, fact.within)]
    exact = [f for f in told if f.state == state]
    if exact:
        return min(exact, key=rank)
    vague = [f for f in told if f.state is None or state is None]
    return vague[0] if len(told) == len(vague) == 1 else None


def record_digest(article: Article) -> str:
    """Return the SHA-256 of the article as it came: text and metadata."""
    fields = json.dumps(astuple(article), ensure_ascii=True)
    return hashlib.sha256(fields.encode()).hexdigest()


class _Writer:
    """Collects the quads of one extraction; `graph` is the article's IRI and graph at once."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.graph = article_iri(extraction.article)
        self.lang = extraction.document.lang
        self.quads: list[Quad] = []

    def write(self, run: Run) -> list[Quad]:
        self.article()
        self.quads += run_quads(run, self.extraction.reader, self.graph)
        for actor in actors_in_facts(self.extraction):
            self.actor(actor)
        for fact in self.extraction.facts:
            self.fact(fact)
        return self.quads

    def add(self, subject: NamedNode, predicate: str, value: NamedNode | Literal, graph: NamedNode) -> None:
        self.quads.append(Quad(subject, kg(predicate), value, graph))

    def node(self, name: str) -> NamedNode:
        return local(self.graph, name)

    def type(self, node: NamedNode, name: str, graph: NamedNode) -> None:
        self.quads.append(Quad(node, v.TYPE, kg(name), graph))

    # --- the article and its cast ---

    def article(self) -> None:
        article = self.extraction.article
        told = self.extraction.document.published
        published = literals.published(article, told.value if told else None)
        self.type(self.graph, "Article", self.graph)
        sha256 = hashlib.sha256(article.text.encode()).hexdigest()
        values = {"identifier": article.id, "title": article.title, "url": article.url, "source": article.source}
        values |= {"author": article.author, "lang": self.lang, "sha256": sha256, "digest": record_digest(article)}
        values["text"] = article.text
        for name, value in values.items():
            if value:
                self.add(self.graph, name, Literal(value), self.graph)
        if published:
            self.add(self.graph, "published", published, self.graph)

    def actor(self, actor: Actor) -> None:
        node = actor_iri(self.graph, actor.key)
        self.type(node, actor.type, self.graph)
        named: set[str] = set()
        for lang, name in actor.names:
            predicate = v.ALT_LABEL if lang in named else v.LABEL
            named.add(lang)
            self.quads.append(Quad(node, predicate, literals.text(name, lang), self.graph))
        if actor.qid:
            self.quads.append(Quad(node, v.SAME_AS, NamedNode(v.WIKIDATA + actor.qid), self.graph))
        if actor.of in self.extraction.cast.by_key:
            self.add(node, "of", actor_iri(self.graph, actor.of), self.graph)

    def source(self, name: str) -> NamedNode:
        """An actor, or a group for a source that has no name of its own («exit polls»)."""
        if name in self.extraction.cast.by_key:
            return actor_iri(self.graph, name)
        node = actor_iri(self.graph, f"~{name}")
        self.type(node, "Group", self.graph)
        label = literals.text(name, "en" if name.isascii() else self.lang)
        self.quads.append(Quad(node, v.LABEL, label, self.graph))
        return node

    def place(self, name: str) -> NamedNode:
        node = self.node(f"place/{name}")
        self.type(node, "Place", self.graph)
        self.quads.append(Quad(node, v.LABEL, literals.text(name, self.lang), self.graph))
        return node

    def passage(self, evidence: Evidence, rule: str | None = None) -> NamedNode:
        node, graph = passage_iri(self.graph, evidence.span), self.graph
        self.type(node, "Passage", graph)
        self.quads += [Quad(node, v.TYPE, kind, graph) for kind in (v.POSITION_SELECTOR, v.QUOTE_SELECTOR)]
        self.add(node, "article", graph, graph)
        self.add(node, "start", literals.number(evidence.span.start), graph)
        self.add(node, "end", literals.number(evidence.span.end), graph)
        self.add(node, "exact", Literal(evidence.exact), graph)
        self.add(node, "zone", Literal(evidence.zone), graph)
        if rule:
            self.add(node, "rule", Literal(rule), graph)
        return node

    # --- facts ---

    def content_of(self, statement: str) -> NamedNode:
        """The graph of what a statement claims; says so where the statement itself stands."""
        node = self.node(statement)
        within = next((f.within for f in self.extraction.facts if f.id == statement), None)
        graph = content_iri(node)
        self.add(node, "content", graph, content_iri(self.node(within)) if within else self.graph)
        return graph

    def fact(self, fact: Fact) -> None:
        graph = self.content_of(fact.within) if fact.within else self.graph
        node = self.node(fact.id)
        match fact:
            case Contact():
                self.contact(fact, node, graph)
            case Statement():
                self.statement(fact, node, graph)
            case Election():
                self.election(fact, node, graph)
            case ElectionResult():
                self.result(fact, node, graph)
            case Recognition():
                self.recognition(fact, node, graph)
            case Office():
                self.office(fact, node, graph)
            case Protest():
                self.protest(fact, node, graph)
            case _:
                raise TypeError(f"no mapping to RDF for {type(fact).__name__}")

    def evidence(self, fact: Fact, node: NamedNode, graph: NamedNode) -> None:
        self.add(node, "evidence", self.passage(fact.evidence, fact.rule), graph)
        date = fact.date if isinstance(fact, Contact | Statement | Election | Protest) else None
        for support in fact.support:
            is_date = date is not None and date.span is not None and date.span.covers(support.span)
            self.add(node, "dateEvidence" if is_date else "furtherEvidence", self.passage(support), graph)
        self.add(node, "rule", Literal(fact.rule), graph)
        if fact.confidence != 1.0:
            self.add(node, "score", literals.decimal(fact.confidence), graph)

    def home(self, fact: Fact, slot: str, graph: NamedNode) -> NamedNode:
        """The graph of a slot: that of the statement it is attributed to, else that of the fact."""
        teller = dict(fact.attributed).get(slot) if fact.attributed else None
        return self.content_of(teller) if teller else graph

    def slot(self, fact: Fact, node: NamedNode, name: str, key: str | None, graph: NamedNode) -> None:
        """A slot filled by an actor."""
        if key is not None:
            self.add(node, name, actor_iri(self.graph, key), self.home(fact, name, graph))

    def date(self, fact: Fact, node: NamedNode, date: Date | None, graph: NamedNode) -> None:
        if date is None:
            return
        graph = self.home(fact, "date", graph)
        limits = literals.bounds(date.value)
        if "/" not in date.value or not limits:
            self.add(node, "date", literals.date(date.value), graph)
        if limits:
            self.add(node, "earliest", limits[0], graph)
            self.add(node, "latest", limits[1], graph)
        self.add(node, "dateReason", Literal(date.reason), graph)
        if date.span:
            exact = date.span.of(self.extraction.article.text)
            zone = self.zone(date.span) or fact.evidence.zone
            self.add(node, "dateEvidence", self.passage(Evidence(date.span, exact, zone)), graph)

    def zone(self, span: Span) -> ZoneKind | None:
        """Return the zone of the page that a span stands in, wherever the fact stands that it dates."""
        document = self.extraction.document
        inside = (s.zone for s in document.sentences if document.tokens[s.last - 1].span.end >= span.end)
        return next(inside, None)

    def contact(self, fact: Contact, node: NamedNode, graph: NamedNode) -> None:
        self.type(node, type(fact).__name__, graph)
        for key in fact.participants:
            self.add(node, "participant", actor_iri(self.graph, key), self.home(fact, "participants", graph))
        self.add(node, "status", kg(fact.status), self.home(fact, "status", graph))
        self.date(fact, node, fact.date, graph)
        if fact.place:
            self.add(node, "place", self.place(fact.place), self.home(fact, "place", graph))
        for topic in fact.topics:
            self.add(node, "topic", literals.text(topic, self.lang), self.home(fact, "topics", graph))
        if fact.ordinal is not None:
            self.add(node, "ordinal", literals.number(fact.ordinal), self.home(fact, "ordinal", graph))
        if isinstance(fact, PhoneCall):
            self.caller(fact, node, graph)
        self.evidence(fact, node, graph)

    def caller(self, fact: PhoneCall, node: NamedNode, graph: NamedNode) -> None:
        self.slot(fact, node, "initiator", fact.initiator, graph)
        others = [key for key in fact.participants if key != fact.initiator]
        if fact.initiator and len(fact.participants) == 2 and len(others) == 1:
            self.add(node, "recipient", actor_iri(self.graph, others[0]), self.home(fact, "initiator", graph))

    def statement(self, fact: Statement, node: NamedNode, graph: NamedNode) -> None:
        self.type(node, "Statement", graph)
        self.slot(fact, node, "speaker", fact.speaker, graph)
        self.slot(fact, node, "addressee", fact.addressee, graph)
        self.add(node, "kind", kg(fact.kind), graph)
        for key in fact.about:
            self.slot(fact, node, "about", key, graph)
        for key in fact.reported_by:
            self.add(node, "reportedBy", self.source(key), graph)
        if fact.quote:
            self.add(node, "quote", self.passage(fact.quote), graph)
        self.date(fact, node, fact.date, graph)
        self.evidence(fact, node, graph)

    def election(self, fact: Election, node: NamedNode, graph: NamedNode) -> None:
        self.type(node, "Election", graph)
        self.slot(fact, node, "state", fact.state, graph)
        if fact.office:
            self.add(node, "office", Literal(fact.office), graph)
        self.add(node, "status", kg(fact.status), graph)
        self.date(fact, node, fact.date, graph)
        self.evidence(fact, node, graph)

    def the_election(self, fact: Fact, state: str | None) -> NamedNode:
        """The vote that a result or a stance is about: one the article tells of, else one it takes for granted."""
        told = the_election(self.extraction, fact, state)
        if told:
            return self.node(told.id)
        node = self.node(implied_election(state))
        self.type(node, "Election", self.graph)
        if state:
            self.add(node, "state", actor_iri(self.graph, state), self.graph)
        self.add(node, "evidence", self.passage(fact.evidence), self.graph)
        return node

    def result(self, fact: ElectionResult, node: NamedNode, graph: NamedNode) -> None:
        election = self.the_election(fact, fact.state)
        candidate = actor_iri(self.graph, fact.candidate)
        self.figure(node, election, "result" if fact.share is None else "voteShare", fact.share, graph)
        self.add(node, "subject", candidate, graph)
        self.slot(fact, node, "state", fact.state, graph)
        self.add(election, "candidate", candidate, graph)
        if fact.outcome or fact.share is None:
            self.add(node, "comparator", Literal(fact.outcome or RAN), graph)
        if fact.according_to:
            self.add(node, "claimedBy", self.source(fact.according_to), graph)
        if fact.outcome == "won":
            home = self.home(fact, "outcome", graph)
            if home == self.graph and fact.according_to:
                home = content_iri(node)
                self.add(node, "content", home, graph)
            self.add(election, "winner", candidate, home)
        self.evidence(fact, node, graph)

    def figure(self, node: NamedNode, event: NamedNode, measure: str, value: float | None, graph: NamedNode) -> None:
        self.type(node, "Figure", graph)
        self.add(node, "event", event, graph)
        self.add(node, "measure", kg(measure), graph)
        if value is not None:
            self.add(node, "value", literals.number(value), graph)

    def recognition(self, fact: Recognition, node: NamedNode, graph: NamedNode) -> None:
        self.type(node, "Statement", graph)
        self.slot(fact, node, "speaker", fact.actor, graph)
        self.add(node, "kind", kg(fact.stance), graph)
        self.slot(fact, node, "state", fact.state, graph)
        if fact.target in ("election", "victory"):
            self.add(node, "about", self.the_election(fact, fact.state), graph)
            self.add(node, "topic", Literal(fact.target), graph)
        else:
            self.slot(fact, node, "about", fact.target, graph)
        self.evidence(fact, node, graph)

    def office(self, fact: Office, node: NamedNode, graph: NamedNode) -> None:
        self.type(node, "Post", graph)
        self.slot(fact, node, "holder", fact.person, graph)
        self.add(node, "role", Literal(fact.role), graph)
        self.slot(fact, node, "of", fact.of, graph)
        self.evidence(fact, node, graph)

    def protest(self, fact: Protest, node: NamedNode, graph: NamedNode) -> None:
        self.type(node, "Event", graph)
        self.add(node, "eventType", kg("protest"), graph)
        self.slot(fact, node, "state", fact.state, graph)
        if fact.place:
            self.add(node, "place", self.place(fact.place), graph)
        self.add(node, "status", kg(fact.status), graph)
        self.date(fact, node, fact.date, graph)
        for measure, count in (("detained", fact.detained), ("killed", fact.killed)):
            if count is not None:
                figure = self.node(f"{fact.id}/{measure}")
                self.figure(figure, node, measure, count, graph)
                if fact.according_to:
                    self.add(figure, "claimedBy", self.source(fact.according_to), graph)
                self.evidence(fact, figure, graph)
        self.evidence(fact, node, graph)
