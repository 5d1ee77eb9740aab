import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from kg import pipeline
from kg.model import (
    Actor,
    Article,
    Cast,
    Date,
    Document,
    Election,
    ElectionResult,
    Evidence,
    Extraction,
    PhoneCall,
    Recognition,
    Span,
)
from kg.rdf import Run, nquads, to_quads
from kg.rdf import vocab as v
from kg.rdf.facts import from_quads
from kg.rdf.iris import actor_iri, article_iri, article_of, content_iri, local, passage_iri
from kg.rdf.links import link_quads
from kg.rdf.literals import bounds, decimal
from kg.rdf.vocab import ID, NS, kg
from kg.views.facts import facts_json
from tests.gold import all_gold, extraction_from_gold
from tests.golden.rewrite import HERE
from tests.rdf.synthetic import extractions, renamed

OWN = ("id", "rule", "within", "attributed", "evidence", "trigger", "confidence", "claimedBy")

MEANT_BY_OTHERS = (kg("content"), kg("winner"), kg("candidate"))  # said of a node by the facts that point at it


def plain(fact):
    """A fact as it compares: lists without order, intervals as days, evidence as words."""
    slots = {k: sorted(v) if isinstance(v, list) else v for k, v in fact.items() if k not in OWN}
    date = slots.get("date")
    if date and "/" in date:
        slots["date"] = "/".join(day.value for day in bounds(date))
    slots = {k: float(v) if isinstance(v, int) else v for k, v in slots.items()}
    if fact["type"] == "Protest" and fact["detained"] is fact["killed"] is None:
        slots["accordingTo"] = None  # nobody claims a figure that is not there
    evidence = fact["evidence"]
    exact = evidence["exact"] if isinstance(evidence, dict) else evidence
    return json.dumps(slots | {"evidence": exact.replace("\u00a0", " ")}, sort_keys=True, ensure_ascii=False)


def exactly(fact):
    """A fact with its id, rule, place in the text and who claims it."""
    more = {k: fact.get(k) for k in ("id", "rule", "within", "attributed", "confidence")}
    return (plain(fact), fact["evidence"]["start"], fact["evidence"]["end"], json.dumps(more, sort_keys=True))


def actors(article):
    return {key: (a["type"], sorted(set(a["names"])), a["qid"]) for key, a in article["actors"].items()}


def test_quads_keep_everything_the_gold_says(shared):
    for folder in ("articles", "eval/dev", "eval/train"):
        for path in sorted((shared / folder).glob("*.json")):
            gold = json.loads(path.read_text("utf-8"))
            back = from_quads(to_quads(extraction_from_gold(path)))
            assert actors(back) == actors(gold), path.stem
            assert sorted(map(plain, back["facts"])) == sorted(map(plain, gold["facts"])), path.stem
            assert (back["id"], back["lang"], back["date"]) == (gold["id"], gold["lang"], gold["date"])


def test_quads_and_json_agree(shared):
    """`kg extract --format jsonl` and `--format trig` say the same."""
    for extraction in all_gold(shared, "articles", "eval/dev"):
        flat, back = facts_json(extraction), from_quads(to_quads(extraction))
        assert sorted(map(exactly, flat["facts"])) == sorted(map(exactly, back["facts"])), extraction.article.id
        assert {k: flat[k] for k in ("id", "lang", "date", "source")} == {
            k: back[k] for k in ("id", "lang", "date", "source")
        }


@given(extractions())
@settings(max_examples=100, deadline=None)
def test_quads_and_json_agree_on_claims_too(extraction):
    flat, back = facts_json(extraction), from_quads(to_quads(extraction))
    assert sorted(map(exactly, flat["facts"])) == sorted(map(exactly, back["facts"]))


def test_claims_are_told_apart():
    path = HERE / "example"
    back = from_quads(to_quads(extraction_from_gold(path / "extraction.json", path / "article.md")))
    by_id = {fact["id"]: fact for fact in back["facts"]}
    assert by_id["e1"]["attributed"] == {"initiator": "s1"}
    assert by_id["e2"]["within"] == "s2"
    assert [key for key, fact in by_id.items() if "within" in fact] == ["e2"]


