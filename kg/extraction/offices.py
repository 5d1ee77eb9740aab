"""Who holds what: a title with the name beside it, or a title alone whose holder is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg import lexicon
from kg.extraction.scene import Scene
from kg.lexicon import Row
from kg.lexicon.wordlists import words
from kg.model import Actor, Case, Mention, Office
from kg.registry import Known, Registry

_OF_THE_STATE = frozenset({"government", "parliament"})  # kinds of body whose people serve the state itself
_OF_BODY = frozenset({"speaker", "deputy speaker", "committee chair", "faction leader"})  # but these are of the body
_NOWHERE = frozenset({"mayor"})  # a mayor is of a town, which is no actor
_UNION = "org/eu"
_FAR_MORE = 2  # times as often as any other state


def find_offices(scene: Scene, registry: Registry) -> list[Office]:
    """Return one fact a person and office, in text order; former offices are none."""
    rows = {row.id: row for row in lexicon.rows(scene.document.lang, "office")}
    found: dict[tuple[str, str], Office] = {}
    for i, m in enumerate(scene.mentions):
        if m.role is None or m.kind not in ("name", "role") or _is_seat(scene, m):
            continue
        if len(scene.actors(i)) != 1 and not _appointed(scene, i, m):
            continue
        row = rows[m.role]
        told = _appointed(scene, i, m)
        if told == ():
            continue
        person = scene.actor(told[0] if told else scene.actors(i)[0])
        if m.modifier == "former" or row.get("former") or person.type != "Person":
            continue
        of = _of(scene, m, registry, str(row.get("role")))
        role = _role(scene, registry, row, person, of)
        of = of or _known_of(person.canonical, role, scene, registry)
        if of is None and row.get("national"):
            of = _own_state(scene, registry, i, person)
        if of is None and m.kind == "role" and row.get("vague"):
            continue  # «шеф», «глава» alone may be of anything
        if role in _NOWHERE:
            of = None
        role = f"{m.modifier} {role}" if m.modifier else role
        proof = scene.clause_evidence(m.clause) if told else scene.evidence(m.first, m.last)
        office = Office(id="", rule=row.id, evidence=proof, person=person.key, role=role, of=of)
        old = found.get((person.key, role))
        if old is None or (old.of is None and of is not None):
            found[person.key, role] = office if old is None else replace(office, support=(old.evidence,))
    for office in (*_leading(scene, registry), *_colleagues(scene, list(found.values()))):
        found.setdefault((office.person, office.role), office)
    return sorted(found.values(), key=lambda o: o.evidence.span)


def _leading(scene: Scene, registry: Registry) -> Iterator[Office]:
    """Yield who is told to lead a body: «партию возглавляет X», «X, возглавляющий комиссию»."""
    lead, lang = words(scene.document.lang, "lead"), scene.document.lang
    for clause, where in enumerate(scene.where):
        verb = next((t for t in where if scene.tokens[t].lemmas & lead), None)
        if verb is None or scene.negated(verb) or not _leads_now(scene, verb):
            continue
        bodies = [i for i in scene.in_clause[clause] if _is_led(scene, i)]
        leaders = [i for i in scene.in_clause[clause] if _may_lead(scene, i) and "nom" in scene.mentions[i].cases]
        parent = scene.document.clauses[clause].parent
        if not leaders and parent is not None and scene.document.clauses[clause].kind in ("relative", "participle"):
            before = [i for i in scene.in_clause[parent] if scene.mentions[i].last <= where[0]]
            leaders = [i for i in before[-1:] if _may_lead(scene, i)]
        if len(bodies) != 1 or len(leaders) != 1:
            continue
        body, person = scene.actor(scene.actors(bodies[0])[0]), scene.actor(scene.actors(leaders[0])[0])
        role, of = _lead_role(scene, registry, bodies[0], body)
        yield Office(
            id="", rule=f"office-{lang}-head", evidence=scene.clause_evidence(clause, scene.mentions[leaders[0]].first),
            person=person.key, role=role, of=of,
        )  # fmt: skip


def _colleagues(scene: Scene, told: Sequence[Office]) -> Iterator[Office]:
    """Yield who is called a colleague from another state: «встретился с польским коллегой Робертом Телусом».

    The office is that of the one named before in the sentence.
    """
    nouns = scene.language.colleagues
    for i, m in enumerate(scene.mentions):
        noun = m.first - 1
        if not _may_be_called(scene, i) or noun < 1 or not scene.tokens[noun].lemmas & nouns:
            continue
        states = [k for k, o in enumerate(scene.mentions) if o.kind == "adjective" and o.last == noun]
        sentence = scene.sentence(noun)
        before = [k for k, o in enumerate(scene.mentions[:i]) if sentence.first <= o.first and o.last <= noun]
        others = {key for k in before for key in scene.actors(k)}
        offices = [o for o in told if o.person in others and o.of and scene.actor(o.of).type == "State"]
        if len(states) == 1 and len({o.role for o in offices}) == 1 and len(scene.actors(states[0])) == 1:
            proof = scene.evidence(scene.mentions[states[0]].first, m.last)
            lang, of = scene.document.lang, scene.actors(states[0])[0]
            person = scene.actors(i)[0]
            yield Office(
                id="", rule=f"office-{lang}-colleague", evidence=proof, person=person, role=offices[0].role, of=of
            )


def _may_be_called(scene: Scene, i: int) -> bool:
    m = scene.mentions[i]
    return m.type == "Person" and m.kind == "name" and m.role is None and len(scene.actors(i)) == 1


def _leads_now(scene: Scene, verb: int) -> bool:
    readings = [r for r in scene.tokens[verb].readings if r.pos in ("VERB", "ADJ")]
    past = any(r.tense == "past" and r.aspect == "imp" for r in readings)  # «возглавлял»: no more
    return bool(readings) and not past and not any(r.tense == "fut" or r.form == "inf" for r in readings)


def _is_led(scene: Scene, i: int) -> bool:
    m = scene.mentions[i]
    told = m.type == "Organization" and m.kind == "name" and len(scene.actors(i)) == 1
    return told and m.preposition is None and bool(m.cases & {"acc", "ins"}) and m.attribute_of is None


def _may_lead(scene: Scene, i: int) -> bool:
    m = scene.mentions[i]
    return m.type == "Person" and m.kind == "name" and m.preposition is None and len(scene.actors(i)) == 1


def _lead_role(scene: Scene, registry: Registry, mention: int, body: Actor) -> tuple[str, str]:
    """Return the role of who leads a body, and of what: of a government it is the state."""
    known = (scene.mentions[mention].known or "").removeprefix("institution/")
    institution = registry.institutions.get(known)
    head = institution.head if institution else None
    state = scene.key_of(body.of) if body.of else None
    if head is not None:
        return head, state or body.key
    return ("party leader" if _kind(registry, body) in ("party", "movement") else "head"), body.key


def _appointed(scene: Scene, i: int, m: Mention) -> tuple[str, ...] | None:
    """Return who is made or is the holder of a title in the instrumental («премьером стал X», «назначил X премьером»).

    None: the title is no such predicate; (): it is one, but whose is not clear, or he does not hold it yet, or is only
    called so («объявил себя президентом»).
    """
    if m.kind != "role" or m.cases != {"ins"} or m.preposition is not None:
        return None
    where = scene.where[m.clause]
    makes, becomes, deems = (words(scene.document.lang, name) for name in ("appoint", "become", "deem"))
    verb = next((t for t in where if scene.tokens[t].lemmas & (makes | becomes)), None)
    if verb is None:
        return () if any(scene.tokens[t].lemmas & deems for t in where) else None
    readings = [r for r in scene.tokens[verb].readings if r.pos == "VERB"]
    if scene.negated(verb) or not readings or any(r.tense == "fut" or r.form == "inf" for r in readings):
        return ()
    active = bool(scene.tokens[verb].lemmas & makes) and any(r.form == "fin" and r.voice != "pass" for r in readings)
    case: Case = "acc" if active else "nom"
    others = [
        j for j in scene.in_clause[m.clause]
        if j != i and scene.mentions[j].type == "Person" and scene.mentions[j].kind == "name"
        and scene.mentions[j].preposition is None and scene.mentions[j].attribute_of in (None, m.last - 1)
    ]  # fmt: skip
    beside = [j for j in others if active and scene.mentions[j].attribute_of is not None]  # «избрал президентом X»
    fitting = beside or [j for j in others if case in scene.mentions[j].cases]
    fitting = fitting or [j for j in others if "acc" in scene.mentions[j].cases]  # «призначено Петра Мадяра»
    if active and len(fitting) > 1:
        fitting = [j for j in fitting if "nom" not in scene.mentions[j].cases]
    keys = dict.fromkeys(k for j in fitting for k in scene.actors(j))
    return tuple(keys) if len(keys) == 1 else ()


def _is_seat(scene: Scene, m: Mention) -> bool:
    """Whether a title alone names an office to be filled: «выборы президента», «избирают президента»."""
    if m.kind != "role":
        return False
    if m.attribute_of is None:
        elects = words(scene.document.lang, "appoint")
        return "acc" in m.cases and any(scene.tokens[t].lemmas & elects for t in scene.where[m.clause])
    return bool(scene.tokens[m.attribute_of].lemmas & words(scene.document.lang, "seat"))


def _role(scene: Scene, registry: Registry, row: Row, person: Actor, of: str | None) -> str:
    """Return the English role of a title; of a vague one («лидер», «глава») what it is called there."""
    role = str(row.get("role"))
    if (other := row.get("elsewhere")) and not _of_the_union(registry, person, of, scene, role):
        return str(other)
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


def _of_the_union(registry: Registry, person: Actor, of: str | None, scene: Scene, role: str) -> bool:
    """Whether an office is the European Union's: told so, or known of its holder."""
    known = registry.get(person.canonical) if person.canonical else None
    held = known is not None and any(t.role == role for t in known.terms)
    return held or (of is not None and scene.actor(of).canonical == _UNION)


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
