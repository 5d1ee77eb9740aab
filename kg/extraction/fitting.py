"""How well a mention fits a role of a row: case and preposition, place in the clause, agreement with the verb."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg import registry
from kg.extraction.phrases import adjectival
from kg.extraction.scene import Scene
from kg.lexicon.rows import RolePattern, Row
from kg.model import Case, Mention, Morph, Token

_VERB_PENALTY = 12  # a finite verb between trigger and filler counts as this many words
_AFTER_PENALTY = 2.5  # a subject after its verb, an object before it
_SUBJECT_PENALTY = 5  # but coordinated verbs share their subject
OBJECT_PENALTY = 20  # «призвал Конституционный суд»: nominative and accusative look alike
_ATTRIBUTE_PENALTY = 14  # an indeclinable name after a noun is more likely its attribute
_EITHER_PENALTY = 9  # «звонил Руто»: an indeclinable name after the verb is rather the one who was called
_BACK = 4  # tokens between a preposition and its noun


def phrases(scene: Scene) -> tuple[Mention | None, ...]:
    """Return the mentions as frames see them: a title and the name beside it are one phrase, in the case of the title.

    None stands for a title whose name follows: the name speaks for both.
    """
    return scene.memo("phrases", lambda: _join_titles(scene))


def _join_titles(scene: Scene) -> tuple[Mention | None, ...]:
    found: list[Mention | None] = list(scene.mentions)
    ends: dict[int, int] = {}
    for i, m in enumerate(scene.mentions):
        j = ends.get(m.first)
        if j is None and m.attribute_of is not None:  # «спикера мажилиса Ерлана Кошанова»
            j = ends.get(m.attribute_of)
            j = j if j is not None and scene.mentions[j].of is None and not scene.actors(j) else None
        if j is not None and m.kind == "name" and m.type == "Person":
            title = scene.mentions[j]
            shared = title.cases & m.cases
            if (shared and title.role) or (scene.actors(j) and scene.actors(i) == scene.actors(j)):
                found[i] = replace(
                    m,
                    cases=shared or title.cases,
                    role=m.role or title.role,
                    preposition=title.preposition,
                    attribute_of=title.attribute_of,
                )
                found[j] = None
        if m.kind == "role" and m.type == "Person" and m.number != "plur":
            ends[m.last] = i
    return tuple(found)


def right_type(scene: Scene, m: Mention, pattern: RolePattern) -> bool:
    """Whether a mention is of a kind and type that a role pattern takes."""
    if pattern.how == "adj":
        return m.kind == "adjective"
    if m.kind == "adjective":
        return False
    if pattern.types:
        if "Place" in pattern.types and is_city(scene, m):
            return True
        return m.type in pattern.types or (m.type is None and "Person" in pattern.types)
    return m.type != "Place" or (pattern.case == "loc")


def is_city(scene: Scene, m: Mention) -> bool:
    """Whether a mention can be a place: a place, a capital, or a city that stands for a union («в Брюсселе»)."""
    if m.kind != "name":
        return False
    if m.type == "Place" or m.capital:
        return True
    return m.type == "Organization" and bool(registry.load().by_capital(m.lemma))


def bare_cases(row: Row) -> frozenset[Case]:
    """Return the cases other than the nominative that a row's roles take without a preposition."""
    wanted = (p.case for patterns in row.roles.values() for p in patterns if p.how == "case" and not p.prepositions)
    return frozenset(c for c in wanted if c and c != "nom")


def cost(
    scene: Scene, pattern: RolePattern, i: int, m: Mention, tokens: tuple[int, ...], bare: frozenset[Case]
) -> float | None:
    """Return how far mention i (as `m` sees it) is from the trigger; the less usual order costs extra; None: no fit.

    `bare`: the other cases the row takes without a preposition (`bare_cases`).
    """
    if pattern.how == "of":
        if m.attribute_of in tokens and m.preposition is None:
            return 0.0
        return 0.5 if m.preposition is None and "gen" in m.cases and m.first == tokens[-1] + 1 else None
    if pattern.how in ("poss", "adj"):
        return _beside(scene, pattern, m, tokens)
    if not in_case(scene, pattern, m, tokens):
        return None
    head = min(tokens, key=lambda t: abs(t - m.first))
    verbs = scene.finite_between(head, m.first)
    before = m.first < tokens[0]
    distance = abs(head - m.first)
    if pattern.case != "nom" or pattern.prepositions:
        return distance + _VERB_PENALTY * verbs + (_AFTER_PENALTY if before else 0)
    if (verbs and not before) or _who(scene, tokens[0]) or not agrees_with_verb(scene, m, i, tokens):
        return None
    if before and m.clause == scene.document.clause_of[head]:  # what is told in between of the subject is no distance
        own = [t for t in scene.where[m.clause] if m.first < t < head]
        distance, verbs = len(own) + 1, sum(scene.finite(scene.tokens[t]) for t in own)
    return distance + _SUBJECT_PENALTY * verbs + _subject_doubt(scene, m, tokens, before, bare)


