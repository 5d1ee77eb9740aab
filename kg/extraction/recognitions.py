"""Who recognises or rejects a vote, a victory or a person in office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extraction.frames import Match, find_matches
from kg.extraction.scene import Scene
from kg.extraction.timing import status
from kg.extraction.votes import voting_state
from kg.lexicon.wordlists import words
from kg.model import Election, Recognition, Stance
from kg.registry import Registry

_COME_ABOUT = ("held", "denied", "refused")
_OF_A_VOTE = ("election", "victory")


def find_recognitions(
    scene: Scene, registry: Registry, elections: Sequence[Election], speakers: Mapping[int, str]
) -> list[Recognition]:
    """Return who recognises or rejects a vote, a victory or a person in office, in text order.

    `elections` are the votes of the article, `speakers` who says the words of a clause («мы не признаём ...»).
    """
    found: list[Recognition] = []
    for match in find_matches(scene, "recognition"):
        stance = _stance(scene, match)
        if stance is None:
            continue
        target = _target(scene, match, found)
        for key in _actors(scene, match, speakers) if target else ():
            if key == target or scene.actor(key).type == "Place":
                continue
            proof = scene.clause_evidence(match.clause, *match.tokens)
            state = _state(scene, registry, match, elections, key, str(target))
            new = Recognition(
                id="", rule=match.row.id, evidence=proof, actor=key, stance=stance, target=str(target), state=state
            )
            _merge(scene, found, new)
    return found


def _stance(scene: Scene, match: Match) -> Stance | None:
    """Return the stance taken, or None if it is only asked for or nobody takes it."""
    where = scene.where[match.clause]
    lang = scene.document.lang
    if status(scene, match) not in _COME_ABOUT or any(scene.tokens[t].lemmas & words(lang, "nobody") for t in where):
        return None
    stance: Stance = match.row.get("stance")
    verbs = [t for t in match.tokens if scene.tokens[t].is_a("VERB")]
    asked = bool(verbs) and all(any(r.form == "inf" for r in scene.tokens[t].readings) for t in verbs)
    if asked:
        refused = any(scene.tokens[t].lemmas & words(lang, "refuse") for t in where)
        return "rejects" if refused else None
    return stance


def _target(scene: Scene, match: Match, found: Sequence[Recognition]) -> str | None:
    """Return "election", "victory" or whom: named here, or meant by a pronoun after the last one recognised."""
    target: str = match.row.get("object")
    if target != "actor":
        return target
    named = [k for i in match.fillers.get("target", ()) for k in scene.actors(i) if scene.actor(k).type != "Place"]
    if named:
        return _person_called(scene, match) or named[0]
    pronoun = any(scene.mentions[i].kind == "pronoun" for i in match.fillers.get("target", ()))
    return found[-1].target if found and (pronoun or match.row.get("adds")) else None


def _person_called(scene: Scene, match: Match) -> str | None:
    """Return whom a title among the trigger's words is said of: «признали X временным президентом Венесуэлы»."""
    titles = [m for i in scene.in_clause[match.clause] if (m := scene.mentions[i]).kind == "role" and "ins" in m.cases]
    if not any(m.first <= t < m.last for m in titles for t in match.tokens):
        return None
    people = [
        key for i in scene.in_clause[match.clause] for key in scene.actors(i)
        if scene.mentions[i].kind == "name" and scene.mentions[i].type == "Person" and "acc" in scene.mentions[i].cases
    ]  # fmt: skip
    return people[0] if len(set(people)) == 1 else None


def _actors(scene: Scene, match: Match, speakers: Mapping[int, str]) -> Iterator[str]:
    """Yield who takes the stance: the subject, or the speaker of «мы не признаём»."""
    if any(r.person == "1" for t in match.tokens for r in scene.tokens[t].readings if r.pos == "VERB"):
        if (speaker := _speaker(scene, match, speakers)) is not None:
            yield speaker
        return
    possessives = frozenset(w for w, told in scene.language.pronouns.items() if told.get("possessive"))
    mentions = [
        i for i in match.fillers.get("actor", ()) if scene.tokens[scene.mentions[i].first].norm not in possessives
    ]
    yield from dict.fromkeys(k for i in mentions for k in scene.actors(i))


def _speaker(scene: Scene, match: Match, speakers: Mapping[int, str]) -> str | None:
    """Return who says the words of a match: of «мы», said for a state in its service, the state."""
    at: int | None = match.clause
    while at is not None and at not in speakers:
        at = scene.document.clauses[at].parent
    if at is None:
        return None
    several = any(r.person == "1" and r.number == "plur" for t in match.tokens for r in scene.tokens[t].readings)
    served = _served(scene, speakers[at]) if several else None
    return served or speakers[at]


def _state(
    scene: Scene, registry: Registry, match: Match, elections: Sequence[Election], actor: str, target: str
) -> str | None:
    """Return whose vote it is: named beside it, that of the article's votes, never the state that only looks on."""
    if target not in _OF_A_VOTE and scene.actor(target).type != "Person":
        return None  # a state or its rulers are recognised, not a vote
    lookers_on = _lookers_on(scene, actor)
    for i in match.fillers.get("state", ()):
        for key in scene.actors(i):
            if scene.actor(key).type == "State" and key not in lookers_on:
                return key
    voted = {e.state for e in elections if e.state} - lookers_on
    if len(voted) == 1:
        return voted.pop()
    winner = _winner(scene, match, actor) if target in _OF_A_VOTE else target
    if winner and (served := _served(scene, winner)) is not None:
        return served
    for state in (voting_state(scene, registry), scene.state_near(match.head), scene.main_state):
        if state is not None and state not in lookers_on:
            return state
    others = {k for i, m in enumerate(scene.mentions) if m.type == "State" for k in scene.actors(i)} - lookers_on
    return others.pop() if len(others) == 1 else None


def _lookers_on(scene: Scene, actor: str) -> set[str]:
    """Return who takes the stance, and the state of a foreign ministry: it speaks of votes elsewhere."""
    body = scene.actor(actor)
    state = scene.key_of(body.of) if body.of and (body.canonical or "").endswith("-foreign-ministry") else None
    return {actor, state} if state else {actor}


def _winner(scene: Scene, match: Match, actor: str) -> str | None:
    """Return the one person beside who takes the stance: «победу Лукашенко не признал»."""
    here = {k for i in scene.in_clause[match.clause] for k in scene.actors(i)} - {actor}
    people = [k for k in here if scene.actor(k).type == "Person"]
    return people[0] if len(people) == 1 else None


def _served(scene: Scene, key: str) -> str | None:
    """Return the state whose office a person holds in the article."""
    for i, m in enumerate(scene.mentions):
        if scene.actors(i) == (key,) and m.of is not None and scene.mentions[m.of].type == "State":
            return next(iter(scene.actors(m.of)), None)
    return None


def _merge(scene: Scene, found: list[Recognition], new: Recognition) -> None:
    """Add a stance once: a vote and its victory are one matter, and the text tells it better than the headline."""
    for k, old in enumerate(found):
        same_side = old.actor == new.actor or scene.actor(new.actor).of == scene.actor(old.actor).canonical is not None
        same = old.target == new.target or {old.target, new.target} <= set(_OF_A_VOTE)
        if same_side and old.stance == new.stance and same:
            if old.actor == new.actor and old.evidence.zone == "headline" and new.evidence.zone != "headline":
                found[k] = replace(new, support=(*new.support, old.evidence))
            return
    found.append(new)
