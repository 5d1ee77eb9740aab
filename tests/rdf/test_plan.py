"""The view is kept up to date article by article: it must equal the view made anew, whatever came before."""

import os

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph

from kg.model import Actor, Article, Cast, Date, Document, Evidence, Extraction, PhoneCall, Span
from kg.rdf import nquads, to_quads
from kg.rdf.consolidate import whole as whole_links
from kg.rdf.iris import article_iri, article_of
from kg.rdf.links import link_quads
from kg.rdf.plan import Planner, links_by_node
from kg.rdf.view import whole
from kg.rdf.vocab import AGENTS, LINKS, QUOTED_FROM, kg, terms
from kg.registry import Known
from kg.store import Store
from tests.rdf.synthetic import extractions

HISTORIES = int(os.environ.get("KG_HISTORIES", "150"))  # more for a night's run
NAMES = ("a", "b", "c", "d")
steps = st.lists(st.one_of(extractions(), st.sampled_from(NAMES)), min_size=1, max_size=8)


def put(store, planner, extraction):
    change = planner.replacement(to_quads(extraction), link_quads(extraction))
    store.apply(change.delete, change.insert)
    return change


def take(store, planner, name):
    for article in planner.articles(name):
        change = planner.removal(article)
        store.apply(change.delete, change.insert)


def fresh(extractions):
    store = Store()
    planner = Planner(store.reader)
    for extraction in extractions:
        put(store, planner, extraction)
    return store


def links_of(store, extraction):
    article = article_iri(extraction.article).value
    return [q for q in store if q.graph_name == LINKS and article_of(q.subject) == article]


@given(steps)
@settings(max_examples=HISTORIES, deadline=None)
def test_any_history_gives_the_store_of_what_is_left(history):
    store, left = Store(), {}
    planner = Planner(store.reader)
    for step in history:
        if isinstance(step, str):
            take(store, planner, step)
            left.pop(step, None)
        else:
            put(store, planner, step)
            left[step.article.id] = step
    articles = [left[name] for name in sorted(left)]
    assert store.nquads() == fresh(articles).nquads()
    view = {(q.subject, q.predicate, q.object) for q in store if q.graph_name == DefaultGraph()}
    links = whole_links(links_by_node(quad for e in articles for quad in link_quads(e)))
    decided = {quad for node, link in links.items() for quad in link.quads(node)}
    assert {q for q in store if q.graph_name == LINKS} == decided
    mine = [[q for q in decided if article_of(q.subject) == article_iri(e.article).value] for e in articles]
    assert view == whole([(to_quads(e), links) for e, links in zip(articles, mine, strict=True)])


@given(st.lists(extractions(), max_size=4), st.randoms())
@settings(max_examples=50, deadline=None)
def test_order_does_not_matter_and_twice_is_once(found, random):
    articles = list({e.article.id: e for e in found}.values())
    store = fresh(articles)
    random.shuffle(articles)
    other = fresh(articles)
    assert other.nquads() == store.nquads()
    planner = Planner(other.reader)
    for extraction in articles:
        change = put(other, planner, extraction)
        assert (change.delete, change.insert) == ((), ())


@given(st.lists(extractions(), max_size=4))
@settings(max_examples=50, deadline=None)
def test_what_is_claimed_stays_out_of_the_view(found):
    store = fresh(found)
    claimed = {
        link.object
        for e in {e.article.id: e for e in found}.values()
        for link in links_of(store, e)
        for fact in e.facts
        if fact.within and link.predicate == kg("denotes") and link.subject.value.endswith(f"#{fact.id}")
    }
    asserted = {
        link.object
        for e in {e.article.id: e for e in found}.values()
        for link in links_of(store, e)
        for fact in e.facts
        if not fact.within and link.predicate == kg("denotes") and link.subject.value.endswith(f"#{fact.id}")
    }
    taken_for_granted = {q.object for q in store if q.predicate == kg("denotes") and "#election" in q.subject.value}
    for canon in claimed - asserted - taken_for_granted:
        about = store.reader.quads_for_pattern(canon, None, None, DefaultGraph())
        assert all("/id/figure/" in canon.value for _ in about)


@given(st.lists(extractions(), max_size=4))
@settings(max_examples=30, deadline=None)
def test_nothing_is_left_when_all_are_gone(found):
    store = fresh(found)
    planner = Planner(store.reader)
    for name in NAMES:
        take(store, planner, name)
    assert nquads(store) == ""


