"""Articles into a store, from text to quads: twice is once, workers change nothing, what fails is named."""

import pytest

from kg import pipeline
from kg.errors import ArticleError, KgError
from kg.model import Article
from kg.pipeline import build, remove
from kg.store import Store

TEXTS = {
    "call": "Президент Польши Анджей Дуда 5 мая позвонил президенту Литвы Гитанасу Науседе.",
    "meeting": "6 травня президент Литви Гітанас Науседа зустрівся у Варшаві з президентом Польщі Анджеєм Дудою.",
    "words": "Анджей Дуда заявил, что Польша поддержит Литву. Гитанас Науседа поблагодарил Анджея Дуду.",
}


def articles(*names):
    langs = {"meeting": "uk"}
    return [
        Article(id=n, text=TEXTS[n], lang=langs.get(n, "ru"), published="2023-05-07", source="Листок")
        for n in names or TEXTS
    ]


@pytest.fixture(scope="module")
def built():
    store = Store()
    report = build(articles(), store)
    assert (report.added, report.unchanged, report.skipped) == (3, 0, ())
    assert report.facts > 0
    return store


def test_twice_is_once(built):
    before = built.nquads()
    report = build(articles(), built)
    assert (report.added, report.unchanged) == (0, 3)
    assert built.nquads() == before


def test_any_order_gives_the_same_store(built):
    store = Store()
    build(reversed(articles()), store)
    assert store.nquads() == built.nquads()


def test_workers_give_the_same_store_and_order(built):
    store, seen = Store(), []
    bad = ArticleError("broken.html", "no text in it")
    report = build([bad, *articles()], store, workers=2, progress=lambda done, name: seen.append((done, name)))
    assert store.nquads() == built.nquads()
    assert seen == [(1, "broken.html"), (2, "call"), (3, "meeting"), (4, "words")]
    assert report.skipped == (("broken.html", "no text in it"),)


def test_other_metadata_is_read_anew():
    store = Store()
    build(articles("call"), store)
    (article,) = articles("call")
    moved = Article(id="call", text=article.text, lang="ru", published="2024-05-07", source="Листок")
    assert build([moved], store).added == 1
    assert store.stats().articles == 1


def test_other_rules_read_anew(monkeypatch):
    store = Store()
    build(articles("call"), store)
    old = pipeline.current_run()
    monkeypatch.setattr(pipeline, "current_run", lambda reader: pipeline.Run("next", old.lexicon, old.registry))
    report = build(articles("call"), store)
    assert (report.added, report.unchanged) == (1, 0)


def test_another_reader_reads_anew():
    store = Store()
    build(articles("call"), store)
    report = build(articles("call"), store, reader="rules")
    assert (report.added, report.unchanged) == (1, 0)
    assert build(articles("call"), store, reader="rules").unchanged == 1


def test_remove_by_id_leaves_nothing():
    store = Store()
    build(articles("call"), store)
    once = store.nquads()
    build(articles("meeting"), store)
    assert remove(store, "meeting") == 1
    assert store.nquads() == once
    assert remove(store, "meeting") == 0
    assert remove(store, "call") == 1
    assert store.nquads() == ""


def test_what_cannot_be_read_is_named_and_the_rest_goes_on():
    store = Store()
    inputs = [
        Article(id="empty", text=" \n"),
        Article(id="odd", text="Он позвонил.\ud800", lang="ru"),
        KgError("seeds are missing"),
        *articles("call"),
        Article(id="twin", text=TEXTS["call"], lang="ru"),
    ]
    report = build(inputs, store)
    assert report.added == 1
    assert [name for name, _ in report.skipped] == ["empty", "odd", "input", "twin"]
    assert dict(report.skipped)["twin"] == "the same text as call"
    assert "skipped empty: no text" in str(report)


def test_what_breaks_the_shapes_is_not_written(monkeypatch):
    store = Store()
    monkeypatch.setattr(pipeline, "violations", lambda quads: ("a", "b", "c", "d", "e"))
    report = build(articles("call"), store)
    assert report.skipped == (("call", "what was read breaks the shapes: a; b; c; and 2 more"),)
    assert len(store) == 0


def test_mistakes_of_ours_are_not_swallowed(monkeypatch):
    def broken(article, registry, reader):
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "extract", broken)
    with pytest.raises(ZeroDivisionError):
        build(articles("call"), Store())
