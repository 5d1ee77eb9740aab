"""RSS and Atom files: entries in, drafts out. Nothing is fetched and no entity is resolved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.articles.draft import Draft
from kg.articles.markup import element_text, html_to_text
from kg.articles.readers import Found, one_line, stem
from kg.errors import ArticleError

if TYPE_CHECKING:
    from lxml.etree import _Element

_TRUNCATED = ("ERR_TAG_NOT_FINISHED", "ERR_TAG_NAME_MISMATCH", "ERR_DOCUMENT_END", "ERR_GT_REQUIRED", "ERR_LT_REQUIRED")


def read_feed(text: str, where: str) -> Found:
    """RSS 0.9-2.0, RSS 1.0 or Atom: one article an entry, from its full text, else its summary."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)  # its encoding is no longer true
    try:
        root = etree.fromstring(body.encode("utf-8", "replace"), parser=parser)
    except etree.XMLSyntaxError as error:
        yield ArticleError(where, f"broken XML: {one_line(error)}")
        return
    if root is None or _name(root) not in ("rss", "rdf", "feed"):
        yield ArticleError(where, "not a feed; it should be RSS or Atom")
        return
    entries = [element for element in root.iter() if _name(element) in ("item", "entry")]
    source = _entry_text(next((e for e in root.iter() if _name(e) in ("channel", "feed")), root), ("title",))
    if not entries:
        yield ArticleError(where, "a feed without entries")
    for number, entry in enumerate(entries, 1):
        yield _entry(entry, f"{stem(where)}-{number}", f"{where}, entry {number}", source)
    fatal = [error for error in parser.error_log if error.type_name in _TRUNCATED]
    if fatal:
        problem = f"broken XML in line {fatal[0].line}: {one_line(fatal[0].message)}; what follows may be lost"
        yield ArticleError(where, problem)


def _entry(entry: _Element, name: str, where: str, source: str | None) -> Draft:
    full = _entry_text(entry, ("encoded", "full-text", "fulltext", "content"))
    body = full or _entry_text(entry, ("description", "summary")) or ""
    links = [e for e in entry if _name(e) == "link" and e.get("rel", "alternate") == "alternate"]
    link = next((e.get("href") for e in links if e.get("href")), None)
    author = next((e for e in entry if _name(e) in ("author", "creator")), None)
    return Draft(
        id=name,
        text=html_to_text(body),
        where=where,
        title=html_to_text(_entry_text(entry, ("title",)) or ""),
        url=link or _entry_text(entry, ("link", "guid", "id")),
        source=source,
        author=None if author is None else _entry_text(author, ("name",)) or _inner(author),
        published=_entry_text(entry, ("pubdate", "published", "date", "updated")),
        title_apart=True,
    )


def _entry_text(element: _Element, names: tuple[str, ...]) -> str | None:
    """Text of the first child so called; the order of names is that of preference."""
    for name in names:
        for child in element:
            if _name(child) == name and (text := _inner(child)):
                return text
    return None


def _inner(element: _Element) -> str:
    """Text of an element; elements in it (XHTML content) are read as markup."""
    text = element_text(element) if len(element) and element[0].tag else "".join(map(str, element.itertext()))
    return text.strip()


def _name(element: _Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
