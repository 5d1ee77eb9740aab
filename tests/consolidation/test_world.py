"""Consolidation proven on an invented world with known truth. `benchmarks/consolidation.py` does the same for 2,000."""

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from kg.rdf import to_quads
from kg.rdf.links import link_quads
from kg.rdf.plan import Planner
from kg.rdf.vocab import LINKS, kg
from kg.registry import load
from kg.store import Store
from tests.generator import articles, measure, world


@pytest.fixture(scope="module")
def told():
    here = world.make(happenings=60)
    extractions, truth = articles.articles(here, 300)
    store, registry = Store(), load()
    planner = Planner(store.reader, registry)
    for extraction in extractions:
        change = planner.replacement(to_quads(extraction), link_quads(extraction, registry))
        store.apply(change.delete, change.insert)
    return here, store, truth


def test_people_of_all_languages_are_one_and_homonyms_are_not(told):
    _, store, truth = told
    found = measure.denoted(store)
    assert measure.pairwise(truth.people, found).f1 >= 0.98
    assert measure.merged_homonyms(truth, found) == 0


def test_events_told_many_times_are_one(told):
    _, store, truth = told
    assert measure.pairwise(truth.events, measure.denoted(store)).f1 >= 0.95


def test_disagreement_is_named(told):
    _, store, truth = told
    recall, missing = measure.contested_recall(truth, measure.denoted(store), store)
    assert truth.contested
    assert recall >= 0.95, missing


def test_plans_are_linked_to_what_came_of_them(told):
    here, store, truth = told
    found = measure.denoted(store)
    nodes = {happening: node for node, happening in truth.events.items()}
    plans = [h for h in here.happenings if h.plan_of and h.id in nodes and h.plan_of in nodes]
    linked = 0
    for plan in plans:
        node = NamedNode(articles.url(nodes[plan.id]))
        outcomes = store.reader.quads_for_pattern(node, kg("outcome"), None, LINKS)
        linked += [q.object.value for q in outcomes] == [found[nodes[plan.plan_of]]]
    assert plans
    assert linked >= len(plans) - 1  # a meeting with one more actor may come between


def test_copies_of_one_text_count_once(told):
    _, store, truth = told
    found = measure.denoted(store)
    events = {}
    for node, happening in truth.events.items():
        events.setdefault(happening, set()).add(found[node])
    alone = [h for h in truth.outlets if len(events.get(h, ())) == 1]
    right = 0
    for happening in alone:
        (event,) = map(NamedNode, events[happening])
        counts = store.reader.quads_for_pattern(event, kg("sourceCount"), None, DefaultGraph())
        right += [int(q.object.value) for q in counts] == [len(truth.outlets[happening])]
    assert right >= 0.95 * len(alone)
