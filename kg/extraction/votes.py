"""What the readers of votes share: whether an article speaks of votes, whose vote it is, which round."""

from __future__ import annotations

from kg.extraction.frames import find_matches, find_triggers
from kg.extraction.scene import Scene
from kg.extraction.timing import status
from kg.prevailing import prevailing
from kg.registry import Registry

_WEIGHT_BESIDE, _WEIGHT_NAMED, _MUCH_MORE = 3.0, 1.0, 1.2
_SECOND = 2
_ROUND_BACK = 2  # sentences that go on telling the figures of a round


def is_about_votes(scene: Scene) -> bool:
    """Whether an article speaks of votes at all."""
    return bool(find_matches(scene, "election"))


def state_of(scene: Scene, registry: Registry, token: int, named: tuple[int, ...] = ()) -> str | None:
    """Return the state that votes: of the mentions `named`, else of the article's votes, else of the sentence."""
    for i in named:
        for key in scene.actors(i):
            if scene.actor(key).type == "State":
                return key
    return voting_state(scene, registry) or scene.state_near(token)


def voting_state(scene: Scene, registry: Registry) -> str | None:
    """Return the state whose vote an article is about, or None if several may be."""
    return scene.memo("voting state", lambda: _voting_state(scene, registry))


def _voting_state(scene: Scene, registry: Registry) -> str | None:
    """Weigh what is named: beside the words of a vote, by bodies of a state that count, anywhere at all."""
    weight: dict[str, float] = {}
    for match in find_matches(scene, "election"):
        for i in match.fillers.get("state", ()):
            _weigh(scene, weight, scene.actors(i), _WEIGHT_BESIDE)
    for i, m in enumerate(scene.mentions):
        if m.type == "State" and m.kind in ("name", "adjective"):
            _weigh(scene, weight, scene.actors(i), _WEIGHT_NAMED)
        elif m.type == "Person" and m.kind == "name":
            _weigh(
                scene,
                weight,
                tuple(k for key in scene.actors(i) for k in _states_of(scene, registry, key)),
                _WEIGHT_NAMED,
            )
        elif m.type == "Organization" and (m.known or "").startswith("institution/"):
            owners = (scene.key_of(o) for k in scene.actors(i) if (o := scene.actor(k).of))
            counts = any((scene.actor(k).canonical or "").endswith("-cec") for k in scene.actors(i))
            body = m.of is not None and counts
            _weigh(scene, weight, tuple(o for o in owners if o), _WEIGHT_BESIDE if body else _WEIGHT_NAMED)
    return prevailing(weight, _MUCH_MORE)


def _states_of(scene: Scene, registry: Registry, key: str) -> list[str]:
    """Return the states of the article in which a known person held an office, if it is one state only."""
    known = registry.get(scene.actor(key).canonical or "")
    states = {t.of for t in known.terms if t.of and t.of.startswith("state/")} if known else set()
    keys = [scene.key_of(state) for state in sorted(states)]
    return [k for k in keys if k] if len(states) == 1 else []


def _weigh(scene: Scene, weight: dict[str, float], keys: tuple[str, ...], points: float) -> None:
    for key in keys:
        if scene.actor(key).type == "State":
            weight[key] = weight.get(key, 0.0) + points


def first_round(scene: Scene, token: int) -> bool:
    """Whether the words at a token tell of a first round.

    Said in their sentence, or carried on from just before; where no round is told, a second one to come says so.
    """
    told = _told_round(scene, token)
    return told == 1 or (told is None and second_to_come(scene))


def second_to_come(scene: Scene) -> bool:
    """Whether the article tells of a second round that is still to be held."""

    def find() -> bool:
        if scene.document.lang == "en":
            return any(row.get("ahead") for row, _, _ in find_triggers(scene, "election"))
        return any(m.row.get("round") == _SECOND and status(scene, m) == "planned"
                   for m in find_matches(scene, "election"))  # fmt: skip

    return scene.memo("second round to come", find)


def _told_round(scene: Scene, token: int) -> int | None:
    rounds = scene.memo("rounds", lambda: _rounds(scene))
    here = scene.sentence_of(token)
    text = scene.document.article.text
    for back in range(_ROUND_BACK + 1):
        s = here - back
        if s < 0 or (
            back and "\n" in text[scene.document.sentences[s].span.end : scene.document.sentences[here].span.start]
        ):
            return None
        if told := rounds.get(s):
            return min(told, key=lambda r: (abs(r[0] - token), r[0]))[1]
    return None


def _rounds(scene: Scene) -> dict[int, list[tuple[int, int]]]:
    """Return for each sentence the rounds it names: token and number."""
    found: dict[int, list[tuple[int, int]]] = {}
    for match in find_matches(scene, "election"):
        if number := match.row.get("round"):
            found.setdefault(scene.sentence_of(match.head), []).append((match.head, int(number)))
    return found
