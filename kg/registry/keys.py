"""Keys that make different spellings of one name equal.

`norm` is for exact look-ups in one script. `name_key` is for names of people that no seed knows: it gives Russian,
Ukrainian, Belarusian, Polish and English spellings one key, by respelling them in coarse Latin classes and dropping
vowels; given names are first unified with `seeds/given-names.toml`, so that relatives stay apart. Names are expected
in the nominative, though the endings -а and -о of surnames do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import tomli

from kg.errors import RegistryError
from kg.paths import folder

_SIGNS = str.maketrans(
    {**dict.fromkeys("’ʼ‘`´′ʹ＇", "'"), **dict.fromkeys("‐‑‒–—−", "-")} | dict.fromkeys('«»„“”"\u00ad')
)
_AFTER = str.maketrans({"ё": "е", "\u0301": None})  # a stress mark that made no letter of its own
_LETTERS = dict(zip("абвгґдеєжзиіїйклмнопрстуўфхцчшщъыьэюя'", "abvhhdeeJziiiiklmnoprstuvfhtCSS_i_eua_", strict=True))
_LATIN = str.maketrans(
    {"ł": "l", "ß": "s", "ø": "o", "æ": "e", "ı": "i", "đ": "dj", "č": "ch", "ć": "ch", "ç": "ch", "ž": "zh"}
    | {"š": "sh", "ş": "sh", "ś": "sh", "ż": "zh", "ź": "z", "ə": "e", "ș": "sh", "ț": "t", "ţ": "t"}
)
# in order, longer groups first: a part the word must have, what is respelt, as what (J = ж дж j, C = ч, S = ш щ)
_CYRILLIC_GROUPS = tuple(
    (part, re.compile(group), sound)
    for part, group, sound in (
        ("дж", "дж", "ж"),
        ("дз", "дз", "д"),
        ("тс", "тс", "ц"),
        ("ц", "ть?ц", "ц"),
        ("шч", "шч", "щ"),
        ("у", "^у(?=[оиіэеа])", "в"),
    )
)
_LATIN_GROUPS = tuple(
    (part, re.compile(group), sound)
    for part, group, sound in (
        ("c", "shch|szcz|sch", "S"),
        ("ch", "(?<=[ae][iu])ch", "h"),
        ("c", "tsch|tch|cz|ch", "C"),
        ("s", "sh|sz", "S"),
        ("d", "dzh|dj", "J"),
        ("zh", "zh", "J"),
        ("rz", "(?<=[ptk])rz", "S"),
        ("rz", "(?<=[bdg])rz", "J"),
        ("j", "^j|j(?=i(?!c))", "J"),
        ("j", "j", "i"),
        ("dz", "dz", "d"),
        ("ck", "ck(?=(?:[ia]|as|is|us)$)", "tk"),
        ("ck", "ck", "k"),
        ("q", "q", "k"),
        ("ic", "cic$", "CiC"),
        ("ic", "ic$", "iC"),
        ("c", "^c(?=i[aou])|c(?=ea)", "C"),
        ("ci", "ci(?=[aeou])", "ti"),
        ("c", "c(?=[eiy])", "s"),
        ("c", "c", "k"),
        ("x", "^x", "s"),
        ("x", "x", "ks"),
        ("eau", "eau", "o"),
        ("u", "(?<=[ao])u(?=sk(?:i|y|aya|aia|a)$)|(?<=[kln]a)u$", "v"),
        ("w", "w", "v"),
        ("ph", "ph", "f"),
        ("th", "th", "t"),
        ("h", "(?<=[aou])h(?=[nl])", ""),
        ("h", "kh|gh", "h"),
        ("g", "g", "h"),
        ("iou", "iou$", "iov"),
        ("h", "(?<=[aeiou])h$", ""),
        ("t", "ts|tz", "t"),
        ("z", "(?<=[lnrt])z$", "t"),
        ("ez", "(?<=e)z$", "s"),
    )
)
_CYRILLIC = re.compile("[а-яєіїґў]")
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouy]+")
PATRONYMIC = re.compile(r"..(?:ович|евич|овна|евна|ична|івна|ївна|ovich|evich|ovych|ovna|evna|ivna|yovych)$")
_INITIAL = re.compile(r"^(?:\w\.?)?$")
_JUNIOR = re.compile(r"^(?:jr|junior|младший|молодший)\.?$")
_LEFT_OUT = re.compile(r"^(?:sr|senior|старший)\.?$|^[ivx]+$")
_COARSE = str.maketrans("oy", "ai")


def norm(text: str) -> str:
    r"""Return `text` as it is compared: NFKC, case-folded, ё as е, one apostrophe and hyphen, no quotation marks.

    >>> norm("  Об’єднані  АРАБСЬКІ\u00a0Емірати")
    "об'єднані арабські емірати"
    """
    if text.isascii() and "`" not in text:
        return " ".join(text.replace('"', "").lower().split())
    return " ".join(unicodedata.normalize("NFKC", text.translate(_SIGNS)).casefold().translate(_AFTER).split())


@lru_cache(maxsize=32768)
def word_key(word: str) -> str:
    """Return the skeleton of one word of a name, in lower-case Latin letters; empty if it has no letter.

    >>> word_key("Лукашенко"), word_key("Lukashenka"), word_key("Лукашэнка")
    ('lkshnk', 'lkshnk', 'lkshnk')
    """
    sounds = _sounds(norm(word))
    bare = _TWICE.sub(r"\1", sounds)
    first = "a" if bare[:1] and bare[0] in "aeiouy" else ""
    consonants = _VOWELS.sub("", bare)
    if len(consonants) < 2:  # Ли, Мэй: nothing would be left
        return bare.translate(_COARSE).lower()
    return first + consonants.replace("J", "zh").replace("C", "ch").replace("S", "sh")


def _sounds(word: str) -> str:
    """Respell a normalised word in coarse Latin: one sign a sound, other signs than letters dropped."""
    if _CYRILLIC.search(word):
        word = _respell(word, _CYRILLIC_GROUPS)
        return "".join(_LETTERS.get(c, c if "a" <= c <= "z" else "") for c in word).replace("_", "")
    plain = unicodedata.normalize("NFKD", word.translate(_LATIN))
    word = "".join(c for c in plain if "a" <= c <= "z")
    return _respell(word, _LATIN_GROUPS)


def _respell(word: str, groups: tuple[tuple[str, re.Pattern[str], str], ...]) -> str:
    for part, group, sound in groups:
        if part in word:
            word = group.sub(sound, word)
    return word


@cache
def given_names() -> dict[str, str]:
    """Return each normalised spelling of a given name with the id of its row in `seeds/given-names.toml`."""
    path = folder("seeds") / "given-names.toml"
    forms: dict[str, str] = {}
    for row in tomli.loads(path.read_text(encoding="utf-8"))["name"]:
        for form in (form for lang in ("ru", "uk", "be", "en") for form in row.get(lang, ())):
            if forms.setdefault(norm(form), row["id"]) != row["id"]:
                raise RegistryError(f"{path.name} {row['id']}: {form!r} also belongs to {forms[norm(form)]!r}")
    return forms


def given_key(word: str) -> str:
    """Return the id of a given name in any of our languages, or the skeleton of an unknown one.

    >>> given_key("Олександр") == given_key("Alyaksandr") == given_key("Александр")
    True
    """
    return given_names().get(norm(word)) or word_key(word)


def surname_key(name: str) -> str:
    """Return the skeleton of the surname in a personal name, whatever else the name has.

    >>> surname_key("Лукашенко Александр Григорьевич") == surname_key("A. Lukashenka")
    True
    """
    words = _name_words(name)
    return word_key(words[-1]) if words else ""


def name_key(name: str) -> str:
    """Return one key for all spellings of a personal name: given name and surname, or the surname alone.

    Patronymics, middle names and initials are left out. The key has only a-z and hyphens, fit for an IRI. Empty if
    the name has no letter of a known script.

    >>> name_key("Владимир Зеленский") == name_key("Зеленський Володимир Олександрович")
    True
    """
    words = _name_words(name)
    if len(words) < 2:
        return word_key(words[0]) if words else ""
    junior = "-jr" if any(_JUNIOR.match(word) for word in re.split(r"[\s-]", norm(name))) else ""
    return f"{given_key(words[0])}-{word_key(words[-1])}{junior}"


def _name_words(name: str) -> tuple[str, ...]:
    """Split a name into given name first, surname last, without initials and patronymics."""
    first, *rest = norm(name).replace(".", ". ").replace("-младший", "").replace("-молодший", "").split() or [""]
    rest = [w for w in rest if not (_LEFT_OUT.match(w) or _JUNIOR.match(w))]
    words = [w for w in (first, *rest) if not _INITIAL.match(w)]
    if len(words) < 2:
        return tuple(words)
    known = given_names()
    full = [w for w in words[1:] if PATRONYMIC.search(w)]
    if full and words[-1] == full[-1] and words[0] not in known and len(words) > 2:
        words = [*words[1:], words[0]]  # «Лукашенко Александр Григорьевич»
    middle = [w for w in words[1:-1] if not PATRONYMIC.search(w)]
    return (words[0], *middle, words[-1])
