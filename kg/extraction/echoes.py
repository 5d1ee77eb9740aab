"""One verb, several contacts: «встретился в Париже с A, а вечером — в Варшаве с B», «ему позвонил A, в среду — B»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.fitting import in_case, is_city, phrases, together
from kg.extraction.frames import Match
from kg.extraction.scene import Scene
from kg.lexicon.rows import RolePattern
from kg.model import Date

_DASHES = frozenset("—–-")
_ENDS = frozenset(",;.")
_AFTER = 7  # tokens behind a partner in which its own day or city can stand


@dataclass(frozen=True, slots=True)
class Echo:
    """One more partner of a matched verb, with the city and the days told for it alone."""

    partners: tuple[str, ...]
    place: str | None
    days: tuple[Date, ...]


def echoes(scene: Scene, match: Match) -> Iterator[Echo]:
    """Yield the partners that the clause adds after the one that fills a role, in text order."""
    for role in ("participant", "recipient"):
        for pattern in match.row.roles.get(role, ()):
            filler = _filled_by(scene, match, role, pattern)
            if filler is not None:
                yield from _after(scene, match, pattern, filler)
                return


def turns(scene: Scene, match: Match) -> Iterator[tuple[str, tuple[Date, ...]]]:
    """Yield who does next what a verb tells, with the days told for it: «Ему позвонила A, во вторник – B»."""
    sentence = scene.sentence(match.head)
    for i, m in enumerate(scene.mentions):
        dash = m.first - 1
        if not match.head < dash < m.last <= sentence.last or scene.tokens[dash].text not in _DASHES:
            continue
        keys = scene.actors(i)
        alone = m.type == "Person" and "nom" in m.cases and len(keys) == 1
        ends = m.last == sentence.last or scene.tokens[m.last].text in _ENDS
        comma = next((k for k in range(dash - 1, max(match.head, dash - _AFTER), -1) if _parts(scene, k)), None)
        if not (alone and ends) or comma is None or dash - comma < 2 or scene.finite_between(comma, dash):
            continue
        first, last = scene.tokens[comma].span.end, scene.tokens[dash].span.start
        told = [d for d in scene.document.dates if first <= d.span.start < last and d.role == "when" and d.values]
        yield keys[0], tuple(Date(v, told[0].reason, told[0].span) for v in told[0].values) if told else ()


def _parts(scene: Scene, token: int) -> bool:
    return scene.tokens[token].text in (",", ";")


def _filled_by(scene: Scene, match: Match, role: str, pattern: RolePattern) -> int | None:
    """Return the last mention that fills a role as its partner: behind a preposition, or called in the dative."""
    if pattern.how != "case" or not (pattern.prepositions or pattern.case in ("dat", "acc")):
        return None
    seen = phrases(scene)
    fitting = [i for i in match.fillers.get(role, ()) if (m := seen[i]) and in_case(scene, pattern, m, match.tokens)]
    return max(fitting, default=None, key=lambda i: scene.mentions[i].last)


def _after(scene: Scene, match: Match, pattern: RolePattern, filler: int) -> Iterator[Echo]:
    used = {i for fillers in match.fillers.values() for i in fillers}
    seen = phrases(scene)
    last = scene.mentions[filler].last
    for i in scene.in_clause[match.clause]:
        m = seen[i]
        if m is None or i in used or m.first < last or m.type != "Person" or not m.cases:
            continue
        if (
            not in_case(scene, pattern, m, ())
            or scene.finite_between(last, m.first)
            or not _turns(scene, last, m.first)
        ):
            continue
        group = together(scene, i, pattern)
        used |= set(group)
        keys = tuple(k for j in group for k in scene.actors(j) if scene.actor(k).type == "Person")
        end = scene.mentions[group[-1]].last
        if keys:
            yield Echo(keys, _city(scene, match, last, end), _days(scene, match, last, end))
        last = end


def _turns(scene: Scene, first: int, last: int) -> bool:
    """Whether the words between two partners turn to another time or place: a dash, «потом», «вечером»."""
    words = scene.language.contacts["sameday"]
    return any(t.text in _DASHES or t.norm in words for t in scene.tokens[first:last])


def _city(scene: Scene, match: Match, first: int, last: int) -> str | None:
    inside = (i for i in scene.in_clause[match.clause] if first <= scene.mentions[i].first < last + _AFTER)
    return next((scene.place_name(i) for i in inside if is_city(scene, scene.mentions[i])), None)


def _days(scene: Scene, match: Match, first: int, last: int) -> tuple[Date, ...]:
    start, end = scene.tokens[first - 1].span.end, scene.tokens[min(last + _AFTER, len(scene.tokens)) - 1].span.end
    told = [d for d in scene.dates(match.clause) if start <= d.span.start < end and d.role == "when" and d.values]
    return tuple(Date(v, told[0].reason, told[0].span) for v in told[0].values) if told else ()