def _who(scene: Scene, token: int) -> bool:
    """Whether the subject of a clause is the relative word itself: «кто позвонил Моди»."""
    clause = scene.document.clause_of[token]
    marker = scene.document.clauses[clause].marker
    return marker in scene.language.whoever and scene.relative_subject(clause)


def _beside(scene: Scene, pattern: RolePattern, m: Mention, tokens: tuple[int, ...]) -> float | None:
    wanted = m.kind == ("pronoun" if pattern.how == "poss" else "adjective")
    if wanted and pattern.how == "poss":
        wanted = "gen" in m.cases or scene.tokens[m.first].is_a("DET", "ADJ")
    near = 0 < tokens[0] - m.first <= 3 or any(0 < t - m.first <= 2 for t in tokens)
    return 0.0 if wanted and near else None


def in_case(scene: Scene, pattern: RolePattern, m: Mention, tokens: tuple[int, ...]) -> bool:
    """Whether a mention stands in the case of a pattern, behind one of its prepositions or behind none."""
    case = pattern.case
    if pattern.prepositions and _is_of_somebody(scene, m):
        return False
    if pattern.prepositions:
        alike = case == "acc" and "nom" in m.cases and m.type in ("State", "Place")  # «в Вашингтон»
        unsure = m.preposition is not None and not _governed(scene, m)  # «до Ізраїлю»: the dictionary errs
        return (case in m.cases or alike or unsure) and _stands_after(scene, m, pattern)
    if _governed(scene, m):
        return False
    attribute = m.attribute_of is not None and not _loose_attribute(scene, m, tokens)
    if attribute and case not in ("gen", "nom"):
        return False
    if case == "acc" and m.attribute_of is not None and not attribute and m.type == "Person":
        return "gen" in m.cases  # persons look alike in both
    return case in m.cases or (case == "nom" and m.preposition is not None and m.lemma == m.span.of(_text(scene)))


def _is_of_somebody(scene: Scene, m: Mention) -> bool:
    """Whether a state or body stands after the noun for its own man, whom the preposition governs: «с главой | КНР»."""
    if m.attribute_of is None or m.preposition is not None or m.type == "Person":
        return False
    return any(r.pos == "NOUN" and r.animate for r in scene.tokens[m.attribute_of].readings)


def _text(scene: Scene) -> str:
    return scene.document.article.text


def _governed(scene: Scene, m: Mention) -> bool:
    """Whether a preposition before a mention really governs it: «Накануне Меркель обсудила» has a subject."""
    if m.preposition is None:
        return False
    if m.type == "Person" and m.preposition in scene.language.contacts["eves"]:
        return False
    taken = scene.language.governs.get(m.preposition)
    return taken is None or bool(taken & m.cases)


def _loose_attribute(scene: Scene, m: Mention, tokens: tuple[int, ...]) -> bool:
    """Whether the noun before a mention does not own it: a trigger, a date or a place («принял в Астане Кошанова»)."""
    return m.attribute_of in tokens or m.attribute_of in _owning_nobody(scene)


def _owning_nobody(scene: Scene) -> frozenset[int]:
    def make() -> frozenset[int]:
        found: set[int] = set()
        for d in scene.document.dates:
            k = scene.token_at(d.span.start)
            while k < len(scene.tokens) and scene.tokens[k].span.start < d.span.end:
                found.add(k)
                k += 1
        for m in scene.mentions:
            if m.preposition and is_city(scene, m):
                found.update(range(m.first, m.last))
        return frozenset(found)

    return scene.memo("tokens that own nobody", make)


def _subject_doubt(scene: Scene, m: Mention, tokens: tuple[int, ...], before: bool, bare: frozenset[Case]) -> float:
    """Return what speaks against a mention as the subject."""
    doubt: float = 0 if before else _AFTER_PENALTY
    if m.attribute_of is not None and m.attribute_of not in _owning_nobody(scene):
        doubt += _ATTRIBUTE_PENALTY
    if "acc" in bare and "acc" in m.cases and m.type != "Person":
        doubt += OBJECT_PENALTY / 4 if before else OBJECT_PENALTY
    elif bare & m.cases:
        doubt += _EITHER_PENALTY / 3 if before else _EITHER_PENALTY
    if "acc" in m.cases and scene.relative_subject(scene.document.clause_of[tokens[0]]):
        doubt += OBJECT_PENALTY
    if before and "acc" in m.cases and m.type != "Person" and _is_object(scene, m):
        doubt += OBJECT_PENALTY
    return doubt


