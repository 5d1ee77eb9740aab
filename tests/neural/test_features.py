"""What the net is told besides the text, and its second look at who fills which role; no weights are needed."""

from collections.abc import Sequence

import numpy as np
import pytest

from kg.model import Cast
from kg.neural.candidates import Candidate
from kg.neural.features import (
    BETWEEN,
    GAPS,
    GRAMMAR,
    PASSED,
    RANKS,
    able,
    between,
    distances,
    links,
    ranks,
    sentence_gaps,
)
from kg.neural.labels import ROLES
from kg.neural.maths import Ints, best_of, sigmoid
from kg.neural.revision import Revision, elsewhere
from tests.neural.test_parts import document

WIDTH, PAIR, ACTORS = 3, 8, 4


def ints(*numbers: int) -> Ints:
    return np.array(numbers, dtype=np.int64)


def people(*firsts: int, keys: str = "") -> list[Candidate]:
    return [Candidate(at, at + 1, "Person", key) for at, key in zip(firsts, keys or "abcdefghij", strict=False)]


def test_distances_have_a_side() -> None:
    at = ints(10)
    near, far = distances(at, ints(9, 11, 400))[0, :2], distances(at, at)
    assert near[0] != near[1]
    assert far[0, 0] == 0
    assert sentence_gaps(at, ints(0, 9, 10, 11, 90)).tolist() == [[0, 1, 2, 3, 4]]


def test_triggers_between_are_counted_and_clauses_told() -> None:
    clause_of = np.array([0] * 10 + [1] * 10, dtype=np.int64)
    triggers = ints(3, 8, 12, 15, 16)
    assert between(ints(8), ints(2, 4, 9, 13, 19), triggers, clause_of).tolist() == [[4 + 1, 4, 4, 1, 3]]
    assert between(ints(8), ints(8, 3), triggers, clause_of).max() < BETWEEN


def test_ranks_count_others_that_stand_nearer_on_one_side() -> None:
    # b twice before the anchor counts once; a date is no rival of people
    there = [*people(1, 4, 5, 9, 12, keys="abbcd"), Candidate(8, 9, "date", "date:2020")]
    assert ranks(ints(7), there).tolist() == [[1, 0, 0, 6, 7, 6]]
    many = ranks(ints(0), people(*range(1, 11)))
    assert many.tolist() == [[6, 7, 8, 9, 10, 11, 11, 11, 11, 11]]
    assert many.max() < RANKS


def test_links_tell_what_lies_between_two_mentions() -> None:
    doc = document("Anna met Boris. She called Vera. Gleb left.", "en")
    mentions = [Candidate(i, i + 1, "Person", "") for i, t in enumerate(doc.tokens) if t.text[0].isupper()]
    sentence_of = np.array([n for n, s in enumerate(doc.sentences) for _ in range(s.first, s.last)], dtype=np.int64)
    told = links(doc, Cast((), (), ()), mentions, sentence_of)
    assert told.passed[4].tolist() == [4, 3, 2, 1, 0]
    assert told.gap[4].tolist() == [2, 2, 1, 1, 0]
    assert told.passed.max() < PASSED
    assert told.gap.max() < GAPS
    assert told.clause[4].tolist() == [0, 0, 0, 0, 1]
    assert told.grammar.shape == (5, GRAMMAR)


def test_cases_of_a_mention_share_what_the_word_leaves_open() -> None:
    doc = document("Президент позвонил Ивану, тот ответил.")
    mentions = [Candidate(0, 1, "Person", ""), Candidate(2, 3, "Person", "")]
    told = links(doc, Cast((), (), ()), mentions, np.zeros(len(doc.tokens), dtype=np.int64))
    subject, receiver = told.grammar
    assert (subject[0], subject[-1]) == (1.0, 1.0)  # nominative, a capital
    assert receiver[0] == 0.0 < receiver[2]  # not nominative; dative
    assert told.clause[1, 0] == 1


