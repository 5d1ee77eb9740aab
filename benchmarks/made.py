"""Invented news of any size in the layout of a real store: articles, what they say others say, links, the view.

`python benchmarks/made.py 100000 FILE.nq` writes about that many quads; the same size always gives the same file.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

NS = "https://w3id.org/actorgraph/ns#"
ID = "https://w3id.org/actorgraph/id/"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
XSD = "http://www.w3.org/2001/XMLSchema#"
LINKS = f"<{ID}graph/links>"
GIVEN = (
    "Ada Boris Clara Dmytro Elena Farid Greta Hans Irina Juan Kaja Lukas Maria Nikos Olga Pavel Qing Rosa Sven Tamar"
)
FAMILY = (
    "Abel Brandt Cole Duarte Egor Fisher Garda Horv Ivan Jansen Kowal Lindt Moro Novak Orlo Petrov Quist Rossi Weber"
)
KINDS = ("accuses", "demands", "promises", "congratulates", "says", "recognises", "rejects", "condemns", "denies")
STATUSES = ("held", "planned", "refused", "denied")
VERBS = ("rang", "met", "answered", "accused", "thanked", "warned", "congratulated", "urged", "received", "doubted")
TOPICS = ("gas", "borders", "grain", "visas")
PEOPLE, STATES, OUTLETS = 2000, 150, 40
EVENTS = 6
FIRST, DAYS = date(2019, 1, 1), 2500

Told = Sequence[tuple[str, str]]  # predicates and objects of an event; actors by the IRIs of the view


def kg(name: str) -> str:
    return f"<{NS}{name}>"


def node(path: str) -> str:
    return f"<{ID}{path}>"


def day(value: date) -> str:
    return f'"{value.isoformat()}"^^<{XSD}date>'


def number(value: int) -> str:
    return f'"{value}"^^<{XSD}integer>'


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is told: the article, which of its sentences, when and by which outlet."""

    article: str
    number: str
    published: date
    outlet: str

    def local(self, name: str) -> str:
        return f"<{self.article}#{name}{self.number}>"


