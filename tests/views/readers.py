"""What other programs would read of our files: labels of nodes by id, and ends, weight and dates of edges."""

import csv
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import networkx

Edge = tuple[str, str, float, tuple[str, ...]]


@dataclass
class Read:
    labels: dict[str, str]
    edges: list[Edge]


def _edge(source: str, target: str, weight: object, dates: object) -> Edge:
    parts = dates if isinstance(dates, list) else re.split(r" \| |;| ", str(dates or ""))
    return source, target, round(float(str(weight)), 4), tuple(part for part in parts if part)


def _graph(graph: networkx.Graph) -> Read:
    edges = [_edge(u, v, d["weight"], d.get("dates")) for u, v, d in graph.edges(data=True)]
    return Read({n: d["label"] for n, d in graph.nodes(data=True)}, edges)


def gexf(path: Path) -> Read:
    return _graph(networkx.read_gexf(path))


def graphml(path: Path) -> Read:
    return _graph(networkx.read_graphml(path, force_multigraph=True))


def node_link(path: Path) -> Read:
    data = json.loads(path.read_text(encoding="utf-8"))
    return _graph(networkx.node_link_graph(data, directed=True, multigraph=True, edges="links"))


def cytoscape(path: Path) -> Read:
    elements = json.loads(path.read_text(encoding="utf-8"))["elements"]
    assert all({"x", "y"} == set(node["position"]) for node in elements["nodes"])
    edges = [edge["data"] for edge in elements["edges"]]
    return Read(
        {node["data"]["id"]: node["data"]["label"] for node in elements["nodes"]},
        [_edge(e["source"], e["target"], e["weight"], e.get("dates")) for e in edges],
    )


def json_graph(path: Path) -> Read:
    graph = json.loads(path.read_text(encoding="utf-8"))["graph"]
    edges = [
        _edge(e["source"], e["target"], e["metadata"]["weight"], e["metadata"].get("dates")) for e in graph["edges"]
    ]
    return Read({name: node["label"] for name, node in graph["nodes"].items()}, edges)


def _tables(path: Path, names: tuple[str, str, str, str, str, str]) -> Read:
    node, label, source, target, weight, dates = names
    with path.with_name(f"{path.stem}.nodes.csv").open(encoding="utf-8", newline="") as file:
        labels = {_cell(row[node]): _cell(row[label]) for row in csv.DictReader(file)}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    edges = [_edge(_cell(r[source]), _cell(r[target]), r[weight], r[dates]) for r in rows]
    return Read(labels, edges)


def _cell(text: str) -> str:
    """Take off the mark that keeps spreadsheets from calculating."""
    return text[1:] if re.match(r"'[=+\-@]", text) else text


def tables(path: Path) -> Read:
    return _tables(path, ("Id", "Label", "Source", "Target", "Weight", "Dates"))


def neo4j(path: Path) -> Read:
    return _tables(path, (":ID", "name", ":START_ID", ":END_ID", "weight:double", "dates:string[]"))


_QUOTED = r'"((?:[^"\\]|\\.)*)"'


def dot(path: Path) -> Read:
    """Read DOT as we write it: a statement a line, every string quoted."""
    labels, edges = {}, []
    for line in path.read_text(encoding="utf-8").splitlines()[4:-1]:
        if edge := re.fullmatch(rf"  {_QUOTED} -> {_QUOTED} \[(.*)\]", line):
            comment = _unescaped(re.search(rf"comment={_QUOTED}", edge[3])[1])
            weight, *dates = re.search(r" (-?[\d.e+-]+)((?: \d{4}\S*)*)$", comment).groups()
            edges.append(_edge(_unescaped(edge[1]), _unescaped(edge[2]), weight, dates[0].strip()))
        else:
            node = re.fullmatch(rf"  {_QUOTED} \[label={_QUOTED}.*\]", line)
            labels[_unescaped(node[1])] = _unescaped(node[2])
    return Read(labels, edges)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


READERS: dict[str, Callable[[Path], Read]] = {
    ".gexf": gexf,
    ".graphml": graphml,
    ".json": node_link,
    ".cyjs": cytoscape,
    ".jgf.json": json_graph,
    ".csv": tables,
    ".neo4j.csv": neo4j,
    ".dot": dot,
}


def lines(path: Path) -> Iterable[dict[str, object]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
