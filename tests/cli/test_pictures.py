"""draw, export."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from .conftest import Run


def test_draw_in_the_terminal(kg: Run, store: Path) -> None:
    ran = kg("--store", store, "draw", "Норн")
    assert ran.code == 0
    assert "Boris Velin" in ran.out
    assert kg("--store", store, "--lang", "ru", "draw", "Норн", "--table").out != ran.out


@pytest.mark.parametrize("name", ["n.html", "n.svg", "n.gexf", "n.graphml", "n.csv", "n.json"])
def test_export_of_a_network(name: str, kg: Run, store: Path, tmp_path: Path) -> None:
    ran = kg("--store", store, "export", name, "--actor", "Norn", "--since", "2021-03")
    assert ran.code == 0, ran.err
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert list(tmp_path.glob("n*"))


@pytest.mark.parametrize("suffix", ["nq", "trig", "jsonld"])
def test_export_of_the_store(suffix: str, kg: Run, store: Path, tmp_path: Path) -> None:
    assert kg("--store", store, "export", f"all.{suffix}").code == 0
    if suffix != "jsonld":
        quads = set(ox.parse(path=str(tmp_path / f"all.{suffix}")))
        assert len(quads) == len(ox.Store.read_only(str(store)))


def test_turtle_holds_what_is_asserted(kg: Run, store: Path, tmp_path: Path) -> None:
    assert kg("--store", store, "export", "view.ttl").code == 0
    assert "winner" not in (tmp_path / "view.ttl").read_text(encoding="utf-8")


def test_claims_can_be_left_out(kg: Run, store: Path) -> None:
    claimed, told = (kg("--store", store, "draw", "Hai", "--claims", c).out for c in ("only", "none"))
    assert claimed
    assert claimed != told


def test_an_unknown_kind_draws_nothing(kg: Run, store: Path) -> None:
    assert kg("--store", store, "draw", "--kinds", "nonsense").code == 1


@pytest.mark.parametrize("name", ["n.neo4j.csv", "n.cyjs", "n.jgf.json", "n.ftm.json", "n.dot"])
@pytest.mark.parametrize("edges", ["relations", "bipartite"])
def test_export_for_other_programs(name: str, edges: str, kg: Run, store: Path, tmp_path: Path) -> None:
    assert kg("--store", store, "export", name, "--edges", edges).code == 0
    assert (tmp_path / name).stat().st_size > 100


def test_choices_of_draw(kg: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT ?source ?target WHERE { ?source <x:none> ?target }", encoding="utf-8")
    assert "Norport" not in kg("--store", store, "draw", "--place", "norport").err
    assert kg("--store", store, "draw", "--between", "Norn", "Hai").code == 0
    assert kg("--store", store, "draw", "--min-sources", "99").code == 1
    assert kg("--store", store, "draw", "--status", "done").code == 1
    assert kg("--store", store, "draw", "--query", "q.rq").code == 1
    assert kg("--store", store, "draw", "--query", "missing.rq").code == 1


def test_bars_of_months_follow_the_tree(kg: Run, store: Path) -> None:
    assert any(bar in kg("--store", store, "draw", "Norn").out for bar in "▁▂▃▄▅▆▇█")
