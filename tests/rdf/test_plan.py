"""The view is kept up to date article by article: it must equal the view made anew, whatever came before."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph

from kg.rdf import nquads, to_quads
from kg.rdf.links import link_quads
from kg.rdf.plan import Planner
from kg.rdf.view import whole
from kg.rdf.vocab import AGENTS, LINKS, kg
from kg.store import Store
from tests.rdf.synthetic import extractions

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


@given(steps)
@settings(max_examples=150, deadline=None)
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
    assert view == whole([(to_quads(e), link_quads(e)) for e in articles])


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
        for link in link_quads(e)
        for fact in e.facts
        if fact.within and link.predicate == kg("denotes") and link.subject.value.endswith(f"#{fact.id}")
    }
    asserted = {
        link.object
        for e in {e.article.id: e for e in found}.values()
        for link in link_quads(e)
        for fact in e.facts
        if not fact.within and link.predicate == kg("denotes") and link.subject.value.endswith(f"#{fact.id}")
    }
    for canon in claimed - asserted:
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
    assert {q.predicate for q in store if q.graph_name == LINKS} == {kg("denotes"), kg("score"), kg("reason")}
