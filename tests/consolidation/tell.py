"""Small invented articles, told as records in one line each."""

from kg.graph import Graph
from kg.model import (
    Actor,
    Article,
    Cast,
    Date,
    Document,
    Evidence,
    Extraction,
    Meeting,
    Office,
    PhoneCall,
    Protest,
    Span,
    Statement,
)
from kg.rdf import to_quads
from kg.rdf.links import link_quads
from kg.rdf.plan import Planner
from kg.registry import load
from kg.store import Store

CAST = {
    "ann": Actor("ann", "Person", (("ru", "Анна Берг"),), canonical="person/~anna-berg-known"),
    "bob": Actor("bob", "Person", (("ru", "Боб Тан"),)),
    "tan": Actor("tan", "Person", (("ru", "Тан"),)),
    "by": Actor("by", "State", (("ru", "Белоруссия"),), canonical="state/by"),
    "ua": Actor("ua", "State", (("ru", "Украина"),), canonical="state/ua"),
}


def article(name, *facts, source=None, published="2024-05-15", words="Анна Берг и Боб Тан поговорили"):
    """An article with these facts; each is a function of its number and its evidence."""
    text = f"{words}. {name}"
    told = Article(
        id=name, text=text, lang="ru", url=f"https://news.example/{name}", source=source or name, published=published
    )
    document = Document(told, "ru", None, (), (), ())
    proof = Evidence(Span(0, len(words)), words)
    made = tuple(fact(f"e{i}", proof) for i, fact in enumerate(facts))
    return Extraction(document, Cast(tuple(CAST.values()), (), ()), made)


def _date(day):
    return Date(day, "told") if day else None


def call(day="2024-05-14", who=("ann", "bob"), **more):
    return lambda name, proof: PhoneCall(id=name, rule="r", evidence=proof, participants=who, date=_date(day), **more)


def meeting(day="2024-05-14", who=("ann", "bob"), **more):
    return lambda name, proof: Meeting(id=name, rule="r", evidence=proof, participants=who, date=_date(day), **more)


def office(person, role, of):
    return lambda name, proof: Office(id=name, rule="r", evidence=proof, person=person, role=role, of=of)


def says(speaker, kind="says", **more):
    return lambda name, proof: Statement(id=name, rule="r", evidence=proof, speaker=speaker, kind=kind, **more)


def protest(day="2024-05-14", **more):
    return lambda name, proof: Protest(id=name, rule="r", evidence=proof, date=_date(day), **more)


def graph(*extractions, decisions=None):
    """A graph in memory with these articles."""
    store, registry = Store(), load()
    planner = Planner(store.reader, registry)
    for extraction in extractions:
        change = planner.replacement(to_quads(extraction), link_quads(extraction, registry))
        store.apply(change.delete, change.insert)
    return Graph(store)