class Maker:
    """Writes articles one after another until there are enough quads."""

    def __init__(self, seed: int = 7) -> None:
        self.dice = random.Random(seed)
        given, family = GIVEN.split(), FAMILY.split()
        self.names = [f"{given[n % 20]} {family[n // 20 % 19]}{n // 380 or ''}" for n in range(PEOPLE)]
        self.elections: list[str] = []
        self.again: list[tuple[str, Told]] = []  # events that another article has still to tell

    def often(self, size: int) -> int:
        """A number below `size`; the small ones come much more often, as in news."""
        return min(
            size - 1, int(size ** self.dice.random()) - 1 if self.dice.random() < 0.8 else self.dice.randrange(size)
        )

    def person(self) -> str:
        return node(f"person/p{self.often(PEOPLE)}")

    def state(self) -> str:
        return node(f"state/s{self.often(STATES)}")

    # --- actors ------------------------------------------------------------------------------------------------------

    def actors(self) -> Iterator[str]:
        for n, name in enumerate(self.names):
            yield from self.actor(f"person/p{n}", "Person", name)
            post = node(f"post/p{n}")
            begun = date(2010 + n % 12, 1 + n % 12, 1)
            told = [(RDF_TYPE, kg("Post")), (kg("holder"), node(f"person/p{n}")), (kg("role"), '"minister"')]
            told += [(kg("of"), node(f"state/s{n % STATES}")), (kg("from"), day(begun))]
            told += [(kg("until"), day(begun + timedelta(days=1500)))] if n % 3 else []
            yield from (f"{post} {p} {o} ." for p, o in told)
        for n in range(STATES):
            yield from self.actor(f"state/s{n}", "State", f"State {n}")

    def actor(self, path: str, kind: str, name: str) -> Iterator[str]:
        yield f"{node(path)} {RDF_TYPE} {kg(kind)} ."
        for lang in ("en", "ru", "uk"):
            yield f'{node(path)} {LABEL} "{name}"@{lang} .'

    # --- articles ----------------------------------------------------------------------------------------------------

    def article(self, index: int) -> Iterator[str]:
        iri = f"https://news.example/{index}"
        published = FIRST + timedelta(days=self.dice.randrange(DAYS))
        outlet = self.often(OUTLETS)
        told = {"title": f'"Article {index}"', "source": f'"Outlet {outlet}"', "lang": '"en"'}
        told |= {"published": day(published), "side": node(f"state/s{outlet % 7}")}
        for graph in ("", f" <{iri}>"):
            yield f"<{iri}> {RDF_TYPE} {kg('Article')}{graph} ."
            yield from (f"<{iri}> {kg(name)} {value}{graph} ." for name, value in told.items())
        for n in range(EVENTS):
            place = Place(iri, f"{n}", published, told["source"])
            yield from self.sentence(place, index)

    def sentence(self, place: Place, index: int) -> Iterator[str]:
        """One sentence and what it tells: something new, something again, or what somebody says."""
        start = 100 * int(place.number)
        passage = f"<{place.article}#char={start},{start + 60}>"
        zone = "headline" if place.number == "0" and self.dice.random() < 0.3 else "body"
        proof = {"article": f"<{place.article}>", "start": number(start), "end": number(start + 60)}
        proof |= {"zone": f'"{zone}"', "exact": f'"{self.dice.choice(self.names)} {self.dice.choice(VERBS)} {index}"'}
        for graph in ("", f" <{place.article}>"):
            yield f"{passage} {RDF_TYPE} {kg('Passage')}{graph} ."
            yield from (f"{passage} {kg(name)} {value}{graph} ." for name, value in proof.items())
        event = node(f"event/{index}-{place.number}")
        when = place.published - timedelta(days=self.dice.randrange(4))
        if self.again and self.dice.random() < 0.15:
            event, told = self.again.pop(0)
            yield from self.tell(place, passage, event, told, again=True)
        elif self.dice.random() < 0.1:
            yield from self.claim(place, passage, event, self.dice.choice((self.contact, self.statement))(when))
        else:
            yield from self.new(place, passage, event, when)

    def new(self, place: Place, passage: str, event: str, when: date) -> Iterator[str]:
        kind = self.dice.choices(("contact", "statement", "post", "election", "protest"), (5, 4, 1, 0.3, 0.3))[0]
        if kind == "election":
            self.elections.append(event)
        told: Told = getattr(self, kind)(when)
        yield from self.tell(place, passage, event, told)
        if kind == "contact" and self.dice.random() < 0.1:
            yield from self.claim(place, passage, event, [(kg("initiator"), told[-1][1])])
        if kind in ("election", "protest"):
            yield from self.figures(place, passage, event, told)

    # --- what is told ------------------------------------------------------------------------------------------------

    def dated(self, when: date) -> Told:
        return [(kg("date"), day(when)), (kg("earliest"), day(when)), (kg("latest"), day(when))]

    def contact(self, when: date) -> Told:
        kind = self.dice.choices(("PhoneCall", "Meeting"), (3, 2))[0]
        status = self.dice.choices(STATUSES, (16, 2, 1, 1))[0]
        told = [(RDF_TYPE, kg(kind)), *self.dated(when), (kg("status"), kg(status))]
        told += [(kg("ordinal"), number(2 + self.dice.randrange(4)))] if self.dice.random() < 0.03 else []
        told += [(kg("place"), self.state())] if kind == "Meeting" else []
        told += [(kg("topic"), f'"{self.dice.choice(TOPICS)}"')] if self.dice.random() < 0.1 else []
        one = self.person()
        told += [(kg("initiator"), one)] if kind == "PhoneCall" and self.dice.random() < 0.5 else []
        return [*told, (kg("participant"), one), (kg("participant"), self.person())]

    def statement(self, when: date) -> Told:
        kind = self.dice.choice(KINDS)
        told = [(RDF_TYPE, kg("Statement")), *self.dated(when), (kg("kind"), kg(kind)), (kg("speaker"), self.person())]
        if kind in ("recognises", "rejects") and self.elections:
            return [*told, (kg("state"), self.state()), (kg("about"), self.dice.choice(self.elections[-200:]))]
        return [*told, (kg("addressee"), self.person()), (kg("about"), self.person())]

    def post(self, when: date) -> Told:
        return [
            (RDF_TYPE, kg("Post")),
            (kg("holder"), self.person()),
            (kg("role"), '"minister"'),
            (kg("of"), self.state()),
        ]

    def election(self, when: date) -> Told:
        one, two = self.person(), self.person()
        told = [
            (RDF_TYPE, kg("Election")),
            *self.dated(when),
            (kg("state"), self.state()),
            (kg("office"), '"president"'),
        ]
        return [*told, (kg("status"), kg("held")), (kg("winner"), one), (kg("candidate"), one), (kg("candidate"), two)]

    def protest(self, when: date) -> Told:
        return [
            (RDF_TYPE, kg("Event")),
            (kg("eventType"), kg("protest")),
            *self.dated(when),
            (kg("state"), self.state()),
        ]

    def figures(self, place: Place, passage: str, event: str, told: Told) -> Iterator[str]:
        """Two numbers from two who count; every other time they differ."""
        subjects = [o for p, o in told if p == kg("candidate")]
        measure = "voteShare" if subjects else self.dice.choice(("detained", "killed"))
        value = self.dice.randrange(100)
        apart = self.dice.choice((0, 3))
        for n, claimant in enumerate((self.state(), self.person())):
            figure = [(RDF_TYPE, kg("Figure")), (kg("measure"), kg(measure)), (kg("claimedBy"), claimant)]
            figure += [(kg("value"), number(value + n * apart)), (kg("event"), event)]
            figure += [(kg("subject"), subjects[0])] if subjects else []
            figure += [(kg("contested"), kg("value"))] if apart else []
            yield from self.tell(place, passage, f"{event[:-1]}-f{n}>", figure, name=f"f{n}-")

    # --- how it is told ----------------------------------------------------------------------------------------------

    def tell(
        self, place: Place, passage: str, event: str, told: Told, again: bool = False, name: str = "e"
    ) -> Iterator[str]:
        """The article asserts it: so does the view."""
        sources = 1 if again or name != "e" or self.dice.random() < 0.8 else 2
        if sources > 1:
            self.again.append((event, told))
        if not again:
            yield from (f"{event} {p} {o} ." for p, o in told)
            yield f"{event} {kg('sourceCount')} {number(sources)} ."
            yield f"{event} {kg('firstReport')} {day(place.published)} ."
        yield f"{event} {kg('reportedBy')} <{place.article}> ."
        yield f"{event} {kg('source')} {place.outlet} ."
        yield f"{event} {kg('evidence')} {passage} ."
        yield from self.mention(place, f"<{place.article}>", place.local(name), event, told)
        yield f"{place.local(name)} {kg('evidence')} {passage} <{place.article}> ."

    def claim(self, place: Place, passage: str, event: str, told: Told) -> Iterator[str]:
        """The article says that somebody says it: the view has the statement, its content stays in a graph."""
        content = place.local("s")[:-1] + "/content>"
        said = [(RDF_TYPE, kg("Statement")), *self.dated(place.published), (kg("kind"), kg("says"))]
        said += [(kg("speaker"), self.person()), (kg("content"), content)]
        yield from self.tell(place, passage, f"{event[:-1]}-s>", said, name="s")
        yield from self.mention(place, content, place.local("c"), event, told)

    def mention(self, place: Place, graph: str, local: str, event: str, told: Told) -> Iterator[str]:
        """What is told with the article's own nodes, and what they denote."""
        for p, o in told:
            actor = o.startswith((f"<{ID}person/", f"<{ID}state/"))
            mine = f"<{place.article}#a/{o[len(ID) + 1 :]}" if actor else o
            yield f"{local} {p} {mine} {graph} ."
            if actor:
                yield f"{mine} {kg('denotes')} {o} {LINKS} ."
                yield f'{mine} {kg("score")} "1"^^<{XSD}decimal> {LINKS} .'
        yield f"{local} {kg('denotes')} {event} {LINKS} ."


def quads(size: int) -> Iterator[str]:
    """Yield about `size` lines of N-Quads."""
    maker = Maker()
    written = 0
    for line in maker.actors():
        written += 1
        yield line
    index = 0
    while written < size:
        for line in maker.article(index):
            written += 1
            yield line
        index += 1


def write(size: int, path: Path) -> Path:
    """Write a file of N-Quads."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in quads(size))
    return path


if __name__ == "__main__":
    print(write(int(sys.argv[1]), Path(sys.argv[2])))
