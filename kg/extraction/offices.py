"""Who holds what: a title with the name beside it, or a title alone whose holder is known."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kg import lexicon
from kg.extraction.scene import Scene
from kg.extraction.wordlists import words
from kg.lexicon import Row
from kg.model import Actor, Mention, Office
from kg.registry import Known, Registry

_OF_THE_STATE = frozenset({"government", "parliament"})  # kinds of body whose people serve the state itself
_OF_BODY = frozenset({"speaker", "deputy speaker", "committee chair", "faction leader"})  # but these are of the body
_NOWHERE = frozenset({"mayor"})  # a mayor is of a town, which is no actor
_FAR_MORE = 2  # times as often as any other state


def find_offices(scene: Scene, registry: Registry) -> list[Office]:
    """Return one fact a person and office, in text order; former offices are none."""
    rows = {row.id: row for row in lexicon.rows(scene.document.lang, "office")}
    found: dict[tuple[str, str], Office] = {}
    for i, m in enumerate(scene.mentions):
        if m.role is None or len(scene.actors(i)) != 1 or m.kind not in ("name", "role") or _is_seat(scene, m):
            continue
        row = rows[m.role]
        person = scene.actor(scene.actors(i)[0])
        if m.modifier == "former" or row.get("former") or person.type != "Person":
            continue
        of = _of(scene, m, registry, str(row.get("role")))
        role = _role(scene, registry, row, person, of)
        of = of or _known_of(person.canonical, role, scene, registry)
        if of is None and row.get("national"):
            of = _own_state(scene, registry, i, person)
        if role in _NOWHERE:
            of = None
        role = f"{m.modifier} {role}" if m.modifier else role
        proof = scene.evidence(m.first, m.last)
        office = Office(id="", rule=row.id, evidence=proof, person=person.key, role=role, of=of)
        old = found.get((person.key, role))
        if old is None or (old.of is None and of is not None):
            found[person.key, role] = office if old is None else replace(office, support=(old.evidence,))
    return sorted(found.values(), key=lambda o: o.evidence.span)


def _is_seat(scene: Scene, m: Mention) -> bool:
    """Whether a title alone names an office to be filled: «выборы президента», «пост премьера»."""
    if m.kind != "role" or m.attribute_of is None:
        return False
    return bool(scene.tokens[m.attribute_of].lemmas & words(scene.document.lang, "seat"))


def _role(scene: Scene, registry: Registry, row: Row, person: Actor, of: str | None) -> str:
    """Return the English role of a title; of a vague one («лидер», «глава») what it is called there."""
    role = str(row.get("role"))
    if not row.get("vague"):
        return role
    owner = scene.actor(of) if of else None
    known = _term_role(scene, registry, person, owner, role)
    if known is not None:
        return known
    if owner is not None and owner.type == "State" and role == "head":
        return "president"
    if owner is not None and owner.type == "Organization":
        return _role_of_body(registry, owner, role)
    return "party leader" if role == "president" and owner is None and not person.canonical else role


def _role_of_body(registry: Registry, owner: Actor, role: str) -> str:
    kind = _kind(registry, owner)
    if kind in ("party", "movement"):
        return "spokesperson" if role == "representative" else "party leader" if role != "minister" else role
    if role == "president":  # «лидер» of what is no state
        return "party leader" if owner.of is None and owner.canonical is None else "head"
    if role == "representative" and kind in ("ministry", "government", "seat", "commission", "agency"):
        return "spokesperson"
    return role


def _kind(registry: Registry, actor: Actor) -> str | None:
    known = registry.get(actor.canonical) if actor.canonical else None
    return known.kind if known else None


def _term_role(scene: Scene, registry: Registry, person: Actor, owner: Actor | None, role: str) -> str | None:
    """Return what a known person's office in that state or body is called, if the date leaves one that fits."""
    known = registry.get(person.canonical) if person.canonical else None
    if known is None or owner is None or owner.canonical is None:
        return None
    date = scene.document.published.value if scene.document.published else None
    roles = {t.role for t in known.terms if t.of == owner.canonical and t.may_hold(date)}
    if role == "minister":
        roles = {r for r in roles if r.endswith("minister") and r != "prime minister"}
    return roles.pop() if len(roles) == 1 else None


def _of(scene: Scene, m: Mention, registry: Registry, role: str) -> str | None:
    """Return the key of the state or organization an office is of."""
    if m.of is None:
        return None
    target = scene.mentions[m.of]
    if target.kind == "role" or target.type == "Person":
        return _of(scene, target, registry, role) or _state_served(scene, m.of)
    keys = scene.actors(m.of)
    if not keys:
        return None
    body = scene.actor(keys[0])
    known = registry.get(body.canonical) if body.canonical else None
    if known is not None and known.kind in _OF_THE_STATE and known.of and role not in _OF_BODY:
        return scene.key_of(known.of) or keys[0]
    return keys[0]


def _state_served(scene: Scene, mention: int) -> str | None:
    """Return the state whose office the person of a mention holds elsewhere («пресс-секретарь Путина»)."""
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


def _own_state(scene: Scene, registry: Registry, i: int, person: Actor) -> str | None:
    """Return the state a national office without one is of: the person's own, or the one the article is about."""
    served = _state_served(scene, i)
    if served is not None:
        return served
    known = registry.get(person.canonical) if person.canonical else None
    if known is not None:
        homes = {t.of for t in known.terms if t.of and t.of.startswith("state/")}
        return scene.key_of(homes.pop()) if len(homes) == 1 else None
    return _only_state(scene, i)


def _only_state(scene: Scene, i: int) -> str | None:
    """Return the one state the article speaks of up to a mention, or the one that outweighs all others by far."""
    counts: Counter[str] = Counter()
    for j, m in enumerate(scene.mentions):
        if m.type == "State" and m.kind in ("name", "adjective") and (j < i or scene.main_state):
            counts.update(scene.actors(j))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < _FAR_MORE * ranked[1][1]):
        return None
    return ranked[0][0]