@given(extractions())
@settings(max_examples=60, deadline=None)
def test_claimed_facts_stand_only_in_the_graph_of_their_statement(extraction):
    quads = to_quads(extraction)
    article = article_iri(extraction.article)
    for fact in extraction.facts:
        node = local(article, fact.id)
        graphs = {q.graph_name for q in quads if q.subject == node and q.predicate not in MEANT_BY_OTHERS}
        if fact.within:
            told = {content_iri(local(article, s)) for s in (fact.within, *(s for _, s in fact.attributed))}
            assert graphs <= told
            assert content_iri(local(article, fact.within)) in graphs
        elif not fact.attributed:
            assert graphs == {article}


@given(extractions())
@settings(max_examples=40, deadline=None)
def test_same_record_same_quads_no_blank_nodes(extraction):
    quads = to_quads(extraction)
    assert quads == to_quads(extraction)
    assert len(quads) == len(set(quads))
    assert not any(isinstance(term, BlankNode) for q in quads for term in (q.subject, q.object, q.graph_name))
    text = nquads(quads)
    assert text.splitlines() == sorted(text.splitlines())
    assert set(parse(text.encode(), format=RdfFormat.N_QUADS)) == set(quads)


hostile = st.text(min_size=1, max_size=30).filter(lambda t: not any("\ud800" <= c <= "\udfff" for c in t))


@given(extractions(name="a"), hostile, hostile, st.one_of(st.none(), hostile, hostile.map(lambda t: f"https://{t}")))
@settings(max_examples=80, deadline=None)
def test_hostile_ids_and_urls_make_legal_iris(extraction, name, source, url):
    quads = to_quads(renamed(extraction, id=name, source=source, url=url, title=name))
    assert set(parse(nquads(quads).encode(), format=RdfFormat.N_QUADS)) == set(quads)
    graphs = {q.graph_name.value for q in quads}
    assert len({graph.partition("#")[0] for graph in graphs}) == 1


@given(hostile)
def test_any_key_is_one_node_of_its_article(key):
    article = NamedNode("https://news.example/1")
    assert article_of(actor_iri(article, key)) == article.value


def test_article_iris():
    def iri(url, text="t"):
        return article_iri(Article(id="x", text=text, url=url)).value

    assert iri("https://news.example/a?b=1&c=д") == "https://news.example/a?b=1&c=%D0%B4"
    assert iri("https://news.example/a#s4/content") == "https://news.example/a%23s4/content"
    assert iri("https://news.example/<a>\n{}|\\^`") == "https://news.example/%3Ca%3E%0A%7B%7D%7C%5C%5E%60"
    assert iri("https://news.example/100%") == "https://news.example/100%25"
    minted = iri(None)
    assert minted.startswith(ID + "article/")
    for bad in (
        "",
        "  ",
        "javascript:alert(1)",
        "news.example",
        "http://",
        "https://[::1",
        ID + "graph/agents",
        NS + "held",
    ):
        assert iri(bad) == minted, bad
    assert iri(None, "other") != minted
    assert passage_iri(NamedNode(minted), Span(3, 9)).value == minted + "#char=3,9"


def test_the_words_of_a_date_are_no_evidence_of_the_event():
    text = "15 августа. Анна позвонила Бобу, ответил он сам."
    told, date, more = (Evidence(Span(a, b), text[a:b]) for a, b in ((12, 31), (0, 10), (33, 47)))
    when = Date("2024-08-15", "told", date.span)
    call = PhoneCall(id="e1", rule="r", evidence=told, support=(date, more), participants=("x", "y"), date=when)
    article = Article(id="a", text=text, lang="ru")
    document = Document(article=article, lang="ru", published=None, sentences=(), tokens=(), clauses=())
    people = tuple(Actor(key, "Person", (("ru", key),)) for key in ("x", "y"))
    quads = to_quads(Extraction(document, Cast(people, (), ()), (call,)))
    words = {q.subject: q.object.value for q in quads if q.predicate == kg("exact")}

    def proof(name):
        return [words[q.object] for q in quads if q.predicate == kg(name)]

    assert proof("evidence") == ["Анна позвонила Бобу"]
    assert proof("furtherEvidence") == ["ответил он сам"]
    assert proof("dateEvidence") == ["15 августа"]


