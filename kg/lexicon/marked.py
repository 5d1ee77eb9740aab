"""The notation of examples: `[Эрдоган|initiator] [позвонил|trigger] Путину`."""

from __future__ import annotations

import re

from kg.model import Span

_MARK = re.compile(r"\[([^\[\]|]+)\|([a-z_]+)\]")


def parse(marked: str) -> tuple[str, tuple[tuple[str, Span], ...]]:
    """Return the plain text and its labelled spans, in text order.

    >>> parse("[Рада|speaker] [схвалила|trigger] закон.")
    ('Рада схвалила закон.', (('speaker', Span(start=0, end=4)), ('trigger', Span(start=5, end=13))))
    """
    plain, spans, at = "", [], 0
    for m in _MARK.finditer(marked):
        plain += marked[at : m.start()]
        spans.append((m[2], Span(len(plain), len(plain) + len(m[1]))))
        plain += m[1]
        at = m.end()
    return plain + marked[at:], tuple(spans)


def render(text: str, spans: tuple[tuple[str, Span], ...]) -> str:
    """Return the marked form of a text; the opposite of `parse`.

    >>> render("Рада схвалила закон.", (("speaker", Span(0, 4)),))
    '[Рада|speaker] схвалила закон.'
    """
    out, at = "", 0
    for label, span in sorted(spans, key=lambda s: s[1]):
        out += f"{text[at : span.start]}[{span.of(text)}|{label}]"
        at = span.end
    return out + text[at:]
