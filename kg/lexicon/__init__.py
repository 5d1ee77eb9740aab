"""What words mean: rows of TOML, checked when loaded. No Python file holds a word of Russian, Ukrainian or English."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import LexiconError
from kg.lexicon.inflection import verb_forms
from kg.lexicon.rows import Row, parse_row, with_forms
from kg.model import Case, Lang

__all__ = ["Language", "Row", "digest", "language", "rows"]

_HERE = Path(__file__).parent
LANGS: tuple[Lang, ...] = ("ru", "uk")


@dataclass(frozen=True)
class Language:
    """Closed word classes of a language: forms by part of speech, what opens clauses, pronouns, negation."""

    lang: Lang
    function: Mapping[str, tuple[str, ...]]
    subordinators: Mapping[str, tuple[str, ...]]
    negation: frozenset[str]
    pronouns: Mapping[str, Mapping[str, Any]]
    future: frozenset[str]
    refused: frozenset[str]  # what a speaker who will not do it promises nothing by
    governs: Mapping[str, frozenset[Case]]
    plurals: Mapping[str, frozenset[str]]
    anaphors: Mapping[str, str]
    phases: frozenset[str]
    numbers: Mapping[str, int]
    multiples: Mapping[str, int]
    attached: frozenset[str]  # prepositions between a title and what it is of: «посол при ООН»
    ordinals: Mapping[str, int]  # «пятый», by lemma
    times: frozenset[str]  # the nouns of «пятый раз»
    percent: frozenset[str]
    whoever: frozenset[str]  # relative words that stand for the subject of the clause above
    others: frozenset[str]  # nouns for somebody else than the subject told last
    kinds: frozenset[str]  # nouns that say of what kind an organization is, before its name
    rivals: frozenset[str]  # of these, for the other candidate
    colleagues: frozenset[str]  # of these, for the holder of a like office
    winners: frozenset[str]
    winning: frozenset[str]  # verbs of winning
    bodies: Mapping[str, frozenset[str]]  # nouns for a body told before, with the kinds of body they can mean
    sides: frozenset[str]  # nouns that with the adjective of a state mean the state
    capitals: frozenset[str]  # nouns that with it mean its capital
    questions: frozenset[str]  # words that ask for what is said
    public: frozenset[str]  # words of a statement made to everybody
    ours: frozenset[str]  # of us: «президент нашей страны»
    elsewhere: frozenset[str]  # adjectives of a body of the state told last, not of that at home
    mutual: frozenset[str]  # pairs of words for each other
    identity: frozenset[str]  # «же», «самый»: after «тот» they make no pronoun of it
    company: frozenset[str]  # the prepositions of «with»
    me: Mapping[str, Case] = field(default_factory=dict)  # forms of «I» and their case
    contacts: Mapping[str, frozenset[str]] = field(default_factory=dict)  # word lists of calls and meetings, by name
    abbreviations: frozenset[str] = frozenset()  # words whose full stop ends no sentence, where the splitter knows none
    articles: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()  # of these, those before what is told first
    titles: frozenset[str] = frozenset()  # words of titles, which are no names though they may be capitalised
    honorifics: frozenset[str] = frozenset()  # words of respect before names, no part of them
    particles: frozenset[str] = frozenset()  # small words inside personal names
    offices: Mapping[str, str] = field(
        default_factory=dict
    )  # English titles, which have no rows of their own, and their roles
    office_modifiers: Mapping[str, str] = field(default_factory=dict)
    possessives: frozenset[str] = frozenset()  # pronouns that stand before a noun as adjectives do: «свій»
    counterparts: frozenset[str] = frozenset()
    without_counterpart: frozenset[str] = frozenset()  # roles that are not meant by "his counterpart"
    conditional: Mapping[str, frozenset[str]] = field(default_factory=dict)  # words of mere conditions, by name
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # beginnings that say an office is held no more
    parties: frozenset[str] = frozenset()  # the word in the names of parties
    republics: tuple[str, ...] = ()  # beginnings of the word for a republic in the full names of states
    listing: Mapping[str, frozenset[str]] = field(default_factory=dict)  # words between days of a list, by name
    media: Mapping[str, frozenset[str]] = field(default_factory=dict)  # words of outlets and press services, by name
    demonyms: Mapping[str, str] = field(default_factory=dict)  # English nouns for people of a state, and its adjective
    word_order: Mapping[str, frozenset[str]] = field(default_factory=dict)  # English words around a verb, by name
    leading: Mapping[str, str] = field(default_factory=dict)  # English verbs of leading, and the office they tell
    irregular: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # forms of English verbs, by verb


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(path.name, f"not valid TOML: {error}") from error


@cache
def language(lang: Lang) -> Language:
    """Return the word classes of a language."""
    data = _toml(_HERE / "lang" / f"{lang}.toml")
    return Language(
        lang=lang,
        function={pos: tuple(forms) for pos, forms in data["function"].items()},
        subordinators={kind: tuple(forms) for kind, forms in data["subordinators"].items()},
        negation=frozenset(data["negation"]["words"]),
        pronouns={k: v for k, v in data["pronouns"].items() if k != "identity"},
        future=frozenset(data["future"]["auxiliary"]),
        refused=frozenset(data["future"].get("refused", ())),
        governs={word: frozenset(cases) for word, cases in data["governs"].items()},
        plurals={name: frozenset(words) for name, words in data["plurals"].items()},
        anaphors=data["anaphors"],
        phases=frozenset(data["phases"]["verbs"]),
        numbers=data["numbers"],
        multiples=data["multiples"],
        attached=frozenset(data.get("attached", {}).get("words", ())),
        ordinals={word: number for number, word in enumerate(data.get("ordinals", {}).get("words", ()), 1)},
        times=frozenset(data.get("ordinals", {}).get("times", ())),
        percent=frozenset(data["percent"]["words"]),
        whoever=frozenset(data["subordinators"]["whoever"]),
        others=frozenset(data.get("others", {}).get("words", ())),
        kinds=frozenset(data.get("kinds", {}).get("nouns", ())),
        rivals=frozenset(data.get("others", {}).get("rivals", ())),
        colleagues=frozenset(data.get("others", {}).get("colleagues", ())),
        winners=frozenset(data.get("winners", {}).get("words", ())),
        winning=frozenset(data.get("winners", {}).get("verbs", ())),
        bodies={noun: frozenset(kinds) for noun, kinds in data.get("bodies", {}).items()},
        sides=frozenset(data.get("sides", {}).get("words", ())),
        capitals=frozenset(data["capitals"]["words"]),
        questions=frozenset(data.get("questions", {}).get("words", ())),
        public=frozenset(data.get("public", {}).get("words", ())),
        ours=frozenset(data.get("ours", {}).get("words", ())),
        elsewhere=frozenset(data.get("elsewhere", {}).get("words", ())),
        mutual=frozenset(data.get("mutual", {}).get("words", ())),
        identity=frozenset(data["pronouns"].get("identity", ())),
        company=frozenset(data["company"]["words"]),
        me=data.get("me", {}),
        contacts={name: frozenset(words) for name, words in data.get("contacts", {}).items()},
        abbreviations=frozenset(data.get("abbreviations", {}).get("words", ())),
        articles=frozenset(data.get("articles", {}).get("words", ())),
        indefinite=frozenset(data.get("articles", {}).get("indefinite", ())),
        titles=frozenset(data.get("titles", {}).get("words", ())),
        honorifics=frozenset(data.get("honorifics", {}).get("words", ())),
        particles=frozenset(data.get("particles", {}).get("words", ())),
        offices=data.get("offices", {}),
        office_modifiers=data.get("office-modifiers", {}),
        possessives=frozenset(data.get("possessives", {}).get("words", ())),
        counterparts=frozenset(data.get("counterparts", {}).get("words", ())),
        without_counterpart=frozenset(data.get("counterparts", {}).get("none", ())),
        conditional={name: frozenset(words) for name, words in data.get("conditional", {}).items()},
        former={name: tuple(words) for name, words in data.get("former", {}).items()},
        parties=frozenset(data.get("parties", {}).get("words", ())),
        republics=tuple(data.get("republics", {}).get("words", ())),
        listing={name: frozenset(words) for name, words in data.get("listing", {}).items()},
        media={name: frozenset(words) for name, words in data.get("media", {}).items()},
        demonyms=data.get("demonyms", {}),
        leading=data.get("leading", {}),
        irregular={verb: tuple(forms) for verb, forms in data.get("irregular", {}).items()},
        word_order={name: frozenset(words) for name, words in data.get("word-order", {}).items()},
    )


@cache
def rows(lang: Lang, name: str) -> tuple[Row, ...]:
    """Return the rows of `events/<name>.toml` in a language, in file order; a file that is not there has none."""
    path = _HERE / "events" / f"{name}.toml"
    if not path.exists():
        return ()
    data = _toml(path)
    seen: set[str] = set()
    found = []
    for raw in data.get(lang, ()):
        row = parse_row(raw, data.get("class", name), lang, path.name)
        if lang == "en":
            row = replace(row, triggers=tuple(with_forms(t, _english) for t in row.triggers))
        if row.id in seen:
            raise LexiconError(f"{path.name}: {row.id}", "the id stands twice")
        seen.add(row.id)
        found.append(row)
    return tuple(found)


def _english(verb: str) -> frozenset[str]:
    return verb_forms(verb, language("en").irregular)


@cache
def files() -> tuple[str, ...]:
    """Return the names of all event files."""
    return tuple(sorted(p.stem for p in (_HERE / "events").glob("*.toml")))


@cache
def digest() -> str:
    """Return the SHA-256 of all lexicon files: which words read an article."""
    sha = hashlib.sha256()
    for path in sorted(_HERE.rglob("*.toml")):
        sha.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return sha.hexdigest()
