"""What the net is told besides the text: distances, and how alike two mentions are, also in the eyes of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np

from kg.model import Cast, Document
from kg.morphology import stem
from kg.neural.candidates import Candidate
from kg.neural.labels import ROLES, ROLES_OF, CandidateType, fillers
from kg.neural.maths import Bools, Floats, Ints
from kg.prevailing import prevailing

_KIND: dict[CandidateType, int] = {
    "Person": 0, "actor": 0, "State": 1, "Organization": 1, "state": 1, "Place": 2, "place": 2,
    "date": 3, "day": 3, "number": 4,
}  # fmt: skip

_STEPS = np.array([0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 45, 70, 110, 200])
DISTANCES = 2 * (len(_STEPS) + 1)
SENTENCES = 5
_FAR = 1 << 40  # tokens; farther than anything
_KINDS, _AGREEMENTS = 8, 3
SIMILARITIES = _KINDS * _AGREEMENTS * 2
_BETWEEN, _NEXT = 4, 6  # classes of how many triggers stand between, and how many other actors stand nearer
BETWEEN, RANKS = 2 * _BETWEEN, 2 * _NEXT
_PASSED = 8  # classes of how many mentions, and how many ends of sentences, lie between two mentions
PASSED, GAPS = 2 * _PASSED, _PASSED
_CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
GRAMMAR = len(_CASES) + 2
_PEOPLE, _BODIES = 5, 2  # classes of how prominent people, and states and bodies are
PROMINENCES = 1 + _PEOPLE + _BODIES


def distances(of: Ints, to: Ints) -> Ints:
    """Return the class of each signed distance in tokens, [len(of), len(to)]."""
    gap = to[None, :] - of[:, None]
    classes: Ints = np.searchsorted(_STEPS, np.abs(gap)) + (gap < 0) * (len(_STEPS) + 1)
    return classes


def sentence_gaps(of: Ints, to: Ints) -> Ints:
    """Return 0..4 for two or more sentences before, one before, the same, one after, more, [len(of), len(to)]."""
    gaps: Ints = np.clip(to[None, :] - of[:, None], -2, 2) + 2
    return gaps


@dataclass(frozen=True, slots=True)
class Places:
    """Where candidates stand as an anchor sees them: classes, each [anchors, candidates]."""

    distance: Ints
    sentence: Ints
    between: Ints
    rank: Ints


def places(of: Sequence[int], candidates: Sequence[Candidate], sentence_of: Ints, clause_of: Ints,
           triggers: Sequence[int] = ()) -> Places:  # fmt: skip
    """Return where candidates stand, seen from the tokens `of`, in a text with these triggers."""
    at = np.array(of, dtype=np.int64)
    to = np.array([c.first for c in candidates], dtype=np.int64)
    return Places(
        distances(at, to),
        sentence_gaps(sentence_of[at], sentence_of[to]),
        between(at, to, np.array(sorted(triggers), dtype=np.int64), clause_of),
        ranks(at, candidates),
    )


def between(of: Ints, to: Ints, triggers: Ints, clause_of: Ints) -> Ints:
    """Return 0..3 for so many triggers (sorted) or more between, four more in one clause, [len(of), len(to)]."""
    low, high = np.minimum(of[:, None], to[None]), np.maximum(of[:, None], to[None])
    many = np.searchsorted(triggers, high) - np.searchsorted(triggers, low + 1)
    found: Ints = np.clip(many, 0, _BETWEEN - 1) + _BETWEEN * (clause_of[of][:, None] == clause_of[to][None])
    return found


def ranks(of: Ints, candidates: Sequence[Candidate]) -> Ints:
    """Return how many others of a candidate's kind stand nearer on its side, [len(of), candidates].

    Actors, states and bodies, places, dates, numbers are kinds; 0..5 before the token (5 or more), 6..11 after it.
    """
    to = np.array([c.first for c in candidates], dtype=np.int64)
    fillers = [(_KIND[c.type], c.key) for c in candidates]
    number = {filler: i for i, filler in enumerate(dict.fromkeys(fillers))}
    filler_of = np.array([number[f] for f in fillers], dtype=np.int64)
    kinds = np.array([kind for kind, _ in number])
    alike = kinds[:, None] == kinds[None]
    found = np.zeros((len(of), len(candidates)), dtype=np.int64)
    for after in (False, True):
        side = (to[None] >= of[:, None]) == after
        gap = np.where(side, np.abs(to[None] - of[:, None]), _FAR)
        nearest = np.stack([gap[:, filler_of == i].min(1) for i in range(len(number))], axis=1)
        nearer = ((nearest[:, None] < nearest[:, :, None]) & alike).sum(-1)
        found = np.where(side, np.minimum(nearer, _NEXT - 1)[:, filler_of] + _NEXT * after, found)
    return found


def prominences(candidates: Sequence[Candidate]) -> Ints:
    """Return the class of each candidate by how often its actor is mentioned, [n]: whom an article is about rings.

    0 for dates, numbers and places; of people 1 for the one named clearly most, 2 for the one named most all the same,
    3 and 4 for the next, 5 for others; of states and bodies 6 for the one named most, 7 for others.
    """
    people = Counter(c.key for c in candidates if c.type == "Person")
    bodies = Counter(c.key for c in candidates if c.type in ("State", "Organization")).most_common()
    rank = {key: 1 + _PEOPLE + min(i, _BODIES - 1) for i, (key, _) in enumerate(bodies)}
    rank |= {key: min(i + 2, _PEOPLE) for i, (key, _) in enumerate(people.most_common())}
    if (first := prevailing(people)) is not None:
        rank[first] = 1
    return np.array([rank.get(c.key, 0) for c in candidates], dtype=np.int64)


def able(anchors: Sequence[str], types: Sequence[Set[CandidateType]]) -> Bools:
    """Return which keys, with mentions of which types, can fill which roles of anchors, [anchors, keys, roles]."""
    found = np.zeros((len(anchors), len(types), len(ROLES)), dtype=np.bool_)
    for row, anchor in zip(found, anchors, strict=True):
        for role in ROLES_OF[anchor]:
            row[:, ROLES.index(role)] = [not fillers(role).isdisjoint(t) for t in types]
    return found


@dataclass(frozen=True, slots=True)
class Links:
    """What speaks for one mention (column) being an antecedent of another (row).

    Classes of pairs, each [n, n], and the grammar of each mention, [n, GRAMMAR]: objects are seldom their own subjects.
    """

    similarity: Ints
    apart: Ints
    passed: Ints
    gap: Ints
    clause: Ints
    grammar: Floats


def links(document: Document, cast: Cast, mentions: Sequence[Candidate], sentence_of: Ints) -> Links:
    """Return how each pair of mentions, in text order, stands to each other."""
    first = np.array([m.first for m in mentions], dtype=np.int64)
    people = np.array([m.type == "Person" for m in mentions])
    before = np.where(people, np.cumsum(people), np.cumsum(~people))[None]
    upto = np.where(people[None], np.cumsum(people)[:, None], np.cumsum(~people)[:, None])
    unlike = people[:, None] != people[None]
    sentences, clauses = sentence_of[first], np.array(document.clause_of, dtype=np.int64)[first]
    return Links(
        similarities(document, cast, mentions),
        distances(first, first),
        np.clip(upto - before, 0, _PASSED - 1) + _PASSED * unlike,
        np.clip(sentences[:, None] - sentences[None], 0, _PASSED - 1),
        (clauses[:, None] == clauses[None]).astype(np.int64),
        np.array([_grammar(document, m) for m in mentions], dtype=np.float32).reshape(len(mentions), GRAMMAR),
    )


def _grammar(document: Document, m: Candidate) -> list[float]:
    """Return how likely each case is by the word alone, whether none is known, whether the last word has a capital."""
    last = document.tokens[m.last - 1]
    cases = last.cases or document.tokens[m.first].cases
    return [*(float(case in cases) / max(1, len(cases)) for case in _CASES), float(not cases),
            float(last.text[:1].isupper())]  # fmt: skip


def similarities(document: Document, cast: Cast, mentions: Sequence[Candidate]) -> Ints:
    """Return the class of each pair of mentions (row later, column earlier), [n, n]; the upper half is zero."""
    words = [[t for t in document.tokens[m.first : m.last] if t.text[:1].isalnum()] or document.tokens[m.first : m.last]
             for m in mentions]  # fmt: skip
    stems = [[stem(t.lemma if document.lang == "en" else t.text) for t in w] for w in words]
    capital = [[t.text[:1].isupper() for t in w] for w in words]
    proper = [{s for s, big in zip(a, b, strict=True) if big} for a, b in zip(stems, capital, strict=True)]
    refers = [cast.refers[m.rule] if m.rule is not None else () for m in mentions]
    found = np.zeros((len(mentions), len(mentions)), dtype=np.int64)
    for i in range(len(mentions)):
        for j in range(i):
            both = capital[i][-1] and capital[j][-1]
            if stems[i] == stems[j]:
                kind = 6 if both else 5
            elif stems[i][-1] == stems[j][-1]:
                kind = 4 if both else 3
            elif proper[i] & proper[j]:
                kind = 2
            else:
                kind = 1 if both else 0
            agreed = 0 if not (refers[i] and refers[j]) else 1 if refers[i] == refers[j] else 2
            found[i, j] = kind + _KINDS * (agreed + _AGREEMENTS * (mentions[i].type == mentions[j].type))
    return found
