"""Invented news of any size in the layout of a real store: articles, events with evidence, claims, links, and the view.

`python benchmarks/made.py 100000 FILE.nq` writes about that many quads; the same size always gives the same file.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
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
KINDS = ("accuses", "demands", "promises", "congratulates", "says", "recognises", "rejects", "condemns")
PEOPLE, STATES, OUTLETS = 2000, 150, 40
EVENTS = 6


def kg(name: str) -> str:
    return f"<{NS}{name}>"


def node(path: str) -> str:
    return f"<{ID}{path}>"


def day(value: date) -> str:
    return f'"{value.isoformat()}"^^<{XSD}date>'


def number(value: int) -> str:
    return f'"{value}"^^<{XSD}integer>'


class Maker:
    """Writes articles one after another until there are enough quads."""

    def __init__(self, seed: int = 7) -> None:
        self.dice = random.Random(seed)
        given, family = GIVEN.split(), FAMILY.split()
        self.names = [f"{given[n % 20]} {family[n // 20 % 19]}{n // 380 or ''}" for n in range(PEOPLE)]

    def often(self, size: int) -> int:
        """A number below `size`; the small ones come much more often, as in news."""
        return min(
            size - 1, int(size ** self.dice.random()) - 1 if self.dice.random() < 0.8 else self.dice.randrange(size)
        )

    def actors(self) -> Iterator[str]:
        for n, name in enumerate(self.names):
            yield from self.actor(f"person/p{n}", "Person", name)
        for n in range(STATES):
            yield from self.actor(f"state/s{n}", "State", f"State {n}")

    def actor(self, path: str, kind: str, name: str) -> Iterator[str]:
        yield f"{node(path)} {RDF_TYPE} {kg(kind)} ."
        for lang in ("en", "ru", "uk"):
            yield f'{node(path)} {LABEL} "{name}"@{lang} .'

    def article(self, index: int) -> Iterator[str]:
        iri = f"https://news.example/{index}"
        published = date(2019, 1, 1) + timedelta(days=self.dice.randrange(2500))
        outlet = f'"Outlet {self.often(OUTLETS)}"'
        told = {"title": f'"Article {index}"', "source": outlet, "published": day(published), "lang": '"en"'}
        for graph in ("", f" <{iri}>"):
            yield f"<{iri}> {RDF_TYPE} {kg('Article')}{graph} ."
            yield from (f"<{iri}> {kg(name)} {value}{graph} ." for name, value in told.items())
        for n in range(EVENTS):
            yield from self.event(iri, index, n, published - timedelta(days=self.dice.randrange(4)), outlet)

    def event(self, iri: str, index: int, n: int, when: date, outlet: str) -> Iterator[str]:
        one, two = (f"person/p{self.often(PEOPLE)}" for _ in "ab")
        state = f"state/s{self.often(STATES)}"
        event, local = node(f"event/{index}-{n}"), f"<{iri}#e{n}>"
        start = 100 * n
        passage = f"<{iri}#char={start},{start + 60}>"
        kind = self.dice.choices(("PhoneCall", "Meeting", "Statement", "Election"), (3, 2, 4, 0.3))[0]
        told = [(RDF_TYPE, kg(kind)), (kg("date"), day(when)), (kg("earliest"), day(when)), (kg("latest"), day(when))]
        if kind == "Statement":
            told += [(kg("speaker"), node(one)), (kg("kind"), kg(self.dice.choice(KINDS))), (kg("about"), node(two))]
        elif kind == "Election":
            told += [
                (kg("state"), node(state)),
                (kg("office"), '"president"'),
                (kg("candidate"), node(one)),
                (kg("status"), kg("held")),
            ]
        else:
            told += [(kg("participant"), node(one)), (kg("participant"), node(two)), (kg("status"), kg("held"))]
            if kind == "Meeting":
                told.append((kg("place"), node(state)))
            elif self.dice.random() < 0.5:
                told.append((kg("initiator"), node(one)))
        yield from (f"{event} {p} {o} ." for p, o in told)
        yield f"{event} {kg('reportedBy')} <{iri}> ."
        yield f"{event} {kg('source')} {outlet} ."
        yield f"{event} {kg('sourceCount')} {number(1)} ."
        yield f"{event} {kg('evidence')} {passage} ."
        proof = {"article": f"<{iri}>", "start": number(start), "end": number(start + 60), "zone": '"body"'}
        proof["exact"] = f'"{self.names[n]} spoke with somebody in sentence {index} of {n}"'
        for graph in ("", f" <{iri}>"):
            yield f"{passage} {RDF_TYPE} {kg('Passage')}{graph} ."
            yield from (f"{passage} {kg(name)} {value}{graph} ." for name, value in proof.items())
        home = f"<{iri}#s/content>" if kind == "PhoneCall" and self.dice.random() < 0.1 else f"<{iri}>"
        yield from (f"{local} {p} {self.mention(iri, o)} {home} ." for p, o in told)
        yield f"{local} {kg('evidence')} {passage} {home} ."
        yield f"{local} {kg('denotes')} {event} {LINKS} ."
        for path in (one, two):
            yield f"<{iri}#a/{path}> {kg('denotes')} {node(path)} {LINKS} ."

    def mention(self, iri: str, value: str) -> str:
        """An actor as the article has it."""
        return f"<{iri}#a/{value[len(ID) + 1 :]}" if value.startswith((f"<{ID}person/", f"<{ID}state/")) else value


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
