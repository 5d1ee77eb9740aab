"""SPARQL as a row of tokens: enough to see what a query calls out to, and to bound it, without parsing it.

Whatever is unclear counts as dangerous: comments are read as code too, and escapes resolved, so that nothing can hide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_STRINGS = r"""\"{3}(?:\\.|(?!\"{3}).)*\"{3} | '{3}(?:\\.|(?!'{3}).)*'{3}
  | \"(?:\\.|[^"\\\r\n])*\" | '(?:\\.|[^'\\\r\n])*' | <[^<>"{}|^`\\\x00-\x20]*>
  | [?$]\w+ | @[A-Za-z-]+ | _:[\w.-]+ | (?:[\w.-]*\w)?:(?:\\.|[\w.:%-])*"""
_GAPS = r"[\s;,.()\[\]*=!&|+/^]+"  # in one go: one token a sign would take milliseconds
_TOKEN = re.compile(
    rf"(?P<skip>{_GAPS}|\#[^\r\n]*|{_STRINGS}) | (?P<word>[A-Za-z]+) | (?P<number>\d+) | (?P<sign>[{{}}]) | .",
    re.X | re.S,
)
_NO_COMMENTS = re.compile(rf"(?P<skip>{_GAPS}|{_STRINGS}) | (?P<word>[A-Za-z]+) | .", re.X | re.S)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OUTWARD = frozenset({"SERVICE", "LOAD"})
_CHANGING = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_REMEMBERED = 256  # queries: those of the page and of a program come again and again
_CHANCE = frozenset({"NOW", "RAND", "UUID", "STRUUID"})


@dataclass(frozen=True, slots=True)
class Token:
    """A bare word (upper case) or number, where it stands, and how many braces are open around it."""

    word: str
    start: int
    end: int
    depth: int


def tokens(sparql: str) -> Iterator[Token]:
    """Yield the bare words and numbers: no strings, IRIs, names, variables or comments."""
    depth = 0
    for match in _TOKEN.finditer(sparql):
        if sign := match.group("sign"):
            depth += 1 if sign == "{" else -1
        elif word := match.group("word") or match.group("number"):
            yield Token(word.upper(), match.start(), match.end(), depth)


@lru_cache(maxsize=_REMEMBERED)
def calls_out(sparql: str) -> str | None:
    """Return SERVICE or LOAD if the text may make the engine reach out for data, else None.

    >>> calls_out("SELECT * { ?service :load 'SERVICE' }"), calls_out("SELECT * { service <http://a> {} }")
    (None, 'SERVICE')
    """
    plain = _ESCAPE.sub(lambda m: chr(min(int(m.group(1) or m.group(2), 16), 0x10FFFF)), sparql)
    if not any(word in plain.upper() for word in _OUTWARD):
        return None
    for text in dict.fromkeys((sparql, plain)):
        found = {t.word for t in tokens(text)}
        found |= {m.group("word").upper() for m in _NO_COMMENTS.finditer(text) if m.group("word")}
        if named := sorted(found & _OUTWARD):
            return named[-1]
    return None


@lru_cache(maxsize=_REMEMBERED)
def is_update(sparql: str) -> bool:
    """Whether the first verb changes the store."""
    verbs = (t.word for t in tokens(sparql) if t.word in _CHANGING | {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
    return next(verbs, "") in _CHANGING


@lru_cache(maxsize=_REMEMBERED)
def is_by_chance(sparql: str) -> bool:
    """Whether the answer may differ the next time on the same store."""
    return any(word in sparql.upper() for word in _CHANCE) and any(t.word in _CHANCE for t in tokens(sparql))


@lru_cache(maxsize=_REMEMBERED)
def limited(sparql: str, rows: int) -> str:
    """Return the query with at most `rows` rows: an own lower LIMIT stays; ASK and the like are left alone.

    >>> limited("SELECT * { ?s ?p ?o } # LIMIT 5", 10).splitlines()[-1]
    'LIMIT 10'
    >>> limited("SELECT * { ?s ?p ?o } LIMIT 500", 10), limited("SELECT * { ?s ?p ?o } LIMIT 5", 10)
    ('SELECT * { ?s ?p ?o } LIMIT 10', 'SELECT * { ?s ?p ?o } LIMIT 5')
    """
    outer = [t for t in tokens(sparql) if t.depth == 0]
    verb = next((t.word for t in outer if t.word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), "")
    if verb != "SELECT":
        return sparql
    for word, number in pairwise(outer):
        if word.word == "LIMIT" and number.word.isdigit():
            told = sparql[: number.start] + str(rows) + sparql[number.end :]
            return told if int(number.word) > rows else sparql
    tail = next((t.start for t in reversed(outer) if t.word == "VALUES"), len(sparql))
    return f"{sparql[:tail]}\nLIMIT {rows}{sparql[tail:] and ' '}{sparql[tail:]}"


def using(update: str, clause: str) -> str:
    """Return an update with the graphs of the protocol written into it; raises ValueError if it names graphs itself."""
    outer = [t for t in tokens(update) if t.depth == 0]
    if any(t.word in ("USING", "WITH") for t in outer):
        raise ValueError("USING or WITH in the update conflicts with using-graph-uri")
    for token in reversed([t for t in outer if t.word == "WHERE"]):
        update = f"{update[: token.start]}{clause} {update[token.start :]}"
    return update
