"""Word forms to readings: pymorphy3 behind one function, its tags turned into the few features we use.

The untyped dictionaries are met here and nowhere else. Ukrainian scores are all alike there, so the order of readings
means nothing for it: closed word classes come from the lexicon, and rules look at all readings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import takewhile
from typing import Any

from kg import lexicon
from kg.model import Case, Form, Lang, Morph, Token

_ADJECTIVAL = re.compile(r"(\w{2,}(?:ск|цк|ськ|цьк))(?:им|ого|ому)", re.IGNORECASE)
_POS = {
    "NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADJ", "VERB": "VERB", "INFN": "VERB", "PRTF": "VERB",
    "PRTS": "VERB", "GRND": "VERB", "NUMR": "NUM", "NUMB": "NUM", "ADVB": "ADV", "NPRO": "PRON", "PRED": "ADV",
    "PREP": "ADP", "CONJ": "CCONJ",
    "PRCL": "PART", "INTJ": "INTJ", "LATN": "X", "PNCT": "PUNCT", "ROMN": "NUM", "UNKN": "X",
}  # fmt: skip
_CASE = {
    "nomn": "nom", "gent": "gen", "gen2": "gen", "datv": "dat", "accs": "acc", "acc2": "acc", "ablt": "ins",
    "loct": "loc", "loc2": "loc", "voct": "voc",
}  # fmt: skip
_GENDER = {"masc": "masc", "femn": "fem", "neut": "neut"}
_TENSE = {"past": "past", "pres": "pres", "futr": "fut"}
_FORM = {"INFN": "inf", "PRTF": "part", "PRTS": "short", "GRND": "conv", "ADJS": "short"}
_NAME = {"Name": "given", "Surn": "surname", "Patr": "patronymic", "Geox": "place"}
_PLAIN = {"ё": "е", "’": "'", "ʼ": "'", "`": "'", "́": "", "­": ""}
_TABLE = str.maketrans(_PLAIN)
_MOST = 100_000  # word forms kept; a Zipf tail longer than this repeats too seldom to pay


def normalise(word: str) -> str:
    """Return the lower-case form without stress marks and soft hyphens, with straight apostrophes and е for ё.

    >>> normalise("П’ятёрка")
    "п'ятерка"
    """
    return word.lower().translate(_TABLE)


@cache
def reader(lang: Lang) -> Callable[[str], tuple[Morph, ...]]:
    """Return the function from a word of the text to all its readings, the likeliest first; results are cached.

    English has no dictionary here: a word's only reading is its own form, without a possessive ending.
    """
    if lang == "en":
        return _plain
    parse = _parses(lang)
    possessive = {form for form, entry in lexicon.language(lang).pronouns.items() if entry.get("possessive")}
    closed = {form: pos for pos, forms in lexicon.language(lang).function.items() for form in forms}

    @lru_cache(_MOST)
    def readings(word: str) -> tuple[Morph, ...]:
        form = normalise(word)
        if form in closed:
            return (Morph(lemma=form, pos=closed[form]),)
        if not form[:1].isalpha():
            return (Morph(lemma=form, pos="NUM" if form[:1].isdigit() else "PUNCT"),)
        found = dict.fromkeys(_converb(_morph(p, lang), lang) for p in parse(word.lower().translate(_KEEP_YO)))
        if form in possessive and all(m.pos != "DET" for m in found):
            found[Morph(lemma=form, pos="DET")] = None  # Ukrainian knows «його» as a pronoun only
        return tuple(found) or (Morph(lemma=form, pos="X"),)

    return readings


@cache
def forms(lang: Lang) -> Callable[[str], Form]:
    """Return the function from a word of the text to its form, shared by all tokens spelt alike."""
    readings = reader(lang)

    @lru_cache(_MOST)
    def form_of(word: str) -> Form:
        return Form.of(normalise(word), readings(word))

    return form_of


@lru_cache(_MOST)
def _plain(word: str) -> tuple[Morph, ...]:
    form = normalise(word)
    pos = "X" if form[:1].isalpha() else "NUM" if form[:1].isdigit() else "PUNCT"
    return (Morph(lemma=form.removesuffix("'s").removesuffix("'") or form, pos=pos),)


def _converb(reading: Morph, lang: Lang) -> Morph:
    """Give a Ukrainian converb the lemma of its verb, which the dictionary does not: «привітавши» is of «привітати»."""
    if lang != "uk" or reading.form != "conv" or not reading.lemma.endswith(("ши", "чи")):
        return reading
    root = reading.lemma[:-3]
    for verb in (root + "ти", root + "вати"):
        if any(p.is_known and "infn" in p.tag.grammemes for p in _parses(lang)(verb)):
            return replace(reading, lemma=verb)
    return reading


_KEEP_YO = str.maketrans({k: v for k, v in _PLAIN.items() if k != "ё"})


def _morph(parse: Any, lang: Lang) -> Morph:
    return Morph(parse.normal_form.replace("ё", "е"), *_features(parse.tag, lang))


@lru_cache(_MOST)
def _features(tag: Any, lang: Lang) -> tuple[Any, ...]:
    """Return the fields of a `Morph` after the lemma; a few thousand tags serve all words."""
    has = tag.grammemes
    kind = str(tag.POS) if tag.POS else next((k for k in ("LATN", "NUMB", "PNCT", "ROMN") if k in has), "UNKN")
    form = "fin" if kind == "VERB" else _FORM.get(kind)
    if kind == "VERB" and "impr" in has:
        form = "imp"
    if "infn" in has:  # Ukrainian keeps infinitive, converb and impersonal forms under VERB
        form = "inf"
    if "Impe" in has and lang == "uk":
        form = "short"
    pos = "DET" if "Apro" in has else _POS[kind]
    return (
        pos,
        _pick(has, _CASE),
        "sing" if "sing" in has else "plur" if "plur" in has else _singular(has, pos, lang),
        _pick(has, _GENDER),
        "1" if "1per" in has else "2" if "2per" in has else "3" if "3per" in has else None,
        _pick(has, _TENSE) or ("past" if form == "short" and pos == "VERB" else None),
        form,
        "pass" if "pssv" in has or (form == "short" and pos == "VERB") else "act" if pos == "VERB" else None,
        "perf" if "perf" in has else "imp" if "impf" in has else None,
        True if "anim" in has else False if "inan" in has else None,
        _pick(has, _NAME),
    )


def _singular(has: Any, pos: str, lang: Lang) -> Any:
    """Ukrainian tags name the number only in the plural."""
    return "sing" if lang == "uk" and pos in ("NOUN", "ADJ", "DET") and "Fixd" not in has else None


def _pick(has: Any, names: dict[str, str]) -> Any:
    return next((short for name, short in names.items() if name in has), None)


@lru_cache(_MOST)
def nominative(
    word: str,
    lang: Lang,
    gender: str | None = None,
    number: str = "sing",
    name: bool = True,
    cases: frozenset[Case] = frozenset(),
) -> str:
    """Return the nominative of a word, upper and lower case kept; unknown words come back as they are.

    With `name`, readings as a surname, given name or place come first; `gender` chooses between «Тихановский» and
    «Тихановская», `cases` (those the word can be in where it stands) between «Алиев» and «Алиева».

    >>> nominative("Тихановской", "ru", "fem"), nominative("Алиева", "ru", cases=frozenset({"gen"}))
    ('Тихановская', 'Алиев')
    >>> nominative("Высшего", "ru", "masc", name=False)
    'Высший'
    """
    if lang == "en":
        return re.sub(r"['’ʼ]s?$", "", word)
    parts = word.split("-")
    if "-" in word[1:-1] and any(part[:1].isupper() for part in parts[1:]):  # «аль-Асадом»: the particle stays
        inflected = [nominative(p, lang, gender, number, name, cases) if p[:1].isupper() else p for p in parts]
        return "-".join(inflected)
    if name and gender != "fem" and (adjectival := adjectival_nominative(word)):
        return adjectival
    parses = _parses(lang)(word.lower())
    named = [p for p in parses if _fits(p.tag.grammemes, gender, number, name)]
    plain = [p for p in parses if _fits(p.tag.grammemes, gender, number, False)]
    for wanted in (named, plain):
        fitting = [p for p in wanted if not cases or _pick(p.tag.grammemes, _CASE) in cases]
        for parse in fitting:
            has = parse.tag.grammemes
            if "Fixd" in has or ("nomn" in has and ("sing" in has or lang == "uk")):
                return word
            target = {"nomn"} | ({number} if number in has else set())
            found = parse.inflect(frozenset(target))
            if found:
                return _recase(_nearest(found, word.lower()), word)
    return word


def is_possessive(word: str) -> bool:
    """Whether an English word is a possessive: "Poland's", "States'"."""
    return without_possessive(word) != word


def without_possessive(word: str) -> str:
    """Return an English word without what makes it a possessive, or as it is.

    >>> without_possessive("EU's"), without_possessive("States\u2019"), without_possessive("Paris")
    ('EU', 'States', 'Paris')
    """
    return re.sub(r"['’]s?$", "", word) if word.endswith(("'s", "’s", "s'", "s’")) else word


def adjectival_nominative(word: str) -> str | None:
    """Return the nominative of a man's surname in -ский, «Герчинским»: no town of Герчинск; None for other words."""
    cut = _ADJECTIVAL.fullmatch(word)
    return cut[1] + ("ИЙ" if cut[1].isupper() else "ий") if cut else None


