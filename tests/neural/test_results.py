"""Shares of one count: one source, one winner."""

from kg.extraction.scene import Scene
from kg.model import Actor, Article, Cast, ElectionResult, Evidence, Span
from kg.neural.results import settled
from kg.text import analyse

TEXT = "The commission said Aro won 55% and Bex took 45%. A poll gave Bex 60%. Cay took 3%.\nDru took 1%."


def result(
    candidate: str, share: float, words: str, outcome: str | None = None, source: str | None = None
) -> ElectionResult:
    start = TEXT.index(words)
    proof = Evidence(Span(start, start + len(words)), words)
    return ElectionResult(id="", rule="r", evidence=proof, candidate=candidate, state="x", share=share,
                          outcome=outcome, according_to=source)  # type: ignore[arg-type]  # fmt: skip


def test_shares_of_a_sentence_have_one_source_and_one_winner() -> None:
    actors = tuple(Actor(key, "Person", (("en", key.title()),)) for key in ("aro", "bex", "cay", "dru"))
    scene = Scene(analyse(Article(id="x", text=TEXT, lang="en")), Cast(actors, (), ()))
    aro, bex, poll, after, apart = settled(
        scene,
        [
            result("aro", 55, "Aro won 55%", "won", "cec"),
            result("bex", 45, "Bex took 45%", "won"),
            result("bex", 60, "gave Bex 60%", None, "poll"),
            result("cay", 3, "Cay took 3%"),
            result("dru", 1, "Dru took 1%"),
        ],
    )
    assert (aro.outcome, aro.according_to) == ("won", "cec")  # type: ignore[attr-defined]
    assert (bex.outcome, bex.according_to) == ("lost", "cec")  # type: ignore[attr-defined]
    assert (poll.outcome, poll.according_to) == (None, "poll")  # type: ignore[attr-defined]
    assert after.according_to == "poll"  # type: ignore[attr-defined]  # the paragraph goes on with its source
    assert apart.according_to is None  # type: ignore[attr-defined]
