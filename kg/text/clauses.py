"""Sentences to clauses, shallowly: good enough to keep the reporting speaker out of the reported event.

A sentence is cut at commas, colons, dashes, brackets and quotation marks; each piece either opens a clause (it begins
with a subordinator or holds a finite verb, a converb or a participle of its own) or goes on with the one before it. A
piece that follows a finished subordinate clause goes back to the clause that still lacks its verb. After the
finite-state clause splitters of shallow parsing (Abney 1996); no parser is fast enough for us in both languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from kg import lexicon
from kg.lexicon import Language
from kg.model import Clause, Lang, Token

Kind = Literal["main", "complement", "relative", "adverbial", "participle", "quote", "parenthesis"]
_OPEN = {"«": "»", "“": "”", "„": "“”", "(": ")", "[": "]"}
_STRAY = frozenset('"”“»')  # what closes a quotation whose own closing mark is missing
_CUTS = {",", ";", ":", "—", "–", "-", "...", "…", "<>"}
_CONTENT = ("NOUN", "PRON", "X", "ADV", "NUM")  # a clause that has none of them yet is no clause to go back to
_INSERTED = 12  # words of a reporting clause inside another clause
_QUOTED_CLAUSE = 4  # words; shorter quotations without a verb are names or irony


@dataclass
class _Open:
    kind: Kind
    parent: int | None
    marker: str | None = None
    tokens: list[int] = field(default_factory=list)
    finite: bool = False


def split_clauses(
    tokens: Sequence[Token], first: int, last: int, language: Language, base: int
) -> tuple[list[Clause], list[int]]:
    """Return the clauses of tokens first..last and the index of each token's innermost clause (from `base` on)."""
    return _Splitter(tokens, first, last, language, base).run()


