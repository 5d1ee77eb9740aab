"""What the readers of votes share: whether an article speaks of votes, whose vote it is, which round."""

from __future__ import annotations

from kg.extraction.frames import find_matches
from kg.extraction.scene import Scene

_ROUND_BACK = 2  # sentences that go on telling the figures of a round


def is_about_votes(scene: Scene) -> bool:
    """Whether an article speaks of votes at all."""
    return bool(find_matches(scene, "election"))


def state_of(scene: Scene, token: int, named: tuple[int, ...] = ()) -> str | None:
    """Return the state that votes: of the mentions `named`, else in the token's sentence, else the article's own."""
    for i in named:
        for key in scene.actors(i):
            if scene.actor(key).type == "State":
                return key
    return scene.state_near(token) or voting_state(scene)


def voting_state(scene: Scene) -> str | None:
    """Return the state an article about a vote is about: the one named beside the words of the vote most often."""
    return scene.memo("voting state", lambda: _voting_state(scene))


def _voting_state(scene: Scene) -> str | None:
    beside: dict[str, int] = {}
    for match in find_matches(scene, "election"):
        for i in match.fillers.get("state", ()):
            for key in scene.actors(i):
                if scene.actor(key).type == "State":
                    beside[key] = beside.get(key, 0) + 1
    ranked = sorted(beside, key=lambda k: (-beside[k], k))
    if ranked and (len(ranked) == 1 or beside[ranked[0]] > beside[ranked[1]]):
        return ranked[0]
    return scene.main_state


def first_round(scene: Scene, token: int) -> bool:
    """Whether the words at a token tell of a first round: said in their sentence, or carried on from just before."""
    rounds = scene.memo("rounds", lambda: _rounds(scene))
    here = scene.sentence_of(token)
    text = scene.document.article.text
    for back in range(_ROUND_BACK + 1):
        s = here - back
        if s < 0 or (
            back and "\n" in text[scene.document.sentences[s].span.end : scene.document.sentences[here].span.start]
        ):
            return False
        told = rounds.get(s)
        if told:
            nearest = min(told, key=lambda r: (abs(r[0] - token), r[0]))
            return nearest[1] == 1
    return False


def _rounds(scene: Scene) -> dict[int, list[tuple[int, int]]]:
    """Return for each sentence the rounds it names: token and number."""
    found: dict[int, list[tuple[int, int]]] = {}
    for match in find_matches(scene, "election"):
        if number := match.row.get("round"):
            found.setdefault(scene.sentence_of(match.head), []).append((match.head, int(number)))
    return found
