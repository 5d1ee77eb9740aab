"""Plain text, HTML and JSON lines: text of a file in, drafts out; a broken part is an ArticleError among the drafts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from kg.articles.draft import Draft
from kg.articles.markup import element_text, html_to_text, is_html, parse_html
from kg.errors import ArticleError

Found = Iterator[Draft | ArticleError]
Reader = Callable[[str, str], Found]

_TEXT_KEYS = ("text", "body", "content", "article", "full_text", "fulltext")
_TITLE_KEYS = ("title", "headline", "name")
_DATE_KEYS = ("published", "date", "datepublished", "published_at", "publishedat", "pubdate", "date_published")
_SOURCE_KEYS = ("source", "publisher", "site", "site_name", "outlet", "sitename")
_LANG_KEYS = ("lang", "language", "inlanguage")
_URL_KEYS = ("url", "link", "canonical", "uri")
_AUTHOR_KEYS = ("author", "authors", "byline", "creator")
_DEEPEST = 2  # lists within lists: YAML may nest without end
_MOST_PARTS = 50
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n+|\Z)", re.DOTALL | re.MULTILINE)


def read_text(text: str, where: str) -> Found:
    """Plain text or Markdown, with or without YAML front matter. The text stays as it is written, Markdown and all."""
    if not text.startswith("---"):
        yield Draft(stem(where), text, where)
        return
    matter = _FRONT_MATTER.match(text)
    told = "the block opened by --- is never closed" if matter is None else _front_matter(matter.group(1))
    if matter is None or isinstance(told, str):
        yield ArticleError(where, f"broken front matter: {told}; write `key: value` lines between two lines ---")
    else:
        yield _draft(told, text[matter.end() :], stem(where), where)


def _front_matter(written: str) -> Mapping[str, object] | str:
    """Return the keys and values, all as strings, or what is wrong."""
    import yaml

    try:
        told = yaml.load(written, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        return one_line(error)
    except RecursionError:
        return "nested too deep"
    if told and not isinstance(told, dict):
        return "no keys"
    return {str(key): value for key, value in told.items()} if told else {}


def read_html(text: str, where: str) -> Found:
    """A saved page: trafilatura finds the article and who published it when; if it finds none, all text blocks."""
    import trafilatura

    page = trafilatura.bare_extraction(
        text,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if page is None or isinstance(page, dict) or page.body is None:
        root = parse_html(text)
        title = None if root is None else root.findtext(".//title")
        body = "" if root is None else element_text(root)
        yield Draft(stem(where), body, where, title=title)
        return
    yield Draft(
        id=stem(where),
        text=element_text(page.body),
        where=where,
        title=page.title,
        url=page.url,
        source=page.sitename or page.hostname,
        author=page.author,
        published=page.date,
        title_apart=True,
    )


def read_jsonl(lines: Iterable[str | ArticleError], where: str) -> Found:
    """One JSON object a line. `lines` may hold errors for lines that could not be decoded."""
    for number, line in enumerate(lines, 1):
        here = f"{where}, line {number}"
        if isinstance(line, ArticleError):
            yield ArticleError(here, line.problem)
        elif line.strip():
            yield _json_article(line, here, f"{stem(where)}-{number}")


def _json_article(line: str, here: str, name: str) -> Draft | ArticleError:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return ArticleError(here, f"broken JSON: {one_line(error)}; write one object a line")
    if not isinstance(row, dict):
        return ArticleError(here, f"a JSON {type(row).__name__}, not an object; write one article a line")
    told = {str(key).lower(): value for key, value in row.items()}
    text = _told(told, _TEXT_KEYS)
    if text is None:
        return ArticleError(here, f"no text in it; name it one of {', '.join(_TEXT_KEYS[:3])}")
    return _draft(told, html_to_text(text) if is_html(text) else _line_ends(text), name, here, title_apart=True)


def _draft(told: Mapping[str, object], text: str, name: str, where: str, title_apart: bool = False) -> Draft:
    told = {key.lower(): value for key, value in told.items()}
    return Draft(
        id=_told(told, ("id",)) or name,
        text=text,
        where=where,
        title=_told(told, _TITLE_KEYS),
        url=_told(told, _URL_KEYS),
        source=_told(told, _SOURCE_KEYS),
        author=_told(told, _AUTHOR_KEYS),
        published=_told(told, _DATE_KEYS),
        lang=_told(told, _LANG_KEYS),
        title_apart=title_apart,
    )


def _told(row: Mapping[str, object], keys: tuple[str, ...]) -> str | None:
    """First value under these keys as a string: of a list the strings, of an object its name."""
    for key in keys:
        value = _plain(row.get(key))
        if value:
            return value
    return None


def _plain(value: Any, depth: int = 0) -> str | None:
    if depth > _DEEPEST or isinstance(value, bool):
        return None
    if isinstance(value, str):
        return value if value.strip().lower() not in ("", "null", "none", "~") else None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, (_plain(part, depth + 1) for part in value[:_MOST_PARTS]))) or None
    if isinstance(value, dict):
        return _plain(value.get("name") or value.get("title"), depth + 1)
    return None


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def one_line(error: object) -> str:
    """Return a library's message without line ends."""
    return " ".join(str(error).split())


def stem(where: str) -> str:
    """Return the name of an article that has no id: that of its file without folders and suffix."""
    return PurePath(where).stem or where
