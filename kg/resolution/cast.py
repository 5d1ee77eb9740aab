"""Mentions to actors: names first, the fullest before the shorter, then offices, pronouns and plurals in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, partial

from kg import lexicon
from kg.model import Actor, ActorType, Cast, Document, Lang, Mention
from kg.morphology import descriptor_before, normalise
from kg.registry import Known, Registry, name_key
from kg.registry.quoted import spellings
from kg.resolution.labels import with_states
from kg.resolution.people import Person, choose
from kg.resolution.reference import Reference
from kg.resolution.roles import Roles
from kg.resolution.setting import Setting
from kg.resolution.surnames import people_by_stem, stem

_LEADERS = frozenset({"president", "acting president", "president-elect", "prime minister", "chancellor", "king"})
_PLAIN = 2  # words of a party's name that parties of several states bear: «Демократическая партия»
_COMMISSION = "cec"
_LANGS: tuple[Lang, ...] = ("ru", "uk", "en")


@dataclass(eq=False)
class Body:
    """A state, organization or place of the article."""

    type: ActorType
    names: list[str] = field(default_factory=list)
    known: Known | None = None
    of: Body | Person | None = None
    score: float = 1.0
    reasons: tuple[str, ...] = ()


Entity = Body | Person


def resolve(document: Document, mentions: tuple[Mention, ...], registry: Registry) -> Cast:
    """Say whom each mention stands for. Deterministic; what cannot be decided stands for nobody."""
    return with_states(_Caster(document, mentions, registry).run(), document.lang, registry)


class _Caster:
    def __init__(self, document: Document, mentions: tuple[Mention, ...], registry: Registry) -> None:
        self.document, self.mentions, self.registry = document, mentions, registry
        self.lang = document.lang
        self.date = document.published.value if document.published else None
        self.roles = {row.id: row for row in lexicon.rows(document.lang, "office")}
        self.entity: list[tuple[Entity, ...]] = [()] * len(mentions)
        self.bodies: dict[str, Body] = {}
        self.people: list[Person] = []
        self.setting = Setting(document, mentions, self.entity)

    def run(self) -> Cast:
        for i, m in enumerate(self.mentions):
            if (
                m.type != "Person"
                and m.kind in ("name", "adjective")
                and not (m.known or "").startswith("institution/")
            ):
                self.entity[i] = (self._body(m),)
        self.states = frozenset(b.known.id for b in self.bodies.values() if b.known and b.known.type == "State")
        self._name_people()
        self._link_people()
        reference = Reference(self.document, self.mentions, self.entity)
        self.office_words = Roles(
            self.document, self.mentions, self.registry, self.roles, self.people, self.entity, reference,
            self.setting.state_in_view, self.setting.home, self._known_person,
        )  # fmt: skip
        for i, m in enumerate(self.mentions):
            if (m.known or "").startswith("institution/"):
                self.entity[i] = self._institution(i, m)
            elif m.kind == "role" and m.type == "Organization":
                self.entity[i] = self._body_told(i, m)
            elif m.kind == "role" and m.role is None:
                self.entity[i] = self._described(i, m, reference)
            elif m.kind == "role":
                found = self.office_words.find(i, self._of_id(m))
                self.entity[i] = (found,) if found else ()
            elif m.kind == "plural" and m.role is not None:
                role = str(self.roles[m.role].get("role"))
                self.entity[i] = reference.find(i, partial(self._may_be, role))
            elif m.kind in ("pronoun", "plural"):
                self.entity[i] = reference.find(i)
        return self._cast()

    def _may_be(self, role: str, person: Person) -> bool:
        """Whether «президенты» or «министры» can mean a person: by an office told or known, or because none is."""
        known = () if person.known is None else person.known.terms
        held = {r for r, _ in person.offices} | {t.role for t in known if t.may_hold(self.date)}
        return not held or role in held or (role in _LEADERS and not held.isdisjoint(_LEADERS))

    # --- states, organizations, places

    def _body(self, m: Mention) -> Body:
        known = self.registry.get(m.known) if m.known else None
        known = None if known and self._is_of_another_state(m, known) else known
        key = known.id if known else f"{m.type}:{_key(m.lemma)}"
        body = self.bodies.get(key)
        if body is None:
            body = self.bodies[key] = Body(known.type if known else m.type or "Organization", known=known)
            body.score, body.reasons = (1.0, ("name in the registry",)) if known else (1.0, ("named in the article",))
        if m.kind == "name" and m.lemma not in body.names:
            body.names.append(m.lemma)
        return body

    def _is_of_another_state(self, m: Mention, known: Known) -> bool:
        """Whether a name that bodies of several states bear means another, whose state the article speaks of alone.

        Those are plain names of parties, the Democratic Party in an article on Mongolia, and who counts votes: the CNE.
        """
        said = normalise(m.lemma).split()
        party = known.kind == "party" and len(said) == _PLAIN and bool(lexicon.language(self.lang).parties & {*said})
        counts = known.kind == "commission" and (known.of or "").startswith("state/")  # not the European Commission
        return (party or counts) and bool(self.countries) and known.of not in self.countries

    @cached_property
    def countries(self) -> frozenset[str]:
        """The states that the article speaks of: by their names, by those of their people, other bodies and places."""
        named = [self.registry.get(m.known) for m in self.mentions if m.known]
        owners = {k.id if k.type == "State" else k.of for k in named if k and k.kind not in ("party", "commission")}
        terms = {t.of for k in named if k and k.type == "Person" for t in k.terms}
        return frozenset(id for id in owners | terms if id and id.startswith("state/"))

    def _institution(self, i: int, m: Mention) -> tuple[Entity, ...]:
        institution = (m.known or "").removeprefix("institution/")
        if m.of is not None and not self.entity[m.of] and (self.mentions[m.of].known or "").startswith("institution/"):
            self.entity[m.of] = self._institution(m.of, self.mentions[m.of])
        owner = self.entity[m.of][0] if m.of is not None and self.entity[m.of] else None
        owner, reason = owner or self._state_inside(m), "its state stands beside it"
        institution = self._of_an_office(institution, m)
        if isinstance(owner, Person):
            return (self._personal(institution, owner, m),)
        if owner is None:
            told = [b for k, b in self.bodies.items() if k.endswith(f"|{institution}")]
            if len(told) == 1:
                told[0].names += [m.lemma] if m.lemma not in told[0].names else []
                return (told[0],)
            before = self.document.tokens[m.first - 1].lemmas if m.first else frozenset()
            abroad = bool(before & lexicon.language(self.lang).elsewhere)  # «тамошний МИД»
            state = None if abroad else self.setting.home_state(i, institution == _COMMISSION)
            owner, reason = self._state(state or self.setting.state_in_view(i)), "state of the context"
        if owner is None or owner.known is None or owner.known.type != "State":
            return (self._unplaced(institution, owner, m),)
        known = self.registry.body(institution, owner.known.id)
        body = self.bodies.setdefault(f"{known.id}|{institution}", Body("Organization", known=known, of=owner))
        body.reasons = body.reasons or (f"kind of body: {institution}", reason)
        if m.lemma not in body.names:
            body.names.append(m.lemma)
        return (body,)

    def _state(self, id: str | None) -> Body | None:
        """Return a state of the registry as a body; one that the article never names is not among its actors."""
        known = self.registry.get(id) if id else None
        return self.bodies.get(known.id) or Body("State", known=known) if known else None

    def _state_inside(self, m: Mention) -> Entity | None:
        """Return the state that a body's name has an adjective of: «Пресс-служба белорусского президента»."""
        inner = (j for j, o in enumerate(self.mentions) if o.type == "State" and self._inside(o, m) and self.entity[j])
        return next((self.entity[j][0] for j in inner), None)

    def _of_an_office(self, institution: str, m: Mention) -> str:
        """Return the kind of body whose name has a title in it: the press service of a president is one of its own."""
        roles = (str(self.roles[o.role].get("role")) for o in self.mentions if o.role and self._inside(o, m))
        special = (f"{role}ial-{institution}" for role in roles if role == "president")
        return next((name for name in special if name in self.registry.institutions), institution)

    @staticmethod
    def _inside(part: Mention, whole: Mention) -> bool:
        return whole.first < part.first and part.last <= whole.last

    def _personal(self, institution: str, owner: Person, m: Mention) -> Body:
        key = f"{id(owner)}|{institution}"
        body = self.bodies.setdefault(key, Body("Organization", of=owner, reasons=("body of a person",)))
        if m.lemma not in body.names:
            body.names.append(m.lemma)
        return body

    def _unplaced(self, institution: str, owner: Body | None, m: Mention) -> Body:
        body = self.bodies.setdefault(f"{_key(m.lemma)}|{institution}", Body("Organization", of=owner, score=0.6))
        body.reasons = ("state unknown",)
        if m.lemma not in body.names:
            body.names.append(m.lemma)
        return body

    def _body_told(self, i: int, m: Mention) -> tuple[Entity, ...]:
        """Return the body told last that a bare noun can mean («ведомство»), of the state beside it if there is one."""
        kinds = lexicon.language(self.lang).bodies.get(m.lemma, frozenset())
        state = self.mentions[m.of].known if m.of is not None else None
        for j in range(i - 1, -1, -1):
            for e in self.entity[j]:
                if isinstance(e, Body) and e.type == "Organization" and self._is_such(e, m.lemma, kinds, state):
                    return (e,)
        return ()

    def _is_such(self, body: Body, noun: str, kinds: frozenset[str], state: str | None) -> bool:
        if state is not None and not (isinstance(body.of, Body) and body.of.known and body.of.known.id == state):
            return body.known is not None and body.known.of == state and (body.known.kind or "") in kinds
        kind = body.known.kind if body.known else None
        return (kind or "") in kinds or any(normalise(n).startswith(noun[:-1]) for n in body.names)

    # --- people

    def _name_people(self) -> None:
        named = [i for i, m in enumerate(self.mentions) if m.type == "Person" and m.kind == "name"]
        for i in sorted(named, key=lambda i: (-len(self.mentions[i].lemma.split()), i)):
            m = self.mentions[i]
            words = m.lemma.split()
            surname, given = self._surname(m, words), words[0] if len(words) > 1 and not self._ends_name(m) else None
            fitting = [p for p in self.people if p.bears(surname, given, m.gender) and _may_be_one(m, p)]
            if not fitting and given is None:  # «Прабово» alone: Prabowo Subianto is called so
                called = [p for p in self.people if p.given and stem(p.given) == surname]
                fitting = called if len(called) == 1 else []
            person = self._nearest(i, fitting) if fitting else None
            if person is None:
                person = Person(surname, given, gender=m.gender)
                self.people.append(person)
            if m.known and person.known is None:
                person.known, person.reasons = self.registry.known[m.known], ("full name in the registry",)
            if m.lemma not in person.names:
                person.names.append(m.lemma)
            person.gender = person.gender or m.gender
            person.given = person.given or given
            if word := descriptor_before(self.document.tokens, m.first, m.cases):
                person.descriptors.add(word)
            if m.role:
                person.offices.append((self._office_name(m), self._of_id(m)))
                person.tails.append((self._office_name(m), self._title_words(m)))
            self.entity[i] = (person,)

    def _ends_name(self, m: Mention) -> bool:
        """Whether a name is the end of somebody's told in full: «Ле Пен» of Marine Le Pen."""
        return any(name.endswith(f" {m.lemma}") for person in self.people for name in person.names)

    def _surname(self, m: Mention, words: list[str]) -> str:
        """Return the stem of a name's surname: where the registry has it («Си Цзиньпин»), else of the last word."""
        known = self.registry.known.get(m.known or "")
        told = known.surnames.get(self.lang, ()) if known else ()
        return stem(told[0].split()[-1]) if told else stem(words[-1])

    def _nearest(self, i: int, people: list[Person]) -> Person:
        """Return the one told last before mention i; with one surname twice, a full name nearby decides."""
        if len(people) == 1:
            return people[0]
        before = [(j, e) for j in range(i) for e in self.entity[j] if isinstance(e, Person) and e in people]
        return before[-1][1] if before else people[0]

    def _title_words(self, m: Mention) -> frozenset[str]:
        """Return the stems of the words between a title's first and the name: what the office is of."""
        words = self.document.tokens[m.first + 1 : m.last]
        return frozenset(
            stem(t.text) for t in words if t.span.start < m.span.start and t.text[:1].isalpha() and not t.is_a("ADP")
        )

    def _office_name(self, m: Mention) -> str:
        row = self.roles[m.role or ""]
        modifier = m.modifier or ("former" if row.get("former") else None)
        return f"{modifier} {row.get('role')}" if modifier else str(row.get("role"))

    def _of_id(self, m: Mention) -> str | None:
        if m.of is None:
            return None
        target = self.mentions[m.of]
        if (target.known or "").startswith("institution/"):
            return self._of_id(target)
        if target.kind == "role" or target.type == "Person":
            return self._of_id(target)
        return target.known or f"~{_key(target.lemma)}"

    def _link_people(self) -> None:
        index = people_by_stem(self.registry, self.lang)
        for person in self.people:
            if person.known is not None:
                person.gender = person.gender or person.known.gender
                continue
            found = choose(self.registry, index.get(person.surname, ()), person, self.states, self.date, self.lang)
            if found:
                person.known, person.score, person.reasons = found
                person.gender = person.gender or person.known.gender
            else:
                person.reasons = ("not in the registry, or several fit",)

    def _described(self, i: int, m: Mention, reference: Reference) -> tuple[Entity, ...]:
        """Return the person the article calls by this noun, or the last one told for a noun that fits anybody."""
        words = lexicon.language(self.lang)
        if state := self._adjective_state(i):
            found = self.office_words.of_state(i, state)
            return (found,) if found else ()
        if m.lemma in words.winners:
            winner = self.office_words.winner(i)
            return (winner,) if winner else ()
        if self._goes_on(m):
            return ()
        if m.lemma in words.rivals or m.lemma in words.colleagues:
            find = self.office_words.rival if m.lemma in words.rivals else self.office_words.colleague
            found = find(i)
            return (found,) if found else reference.find(i)
        called = [p for p in self.people if m.lemma in p.descriptors]
        recent = reference.last_person(i, called) or (called[0] if len(called) == 1 else None)
        if recent is not None:
            return (recent,)
        return reference.find(i) if m.lemma in words.anaphors else ()

    def _goes_on(self, m: Mention) -> bool:
        """Whether a genitive after a noun makes it say more than the noun: «хозяин Белого дома», «гость программы»."""
        if m.last >= len(self.document.tokens) or m.lemma not in lexicon.language(self.lang).anaphors:
            return False
        token = self.document.tokens[m.last]
        noun = token.readings[0].pos in ("NOUN", "ADJ") and "gen" in token.cases and "nom" not in token.cases
        return noun and not token.is_a("VERB", "ADV", "PRON", "DET")

    def _adjective_state(self, i: int) -> str | None:
        """Return the id of the state in an adjective right before a noun: «турецкий коллега»."""
        before = self.mentions[i - 1] if i else None
        if before is None or before.kind != "adjective" or before.last != self.mentions[i].first:
            return None
        return before.known

    def _known_person(self, known: Known, role: str, of: str) -> Person:
        for person in self.people:
            if person.known is not None and person.known.id == known.id:
                return person
        name = (known.names.get(self.lang) or known.names["en"])[0]
        person = Person(stem(name.split()[-1]), name.split()[0], [name], known.gender, known, [(role, of)], score=0.9)
        person.reasons = (f"known {role} of {of} at the date",)
        self.people.append(person)
        return person

    # --- records

    def _cast(self) -> Cast:
        keys: dict[int, str] = {}
        actors: dict[str, Actor] = {}
        refers: list[tuple[str, ...]] = []
        for entities in self.entity:
            mine = []
            for e in entities:
                if id(e) not in keys:
                    actor = self._actor(e, actors)
                    keys[id(e)] = actor.key
                    actors.setdefault(actor.key, actor)
                mine.append(keys[id(e)])
            refers.append(tuple(dict.fromkeys(mine)))
        return Cast(tuple(actors.values()), self.mentions, tuple(refers))

    def _actor(self, e: Entity, taken: dict[str, Actor]) -> Actor:
        told = sorted(e.names, key=lambda n: (-len(n.split()), e.names.index(n)))
        names = [(self.lang, spelling) for n in told for spelling in spellings(n)]
        if e.known:
            names = [*e.known.labels(), *names]
            names += [(lang, w) for lang in _LANGS for w in e.known.metonyms.get(lang, ())]
            names += [
                (lang, e.known.capital[lang]) for lang in _LANGS if lang in e.known.capital and e.known.type == "State"
            ]
        type: ActorType = "Person" if isinstance(e, Person) else e.type
        key = e.known.id.split("/", 1)[1] if e.known else f"~{name_key(e.names[0]) or _key(e.names[0])}"
        if key in taken and (e.known is None or taken[key].canonical != e.known.id):
            key = f"{key}-{sum(k.startswith(key) for k in taken) + 1}"
        owner = e.of.known.id if isinstance(e, Body) and e.of is not None and e.of.known else None
        return Actor(
            key=key,
            type=type,
            names=tuple(dict.fromkeys(names)),
            qid=e.known.qid if e.known else None,
            canonical=e.known.id if e.known else None,
            score=round(e.score, 3),
            reasons=e.reasons,
            of=owner,
        )


def _may_be_one(m: Mention, person: Person) -> bool:
    """Whether the registry does not tell two people apart by their full names: Wang Yi, Wang Wenbin."""
    return m.known is None or person.known is None or person.known.id == m.known


def _key(name: str) -> str:
    return "-".join(stem(w) for w in re.findall(r"\w+", normalise(name))) or "x"
