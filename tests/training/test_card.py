"""The model card: what a training run writes into it. Needs torch, which only training does."""

from pathlib import Path

import pytest

pytest.importorskip("torch")

LINE = (10, 0.8, 0.5, 0.615, 0.4)


def test_figures_have_a_line_for_each_type_and_language_that_gold_has() -> None:
    from training.card import figures

    told = figures({"heldout": {"rules": {"en": (10, 0.0, 0.0, 0.0, 0.0)}, "both": {"en": LINE, "uk": (0, *LINE[1:])}}})
    assert "### heldout" in told
    assert "| | gold | rules P / R / F1 | strict | both P / R / F1 | strict |" in told
    assert "| en | 10 | - | - | 0.80 / 0.50 / **0.615** | 0.400 |" in told
    assert "| uk |" not in told


def test_a_curve_has_a_line_for_each_run_and_the_columns_that_all_have() -> None:
    from training.card import Point, curve
    from training.train import Run

    half = Point(Run(800, 17000, 40.0), {"blind": {"both": {"ALL": (10, 0.7, 0.4, 0.509, 0.3)}}})
    whole = Point(Run(1601, 34013, 75.4), {"blind": {"rules": {"ALL": LINE}, "both": {"ALL": LINE}}})
    assert curve([half, whole]).splitlines()[2:] == [
        "| articles | facts | minutes | both on blind |",
        "|---|---|---|---|",
        "| 800 | 17,000 | 40 | 0.509 / 0.300 |",
        "| 1,601 | 34,013 | 75 | 0.615 / 0.400 |",
    ]


def test_a_section_is_put_in_its_place_and_nowhere_else(tmp_path: Path) -> None:
    from training.card import put

    card = tmp_path / "card.md"
    card.write_text("# A card\n\n## Figures\n\nold\n\n### part\n\n## Limits\n\nmany\n", encoding="utf-8")
    put(card, "Figures", "new\n")
    assert card.read_text(encoding="utf-8") == "# A card\n\n## Figures\n\nnew\n\n## Limits\n\nmany\n"
    with pytest.raises(ValueError, match="0 sections 'Licence'"):
        put(card, "Licence", "free")


def test_the_shipped_card_has_every_section_that_training_writes(tmp_path: Path) -> None:
    from kg.neural.net import FOLDER
    from training.card import CARD, check

    check(FOLDER / CARD)
    (tmp_path / CARD).write_text("# A card\n\n## Figures\n", encoding="utf-8")
    with pytest.raises(ValueError, match="lacks How it was trained, Learning curve"):
        check(tmp_path / CARD)
