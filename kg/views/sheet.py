"""The sheet of paper under every drawing: title, caption, legend, and its size on the screen or on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from kg.views import legend
from kg.views.files import Options, cut, one_line
from kg.views.labels import LINE
from kg.views.textwidth import text_width

FONT = "Noto Sans, DejaVu Sans, Arial, sans-serif"
PLAIN_FONT = "DejaVu Sans"  # has our marks, for programs that take one font for all letters
INK, SOFT = "#1b1b1b", "#5b6270"
HEAD = 84.0  # where a drawing begins under a title and a caption of two lines
_CAPTION = 13.0
_PAGE = 267.0  # millimetres between the margins of A4 on its side; upright it is 190


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: a piece of SVG, 34 wide, around y = 0, and its plain text."""

    picture: str
    text: str


def head_height(told: list[str], width: float) -> float:
    """Return where the drawing begins under this caption."""
    return HEAD + max(0, len(_wrapped(told, width)) - 2) * _CAPTION * LINE


def sheet(
    options: Options,
    told: list[str],
    width: float,
    bottom: float,
    body: Iterable[str],
    entries: list[Entry],
    font: str = FONT,
) -> str:
    """Return the SVG document: title and caption above `body`, which ends at `bottom`, and the legend below it."""
    title = one_line(options.title or legend.word("title", options.lang))
    rows = _rows(entries, width - 48)
    height = bottom + 22 + 24 * len(rows)
    lines = [
        f'<text x="24" y="{60 + number * _CAPTION * LINE:.1f}" font-size="{_CAPTION:g}" fill="{SOFT}">'
        f"{escape(line)}</text>"
        for number, line in enumerate(_wrapped(told, width))
    ]
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'{_size(options, width, height)} font-family="{font}" role="img" '
        f"xml:lang={quoteattr(options.lang)} aria-label={quoteattr(title)}>",
        f"<title>{escape(title)}</title><desc>{escape(' · '.join(told))}</desc>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="24" y="38" font-size="22" font-weight="600" fill="{INK}">{escape(cut(title, 90))}</text>',
        *lines,
        *body,
        *_legend(rows, bottom + 14),
        "</svg>\n",
    ]
    return "\n".join(out)


def _size(options: Options, width: float, height: float) -> str:
    if options.style == "screen":
        return f'width="{width:.0f}" height="{height:.0f}"'
    wide, high = (_PAGE, 190.0) if width > height else (190.0, _PAGE)
    scale = min(wide / width, high / height)
    return f'width="{width * scale:.1f}mm" height="{height * scale:.1f}mm"'


def _wrapped(parts: list[str], width: float) -> list[str]:
    lines = [""]
    for word in " · ".join(parts).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, _CAPTION) > width - 48:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _rows(entries: list[Entry], width: float) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    used = width
    for entry in entries:
        need = 62 + text_width(entry.text, 12.5)
        if used + need > width:
            rows.append([])
            used = 0
        rows[-1].append(entry)
        used += need
    return rows


def _legend(rows: list[list[Entry]], top: float) -> Iterator[str]:
    yield f'<g class="legend" font-size="12.5" fill="{INK}">'
    for number, row in enumerate(rows):
        x, y = 24.0, top + 12 + number * 24
        for entry in row:
            text = f'<text x="42" y="4.5">{escape(entry.text)}</text>'
            yield f'<g transform="translate({x:.1f} {y:.1f})">{entry.picture}{text}</g>'
            x += 62 + text_width(entry.text, 12.5)
    yield "</g>"
