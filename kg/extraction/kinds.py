"""What the words said make of a saying, whatever its verb: an accusation, a denial, a condemnation.

Attributes of the rows of `statement.toml` say when their words count: `done`, `absent`, `robbed`, `welcome`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import lexicon
from kg.extraction.frames import Match, content_patterns, find_matches
from kg.extraction.patterns import fits, match_at
from kg.extraction.phrases import adjectival
from kg.extraction.scene import Scene
from kg.extraction.speech import infinitive_after, inside
from kg.lexicon.rows import Pattern, Row
from kg.model import StatementKind

_JUDGED = ("broad", "absent")  # attributes of rows whose own content is looked at again
_BESIDE = frozenset({"relative", "participle"})  # clauses that only describe somebody


def kind_of_words(scene: Scene, match: Match, content: tuple[int, ...], speaker: str) -> StatementKind:
    """Return what the words said make of a plain saying: «У нас украли победу», — бросил он; nothing if another's."""
    if _of_another(scene, match, content, speaker):
        return "says"
    for row in lexicon.rows(scene.document.lang, "statement"):
        if row.get("broad") and _counts(scene, match, row, content, speaker):
            kind: StatementKind = row.get("kind")
            return kind
    return "says"


def row_kind(scene: Scene, match: Match, content: tuple[int, ...], speaker: str) -> StatementKind:
    """Return the kind of the row, or that of a plain saying if its content does not count after all."""
    kind: StatementKind = match.row.get("kind")
    if match.row.get("welcome") and not match.fillers.get("addressee") and _greets_thing(scene, match):
        welcome: StatementKind = match.row.get("welcome")
        return welcome
    if not any(match.row.get(name) for name in _JUDGED):
        return kind
    said = (*content, match.clause)
    foreign = _of_another(scene, match, content, speaker)
    return kind if not foreign and _counts(scene, match, match.row, said, speaker) else "says"


def _greets_thing(scene: Scene, match: Match) -> bool:
    """Whether the noun right after a verb is no living being, and not greeted on an occasion: «вітає вступ Швеції»."""
    after = [t for t in scene.where[match.clause] if t > match.tokens[-1]]
    noun = next((t for t in after if not adjectival(scene.tokens[t])), None)
    if noun is None or any(scene.tokens[t].norm in scene.language.company for t in after):
        return False
    readings = [r for r in scene.tokens[noun].readings if r.pos == "NOUN"]
    return any(r.case == "acc" for r in readings) and not any(r.animate for r in readings)


def _of_another(scene: Scene, match: Match, content: tuple[int, ...], speaker: str) -> bool:
    """Whether a statement of somebody else is told in what is said: «сказал, что Орбан утверждает, ...»."""
    return any(
        m.tokens != match.tokens and any(scene.within(m.clause, c) for c in content) and _another(scene, m, speaker)
        for m in find_matches(scene, "statement")
    )


def _another(scene: Scene, match: Match, speaker: str) -> bool:
    """Whether a statement is not that of the speaker or a «we», and was made."""
    verbs = [t for t in match.tokens if scene.tokens[t].is_a("VERB")]
    if any(scene.negated(t) for t in verbs) or _of_us(scene, match.clause):
        return False
    keys = {k for i in match.fillers.get("speaker", ()) for k in scene.actors(i)}
    return speaker not in keys and (bool(keys) or any(scene.finite(scene.tokens[t]) for t in verbs))


def _of_us(scene: Scene, clause: int) -> bool:
    """Whether a clause tells of the first person: by a pronoun in the nominative or by its verb."""
    words = (r for t in scene.where[clause] for r in scene.tokens[t].readings if r.person == "1")
    return any((r.pos == "VERB" and r.form == "fin") or (r.pos == "PRON" and r.case == "nom") for r in words)


def _counts(scene: Scene, match: Match, row: Row, clauses: tuple[int, ...], speaker: str) -> bool:
    patterns = content_patterns(tuple(row.get("content")))
    areas = ((c, tuple(t for t in scene.where[c] if t not in match.tokens)) for c in _said(scene, clauses))
    return any(
        _holds(scene, row, p, clause, where, k, speaker)
        for clause, where in areas for p in patterns for k in range(len(where))
    )  # fmt: skip


def _said(scene: Scene, clauses: tuple[int, ...]) -> Iterator[int]:
    kinds = scene.document.clauses
    return (c for c in dict.fromkeys(inside(scene, clauses)) if c in clauses or kinds[c].kind not in _BESIDE)


def _holds(scene: Scene, row: Row, pattern: Pattern, clause: int, where: tuple[int, ...], k: int, speaker: str) -> bool:
    """Whether a word of the content stands at a place, meant as the row means it."""
    if not fits(pattern.groups[0][0], scene.tokens[where[k]]):
        return False
    taken = match_at(pattern, scene.tokens, where, k)
    if not taken or scene.negated(where[k]):
        return False
    last = scene.tokens[taken[-1]]
    if row.get("absent") and last.lemmas & scene.language.future and infinitive_after(scene, clause, taken[-1]):
        return False
    if row.get("done"):
        past = any(r.pos == "VERB" and r.tense == "past" for r in last.readings)
        return past and (_of_us(scene, clause) or _subject(scene, clause, where[k]) != "nobody")
    robbed = row.get("robbed")
    if not robbed:
        return True
    words = {lemma for t in where for lemma in scene.tokens[t].lemmas}
    return bool(words & set(robbed)) or (_subject(scene, clause, where[k]) == "actor" and not _of_us(scene, clause))


def _subject(scene: Scene, clause: int, word: int) -> str:
    """Return whether an actor does what a word of a clause tells, somebody left out, or nobody of the article."""
    for i in scene.in_clause[clause]:
        m = scene.mentions[i]
        bare = m.preposition is None and m.attribute_of is None and m.kind != "adjective"
        if bare and "nom" in m.cases and (scene.actors(i) or m.kind == "pronoun"):
            return "actor"
    where = scene.where[clause]
    free = (t for t in where if not (t > where[0] and scene.tokens[t - 1].is_a("ADP")))
    named = any(
        scene.tokens[t].readings[0].pos in ("NOUN", "PRON")
        and "nom" in scene.tokens[t].cases
        and (t < word or scene.tokens[t].cases == {"nom"})
        for t in free
    )
    return "nobody" if named else "left out"
