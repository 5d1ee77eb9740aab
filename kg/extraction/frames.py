"""Lexicon rows against clauses: a trigger, and the mentions that fill its roles by case and preposition.

Case frames without a parser: Russian and Ukrainian mark roles on the noun, so a clause, the cases its mentions can be
in and the order of words settle most of them. A subject missing from its clause is looked for in
the clause it continues.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg import lexicon
from kg.extraction.fitting import (
    OBJECT_PENALTY,
    agrees_with_verb,
    bare_cases,
    cost,
    phrases,
    right_type,
    together,
    verb_of,
)
from kg.extraction.patterns import match_at, matches, may_match
from kg.extraction.scene import Scene
from kg.extraction.speech import content_clauses, inside
from kg.lexicon.rows import Pattern, RolePattern, Row, parse_role
from kg.model import Case, Form, Lang, Mention

_AGENTS = frozenset({"speaker", "initiator", "actor"})  # roles that no subject of a passive plays
_SEVERAL = frozenset({"participant"})  # roles that take a filler from each of their patterns
_FAR = 45.0
_MOST = 200_000  # word forms times event files kept in memory


@dataclass(frozen=True)
class Match:
    """A row that matched: its trigger tokens in order, its clause, and the mentions filling each role."""

    row: Row
    tokens: tuple[int, ...]
    clause: int
    fillers: Mapping[str, tuple[int, ...]]
    elided: bool = False  # the subject was taken from another clause
    cost: float = 0.0  # how far its fillers stand from where they are expected

    @property
    def head(self) -> int:
        """The first word of the trigger."""
        return self.tokens[0]


_Entry = tuple[str, Row, Pattern]  # event file, row, and one of its patterns


@cache
def _index(lang: Lang) -> tuple[dict[str, list[_Entry]], list[tuple[tuple[str, ...], _Entry]]]:
    """Return the rows of all event files by lemma or form of their first word, and those that begin with a stem."""
    found: dict[str, list[_Entry]] = {}
    stems: list[tuple[tuple[str, ...], _Entry]] = []
    for name in lexicon.files():
        for row in lexicon.rows(lang, name):
            for pattern in row.triggers:
                word = pattern.groups[0][0]
                for key in word.lemmas | word.forms:
                    found.setdefault(key, []).append((name, row, pattern))
                if word.stems:
                    stems.append((word.stems, (name, row, pattern)))
    return found, stems


@lru_cache(_MOST)
def _candidates(lang: Lang, form: Form) -> dict[str, tuple[tuple[Row, Pattern], ...]]:
    """Return by event file the rows that can begin at a word form; most words begin none."""
    index, stems = _index(lang)
    entries = [entry for key in sorted(form.keys) if key in index for entry in index[key]]
    entries += [entry for beginnings, entry in stems if form.norm.startswith(beginnings)]
    found: dict[str, tuple[tuple[Row, Pattern], ...]] = {}
    for name, row, pattern in entries:
        found[name] = (*found.get(name, ()), (row, pattern))
    return found


def candidates(scene: Scene, name: str, token: int) -> tuple[tuple[Row, Pattern], ...]:
    """Return the rows of an event file whose patterns can begin at a token."""
    return _candidates(scene.document.lang, scene.tokens[token].form).get(name, ())


def _beginnings(scene: Scene) -> dict[str, list[tuple[int, int]]]:
    """Return by event file the places (clause, position in it) where one of its rows can begin."""
    lang = scene.document.lang
    found: dict[str, list[tuple[int, int]]] = {}
    for clause, where in enumerate(scene.where):
        if where and scene.sentence(where[0]).zone == "boilerplate":
            continue
        for k, i in enumerate(where):
            for name in _candidates(lang, scene.tokens[i].form):
                found.setdefault(name, []).append((clause, k))
    return found


def find_triggers(scene: Scene, name: str) -> list[tuple[Row, tuple[int, ...], int]]:
    """Return row, trigger tokens and clause of every match of an event file, overlapping ones too."""
    found: list[tuple[Row, tuple[int, ...], int]] = []
    for clause, k in scene.memo("beginnings", lambda: _beginnings(scene)).get(name, ()):
        where = scene.where[clause]
        for row, pattern in candidates(scene, name, where[k]):
            if len(pattern.groups) > 1 and not may_match(pattern, _words(scene, clause)):
                continue
            taken = match_at(pattern, scene.tokens, where, k)
            if taken and _allowed(scene, row, clause, where, taken):
                found.append((row, taken, clause))
    return found


def _words(scene: Scene, clause: int) -> frozenset[str]:
    """Return all lemmas and forms of a clause."""
    own = scene.where[clause]
    return scene.memo(f"words of {clause}", lambda: frozenset().union(*(scene.tokens[i].keys for i in own)))


def _allowed(scene: Scene, row: Row, clause: int, where: tuple[int, ...], taken: tuple[int, ...]) -> bool:
    if row.needs:
        near = _words(scene, clause)
        if not any(may_match(p, near) and matches(p, scene.tokens, where) for p in row.needs):
            return False
    sentence = scene.sentence(where[0])
    whole = range(sentence.first, sentence.last)
    if row.unless:
        keys = scene.memo(f"words {sentence.first}", lambda: frozenset().union(*(scene.tokens[i].keys for i in whole)))
        if any(may_match(p, keys) and matches(p, scene.tokens, whole) for p in row.unless):
            return False
    content = row.get("content")
    return not content or _content_fits(scene, row, clause, taken)


@cache
def content_patterns(words: tuple[str, ...]) -> tuple[Pattern, ...]:
    """Return the patterns of a row's `content`."""
    from kg.lexicon.rows import parse_pattern

    return tuple(parse_pattern(w) for w in words)


