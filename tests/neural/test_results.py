"""Shares of one count: one source, one winner."""

from dataclasses import replace

from kg.extraction import date_document
from kg.extraction.scene import Scene
from kg.model import Actor, Article, Cast, ElectionResult, Evidence, Span
from kg.neural.counts import asked
from kg.neural.results import settled
from kg.registry import load
from kg.text import analyse

TEXT = "The commission said Aro won 55% and Bex took 45%. A poll gave Bex 60%. Cay took 3%.\nDru took 1%."


ARO = Actor("aro", "Person", (("ru", "Аро"),))


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


def counted(text: str, words: str, source: str | None = None, rule: str = "net-electionresult") -> ElectionResult:
    """A share of a text, won by the net's reading, after what its sentence says of its source."""
    document = analyse(Article(id="x", text=text, lang="en", published="2024-05-15"))
    actors = (Actor("aro", "Person", (("en", "Aro"),)), Actor("ipsos", "Organization", (("en", "Ipsos"),)))
    scene = Scene(date_document(document, load()), Cast(actors, (), ()))
    start = text.index(words)
    proof = Evidence(Span(start, start + len(words)), words)
    fact = ElectionResult(
        id="", rule=rule, evidence=proof, candidate="aro", share=55, outcome="won", according_to=source
    )
    (found,) = settled(scene, [fact])
    assert isinstance(found, ElectionResult)
    return replace(found, state="asked" if asked(scene, fact) else None)


def test_a_sentence_names_its_own_count() -> None:
    assert counted("Final results gave Aro 55%.", "Aro 55%").according_to == "official count"
    assert counted("An exit poll by Ipsos gave Aro 55%.", "Aro 55%", "ipsos").according_to == "exit polls"
    assert counted("Aro took 55%.", "Aro took 55%", "exit polls").according_to is None


def test_an_exit_poll_alone_is_no_official_count() -> None:
    assert counted("An exit poll gave Aro 55%.", "Aro 55%", "official count").according_to == "exit polls"
    both = "An exit poll gave Aro 50%, final results Aro 55%."
    assert counted(both, "Aro 55%", "official count").according_to == "official count"


def test_a_bare_commission_is_the_body_that_counts_votes() -> None:
    def source(*bodies: str) -> str | None:
        actors = [Actor(name, "Organization", (("ru", name),)) for name in ("Комиссия", *bodies)]
        text = "Комиссия даёт Аро 55%."
        scene = Scene(analyse(Article(id="x", text=text, lang="ru")), Cast((*actors, ARO), (), ()))
        proof = Evidence(Span(0, len(text)), text)
        fact = ElectionResult(id="", rule="r", evidence=proof, candidate="aro", share=55, according_to="Комиссия")
        (found,) = settled(scene, [fact])
        assert isinstance(found, ElectionResult)
        return found.according_to

    assert source("Избирательная комиссия", "Комиссия по правам человека") == "Избирательная комиссия"
    assert source("Избирательная комиссия", "Избирательный суд") == "Комиссия"
    assert source() == "Комиссия"


def test_an_exit_poll_decides_nothing_for_the_net() -> None:
    assert counted("An exit poll gave Aro 55%.", "Aro 55%").outcome is None
    assert counted("An exit poll gave Aro 55%.", "Aro 55%", rule="result-ru-win").outcome == "won"
    assert counted("Final results gave Aro 55%.", "Aro 55%").outcome == "won"


def test_an_opinion_poll_is_no_result() -> None:
    assert counted("A survey in April gave Aro 55%.", "Aro 55%").state == "asked"
    assert counted("An exit survey, an exit poll, gave Aro 55%.", "Aro 55%").state is None


def test_no_source_is_carried_to_a_vote_of_another_year() -> None:
    text = "The commission gave Aro 55%. In 2019 Bex won 60%."
    actors = tuple(Actor(key, "Person", (("en", key.title()),)) for key in ("aro", "bex"))
    document = date_document(analyse(Article(id="x", text=text, lang="en", published="2024-05-15")), load())
    proofs = [Evidence(Span(text.index(w), text.index(w) + len(w)), w) for w in ("Aro 55%", "Bex won 60%")]
    rows = [
        ElectionResult(id="", rule="r", evidence=proofs[0], candidate="aro", share=55, according_to="cec"),
        ElectionResult(id="", rule="r", evidence=proofs[1], candidate="bex", share=60),
    ]
    assert [getattr(f, "according_to", "") for f in settled(Scene(document, Cast(actors, (), ())), rows)] == [
        "cec",
        None,
    ]
