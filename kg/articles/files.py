"""From paths to articles: folders and globs opened, formats told apart, sizes kept in bounds, errors kept apart."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from kg.articles.decode import MAX_BYTES, UnreadableError, decode
from kg.articles.draft import Defaults, Draft, finish
from kg.articles.feed import read_feed
from kg.articles.readers import Reader, read_html, read_jsonl, read_text
from kg.errors import ArticleError
from kg.model import Article

_CHUNK = 1 << 16
_HTML = (b"<!doctype html", b"<html", b"<?xml", b"<!--", b"<head", b"<body", b"<article", b"<div", b"<p>")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def _lines_of_text(text: str, where: str) -> Iterator[Draft | ArticleError]:
    return read_jsonl(text.split("\n"), where)


READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": _lines_of_text,
    ".ndjson": _lines_of_text,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
}


def read(
    paths: Iterable[str | Path], *, defaults: Defaults | None = None, stdin: BinaryIO | None = None
) -> Iterator[Article | ArticleError]:
    """Read articles from files, folders (with all below, sorted), globs and "-" for stdin.

    Whatever cannot be read comes out as an ArticleError in its place, and the others go on. `defaults` fill what the
    articles do not tell. Files of unknown kind are an error if named, and passed over in folders and globs.
    """
    for path in paths:
        for draft in _drafts(str(path), stdin):
            yield draft if isinstance(draft, ArticleError) else finish(draft, defaults or Defaults())


def _drafts(path: str, stdin: BinaryIO | None) -> Iterator[Draft | ArticleError]:
    if path == "-":
        yield from _read_stream(stdin or sys.stdin.buffer, "stdin")
        return
    for file in _expand(path):
        if isinstance(file, ArticleError):
            yield file
        else:
            yield from _read_file(file)


def _expand(path: str) -> Iterator[Path | ArticleError]:
    whole = Path(path)
    try:
        if whole.is_dir():
            yield from _articles(_walk(whole), path)
        elif whole.exists():
            yield whole
        elif glob.has_magic(path):
            matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - Path.glob refuses absolute patterns
            yield from _articles((Path(match) for match in matches), path)
        else:
            yield ArticleError(path, "no such file or folder")
    except (OSError, ValueError) as error:
        yield ArticleError(path, f"cannot be opened: {_reason(error)}")


def _articles(found: Iterable[Path | ArticleError], path: str) -> Iterator[Path | ArticleError]:
    nothing = True
    for file in found:
        if isinstance(file, ArticleError) or (file.suffix.lower() in READERS and file.is_file()):
            nothing = False
            yield file
    if nothing:
        yield ArticleError(path, f"no articles there; known kinds are {_known()}")


def _walk(folder: Path) -> Iterator[Path | ArticleError]:
    """Files below a folder in sorted order; hidden ones and links to folders are left alone."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield ArticleError(str(folder), f"cannot be opened: {_reason(error)}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if not entry.is_dir():
            yield entry
        elif not entry.is_symlink():
            yield from _walk(entry)


def _read_file(file: Path) -> Iterator[Draft | ArticleError]:
    suffix = file.suffix.lower()
    if suffix and suffix not in READERS:
        yield ArticleError(str(file), f"unknown kind of file {suffix}; known are {_known()}")
        return
    try:
        with file.open("rb") as stream:
            yield from _read_stream(stream, str(file), suffix)
    except OSError as error:
        yield ArticleError(str(file), f"cannot be read: {_reason(error)}")


def _read_stream(stream: BinaryIO, where: str, suffix: str = "") -> Iterator[Draft | ArticleError]:
    """Read a stream; without a suffix its beginning tells the format. Only lines of JSON may be many."""
    head = stream.read(_CHUNK)
    if not head.strip():
        yield ArticleError(where, "is empty")
        return
    suffix = suffix or sniff(head)
    if suffix in (".jsonl", ".ndjson") and not head.startswith(_UTF16):
        yield from read_jsonl(_json_lines(stream, head), where)
        return
    data = head + stream.read(MAX_BYTES + 1 - len(head))
    if len(data) > MAX_BYTES:
        yield ArticleError(where, f"larger than {MAX_BYTES // 1_000_000} MB, which no article is; split it")
        return
    try:
        text = decode(data)
    except UnreadableError as error:
        yield ArticleError(where, str(error))
        return
    yield from READERS[suffix](text, where)


def sniff(head: bytes) -> str:
    """Return the suffix of the format that a file's first bytes look like; ".txt" if they look like nothing else.

    >>> sniff(b'<?xml version="1.0"?><rss>'), sniff(b'{"text": "..."}'), sniff("Сейм".encode())
    ('.xml', '.jsonl', '.txt')
    """
    start = head[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"{"):
        return ".jsonl"
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")) and b"<html" not in start:
        return ".xml"
    return ".html" if start.startswith(_HTML) else ".txt"


def _json_lines(stream: BinaryIO, head: bytes) -> Iterator[str | ArticleError]:
    """Yield lines one by one, however many; one that is too long or no text is an error in its place."""
    for line in _byte_lines(stream, head):
        if len(line) > MAX_BYTES:
            yield ArticleError("", f"larger than {MAX_BYTES // 1_000_000} MB, which no article is")
            continue
        try:
            yield decode(line)
        except UnreadableError as error:
            yield ArticleError("", str(error))


def _byte_lines(stream: BinaryIO, head: bytes) -> Iterator[bytes]:
    """Yield lines whose beginning `head` was read already; of one that is too long, only enough to see that it is."""
    line, chunk = b"", head
    while chunk:
        *whole, rest = chunk.split(b"\n")
        for part in whole:
            yield line + part
            line = b""
        line = line + rest if len(line) <= MAX_BYTES else line
        chunk = stream.read(_CHUNK)
    if line:
        yield line


def _known() -> str:
    return " ".join(READERS)


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