def _content_fits(scene: Scene, row: Row, clause: int, taken: tuple[int, ...]) -> bool:
    """Whether a word of `content` stands in the clause, its complement or its quotation."""
    patterns = content_patterns(tuple(row.get("content")))
    areas = [[i for i in scene.where[clause] if i not in taken]]
    said = (*scene.children[clause], *content_clauses(scene, clause, taken[0]))
    areas += [list(scene.where[c]) for c in dict.fromkeys(inside(scene, said))]
    return any(matches(p, scene.tokens, area) for p in patterns for area in areas if area)


def find_matches(scene: Scene, name: str) -> list[Match]:
    """Return the matches of an event file with their role fillers, in text order; of overlapping ones the best."""
    return scene.memo(f"matches {name}", lambda: _best([fill(scene, *found) for found in find_triggers(scene, name)]))


def _best(found: list[Match]) -> list[Match]:
    """Of matches that share a word keep one: first role filled, with content, longer, tighter, earlier in the file."""
    ranked = sorted(enumerate(found), key=lambda f: (*_preference(f[1]), f[0]))
    used: set[int] = set()
    kept = []
    for _, match in ranked:
        if used.isdisjoint(match.tokens):
            used |= set(match.tokens)
            kept.append(match)
    return sorted(kept, key=lambda m: m.tokens)


def _preference(match: Match) -> tuple[float, ...]:
    first_role = next(iter(match.row.roles), None)
    unfilled = first_role is not None and first_role not in match.fillers
    content = bool(match.row.get("content"))
    width = match.tokens[-1] - match.tokens[0]
    return (unfilled, not content, -len(match.tokens), width, match.elided, match.cost)


def relative_filler(scene: Scene, match: Match, role: str) -> int | None:
    """Return the mention a relative word stands for in a role: «Туск, с которым Мерц увиделся», «которого принял»."""
    clause = scene.document.clauses[match.clause]
    where = scene.where[match.clause]
    at = next((k for k in where[:3] if clause.marker in scene.tokens[k].lemmas), None)
    if clause.kind != "relative" or at is None or scene.relative_subject(match.clause):
        return None
    before = scene.tokens[at - 1].norm if at > where[0] else None
    for pattern in match.row.roles.get(role, ()):
        fits = pattern.case in scene.tokens[at].cases and pattern.case != "nom"
        if fits and (before in pattern.prepositions if pattern.prepositions else before is None):
            return next(iter(_beside(scene, match.clause)), None)
    return None


