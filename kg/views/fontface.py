"""The letters of a drawing inside the drawing: it looks the same where no font has Cyrillic or our marks."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

FAMILY = "kg labels"
_FONT = Path(__file__).parent / "static" / "labels.woff2"  # DejaVu Sans: Latin, Cyrillic, our marks


@cache
def _rule() -> str:
    data = base64.b64encode(_FONT.read_bytes()).decode()
    return f'<style>@font-face{{font-family:"{FAMILY}";src:url(data:font/woff2;base64,{data}) format("woff2")}}</style>'


def with_letters(svg: str) -> str:
    """Return an SVG document of ours with its font in it; programs that read no fonts from a file use their own."""
    head, sign, rest = svg.partition("<title>")
    return head.replace('font-family="', f'font-family="{FAMILY}, ', 1) + _rule() + sign + rest