def _nearest(form: Any, word: str) -> str:
    """Return the form that begins most like a word, of those alike in all else: «высший», not «высочайший»."""
    alike = [f.word for f in form.lexeme if f.tag.grammemes == form.tag.grammemes]
    shared = [sum(1 for _ in takewhile(lambda ab: ab[0] == ab[1], zip(x, word, strict=False))) for x in alike]
    return alike[shared.index(max(shared))] if alike else str(form.word)


def _fits(has: Any, gender: str | None, number: str, name: bool) -> bool:
    if not has & {"NOUN", "ADJF", "PRTF"}:
        return False
    if name and not has & _NAME.keys():
        return False
    if number == "sing" and "plur" in has:
        return False
    code = {"masc": "masc", "fem": "femn", "neut": "neut"}.get(gender or "")
    return code is None or code in has or "ms-f" in has or not has & _GENDER.keys()


def _recase(form: str, model: str) -> str:
    if model.isupper() and len(model) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if model[:1].isupper() else form


@cache
def _parses(lang: Lang) -> Callable[[str], Any]:
    return lru_cache(_MOST)(_analyzer(lang).parse)


@cache
def _analyzer(lang: Lang) -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang=lang)


_CASE_ENDINGS = (
    "ого ому ыми ими ій ьому ьою ьої ової еві ові ою ею єю ой ей ий ый ая яя ую юю ом ем єм ым им ім"
    " а я у ю е є и ы і ї о ь й"
)
_ENDINGS = tuple(sorted(_CASE_ENDINGS.split(), key=lambda e: (-len(e), e)))