def call(name, initiator, source):
    text = f"Анна Берг и Боб Тан поговорили. {name}"
    article = Article(id=name, text=text, lang="ru", source=source)
    document = Document(article=article, lang="ru", published=None, sentences=(), tokens=(), clauses=())
    people = (
        Actor("x", "Person", (("ru", "Анна Берг"),), canonical="person/x"),
        Actor("y", "Person", (("ru", "Боб Тан"),), canonical="person/y"),
    )
    told = Evidence(Span(0, 9), "Анна Берг")
    fact = PhoneCall(
        id="e1", rule="r", evidence=told, participants=("x", "y"), initiator=initiator, date=Date("2024-05-01", "told")
    )
    return Extraction(document, Cast(people, (), ()), (fact,))


def rows(store, sparql):
    prefix = "PREFIX kg: <https://w3id.org/actorgraph/ns#> "
    return [tuple(value.value.rpartition("/")[2] for value in row) for row in store.query(prefix + sparql)]


def test_sources_are_counted_and_disagreement_is_named():
    """Two outlets on one call: the same outlet counts once, and who called whom is contested while they differ."""
    question = "SELECT ?n ?who { ?e a kg:PhoneCall ; kg:sourceCount ?n ; kg:initiator ?who } ORDER BY ?who"
    contested = "SELECT ?p { ?e kg:contested ?p }"
    store = fresh([call("a", "x", "Outlet"), call("b", "x", "Outlet")])
    planner = Planner(store.reader)
    assert rows(store, question) == [("1", "x")]
    put(store, planner, call("c", "y", "Other"))
    assert rows(store, question) == [("2", "x"), ("2", "y")]
    assert rows(store, contested) == [("ns#initiator",)]
    put(store, planner, call("c", None, "Other"))
    assert rows(store, question) == [("2", "x")]
    assert rows(store, contested) == []
    take(store, planner, "c")
    assert rows(store, question) == [("1", "x")]
    assert rows(store, "SELECT ?a { ?e kg:reportedBy ?a . ?a kg:identifier 'a' }") != []


def test_known_actors_have_the_names_of_the_registry():
    class Registry:
        def get(self, name):
            known = Known(
                id=name, type="Person", names={"ru": ("Анна Берг", "А. Берг"), "en": ("Anna Berg",)}, qid="Q1"
            )
            return known if name == "person/x" else None

        def named(self, text):
            return ()

    store, registry = Store(), Registry()
    planner = Planner(store.reader, registry)
    for name in ("a", "b"):
        extraction = call(name, "x", name)
        change = planner.replacement(to_quads(extraction), link_quads(extraction, registry))
        store.apply(change.delete, change.insert)
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    labels = f"SELECT ?l {{ <https://w3id.org/actorgraph/id/person/x> {label} ?l }} ORDER BY ?l"
    assert rows(store, labels) == [("Anna Berg",), ("Анна Берг",)]
    take(store, planner, "a")
    assert len(rows(store, labels)) == 2
    take(store, planner, "b")
    assert nquads(store) == ""


def test_work_does_not_grow_with_the_store(shared):
    """Adding one more article about known people reads a bounded number of quads (counted, not timed)."""
    from tests.gold import all_gold

    class Counting:
        def __init__(self, store):
            self.store, self.quads = store, 0

        def quads_for_pattern(self, *pattern):
            for quad in self.store.quads_for_pattern(*pattern):
                self.quads += 1
                yield quad

    gold = all_gold(shared, "eval/dev", "articles")
    last = gold.pop()

    def cost(others):
        store = fresh(others)
        counting = Counting(store.reader)
        Planner(counting).replacement(to_quads(last), link_quads(last))
        return counting.quads

    assert cost(gold) < 3 * cost(gold[:5]) + 300


def test_agents_and_links_have_their_own_graphs(shared):
    from tests.gold import all_gold

    store = fresh(all_gold(shared, "articles"))
    view = {(q.subject, q.predicate, q.object) for q in store if q.graph_name == DefaultGraph()}
    agents = [q for q in store if q.graph_name == AGENTS]
    assert agents
    assert all((q.subject, q.predicate, q.object) in view for q in agents)
    told = {q.predicate for q in store if q.graph_name == LINKS}
    assert told <= terms("denotes score reason recipe traits block outcome source side decision") | {QUOTED_FROM}
