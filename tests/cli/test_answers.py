"""ask, query, show, stats."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import queries
from kg.views import messages

from .conftest import Run


def test_help_names_every_command_and_the_exit_codes(kg: Run) -> None:
    ran = kg("--help")
    assert ran.code == 0
    for command in [
        "add",
        "remove",
        "extract",
        "explain",
        "ask",
        "query",
        "show",
        "draw",
        "export",
        "stats",
        "lexicon",
        "eval",
    ]:
        assert f"\n  {command} " in ran.out
        page = kg(command, "--help")
        assert page.code == 0
        if command != "lexicon":
            assert "Examples:" in page.out
    assert "_KG_COMPLETE" in ran.out
    assert "0 done, 1 an error, 2 wrong usage, 3 done but" in ran.out


def test_ask_prints_rows_with_proof_in_80_columns(kg: Run, store: Path) -> None:
    ran = kg("--store", store, "ask", "calls", "--actor", "Борисом Велиным")
    assert ran.code == 0
    assert ran.err == ""
    assert (
        "“It was their third talk, on 10 March” [2]" in ran.out
        or "“It was their third talk, on 10 March” [1]" in ran.out
    )
    assert "“10 March”" not in ran.out
    assert all(len(line) <= 80 for line in ran.out.splitlines())


@pytest.mark.parametrize(
    ("lang", "title", "status"),
    [
        ("en", "Who called whom", "held"),
        ("ru", "Кто кому звонил", "состоялось"),
        ("uk", "Хто кому телефонував", "відбулося"),
    ],
)
def test_ask_in_three_languages(lang: str, title: str, status: str, kg: Run, store: Path) -> None:
    ran = kg("--lang", lang, "ask", "calls", "--store", store)
    assert ran.out.startswith(title)
    assert status in ran.out


def test_language_of_the_environment(kg: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "uk")
    monkeypatch.setenv("KG_STORE", str(store))
    assert kg("ask", "posts").out.startswith("Хто яку посаду")


def test_formats_hold_the_same_rows(kg: Run, store: Path) -> None:
    def ask(format_: str) -> str:
        return kg("ask", "posts", "--store", store, "-f", format_, "--no-labels").out

    rows = list(csv.DictReader(io.StringIO(ask("csv"))))
    assert {r["role_name"] for r in rows} == {"president", "prime minister"}
    bindings = json.loads(ask("json"))["results"]["bindings"]
    assert [{k: v["value"] for k, v in b.items()} for b in bindings] == [
        {k: v for k, v in r.items() if v} for r in rows
    ]
    for format_, kind in (
        ("json", ox.QueryResultsFormat.JSON),
        ("xml", ox.QueryResultsFormat.XML),
        ("tsv", ox.QueryResultsFormat.TSV),
    ):
        parsed = ox.parse_query_results(ask(format_), format=kind)
        assert isinstance(parsed, ox.QuerySolutions)
        assert [tuple(s[v] for v in ("holder", "role_name")) for s in parsed] == [
            (ox.NamedNode(r["holder"]), ox.Literal(r["role_name"])) for r in rows
        ]
    ET.fromstring(ask("xml"))
    assert ask("markdown").splitlines()[1].startswith("| --- |")


def test_labels_stand_beside_iris(kg: Run, store: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kg("ask", "posts", "--store", store, "-f", "csv").out)))
    assert {(r["holder"].rsplit("/")[-1], r["holderLabel"]) for r in rows} == {
        ("ada-norn", "Ada Norn"),
        ("boris-velin", "Boris Velin"),
    }


def test_limit_says_what_is_left(kg: Run, store: Path) -> None:
    ran = kg("ask", "who-is", "--store", store, "-n", "2", "-f", "csv")
    assert len(ran.out.splitlines()) == 3
    assert ran.err == "kg: 19 more rows\n"


def test_list_and_help_of_a_question(kg: Run) -> None:
    listed = kg("ask", "--list").out
    assert listed.count("\n    ") >= 40
    assert "--actor --other --since --until --status" in listed
    page = kg("ask", "calls", "--help").out
    assert "kg ask calls --actor Putin" in page
    assert kg("--lang", "ru", "ask", "--list").out != listed


@pytest.mark.parametrize("lang", messages.LANGS)
def test_help_of_a_question_describes_it(lang: messages.Lang, kg: Run) -> None:
    query = queries.find("calls")
    page = kg("--lang", lang, "ask", "calls", "--help").out
    told = "".join(page.split())  # lines may break at a hyphen
    for text in (query.title(lang), query.about(lang), *(param.help(lang)[1:] + "." for param in query.params)):
        assert "".join(text.split()) in told
    assert all(len(line) <= 80 for line in page.splitlines())


def test_a_question_is_no_sentence(kg: Run) -> None:
    assert "can date?\n" in kg("ask", "ordinal-check", "--help").out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ask", "cals"], 1, "kg: no query named 'cals'; did you mean 'calls'?"),
        (["ask", "calls", "--actr", "x"], 2, "No such option"),
        (["ask", "calls", "--actor", "Zzyzx"], 1, "kg: no actor 'Zzyzx' in the store"),
        (["ask", "calls", "--actor", "Velin"], 1, "kg: 'Velin' may be Boris Velin (person/boris-velin); Clara Velin"),
        (["ask", "calls", "--since", "soon"], 1, "kg: not a date: 'soon'"),
        (["ask", "calls", "--status", "helt"], 1, "did you mean 'held'"),
        (["show", "Zzyzx"], 1, "kg: no actor"),
        (["show"], 2, "Missing argument"),
        (["no-such"], 2, "No such command"),
        (["query", "DROP ALL"], 1, "kg: DROP changes the store"),
        (["query", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"], 1, "kg: SERVICE would send data"),
        (["query", "SELECT * { ?s"], 1, "kg: not valid SPARQL at line 1, column 14"),
        (["query", "no-such.rq"], 1, "kg: no file no-such.rq"),
        (["query", "CONSTRUCT WHERE { ?s ?p ?o }", "-f", "csv"], 1, "kg: triples cannot be printed as csv"),
        (["draw", "--since", "1999", "--until", "1999"], 1, "kg: nothing to draw"),
        (["export", "picture.xyz"], 1, "kg: cannot write picture.xyz"),
        (["stats", "--store", "nowhere"], 1, "kg: no store at nowhere; make one with 'kg add ARTICLES'"),
    ],
)
def test_errors_are_one_line(arguments: list[str], code: int, message: str, kg: Run, store: Path) -> None:
    ran = kg("--store", store, *arguments)
    assert ran.code == code
    assert message in ran.err
    assert ran.out == ""
    if code == 1:
        assert ran.err.count("\n") == 1


def test_nothing_found_is_no_error(kg: Run, store: Path) -> None:
    ran = kg("--store", store, "ask", "search", "--text", "zzyzx")
    assert ran.code == 0
    assert "nothing found" in ran.out


def test_query_of_all_forms(kg: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = lambda *a: kg("--store", store, "query", *a)  # noqa: E731
    assert run("ASK { ?s ?p ?o }").out == "true\n"
    assert json.loads(run("ASK { ?s ?p ?o }", "-f", "json").out)["boolean"] is True
    select = "SELECT ?h { ?p <https://w3id.org/actorgraph/ns#holder> ?h } ORDER BY ?h"
    assert "id:person/ada-norn" in run(select).out
    assert "Ada Norn" in run(select, "--labels").out
    described = run("DESCRIBE <https://w3id.org/actorgraph/id/state/nl>", "-f", "nt").out
    assert len(list(ox.parse(described, format=ox.RdfFormat.N_TRIPLES))) == 4
    (tmp_path / "mine.rq").write_text(select, encoding="utf-8")
    assert run("mine.rq").out == run(select).out
    monkeypatch.setattr("sys.stdin", io.StringIO(select))
    assert run("-").out == run(select).out


def test_show(kg: Run, store: Path) -> None:
    text = kg("--store", store, "show", "Ады Норн").out
    assert "Ada Norn" in text
    assert "Calls and meetings" in text
    assert "“Prime Minister Norn and President Velin” [" in text
    assert all(len(line) <= 80 for line in text.splitlines())
    markdown = kg("--store", store, "show", "Norn", "-f", "markdown").out
    assert markdown.startswith("# Ada Norn\n")
    told = json.loads(kg("--store", store, "show", "Norn", "-f", "json").out)
    assert told["sameAs"] == ["http://www.wikidata.org/entity/Q900001"]
    assert told["posts"]["results"]["bindings"]
    html = kg("--store", store, "--lang", "uk", "show", "Norn", "-f", "html").out
    assert html.startswith('<!doctype html>\n<html lang="uk">')
    assert 'href="https://news.example/a"' in html


def test_show_says_much_of_a_real_actor(kg: Run, real_store: Path) -> None:
    text = kg("--store", real_store, "show", "Лукашенка").out
    for heading in ("Offices", "Calls and meetings", "Says", "What others say", "Figures", "Sources"):
        assert heading in text


def test_stats(kg: Run, store: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kg("--store", store, "stats", "-f", "csv").out)))
    assert {r["typeLabel"]: r["count"] for r in rows}["phone call"] == "4"


def test_hostile_text_does_no_harm(kg: Run, store: Path) -> None:
    for text in ('a "b" } #', "{ ?s ?p ?o }\n", "\x1b[31m"):
        assert kg("--store", store, "ask", "search", "--text", text).code == 0


def test_completion_of_questions_and_names(kg: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_KG_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "kg ask ca")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert "plain,calls" in kg().out
    monkeypatch.setenv("COMP_WORDS", f"kg --store {store} ask calls --actor Ada")
    monkeypatch.setenv("COMP_CWORD", "6")
    assert "plain,Ada Norn" in kg().out
