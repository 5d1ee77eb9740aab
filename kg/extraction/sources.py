"""Who gives a figure: an actor («по данным ЦИК») or a generic source in English («экзитполы» = "exit polls")."""

from __future__ import annotations

from kg.extraction.frames import Match, find_matches
from kg.extraction.scene import Scene

_CARRIED = 3  # sentences a source's figures may go on for


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


class Counting:
    """Who counts the votes, sentence by sentence: a source goes on for the figures after it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.told: dict[int, str] = {}
        for match in find_matches(scene, "sources"):
            if match.row.get("cites"):
                continue
            if (source := _source_of(scene, match)) is not None:
                self.told.setdefault(scene.sentence_of(match.head), source)

    def told_in(self, sentence: int) -> str | None:
        """Return the source a sentence names itself."""
        return self.told.get(sentence)

    def of(self, sentence: int, clause: int) -> str | None:
        """Return the source of a figure in a clause: around it, in its sentence, or carried on from just before."""
        own = claimant(self.scene, clause) or self.told.get(sentence)
        if own is not None:
            return own
        sentences, text = self.scene.document.sentences, self.scene.document.article.text
        for back in range(sentence - 1, max(-1, sentence - _CARRIED - 1), -1):
            if "\n" in text[sentences[back].span.end : sentences[sentence].span.start]:
                return None
            if back in self.told:
                return self.told[back]
        return None


def _source_of(scene: Scene, match: Match) -> str | None:
    for i in match.fillers.get("speaker", ()):
        for key in scene.actors(i):
            return key
    generic = match.row.get("source")
    return str(generic) if generic else None


def cited_source(scene: Scene, clause: int) -> tuple[str | None, bool]:
    """Return whom an outlet cites in a clause («со ссылкой на пресс-службу»), if it is an actor, and whether it cites at all."""
    for match in find_matches(scene, "sources"):
        if match.clause == clause and match.row.get("cites"):
            keys = [k for i in match.fillers.get("speaker", ()) for k in scene.actors(i)]
            return next((k for k in keys if not scene.is_outlet(k)), None), True
    return None, False
