"""Kinds of body that any state has: whose they are, by the words of their names."""

from kg.model import Statement
from tests.extraction.reading import facts


def test_a_state_inside_the_name_owns_the_body() -> None:
    """Though the article speaks of another state more often."""
    words = (
        "Россия ждёт. Президент России Владимир Путин молчит. Пресс-служба белорусского президента сообщила о звонке."
    )
    assert [s.speaker for s in facts(Statement, words)] == ["by-presidential-press-service"]
