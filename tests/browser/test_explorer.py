"""The explorer in a real browser: it calls nobody, runs nothing of the news, filters, finds, tells, and gives away."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kg.views import save
from kg.views.files import Options
from kg.views.network import Network, from_rows
from tests.browser.watched import Watched
from tests.gold import all_gold
from tests.networks import HOSTILE, gold_network, hostile_network, toy_network

pytestmark = pytest.mark.browser


def made(network: Network, tmp_path: Path, **options) -> Path:
    save(network, tmp_path / "net.html", Options(**options))
    return tmp_path / "net.html"


def opened(browser: Browser, network: Network, tmp_path: Path, address: str = "", **options) -> Watched:
    watched = Watched(browser, made(network, tmp_path, **options), address=address)
    for _ in range(100):  # the policy forbids eval, on which wait_for_function may rely
        if watched.page.evaluate("Boolean(window.kgReady)"):
            return watched
        watched.page.wait_for_timeout(100)
    raise AssertionError(watched.errors)


def counts(page: Page) -> list[int]:
    text = page.locator("#counts").inner_text()
    return [int(part.rpartition(": ")[2]) for part in text.split(" · ")[:3]]


def ends(network: Network) -> list[int]:
    return [len(network.nodes), len(network.relations()), len({edge.event for edge in network.edges})]


def test_hostile_names_run_nothing_and_call_nobody(browser: Browser, tmp_path: Path):
    title = "<script>document.title='owned'</script>"
    network = hostile_network()
    watched = opened(browser, network, tmp_path, title=title)
    page = watched.page
    for node in network.nodes:
        page.fill("#find", node.name("en")[:200])
        page.locator("#find").dispatch_event("change")
        page.wait_for_timeout(30)
    box = page.locator("#graph").bounding_box()
    for column in range(8):  # rest on many places, so that tips open
        for row in range(8):
            page.mouse.move(box["x"] + box["width"] * (column + 0.5) / 8, box["y"] + box["height"] * (row + 0.5) / 8)
            page.wait_for_timeout(15)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for lang in ("ru", "uk", "en"):
        page.select_option("#lang", lang)
    assert page.title() == title
    assert page.locator("h1:visible").all_inner_texts() == [title]
    assert page.locator("img, iframe, object, embed, link, foreignObject").count() == 0
    assert page.locator("script").count() == 3  # the data, the bundle, our scripts
    assert all(
        link.startswith(("http://", "https://")) for link in page.evaluate("[...document.links].map(l => l.href)")
    )
    assert watched.quiet()


def test_the_real_articles(browser: Browser, tmp_path: Path, shared: Path):
    network = gold_network(all_gold(shared, "articles"))
    watched = opened(browser, network, tmp_path, lang="ru")
    page = watched.page
    assert page.locator("html").get_attribute("lang") == "ru"
    assert counts(page) == ends(network)
    page.fill("#find", "Меркель")
    page.locator("#find").dispatch_event("change")
    card = page.locator("#events article", has_text="отказано")
    assert "Ангела Меркель → Александр Лукашенко" in card.inner_text()
    assert card.locator("blockquote").count() == 1
    assert card.locator("a").get_attribute("rel") == "noopener noreferrer"
    page.select_option("#lang", "uk")
    assert "відмовлено" in page.locator("#events").inner_text()
    assert watched.quiet()


def test_the_legend_and_the_window_filter(browser: Browser, tmp_path: Path):
    network = toy_network(30, 80)
    page = opened(browser, network, tmp_path, lang="en").page
    assert counts(page) == ends(network)
    page.locator("#kinds label", has_text="meeting").locator("input").click()
    assert counts(page) == ends(network.where(lambda e: e.kind != "meeting"))
    page.locator("#statuses label", has_text="refused").locator("input").click()
    kept = network.where(lambda e: e.kind != "meeting" and e.status != "refused")
    assert counts(page) == ends(kept)
    page.uncheck("#undated")
    assert counts(page) == ends(kept.where(lambda e: bool(e.earliest)))
    page.evaluate(
        "(document.getElementById('low').value = 100, document.getElementById('low').dispatchEvent(new Event('input')))"
    )
    page.wait_for_timeout(300)
    since = page.locator("#since").inner_text()
    assert counts(page) == ends(kept.window(since))


def test_claims_are_a_filter_and_told(browser: Browser, tmp_path: Path):
    row = {"source": "a", "target": "b", "kind": "call", "date": "2020-08-15", "sentence": "Слова."}
    network = from_rows(
        [row | {"event": "1"}, row | {"event": "2", "claimed_by": "Песков", "article": "https://x.by/1"}]
    )
    page = opened(browser, network, tmp_path).page
    assert counts(page) == [2, 2, 2]
    page.fill("#find", "a")
    page.locator("#find").dispatch_event("change")
    assert "claimed by Песков" in page.locator("#events").inner_text()
    page.locator("#legend summary").click()
    page.locator("#claims input").nth(1).click()
    assert counts(page) == [2, 1, 1]
    assert "Песков" not in page.locator("#events").inner_text()


def test_a_link_brings_back_what_is_shown(browser: Browser, tmp_path: Path):
    network = toy_network(30, 80)
    page = opened(browser, network, tmp_path).page
    page.locator("#kinds input").nth(0).click()
    page.fill("#find", network.nodes[3].name("en"))
    page.locator("#find").dispatch_event("change")
    shown, events, address = counts(page), page.locator("#events").inner_text(), page.evaluate("location.hash")
    again = opened(browser, network, tmp_path, address).page
    assert (counts(again), again.locator("#events").inner_text()) == (shown, events)
    assert not again.locator("#kinds input").nth(0).is_checked()


def test_keys(browser: Browser, tmp_path: Path):
    network = toy_network(12, 30)
    page = opened(browser, network, tmp_path).page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type(network.nodes[0].name("en"))
    page.keyboard.press("Enter")
    page.locator("#find").dispatch_event("change")
    heading = page.locator("#events h2").inner_text()
    page.locator("#graph").focus()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        page.wait_for_timeout(300)
    assert page.locator("#events h2").inner_text() != heading
    page.keyboard.press("Escape")
    assert page.locator("#events h2").count() == 0
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()


def test_table_and_picture_to_take_away(browser: Browser, tmp_path: Path):
    network = hostile_network()
    page = opened(browser, network, tmp_path).page
    with page.expect_download() as table:
        page.click("#csv")
    text = Path(table.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(network.edges)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert any(HOSTILE[0] in row["sentence"] for row in rows)
    with page.expect_download() as picture:
        page.click("#png")
    data = Path(picture.value.path()).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 10_000


def test_the_dark_theme_and_time_that_runs(browser: Browser, tmp_path: Path):
    watched = opened(browser, toy_network(30, 80), tmp_path)
    page = watched.page
    page.click("#theme")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    until = page.locator("#until").inner_text()
    page.click("#play")
    page.wait_for_timeout(700)
    page.click("#play")
    assert page.locator("#until").inner_text() < until
    assert watched.quiet()


def test_large_networks_open_with_their_main_actors(browser: Browser, tmp_path: Path):
    network = toy_network(700, 2500)
    watched = opened(browser, network, tmp_path)
    assert counts(watched.page)[0] <= 150
    lone = min(network.nodes, key=lambda node: (node.degree, node.id))
    watched.page.fill("#find", lone.name("en"))
    watched.page.locator("#find").dispatch_event("change")
    assert lone.name("en") in watched.page.locator("#events h2").inner_text()
    watched.page.keyboard.press("Escape")
    watched.page.select_option("#limit", "all")
    assert counts(watched.page) == ends(network)
    assert watched.quiet()


def test_without_scripts_the_drawing_and_the_table_remain(browser: Browser, tmp_path: Path):
    network = toy_network()
    page = Watched(browser, made(network, tmp_path), scripts=False).page
    assert page.locator("#still svg").first.is_visible()
    assert not page.locator("#app").is_visible()
    assert page.locator("tbody tr").count() == len(network.relations())
    assert "needs JavaScript" in page.locator("body").inner_text()


def test_without_webgl_too(browser: Browser, tmp_path: Path):
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer", "--disable-3d-apis"]
    poor = browser.browser_type.launch(executable_path=shutil.which("chromium"), args=arguments)
    watched = Watched(poor, made(toy_network(), tmp_path))
    assert watched.page.evaluate("document.createElement('canvas').getContext('webgl2')") is None
    assert watched.page.locator("#still svg").first.is_visible()
    assert not watched.page.locator("#app").is_visible()
    assert watched.quiet()
    poor.close()


def test_the_frame_of_a_notebook(browser: Browser, tmp_path: Path):
    (tmp_path / "book.html").write_text(f"<!doctype html>{toy_network()._repr_html_()}", encoding="utf-8")
    watched = Watched(browser, tmp_path / "book.html")
    watched.page.wait_for_timeout(1500)
    frame = watched.page.frames[1]
    assert frame.locator("#counts").inner_text().startswith("actors: ")
    assert not watched.errors