def test_the_only_vote_is_meant_where_no_state_is_told():
    path = HERE / "example"
    extraction = extraction_from_gold(path / "extraction.json", path / "article.md")
    vague = [replace(f, state=None) if isinstance(f, ElectionResult | Recognition) else f for f in extraction.facts]
    quads = to_quads(replace(extraction, facts=tuple(vague)))
    events = {q.object.value.partition("#")[2] for q in quads if q.predicate in (kg("event"), kg("about"))}
    assert events == {"e3", "e4", "a/ordus"}
    results = [f for f in from_quads(quads)["facts"] if f["type"] == "ElectionResult"]
    assert [f["state"] for f in results] == [None]
    without = tuple(f for f in vague if not isinstance(f, Election))
    links = link_quads(replace(extraction, facts=without))
    assert any(q.subject.value.endswith("#election") for q in links)


def test_graphs_say_what_made_them_and_know_no_clock():
    path = HERE / "example"
    extraction = extraction_from_gold(path / "extraction.json", path / "article.md")
    article = article_iri(extraction.article)

    def made_by(run):
        quads = to_quads(extraction, run)
        assert not any("dateTime" in str(q) for q in quads)
        (activity,) = (q.object for q in quads if (q.subject, q.predicate) == (article, v.GENERATED_BY))
        return activity, {
            q.object.value.removeprefix(ID) for q in quads if q.subject == activity and q.predicate == v.USED
        }

    one, used = made_by(Run("1.0", "lex1", "reg1"))
    assert used == {"lexicon/lex1", "registry/reg1"}
    assert made_by(Run("1.0", "lex1", "reg1"))[0] == one
    others = [Run("1.1", "lex1", "reg1"), Run("1.0", "lex2", "reg1"), Run("1.0", "lex1", "reg2")]
    assert len({one, *(made_by(run)[0] for run in others)}) == 4


def test_surrogates_are_an_article_error():
    import pytest

    from kg.errors import ArticleError

    path = HERE / "example"
    extraction = extraction_from_gold(path / "extraction.json", path / "article.md")
    with pytest.raises(ArticleError, match="cannot be written"):
        to_quads(renamed(extraction, title="\ud800"))


@given(st.floats(0, 1e9, allow_nan=False))
def test_decimals_are_kept_as_stores_keep_them(value):
    from pyoxigraph import DefaultGraph, Quad, Store

    literal, store = decimal(value), Store()
    store.add(Quad(NamedNode("x:s"), NamedNode("x:p"), literal, DefaultGraph()))
    assert next(iter(store)).object == literal
    assert abs(float(literal.value) - value) < 1e-5


def test_bounds():
    assert [b.value for b in bounds("2024-02")] == ["2024-02-01", "2024-02-29"]
    assert [b.value for b in bounds("2023-12")] == ["2023-12-01", "2023-12-31"]
    assert [b.value for b in bounds("2023-12-30/2024")] == ["2023-12-30", "2024-12-31"]
    assert bounds("2024-13-01") is bounds("yesterday") is bounds("2024-02-30") is None
    assert isinstance(bounds("2024")[0], Literal)


def test_a_date_stands_in_its_own_zone_whatever_fact_it_dates():
    text = "Meloni rings Macron\n\nGiorgia Meloni rang Emmanuel Macron on Thursday."
    read = pipeline.extract(Article(id="a", text=text, lang="en", published="2023-06-02"), reader="model")
    call = PhoneCall(
        id="e9", rule="test", evidence=Evidence(Span(0, 19), text[:19], "headline"), participants=("a", "b"),
        date=Date("2023-06-01", "told", Span(text.index("Thursday"), text.index("Thursday") + 8)),
    )  # fmt: skip
    again = replace(call, id="e8", evidence=Evidence(Span(21, len(text)), text[21:], "body"))
    cast = Cast(
        (Actor("a", "Person", (("en", "Giorgia Meloni"),)), Actor("b", "Person", (("en", "Emmanuel Macron"),))), (), ()
    )
    quads = to_quads(replace(read, facts=(call, again), cast=cast))
    date = passage_iri(article_iri(read.article), call.date.span)
    assert {q.object for q in quads if q.subject == date and q.predicate == kg("zone")} == {Literal("body")}
