"""Which of our languages a text is in, if any, by small words, endings and letters of `lang/detect.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg.model import Lang

_OURS: tuple[Lang, ...] = ("ru", "uk", "en")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_WORDS_READ = 2000  # enough for any article
_LONG = 8  # words; from here on a text of ours must have some small words or endings
_LEAST = 0.08  # of the words of a long text; our languages have 0.3 and more
_FOREIGN = 0.4  # of the words may have foreign letters


@dataclass(frozen=True, slots=True)
class _Profile:
    letters: frozenset[str]
    own: frozenset[str]
    words: frozenset[str]
    endings: tuple[str, ...]

    def score(self, word: str) -> float:
        letters = set(word) - {"'", "’", "ʼ"}
        if letters - self.letters:
            return -1.0
        points = 1.0 if word in self.words else 0.0
        if not points and len(word) > 4 and word.endswith(self.endings):
            points = 0.5
        return points + (0.5 if letters & self.own else 0.0)


@cache
def _profiles() -> dict[str, dict[str, _Profile]]:
    table = tomllib.loads(files("kg").joinpath("lexicon", "lang", "detect.toml").read_text("utf-8"))
    rows: dict[str, dict[str, Any]] = {**{lang: table[lang] for lang in _OURS}, **table["other"]}
    scripts: dict[str, dict[str, _Profile]] = {"CYRILLIC": {}, "LATIN": {}}
    for lang, row in rows.items():
        letters = frozenset(row["letters"])
        words, endings = frozenset(row["words"].split()), tuple(row.get("endings", "").split())
        profile = _Profile(letters, frozenset(row.get("own", "")), words, endings)
        scripts["LATIN" if "b" in letters else "CYRILLIC"][lang] = profile
    return scripts


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").partition(" ")[0]


def detect(text: str) -> Lang | None:
    """Return the language of a text, or None if it is none of ours or there are no words to tell by.

    >>> detect("Она приехала в Киев."), detect("Вона приїхала до Києва."), detect("Przyjechała do Kijowa.")
    ('ru', 'uk', None)
    """
    plain = unicodedata.normalize("NFC", text[: _WORDS_READ * 10]).replace("\u0301", "").replace("\u00ad", "")
    words = [match.group().lower() for match in _WORD.finditer(plain)][:_WORDS_READ]
    scripts = Counter(_script(letter) for word in words for letter in word if letter.isalpha())
    if not scripts:
        return None
    script, count = scripts.most_common(1)[0]
    if script not in _profiles() or count <= scripts.total() / 2:
        return None
    words = [word for word in words if _script(word[0]) == script]
    return _best(words, _profiles()[script])


def _best(words: list[str], profiles: dict[str, _Profile]) -> Lang | None:
    counts = Counter(words)
    points = {lang: [(p.score(word), n) for word, n in counts.items()] for lang, p in profiles.items()}
    scores = {lang: sum(point * n for point, n in rows) for lang, rows in points.items()}
    best = max(scores, key=lambda lang: scores[lang])
    for ours in _OURS:
        if best == ours and scores[best] > 0:
            for_it = sum(point * n for point, n in points[ours] if point > 0)
            foreign = sum(n for point, n in points[ours] if point < 0)
            told = len(words) < _LONG or for_it >= _LEAST * len(words)
            return ours if told and foreign <= _FOREIGN * len(words) else None
    return None