def fill(scene: Scene, row: Row, tokens: tuple[int, ...], clause: int) -> Match:
    """Return the match with the mentions that fill its roles; one mention fills one role, the subject's first."""
    used: set[int] = set()
    fillers: dict[str, tuple[int, ...]] = {}
    elided, total = False, 0.0
    bare = bare_cases(row)
    passive = _is_passive(scene, tokens)
    for role, pattern in sorted(_flat(row), key=lambda rp: _rank(rp[0], rp[1], bare)):
        if role in fillers and role not in _SEVERAL:
            continue
        if passive and role in _AGENTS and pattern.case == "nom" and not pattern.prepositions:
            continue  # «победителем провозглашён X»: he says nothing
        got, far = _filler(scene, pattern, tokens, clause, used, bare)
        doubtful = not got or (far >= OBJECT_PENALTY and _goes_on(scene, tokens[0]))
        if doubtful and pattern.how == "case" and pattern.case == "nom" and not pattern.prepositions:
            subject = borrowed_subject(scene, tokens, clause)
            if left_out := tuple(i for i in subject if right_type(scene, scene.mentions[i], pattern)):
                got, far, elided = left_out, 0.0, True
        if got:
            fillers[role] = (*fillers.get(role, ()), *got)
            used |= set(got)
            total += far
    return Match(row, tokens, clause, fillers, elided, total)


def _goes_on(scene: Scene, token: int) -> bool:
    """Whether a verb goes on with what somebody did: «Мао, которую ждали, подумала и предупредила Токио»."""
    return any(
        scene.tokens[t].readings[0].pos == "CCONJ"
        for t in scene.where[scene.document.clause_of[token]]
        if token - 2 <= t < token
    )


def _is_passive(scene: Scene, tokens: tuple[int, ...]) -> bool:
    """Whether the verb of a trigger is a short passive participle, whose subject is the one it is done to."""
    first = (scene.tokens[t].readings[0] for t in tokens if scene.tokens[t].is_a("VERB"))
    return any(r.form == "short" and r.voice == "pass" and r.gender != "neut" for r in first)


def _flat(row: Row) -> Iterable[tuple[str, RolePattern]]:
    return [(role, pattern) for role, patterns in row.roles.items() for pattern in patterns]


def _rank(role: str, pattern: RolePattern, bare: frozenset[Case]) -> int:
    """Subjects and what stands beside the trigger first, then what a preposition marks, then bare cases.

    Where somebody is called is whom, if nobody is told in the dative: «звонил в Белград президенту Сербии».
    """
    if pattern.how != "case":
        return 0
    if pattern.case == "nom":
        return 1
    if role == "recipient" and pattern.case in ("acc", "gen") and pattern.prepositions and "dat" in bare:
        return 4
    return 2 if pattern.prepositions else 3


def _filler(
    scene: Scene, pattern: RolePattern, tokens: tuple[int, ...], clause: int, used: set[int], bare: frozenset[Case]
) -> tuple[tuple[int, ...], float]:
    best: tuple[float, int] | None = None
    seen = phrases(scene)
    for i in scene.in_clause[clause]:
        m = seen[i]
        if m is None or i in used or any(m.first <= t < m.last for t in tokens) or not right_type(scene, m, pattern):
            continue
        if pattern.case == "nom" and i in scene.owners:
            continue  # «лидер "Батькивщины" Юлия Тимошенко встретилась»
        far = cost(scene, pattern, i, m, tokens, bare)
        if far is not None and far < _FAR and (best is None or (far, i) < best):
            best = far, i
    if best is None:
        return (), 0.0
    group = together(scene, best[1], pattern) if pattern.how in ("case", "of") else (best[1],)
    return tuple(i for i in group if i not in used), best[0]


