"""add, remove, extract, explain, eval, lexicon check: from files to a store and back."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from .conftest import Run

TEXT = """Эрдоган позвонил Путину

Президент Турции Реджеп Тайип Эрдоган позвонил президенту России Владимиру Путину.
Об этом 3 марта 2021 года сообщили в Анкаре.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "call.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_add_twice_is_once_and_remove_takes_all(kg: Run, article: Path) -> None:
    first = kg("add", article, "--date", "2021-03-03", "--source", "Пример")
    assert first.code == 0
    assert first.out == ""
    assert "added 1 article" in first.err
    rows = kg("ask", "calls", "--actor", "Эрдогану", "-f", "csv").out.splitlines()
    assert len(rows) >= 2
    assert "unchanged 1" in kg("add", "call.txt", "--date", "2021-03-03", "--source", "Пример").err
    assert kg("ask", "calls", "--actor", "Erdogan", "-f", "csv").out.splitlines() == rows
    assert "Реджеп Тайип Эрдоган" in kg("--lang", "ru", "show", "Эрдоган").out
    assert kg("remove", "call").err == "removed 1 of 1\n"
    assert kg("stats", "-f", "csv").out.splitlines()[1:] == []
    gone = kg("remove", "call")
    assert gone.code == 1
    assert "kg: no article 'call' in the store" in gone.err


def test_remove_needs_a_store(kg: Run, tmp_path: Path) -> None:
    assert kg("remove", "x").code == 1
    assert not (tmp_path / "kg-store").exists()


def test_skipped_inputs_are_named_with_code_3(kg: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    ran = kg("add", article, "empty.txt", "missing.txt")
    assert ran.code == 3
    assert "added 1 article" in ran.err
    assert "missing.txt" in ran.err
    assert "empty" in ran.err


def test_extract_jsonl_is_the_exchange_format(kg: Run, article: Path) -> None:
    ran = kg("extract", article, "-f", "jsonl", "--date", "2021-03-03")
    assert ran.err == ""
    told = json.loads(ran.out)
    assert told["id"] == "call"
    assert (told["lang"], told["date"]) == ("ru", "2021-03-03")
    call = next(f for f in told["facts"] if f["type"] == "PhoneCall")
    slots = {"type", "participants", "initiator", "date", "status", "topics", "evidence", "id", "rule", "confidence"}
    assert set(call) >= slots
    erdogan = told["actors"][call["initiator"]]
    assert {"Реджеп Тайип Эрдоган", "Recep Tayyip Erdogan"} <= set(erdogan["names"])
    words = call["evidence"]
    assert TEXT[words["start"] : words["end"]] == words["exact"]
    used = {
        key
        for fact in told["facts"]
        for value in fact.values()
        for key in (value if isinstance(value, list) else [value])
        if isinstance(key, str)
    }
    assert set(told["actors"]) <= used


def test_extract_to_trig_marked_and_table(kg: Run, article: Path) -> None:
    quads = list(ox.parse(kg("extract", article, "-f", "trig").out, format=ox.RdfFormat.TRIG))
    assert any(q.object == ox.NamedNode("https://w3id.org/actorgraph/ns#PhoneCall") for q in quads)
    assert "Эрдоган позвонил Путину" in kg("extract", article, "-f", "marked").out
    table = kg("--lang", "uk", "extract", article).out
    assert "телефонна розмова" in table
    assert all(len(line) <= 80 for line in table.splitlines())


def test_standard_input(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(TEXT.encode())

    monkeypatch.setattr("sys.stdin", Stdin())
    assert json.loads(kg("extract", "-", "--lang", "ru", "-f", "jsonl").out)["facts"]


def test_what_cannot_be_read_is_named(kg: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    ran = kg("extract", article, "missing.txt", "-f", "jsonl")
    assert ran.code == 3
    assert len(ran.out.splitlines()) == 1
    assert ran.err.startswith("kg: skipped ")
    assert ran.err.count("\n") == 1
    assert kg("extract", "missing.txt").code == 1
    assert kg("extract", article, "--date", "soon").code == 1


def test_explain_tells_zones_mentions_dates_and_rules(kg: Run, article: Path) -> None:
    out = kg("--lang", "ru", "explain", article, "--date", "2021-03-03").out
    joined = " ".join(out.split())
    for word in (
        "published: 2021-03-03",
        "headline",
        "«Путину»",
        "Владимир Путин",
        "2021-03-03",
        "by rule",
        "who is who",
    ):
        assert word in joined


def test_eval_scores_gold_against_itself(kg: Run, shared: Path, tmp_path: Path) -> None:
    from kg.views.facts import facts_json
    from tests.gold import all_gold

    lines = [json.dumps(facts_json(x), ensure_ascii=False) for x in all_gold(shared, "articles")]
    (tmp_path / "facts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = kg("eval", shared / "articles", "--predicted", "facts.jsonl", "-f", "json")
    told = json.loads(ran.out)
    assert told["scores"]["ALL"]["strict"] == [1.0, 1.0, 1.0]
    assert told["unverified"] == 0
    assert told["absent"] == []
    worse = kg("eval", shared / "articles", "--predicted", "facts.jsonl", "--by", "lang", "--errors", "1").out
    assert "macro F1" in worse


def test_eval_needs_gold(kg: Run, tmp_path: Path) -> None:
    assert "no ID.json" in kg("eval", tmp_path).err


def test_lexicon_check_names_what_fails(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("call-ru-phone", None), ("call-ru-line", "example: the trigger is not found")]
    monkeypatch.setattr("kg.proving.check_rows", lambda lang: iter(rows))
    ran = kg("lexicon", "check")
    assert ran.code == 1
    assert ran.out == "call-ru-line: example: the trigger is not found\n"
    assert "2 rows, 1" in ran.err


def test_the_terminal_may_be_windows_1251_and_the_reader_may_go(store: Path) -> None:
    command = [sys.executable, "-m", "kg", "--store", str(store), "ask", "who-is"]
    old = subprocess.run(command, env={"PYTHONIOENCODING": "cp1251", "PATH": ""}, capture_output=True, check=True)
    assert "Борис Велин" in old.stdout.decode("cp1251")
    shell = f"{sys.executable} -m kg --store '{store}' query 'SELECT * {{ ?s ?p ?o . ?a ?b ?c }}' -f tsv | head -n 1"
    gone = subprocess.run(["bash", "-c", shell], capture_output=True, check=True)
    assert gone.stdout.count(b"\n") == 1
    assert gone.stderr == b""


def test_help_imports_nothing_heavy() -> None:
    heavy = ("rich", "pyoxigraph", "rdflib", "pymorphy3", "numpy")
    code = f"import sys, kg.cli; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"[]"


def test_what_an_article_holds_cannot_steer_the_terminal(kg: Run, tmp_path: Path) -> None:
    text = "Эрдоган \x1b[31mпозвонил\u202e Путину\x07.\n\nЭрдоган позвонил Путину \x1b]0;x\x07 в пятницу.\n"
    (tmp_path / "bad.txt").write_text(text, encoding="utf-8")
    for format_ in ("table", "marked"):
        out = kg("extract", "bad.txt", "-f", format_, "--lang", "ru").out
        assert not set(out) & set("\x1b\x07\u202e")
    assert not set(kg("explain", "bad.txt", "--lang", "ru").out) & set("\x1b\x07\u202e")
    kg("add", "bad.txt", "--lang", "ru")
    for command in (["ask", "search"], ["ask", "sources"], ["show", "Эрдоган"]):
        assert not set(kg(*command).out) & set("\x1b\x07\u202e")
