import pytest

from tests.golden.rewrite import HERE, NAMES, dump


@pytest.mark.parametrize("name", NAMES)
def test_golden_articles_give_the_quads_on_record(name):
    """If the change is meant: python -m tests.golden.rewrite, then read the diff."""
    assert dump(name) == (HERE / name / "quads.nq").read_text("utf-8")
