"""When an event was, and whether it was, is to be, or was refused: from the words of its clause, else from its neighbours."""

from __future__ import annotations

from kg.extraction.fitting import verb_of
from kg.extraction.frames import Match, candidates
from kg.extraction.patterns import match_at
from kg.extraction.scene import Scene
from kg.model import Date, DateMention

_SENTENCES_BACK = 2
_NEAR = 4  # words around a trigger that can bear on it
_STRENGTH = ("denied", "refused", "proposed", "planned", "ongoing", "hypothetical")


def when(scene: Scene, match: Match) -> tuple[Date, ...]:
    """Return the days of a matched event: of its clause, its sentence, or carried over from the sentence before."""
    clause: int | None = match.clause
    found = _nearest(scene, match, list(scene.dates(match.clause)))
    if found:
        return _days(found, "")
    while clause is not None:
        clause = scene.document.clauses[clause].parent
        if clause is not None and (found := _nearest(scene, match, list(scene.dates(clause)))):
            return _days(found, "; told in the clause around it")
    for child in scene.children[match.clause]:
        if scene.document.clauses[child].kind in ("participle", "parenthesis", "adverbial"):
            if found := _nearest(scene, match, list(scene.dates(child))):
                return _days(found, "; told in a phrase beside it")
    return _carried(scene, match)


def _nearest(scene: Scene, match: Match, dates: list[DateMention]) -> DateMention | None:
    usable = [d for d in dates if d.role == "when" and d.values]
    head = scene.tokens[match.head].span.start
    return min(usable, key=lambda d: (abs(d.span.start - head), d.span.start), default=None)


def _days(mention: DateMention, why: str) -> tuple[Date, ...]:
    return tuple(Date(v, mention.reason + why, mention.span) for v in mention.values)


def _carried(scene: Scene, match: Match) -> tuple[Date, ...]:
    """Return the one day the sentences just before it speak of, in the same paragraph."""
    here = scene.sentence_of(match.head)
    sentences = scene.document.sentences
    for back in range(1, _SENTENCES_BACK + 1):
        if here - back < 0:
            break
        before = sentences[here - back]
        gap = scene.document.article.text[before.span.end : sentences[here].span.start]
        if "\n" in gap:
            break
        dates = [d for c in before.clauses for d in scene.dates(c) if d.role == "when" and len(d.values) == 1]
        if dates:
            last = dates[-1]
            return (Date(last.values[0], last.reason + "; carried over from the sentence before", last.span),)
    return ()


def status(scene: Scene, match: Match) -> str:
    """Return the status of a matched event: what its row fixes, what the words governing it say, else the tense of its verb.

    "hypothetical" also covers what is told in general («они часто созваниваются»).
    """
    if fixed := match.row.get("status"):
        return str(fixed)
    near = _governing(scene, match)
    above = _clause_above(scene, match)
    told = {*_told(scene, near, None), *_told(scene, above, "content")}
    if strongest := next((s for s in _STRENGTH if s in told), None):
        return strongest
    found = verb_of(scene, match.tokens)
    if found is None:
        return "held"
    at, verb = found
    if scene.negated(at):
        return "denied"
    future = verb.tense == "fut" or _future_auxiliary(scene, match)
    return "planned" if future else "held"


def _told(scene: Scene, area: list[int], within: str | None) -> set[str]:
    """Return the statuses that words of an area tell; rows of `within` = "content" look at the clause above."""
    return {
        str(row.get("status"))
        for k, i in enumerate(area)
        for row, pattern in candidates(scene, "status", i)
        if row.get("within") == within and match_at(pattern, scene.tokens, area, k)
    }


def _governing(scene: Scene, match: Match) -> list[int]:
    """Return the words whose meaning bears on the trigger: close by, and its finite verb if it has none of its own.

    Beside a finite trigger only adverbs, particles and fixed forms count: «встретился с предложением» proposes nothing.
    """
    first, last = match.tokens[0], match.tokens[-1]
    own = any(scene.finite(scene.tokens[t]) for t in match.tokens)
    near = [i for i in scene.where[match.clause] if first - _NEAR <= i <= last + _NEAR and i not in match.tokens]
    if own:
        return [i for i in near if scene.tokens[i].is_a("ADV", "PART", "SCONJ", "ADP") or i == first - 1]
    if (verb := verb_of(scene, match.tokens)) and verb[0] not in near:
        near.append(verb[0])
        near += [j for j in (verb[0] - 1, verb[0] + 1) if j in scene.where[match.clause]]
    return sorted(set(near))


def _clause_above(scene: Scene, match: Match) -> list[int]:
    parent = scene.document.clauses[match.clause].parent
    return list(scene.where[parent]) if parent is not None else []


def _future_auxiliary(scene: Scene, match: Match) -> bool:
    """Whether «будет», «буде» stands in the clause."""
    return any(
        scene.tokens[i].lemmas & scene.language.future and any(r.tense == "fut" for r in scene.tokens[i].readings)
        for i in scene.where[match.clause]
    )
