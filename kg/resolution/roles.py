"""Office words without a name: «президент Франции», «премьер», «глава ведомства» to the person who holds the office.

The article comes first: a name beside the words, then a holder it told. Then the registry, for the date and the state
the words or the article name. Former holders and people beside the words in one clause are never meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from kg import lexicon
from kg.lexicon import Row
from kg.model import Document, Mention
from kg.morphology import stem
from kg.registry import Known, Registry
from kg.resolution.people import Person, state_of
from kg.resolution.reference import Reference

_LONGEST_TAIL = 5  # words after a title that may say of what
_QUOTES = frozenset('«»“”„"')
_JOINS = (",", "—", "–", "-", "(")
_ENDS = (",", ".", ")", ";", ":", "—", "–", "-")
_OF_STATES = frozenset({"government", "seat", "ministry", "parliament"})  # kinds of body whose head is the state's
_MANY = frozenset({"ambassador", "envoy", "senator", "member of parliament", "adviser", "candidate"})
_AGENTS = {  # offices that a vaguer word may mean, of a state
    "head": ("president", "prime minister", "chancellor"),
    "chair": ("president", "chair"),
    "president": ("president", "chancellor"),
}


class Roles:
    """Resolves the office words of one article; `people` and `entity` are filled by the caller and read here."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[Mention],
        registry: Registry,
        rows: dict[str, Row],
        people: list[Person],
        entity: list[tuple[Any, ...]],
        reference: Reference,
        state_in_view: Callable[[int], str | None],
        home: Callable[[], str | None],
        known_person: Callable[[Known, str, str], Person],
    ) -> None:
        self.document, self.mentions, self.registry, self.rows = document, mentions, registry, rows
        self.people, self.entity, self.reference = people, entity, reference
        self.state_in_view, self.home, self.known_person = state_in_view, home, known_person
        self.date = document.published.value if document.published else None
        self.people_at = frozenset(m.first for m in mentions if m.type in ("Person", None) and m.kind != "adjective")

    def find(self, i: int, of: str | None) -> Person | None:
        """Return the person an office word stands for, or None; `of` is the id of what the office is of."""
        m = self.mentions[i]
        named = self.beside(i)
        if named is not None:
            return named
        if self._unread_name_follows(m):
            return None
        row = self.rows[m.role or ""]
        role = str(row.get("role"))
        if m.modifier == "former" or row.get("former"):
            return self._former(i, role, of)
        if m.modifier:
            role = f"{m.modifier} {role}"
        if of is not None and of[0] != "~":
            return self._told(i, role, of) or self._holder(i, role, of) or self._told_vaguely(i, role, of)
        if of is None and self._of_the_country(m) and (found := self._at_home(i, role)):
            return found
        tail = self.tail(m)
        if of is not None or tail:
            return (self._told(i, role, of) if of else None) or self._with_tail(i, role, tail)
        return self._bare(i, role)

    def tail(self, m: Mention) -> frozenset[str]:
        """Return the stems of the words that say what an office is of: «голова Комісії Африканського союзу»."""
        start = m.last if m.of is None else self.mentions[m.of].first
        found: list[str] = []
        for k in range(start, min(max(m.last, start) + _LONGEST_TAIL, len(self.document.tokens))):
            token = self.document.tokens[k]
            if k >= m.last and k in self.people_at:
                break
            if k >= m.last and token.text not in _QUOTES:
                noun = token.is_a("NOUN", "ADJ", "X") and ("gen" in token.cases or not token.cases)
                if not noun and token.readings[0].pos != "ADP":
                    break
            if token.text[:1].isalpha() and token.readings[0].pos != "ADP":
                found.append(stem(token.text))
            elif token.readings[0].pos == "ADP" and not found:
                break
        return frozenset(found)

    def _with_tail(self, i: int, role: str, tail: frozenset[str]) -> Person | None:
        """Return the person whose title said the same words, or words that begin so."""
        able = [p for p in self.people if any(r == role and tail <= t for r, t in p.tails)]
        return self.reference.last_person(i, able) or (able[0] if len(able) == 1 else None)

    def beside(self, i: int) -> Person | None:
        """Return the person named right before or after an office word in apposition: «Петро, глава Колумбии, ...»."""
        m, tokens = self.mentions[i], self.document.tokens
        for j in (i + 1, i + 2, i + 3):
            if j < len(self.mentions) and self.mentions[j].first >= m.last:
                other = self.mentions[j]
                if self._one_person(m, other) and other.first == m.last:
                    return self._person(j)
                if other.first == m.last + 1 and tokens[m.last].text in _JOINS and self._one_person(m, other):
                    return self._person(j) if self._closed(other.last) else None
                break
        for j in range(i - 1, max(-1, i - 4), -1):
            other = self.mentions[j]
            if other.last != m.first - 1 or tokens[m.first - 1].text not in _JOINS:
                continue
            if self._one_person(m, other) and self._closed(m.last):
                return self._person(j)
        return None

    def _unread_name_follows(self, m: Mention) -> bool:
        """Whether a word that can only be the holder's name stands after an office, unread or in a wrong case."""
        end = m.last if m.of is None else max(m.last, self.mentions[m.of].last)
        if end >= len(self.document.tokens):
            return False
        token = self.document.tokens[end]
        capital = token.text[:1].isupper() and token.text[1:].islower() and len(token.text) > 1
        opens = self.document.tokens[end - 1].text in (".", "!", "?", ":")
        others = [o for o in self.mentions if o.first <= end < o.last]
        return capital and not opens and all(o.first == end and o.type == "Person" for o in others)

    def _closed(self, after: int) -> bool:
        return after >= len(self.document.tokens) or self.document.tokens[after].text in _ENDS

    def _one_person(self, m: Mention, other: Mention) -> bool:
        if other.kind != "name" or other.type != "Person" or not other.cases & m.cases or m.number == "plur":
            return False
        return not (m.gender and other.gender and m.gender != other.gender)

    def _person(self, j: int) -> Person | None:
        return next((e for e in self.entity[j] if isinstance(e, Person)), None)

    # --- holders told in the article

    def _told(self, i: int, role: str, of: str) -> Person | None:
        """Return the person the article gave this very office to, the last told if there are several."""
        exact = [p for p in self.people if (role, of) in p.offices]
        if len(exact) < 2:
            return exact[0] if exact else None
        return self.reference.last_person(i, self._allowed(i, exact))

    def _told_vaguely(self, i: int, role: str, of: str) -> Person | None:
        """Return the one person told with this role but not of what, if the registry does not know better."""
        told = [p for p in self.people if any(r == role and (o is None or of[0] == "~") for r, o in p.offices)]
        allowed = [p for p in self._allowed(i, told) if not self._held_elsewhere(p, role, of)]
        return allowed[0] if len(allowed) == 1 else None

    def _bare(self, i: int, role: str) -> Person | None:
        """Return the holder of an office named alone: told or known, of the article's main state if there is one."""
        roles = (role,) if role == "chair" else _AGENTS.get(role, (role,))
        able = [p for p in self.people if any(r in (role, *roles) for r, _ in p.offices) or self._holds(p, roles)]
        allowed = self._allowed(i, able)
        state = self.state_in_view(i)
        if state is not None:
            allowed = [p for p in allowed if state in self._states(p, (role, *roles))] or allowed
        recent = self.reference.last_person(i, allowed)
        if recent is not None or allowed:
            return recent or (allowed[0] if len(allowed) == 1 else None)
        holder = self._holder(i, role, state) if state else None
        return holder if holder and self._allowed(i, [holder]) else None

    def _of_the_country(self, m: Mention) -> bool:
        """Whether an office is told to be of the country at home: «глава государства», «президент нашей страны»."""
        words, language = self.document.tokens, lexicon.language(self.document.lang)
        wholes = language.plurals.get("of", frozenset())
        after = words[m.last : m.last + 2]
        ours = len(after) == 2 and bool(after[0].lemmas & language.ours) and bool(after[1].lemmas & wholes)
        return ours or any(t.lemmas & wholes for t in words[m.first + 1 : m.last])

    def _at_home(self, i: int, role: str) -> Person | None:
        """Return who is told or known to hold an office of the state that the article is set in."""
        state, roles = self.home(), _AGENTS.get(role, (role,))
        able = [p for p in self.people if state and state in self._states(p, (role, *roles))]
        allowed = self._allowed(i, able)
        return self.reference.last_person(i, allowed) or (allowed[0] if len(allowed) == 1 else None)

    def _former(self, i: int, role: str, of: str | None) -> Person | None:
        """Return who held the office before: told so, or somebody of the article whose term has ended."""
        told = [p for p in self.people if any(r == f"former {role}" and (of in (o, None)) for r, o in p.offices)]
        ended = [p for p in self.people if p.known and any(
            t.role == role and (of is None or state_of(self.registry, t.of) == of) and not t.may_hold(self.date)
            for t in p.known.terms)]  # fmt: skip
        allowed = self._allowed(i, told or ended)
        return self.reference.last_person(i, allowed) or (allowed[0] if len(allowed) == 1 else None)

    def _allowed(self, i: int, people: list[Person]) -> list[Person]:
        barred = self.reference.coarguments(i)
        return [p for p in people if id(p) not in barred and self._gender_fits(i, p)]

    def _holds(self, person: Person, roles: Sequence[str]) -> bool:
        terms = person.known.terms if person.known else ()
        return any(t.role in roles and t.may_hold(self.date) for t in terms)

    def _states(self, person: Person, roles: Sequence[str]) -> set[str | None]:
        """Return the states of which a person holds one of these offices, in the article or the registry."""
        terms = person.known.terms if person.known else ()
        states = {state_of(self.registry, t.of) for t in terms if t.role in roles and t.may_hold(self.date)}
        return states | {state_of(self.registry, o) for r, o in person.offices if r in roles and o}

    def _gender_fits(self, i: int, person: Person) -> bool:
        gender = self.mentions[i].gender
        return gender is None or person.gender is None or gender == person.gender

    def _held_elsewhere(self, person: Person, role: str, of: str) -> bool:
        """Whether the registry knows a person to hold the office of another state than this one."""
        owners = self._states(person, (role,))
        return bool(owners) and of[0] != "~" and state_of(self.registry, of) not in owners

    def _speaks_for_state(self, of: str) -> bool:
        known = self.registry.get(of)
        return known is not None and known.kind in _OF_STATES

    # --- people who are no holders but described by their state or their victory

    def of_state(self, i: int, state: str) -> Person | None:
        """Return whom «турецкий коллега» means: who serves the state and was told last, or the subject's peer."""
        serving = self._allowed(i, [p for p in self.people if state in self._homes(p)])
        colleague = self.mentions[i].lemma in lexicon.language(self.document.lang).others
        for partner in self.reference.subjects(i) if colleague else ():
            roles = self._roles(partner)
            peers = [p for p in serving if set(roles) & set(self._roles(p))]
            if peers:
                return self.reference.last_person(i, peers) or (peers[0] if len(peers) == 1 else None)
            for role in roles:
                holders = self.registry.holder(role, state, self.date)
                if len(holders) == 1:
                    return self.known_person(holders[0], role, state)
        return self.reference.last_person(i, serving)

    def rival(self, i: int) -> Person | None:
        """Return whom «соперник» means: the person the article names most who is not the subject."""
        counts = Counter(id(e) for found in self.entity for e in found if isinstance(e, Person))
        told = {id(e) for found in self.entity[:i] for e in found}
        barred = {id(e) for e in self.reference.subjects(i)}
        able = [p for p in self._allowed(i, self.people) if id(p) in told and id(p) not in barred]
        ranked = sorted(able, key=lambda p: -counts[id(p)])
        return ranked[0] if ranked else None

    def colleague(self, i: int) -> Person | None:
        """Return whom «коллега» means: who was told last of those with an office like the subject's."""
        roles = {r for partner in self.reference.subjects(i) for r in self._roles(partner)}
        barred = self.reference.subjects(i)
        return self.reference.last_person(
            i, [p for p in self._allowed(i, self.people) if p not in barred and roles & set(self._roles(p))]
        )

    def _homes(self, person: Person) -> set[str | None]:
        terms = person.known.terms if person.known else ()
        states = {state_of(self.registry, t.of) for t in terms if t.may_hold(self.date)}
        return states | {state_of(self.registry, o) for _, o in person.offices if o}

    def _roles(self, person: object) -> list[str]:
        if not isinstance(person, Person):
            return []
        terms = person.known.terms if person.known else ()
        return [*(r for r, _ in person.offices), *(t.role for t in terms if t.may_hold(self.date))]

    def winner(self, i: int) -> Person | None:
        """Return who is told to have won: the president-elect, or the subject of a verb of winning."""
        elect = [p for p in self.people if any(r.endswith("-elect") for r, _ in p.offices)]
        return elect[0] if len(elect) == 1 else self.reference.last_person(i, self._allowed(i, self._winners))

    @cached_property
    def _winners(self) -> list[Person]:
        verbs = lexicon.language(self.document.lang).winning
        clauses = {self.document.clause_of[k] for k, t in enumerate(self.document.tokens) if t.lemmas & verbs}
        return list(dict.fromkeys(
            e for part, j in self.reference.subject_of.items() if part[0] in clauses
            for e in self.entity[j] if isinstance(e, Person)
        ))  # fmt: skip

    # --- holders of the registry

    def _holder(self, i: int, role: str, of: str) -> Person | None:
        """Return the one known holder of an office at the date; of ambassadors a state has many, known or not."""
        if role in _MANY:
            return None
        is_state = of.startswith("state/")
        owners = [of] if is_state or not self._speaks_for_state(of) else [of, state_of(self.registry, of)]
        for name in (*(_AGENTS.get(role, (role,)) if is_state else (role,)), f"acting {role}"):
            for owner in owners:
                holders = self.registry.holder(name, owner, self.date) if owner else ()
                if len(holders) == 1:
                    person = self.known_person(holders[0], name, str(owner))
                    return person if self._gender_fits(i, person) else None
        return None
