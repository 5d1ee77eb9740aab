"""A store in which every field of news tries to run something: names, titles, sources, urls, sentences, texts."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.store import Store
from tests.networks import HOSTILE

KG = "https://w3id.org/actorgraph/ns#"
ID = "https://w3id.org/actorgraph/id/"
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
SAME = ox.NamedNode("http://www.w3.org/2002/07/owl#sameAs")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
TEXTS = [*(text for text in HOSTILE if "\ud800" not in text), "<svg/onload=alert(1)>", "{{7*7}}${7*7}"]
ARTICLE = f"{ID}article/0"
ACTOR = f"{ID}person/0"
CALL = f"{ID}event/0"


def hostile_store(folder: Path) -> Store:
    """Return a store with an article, two people and a call for each hostile text, and the text of each article."""
    store = Store(folder)
    quads: list[ox.Quad] = []
    for number, text in enumerate(TEXTS):
        article = ox.NamedNode(f"{ID}article/{number}")
        people = [ox.NamedNode(f"{ID}person/{number}"), ox.NamedNode(f"{ID}person/{number}b")]
        call = ox.NamedNode(f"{ID}event/{number}")
        local, links = ox.NamedNode(f"{article.value}#e1"), ox.NamedNode(f"{ID}graph/links")
        passage = ox.NamedNode(f"{article.value}#char=2,{2 + len(text)}")
        whole = f"🕊️{text} {text}"
        told: list[tuple[ox.NamedNode, str, object, ox.NamedNode | None]] = [
            (article, "title", text, None),
            (article, "url", "javascript:document.title='owned'", None),
            (article, "source", text, None),
            (article, "author", text, None),
            (article, "published", text, None),
            (article, "lang", text, None),
            (article, "text", whole, article),
            (passage, "article", article, None),
            (passage, "exact", text, None),
            (passage, "zone", text, None),
            (call, "evidence", passage, None),
            (call, "reportedBy", article, None),
            (call, "status", ox.NamedNode(f"{KG}held"), None),
            (call, "topic", text, None),
            (call, "participant", people[0], None),
            (call, "participant", people[1], None),
            (local, "evidence", passage, article),
            (local, "rule", text, article),
            (local, "denotes", call, links),
        ]
        for subject, name, value, graph in told:
            object = ox.Literal(value) if isinstance(value, str) else value
            quads.append(ox.Quad(subject, ox.NamedNode(KG + name), object, graph or ox.DefaultGraph()))
        for edge, at in (("start", 2), ("end", 2 + len(text))):
            quads.append(ox.Quad(passage, ox.NamedNode(KG + edge), ox.Literal(at)))
        for node, kind in (
            (article, "Article"),
            (passage, "Passage"),
            (call, "PhoneCall"),
            *((p, "Person") for p in people),
        ):
            quads.append(ox.Quad(node, TYPE, ox.NamedNode(KG + kind)))
        quads.append(ox.Quad(local, TYPE, ox.NamedNode(f"{KG}PhoneCall"), article))
        for person in people:
            quads.append(ox.Quad(person, LABEL, ox.Literal(text, language="en")))
            quads.append(ox.Quad(person, SAME, ox.NamedNode("javascript:document.title='owned'")))
    store.apply([], quads)
    store.flush()
    return store
