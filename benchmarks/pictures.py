"""Files and pictures: our writers beside networkx's GEXF writer, pyvis as it comes, and networkx's spring layout.

    python benchmarks/pictures.py [--full]       writes benchmarks/RESULTS-pictures.md

Each measurement is a process of its own. Times are CPU seconds of that process, so that other work on the machine
weighs less; those of the browser are what its own clock says. Memory is what a step adds to the peak of its process.
`--full` adds GEXF of a million edges and the store with a million quads.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.views.files import Options
from kg.views.network import Edge, LeftOut, Network, Node, Quote, assemble

HERE = Path(__file__).parent
ID = "https://w3id.org/actorgraph/id/"
KINDS = ("call", "meeting", "says", "accuses", "recognises", "congratulates")
TYPES = ("Person", "Person", "State", "Organization")
PATIENCE = 400  # seconds for one measurement
TITLE = "# Files and pictures\n\nWritten by `python benchmarks/pictures.py"


def made(actors: int, events: int) -> Network:
    """An invented network: most events between neighbours, a third with a few busy actors."""
    dice = random.Random(1)
    nodes = [
        Node(
            f"{ID}person/actor-{n}",
            f"Актор номер {n}",
            TYPES[n % 4],
            (("ru", f"Актор номер {n}"), ("uk", f"Актор {n}")),
        )
        for n in range(actors)
    ]
    return assemble(nodes, (_edge(nodes, n, dice) for n in range(events)), LeftOut())


def _edge(nodes: list[Node], number: int, dice: random.Random) -> Edge:
    size = len(nodes)
    one = number % size
    two = (
        int(dice.expovariate(8 / size)) % size if dice.random() < 0.3 else (one + int(dice.gauss(0, size / 60))) % size
    )
    two = two if two != one else (one + 1) % size
    day = f"20{dice.randint(18, 24)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    quote = Quote(f"Встреча номер {number} состоялась.", "belta.by", f"https://belta.example/{number % 9000}")
    return Edge(
        nodes[one].id,
        nodes[two].id,
        dice.choice(KINDS),
        date=day,
        earliest=day,
        latest=day,
        sources=(quote.source,),
        sentences=(quote.sentence,),
        event=f"e{number}",
        articles=(quote.article,),
        claimed_by=("Песков",) if number % 9 == 0 else (),
        quotes=(quote,),
    )


def measured(step: Callable[[], object]) -> dict[str, float]:
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    step()
    seconds = time.process_time() - begun
    return {"seconds": seconds, "mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024}


# --- what is measured, each by its name on the command line ---


def gexf_ours(events: int, folder: Path, edges: str = "events") -> dict[str, float]:
    network = made(events // 10, events)
    return measured(lambda: network.save(folder / "x.gexf", Options(edges=edges))) | size(folder / "x.gexf")


def gexf_networkx(events: int, folder: Path) -> dict[str, float]:
    """The same nodes, edges and attributes; building the graph is not counted."""
    import networkx

    network = made(events // 10, events)
    graph = networkx.MultiDiGraph()
    for node in network.nodes:
        graph.add_node(node.id, label=node.label, actor_type=node.type, **{f"label_{k}": v for k, v in node.labels})
    for edge in network.edges:
        graph.add_edge(
            edge.source,
            edge.target,
            relation=edge.kind,
            status=edge.status,
            directed=edge.directed,
            first_date=edge.earliest,
            last_date=edge.latest,
            dates=edge.date,
            weight=edge.weight,
            sources=", ".join(edge.sources),
            articles=", ".join(edge.articles),
            claimed_by=", ".join(edge.claimed_by),
            sentences=" | ".join(edge.sentences),
        )
    return measured(lambda: networkx.write_gexf(graph, folder / "x.gexf")) | size(folder / "x.gexf")


def html_ours(actors: int, folder: Path) -> dict[str, float]:
    network = made(actors, int(actors * 2.5))
    figures = measured(lambda: network.save(folder / "x.html", Options(lang="ru"))) | size(folder / "x.html")
    return figures | opened(folder / "x.html", "window.kgReady || 0", filters=True)


def html_pyvis(actors: int, folder: Path) -> dict[str, float]:
    """Pyvis as its documentation shows it: add nodes and edges, write; physics places them in the browser."""
    from pyvis.network import Network as Page

    network = made(actors, int(actors * 2.5))

    def write() -> None:
        page = Page(directed=True, cdn_resources="in_line")
        for node in network.nodes:
            page.add_node(node.id, label=node.label, title=node.label)
        for edge in network.edges:
            page.add_edge(edge.source, edge.target, title=f"{edge.kind} {edge.date}: {edge.sentences[0]}")
        (folder / "x.html").write_text(page.generate_html(), encoding="utf-8")

    ready = (
        "(() => { if (typeof network === 'undefined') return 0; if (!window.watched) { window.watched = true;"
        "network.once('stabilizationIterationsDone', () => { window.stable = performance.now(); }); }"
        "return window.stable || 0; })()"
    )
    return measured(write) | size(folder / "x.html") | opened(folder / "x.html", ready)


def layout_ours(actors: int, folder: Path) -> dict[str, float]:
    from kg.views.layout import layout

    pairs = numbered(made(actors, int(actors * 2)))
    return measured(lambda: layout(actors, pairs))


def layout_networkx(actors: int, folder: Path) -> dict[str, float]:
    import networkx

    graph = networkx.Graph(numbered(made(actors, int(actors * 2))))
    return measured(lambda: networkx.spring_layout(graph, seed=1))


def around(quads: int, folder: Path) -> dict[str, float]:
    """Open a store, find an actor by name, read two steps around it, draw the SVG."""
    import pyoxigraph as ox

    store = ox.Store(str(folder / "store"))
    store.bulk_extend(view(quads))
    store.flush()
    del store
    from kg import graph

    opened_graph = graph.open(folder / "store", "ru", read_only=True)
    found: list[Network] = []
    names = measured(opened_graph.names)
    read = measured(lambda: found.append(opened_graph.network("Актор Номер77", hops=2)))
    drawn = measured(lambda: found[0].save(folder / "x.svg", Options(lang="ru")))
    return {
        "names": names["seconds"],
        "seconds": read["seconds"],
        "svg": drawn["seconds"],
        "actors": len(found[0].nodes),
        "events": len(found[0].edges),
    }


def view(quads: int) -> Iterator[object]:
    """The view of an invented store: calls, meetings and statements with their evidence."""
    import pyoxigraph as ox

    dice, written, number = random.Random(1), 0, 0
    asserted, xsd = ox.DefaultGraph(), "http://www.w3.org/2001/XMLSchema#"
    rdf_type = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    actors = [ox.NamedNode(f"{ID}person/actor-{n}") for n in range(quads // 250)]

    def kg(name: str) -> ox.NamedNode:
        return ox.NamedNode(f"https://w3id.org/actorgraph/ns#{name}")

    for n, actor in enumerate(actors):
        yield ox.Quad(actor, rdf_type, kg("Person"), asserted)
        for lang in ("ru", "uk", "en"):
            yield ox.Quad(actor, label, ox.Literal(f"Актор Номер{n}", language=lang), asserted)
    while written < quads - 4 * len(actors):
        one = dice.randrange(len(actors))
        two = actors[(one + 1 + int(dice.expovariate(0.2))) % len(actors)]
        event, article = ox.NamedNode(f"{ID}event/{number}"), ox.NamedNode(f"https://news.example/{number // 3}")
        passage = ox.NamedNode(f"{article.value}#char={number},{number + 9}")
        day = f"20{dice.randint(14, 24)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        date = ox.Literal(day, datatype=ox.NamedNode(f"{xsd}date"))
        kind = ("Statement", "PhoneCall", "Statement", "Meeting")[number % 4]
        facts = [(event, name, date) for name in ("date", "earliest", "latest")]
        facts += [(event, "evidence", passage), (event, "reportedBy", article), (event, "source", ox.Literal("belta"))]
        facts += [(passage, "exact", ox.Literal(f"Разговор {number} состоялся.")), (passage, "article", article)]
        facts += [(passage, name, ox.Literal(str(number))) for name in ("start", "end")]
        facts += [(article, "source", ox.Literal("belta")), (passage, "zone", ox.Literal("body"))]
        if kind == "Statement":
            facts += [(event, "speaker", actors[one]), (event, "about", two), (event, "kind", kg("accuses"))]
        else:
            facts += [(event, "participant", actors[one]), (event, "participant", two), (event, "status", kg("held"))]
        for subject, name, value in facts:
            yield ox.Quad(subject, kg(name), value, asserted)
        for subject, name in ((event, kind), (passage, "Passage"), (article, "Article")):
            yield ox.Quad(subject, rdf_type, kg(name), asserted)
        written, number = written + len(facts) + 3, number + 1


# --- helpers ---


def numbered(network: Network) -> list[tuple[int, int]]:
    number = {node.id: index for index, node in enumerate(network.nodes)}
    return [(number[edge.source], number[edge.target]) for edge in network.edges]


def size(path: Path) -> dict[str, float]:
    return {"file": path.stat().st_size / 1e6}


def opened(path: Path, ready: str, *, filters: bool = False, patience: float = 120) -> dict[str, float]:
    """Open a page in Chromium (software graphics) and wait until it says that it is ready; then try its filters."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 820})
        page.set_default_timeout(patience * 1000)
        page.goto(path.as_uri())
        begun, told = time.monotonic(), 0.0
        while not told and time.monotonic() - begun < patience:
            told = float(page.evaluate(ready))
            time.sleep(0.05)
        figures = {"ready": told / 1000 if told else float("inf")}
        if filters:
            if page.locator("#limit-of").is_visible():
                page.select_option("#limit", "all")
            times = []
            for click in range(12):  # off and on again, so that all sizes of picture count
                page.locator("#kinds input").nth(click % 4).click()
                times.append(page.evaluate("window.kgFilterTime"))
            figures["filter"] = sorted(times)[len(times) // 2] / 1000
        browser.close()
    return figures


def run(name: str, amount: int, *more: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--measure", name, str(amount), folder, *more]
        step = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", start_new_session=True)
        try:
            told, _ = step.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(step.pid, signal.SIGKILL)  # the browser it may have opened too
            return {}
    print(name, amount, *more, told.strip(), file=sys.stderr)
    return json.loads(told.splitlines()[-1])


def cell(figures: dict[str, float], name: str, unit: str = "", digits: int = 2) -> str:
    if name not in figures:
        return f"> {PATIENCE} s"
    return "> 120 s" if figures[name] == float("inf") else f"{figures[name]:.{digits}f}{unit}"


def report(full: bool) -> str:
    sizes = (100_000, 1_000_000) if full else (100_000,)
    lines = [f"{TITLE}{' --full' if full else ''}`: CPU seconds, peak memory added; the browser's own clock.", ""]
    lines += [
        f"The machine was shared: load {os.getloadavg()[2]:.0f} on {os.cpu_count()} cores, which the browser felt.",
        "",
    ]
    lines += ["## GEXF", "", "| edges | writer | seconds | memory added | file |", "|---|---|---|---|---|"]
    for events in sizes:
        ours = run("gexf_ours", events)
        rows = {"`kg`, events": ours, "`kg`, relations": run("gexf_ours", events, "relations")}
        theirs = run("gexf_networkx", events)
        rows["networkx `write_gexf`"] = theirs
        for writer, figures in rows.items():
            told = (cell(figures, "seconds", " s"), cell(figures, "mb", " MB", 0), cell(figures, "file", " MB", 0))
            lines.append(f"| {events:,} | {writer} | {' | '.join(told)} |")
        if theirs:
            lines.append(f"| {events:,} | times as fast | {theirs['seconds'] / ours['seconds']:.1f} | | |")
    lines += [
        "",
        "## HTML",
        "",
        "Usable: all is placed and drawn, for pyvis that its physics has come to rest. Events: 2.5 an actor.",
        "",
    ]
    lines += ["| actors | page | written in | file | usable after | a filter takes |", "|---|---|---|---|---|---|"]
    for actors in (500, 5000, 20_000):
        pages = {"`kg`": run("html_ours", actors)}
        if actors <= 5000:
            pages["pyvis as it comes"] = run("html_pyvis", actors)
        for page, figures in pages.items():
            if not figures:
                lines.append(f"| {actors:,} | {page} | given up after {PATIENCE} s | | | |")
                continue
            told = [cell(figures, "seconds", " s"), cell(figures, "file", " MB"), cell(figures, "ready", " s")]
            told.append(cell(figures, "filter", " s") if page == "`kg`" else "-")
            lines.append(f"| {actors:,} | {page} | {' | '.join(told)} |")
    lines += [
        "",
        "## Layout",
        "",
        "| actors | `kg` (numpy) | networkx `spring_layout` | times as fast |",
        "|---|---|---|---|",
    ]
    for actors in (500, 5000):
        ours, theirs = run("layout_ours", actors), run("layout_networkx", actors)
        factor = f"{theirs['seconds'] / ours['seconds']:.0f}" if theirs else "-"
        lines.append(f"| {actors:,} | {cell(ours, 'seconds', ' s')} | {cell(theirs, 'seconds', ' s')} | {factor} |")
    lines += ["", "## Two steps around one actor, out of a store", ""]
    lines += ["| quads | names of all | network read | SVG | actors | events |", "|---|---|---|---|---|---|"]
    for quads in sizes:
        found = run("around", quads)
        told = [cell(found, name, " s") for name in ("names", "seconds", "svg")]
        lines.append(f"| {quads:,} | {' | '.join(told)} | {found['actors']:.0f} | {found['events']:.0f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="a million edges and quads too")
    parser.add_argument("--measure", nargs="+", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.measure:
        name, amount, folder, *more = told.measure
        print(json.dumps(globals()[name](int(amount), Path(folder), *more)))
        return
    (HERE / "RESULTS-pictures.md").write_text(report(told.full), encoding="utf-8")


if __name__ == "__main__":
    main()
