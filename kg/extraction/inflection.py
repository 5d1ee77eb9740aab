"""Cases of surnames the dictionary does not know: from their nominative, if the registry or the article has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import get_args

from kg.model import Case
from kg.morphology import normalise, stem

ALL_CASES: frozenset[Case] = frozenset(get_args(Case)) - {"voc"}
FIXED_ENDINGS = "оуюиіїыеєэ"  # of names that do not inflect
_MAN: dict[str, str] = {  # endings after a consonant: Вучич, Токаев, Мілей
    "": "nom", "а": "gen acc", "я": "gen acc", "у": "dat loc", "ю": "dat loc", "ом": "ins", "ем": "ins", "єм": "ins",
    "ым": "ins", "им": "ins", "е": "loc", "і": "loc", "ї": "loc", "ові": "dat loc", "еві": "dat loc", "єві": "dat loc",
}  # fmt: skip
_OF_ADJECTIVES = ("ого", "ому")
_SOFT: dict[str, str] = {  # after -а, -я: Бурджа, Лула, Меса
    "ы": "gen", "и": "gen", "і": "gen dat loc", "ї": "gen dat loc", "е": "dat loc", "у": "acc", "ю": "acc", "ой": "ins",
    "ей": "ins", "ою": "ins", "ею": "ins", "єю": "ins",
}  # fmt: skip
_ADJECTIVE: dict[str, str] = {
    "ого": "gen acc", "его": "gen acc", "ому": "dat loc", "ему": "dat", "ым": "ins", "им": "ins", "ом": "loc",
    "ем": "loc", "ой": "gen dat ins loc", "ей": "gen dat ins loc", "ую": "acc", "ою": "ins", "ої": "gen",
    "ій": "dat loc", "у": "acc", "ю": "acc",
}  # fmt: skip


def cases_from(word: str, nominative: str, gender: str | None = None) -> frozenset[Case]:
    """Return the cases in which a surname with this nominative has the form `word`; empty if it has not.

    >>> sorted(cases_from("Токаеву", "Токаев")), sorted(cases_from("Лулу", "Лула")), len(cases_from("Санду", "Санду"))
    (['dat', 'loc'], ['acc'], 6)
    """
    form, base = normalise(word), normalise(nominative)
    last = base[-1]
    if form == base:
        fixed = last in FIXED_ENDINGS or (gender == "fem" and last not in "ая")
        return ALL_CASES if fixed else frozenset({"nom"})
    if base.endswith(("ий", "ый", "ой", "ій")):
        table, root = {**_MAN, **_ADJECTIVE}, base[:-2]
    elif base.endswith("ая") or (last == "а" and base[-3:-1] in ("ск", "ьк", "цк")):
        table, root = _ADJECTIVE, base[:-2] if base.endswith("ая") else base[:-1]
    elif last in "ая":
        table, root = _SOFT, base[:-1]
    else:
        table, root = _MAN, base[:-1] if last in "йьо" else base
    if not form.startswith(root):  # a vowel comes and goes: «Павел», «Павла»
        root = root[:-2] + root[-1:] if form.startswith(root[:-2] + root[-1:]) else root
    found = table.get(form[len(root) :]) if form.startswith(root) else None
    return frozenset(found.split()) if found else frozenset()  # type: ignore[arg-type]  # cases of the tables above


def guess_nominative(word: str, cases: frozenset[Case], gender: str | None = None) -> str:
    """Return the likeliest nominative of a surname nobody knows, for a form that is in one of these cases.

    >>> guess_nominative("Жупанчича", frozenset({"gen"})), guess_nominative("Стефаноской", frozenset({"gen"}), "fem")
    ('Жупанчич', 'Стефаноска')
    >>> guess_nominative("Дерев'янка", frozenset({"gen"}), "masc")
    "Дерев'янко"
    >>> guess_nominative("Рогожинского", frozenset({"gen"}))
    'Рогожинский'
    """
    if word.endswith("ьи") and "gen" in cases:  # «Магвеньи»; no other name in -и shows its case
        return word[:-1] + "я"
    if word[-1:] in "еиі":
        return word
    if gender != "fem" and word.endswith(_OF_ADJECTIVES) and word[:-3].endswith(("ск", "цк", "ськ", "цьк")):
        return word[:-3] + "ий"
    roots = [word[: len(word) - n] for n in (1, 2, 3) if len(word) - n > 2]
    endings: tuple[str, ...] = ("а", "я") if gender == "fem" else ("", "й", "а", "я")
    if gender != "fem" and word.endswith("ка") and word[-3:-2] in "нй":  # «Дерев'янка», «Бойка»
        endings = ("о",)
    for ending in endings:
        for root in roots:
            hard = root[-1:] not in "аеиіоуыэюяїєйь"
            fits = hard if ending in ("", "а", "о") else not hard
            if fits and cases_from(word, root + ending, gender) & cases:
                return root + ending
    return word


def told_nominatives(surnames: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return for each stem of these forms the form that can only be their nominative, if one of them shows it.

    >>> told_nominatives(["Хічілему", "Хічілема", "Эбрарду", "Эбрард", "Шалыгину"])
    {'хічілем': frozenset({'хічілема'}), 'эбрард': frozenset({'эбрард'})}
    >>> told_nominatives(["Чулу", "Чулу"])
    {'чул': frozenset({'чулу'})}
    """
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for surname in surnames:
        forms[stem(surname)].append(normalise(surname))
    found = {}
    for root, all_told in forms.items():
        told = set(all_told)
        if len(told) == 1 < len(all_told) and all_told[0][-1] in FIXED_ENDINGS:
            found[root] = frozenset(told)  # told several times and always so
            continue
        bare = sorted(
            f
            for f in told
            if f[-1] not in FIXED_ENDINGS + "ая" and not f.endswith(("ом", "ем", "им", "ым", "ой", "ей"))
        )
        open = sorted(f for f in told if f[-1] in "ая")
        if bare:
            found[root] = frozenset(bare)
        elif len(told) > 1 and open and all(cases_from(f, open[0]) for f in told):
            found[root] = frozenset(open[:1])
    return found
