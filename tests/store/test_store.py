import os
import random
import signal
import subprocess
import sys
import time

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.errors import QueryError, StoreError
from kg.store import Store

P = NamedNode("https://w3id.org/actorgraph/ns#title")
G = NamedNode("https://news.example/1")
ODD = 'line\nquote" back\\slash tab\t nul\x00 emoji😀 \u2028 }; DROP ALL'


def quad(value, graph=G):
    return Quad(G, P, Literal(value), graph)


def test_changes_are_all_or_nothing_and_exact(tmp_path):
    with Store(tmp_path / "store") as store:
        store.apply((), (quad("a"), quad(ODD), quad("d", DefaultGraph())))
        store.apply((quad("a"), quad("d", DefaultGraph())), (quad("b"), quad(ODD + "2", DefaultGraph())))
        assert set(store) == {quad(ODD), quad("b"), quad(ODD + "2", DefaultGraph())}
    with Store(tmp_path / "store") as again:
        assert len(again) == 3


def test_terms_survive_the_way_through_sparql():
    store, values = (
        Store(),
        [Literal("x", language="uk"), Literal("1.5", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))],
    )
    first = quad("first")
    store.apply((), (first,))
    store.apply((first,), tuple(Quad(G, P, value, G) for value in values))
    assert {q.object for q in store} == set(values)


def test_dump_is_sorted():
    store = Store()
    store.apply((), [quad(str(i)) for i in random.sample(range(50), 50)])
    lines = store.nquads().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 50


def test_a_store_in_use_says_so_in_one_line(tmp_path):
    with Store(tmp_path / "store") as store:
        store.apply((), (quad("a"),))
        with pytest.raises(StoreError) as caught:
            Store(tmp_path / "store")
        assert "another process" in str(caught.value)
        assert "\n" not in str(caught.value)
        store.flush()
        with Store(tmp_path / "store", read_only=True) as reading:
            assert len(reading) == 1
            with pytest.raises(StoreError, match="reading only"):
                reading.apply((), (quad("b"),))


def test_another_process_in_the_store_says_so_too(tmp_path):
    path = tmp_path / "store"
    code = (
        f"import sys; from kg.store import Store; s = Store({str(path)!r}); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(StoreError, match="another process is writing"):
            Store(path)
        other.communicate(b"\n")
    Store(path).close()


def test_what_is_no_store_is_not_touched(tmp_path):
    with pytest.raises(StoreError, match="kg add"):
        Store(tmp_path / "missing", read_only=True)
    assert not (tmp_path / "missing").exists()
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="other things"):
        Store(tmp_path)
    with pytest.raises(StoreError, match="is a file"):
        Store(tmp_path / "notes.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_a_store_killed_while_being_made_is_made_again(tmp_path):
    path = tmp_path / "store"
    path.mkdir()
    for name in ("LOCK", "LOG", "IDENTITY", "MANIFEST-000001", "000004.log", "000002.dbtmp"):
        (path / name).touch()
    (path / "000004.log").unlink()
    with Store(path) as store:
        assert len(store) == 0


def test_a_dump_can_be_loaded(tmp_path):
    store, file = Store(), tmp_path / "dump.nq"
    store.apply((), (quad(ODD), quad("d", DefaultGraph())))
    file.write_text(store.nquads(), "utf-8")
    with Store(tmp_path / "store") as again:
        again.load(file)
        assert again.nquads() == store.nquads()
        with pytest.raises(StoreError, match="not empty"):
            again.load(file)
    file.write_text("nonsense")
    with pytest.raises(StoreError, match="cannot be loaded"):
        Store().load(file)


def test_a_broken_store_is_one_line(tmp_path):
    path = tmp_path / "store"
    Store(path).close()
    (path / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError) as caught:
        Store(path)
    assert "\n" not in str(caught.value)


def test_queries(tmp_path):
    store = Store()
    store.apply((), (quad("view", DefaultGraph()), quad("claimed")))
    rows = list(store.query("SELECT ?o { ?s ?p ?o }"))
    assert [row["o"].value for row in rows] == ["view"]  # named graphs are not in the view
    assert bool(store.query("ASK { GRAPH ?g { ?s ?p 'claimed' } }"))
    with pytest.raises(QueryError, match="not valid SPARQL"):
        store.query("SELEKT")


def test_a_union_default_graph_still_counts_twice():
    """Why the view is written out: when this fails, pyoxigraph has been repaired (oxigraph#1919)."""
    store = Store()
    store.apply((), (quad("x"), quad("x", NamedNode("https://news.example/2"))))
    rows = list(store.reader.query("SELECT * { ?s ?p ?o }", use_default_graph_as_union=True))
    assert len(rows) == 2


def test_stats():
    store = Store()
    a = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    article = NamedNode("https://w3id.org/actorgraph/ns#Article")
    store.apply((), (Quad(G, a, article, DefaultGraph()), Quad(G, a, article, G)))
    stats = store.stats()
    assert (stats.quads, stats.graphs, stats.articles, stats.classes) == (2, 1, 1, (("Article", 1),))


WRITER = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from kg.rdf import to_quads
from kg.rdf.links import link_quads
from kg.rdf.plan import Planner
from kg.store import Store
from tests.gold import all_gold
store = Store({path!r})
planner = Planner(store.reader)
for extraction in all_gold(Path({shared!r}), "eval/dev"):
    change = planner.replacement(to_quads(extraction), link_quads(extraction))
    store.apply(change.delete, change.insert)
    print(extraction.article.id, flush=True)
"""


@pytest.mark.parametrize("articles", [1, 7, 20])
def test_a_killed_run_leaves_whole_articles(tmp_path, shared, articles):
    """Killed while the next article is on its way: what is left equals adding the articles that are in."""
    from pathlib import Path

    from kg.rdf import to_quads
    from kg.rdf.links import link_quads
    from kg.rdf.plan import Planner
    from tests.gold import all_gold

    root = str(Path(__file__).resolve().parents[2])
    path = tmp_path / "store"
    code = WRITER.format(root=root, path=str(path), shared=str(shared))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as writer:
        for _ in range(articles):
            writer.stdout.readline()
        time.sleep(random.uniform(0, 0.02))
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
    store = Store(path)
    count = store.stats().articles
    assert count >= articles
    fresh = Store()
    planner = Planner(fresh.reader)
    for extraction in all_gold(shared, "eval/dev")[:count]:
        change = planner.replacement(to_quads(extraction), link_quads(extraction))
        fresh.apply(change.delete, change.insert)
    assert store.nquads() == fresh.nquads()
