"""Known names as lemma sequences, so that «Соединённым Штатам» finds the United States without any table of endings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from kg.model import ActorType, Lang, Token
from kg.morphology import loose_stem, normalise, reader, surname_stems, without_possessive
from kg.registry import Registry, surnames, word_key

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:[-'’ʼ.][^\W_]+)*")


_STRENGTH = {
    "adjective": 0,
    "capital": 0,
    "name": 1,
    "institution": 1,
    "metonym": 2,
}  # Brussels is the Union before it is Belgium
OPENERS, CLOSERS = frozenset('«"“„'), frozenset('»"”“')
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
_LONG = 7  # letters of a state's name that a misspelling may hide in


@dataclass(frozen=True, slots=True)
class Entry:
    """One known name: the lemmas each word can have, whose it is, and as what."""

    words: tuple[frozenset[str], ...]
    id: str
    type: ActorType
    kind: str  # name, capital, metonym, adjective, institution
    capital_letter: bool
    name: str  # the nominative, as the seeds write it
    exact: str | None = None  # abbreviations match in their own case only
    quoted: bool = False  # an everyday word: it names somebody only in quotation marks
    people: tuple[str | None, ...] = ()  # the words of a person's name inside it, as they always stand: «партия Ляшко»


@dataclass
class Gazetteer:
    """Entries by every lemma of their first word; surname stems of known people."""

    first: dict[str, list[Entry]] = field(default_factory=dict)
    surnames: dict[str, set[str]] = field(default_factory=dict)
    people: dict[tuple[str, ...], set[str]] = field(default_factory=dict)  # by the stems of a full name
    longest: dict[str, int] = field(default_factory=dict)  # words of the longest of these names, by the first stem
    nominatives: dict[str, frozenset[str]] = field(default_factory=dict)  # of those stems, lower case
    adjectives: dict[str, str] = field(default_factory=dict)
    misspelt: dict[str, str] = field(default_factory=dict)  # skeletons of state names: «Белорусии»
    nested: dict[str, list[Entry]] = field(default_factory=dict)

    @property
    def institutions(self) -> Gazetteer:
        """The kinds of body any state has, as a gazetteer of its own."""
        return Gazetteer(first=self.nested)

    def person(self, tokens: Sequence[Token], i: int, end: int) -> tuple[str, int] | None:
        """Return the id of the known person whose full name, in any case, begins at token i, and the token after it."""
        if not tokens[i].text[:1].isupper():
            return None
        most = self.longest.get(loose_stem(tokens[i].text), 0)
        for last in range(min(i + most, end), i + 1, -1):
            if tokens[last - 1].text[:1].isalpha():
                found = self.people.get(tuple(loose_stem(t.text) for t in tokens[i:last]), set())
                if len(found) == 1 and any(t.text[:1].isupper() for t in tokens[i + 1 : last]):
                    return next(iter(found)), last
        return None

    def match(self, tokens: Sequence[Token], i: int, end: int) -> tuple[Entry, int] | None:
        """Return the longest entry that begins at token i, and the token after it."""
        best: tuple[Entry, int] | None = None
        token = tokens[i]
        for key in sorted([key for key in token.keys if key in self.first]):
            for entry in self.first[key]:
                stop = i + len(entry.words)
                if stop > end or (best and (stop, _STRENGTH[entry.kind]) <= (best[1], _STRENGTH[best[0].kind])):
                    continue
                if entry.capital_letter and not token.text[:1].isupper():
                    continue
                if entry.exact and entry.exact not in (token.text, without_possessive(token.text)):
                    continue
                if entry.quoted and not (
                    i and stop < len(tokens) and tokens[i - 1].text in OPENERS and tokens[stop].text in CLOSERS
                ):
                    continue
                if any(w not in (None, tokens[i + k].norm) for k, w in enumerate(entry.people)):
                    continue
                if all(tokens[i + k].lemmas & w or tokens[i + k].norm in w for k, w in enumerate(entry.words)):
                    best = entry, stop
        return best


def _stems(word: str) -> Iterable[str]:
    """Return the stems of a word of a name: «Тамим» looks like a case of «Там», «Тамимом» does not."""
    parts = ({loose_stem(p), loose_stem(f"{p}а" if p[-1:] in _CONSONANTS else p)} for p in word.split("-"))
    return map("-".join, product(*map(sorted, parts)))


@cache
def gazetteer(registry: Registry, lang: Lang) -> Gazetteer:
    """Return the known names of a language, Latin-script names included; built once a process."""
    found = Gazetteer()
    readings = reader(lang)
    cache_words: dict[str, frozenset[str]] = {}

    def lemmas(word: str) -> frozenset[str]:
        if word not in cache_words:
            told = [r for r in readings(word) if r.pos in ("NOUN", "ADJ", "VERB", "X", "ADP", "CCONJ")]
            named = [r for r in told if r.name and r.case == "nom"]  # «Ханой» is no «хана»
            nominal = {r.lemma for r in (named or told)}
            cache_words[word] = frozenset(nominal | {normalise(word)})  # «Того» is no form of «тот»
        return cache_words[word]

    def personal(word: str) -> bool:
        """Whether a word inside a name is a given name in the genitive: «Радикальная партия Олега Ляшко»."""
        return any(r.name == "given" and r.case == "gen" for r in readings(word))

    def add(
        name: str,
        id: str,
        type: ActorType,
        kind: str,
        index: dict[str, list[Entry]] = found.first,
        quoted: bool = False,
    ) -> None:
        words = _WORD.findall(name)
        if not words:
            return
        written = all(part[1:].islower() for part in name.split("-"))  # «Эр-Рияд» is no abbreviation
        short = len(words) == 1 and len(name) <= 8 and name[:1].isupper() and not written
        entry = Entry(
            tuple(lemmas(w) for w in words),
            id,
            type,
            kind,
            name[:1].isupper(),
            name,
            name if short else None,
            quoted,
            tuple(normalise(w) if k and type == "Organization" and personal(w) else None for k, w in enumerate(words)),
        )
        for lemma in entry.words[0]:
            index.setdefault(lemma, []).append(entry)

    for known in registry.known.values():
        if known.type == "Person":
            for name in known.names.get(lang, ()):
                for words in product(*map(_stems, name.split())) if " " in name else ():
                    found.people.setdefault(words, set()).add(known.id)
                    found.longest[words[0]] = max(len(words), found.longest.get(words[0], 0))
            for surname in surnames(known):
                for root, nominative in surname_stems(surname).items():
                    found.surnames.setdefault(root, set()).add(known.id)
                    found.nominatives[root] = found.nominatives.get(root, frozenset()) | {nominative}
            continue
        names = list(known.names.get(lang, ()))
        if known.type != "State":
            names += [n for n in known.names.get("en", ()) if n.isascii()]
        for name in names:
            add(name, known.id, known.type, "name")
            if known.type == "State" and len(name) >= _LONG and name.isalpha():
                found.misspelt.setdefault(word_key(name), known.id)
        for name in known.quoted.get(lang, ()):
            add(name, known.id, known.type, "name", quoted=True)
        for capital in known.capitals.get(lang, ()):
            add(capital, known.id, "State", "capital")
        for name in known.metonyms.get(lang, ()):
            add(name, known.id, known.type, "metonym")
        for adjective in known.adjectives.get(lang, ()):
            if " " in adjective:  # "South Korean"
                add(adjective, known.id, known.type, "adjective")
            found.adjectives.setdefault(normalise(adjective), known.id)
    for institution in registry.institutions.values():
        for name in institution.names.get(lang, ()):
            add(name, f"institution/{institution.id}", "Organization", "institution", found.nested)
    return found
