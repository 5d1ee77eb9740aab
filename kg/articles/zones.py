"""What each line of an article is on the page: headline, caption, subhead, teaser, bullet, boilerplate or body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category

from kg.articles.furniture import credit_start, is_boilerplate, patterns, related_label
from kg.lexicon.detect import detect
from kg.model import Lang, Span, Zone, ZoneKind

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*")
_CLOSERS = "\"'»”’)]\u00a0 "
_STOPS = (".", "!", "?", "…", ";", ":", ",")
_INNER_STOP = re.compile(r"[.!?…][»”\")]?\s+[«„“\"(]?[^\W\d_]")
_BULLET = re.compile(r"[•●▪■◦‣∙·*]\s*(?=\S)")
_DASH_BULLET = re.compile(r"[-–]\s+")
_SAID_AFTER = re.compile(r"[,!?…][»”\"]?\s+[—–-]\s")
_MARKDOWN = re.compile(r"#{1,6}\s+(?=\S)")

LONGEST_HEADLINE = 250
LONGEST_SUBHEAD = 60
LONGEST_TEASER = 180
_TITLE_WITHIN = 5  # lines from the top
_LEAST_OF_TITLE = 20  # letters: a line that begins the title, such as one cut short
_SHORTEST_PARAGRAPH = 160  # before a credit at the end of a line: a paragraph, not the words of a caption


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the blanks around it; `apart` if blank lines or the ends of the text are around it."""

    start: int
    text: str
    apart: bool

    def zone(self, kind: ZoneKind, start: int = 0, end: int | None = None) -> Zone:
        """Make a zone of a part of the line, without blanks at its ends."""
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        return Zone(kind, Span(self.start + start, self.start + start + len(part.strip())))


def find_zones(text: str, title: str | None = None, lang: Lang | None = None) -> tuple[Zone, ...]:
    r"""Say what each line is. Every non-blank line is in one zone or two, in text order; zones never overlap.

    `title` is what the source names as headline; `lang` is found out if it is not told.

    >>> [z.kind for z in find_zones("Сейм принял закон\n\nСейм в среду принял закон о языке.\n\nФото: Анна Новак")]
    ['headline', 'body', 'caption']
    """
    return tuple(_Reader(_lines(text), title, text, lang).zones())


def _lines(text: str) -> tuple[_Line, ...]:
    found = [(m.start() + len(m.group()) - len(m.group().lstrip()), m.group().strip()) for m in _LINE.finditer(text)]
    full = [(start, line) for start, line in found if line]
    spaced = any(text.count("\n", a + len(line), b) > 1 for (a, line), (b, _) in pairwise(full))
    lines = []
    for i, (start, line) in enumerate(full):
        before = text[full[i - 1][0] + len(full[i - 1][1]) : start] if i else "\n\n"
        after = text[start + len(line) : full[i + 1][0]] if i + 1 < len(full) else "\n\n"
        apart = not spaced or (before.count("\n") > 1 and after.count("\n") > 1)
        lines.append(_Line(start, line, apart))
    return tuple(lines)


class _Reader:
    """Goes through the lines once; remembers whether the headline was met and whether teasers are due."""

    def __init__(self, lines: Sequence[_Line], title: str | None, text: str, lang: Lang | None) -> None:
        self.lines = lines
        wanted = _squeezed(title or "")
        told = any(_is_title(line.text, wanted) for line in lines[:_TITLE_WITHIN])
        self.title = wanted if told else ""  # a title that is not in the text says nothing about its lines
        self.text = text
        self.lang = lang
        self.headline_at: int | None = None
        self.teasers_due = False

    def zones(self) -> Iterator[Zone]:
        for i, line in enumerate(self.lines):
            yield from self._read(i, line)

    def _read(self, i: int, line: _Line) -> Iterator[Zone]:
        label = related_label(line.text)
        if label is not None:
            yield line.zone("boilerplate", 0, label)
            self.teasers_due = label == len(line.text)
            if not self.teasers_due:
                yield line.zone("teaser", label)
            return
        if is_boilerplate(line.text):
            yield line.zone("boilerplate")
            return
        if self.teasers_due and not _ends(line.text) and len(line.text) <= LONGEST_TEASER:
            yield line.zone("teaser")
            return
        self.teasers_due = False
        credit = credit_start(line.text)
        if credit is not None:
            yield from self._credited(i, line, credit)
        else:
            yield line.zone(self._kind(i, line))

    def _credited(self, i: int, line: _Line, credit: int) -> Iterator[Zone]:
        words = line.text[:credit].rstrip()
        if words and self._is_headline(words):
            self.headline_at = i
            yield line.zone("headline", 0, credit)
            yield line.zone("caption", credit)
        elif len(words) > _SHORTEST_PARAGRAPH and _ends(words):
            yield line.zone("body", 0, credit)
            yield line.zone("caption", credit)
        else:
            yield line.zone("caption")

    def _kind(self, i: int, line: _Line) -> ZoneKind:
        if self._is_headline(line.text):
            self.headline_at = i
            return "headline"
        if _MARKDOWN.match(line.text):
            return "subhead"
        if _BULLET.match(line.text) or self._is_dash_bullet(i):
            return "bullet"
        if not line.apart or _ends(line.text, questions=False) or _INNER_STOP.search(line.text):
            return "body"
        if i + 1 == len(self.lines):
            return "body"
        if self.headline_at == i - 1:
            return "subhead"
        if len(line.text) <= LONGEST_SUBHEAD:
            return "subhead"
        return "teaser" if len(line.text) <= LONGEST_TEASER and self._is_sentence(line.text) else "body"

    def _is_headline(self, words: str) -> bool:
        if self.headline_at is not None:
            return False
        if self.title:
            return _is_title(words, self.title)
        ended = words.rstrip(_CLOSERS).endswith((".", ";", ":", ","))
        return not ended and len(words) <= LONGEST_HEADLINE and not _BULLET.match(words)

    def _is_dash_bullet(self, i: int) -> bool:
        """Whether lines with a dash stand together; one alone, or with «, – said», is direct speech."""
        near = [self.lines[k].text for k in (i - 1, i, i + 1) if 0 <= k < len(self.lines)]
        dashed = [text for text in near if _DASH_BULLET.match(text)]
        return self.lines[i].text in dashed and len(dashed) > 1 and not _SAID_AFTER.search(self.lines[i].text)

    def _is_sentence(self, line: str) -> bool:
        """Whether the line has a finite verb; in a language without morphology here, a word of a closed list."""
        if self.lang is None:
            self.lang = detect(self.text)
        words = _WORD.findall(line)
        if self.lang not in ("ru", "uk"):
            return any(word.lower() in patterns().finite or word.lower().endswith("ed") for word in words)
        from kg.morphology import reader

        readings = reader(self.lang)
        return any(r.form == "fin" for word in words for r in readings(word))


def _is_title(line: str, title: str) -> bool:
    plain = _squeezed(_MARKDOWN.sub("", line))
    return plain == title or (len(plain) > _LEAST_OF_TITLE and title.startswith(plain))


def _ends(line: str, questions: bool = True) -> bool:
    stops = _STOPS if questions else tuple(stop for stop in _STOPS if stop != "?")
    return line.rstrip(_CLOSERS).endswith(stops) or category(line.rstrip("\ufe0f")[-1:] or " ") == "So"  # an emoji


def _squeezed(words: str) -> str:
    return " ".join(words.split())
