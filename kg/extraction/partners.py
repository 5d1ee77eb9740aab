"""Who takes part though the clause does not say so: the one all the calls are with, the speaker, the same two again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.extraction.fitting import phrases, verb_of
from kg.extraction.frames import Match, relative_filler, subject_of
from kg.extraction.scene import Scene
from kg.extraction.statements import Utterance, find_utterances
from kg.model import Case, Meeting, PhoneCall, Token
from kg.prevailing import prevailing
from kg.registry import Registry

Contact = PhoneCall | Meeting
ROLES = ("initiator", "recipient", "participant")
Sides = dict[str, tuple[str, ...]]
_ACTING = frozenset({"Person", "State", "Organization"})
_UNIONS = frozenset({"union", "alliance", "council"})
_FEWEST = 3  # mentions of the person an article is about
_SERIES = 2  # calls of one person that make a series


def sides_of(scene: Scene, match: Match) -> Sides:
    """Return who fills the roles of a match; nobody calls or meets himself."""
    seen = phrases(scene)
    found: Sides = {}
    taken: set[str] = set()
    for role in ROLES:
        keys: list[str] = []
        for i in match.fillers.get(role, ()):
            if seen[i] is not None:
                keys += [k for k in scene.actors(i) if scene.actor(k).type in _ACTING and k not in taken]
        found[role] = tuple(dict.fromkeys(keys))
        taken |= set(found[role])
    return found


def without_states(scene: Scene, sides: Sides, registry: Registry) -> Sides:
    """Leave out states and their bodies where two persons are told: people meet, «у Франции» only says where."""
    persons = {k for keys in sides.values() for k in keys if scene.actor(k).type == "Person"}
    if len(persons) < 2:
        return sides
    kept = persons | {k for keys in sides.values() for k in keys if is_union(scene, k, registry)}
    return {role: tuple(k for k in keys if k in kept) for role, keys in sides.items()}


def is_union(scene: Scene, key: str, registry: Registry) -> bool:
    """Whether an actor is a union of states, which meets as such: «саммит СНГ»."""
    known = registry.get(scene.actor(key).canonical or "")
    return known is not None and known.kind in _UNIONS


def with_antecedent(scene: Scene, match: Match, sides: Sides) -> Sides:
    """Add whom a relative word stands for: «Туск, с которым Мерц увиделся»."""
    everybody = {k for keys in sides.values() for k in keys}
    for role in ROLES:
        if (role == "participant" or not sides[role]) and (i := relative_filler(scene, match, role)) is not None:
            more = tuple(k for k in scene.actors(i) if k not in everybody and scene.actor(k).type in _ACTING)
            if more:
                return {**sides, role: (*sides[role], *more)}
    return sides


def with_speaker(scene: Scene, match: Match, sides: Sides) -> Sides:
    """Put the speaker in the place of «я», «мне»: «Я позвонил Зеленскому, — сказал Моди»."""
    case = _first_person(scene, match)
    if case is None:
        return sides
    speaker = _speaker(scene, match.clause)
    everybody = {k for keys in sides.values() for k in keys}
    if speaker is None or speaker in everybody or scene.actor(speaker).type != "Person":
        return sides
    for role, patterns in match.row.roles.items():
        free = role == "participant" or (role in ROLES and not sides[role])
        if free and any(p.case == case for p in patterns):
            return {**sides, role: (speaker, *sides[role])}
    return sides


def _first_person(scene: Scene, match: Match) -> Case | None:
    for j in scene.where[match.clause]:
        if case := scene.language.me.get(scene.tokens[j].norm):
            return case
    verb = verb_of(scene, match.tokens)
    if verb is None or scene.tokens[verb[0]].readings[0].pos != "VERB":
        return None
    return "nom" if verb[1].person == "1" and verb[1].number == "sing" else None


def _speaker(scene: Scene, clause: int) -> str | None:
    """Return who says the words of a clause, if exactly one statement has it as its content."""
    utterances: list[Utterance] = scene.memo("utterances", lambda: find_utterances(scene))
    who = {u.fact.speaker for u in utterances if any(scene.within(clause, c) for c in u.content)}
    return who.pop() if len(who) == 1 else None


def partner(scene: Scene, match: Match, sides: Sides, told: Sequence[Contact]) -> str | None:
    """Return the other side of a contact of which one side is told.

    It is the other one of the contact told in this sentence; the subject of the clause before, for a noun («переговоры
    с A намечены»); whom the contacts told before have in common; or the person the article is about. None if the clause
    names somebody else («позвонил матери»), or nobody stands out.
    """
    known = {k for keys in sides.values() for k in keys}
    if len(known) != 1 or scene.actor(next(iter(known))).type != "Person" or _first_person(scene, match):
        return None
    if speaks_of_others(scene, match):
        return None
    before = told[-1].participants if told and _gap(scene, match, told[-1]) == 0 else ()
    open_row = match.row.get("hub") or _stand_in(scene, match)
    if len(before) == 2 and known <= set(before) and (open_row or match.row.get("status")):
        return next(k for k in before if k not in known)
    if subject := _subject_before(scene, match, known):
        return subject
    return _of_the_series(scene, known, told) if open_row else None


def _subject_before(scene: Scene, match: Match, known: set[str]) -> str | None:
    """Return the subject of the clause before a noun trigger: «Токаев летит в Баку: переговоры с A намечены на май»."""
    if not scene.tokens[match.tokens[0]].is_a("NOUN") or "nom" in _own_cases(scene, match, known):
        return None
    clauses = scene.sentence(match.head).clauses
    earlier = [c for c in clauses if c < match.clause and scene.document.clauses[c].kind == "main"]
    subject = subject_of(scene, earlier[-1]) if earlier else None
    keys = scene.actors(subject) if subject is not None else ()
    return keys[0] if len(keys) == 1 and keys[0] not in known and scene.actor(keys[0]).type == "Person" else None


def _own_cases(scene: Scene, match: Match, known: set[str]) -> frozenset[Case]:
    """Return the cases the one known side can be in."""
    sides = (i for i in scene.in_clause[match.clause] if known & set(scene.actors(i)))
    return frozenset(c for i in sides for c in scene.mentions[i].cases)


def _of_the_series(scene: Scene, known: set[str], told: Sequence[Contact]) -> str | None:
    people = (k for c in told for k in c.participants if scene.actor(k).type == "Person" and k not in known)
    counts: Counter[str] = Counter(people)
    callers = {c.initiator for c in told if isinstance(c, PhoneCall)}
    rank = {k: (-counts[k], k in callers) for k in counts}  # rather one who was called: «Позвонил и Путин»
    ranked = sorted(rank, key=rank.__getitem__)
    if ranked and (len(ranked) == 1 or rank[ranked[0]] < rank[ranked[1]]):
        return ranked[0]
    return central_person(scene, known, frozenset(counts))


def has_hub(told: Sequence[Contact]) -> bool:
    """Whether the calls told before are a series with one person."""
    counts = Counter(k for c in told if isinstance(c, PhoneCall) for k in c.participants)
    return any(n >= _SERIES for n in counts.values())


def counted(scene: Scene, match: Match, sides: Sides, told: Sequence[Contact]) -> tuple[str, ...]:
    """Return the persons a numeral stands for: «обзвонил обоих», «позвонил каждому из троих»."""
    if speaks_of_others(scene, match):
        return ()
    words = (scene.tokens[j].lemmas for j in scene.where[match.clause])
    numbers = {scene.language.numbers.get(x) or 2 * (x in scene.language.plurals["pair"]) for w in words for x in w}
    size = max(numbers & {2, 3}, default=0)
    known = {k for keys in sides.values() for k in keys}
    before = tuple(k for k in told[-1].participants if k not in known) if told else ()
    if not size or len(before) == size:
        return before if size else ()
    ranked = [(k, n) for k, n in _counts(scene).most_common() if k not in known][: size + 1]
    clear = len(ranked) == size or (len(ranked) > size and ranked[size - 1][1] > ranked[size][1])
    return tuple(k for k, _ in ranked[:size]) if clear else ()


def central_person(scene: Scene, but: set[str], among: frozenset[str] = frozenset()) -> str | None:
    """Return the person an article speaks of most, if nobody else is told nearly as often; of `among`, if any."""
    counts = {k: n for k, n in _counts(scene).items() if k not in but and (not among or k in among)}
    found = prevailing(counts)
    return found if found is not None and counts[found] >= _FEWEST else None


def _counts(scene: Scene) -> Counter[str]:
    """Return how often the article speaks of each person."""
    return scene.memo("person counts", lambda: _count(scene))


def _count(scene: Scene) -> Counter[str]:
    return Counter(keys[0] for keys in scene.cast.refers if len(keys) == 1 and scene.actor(keys[0]).type == "Person")


def speaks_of_others(scene: Scene, match: Match) -> bool:
    """Whether the clause has a person nobody knows in a case the row takes: «позвонил матери»."""
    wanted = {p.case for role, patterns in match.row.roles.items() if role in ROLES for p in patterns if p.case}
    wanted |= {"gen"} if any(p.how == "of" for ps in match.row.roles.values() for p in ps) else set()
    used = {i for fillers in match.fillers.values() for i in fillers}
    covered: set[int] = set()
    for i in scene.in_clause[match.clause]:
        m = scene.mentions[i]
        stand_in = m.kind == "role" and scene.tokens[m.last - 1].lemmas & scene.language.contacts["stand_ins"]
        if scene.actors(i) or stand_in:
            covered.update(range(m.first, m.last))
        elif m.type in ("Person", None) and m.cases & wanted and m.kind != "pronoun":
            return True
        if m.kind == "name" and m.type == "Person" and i not in used:
            return True
    free = (j for j in scene.where[match.clause] if j not in covered and j not in match.tokens)
    return any(_is_somebody(scene, j, wanted) for j in free)


def _is_somebody(scene: Scene, token: int, cases: set[Case]) -> bool:
    """Whether a word is a noun for a person in one of these cases, not one that can stand for the person in view."""
    readings = [r for r in scene.tokens[token].readings if r.pos == "NOUN" and r.name is None]
    animate = [r for r in readings if r.animate and r.case in cases]
    stand_in = scene.tokens[token].lemmas & scene.language.contacts["stand_ins"]
    return bool(animate) and len(animate) * 2 >= len(readings) and not stand_in


def _stand_in(scene: Scene, match: Match) -> bool:
    """Whether the clause has a noun for the person the article is about: «победителю», «принял гостя»."""
    return any(scene.tokens[j].lemmas & scene.language.contacts["stand_ins"] for j in scene.where[match.clause])


def same_again(scene: Scene, match: Match, told: Sequence[Contact]) -> tuple[str, ...]:
    """Return the participants of the contact before, if this one names nobody: «Следующая встреча — в мае»."""
    words = [scene.tokens[j] for j in scene.where[match.clause]]
    both = any(t.lemmas & scene.language.plurals["nouns"] and _is_plural(t) for t in words)
    again = any(t.lemmas & scene.language.contacts["again"] for t in words)
    if not told or not (again or both) or (speaks_of_others(scene, match) and not both):
        return ()
    noun = both or any(scene.tokens[t].readings[0].pos == "NOUN" for t in match.tokens)
    return told[-1].participants if noun and 0 <= _gap(scene, match, told[-1]) <= _NEAR else ()


def _is_plural(token: Token) -> bool:
    return any(r.pos == "NOUN" and r.number == "plur" and r.case == "nom" for r in token.readings)


def _gap(scene: Scene, match: Match, before: Contact) -> int:
    """Return how many sentences a match stands behind a contact told before."""
    return scene.sentence_of(match.head) - scene.sentence_of(scene.token_at(before.evidence.span.start))


_NEAR = 4  # sentences between a contact and the words that go on about it
