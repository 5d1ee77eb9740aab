"""What is said: the clauses that are the content of a verb of speech, and what their verbs tell about the speaker."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.scene import Scene
from kg.model import Morph

_FIRST_WORDS = 1  # words of an inserted clause that may stand before its verb: «, как сообщил Песков,»


def content_clauses(scene: Scene, clause: int, head: int) -> tuple[int, ...]:
    """Return complements and quotations beside the verb `head`, or the clause before an inserted one."""
    clauses = scene.document.clauses
    found = [c for c in scene.children[clause] if clauses[c].kind in ("complement", "quote")]
    if found:
        return tuple(found)
    sentence = scene.sentence(head)
    here = [c for c in sentence.clauses if clauses[c].parent == clauses[clause].parent]
    at = here.index(clause)
    own = scene.where[clause]
    inserted = at > 0 and own and head - own[0] <= _FIRST_WORDS
    return (here[at - 1],) if inserted and clauses[here[at - 1]].kind == "main" else ()


def inside(scene: Scene, clauses: tuple[int, ...]) -> Iterator[int]:
    """Yield these clauses and all that hang on them."""
    for c in clauses:
        yield c
        yield from inside(scene, scene.children[c])


def promises(scene: Scene, clauses: tuple[int, ...], speaker: str) -> bool:
    """Whether the speaker, a «we», or the speaker's own state will do something in these clauses."""
    return any(_promise(scene, c, speaker) for c in clauses)


def _promise(scene: Scene, clause: int, speaker: str) -> bool:
    for t in scene.where[clause]:
        future = [r for r in scene.tokens[t].readings if _is_future(r)]
        we = any(r.person == "1" for r in future)  # «уйдём» can be "let us go" too
        verbs = [r for r in scene.tokens[t].readings if r.pos == "VERB"]
        if not future or not all(_is_future(r) or (we and r.form == "imp") for r in verbs):
            continue
        if scene.negated(t) and scene.tokens[t].lemmas & scene.language.refused:
            continue  # «не признаем» is no promise, «не отступим» is one
        if scene.tokens[t].lemma in scene.language.future and not infinitive_after(scene, clause, t):
            continue
        if we:
            return scene.document.clauses[clause].kind == "quote" or _in_quotation(scene, clause)
        if _subject_is(scene, clause, t, speaker):
            return True
    return False


def is_to_come(scene: Scene, clauses: tuple[int, ...]) -> bool:
    """Whether anything in these clauses, or under them, will happen: «заверил, что встреча пройдёт»."""
    words = (scene.tokens[t] for c in inside(scene, clauses) for t in scene.where[c])
    return any(any(_is_future(r) for r in t.readings) for t in words)


def is_own(scene: Scene, clause: int, word: int, speaker: str) -> bool:
    """Whether «готов», «намерен» at a word of a clause is said of the speaker, of «we», or of the speaker's state."""
    before = (scene.tokens[k] for k in scene.where[clause] if k < word)
    if any(r.person == "1" for t in before for r in t.readings if r.pos == "PRON"):
        return True
    return _subject_is(scene, clause, word, speaker)


def _is_future(reading: Morph) -> bool:
    return reading.pos == "VERB" and reading.form == "fin" and reading.tense == "fut"


def infinitive_after(scene: Scene, clause: int, verb: int) -> bool:
    """Whether an infinitive stands after a verb in its clause: «не будет вмешиваться»."""
    after = (scene.tokens[k] for k in scene.where[clause] if k > verb)
    return any(any(r.pos == "VERB" and r.form == "inf" for r in t.readings) for t in after)


def _in_quotation(scene: Scene, clause: int) -> bool:
    at: int | None = clause
    while at is not None:
        if scene.document.clauses[at].kind == "quote":
            return True
        at = scene.document.clauses[at].parent
    return False


def _subject_is(scene: Scene, clause: int, verb: int, speaker: str) -> bool:
    """Whether the subject of a verb is the speaker, who may be left out in a complement, or the speaker's state."""
    able = [
        i for i in scene.in_clause[clause]
        if "nom" in scene.mentions[i].cases and scene.mentions[i].preposition is None
        and scene.mentions[i].attribute_of is None and scene.mentions[i].kind != "adjective"
    ]  # fmt: skip
    if not able:
        nouns = (scene.tokens[k] for k in scene.where[clause] if k < verb)
        bare = not any(t.readings[0].pos in ("NOUN", "PRON", "NUM") and "nom" in t.cases for t in nouns)
        return bare and scene.document.clauses[clause].kind == "complement"
    keys = scene.actors(able[0])
    if speaker in keys:
        return True
    states = [k for k in keys if scene.actor(k).type in ("State", "Organization")]
    return any(scene.serves(speaker, scene.actor(k).canonical or k) for k in states)
