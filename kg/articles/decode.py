"""Bytes to text: byte order marks, UTF-8, a declared charset, else the likeliest of a few old Cyrillic encodings."""

from __future__ import annotations

import codecs
import math
import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

MAX_BYTES = 8_000_000
MAX_LETTERS = 2_000_000

_MAGIC = {
    b"%PDF": "a PDF; turn it into text first, such as with pdftotext",
    b"PK\x03\x04": "a ZIP archive or office document; save it as plain text first",
    b"\xd0\xcf\x11\xe0": "an old office document; save it as plain text first",
    b"{\\rtf": "an RTF document; save it as plain text first",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file; unpack it first",
    b"BZh": "a compressed file; unpack it first",
    b"7z\xbc\xaf": "a compressed file; unpack it first",
    b"Rar!": "a compressed file; unpack it first",
    b"\x7fELF": "a program",
    b"ID3": "a sound file",
    b"OggS": "a sound file",
}
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_ONE_BYTE = {  # encodings and how much less likely they are before we look
    "cp1251": 0.0,
    "koi8-u": 1.0,
    "koi8-r": 2.0,
    "cp1252": 2.0,
    "cp866": 5.0,
    "iso8859-5": 5.0,
}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")
_SAMPLE = 20_000  # bytes judged; more adds nothing
_TYPOGRAPHIC = frozenset("«»“”„‘’…–—№\u00a0°§•©")
_TYPOGRAPHIC_COST = 3.0  # costs are negative log probabilities, roughly
_STRANGE_COST = {True: 7.0, False: 12.0}  # letters of other scripts; control signs, boxes and the like
_ODD_COST = 6.0
_ODD = re.compile(
    r"(?<=[а-яёіїєґ])[А-ЯЁІЇЄҐ]"  # a capital within a word
    r"|(?<=[А-ЯЁІЇЄҐ]{2})[а-яёіїєґ]"
    r"|(?<=[A-Za-z])[Ѐ-ӿ]|(?<=[Ѐ-ӿ])[A-Za-z]"  # two scripts in a word
)
_TRUST = 40.0  # how much a declared charset counts against letter statistics


class UnreadableError(ValueError):
    """The bytes are no text; the message says what they seem to be and what to do."""


def decode(data: bytes) -> str:
    r"""Return the text of a file with line ends as "\n". Raises UnreadableError for what is not text.

    >>> decode("Київ".encode("koi8-u")), decode("Одесса\r\nждёт".encode("cp1251"))
    ('Київ', 'Одесса\nждёт')
    """
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise UnreadableError(f"not a text but {what}")
    text = _decode(data)
    if "\x00" in text:
        raise UnreadableError("not a text but binary data")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _strict(data, encoding)
    wide = _wide(data)
    if wide:
        return _strict(data, wide)
    if b"\x00" in data[:_SAMPLE]:
        raise UnreadableError("not a text but binary data")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _nearly_utf8(data):
            raise UnreadableError(f"broken UTF-8 at byte {error.start}; save the file as UTF-8 again") from error
    return _strict(data, choose(data))


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"broken {encoding} at byte {error.start}; save the file as UTF-8") from error


def _wide(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: the upper byte of nearly each pair is that of Latin or Cyrillic letters."""
    if len(data) % 2 or len(data) < 4:
        return None
    for encoding, upper in (("utf-16-le", data[1:_SAMPLE:2]), ("utf-16-be", data[:_SAMPLE:2])):
        letters = upper.count(b"\x00") + upper.count(b"\x04")
        if 2 * letters > len(upper) and letters + upper.count(b"\x20") > 0.8 * len(upper):
            return encoding
    return None


def _nearly_utf8(data: bytes) -> bool:
    """Whether a few bytes are broken in what is UTF-8 else; one-byte Cyrillic has hardly a valid pair."""
    lost = data[:_SAMPLE].decode("utf-8", "replace")
    broken = lost.count("\ufffd")
    return sum(char > "\x7f" for char in lost) - broken > 4 * broken


def choose(data: bytes) -> str:
    """Return the most plausible one-byte encoding of a Russian, Ukrainian or English text."""
    sample = data[:_SAMPLE]
    declared = _DECLARED.search(data[:4096])
    named = _codec(declared.group(1).decode("ascii")) if declared else None
    scores = {}
    for encoding, cost in {**_ONE_BYTE, **({named: -_TRUST} if named else {})}.items():
        try:
            scores[encoding] = _plausibility(sample.decode(encoding)) - cost
        except UnicodeDecodeError:
            continue
    if not scores:
        raise UnreadableError("in no encoding we know; save the file as UTF-8")
    return max(scores, key=lambda encoding: scores[encoding])


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    return None if found.startswith("utf") else found


@cache
def _letter_scores() -> tuple[dict[str, float], ...]:
    table = tomllib.loads(files("kg").joinpath("lexicon", "lang", "letters.toml").read_text("utf-8"))
    return tuple({letter: math.log(share / 1000) for letter, share in table[lang].items()} for lang in ("ru", "uk"))


def _plausibility(text: str) -> float:
    """Sum of log probabilities of the non-ASCII signs; comparable between decodings of the same bytes."""
    letters = Counter[str]()
    signs = 0.0
    for char, n in Counter(char for char in text if char > "\x7f").items():
        if "\u0400" <= char <= "\u04ff":
            letters[char.lower()] += n
        else:
            signs -= n * (_TYPOGRAPHIC_COST if char in _TYPOGRAPHIC else _STRANGE_COST[char.isalpha()])
    likely = max(sum(n * scores.get(letter, -11.0) for letter, n in letters.items()) for scores in _letter_scores())
    return likely + signs - _ODD_COST * len(_ODD.findall(text))
