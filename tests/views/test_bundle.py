"""The bundle of the explorer may stand in a page whose policy forbids nearly everything, and needs no network."""

import re
from pathlib import Path

import pytest

from kg.views.explorer import render_explorer
from kg.views.files import Options
from kg.views.network import Network
from tests.networks import toy_network

STATIC = Path(__file__).parent.parent.parent / "kg" / "views" / "static"


def test_the_bundle_is_inert_and_licensed():
    text = (STATIC / "graphics.min.js").read_text(encoding="utf-8")
    assert not re.search(
        r"</script|\beval\(|new Function|https?://|XMLHttpRequest|fetch\(|WebSocket|sourceMappingURL", text
    )
    licences = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    assert all(f"{name} " in licences for name in ("sigma", "graphology", "events"))
    assert licences.count("Permission is hereby granted") >= 4


def test_our_scripts_put_text_in_the_page_as_text_only():
    for path in (STATIC / "explorer").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", text), path
        assert len(text.splitlines()) < 400


def test_pages_are_the_same_twice_and_name_no_address_of_their_own(toy: Network):
    one, two = render_explorer(toy, Options(lang="uk")), render_explorer(toy, Options(lang="uk"))
    assert one == two
    assert "default-src 'none'" in one
    assert not re.search(r"<(?:link|img|iframe|object|embed|base)\b|<script[^>]+src=", one)


@pytest.mark.parametrize("size", [40, 700])
def test_large_data_is_packed(size):
    page = render_explorer(toy_network(size, size * 12))
    assert ('data-packed="gzip"' in page) == (size == 700)


def test_nothing_in_the_data_ends_its_element(hostile: Network):
    page = render_explorer(hostile, Options(title="</script><script>"))
    data = re.search(r'id="kg-data">(.*?)</script>', page, re.DOTALL)[1]
    assert "<" not in data
    assert page.count("<script") == 3
