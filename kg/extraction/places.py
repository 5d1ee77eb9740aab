"""Where a meeting is: the city or country of its clause, of the clause it hangs on, or the one «там» points back to."""

from __future__ import annotations

from kg import lexicon
from kg.extraction.fitting import in_case, is_city, phrases
from kg.extraction.frames import Match
from kg.extraction.scene import Scene
from kg.lexicon.rows import RolePattern
from kg.registry import Registry

_SENTENCES_BACK = 2
_BESIDE = ("participle", "relative")


def place_of(scene: Scene, match: Match, registry: Registry) -> str | None:
    """Return the place of a meeting in the nominative, or None."""
    for i in match.fillers.get("place", ()):
        return scene.place_name(i)
    head = match.head
    if found := _nearest(scene, _told_in(scene, match.clause), head):
        return found
    if seat := _seat(scene, match.clause, registry):
        return seat
    clause = scene.document.clauses[match.clause]
    there = any(scene.tokens[j].norm in scene.language.contacts["there"] for j in scene.where[match.clause])
    if clause.parent is None or not (there or clause.kind in _BESIDE):
        beside: list[int] = []
    else:
        beside = [clause.parent]
    beside += [c for c in scene.children[match.clause] if _about(scene, c, match)]
    for c in beside:
        if found := _nearest(scene, _told_in(scene, c), head):
            return found
    return _pointed_at(scene, match) if there else None


def _about(scene: Scene, child: int, match: Match) -> bool:
    """Whether a phrase is about an event told by a noun: «встреча с Абэ, прошедшая в Токио»."""
    clause, last = scene.document.clauses[child], match.tokens[-1]
    return clause.kind in _BESIDE and scene.tokens[last].is_a("NOUN") and clause.first > last


def _told_in(scene: Scene, clause: int) -> list[int]:
    """Return the cities a clause says something is in, or goes to."""
    seen = phrases(scene)
    return [
        i
        for i in scene.in_clause[clause]
        if (m := seen[i]) is not None and is_city(scene, m) and any(in_case(scene, p, m, ()) for p in _patterns(scene))
    ]


def _patterns(scene: Scene) -> tuple[RolePattern, ...]:
    def make() -> tuple[RolePattern, ...]:
        rows = lexicon.rows(scene.document.lang, "meeting")
        return tuple({p.text: p for row in rows for p in row.roles.get("place", ())}.values())

    return scene.memo("place patterns", make)


def _nearest(scene: Scene, mentions: list[int], head: int) -> str | None:
    best = min(mentions, key=lambda i: (abs(scene.mentions[i].first - head), i), default=None)
    return None if best is None else scene.place_name(best)


def _seat(scene: Scene, clause: int, registry: Registry) -> str | None:
    """Return the capital a seat of power stands in: «в Кремле», «у Білому домі»."""
    for i in scene.in_clause[clause]:
        m = scene.mentions[i]
        known = registry.get(m.known) if m.known else None
        if known is None or known.kind != "seat" or known.of is None or "loc" not in m.cases or m.preposition is None:
            continue
        state = registry.get(known.of)
        if state and any(in_case(scene, p, m, ()) for p in _patterns(scene)):
            return state.capital.get(scene.document.lang)
    return None


def _pointed_at(scene: Scene, match: Match) -> str | None:
    """Return the city told last before «там»: in the sentence, else in those just before."""
    sentence = scene.sentence_of(match.head)
    first = scene.document.sentences[max(0, sentence - _SENTENCES_BACK)].first
    before = [i for i, m in enumerate(scene.mentions) if first <= m.first < match.head and is_city(scene, m)]
    return scene.place_name(before[-1]) if before else None