def _is_object(scene: Scene, m: Mention) -> bool:
    """Whether a verb before a mention has its subject already: «X обвинил Израиль и пообещал ...»."""
    verbs = [j for j in scene.where[m.clause] if j < m.first and scene.finite(scene.tokens[j])]
    others = (o for i in scene.in_clause[m.clause] if (o := scene.mentions[i]).kind != "adjective")
    return bool(verbs) and any(o.last <= verbs[-1] and "nom" in o.cases and not _governed(scene, o) for o in others)


def _stands_after(scene: Scene, m: Mention, pattern: RolePattern) -> bool:
    """Whether one of the pattern's prepositions governs a mention, a participle or a description between them or not.

    Prepositions of several words («в адрес») stand right before it.
    """
    if m.preposition in pattern.prepositions:
        return True
    if m.preposition is None:
        for j in range(m.first - 1, max(-1, m.first - 1 - _BACK), -1):
            token = scene.tokens[j]
            if token.readings[0].pos == "ADP":
                return token.norm in pattern.prepositions
            if not _describes(token, pattern.case):
                break
    for several in pattern.prepositions:
        words = several.split()
        before = scene.tokens[max(0, m.first - len(words)) : m.first]
        if len(words) > 1 and all(w in t.lemmas | {t.norm} for w, t in zip(words, before, strict=False)):
            return len(before) == len(words)
    return False


def _describes(token: Token, case: Case | None) -> bool:
    """Whether a word can stand between a preposition and a name: «с ушедшим», «с турецким коллегой»."""
    if adjectival(token) or any(r.form == "part" for r in token.readings):
        return True
    return any(r.pos == "NOUN" and r.animate and r.case == case for r in token.readings)


def together(scene: Scene, i: int, pattern: RolePattern) -> tuple[int, ...]:
    """Return mention i with those beside it in one list, the preposition repeated or not: «с Вучичем и с Курти»."""
    group = scene.coordinated(i)
    if not pattern.prepositions:
        return group
    seen = phrases(scene)
    for j in scene.in_clause[scene.mentions[i].clause]:
        last, m = scene.mentions[group[-1]], seen[j]
        if j in group or m is None or m.first < last.last or m.type != last.type:
            continue
        between = scene.tokens[last.last : m.first]
        links = [t for t in between if t.text == "," or t.readings[0].pos == "CCONJ"]
        plain = all(t in links or t.norm in pattern.prepositions or t.is_a("ADJ", "DET") for t in between)
        if plain and links and in_case(scene, pattern, m, ()):
            group = (*group, *(k for k in scene.coordinated(j) if k not in group))
    return group


def verb_of(scene: Scene, tokens: tuple[int, ...]) -> tuple[int, Morph] | None:
    """Return the finite verb of a trigger with its reading, or the one nearest to an infinitive or noun trigger."""
    for t in tokens:
        if scene.finite(scene.tokens[t]):  # «встречу» is a noun before it is a verb
            for r in scene.tokens[t].readings:
                if r.pos == "VERB" and r.form in ("fin", "short"):
                    return t, r
    clause = scene.document.clause_of[tokens[0]]
    near = sorted(
        (j for j in scene.where[clause] if scene.finite(scene.tokens[j])), key=lambda j: (abs(j - tokens[0]), j)
    )
    for j in near:
        for r in scene.tokens[j].readings:
            if r.pos == "VERB" and r.form in ("fin", "short"):
                return j, r
    return None


def agrees_with_verb(scene: Scene, m: Mention, i: int, tokens: tuple[int, ...]) -> bool:
    """Whether mention i can be the subject of the verb of a trigger: number, person and gender."""
    found = verb_of(scene, tokens)
    if found is None:
        return True
    readings: Iterable[Morph] = scene.tokens[found[0]].readings
    return any(_agrees(scene, m, i, r) for r in readings if r.pos == "VERB" and r.form in ("fin", "short"))


def _agrees(scene: Scene, m: Mention, i: int, verb: Morph) -> bool:
    several = m.number == "plur" or len(scene.coordinated(i)) > 1
    if verb.number == "plur" and not several and m.type in ("Person", "State", "Organization"):
        return False
    if verb.number == "sing" and m.number == "plur":
        return False
    if verb.person in ("1", "2"):
        return False
    masculine_title = m.role is not None  # «министр заявила» and «министр заявил» are both said of a woman
    if verb.tense == "past" and verb.number != "plur" and m.type == "Person" and m.gender and verb.gender:
        return m.gender == verb.gender or (masculine_title and verb.gender == "masc")
    return verb.gender != "neut" or m.type != "Person"