def borrowed_subject(scene: Scene, tokens: tuple[int, ...], clause: int) -> tuple[int, ...]:
    """Return the subject of the clause this one continues: «Санду победила и пообещала ...», «который заявил»."""
    own = scene.document.clauses[clause]
    if own.kind == "relative":
        return _antecedent(scene, clause, tokens)
    if own.kind == "participle":
        return _doer(scene, clause, tokens)
    if own.kind in ("quote", "parenthesis") or verb_of(scene, tokens) is None:
        return ()
    sentence = scene.sentence(tokens[0])
    kinds = ("main", "complement", "adverbial")
    earlier = [c for c in sentence.clauses if c < clause and scene.document.clauses[c].kind in kinds]
    order = [own.parent] if own.parent is not None else []
    order += [c for c in reversed(earlier) if scene.document.clauses[c].parent == own.parent]
    for c in order:
        subject = _subject(scene, c, tokens) if c is not None else None
        if subject is not None:
            return scene.coordinated(subject)
    return ()


def subject_of(scene: Scene, clause: int) -> int | None:
    """Return the mention that is the subject of a clause's last verb, or None."""
    verbs = [j for j in scene.where[clause] if scene.finite(scene.tokens[j])]
    return _subject(scene, clause, (verbs[-1],)) if verbs else None


def _subject(scene: Scene, clause: int, tokens: tuple[int, ...]) -> int | None:
    """Return the mention that is the subject of a clause's last verb and agrees with the verb of `tokens` too."""
    verbs = [j for j in scene.where[clause] if scene.finite(scene.tokens[j])]
    best: tuple[float, int] | None = None
    seen = phrases(scene)
    for i in scene.in_clause[clause]:
        m = seen[i]
        if m is None or m.kind == "adjective" or m.type == "Place" or not agrees_with_verb(scene, m, i, tokens):
            continue
        far = cost(scene, _NOMINATIVE, i, m, (verbs[-1],), frozenset()) if verbs else _verbless(m)
        if far is not None and (best is None or (far, i) < best):
            best = far, i
    if best is None and verbs and tokens[0] > verbs[-1]:
        return None
    if best is None:  # «Каллас, вступившая в должность, осудила насилие, а американцы ...»: its verb was cut off
        sure = [
            i for i in scene.in_clause[clause] if (m := seen[i]) and m.last <= tokens[0] and _verbless(m) is not None
        ]
        sure = [i for i in sure if agrees_with_verb(scene, scene.mentions[i], i, tokens)]
        return sure[-1] if sure else None
    return best[1]


def _verbless(m: Mention) -> float | None:
    """Return the cost of a subject in a clause without a verb, or None if it cannot be one."""
    return 0.0 if "nom" in m.cases and m.preposition is None and m.attribute_of is None else None


def _doer(scene: Scene, clause: int, tokens: tuple[int, ...]) -> tuple[int, ...]:
    """Return who does what a participle or a converb tells: «Штайнмайер, принимавший Мерца», «принимая гостя»."""
    parent = scene.document.clauses[clause].parent
    opening = scene.tokens[scene.where[clause][0]].readings[0]
    if parent is None or opening.voice == "pass":
        return ()
    if opening.form == "part":
        return _beside(scene, clause)
    subject = _subject(scene, parent, tokens)
    return () if subject is None else scene.coordinated(subject)


def _beside(scene: Scene, clause: int) -> tuple[int, ...]:
    """Return the mention right before a relative clause or participle: what it is about."""
    parent = scene.document.clauses[clause].parent
    if parent is None:
        return ()
    start = scene.where[clause][0]
    before = [i for i in scene.in_clause[parent] if scene.mentions[i].last <= start]
    before = [i for i in before if scene.mentions[i].kind != "adjective"]
    return (before[-1],) if before and start - scene.mentions[before[-1]].last <= _NEXT_TO else ()


def _antecedent(scene: Scene, clause: int, tokens: tuple[int, ...]) -> tuple[int, ...]:
    """Return the mention a relative clause hangs on, if its relative word can be the subject."""
    parent = scene.document.clauses[clause].parent
    if parent is None or not scene.relative_subject(clause):
        return ()
    if found := _beside(scene, clause):
        return found
    if scene.document.clauses[clause].marker in scene.language.whoever:  # «был одним из немногих, кто поздравил»
        subject = _subject(scene, parent, tokens)
        return () if subject is None else (subject,)
    return ()


_NEXT_TO = 2  # tokens between an antecedent and its relative word: a comma, a preposition
_NOMINATIVE = parse_role("nom")
