"""What a reader found on a page, before it is an Article: everything optional, dates and languages as written."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import get_args

from kg.articles.decode import MAX_LETTERS
from kg.articles.zones import find_zones
from kg.errors import ArticleError
from kg.lexicon.detect import detect
from kg.model import Article, Lang

log = logging.getLogger(__name__)

_LANGS: tuple[Lang, ...] = get_args(Lang)
_CODES: Mapping[str, Lang] = {"ua": "uk", "rus": "ru", "ukr": "uk", "eng": "en"}  # written instead of the standard's
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?:\D.*)?")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:\D.*)?")
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?")
_MILLISECONDS = re.compile(r"\d{12,13}")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What to take where an article does not tell: ISO date, name of the source, language."""

    date: str | None = None
    source: str | None = None
    lang: Lang | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as found; `where` names it in messages. `title_apart`: a title not in the text is put before it."""

    id: str
    text: str
    where: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    author: str | None = None
    published: str | None = None
    lang: str | None = None
    title_apart: bool = False


def finish(draft: Draft, defaults: Defaults) -> Article | ArticleError:
    """Make the article, or the error that says why it cannot be one. From here on the text never changes."""
    where, title = draft.where, _tidy(draft.title)
    text = _sound(draft.text)
    if draft.title_apart and title and not _begins_with(text, title):
        text = f"{title}\n\n{text.lstrip()}".rstrip()
    if not any(char.isalnum() for char in text):
        return ArticleError(where, "no text in it; check that the file is complete")
    if "\x00" in text:
        return ArticleError(where, "NUL signs in the text; save it again as UTF-8")
    if len(text) > MAX_LETTERS:
        return ArticleError(where, f"{len(text):,} letters are no article; split it (the limit is {MAX_LETTERS:,})")
    lang = _lang(draft.lang) if draft.lang else defaults.lang or detect(text)
    if lang is None:
        told = f"language {draft.lang!r} is not" if draft.lang else "the language is none of"
        return ArticleError(where, f"{told} ru, uk or en; if it is one of them, say so with --lang")
    zones = find_zones(text, title, lang)
    headline = next((zone.span.of(text) for zone in zones if zone.kind == "headline"), None)
    return Article(
        id=_tidy(draft.id) or where,
        text=text,
        lang=lang,
        url=_url(draft.url),
        title=title or headline,
        source=_tidy(draft.source) or defaults.source,
        author=_tidy(draft.author),
        published=_published(draft.published, where) or defaults.date,
        zones=zones,
    )


def iso_date(written: str) -> str | None:
    """Return a date as ISO 8601, at the precision written; times are cut off, so the day is that of the writer's clock.

    Reads ISO 8601, RFC 822 (feeds), day.month.year, year/month/day and Unix seconds or milliseconds.

    >>> iso_date("Mon, 03 May 2021 23:10:00 +0300"), iso_date("03.05.2021, 10:15"), iso_date("2021-05"), iso_date("May")
    ('2021-05-03', '2021-05-03', '2021-05', None)
    """
    written = written.strip()
    try:
        if found := _ISO.fullmatch(written):
            year, month, day = found.groups()
            date(int(year), int(month or 1), int(day or 1))
            return "-".join(part for part in (year, month, day) if part)
        if found := _DOTTED.fullmatch(written):
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        if found := _SLASHED.fullmatch(written):
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        if _SECONDS.fullmatch(written) or _MILLISECONDS.fullmatch(written):
            seconds = float(written) / (1000 if _MILLISECONDS.fullmatch(written) else 1)
            return datetime.fromtimestamp(seconds, UTC).date().isoformat()
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, OverflowError):
        return None


def _published(written: str | None, where: str) -> str | None:
    if not written or not written.strip():
        return None
    found = iso_date(written)
    if found is None:
        log.warning("%s: date %r is not understood and left out; write it as 2024-05-31", where, written)
    return found


def _lang(written: str) -> Lang | None:
    code = re.split(r"[-_]", written.strip().lower())[0]
    code = _CODES.get(code, code)
    return next((lang for lang in _LANGS if lang == code), None)


def _url(written: str | None) -> str | None:
    """Only addresses that can be an IRI; a broken one would break the graph."""
    url = (written or "").strip()
    return url if re.fullmatch(r"https?://[^\s<>\"{}|\\^`\x00-\x1f]+", url) else None


def _sound(written: str) -> str:
    """NFC, and halves of surrogate pairs (JSON may have them) replaced: they cannot be stored."""
    whole = written.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", whole)


def _tidy(written: str | None) -> str | None:
    return " ".join(_sound(written or "").replace("\x00", "").split()) or None


def _begins_with(text: str, title: str) -> bool:
    return " ".join(text[: 2 * len(title) + 200].split()).casefold().startswith(title.casefold())
