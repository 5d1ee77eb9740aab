"""Who holds what: a title with the name beside it, or a title alone whose holder is known."""

from __future__ import annotations

from dataclasses import replace

from kg import lexicon
from kg.extraction.scene import Scene
from kg.lexicon import Row
from kg.model import Mention, Office
from kg.registry import Known, Registry

_OF_THE_STATE = frozenset({"government", "seat"})  # kinds of body that speak for the state itself


def find_offices(scene: Scene, registry: Registry) -> list[Office]:
    """Return one fact a person and office, in text order; former offices are none."""
    rows = {row.id: row for row in lexicon.rows(scene.document.lang, "office")}
    found: dict[tuple[str, str], Office] = {}
    for i, m in enumerate(scene.mentions):
        if m.role is None or len(scene.actors(i)) != 1 or m.kind not in ("name", "role"):
            continue
        row = rows[m.role]
        person = scene.actor(scene.actors(i)[0])
        role = role_of(scene, m, row)
        if role is None or person.type != "Person":
            continue
        of = _of(scene, m, registry) or _known_of(person.canonical, role, scene, registry)
        proof = scene.evidence(m.first, m.last)
        office = Office(id="", rule=row.id, evidence=proof, person=person.key, role=role, of=of)
        old = found.get((person.key, role))
        if old is None or (old.of is None and of is not None):
            found[person.key, role] = office if old is None else replace(office, support=(old.evidence,))
    return sorted(found.values(), key=lambda o: o.evidence.span)


def role_of(scene: Scene, m: Mention, row: Row) -> str | None:
    """Return the English role of a title where it stands; None for a former one."""
    if row.get("former"):
        return None
    before = scene.tokens[m.first - 1] if m.first else None
    for other in lexicon.rows(scene.document.lang, "office"):
        modifier = other.get("modifier")
        if modifier and before and any(before.lemmas & p.groups[-1][-1].lemmas for p in other.triggers):
            return None if modifier == "former" else f"{modifier} {row.get('role')}"
    return str(row.get("role"))


def _of(scene: Scene, m: Mention, registry: Registry) -> str | None:
    """Return the key of the state or organization an office is of."""
    if m.of is None:
        return None
    target = scene.mentions[m.of]
    if target.kind == "role" or target.type == "Person":
        return _of(scene, target, registry) or _state_served(scene, m.of)
    keys = scene.actors(m.of)
    if not keys:
        return None
    body = scene.actor(keys[0])
    known = registry.get(body.canonical) if body.canonical else None
    if known is not None and known.kind in _OF_THE_STATE and known.of:
        return next((a.key for a in scene.cast.actors if a.canonical == known.of), keys[0])
    return keys[0]


def _state_served(scene: Scene, mention: int) -> str | None:
    """Return the state whose office the person of a mention holds elsewhere in the article («пресс-секретарь Путина»)."""
    keys = scene.actors(mention)
    for j, other in enumerate(scene.mentions):
        if keys and scene.actors(j) == keys and other.of is not None and scene.mentions[other.of].type == "State":
            owners = scene.actors(other.of)
            return owners[0] if owners else None
    return None


def _known_of(canonical: str | None, role: str, scene: Scene, registry: Registry) -> str | None:
    """Return of what a known person holds the office at the date, if the article names that state or organization."""
    known: Known | None = registry.get(canonical) if canonical else None
    if known is None:
        return None
    date = scene.document.published.value if scene.document.published else None
    owners = {t.of for t in known.terms if t.role == role and t.may_hold(date)}
    keys = [a.key for a in scene.cast.actors if a.canonical in owners and a.canonical]
    return keys[0] if len(keys) == 1 else None
