"""Changes by protocol: each is one opening of the store, one transaction, and gone; whoever else writes goes first."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.web import lexer
from kg.web.answering import exists, graph_node
from kg.web.reply import Reply, problem


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL update as the protocol gives it."""

    text: str
    base: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphChange:
    """A PUT, POST or DELETE of the Graph Store Protocol; `graph` "" is the default graph, None one that we name."""

    method: str
    graph: str | None
    url: str
    media: str = ""
    body: bytes = b""


def change(store: Path, asked: Update | GraphChange) -> Reply:
    """Do it; 503 with Retry-After if another process is writing."""
    try:
        opened = ox.Store(str(store))
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).lower():
            return problem(503, "another process is writing to the store", ("Retry-After", "5"))
        raise StoreError(f"{store}: cannot be opened: {error}") from error
    try:
        return _update(opened, asked) if isinstance(asked, Update) else _graph(opened, asked)
    except SyntaxError as error:
        return problem(400, f"not valid: {error}")
    except ValueError as error:
        return problem(400, str(error))
    except (RuntimeError, OSError) as error:
        return problem(400, f"cannot be done: {error}")
    finally:
        opened.flush()


def _update(store: ox.Store, asked: Update) -> Reply:
    if outward := lexer.calls_out(asked.text):
        return problem(403, f"{outward} is refused: it would make this server call other machines")
    text = asked.text
    if asked.default_graphs or asked.named_graphs:
        clause = [f"USING {ox.NamedNode(g)}" for g in asked.default_graphs]
        clause += [f"USING NAMED {ox.NamedNode(g)}" for g in asked.named_graphs]
        text = lexer.using(text, " ".join(clause))
    store.update(text, base_iri=asked.base)
    return Reply(status=204)


def _graph(store: ox.Store, asked: GraphChange) -> Reply:
    headers: tuple[tuple[str, str], ...] = ()
    name = asked.graph
    if name is None:
        if asked.method != "POST":
            return problem(400, "name the graph with ?graph=IRI or ?default")
        name = f"{asked.url.rstrip('/')}/{uuid.uuid4().hex}"
        headers = (("Location", name),)
    node = graph_node(name)
    there = exists(store, node)
    if asked.method == "DELETE":
        if not there:
            return problem(404, f"no graph {name}")
        store.update(f"DROP {_target(node)}")
        return Reply(status=204)
    parts = _parts(asked.media, asked.body)
    if isinstance(parts, Reply):
        return parts
    base = name or asked.url
    quads = [
        ox.Quad(q.subject, q.predicate, q.object, node)
        for body, format in parts
        for q in ox.parse(body, format, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
    ]
    replace = asked.method == "PUT" and there
    if isinstance(node, ox.NamedNode):
        store.add_graph(node)
    if replace:
        # One transaction, so that nobody ever finds the graph empty; blank nodes cannot stand in DATA, so WHERE {}.
        triples = "".join(f"{q.triple} .\n" for q in quads)
        inside = triples if isinstance(node, ox.DefaultGraph) else f"GRAPH {node} {{ {triples} }}"
        store.update(f"CLEAR {_target(node)} ; INSERT {{ {inside} }} WHERE {{}}")
    else:
        store.extend(quads)
    return Reply(status=204 if there else 201, headers=headers)


def _target(node: ox.NamedNode | ox.DefaultGraph) -> str:
    return "DEFAULT" if isinstance(node, ox.DefaultGraph) else f"GRAPH {node}"


def _parts(media: str, body: bytes) -> list[tuple[bytes, ox.RdfFormat]] | Reply:
    """Return the documents of a body, one or several as multipart."""
    if not media.lower().startswith("multipart/"):
        format = ox.RdfFormat.from_media_type(media or "text/turtle")
        return [(body, format)] if format else problem(415, f"cannot read {media}")
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {media}\r\n\r\n".encode() + body)
    parts = []
    for part in message.iter_parts():
        content = part.get_payload(decode=True)
        told = ox.RdfFormat.from_media_type(part.get_content_type())
        suffix = (part.get_filename() or "x.ttl").rpartition(".")[2]
        format = told or ox.RdfFormat.from_extension(suffix)
        if format is None or not isinstance(content, bytes):
            return problem(415, f"cannot read a part of type {part.get_content_type()}")
        parts.append((content, format))
    return parts