class _Splitter:
    def __init__(self, tokens: Sequence[Token], first: int, last: int, language: Language, base: int) -> None:
        self.tokens, self.first, self.last, self.base = tokens, first, last, base
        sub = language.subordinators
        self.opens: dict[str, Kind] = {}
        for kind in ("adverbial", "relative", "complement"):
            self.opens |= dict.fromkeys(sub[kind], kind)
        self.starters = tuple(tuple(s.split()) for s in sub["starters"])
        self.speech = speech_verbs(language.lang)
        self.made: list[_Open] = []
        self.owner = [0] * (last - first)

    def run(self) -> tuple[list[Clause], list[int]]:
        self._segment(self.first, self.last, self._new("main", None))
        spans = [[min(own), max(own) + 1] for c in self.made if (own := c.tokens or [self.first])]
        for i in range(len(spans) - 1, 0, -1):  # a parent's range covers its children
            parent = self.made[i].parent
            if parent is not None and self.made[i].tokens:
                spans[parent] = [min(spans[parent][0], spans[i][0]), max(spans[parent][1], spans[i][1])]
        parents = {c.parent for c in self.made}
        keep = [i for i, c in enumerate(self.made) if c.tokens or i in parents]
        index = {old: self.base + new for new, old in enumerate(keep)}
        return [self._clause(spans[i], self.made[i], index) for i in keep], [index[o] for o in self.owner]

    def _clause(self, span: list[int], c: _Open, index: dict[int, int]) -> Clause:
        return Clause(span[0], span[1], c.kind, None if c.parent is None else index.get(c.parent), c.marker)

    def _new(self, kind: Kind, parent: int | None, marker: str | None = None) -> int:
        self.made.append(_Open(kind, parent, marker))
        return len(self.made) - 1

    def _give(self, i: int, clause: int) -> None:
        self.owner[i - self.first] = clause
        self.made[clause].tokens.append(i)

    def _segment(self, a: int, b: int, root: int) -> None:
        """Cut tokens a..b into pieces and hand each to a clause under `root`."""
        current, i, start = root, a, a
        while i < b:
            word = self.tokens[i].text
            close = self._closing(i, b)
            if close is not None:
                current = self._piece(start, i, current, root)
                self._nested(i, close, current)
                i = start = close + 1
            elif i > start and self._stripped_dash(i):
                current = self._piece(start, i, current, root)
                start = i
                i += 1
            elif word in _CUTS or self._splits_at_and(i, start, b):
                current = self._piece(start, i, current, root)
                self._give(i, current)
                if word == ";" and (current != root or self.made[current].finite):
                    current = self._new("main", self._outer(root))
                i += 1
                start = i
            else:
                i += 1
        self._piece(start, b, current, root)

    def _closing(self, i: int, b: int) -> int | None:
        """Return where the bracket or quotation opened at i ends, or None; another mark may stand for a missing one."""
        word = self.tokens[i].text
        if word == '"':
            return self._stray_close(i, b, '"') if self._leans_right(i) else None
        if word not in _OPEN:
            return None
        depth, last = 0, None
        for j in range(i, b):
            if self.tokens[j].text == word:
                depth += 1
            elif self.tokens[j].text in _OPEN[word]:
                depth -= 1
                last = j
                if depth == 0:
                    return j
        return last if last is not None or word in "([" else self._stray_close(i, b, _STRAY)

    def _stray_close(self, i: int, b: int, marks: str | frozenset[str]) -> int | None:
        return next((j for j in range(i + 1, b) if self.tokens[j].text in marks and not self._leans_right(j)), None)

    def _leans_right(self, i: int) -> bool:
        """Whether a quotation mark touches the word after it and not the word before: it opens."""
        after = i + 1 < self.last and self.tokens[i + 1].span.start == self.tokens[i].span.end
        before = i > self.first and self.tokens[i - 1].span.end == self.tokens[i].span.start
        return after and not (before and self.tokens[i - 1].text[-1].isalnum())

    def _nested(self, i: int, close: int, current: int) -> None:
        bracket = self.tokens[i].text in "(["
        inside = range(i + 1, close)
        clause_like = any(self._finite(j) for j in inside) or len(inside) >= _QUOTED_CLAUSE
        if not inside or not (bracket or clause_like):
            for j in range(i, close + 1):
                self._give(j, current)
            return
        child = self._new("parenthesis" if bracket else "quote", current)
        self._give(i, child)
        self._segment(i + 1, close, child)
        self._give(close, child)

    def _stripped_dash(self, i: int) -> bool:
        """Whether two spaces stand before token i: what is left where a site's export lost its dashes."""
        return self.tokens[i].span.start - self.tokens[i - 1].span.end >= 2

    def _finite(self, i: int) -> bool:
        return _is_finite(self.tokens[i])

    def _splits_at_and(self, i: int, start: int, b: int) -> bool:
        """Whether a conjunction at i joins two clauses: both sides have a verb and the right one a subject first."""
        token = self.tokens[i]
        if token.readings[0].pos != "CCONJ" or i == start or not any(self._finite(j) for j in range(start, i)):
            return False
        for j in range(i + 1, min(i + 8, b)):
            right = self.tokens[j]
            if right.text in _CUTS:
                return False
            if self._finite(j):
                return any(
                    "nom" in self.tokens[k].cases
                    and self.tokens[k].is_a("NOUN", "PRON")
                    and not _after_adposition(self.tokens, k, i)
                    for k in range(i + 1, j)
                )
        return False

    def _piece(self, a: int, b: int, current: int, root: int) -> int:
        """Give tokens a..b to the clause they belong to and return it."""
        if a >= b:
            return current
        finite = any(self._finite(j) for j in range(a, b))
        opened = self._opens(a, b)
        if opened and a > self.first and (finite or opened[0] != "adverbial"):
            kind, marker = opened
            parent = current if self.made[current].finite or self.made[current].tokens else root
            current = self._new(kind, parent, marker)
        elif self._is_inserted(a, b, current):
            inserted = self._new("main", self._outer(current))
            for j in range(a, b):
                self._give(j, inserted)
            self.made[inserted].finite = True
            return current
        elif self.made[current].tokens and self._is_participial(a) and not finite:
            current = self._new("participle", current)
        elif finite and (self.made[current].finite or self.made[current].kind == "participle"):
            current = self._goes_on(a, current, root)
        elif opened and not self.made[current].tokens:
            self.made[current].marker = opened[1]
        for j in range(a, b):
            self._give(j, current)
        self.made[current].finite |= finite
        return current

    def _is_inserted(self, a: int, b: int, current: int) -> bool:
        """Whether a piece is a reporting clause put into another one: «Румыния, написал он, будет помогать»."""
        here = self.made[current]
        if here.finite or not here.tokens or b >= self.last or b - a > _INSERTED or self.tokens[b].text not in _CUTS:
            return False
        words = [self.tokens[j] for j in range(a, b)]
        says = _is_finite(words[0]) and bool(words[0].lemmas & self.speech)
        aside = len(words) == 1 and any(r.person == "1" for r in words[0].readings)  # «напомним»
        return says and (aside or any("nom" in t.cases for t in words[1:]))

    def _goes_on(self, a: int, current: int, root: int) -> int:
        """Return the clause of a piece with a verb after a finished one: a second complement, an outer or new one."""
        for clause in (self._coordinate(a, current), self._resume(current, root)):
            if clause is not None:
                return clause
        return self._new("main", self._outer(current))

    def _coordinate(self, a: int, current: int) -> int | None:
        """Open a second complement clause where a conjunction continues the first: «сказал, что A, а B» claims both."""
        here = self.made[current]
        if here.kind != "complement" or here.parent is None or not self.made[here.parent].finite:
            return None
        joined = any(self.tokens[j].readings[0].pos == "CCONJ" for j in (a, a - 1))
        return self._new("complement", here.parent, here.marker) if joined else None

    def _resume(self, current: int, root: int) -> int | None:
        """Return the nearest outer clause that has words but still lacks its finite verb."""
        at = self.made[current].parent
        while at is not None:
            if not self.made[at].finite and any(self.tokens[i].is_a(*_CONTENT) for i in self.made[at].tokens):
                return at
            if at == root:
                return None
            at = self.made[at].parent
        return None

    def _outer(self, current: int) -> int | None:
        """Return the parent of a coordinated clause: that of the main clause or quotation it stands in."""
        at: int | None = current
        while at is not None and self.made[at].kind not in ("main", "quote", "parenthesis"):
            at = self.made[at].parent
        return None if at is None else (at if self.made[at].kind in ("quote", "parenthesis") else self.made[at].parent)

    def _opens(self, a: int, b: int) -> tuple[Kind, str] | None:
        """Return kind and marker of a piece that begins with a subordinator, a conjunction or preposition before it."""
        norms = tuple(t.norm for t in self.tokens[a : min(a + 6, b)])
        for starter in self.starters:
            if norms[: len(starter)] == starter:
                return "adverbial", " ".join(starter)
        for j in range(a, min(a + 3, b)):
            token = self.tokens[j]
            kind: Kind | None = self.opens.get(token.norm)
            if kind in ("complement", "relative") or (kind == "adverbial" and token.is_a("SCONJ")):
                return kind, token.norm
            lemma = next((x for x in token.lemmas if self.opens.get(x) == "relative"), None)
            if lemma and token.is_a("DET", "PRON", "ADJ"):
                return "relative", lemma
            if token.readings[0].pos not in ("ADP", "CCONJ", "PART"):
                return None
        return None

    def _is_participial(self, a: int) -> bool:
        readings = self.tokens[a].readings[0]
        return readings.pos == "VERB" and readings.form in ("part", "conv")


@cache
def speech_verbs(lang: Lang) -> frozenset[str]:
    """Return the lemmas that alone report speech: an inserted clause begins with one («..., сказал он, ...»)."""
    patterns = (p for name in ("statement", "sources") for row in lexicon.rows(lang, name) for p in row.triggers)
    return frozenset(x for p in patterns if len(p.groups) == 1 == len(p.groups[0]) for x in p.groups[0][0].lemmas)


def _is_finite(token: Token) -> bool:
    """Whether the likeliest use of the word is a finite verb or a short passive participle."""
    first = token.readings[0]
    if first.pos == "VERB" and first.form in ("fin", "short", "imp"):
        return True
    return token.readings[0].pos != "NOUN" and any(r.pos == "VERB" and r.form == "fin" for r in token.readings)


def _after_adposition(tokens: Sequence[Token], k: int, i: int) -> bool:
    return any(tokens[j].readings[0].pos == "ADP" for j in range(max(i, k - 2), k))
