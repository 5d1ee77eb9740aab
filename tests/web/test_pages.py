"""What the page asks for: names, answers, dossiers, events, evidence, pictures."""

from __future__ import annotations

import httpx
import pytest

from kg import queries
from kg.views import messages
from kg.web import words
from kg.web.articles import Passage, pieces, quotes

ADA = "https://w3id.org/actorgraph/id/person/ada-norn"
CALL = "https://w3id.org/actorgraph/id/event/c3"


def get(client: httpx.Client, task: str, **parameters: object):
    answer = client.get(f"/api/{task}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("q", "lang", "first"),
    [
        ("ada", "en", "Ada Norn"),
        ("НОРН", "ru", "Ада Норн"),
        ("Велін", "uk", "Борис Велін"),
        ("Гаем", "ru", "Дмитрий Гай"),
    ],
)
def test_search_in_any_language_and_case(client: httpx.Client, q: str, lang: str, first: str):
    assert get(client, "search", q=q, lang=lang)[0]["text"] == first


def test_nobody_is_found_for_nonsense(client: httpx.Client):
    assert get(client, "search", q="xyzzy") == []


def test_the_catalogue_has_titles_in_each_language(client: httpx.Client):
    titles = [{q["title"] for q in get(client, "catalogue", lang=lang)} for lang in messages.LANGS]
    assert len(titles[0]) > 25
    assert not titles[0] & titles[1]
    assert not titles[1] & titles[2]


@pytest.mark.parametrize("lang", messages.LANGS)
def test_the_catalogue_describes_questions_and_parameters(client: httpx.Client, lang: messages.Lang):
    calls = next(q for q in get(client, "catalogue", lang=lang) if q["name"] == "calls")
    query = queries.find("calls")
    assert calls["about"] == query.about(lang)
    assert [p["help"] for p in calls["params"]] == [p.help(lang) for p in query.params]


def test_an_answer_has_labels_links_and_its_query(client: httpx.Client):
    sheet = get(client, "ask", name="calls", actor="Норн", lang="ru")
    assert sheet["total"] == len(sheet["rows"]) > 2
    names = [name for name, _ in sheet["columns"]]
    who = sheet["rows"][0][names.index("who")]
    assert "Ада Норн" in who["text"]
    assert {link["kind"] for link in who["links"]} == {"actor"}
    assert sheet["rows"][0][names.index("article")]["links"][0]["kind"] == "article"
    assert ADA in sheet["sparql"]


def test_errors_of_the_user_are_told(client: httpx.Client):
    answer = client.get("/api/ask", params={"name": "calls", "actor": "Nobody Atall"})
    assert (answer.status_code, "no actor" in answer.text) == (400, True)
    assert client.get("/api/ask", params={"name": "cals"}).status_code == 400
    assert client.get("/api/table", params={"query": "SELECT * { SERVICE <http://a> {} }"}).status_code == 400
    assert client.get("/api/nothing").status_code == 404
    assert client.get("/api/actor", params={"iri": "http://none"}).status_code == 404
    assert client.get("/api/node", params={"iri": "http://none"}).status_code == 404
    assert client.get("/api/article", params={"iri": "http://none"}).status_code == 404
    assert client.get("/api/node", params={"iri": "not > an { iri"}).status_code == 400


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml", "markdown"])
def test_answers_to_take_away(client: httpx.Client, format: str):
    answer = client.get("/api/ask", params={"name": "calls", "format": format})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="calls.')


def test_any_query_gives_rows_a_verdict_or_triples(client: httpx.Client):
    assert get(client, "table", query="ASK { ?s ?p ?o }") == {"boolean": True}
    assert get(client, "table", query="CONSTRUCT WHERE { ?s ?p ?o }")["columns"][0][0] == "subject"
    answer = client.post("/api/table?lang=uk", data={"query": f"SELECT ?p {{ ?p ?x <{ADA}> }} #{'x' * 9000}"})
    assert answer.status_code == 200


def test_a_dossier(client: httpx.Client):
    actor = get(client, "actor", iri=ADA, lang="uk")
    assert actor["text"] == "Ада Норн"
    assert "contacts" in [s["key"] for s in actor["sections"]]


def test_an_event_names_every_article_that_reports_it(client: httpx.Client):
    node = get(client, "node", iri=CALL)
    assert {a["iri"] for a in node["articles"]} == {"https://news.example/a", "https://news.example/b"}
    assert all(a["passages"] for a in node["articles"])
    headings = {p["name"]: p["heading"] for p in get(client, "node", iri=CALL, lang="ru")["properties"]}
    assert headings["participant"] != "participant"


def test_the_ontology_is_told_in_each_language(client: httpx.Client):
    told = [get(client, "ontology", lang=lang) for lang in messages.LANGS]
    assert len(told[0]["classes"]) == 15
    for group in ("classes", "properties", "concepts"):
        names = [[t["name"] for t in t_lang[group]] for t_lang in told]
        assert names[0] == names[1] == names[2]
        assert all(t["definition"] for t in told[1][group]), group


def test_the_network_has_a_policy_of_its_own(client: httpx.Client):
    page = client.get("/api/network")
    assert page.headers["content-security-policy"].startswith("sandbox allow-scripts")
    assert client.get("/api/network", params={"format": "svg"}).headers["content-type"] == "image/svg+xml"
    assert client.get("/api/network", params={"actor": ADA, "since": "1990", "until": "1991"}).status_code == 404
    assert client.get("/api/network", params={"since": "soon"}).status_code == 400


def test_pages_and_files_are_there_and_locked_down(client: httpx.Client):
    for path in (
        "/",
        "/ask",
        "/ask/calls",
        "/query",
        "/actor",
        "/node",
        "/article",
        "/articles",
        "/network",
        "/ontology",
    ):
        page = client.get(path)
        assert page.status_code == 200
        policy = page.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
    assert client.get("/static/../settings.py").status_code == 404
    assert client.get("/static/%2e%2e%2fsettings.py").status_code == 404
    assert client.get("/static/main.js").headers["content-type"] == "text/javascript; charset=utf-8"


def test_each_phrase_is_there_in_each_language():
    keys = {lang: set(words.load(lang)) for lang in messages.LANGS}
    assert keys["en"] == keys["ru"] == keys["uk"]


def test_each_parameter_of_a_question_has_a_name():
    names = {param.name for query in queries.catalogue().values() for param in query.params}
    assert {f"param_{name}" for name in names} <= set(words.load("en"))


def test_pieces_rebuild_the_text_whatever_overlaps():
    text = "🇺🇦 Рада й Сейм. Ще."
    passages = [
        Passage("a", 0, 7, text[0:7], "body"),
        Passage("b", 3, 14, text[3:14], "body"),
        Passage("c", 15, 99, "", ""),
    ]
    cut = pieces(text, passages)
    assert "".join(str(p["text"]) for p in cut) == text
    assert [p["text"] for p in cut if "b" in p["passages"]] == ["Рада", " й Сейм"]
    assert [p["passages"] for p in cut][1] == ["a", "b"]


def test_without_a_text_the_quotes_stand_once():
    told = quotes(
        [Passage("a", 5, 9, "some", ""), Passage("b", 0, 20, "all of some words", ""), Passage("c", 30, 40, "more", "")]
    )
    assert [(p["text"], p["passages"], p["gap"]) for p in told] == [
        ("all of some words", ["b", "a"], False),
        ("more", ["c"], True),
    ]
