"""A document with its cast, indexed by clause: what the builders of facts ask about."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

from kg import lexicon
from kg.model import Actor, Cast, DateMention, Document, Evidence, Mention, Sentence, Span, Token
from kg.prevailing import prevailing

T = TypeVar("T")
_QUOTES = frozenset('«»“”„"')
_AND = frozenset({"и", "і", "й", "та", ","})


class Scene:
    """Read-only view of one article for the frame matcher and the builders."""

    def __init__(self, document: Document, cast: Cast) -> None:
        self.document, self.cast = document, cast
        self.tokens, self.mentions = document.tokens, cast.mentions
        self.language = lexicon.language(document.lang)
        self._memo: dict[str, Any] = {}

    # --- clauses

    @cached_property
    def where(self) -> tuple[tuple[int, ...], ...]:
        """The own tokens of each clause, without those of clauses inside it."""
        own: list[list[int]] = [[] for _ in self.document.clauses]
        for token, clause in enumerate(self.document.clause_of):
            own[clause].append(token)
        return tuple(map(tuple, own))

    @cached_property
    def in_clause(self) -> tuple[tuple[int, ...], ...]:
        """The mentions of each clause."""
        found: list[list[int]] = [[] for _ in self.document.clauses]
        for i, m in enumerate(self.mentions):
            found[m.clause].append(i)
        return tuple(map(tuple, found))

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The clauses that hang on each clause."""
        found: list[list[int]] = [[] for _ in self.document.clauses]
        for i, c in enumerate(self.document.clauses):
            if c.parent is not None:
                found[c.parent].append(i)
        return tuple(map(tuple, found))

    def sentence_of(self, token: int) -> int:
        """The index of the sentence a token stands in."""
        return bisect_right(self._firsts, token) - 1

    @cached_property
    def _firsts(self) -> tuple[int, ...]:
        return tuple(s.first for s in self.document.sentences)

    def sentence(self, token: int) -> Sentence:
        """The sentence a token stands in."""
        return self.document.sentences[self.sentence_of(token)]

    def within(self, clause: int, outer: int) -> bool:
        """Whether a clause is another one or lies inside it."""
        at: int | None = clause
        while at is not None:
            if at == outer:
                return True
            at = self.document.clauses[at].parent
        return False

    # --- words

    def finite(self, token: Token) -> bool:
        """Whether a word is a finite verb or short participle."""
        return any(r.pos == "VERB" and r.form in ("fin", "short") for r in token.readings[:1]) or (
            token.readings[0].pos != "NOUN" and any(r.pos == "VERB" and r.form == "fin" for r in token.readings)
        )

    def negated(self, token: int) -> bool:
        """Whether a negation stands right before a word, a particle or auxiliary between them at most."""
        clause = self.document.clause_of[token]
        for j in range(token - 1, max(-1, token - 3), -1):
            if self.document.clause_of[j] != clause:
                return False
            if self.tokens[j].norm in self.language.negation:
                return True
            if not self.tokens[j].is_a("PART", "ADV", "VERB"):
                return False
        return False

    def relative_subject(self, clause: int) -> bool:
        """Whether a clause begins with a relative word that can be its subject («который заявил», «кто поздравил»)."""
        own = self.document.clauses[clause]
        if own.kind != "relative":
            return False
        words = (self.tokens[i] for i in self.where[clause][:3])
        relative = next((t for t in words if own.marker in t.lemmas or own.marker == t.norm), None)
        return relative is not None and ("nom" in relative.cases or not relative.cases)

    def after_phase_verb(self, token: int) -> bool:
        """Whether an infinitive hangs on a verb of beginning, going on or daring («почав стверджувати»)."""
        clause = self.document.clause_of[token]
        before = [j for j in self.where[clause] if j < token]
        return any(self.tokens[j].lemmas & self.language.phases for j in before[-6:])

    def finite_between(self, a: int, b: int) -> int:
        """How many finite verbs stand strictly between two tokens."""
        low, high = sorted((a, b))
        return sum(self.finite(self.tokens[j]) for j in range(low + 1, high))

    # --- actors and dates

    def actors(self, mention: int) -> tuple[str, ...]:
        """The keys a mention stands for."""
        return self.cast.refers[mention]

    def actor(self, key: str) -> Actor:
        """The actor with this key."""
        return self.cast.by_key[key]

    @cached_property
    def owners(self) -> frozenset[int]:
        """The mentions that others are of: states and bodies inside titles."""
        return frozenset(m.of for m in self.mentions if m.of is not None)

    def coordinated(self, i: int) -> tuple[int, ...]:
        """Mention i with those joined to it by «и» or a comma in a list that ends with «и», in text order."""
        run = [i]
        for step in (-1, 1):
            at = i
            while (nxt := self._neighbour(at, step)) is not None:
                run.append(nxt)
                at = nxt
        run.sort()
        if len(run) > 1 and not self._has_and(run):
            return (i,)
        return tuple(run)

    def _neighbour(self, i: int, step: int) -> int | None:
        """The next mention of the same kind of actor, only a conjunction or comma away and in the same case."""
        m = self.mentions[i]
        candidates: Iterable[int] = range(
            i + step, max(-1, i - 6) if step < 0 else min(len(self.mentions), i + 6), step
        )
        for j in candidates:
            other = self.mentions[j]
            a, b = (other, m) if step < 0 else (m, other)
            if a.last > b.first:
                continue
            between = self.tokens[a.last : b.first]
            if not between or len(between) > 2 or not all(t.norm in _AND for t in between):
                if len(between) > 2 and other.type == m.type:
                    return None
                continue  # a state inside a title: «премьер-министр Великобритании Кир Стармер, ...»
            if other.type == m.type and other.cases & m.cases and other.kind != "adjective":
                return j
        return None

    def _has_and(self, run: list[int]) -> bool:
        gaps = pairwise(run)
        return any(
            t.norm in _AND - {","} for a, b in gaps for t in self.tokens[self.mentions[a].last : self.mentions[b].first]
        )

    def dates(self, clause: int) -> Iterator[DateMention]:
        """The calendar expressions among a clause's own words."""
        own = self.where[clause]
        if own:
            low, high = self.tokens[own[0]].span.start, self.tokens[own[-1]].span.end
            inside = set(own)
            for d in self.document.dates:
                if low <= d.span.start < high and self.token_at(d.span.start) in inside:
                    yield d

    def token_at(self, position: int) -> int:
        """The token at or after a code point."""
        return min(bisect_right(self._starts, position) - 1 + (position not in self._start_set), len(self.tokens) - 1)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(t.span.start for t in self.tokens)

    @cached_property
    def _start_set(self) -> frozenset[int]:
        return frozenset(self._starts)

    def one_paragraph(self, a: Evidence, b: Evidence) -> bool:
        """Whether two passages stand in one line of the text."""
        first, last = sorted((a.span, b.span))
        return "\n" not in self.document.article.text[first.start : max(first.end, last.start)]

    # --- evidence

    def evidence(self, first: int, last: int) -> Evidence:
        """The words first..last (excluded) verbatim, without closing punctuation."""
        while last - 1 > first and self.tokens[last - 1].text in (",", ".", ";", ":", "—", "–", "-", "…", "..."):
            last -= 1
        while first < last - 1 and self.tokens[first].text in (",", ".", ";", ":", "—", "–", "-", "•", "*"):
            first += 1
        span = Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)
        return Evidence(span, span.of(self.document.article.text), self.sentence(first).zone)

    def clause_evidence(self, clause: int, *extra: int) -> Evidence:
        """The clause's range as evidence, stretched to take in the tokens `extra`."""
        c = self.document.clauses[clause]
        first, last = min((c.first, *extra)), max((c.last, *(e + 1 for e in extra)))
        return self.evidence(first, last)

    def is_person(self, mention: Mention) -> bool:
        """Whether a mention is a person or can stand for one."""
        return mention.type in ("Person", None)

    def serves(self, key: str, state: str) -> bool:
        """Whether an actor holds an office of a state, by the titles the article gives it."""
        for i, m in enumerate(self.mentions):
            if key in self.cast.refers[i] and m.of is not None:
                owners = self.cast.refers[m.of]
                if any(self.actor(o).canonical == state or self.actor(o).of == state for o in owners):
                    return True
        return False

    def place_name(self, i: int) -> str:
        """The nominative of a place, as the article's language writes it."""
        return self.mentions[i].lemma

    def memo(self, name: str, make: Callable[[], T]) -> T:
        """Compute something once for this article."""
        if name not in self._memo:
            self._memo[name] = make()
        return self._memo[name]  # type: ignore[no-any-return]

    # --- the state of affairs

    @cached_property
    def main_state(self) -> str | None:
        """The state the article speaks of most, if no other is named nearly as often."""
        counts: Counter[str] = Counter()
        for i, m in enumerate(self.mentions):
            counts.update(k for k in self.actors(i) if m.type == "State" and m.kind in ("name", "adjective"))
        return prevailing(counts)

    def state_near(self, token: int) -> str | None:
        """The one state named in the sentence of a token, or None if there are several."""
        sentence = self.sentence(token)
        here = [k for i, m in enumerate(self.mentions) if sentence.first <= m.first < sentence.last
                and m.type == "State" and m.role is None for k in self.actors(i)]  # fmt: skip
        states = set(here)
        return states.pop() if len(states) == 1 else None

    def is_outlet(self, key: str) -> bool:
        """Whether an actor is a medium of the registry, or a body that the article introduces as one."""
        actor = self.actor(key)
        if actor.canonical is not None or actor.type != "Organization":
            return (actor.canonical or "").startswith("outlet/")
        return key in self._outlets

    @cached_property
    def _outlets(self) -> frozenset[str]:
        """Who is named beside a word for a medium: «газета «Нянь зан»», "the daily Punch"."""
        nouns = self.language.media["outlets"]
        found: set[str] = set()
        for i, m in enumerate(self.mentions):
            if m.kind != "name" or m.type != "Organization":
                continue
            low = max(self.sentence(m.first).first, m.first - 2)
            before = next((t for t in range(m.first - 1, low - 1, -1) if self.tokens[t].text not in _QUOTES), None)
            near = [t for t in (before, m.first) if t is not None]
            if any(self.tokens[t].lemmas & nouns or self.tokens[t].norm in nouns for t in near):
                found.update(self.actors(i))
        return frozenset(found)

    def is_authority(self, actor: Actor) -> bool:
        """Whether an organization is a body of a state or an outlet, which no one votes for."""
        return actor.of is not None or self.is_outlet(actor.key)

    def is_capital(self, i: int) -> bool:
        """Whether a mention names a state by its capital: a place as well as an actor."""
        m = self.mentions[i]
        return m.type == "State" and m.capital

    def key_of(self, canonical: str) -> str | None:
        """The key of a known actor in this article, if it is there."""
        return next((a.key for a in self.cast.actors if a.canonical == canonical), None)
