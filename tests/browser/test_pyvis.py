"""The page of pyvis in a real browser: it calls nobody, runs nothing of the news, and shows what it should."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kg.views import save
from kg.views.files import Options
from kg.views.network import Network
from tests.browser.watched import Watched
from tests.gold import all_gold
from tests.networks import HOSTILE, gold_network, hostile_network, toy_network

pytestmark = pytest.mark.browser


def inked(page: Page) -> int:
    """How many pixels of the canvas are not blank."""
    return page.evaluate(
        """() => { const c = document.querySelector("#mynetwork canvas");
        const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n; }"""
    )


def made(network: Network, tmp_path: Path, **options) -> Path:
    save(network, tmp_path / "net.html", Options(renderer="pyvis", **options))
    return tmp_path / "net.html"


def test_hostile_names_run_nothing_and_call_nobody(browser: Browser, tmp_path: Path):
    title = "<script>document.title='owned'</script>"
    watched = Watched(browser, made(hostile_network(), tmp_path, title=title))
    page = watched.page
    box = page.locator("#mynetwork").bounding_box()
    for column in range(6):  # rest on many places, so that tooltips open
        for row in range(6):
            page.mouse.move(box["x"] + box["width"] * (column + 0.5) / 6, box["y"] + box["height"] * (row + 0.5) / 6)
            page.wait_for_timeout(20)
    page.fill("#find", HOSTILE[1])
    for name in range(len(HOSTILE)):
        x, y = page.evaluate(
            f"(() => {{const p = network.canvasToDOM(network.getPosition({name})); return [p.x, p.y]}})()"
        )
        page.mouse.move(box["x"] + x, box["y"] + y)
        page.wait_for_timeout(200)
    assert page.title() == title
    assert page.locator("h1").all_inner_texts() == [title]
    assert page.locator("img, iframe, object, embed, link").count() == 0
    assert page.locator("script").count() == 5  # pyvis' utilities, vis-network, its drawing; our data and our script
    assert watched.quiet()
    assert inked(page) > 1000


def test_titles_are_text(browser: Browser, tmp_path: Path):
    page = Watched(browser, made(hostile_network(), tmp_path)).page
    kinds = page.evaluate("nodes.get().concat(edges.get()).map(item => typeof item.title)")
    assert set(kinds) == {"string"}
    assert page.evaluate("nodes.get().some(n => n.title.includes('href'))")
    box = page.locator("#mynetwork").bounding_box()
    x, y = page.evaluate("(() => {const p = network.canvasToDOM(network.getPosition(2)); return [p.x, p.y]})()")
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.wait_for_timeout(600)
    tip = page.locator("div.vis-tooltip")
    assert "<script>" in tip.inner_text()
    assert tip.locator("*:not(br)").count() == 0


def test_the_real_articles(browser: Browser, tmp_path: Path, shared: Path):
    network = gold_network(all_gold(shared, "articles"))
    watched = Watched(browser, made(network, tmp_path, lang="ru"))
    page = watched.page
    assert page.locator("html").get_attribute("lang") == "ru"
    assert page.locator("tbody tr").count() == len(network.relations())
    row = page.locator("tbody tr", has_text="телефонный разговор").filter(has_text="2020-08-19").inner_text()
    assert all(day in row for day in ("2020-08-15", "2020-08-16", "2020-08-18"))
    assert "16, 18 и 19 августа" in row
    assert page.evaluate("edges.length") == len(network.relations())
    assert watched.quiet()
    assert inked(page) > 1000


def test_search_and_click_find_the_rows(browser: Browser, tmp_path: Path):
    network = toy_network()
    page = Watched(browser, made(network, tmp_path, lang="ru")).page
    node = network.nodes[3]
    page.fill("#find", node.name("ru"))
    assert page.evaluate("network.getSelectedNodes()") == [3]
    mine = [r for r in network.relations() if node.id in (r.source, r.target)]
    assert page.locator("tr.found").count() == len(mine)
    page.evaluate("network.body.emitter.emit('click', {nodes: [], edges: [0]})")
    assert page.locator("tr.found").count() == 1


def test_without_scripts_the_drawing_and_the_table_remain(browser: Browser, tmp_path: Path):
    network = toy_network()
    page = Watched(browser, made(network, tmp_path), scripts=False).page
    assert page.locator("noscript svg").first.is_visible()
    assert page.locator("tbody tr").count() == len(network.relations())
    assert "needs JavaScript" in page.locator("body").inner_text()


def test_500_actors_draw_without_waiting(browser: Browser, tmp_path: Path):
    watched = Watched(browser, made(toy_network(500, 900), tmp_path))
    assert watched.quiet()
    assert inked(watched.page) > 5000
