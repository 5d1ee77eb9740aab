"""The font inside a saved drawing: it is there, and nothing else changes."""

import base64
import re
import xml.etree.ElementTree as ET
from pathlib import Path

from kg.views import fontface
from kg.views.drawing import draw, save
from kg.views.files import Options
from tests.networks import toy_network


def test_a_saved_drawing_has_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    save(toy_network(), path, Options(lang="uk"))
    text = path.read_text("utf-8")
    found = re.search(r"url\(data:font/woff2;base64,([A-Za-z0-9+/=]+)\)", text)
    assert found
    assert base64.b64decode(found[1])[:4] == b"wOF2"
    root = ET.fromstring(text)
    assert root.get("font-family", "").startswith(fontface.FAMILY)


def test_nothing_else_of_the_drawing_changes(tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    options = Options(lang="ru")
    save(toy_network(), path, options)
    text = re.sub(r"<style>.*?</style>", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert text.replace(f"{fontface.FAMILY}, ", "") == draw(toy_network(), options)
