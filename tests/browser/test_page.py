"""The page in a real browser: it calls nobody else, runs nothing of the news, leads from a question to the words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from kg import queries
from kg.web import Limits, Settings, words
from kg.web.running import running
from tests.stores import small_store
from tests.web import hostile

pytestmark = pytest.mark.browser

ADA = "https://w3id.org/actorgraph/id/person/ada-norn"
CALL = "https://w3id.org/actorgraph/id/event/c3"
A = "https://news.example/a"
TEXT = "🕊️ до 10.03. Ada Norn and Boris Velin spoke a third time, й потом вышли."
EVERY_PAGE = (
    "/",
    "/ask",
    "/ask/calls?actor=Norn",
    "/ask/timeline?view=timeline",
    "/query",
    f"/actor?iri={ADA}",
    f"/node?iri={CALL}",
    f"/article?iri={A}",
    "/articles",
    "/ontology",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("these tests need Debian's Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


def _with_text(folder: Path) -> None:
    """Give article a its text and a passage in it that stands after an emoji."""
    store = small_store(folder)
    kg, article = "https://w3id.org/actorgraph/ns#", ox.NamedNode(A)
    exact = "Ada Norn and Boris Velin"
    start = TEXT.index(exact)
    passage = ox.NamedNode(f"{A}#char={start},{start + len(exact)}")
    told: dict[str, ox.NamedNode | ox.Literal] = {
        "article": article,
        "start": ox.Literal(start),
        "end": ox.Literal(start + len(exact)),
        "exact": ox.Literal(exact),
        "zone": ox.Literal("body"),
    }
    quads = [ox.Quad(passage, ox.NamedNode(kg + name), value) for name, value in told.items()]
    quads.append(ox.Quad(ox.NamedNode(CALL), ox.NamedNode(f"{kg}evidence"), passage))
    quads.append(ox.Quad(article, ox.NamedNode(f"{kg}text"), ox.Literal(TEXT), article))
    local, links = ox.NamedNode(f"{A}#e9"), ox.NamedNode("https://w3id.org/actorgraph/id/graph/links")
    quads.append(ox.Quad(local, hostile.TYPE, ox.NamedNode(f"{kg}PhoneCall"), article))
    quads.append(ox.Quad(local, ox.NamedNode(f"{kg}evidence"), passage, article))
    quads.append(ox.Quad(local, ox.NamedNode(f"{kg}denotes"), ox.NamedNode(CALL), links))
    store.apply([], quads)
    store.close()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("page") / "store"
    _with_text(folder)
    with running(Settings(folder, port=0, workers=2, limits=Limits(rate=0))) as address:
        yield address


class Watched:
    """A page that remembers what it complained about and whom it asked besides its server."""

    def __init__(self, browser: Browser, url: str, *, width: int = 1200, dark: bool = False) -> None:
        scheme = "dark" if dark else "light"
        self.page: Page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.url = url
        self.noise: list[str] = []
        self.page.set_default_timeout(20_000)
        self.page.on("request", self._request)
        self.page.on("console", lambda message: self.noise.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))
        self.page.on("dialog", lambda dialog: self.noise.append(dialog.message))

    def _request(self, request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:", "about:")):
            self.noise.append(f"asked {request.url}")

    def go(self, path: str) -> Page:
        self.page.goto(self.url + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        self.page.wait_for_selector("main:not([aria-busy]) h1")

    def overflow(self) -> int:
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("lang", ["en", "ru", "uk"])
def test_every_page_on_a_phone(browser: Browser, url: str, lang: str):
    watched = Watched(browser, url, width=390, dark=lang == "ru")
    for path in EVERY_PAGE:
        page = watched.go(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        assert page.locator("html").get_attribute("lang") == lang
        assert page.locator(".problem").count() == 0, path
        assert page.locator("h1").inner_text(), path
        assert watched.overflow() <= 0, path
    assert watched.noise == []
    watched.page.close()


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_serious_stands_in_anybodys_way(browser: Browser, url: str, dark: bool):
    """What axe-core finds on every page, in both sets of colours."""
    watched = Watched(browser, url, dark=dark)
    found = set()
    for path in EVERY_PAGE:
        told = Axe().run(watched.go(path)).response["violations"]
        found |= {(path, v["id"], v["nodes"][0]["html"][:120]) for v in told if v["impact"] in ("serious", "critical")}
    watched.page.close()
    assert found == set()


def test_from_a_name_to_the_words(browser: Browser, url: str):
    watched = Watched(browser, url)
    page = watched.go("/?lang=ru")
    page.keyboard.press("/")
    page.keyboard.type("Норн", delay=20)
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Ада Норн')")
    page.locator("a.quote", has_text="Ada Norn and Boris Velin").first.click()
    page.wait_for_selector("mark.at")
    assert "".join(page.locator("mark.at").all_inner_texts()) == "Ada Norn and Boris Velin"
    assert page.locator(".text").inner_text() == TEXT
    page.locator("mark.at").first.click()
    page.locator(".proof a").first.click()
    page.wait_for_selector("h2:has-text('Где сообщается')")
    assert page.locator("article.card h3").count() == 2
    page.go_back()
    page.wait_for_selector("mark")
    assert watched.noise == []
    page.close()


def test_a_question_in_four_ways(browser: Browser, url: str):
    watched = Watched(browser, url)
    page = watched.go("/ask/calls?lang=en")
    assert page.locator("p.about").inner_text() == queries.find("calls").about()
    assert page.locator("#param-status-help").inner_text() == queries.find("calls").param("status").help()
    page.fill("#param-actor", "Norn")
    page.fill("#param-since", "2021-03-02")
    page.keyboard.press("Enter")
    page.wait_for_url("**since=2021-03-02**")
    watched.settle()
    rows = page.locator("tbody tr").count()
    assert rows > 0
    page.focus("#tab-table")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".timeline")
    assert "view=timeline" in page.url
    page.click("#tab-network")
    explorer = page.frame_locator("iframe.explorer")
    explorer.locator("#app:not([hidden])").wait_for()
    page.click("#tab-raw")
    page.wait_for_selector("pre.raw >> text=bindings")
    page.reload()
    page.wait_for_selector("pre.raw >> text=bindings")
    page.fill("#param-actor", "Nobody Atall")
    page.keyboard.press("Enter")
    assert "no actor" in page.locator(".problem").inner_text()
    page.close()


def test_the_editor_completes_and_runs(browser: Browser, url: str):
    """The editor that is fetched when the package is built; nothing of it asks anybody else."""
    watched = Watched(browser, url)
    page = watched.go("/query?lang=uk")
    if not words.EDITOR.exists():
        page.close()
        pytest.skip("the package was built without a network: the page has its plain editor")
    page.locator("#sparql .CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(
        "PREFIX kg: <https://w3id.org/actorgraph/ns#>\nSELECT ?who { ?x kg:participant ?who . ?x a kg:Phon"
    )
    page.wait_for_selector(".CodeMirror-hint >> text=kg:PhoneCall")
    page.keyboard.press("Enter")
    page.keyboard.type(" }")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("tbody tr")
    assert page.locator("tbody a", has_text="Ада Норн").count() > 0
    assert "a+kg%3APhoneCall+%7D" in page.url
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT * {")
    assert watched.noise == []
    page.get_by_role("button", name="Виконати").click()
    page.wait_for_selector(".problem")
    page.close()


def test_the_plain_editor_completes_and_runs(browser: Browser, url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(words, "EDITOR", Path("none"))
    watched = Watched(browser, url)
    page = watched.go("/query?lang=uk")
    page.fill("#sparql", "PREFIX kg: <https://w3id.org/actorgraph/ns#>\nSELECT ?who { ?x kg:participant ?who . ?x a ")
    page.locator("#sparql").press("End")
    page.keyboard.type("kg:Phon", delay=20)
    page.wait_for_selector("#terms [role=option]")
    page.keyboard.press("Enter")
    page.keyboard.type(" }")
    assert page.input_value("#sparql").endswith("a kg:PhoneCall }")
    assert page.locator(".colours").inner_text().strip() == page.input_value("#sparql")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("tbody tr")
    assert page.locator("tbody a", has_text="Ада Норн").count() > 0
    page.fill("#sparql", "SELECT * {")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".problem")
    page.close()


def test_language_and_colours_are_kept(browser: Browser, url: str):
    watched = Watched(browser, url)
    page = watched.go("/ask?lang=en")
    page.locator("#top select").select_option("uk")
    page.wait_for_selector("h1:has-text('Запитання')")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#top button").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.goto(url + "/ask")
    page.wait_for_selector("h1:has-text('Запитання')")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert watched.noise == []
    page.close()


def test_hostile_news_runs_nothing(browser: Browser, tmp_path: Path):
    hostile.hostile_store(tmp_path / "store").close()
    with running(Settings(tmp_path / "store", port=0, workers=2, limits=Limits(rate=0))) as url:
        watched = Watched(browser, url)
        paths = ["/ask/calls", "/ask/timeline?view=timeline", "/articles", "/network", "/ask/calls?view=network"]
        for number in range(0, len(hostile.TEXTS), 2):
            paths.append(f"/article?iri={hostile.ID}article/{number}")
        for number in (0, 3):
            paths += [f"/node?iri={hostile.ID}event/{number}", f"/actor?iri={hostile.ID}person/{number}"]
        paths += [f"/query?query={quote('SELECT * { ?s ?p ?o } LIMIT 200')}", "/ask/calls?view=raw"]
        for path in paths:
            page = watched.go(path)
            assert page.locator("main script, main img, main svg, main object, main embed").count() == 0, path
            assert page.locator("a[href^='javascript']").count() == 0, path
            assert page.title() != "owned", path
            for mark in page.locator("mark").all()[:2]:
                mark.click()
        shown = watched.go(f"/article?iri={hostile.ARTICLE}").locator(".text").inner_text()
        assert hostile.TEXTS[0] in shown
        assert [n for n in watched.noise if "status of 4" not in n] == []
        watched.page.close()
