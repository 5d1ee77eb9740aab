"""What people decide holds at every build, can be undone, and finds its place again."""

import pytest
from click.testing import CliRunner

from kg import pipeline
from kg.cli import app
from kg.consolidation.decisions import Decision, Decisions, append, place, read
from kg.errors import RegistryError
from kg.graph import Graph
from kg.store import Store
from tests.consolidation.tell import article, call, graph

A, B = "https://news.example/a", "https://news.example/b"
WORDS = "Анна Берг и Боб Тан поговорили"


def days(store):
    return [row["date"] for row in Graph(store, "en").ask("calls") if row["date"]]


def decide(store, *decisions):
    return pipeline.redecide(store, Decisions(decisions))


@pytest.fixture
def store():
    return graph(article("a", call()), article("b", call("2024-05-20", who=("ann", "tan")))).store


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (Decision("date", f"{B}#e0", "2024-05-14", WORDS), {"2024-05-14"}),
        (Decision("wrong", f"{B}#e0", "", WORDS), {"2024-05-14"}),
        (Decision("right", f"{B}#e0", "", WORDS), {"2024-05-14", "2024-05-20"}),
        (Decision("same", f"{B}#a/tan", "person/~bob-tan"), {"2024-05-14", "2024-05-20"}),
    ],
)
def test_decisions_change_the_view_and_can_be_undone(store, decision, expected):
    before = store.nquads()
    assert decide(store, decision) == (1, ())
    assert set(days(store)) == expected
    assert decide(store, decision) == (0, ())
    assert decide(store) == (1, ())
    assert store.nquads() == before


def test_people_are_made_one_and_kept_apart(store):
    bob = next(n for n in Graph(store).names().labels if n.name == "Боб Тан").iri
    key = bob.rpartition("/id/")[2]
    decide(store, Decision("same", f"{B}#a/tan", key))
    assert len(Graph(store).ask("calls", actor=bob)) == 2
    decide(store, Decision("different", f"{A}#a/bob", key))
    assert "Боб Тан" in {n.name for n in Graph(store).names().labels}
    assert bob not in {n.iri for n in Graph(store).names().labels}


def test_known_actors_can_be_somebody_else(store):
    before = store.nquads()
    decide(store, Decision("person", f"{A}#a/ann", "person/alexander-lukashenko"))
    assert len(Graph(store).ask("calls", actor="Lukashenko")) == 1
    decide(store)
    assert store.nquads() == before


def test_an_event_can_be_kept_apart():
    store = graph(article("a", call()), article("b", call())).store
    assert len(set(Graph(store).ask("attested-by-several").column("fact"))) == 1
    decide(store, Decision("different", f"{B}#e0", "", WORDS))
    assert len(Graph(store).ask("attested-by-several")) == 0


def test_a_decision_finds_its_words_again_or_is_reported():
    words = {f"{A}#e7": frozenset({WORDS}), f"{A}#s1": frozenset({WORDS})}
    assert place(Decision("wrong", f"{A}#e3", "", WORDS), words) == f"{A}#e7"
    assert place(Decision("wrong", f"{A}#e3", "", "других слов нет"), words) is None
    store = graph(article("a", call())).store
    lost = Decision("wrong", f"{A}#e0", "", "других слов нет")
    assert decide(store, lost) == (0, (lost,))


def test_the_table_is_checked(tmp_path):
    path = tmp_path / "decisions.tsv"
    assert read(path) == ()
    one = Decision("date", f"{A}#e0", "2024-05-14", WORDS, "me", "2024-06-01T00:00:00Z")
    append(path, one)
    append(path, one)
    assert read(path) == (one, one)
    for line, problem in (("maybe\tx", "none of"), ("date\tx\tsoon", "no date"), ("same\tx\tann", "no id")):
        path.write_text(f"answer\tsubject\tobject\twords\tauthor\ttime\tnote\n{line}\n")
        with pytest.raises(RegistryError, match=problem):
            read(path)
    path.write_text("a\tb\n")
    with pytest.raises(RegistryError, match="columns must be"):
        read(path)


def test_review_in_the_terminal(tmp_path):
    memory = graph(article("a", call()), article("b", call("2024-05-20", who=("ann", "tan"))))
    folder, file = str(tmp_path / "store"), str(tmp_path / "decisions.tsv")
    with Store(folder) as kept:
        kept.apply([], list(memory.store))
    run = CliRunner().invoke(app, ["--store", folder, "review", "--decisions", file, "--author", "Olena"], input="s\n")
    assert run.exit_code == 0, run.output
    (one,) = read(tmp_path / "decisions.tsv")
    assert (one.answer, one.subject, one.author) == ("same", f"{B}#a/tan", "Olena")
    with Store(folder, read_only=True) as store:
        assert len(Graph(store).ask("calls", actor="Боб Тан")) == 2
    run = CliRunner().invoke(app, ["--store", folder, "review", "--decisions", file, "--undo"])
    assert run.exit_code == 0
    listed = CliRunner().invoke(app, ["--store", folder, "review", "--list"]).stdout.splitlines()
    (tmp_path / "open.tsv").write_text("\n".join([listed[0], f"same{listed[1]}", *listed[2:]]) + "\n")
    run = CliRunner().invoke(
        app, ["--store", folder, "review", "--decisions", file, "--apply", str(tmp_path / "open.tsv")]
    )
    assert run.exit_code == 0, run.output
    assert "1 article linked anew" in run.stderr
