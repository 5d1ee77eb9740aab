"""The SVG: nothing covers anything, the same picture twice, and every line tells its sources."""

from itertools import combinations

import numpy as np
import pytest
from lxml import etree

from kg.views import legend
from kg.views.curves import Curve, route
from kg.views.files import Options
from kg.views.layout import layout, spread
from kg.views.network import Network, from_rows
from kg.views.scene import compose
from kg.views.svg import render
from kg.views.textwidth import text_width
from tests.networks import toy_network

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(("size", "events"), [(2, 9), (8, 16), (40, 70), (150, 260)])
def test_names_cover_no_name_and_no_node(size, events):
    network = toy_network(size, events)
    scene = compose(network, "ru", 80)
    boxes = []
    for spot in scene.spots:
        if spot.label:
            wide = max(text_width(line, spot.label.size) for line in spot.label.lines) / 2
            top, high = spot.label.y, spot.label.size * 1.18 * len(spot.label.lines)
            boxes.append((spot.label.x - wide, top, spot.label.x + wide, top + high))
    nodes = [(s.at[0] - s.radius, s.at[1] - s.radius, s.at[0] + s.radius, s.at[1] + s.radius) for s in scene.spots]
    assert not [pair for pair in combinations(boxes, 2) if _touch(*pair)]
    assert not [1 for box in boxes for node in nodes if _touch(box, node)]
    assert all(box[0] > 0 and box[2] < scene.width and scene.top <= box[1] for box in boxes)


def _touch(a, b) -> bool:
    slack = 0.5
    return a[0] < b[2] - slack and b[0] < a[2] - slack and a[1] < b[3] - slack and b[1] < a[3] - slack


def test_every_actor_of_a_small_picture_and_every_hub_is_named():
    for size in (8, 40):
        network = toy_network(size, size * 2)
        assert compose(network, "ru", 80).named == len(network.nodes)
    network = toy_network(150, 300)
    named = {spot.id for spot in compose(network, "ru", 80).spots if spot.label}
    hubs = sorted(network.nodes, key=lambda n: (-n.degree, n.id))[:15]
    assert {hub.id for hub in hubs} <= named


def test_every_line_tells_who_what_when_and_its_sources(real: Network):
    root = etree.fromstring(render(real, Options(lang="ru")))
    titles = [g.findtext(f"{SVG}title") for g in root.find(f"{SVG}g[@class='relations']")]
    assert len(titles) == len(real.relations())
    call = next(t for t in titles if "телефонный разговор · 2020-08-15, 2020-08-16" in t)
    assert "Александр Лукашенко ↔ Владимир Путин" in call
    assert "источники: " in call
    assert "“16, 18 и 19 августа”" in call
    assert any("отказано" in t for t in titles)


def test_the_legend_shows_what_occurs_in_three_languages():
    row = {"source": "person/a", "target": "state/b", "kind": "rejects", "status": "planned"}
    for lang, words in {"en": ("person", "does not recognise", "planned"), "uk": ("людина", "не визнає")}.items():
        text = render(from_rows([row]), Options(lang=lang))
        assert all(word in text for word in words)
        assert legend.word("title", lang) in text
    assert "organization" not in render(from_rows([row]))


def test_a_drawing_for_simple_programs_has_the_same_names():
    network = toy_network()
    plain, simple = (etree.fromstring(render(network, halo_below=below)) for below in (False, True))
    groups = [(plain, "names"), (simple, "names"), (simple, "halo")]
    told = ["".join(root.find(f"{SVG}g[@class='{name}']").itertext()).replace("\n", "") for root, name in groups]
    assert told[0] == told[1] == told[2] != ""


def test_layout_is_the_same_twice_and_keeps_parts_apart():
    pairs = [(0, 1), (1, 2), (2, 0), (3, 4), (5, 6), (6, 7)]
    once, twice = layout(9, pairs), layout(9, pairs)
    assert np.array_equal(once, twice)
    gaps = [np.linalg.norm(once[a] - once[b]) for a, b in combinations(range(9), 2)]
    assert min(gaps) > 0.3


@pytest.mark.parametrize("size", [0, 1, 2, 3, 700])
def test_layout_of_few_and_of_many(size):
    points = layout(size, [(n, n // 2) for n in range(1, size)])
    assert points.shape == (size, 2)
    assert np.isfinite(points).all()


def test_spread_parts_even_nodes_in_one_place():
    points = spread(np.zeros((12, 2)), np.full((12, 2), 10.0), 500)
    for a, b in combinations(range(12), 2):
        assert np.abs(points[a] - points[b]).max() > 9


def test_parallel_lines_lie_apart_in_both_directions():
    curves = route([("a", "b"), ("b", "a"), ("a", "b")], {"a": (0, 0), "b": (300, 0)}, {"a": 10, "b": 10}, 20)
    heights = sorted(curve.at(0.5)[1] for curve in curves)
    assert heights == pytest.approx([-20, 0, 20], abs=1)


def test_a_line_bends_around_a_node_between():
    places = {"a": (0.0, 0.0), "b": (400.0, 0.0), "c": (200.0, 1.0)}
    rims = dict.fromkeys(places, 12.0)
    (curve,) = route([("a", "b")], places, rims, 10)
    assert min(np.hypot(x - 200, y - 1) for x, y in curve.points(50)) > 12


def test_text_on_a_line_is_never_upside_down():
    for end in ((100, 5), (-100, 5), (0, 100), (0, -100), (-50, -80)):
        curve = Curve((0, 0), (end[0] / 2, end[1] / 2), end)
        assert -90 <= curve.angle(0.5) <= 90
