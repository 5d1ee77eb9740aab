"""Who recognises or rejects a vote, a victory or a person in office."""

from __future__ import annotations

from kg.extraction.frames import find_matches
from kg.extraction.scene import Scene
from kg.extraction.timing import status
from kg.extraction.votes import state_of
from kg.model import Recognition


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
                target=target, state=state_of(scene, match.head, match.fillers.get("state", ())),
            )  # fmt: skip
            if not any((o.actor, o.stance, o.target) == (new.actor, new.stance, new.target) for o in found):
                found.append(new)
    return found
