"""GEXF as graphology-gexf (Gephi Lite, Retina, sigma) reads it: needs Node and `npm install` in kg/views/static."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from kg.views import save
from kg.views.files import Options, clean, one_line
from kg.views.network import Network

MODULES = Path(__file__).parent.parent.parent / "kg" / "views" / "static" / "node_modules"
SCRIPT = Path(__file__).with_name("graphology.mjs")


@pytest.mark.skipif(
    shutil.which("node") is None or not (MODULES / "graphology-gexf").is_dir(),
    reason="NOT TESTED that graphology reads our GEXF: install Node, then run npm install in kg/views/static",
)
@pytest.mark.parametrize("edges", ["relations", "events", "bipartite"])
@pytest.mark.parametrize("which", ["real", "hostile", "toy"])
def test_graphology_reads_all(which, edges, request, tmp_path: Path):
    network: Network = request.getfixturevalue(which)
    save(network, tmp_path / "x.gexf", Options(edges=edges, lang="ru"))
    done = subprocess.run(
        ["node", SCRIPT, MODULES, tmp_path / "x.gexf"], capture_output=True, check=True, encoding="utf-8"
    )
    back = json.loads(done.stdout)
    network = network.bipartite() if edges == "bipartite" else network
    items = network.relations() if edges == "relations" else network.edges
    assert {n: a["label"] for n, a in back["nodes"]} == {clean(n.id): one_line(n.name("ru")) for n in network.nodes}
    read = sorted((s, t, round(a["weight"], 4), a.get("dates") or "", a["relation"]) for s, t, a in back["edges"])
    wanted = [(clean(i.source), clean(i.target), round(i.weight, 4), " ".join(i.dates), clean(i.kind)) for i in items]
    assert read == sorted(wanted)
    for _, attributes in back["nodes"]:
        assert {"x", "y", "size", "color", "actor_type"} <= set(attributes)
    sources = {name for *_, a in back["edges"] for name in a.get("sources") or ()}
    assert bool(sources) == any(i.sources for i in items)
