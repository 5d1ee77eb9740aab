"""Articles about a world, as the records that a perfect reader would make of them, and what is true of each node."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from kg.model import (
    Actor,
    Article,
    Cast,
    Date,
    Document,
    Election,
    ElectionResult,
    Evidence,
    Extraction,
    Fact,
    Meeting,
    Office,
    PhoneCall,
    Protest,
    Span,
)
from tests.generator.names import LANGS, OUTLETS, PLACES, STATE_NAMES, WORDS
from tests.generator.world import Happening, Person, World

_OFFICE, _SURNAME_ONLY, _COPY, _BACKGROUND = 0.9, 0.04, 0.12, 0.25


@dataclass
class Truth:
    """Who and what the nodes are: `<article id>#<node>` to ids of the world; of nobody else to an id of its own."""

    people: dict[str, str] = field(default_factory=dict)
    events: dict[str, str] = field(default_factory=dict)
    homonyms: set[str] = field(default_factory=set)
    contested: set[tuple[str, str]] = field(default_factory=set)  # happening, property
    outlets: dict[str, set[str]] = field(default_factory=dict)  # of each happening, copies counted as their original


def articles(world: World, count: int, seed: int = 1) -> tuple[list[Extraction], Truth]:
    """Return so many articles with the truth about their nodes."""
    teller = _Teller(world, Random(seed), count)
    return list(teller.tell()), teller.truth


def url(name: str) -> str:
    """The address of an article."""
    return f"https://news.example/{name}"


class _Teller:
    def __init__(self, world: World, random: Random, count: int) -> None:
        self.world, self.random, self.count = world, random, count
        self.truth = Truth()
        self.values: dict[tuple[str, str], set[object]] = {}
        self.months = Counter(
            (h.kind, h.who, h.status, f"{h.day:%Y-%m}") for h in world.happenings if h.kind in ("PhoneCall", "Meeting")
        )

    def tell(self) -> Iterator[Extraction]:
        last: list[tuple[Extraction, str]] = []
        for number in range(self.count):
            if last and self.random.random() < _COPY:
                original, first = self.random.choice(last)
                copy = self.copy(original, number, first)
                if copy:
                    yield copy
                    continue
            extraction = self.article(number)
            last = [*last[-20:], (extraction, extraction.article.source or "")]
            yield extraction

    def copy(self, original: Extraction, number: int, first: str) -> Extraction | None:
        """The same text a day later in another outlet, with a line of its own at the end."""
        article = original.article
        outlets = [name for name, lang in OUTLETS if lang == article.lang and name != first]
        name = f"a{number:05}"
        day = datetime.date.fromisoformat(article.published or "") + datetime.timedelta(days=1)
        fresh = Article(
            id=name,
            text=f"{article.text} {self.random.choice(WORDS[article.lang or 'en'])}.",
            lang=article.lang,
            url=url(name),
            source=self.random.choice(outlets),
            published=day.isoformat(),
        )
        for table in (self.truth.people, self.truth.events):
            table |= {f"{name}#{k.partition('#')[2]}": v for k, v in table.items() if k.startswith(f"{article.id}#")}
        document = Document(fresh, original.document.lang, None, (), (), ())
        return Extraction(document, original.cast, original.facts, "made")

    def article(self, number: int) -> Extraction:
        random = self.random
        outlet, lang = random.choice(OUTLETS)
        main = self.pick()
        published = main.day + datetime.timedelta(days=random.choice((0, 0, 0, 1, 1, 2)))
        told = [main]
        if main.who and random.random() < _BACKGROUND:
            past = [h for h in self.world.happenings if h.who == main.who and h.day < main.day and h.status == "held"]
            told += random.sample(past, min(1, len(past)))
        return _Story(self, f"a{number:05}", LANGS.index(lang), outlet, published, told).extraction()

    def pick(self) -> Happening:
        """Some events are told often, most seldom."""
        happenings = self.world.happenings
        return (
            happenings[min(int(self.random.paretovariate(0.9) * 3) - 3, len(happenings) - 1)]
            if (self.random.random() < 0.15)
            else self.random.choice(happenings)
        )


class _Story:
    """One article while it is being written."""

    def __init__(
        self, teller: _Teller, name: str, lang: int, outlet: str, day: datetime.date, told: list[Happening]
    ) -> None:
        self.teller, self.name, self.lang, self.outlet, self.day, self.told = teller, name, lang, outlet, day, told
        self.random, self.world, self.truth = teller.random, teller.world, teller.truth
        self.code = LANGS[lang]
        self.words: list[str] = []
        self.actors: dict[str, Actor] = {}
        self.facts: list[Fact] = []
        self.short: set[int] = set()

    def extraction(self) -> Extraction:
        for happening in self.told:
            self.tell(happening)
        text = f"{' '.join(self.words)} {' '.join(self.random.choices(WORDS[self.code], k=40))}."
        article = Article(
            id=self.name, text=text, lang=self.code, url=url(self.name), source=self.outlet,
            published=self.day.isoformat(),
        )  # fmt: skip
        document = Document(article, self.code, None, (), (), ())
        return Extraction(document, Cast(tuple(self.actors.values()), (), ()), tuple(self.facts), "made")

    # --- who ---

    def person(self, number: int) -> str:
        who = self.world.people[number]
        key = who.id
        if key in self.actors:
            return key
        surname_only = not who.is_homonym and self.random.random() < _SURNAME_ONLY
        name = who.surnames[self.lang] if surname_only else who.names[self.lang]
        self.actors[key] = Actor(key, "Person", ((self.code, name),))
        self.truth.people[f"{self.name}#a/{key}"] = who.id
        if who.is_homonym:
            self.truth.homonyms.add(f"{self.name}#a/{key}")
        if surname_only or self.random.random() < _OFFICE:
            self.office(who, key)
        return key

    def office(self, who: Person, key: str) -> None:
        of = self.state(who.state) if who.of.startswith("state/") else self.body(who.of)
        self.facts.append(Office(id=f"p{len(self.facts)}", rule="made", evidence=self.say(key, who.role), person=key,
                                 role=who.role, of=of))  # fmt: skip

    def state(self, code: str) -> str:
        self.actors.setdefault(
            code, Actor(code, "State", ((self.code, STATE_NAMES[code][self.lang]),), canonical=f"state/{code}")
        )
        return code

    def body(self, name: str) -> str:
        key = name.removeprefix("org/")
        state = self.state(key.split("-")[1])
        self.actors.setdefault(key, Actor(key, "Organization", ((self.code, key),), canonical=name, of=state))
        return key

    def say(self, *words: object) -> Evidence:
        """Write a sentence and return it as evidence."""
        start = len(" ".join(self.words)) + (1 if self.words else 0)
        names = [a.names[0][1] for key, a in self.actors.items() if key in words]
        sentence = " ".join([*names, *self.random.choices(WORDS[self.code], k=4), *map(str, words[1:])]) + "."
        self.words.append(sentence)
        return Evidence(Span(start, start + len(sentence)), sentence)

    # --- what ---

    def tell(self, h: Happening) -> None:
        name = f"e{len(self.facts)}"
        node = f"{self.name}#{name}"
        date, truth = self.date(h)
        self.truth.events[node] = truth or f"own {node}"
        self.truth.outlets.setdefault(self.truth.events[node], set()).add(self.outlet)
        where = PLACES[h.place][self.lang] if h.place is not None else None
        if h.kind in ("PhoneCall", "Meeting"):
            self.contact(h, name, date, where)
        elif h.kind == "Election":
            self.vote(h, name, date)
        else:
            self.protest(h, name, date, where)

    def date(self, h: Happening) -> tuple[Date | None, str | None]:
        """How the article dates it, and which event it means as far as one can know."""
        if h.status == "planned":
            return None, h.id
        chance = self.random.random()
        if chance < 0.86:
            return Date(h.day.isoformat(), "told"), h.id
        if h.kind == "Election":
            return None, h.id
        if h.kind == "Protest" or chance > 0.94:
            return (Date(h.day.isoformat(), "told"), h.id) if h.status == "refused" else (None, None)
        month = f"{h.day:%Y-%m}"
        only = self.teller.months[h.kind, h.who, h.status, month] == 1
        return Date(month, "told"), h.id if only else f"{h.kind} {h.who} {h.status} {month}"

    def value(self, h: Happening, predicate: str, right: object, wrong: object, dated: bool) -> object:
        """What this article says of something disputed; remembers what must come out as contested."""
        value = wrong if h.disputed and self.random.random() < 0.4 else right
        if dated:
            told = self.teller.values.setdefault((h.id, predicate), set())
            told.add(value)
            if len(told) > 1:
                self.truth.contested.add((h.id, predicate))
        return value

    def contact(self, h: Happening, name: str, date: Date | None, where: str | None) -> None:
        people = tuple(self.person(number) for number in h.who)
        base = {"id": name, "rule": "made", "participants": people, "date": date, "status": h.status}
        if h.kind == "Meeting":
            here = where if h.status == "planned" or self.random.random() < 0.8 else None
            self.facts.append(Meeting(evidence=self.say(*people, "met"), place=here, **base))
            return
        initiator = None
        if h.initiator is not None and self.random.random() < 0.8:
            other = next(number for number in h.who if number != h.initiator)
            told = self.value(h, "initiator", h.initiator, other, self.truth.events[f"{self.name}#{name}"] == h.id)
            initiator = self.world.people[told].id  # type: ignore[index]
        self.facts.append(PhoneCall(evidence=self.say(*people, "called"), initiator=initiator, **base))

    def vote(self, h: Happening, name: str, date: Date | None) -> None:
        state = self.state(h.state)
        office = "president" if self.random.random() < 0.8 else None
        self.facts.append(
            Election(id=name, rule="made", evidence=self.say(state, "vote"), state=state, office=office, date=date)
        )
        candidate = self.person(h.number % len(self.world.people))
        share = self.value(h, "value", float(h.number), float(h.number) + 7, True)
        self.facts.append(
            ElectionResult(
                id=f"f{len(self.facts)}",
                rule="made",
                evidence=self.say(candidate, share),
                candidate=candidate,
                state=state,
                share=share,
                according_to="official count" if share == h.number else "exit polls",
            )
        )

    def protest(self, h: Happening, name: str, date: Date | None, where: str | None) -> None:
        state = self.state(h.state)
        place = where if self.random.random() < 0.85 else None
        count = self.value(h, "value", h.number, h.number * 2, date is not None)
        by = "police" if count == h.number else "rights groups"
        self.facts.append(
            Protest(
                id=name,
                rule="made",
                evidence=self.say(state, count),
                state=state,
                place=place,
                date=date,
                detained=count,
                according_to=by,
            )
        )
