"""Votes: that one was held, which shares and winners are claimed by whom, and who recognises the result."""

from __future__ import annotations

from dataclasses import replace

from kg.extraction.frames import Match, find_matches
from kg.extraction.scene import Scene
from kg.extraction.timing import status, when
from kg.model import Election, Recognition

_HOLDS = ("held", "planned", "ongoing")


def find_elections(scene: Scene) -> list[Election]:
    """Return one fact a vote that was held or is set, in text order."""
    found: list[Election] = []
    for match in find_matches(scene, "election"):
        told = status(scene, match)
        state = _state(scene, match)
        if told not in _HOLDS or state is None:
            continue
        days = when(scene, match)
        proof = scene.clause_evidence(match.clause, *match.tokens)
        new = Election(
            id="", rule=match.row.id, evidence=proof, state=state, office=match.row.get("office"),
            date=days[0] if len(days) == 1 else None, status=told,  # type: ignore[arg-type]  # one of _HOLDS
        )  # fmt: skip
        _merge(found, new)
    return found


def _merge(found: list[Election], new: Election) -> None:
    """Add a vote, or join it to the one it names again: same state and office, dates that do not contradict."""
    for k, old in enumerate(found):
        if old.state != new.state or (old.office and new.office and old.office != new.office):
            continue
        if old.date is None or new.date is None or old.date.value == new.date.value:
            rich, poor = (new, old) if new.date and not old.date else (old, new)
            found[k] = replace(rich, office=rich.office or poor.office, support=(*rich.support, poor.evidence))
            return
    found.append(new)


def _state(scene: Scene, match: Match) -> str | None:
    """Return the state that votes: beside the trigger, in its sentence, or the one the article is about."""
    for i in match.fillers.get("state", ()):
        for key in scene.actors(i):
            if scene.actor(key).type == "State":
                return key
    return scene.state_near(match.head) or scene.main_state


def find_recognitions(scene: Scene) -> list[Recognition]:
    """Return who recognises or rejects a vote, a victory or a person in office, in text order."""
    found: list[Recognition] = []
    for match in find_matches(scene, "recognition"):
        if status(scene, match) not in ("held", "denied", "refused"):
            continue
        named = [k for i in match.fillers.get("target", ()) for k in scene.actors(i)]
        target = match.row.get("object")
        if target == "actor":
            if not named:
                continue
            target = named[0]
        for key in dict.fromkeys(k for i in match.fillers.get("actor", ()) for k in scene.actors(i)):
            if key == target or scene.actor(key).type == "Place":
                continue
            proof = scene.clause_evidence(match.clause, *match.tokens)
            new = Recognition(
                id="", rule=match.row.id, evidence=proof, actor=key, stance=match.row.get("stance"),
                target=target, state=_state(scene, match),
            )  # fmt: skip
            if not any((o.actor, o.stance, o.target) == (new.actor, new.stance, new.target) for o in found):
                found.append(new)
    return found
