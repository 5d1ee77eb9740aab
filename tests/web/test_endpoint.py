"""The endpoint answers whole or not at all, in the format asked for, and within its bounds."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest

from kg.web import Limits
from tests.stores import small_store
from tests.web.conftest import TOKEN

ALL = "SELECT * { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
KG = "PREFIX kg: <https://w3id.org/actorgraph/ns#> "


def ask(client: httpx.Client, query: str, accept: str = "application/sparql-results+json", **more) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **more}, headers={"accept": accept})


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/json", "application/sparql-results+json"),
        ("text/html, application/xml;q=0.9, */*;q=0.1", "application/sparql-results+xml"),
        ("", "application/sparql-results+json"),
    ],
)
def test_rows_in_the_format_asked_for(client: httpx.Client, accept: str, media: str):
    answer = ask(client, ALL, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.headers["vary"] == "Accept, Accept-Encoding"


def test_triples_and_booleans(client: httpx.Client):
    answer = ask(client, f"{KG}CONSTRUCT WHERE {{ ?s a kg:Meeting }}", "application/n-triples")
    assert len(list(ox.parse(answer.content, ox.RdfFormat.N_TRIPLES))) == 2
    assert ask(client, f"{KG}ASK {{ ?s a kg:Meeting }}").json()["boolean"] is True


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * {", 400),
        ("INSERT DATA { <http://a> <http://b> 1 }", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
        ("SELECT * { # a comment that does not hide it\n service\n<http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
        ("SELECT * { <http://a\\u0062#> SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
        ("SELECT * { ?s ?p 'it''s' } VALUES ?s { '''SERVICE''' }", 400),
    ],
)
def test_what_is_refused(client: httpx.Client, query: str, status: int):
    answer = ask(client, query)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")


def test_words_that_only_look_dangerous_pass(client: httpx.Client):
    assert ask(client, "SELECT ?service { ?service ?load 'SERVICE <http://a> {}' }").status_code == 200


def test_nothing_acceptable_is_406(client: httpx.Client):
    assert ask(client, ALL, "image/png").status_code == 406


def test_a_client_with_the_answer_gets_304_until_the_store_changes(client: httpx.Client):
    first = ask(client, ALL)
    again = client.get(
        "/sparql",
        params={"query": ALL},
        headers={"accept": "application/sparql-results+json", "if-none-match": first.headers["etag"]},
    )
    assert (again.status_code, again.content) == (304, b"")
    assert ask(client, ALL, "text/csv").headers["etag"] != first.headers["etag"]
    assert "etag" not in ask(client, "SELECT (RAND() AS ?x) {}").headers


@pytest.mark.parametrize("query", [ALL, "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_an_answer_says_what_the_store_and_what_everything_took(client: httpx.Client, query: str):
    told = dict(part.split(";dur=") for part in ask(client, query, "*/*").headers["server-timing"].split(", "))
    assert 0 < float(told["store"]) <= float(told["total"])


def test_answers_are_packed_for_who_takes_it(client: httpx.Client):
    with client.stream("GET", "/sparql", params={"query": ALL}, headers={"accept-encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        packed = b"".join(answer.iter_raw())
    assert json.loads(gzip.decompress(packed))["results"]["bindings"]
    plain = client.get("/sparql", params={"query": ALL}, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers


def test_other_pages_may_read(client: httpx.Client):
    assert ask(client, ALL).headers["access-control-allow-origin"] == "*"
    told = client.options("/sparql", headers={"origin": "http://other", "access-control-request-method": "POST"})
    assert (told.status_code, told.headers["access-control-allow-origin"]) == (204, "*")
    assert "access-control-allow-origin" not in client.get("/api/search?q=a").headers


def test_service_description(client: httpx.Client):
    answer = client.get("/sparql", headers={"accept": "text/turtle"})
    told = {str(q.predicate.value).rsplit("#")[-1]: q.object for q in ox.parse(answer.content, ox.RdfFormat.TURTLE)}
    assert told["endpoint"].value == str(client.base_url) + "/sparql"
    assert "supportedLanguage" in told


def test_graphs_are_given_and_not_taken(client: httpx.Client):
    name = "https://w3id.org/actorgraph/id/graph/links"
    one = client.get("/store", params={"graph": name}, headers={"accept": "application/n-triples"})
    assert one.status_code == 200
    whole = client.get("/store", headers={"accept": "application/n-quads"})
    assert len(whole.text.splitlines()) == len(small_store())
    assert client.head("/store", params={"graph": name}).content == b""
    missing = client.head("/store", params={"graph": "http://none"})
    assert (missing.status_code, missing.content) == (404, b"")
    for method in ("PUT", "POST", "DELETE"):
        assert client.request(method, "/store?default", content=b"").status_code == 403
    assert client.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 403


# --- bounds ----------------------------------------------------------------------------------------------------------


def test_rows_beyond_the_cap_are_cut_and_it_is_said(folder: Path, serve: Callable[..., str]):
    with httpx.Client(base_url=serve(folder, Limits(rows=10, rate=0))) as client:
        for accept in ("application/sparql-results+json", "text/csv", "text/tab-separated-values"):
            cut = ask(client, ALL, accept)
            assert (cut.status_code, cut.headers["kg-truncated"]) == (200, "rows=10")
        assert len(ask(client, ALL).json()["results"]["bindings"]) == 10
        assert len(ask(client, f"{ALL} LIMIT 50").json()["results"]["bindings"]) == 10
        whole = ask(client, f"{ALL} LIMIT 10")
        assert "kg-truncated" not in whole.headers
        assert "rows=10" in whole.headers["kg-limits"]
        triples = ask(client, "CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
        assert (len(triples.text.splitlines()), triples.headers["kg-truncated"]) == (10, "rows=10")
        values = ask(client, "SELECT ?s { ?s ?p ?o } VALUES ?p { <http://none> } # LIMIT")
        assert values.json()["results"]["bindings"] == []


def test_more_bytes_than_may_be_are_refused(folder: Path, serve: Callable[..., str]):
    with httpx.Client(base_url=serve(folder, Limits(bytes=2000, rate=0))) as client:
        assert ask(client, ALL).status_code == 413
        assert client.get("/store").status_code == 413
        assert ask(client, f"{ALL} LIMIT 2").status_code == 200


def test_a_query_past_its_deadline_is_killed_and_the_others_go_on(folder: Path, serve: Callable[..., str]):
    with httpx.Client(base_url=serve(folder, Limits(seconds=1, rate=0)), timeout=30) as client:
        answer = ask(client, ENDLESS)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert "stopped after 1 seconds" in answer.text
        assert ask(client, ALL).status_code == 200
        assert ask(client, ALL).status_code == 200


def test_a_client_that_leaves_frees_its_worker(folder: Path, serve: Callable[..., str]):
    with httpx.Client(base_url=serve(folder, Limits(seconds=60, rate=0)), timeout=30) as client:
        with pytest.raises(httpx.ReadTimeout):
            client.get("/sparql", params={"query": ENDLESS}, timeout=0.5)
        assert ask(client, ALL).status_code == 200  # the only worker for guests was busy


def test_a_query_that_eats_memory_is_no_harm(folder: Path, serve: Callable[..., str]):
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(34))
    greedy = f"SELECT (STRLEN(?x34) AS ?n) {{ BIND('abcdefgh' AS ?x0) {doubled} }}"
    with httpx.Client(base_url=serve(folder, Limits(memory=600 << 20, seconds=60, rate=0)), timeout=90) as client:
        assert ask(client, greedy).status_code == 500
        assert ask(client, ALL).status_code == 200


def test_too_many_and_too_large_requests(folder: Path, serve: Callable[..., str]):
    with httpx.Client(base_url=serve(folder, Limits(rate=1, request=2000))) as client:
        assert client.post("/sparql", data={"query": f"{ALL}#{'x' * 3000}"}).status_code == 413

        def chunks():
            yield from [b"query=" + b"x" * 1000] * 4

        form = {"content-type": "application/x-www-form-urlencoded"}
        assert client.post("/sparql", content=chunks(), headers=form).status_code == 413
        answers = [client.get("/static/icon.svg") for _ in range(8)]
        refused = [a for a in answers if a.status_code == 429]
        assert refused
        assert int(refused[0].headers["retry-after"]) >= 1


def test_when_all_wait_it_is_said(folder: Path, serve: Callable[..., str]):
    limits = Limits(seconds=1.5, queue=0, rate=0)
    with httpx.Client(base_url=serve(folder, limits), timeout=30) as client:
        answer = ask(client, ALL)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


# --- the store changes -----------------------------------------------------------------------------------------------


def _count(client: httpx.Client) -> int:
    answer = ask(client, "SELECT (COUNT(*) AS ?n) { ?s <http://x/p> ?o }")
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def _wait(client: httpx.Client, wanted: int) -> int:
    until = time.monotonic() + 30
    while (found := _count(client)) != wanted and time.monotonic() < until:
        time.sleep(0.1)
    return found


def test_what_others_write_appears_without_a_restart(tmp_path: Path, serve: Callable[..., str]):
    store = small_store(tmp_path / "store")
    with httpx.Client(base_url=serve(store.path, refresh=0.1), timeout=30) as client:
        assert _count(client) == 0
        tag = ask(client, ALL).headers["etag"]
        for number in range(3):  # the writer never closes, so that all is in its log
            node = ox.NamedNode(f"http://x/{number}")
            store.apply([], [ox.Quad(node, ox.NamedNode("http://x/p"), ox.Literal(str(number)))])
            assert _wait(client, number + 1) == number + 1
        assert ask(client, ALL).headers["etag"] != tag
        (kept,) = [p for p in tmp_path.iterdir() if ".serve-" in p.name]
        until = time.monotonic() + 30
        while len(list(kept.iterdir())) > 2 and time.monotonic() < until:  # what nobody reads goes at the next look
            time.sleep(0.1)
        assert len(list(kept.iterdir())) <= 2


def test_nothing_is_left_behind(tmp_path: Path):
    from kg.web import Settings
    from kg.web.running import running

    small_store(tmp_path / "store").close()
    with running(Settings(tmp_path / "store", port=0, workers=1)) as url:
        assert httpx.get(f"{url}/sparql", params={"query": ALL}).status_code == 200
        assert len(list(tmp_path.iterdir())) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["store"]


def test_writing_needs_the_token_and_is_seen_at_once(tmp_path: Path, serve: Callable[..., str]):
    small_store(tmp_path / "store").close()
    url = serve(tmp_path / "store", token=TOKEN)
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    insert = {"update": "INSERT DATA { <http://x/1> <http://x/p> 1 }"}
    with httpx.Client(base_url=url, timeout=30) as client:
        assert client.post("/sparql", data=insert).status_code == 401
        assert client.post("/sparql", data=insert, headers={"Authorization": "Bearer no"}).status_code == 401
        assert client.post("/sparql", data=insert, headers=bearer).status_code == 204
        assert _count(client) == 1
        assert client.post("/sparql", data={"update": "LOAD <http://127.0.0.1:1/>"}, headers=bearer).status_code == 403
        graph = quote("http://x/g", safe="")
        turtle = b"<> <http://x/p> [ <http://x/q> 'a\"b' ] ."
        for body, status in ((turtle, 201), (turtle, 204)):
            told = client.put(f"/store?graph={graph}", content=body, headers={**bearer, "content-type": "text/turtle"})
            assert told.status_code == status
        kept = client.get(f"/store?graph={graph}", headers={"accept": "application/n-triples"})
        assert len(kept.text.splitlines()) == 2
        wrong = client.put("/store?default", content=b"<a", headers={**bearer, "content-type": "text/turtle"})
        assert wrong.status_code == 400
        holder = small_store_opened(tmp_path / "store")
        busy = client.post("/sparql", data=insert, headers=bearer)
        assert (busy.status_code, "retry-after" in busy.headers) == (503, True)
        holder.close()


def small_store_opened(path: Path):
    from kg.store import Store

    return Store(path)
