"""HTML and trafilatura's XML to plain text: a blank line between paragraphs, «• » before list items."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_APART = frozenset(
    (
        *("p", "div", "section", "article", "header", "footer", "main", "aside", "pre", "address", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "head", "figure", "figcaption", "blockquote", "quote"),
        *("ul", "ol", "dl", "list", "dt", "dd", "li", "item", "table", "tr", "row"),
    )
)
_ITEMS = frozenset(("li", "item"))
_BREAKS = frozenset(("br", "lb", "hr"))
_CELLS = frozenset(("td", "th", "cell"))
_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "iframe", "svg", "math", "button", "select", "textarea", "nav", "title")
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|strong|i|em|ul|ol|li|h[1-6]|img|figure|blockquote|table)\b[^<>]*>", re.IGNORECASE
)


def is_html(text: str) -> bool:
    """Whether a text has HTML tags in it.

    >>> is_html("<p>Так</p>"), is_html("5 < 6 > 4")
    (True, False)
    """
    return bool(_TAG.search(text))


def html_to_text(html: str) -> str:
    r"""Return the text of an HTML fragment or page; of a text without tags only the entities are resolved.

    >>> html_to_text("<p>Сейм&nbsp;принял закон</p><ul><li>раз<li>два</ul>")
    'Сейм\xa0принял закон\n\n• раз\n• два'
    """
    if not is_html(html):
        return unescape(html)
    root = parse_html(html)
    return "" if root is None else element_text(root)


def parse_html(html: str) -> _Element | None:
    """Parse a page however broken; None if there is nothing in it."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
        root: _Element = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None
    return root


def element_text(root: _Element) -> str:
    """Return the text of an element, blocks apart."""
    from lxml import etree

    blocks = _Blocks()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _SKIPPED:
                walk.skip_subtree()
                continue
            blocks.open(tag)
            blocks.add(element.text)
            continue
        if tag not in _SKIPPED:
            blocks.close(tag)
        if element is not root:
            blocks.add(element.tail)
    return blocks.text()


class _Blocks:
    """Paragraphs and list items as they grow."""

    def __init__(self) -> None:
        self._done: list[tuple[bool, str]] = []
        self._now: list[str] = []
        self._item = False

    def add(self, text: str | None) -> None:
        self._now.append(_SPACES.sub(" ", text or ""))

    def open(self, tag: str) -> None:
        if tag in _APART:
            self._finish(keep_item=tag not in _ITEMS)
            self._item = self._item or tag in _ITEMS
        elif tag in _BREAKS:
            self._now.append("\n")

    def close(self, tag: str) -> None:
        if tag in _APART:
            self._finish(keep_item=tag not in _ITEMS)
        elif tag in _CELLS:
            self._now.append(" ")

    def text(self) -> str:
        self._finish(keep_item=False)
        pieces: list[str] = []
        after_item = False
        for item, text in self._done:
            if pieces:
                pieces.append("\n" if item and after_item else "\n\n")
            pieces.append(f"• {text}" if item else text)
            after_item = item
        return "".join(pieces)

    def _finish(self, keep_item: bool) -> None:
        lines = (re.sub(" {2,}", " ", line).strip(" ") for line in "".join(self._now).split("\n"))
        text = re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip("\n")  # two breaks are a paragraph's end
        self._now.clear()
        if text.strip():
            self._done.append((self._item, text))
            self._item = False
        elif not keep_item:
            self._item = False
