"""What the net is told besides the text: distances, and how alike two mentions are, also in the eyes of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kg.model import Cast, Document
from kg.morphology import stem
from kg.neural.candidates import Candidate
from kg.prevailing import prevailing

Ints = npt.NDArray[np.int64]

_STEPS = np.array([0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 45, 70, 110, 200])
DISTANCES = 2 * (len(_STEPS) + 1)
SENTENCES = 5
_KINDS, _AGREEMENTS = 8, 3
SIMILARITIES = _KINDS * _AGREEMENTS * 2
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