def test_only_fitting_keys_can_fill_a_role() -> None:
    can = able(["PhoneCall"], [{"Person"}, {"date"}, {"Place"}])[0]
    assert [can[:, ROLES.index(role)].tolist() for role in ("participant", "date", "place", "speaker")] == [
        [True, False, False], [False, True, False], [False] * 3, [False] * 3,
    ]  # fmt: skip


def test_an_actor_has_its_best_score() -> None:
    scores = np.array([[[0.2], [0.3], [0.1]]], dtype=np.float32)
    assert np.allclose(best_of(scores, ints(0, 0, 1), 2)[0, :, 0], [0.3, 0.1])


# --- the second look


def weights(seed: int = 1) -> dict[str, np.ndarray]:
    draw, roles = np.random.default_rng(seed), len(ROLES)
    sizes = {"seen": (PAIR, PAIR), "said": (PAIR, roles), "company": (PAIR, WIDTH * roles), "role": (roles, PAIR)}
    sizes |= {"elsewhere": (PAIR, 3 * roles)} | dict.fromkeys(("query", "key", "value", "attended"), (PAIR, PAIR))
    found = {f"revision.{name}.weight": draw.normal(size=size) for name, size in sizes.items()}
    found |= {f"revision.{name}.bias": draw.normal(size=size[0]) for name, size in sizes.items()}
    found |= {"revision.norm.weight": np.ones(PAIR), "revision.norm.bias": np.zeros(PAIR)}
    return {name: array.astype(np.float32) for name, array in found.items()}


def looked_at(anchors: Sequence[int], order: Sequence[int] = range(ACTORS), alone: bool = False) -> np.ndarray:
    """Return the revised scores of some of three anchors, the actors in some order."""
    draw = np.random.default_rng(2)
    seen = draw.normal(size=(3, ACTORS, PAIR)).astype(np.float32)[anchors][:, order]
    scores = draw.normal(size=(3, ACTORS, len(ROLES))).astype(np.float32)[anchors][:, order]
    m = draw.normal(size=(ACTORS, WIDTH)).astype(np.float32)[list(order)]
    allowed = able(["PhoneCall"] * len(anchors), [{"Person"}] * ACTORS)
    return Revision(weights())(seen, scores, allowed, m, np.arange(ACTORS), alone)


def test_the_order_of_actors_does_not_matter() -> None:
    assert np.allclose(looked_at([0, 1, 2])[:, [2, 0, 3, 1]], looked_at([0, 1, 2], [2, 0, 3, 1]), atol=1e-5)


def test_anchors_hear_of_each_other_unless_alone() -> None:
    assert np.allclose(looked_at([0, 1, 2], alone=True)[:1], looked_at([0], alone=True), atol=1e-5)
    assert not np.allclose(looked_at([0, 1, 2])[:1], looked_at([0]), atol=1e-2)


def test_elsewhere_is_all_others_the_one_before_and_the_one_after() -> None:
    p = np.array([[[0.5]], [[1.0]], [[0.25]]], dtype=np.float32)
    assert np.allclose(elsewhere(p)[1, 0], [np.log1p(0.75), 0.5, 0.25])
    assert np.allclose(elsewhere(p[:1])[0, 0], 0)


def test_numpy_and_torch_look_alike() -> None:
    torch = pytest.importorskip("torch")
    from training.revision import Revision as Learning

    net = Learning(WIDTH, PAIR, len(ROLES), 0.2).eval()
    net.load_state_dict({k.removeprefix("revision."): torch.from_numpy(v) for k, v in weights().items()})
    draw = np.random.default_rng(3)
    seen, scores, m = (
        draw.normal(size=size).astype(np.float32)
        for size in ((2, ACTORS, PAIR), (2, ACTORS, len(ROLES)), (5, WIDTH))
    )  # fmt: skip
    allowed, key_of = able(["PhoneCall", "Meeting"], [{"Person"}, {"State"}, {"date"}, {"Place"}]), ints(0, 1, 1, 2, 3)
    ours = Revision(weights())(seen, scores, allowed, m, key_of)
    theirs = net(*(torch.from_numpy(x) for x in (seen, scores, allowed, m, key_of)))
    assert np.allclose(sigmoid(ours), sigmoid(theirs.detach().numpy()), atol=1e-5)
