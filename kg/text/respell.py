"""Spell Ukrainian words as a Russian reader would, so that a tagger trained on Russian news recognises them.

Each word becomes the Russian spelling most frequent in a vocabulary (і→и/о/е, ння→ние, ський→ский ...). The rows are in
`kg/lexicon/lang/respell-uk.toml`. Words map one to one, so offsets need no translation.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import product

from kg.errors import LexiconError

_MOST_SPELLINGS = 64  # per word; a word with many і and и would have thousands
_CACHED_WORDS = 200_000


@dataclass(frozen=True, slots=True)
class Rules:
    """The rows of a respelling table; `endings` are (from, to) pairs."""

    letters: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, str]
    endings: tuple[tuple[str, str], ...]
    words: Mapping[str, str]


def load_rules(name: str = "respell-uk.toml") -> Rules:
    """Read a respelling table of the lexicon. Raises LexiconError if a part is missing."""
    table = tomllib.loads(files("kg").joinpath("lexicon", "lang", name).read_text("utf-8"))
    try:
        return Rules(
            letters={k: tuple(v) for k, v in table["letters"].items()},
            groups=dict(table["groups"]),
            endings=tuple(
                (old, new)
                for old, news in table["endings"].items()
                for new in ([news] if isinstance(news, str) else news)
            ),
            words=dict(table["words"]),
        )
    except KeyError as missing:
        raise LexiconError(name, f"table {missing} is missing") from None


@dataclass(slots=True)
class Respeller:
    """Spells words so that they are in `ranks`: a vocabulary where a lower number is a more frequent word.

    >>> spell = Respeller({"киевский": 2}, load_rules())
    >>> spell("Росією"), spell("київський"), spell("КИЇВСЬКИЙ")
    ('Россией', 'киевский', 'КИЕВСКИЙ')
    """

    ranks: Mapping[str, int]
    rules: Rules
    _seen: dict[str, str] = field(default_factory=dict, repr=False)

    def __call__(self, word: str) -> str:
        """Return the Russian spelling of one word, upper and lower case kept."""
        low = word.lower()
        spelled = self._seen.get(low)
        if spelled is None:
            if len(self._seen) >= _CACHED_WORDS:
                self._seen.clear()
            spelled = self._seen[low] = self._spell(low)
        if not spelled or word == low:
            return spelled or word
        if len(word) > 1 and word.isupper():
            return spelled.upper()
        return spelled[0].upper() + spelled[1:] if word[0].isupper() else spelled

    def _spell(self, word: str) -> str:
        if word in self.rules.words:
            return self.rules.words[word]
        if not any("а" <= letter <= "я" or letter in self.rules.letters for letter in word):
            return word
        return (
            self._most_frequent(self._spellings(word))
            or self._most_frequent(self._reinflected(word))
            or self._plain(word)
        )

    def _most_frequent(self, spellings: Iterator[str]) -> str | None:
        known = [(self.ranks[s], s) for s in spellings if s in self.ranks]
        return min(known)[1] if known else None

    def _reinflected(self, word: str) -> Iterator[str]:
        for old, new in self.rules.endings:
            if word.endswith(old):
                yield from self._spellings(word[: -len(old)] + new)

    def _spellings(self, word: str) -> Iterator[str]:
        choices: list[tuple[str, ...]] = []
        count = 1
        for letter in self._grouped(word):
            options = self.rules.letters.get(letter, (letter,))
            if count * len(options) > _MOST_SPELLINGS:
                options = options[:1]
            count *= len(options)
            choices.append(options)
        return map("".join, product(*choices))

    def _plain(self, word: str) -> str:
        return "".join(self.rules.letters.get(letter, (letter,))[0] for letter in self._grouped(word))

    def _grouped(self, word: str) -> str:
        for old, new in self.rules.groups.items():
            word = word.replace(old, new)
        return word