@lru_cache(_MOST)
def stem(surname: str) -> str:
    """Return a surname without its case ending: one stem for all its forms, in Russian and Ukrainian.

    >>> stem("Путиным"), stem("Лукашенка"), stem("Лукашенко"), stem("Тихановською")
    ('путин', 'лукашенк', 'лукашенк', 'тихановськ')
    """
    word = normalise(surname)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def surname_stems(surname: str) -> dict[str, str]:
    """Return the stems that the forms of a surname can have, each with its lower-case nominative.

    Of several words the last counts, and the first before a particle; an article may be left out.

    >>> surname_stems("Милей"), surname_stems("Лула да Силва"), sorted(surname_stems("ас-Сиси"))
    ({'мил': 'милей', 'миле': 'милей'}, {'силв': 'силва', 'лул': 'лула'}, ['ас-сис', 'сис'])
    """
    words = normalise(surname).split()
    heads = [words[-1]]
    if len(words) > 1 and any(w[:1].islower() for w in surname.split()[1:]) and surname[:1].isupper():
        heads.append(words[0])
    if "-" in surname and surname[:1].islower():
        heads.append(words[-1].split("-", 1)[1])
    found: dict[str, str] = {}
    for head in heads:
        found.setdefault(stem(head), head)
        inflected = head[:-1] + "я" if head[-1] in "йь" else head + "а" if head[-1] not in "аеиіоуыэюяїє" else head
        found.setdefault(stem(inflected), head)
    return found


_SHORT = 4  # letters of a word whose ending `stem` leaves


def loose_stem(word: str) -> str:
    """Return a stem that cuts even short words, and each part of a double one; only fit to compare whole names.

    >>> loose_stem("Ёль") == loose_stem("Ёлю"), loose_stem("Ын") == loose_stem("Ыном"), loose_stem("Касыма-Жомарта")
    (True, True, 'касым-жомарт')
    """
    return "-".join(map(_short_stem, word.split("-")))


def _short_stem(word: str) -> str:
    cut = stem(word)
    if len(cut) > _SHORT:
        return cut
    short = cut.rstrip("аяуюоеэиіьйыєї")
    ending = next((e for e in ("ом", "ем", "єм") if short.endswith(e) and len(short) == _SHORT), "")
    return short.removesuffix(ending) if len(short) >= _SHORT // 2 else cut


def descriptor_before(tokens: Sequence[Token], first: int, cases: frozenset[Case]) -> str | None:
    """Return the lemma of the noun for a person right before a name, if both can be in one case; else None.

    «соперница Светлана Тихановская» describes her; «штаб Тихановской» does not.
    """
    noun = tokens[first - 1] if first else None
    if noun is None or not noun.text[:1].isalpha() or noun.text.isupper():
        return None
    readings = [r for r in noun.readings if r.pos == "NOUN" and r.animate and r.name is None and r.number != "plur"]
    return next((r.lemma for r in readings if r.case in cases), None)


@lru_cache(_MOST)
def is_word(word: str, lang: Lang) -> bool:
    """Whether the dictionary has this form; names it has never seen get made-up readings."""
    return lang != "en" and bool(_analyzer(lang).word_is_known(word.lower().translate(_KEEP_YO)))
