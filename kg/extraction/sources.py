"""Who gives a figure: an actor («по данным ЦИК») or a generic source in English («экзитполы» = "exit polls")."""

from __future__ import annotations

from kg.extraction.frames import find_matches
from kg.extraction.scene import Scene


def claimant(scene: Scene, clause: int) -> str | None:
    """Return the actor's key or generic source that a clause, or a clause around it, gives its figures to."""
    at: int | None = clause
    while at is not None:
        here = [m for m in find_matches(scene, "sources") if m.clause == at]
        for match in here:
            for i in match.fillers.get("speaker", ()):
                for key in scene.actors(i):
                    return key
        for match in here:
            if generic := match.row.get("source"):
                return str(generic)
        at = scene.document.clauses[at].parent
    return None


def cited_source(scene: Scene, clause: int) -> tuple[str | None, bool]:
    """Return whom an outlet cites in a clause («со ссылкой на пресс-службу»), if it is an actor, and whether it cites at all."""
    for match in find_matches(scene, "sources"):
        if match.clause == clause and match.row.get("cites"):
            keys = [k for i in match.fillers.get("speaker", ()) for k in scene.actors(i)]
            return next((k for k in keys if not scene.is_outlet(k)), None), True
    return None, False
