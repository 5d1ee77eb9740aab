"""Names with quotation marks: «Весна», партия «Весна»."""

from __future__ import annotations

from typing import Final

_QUOTES: Final = '«»“”„"'
_PAIRS: Final = (("«", "»"), ("“", "”"), ("„", "“"))


def bare(name: str) -> str:
    """Return a name without the quotation marks around it, but with both of those inside it.

    >>> bare("«Весна»"), bare("партия «Весна»"), bare("партия «Весна")
    ('Весна', 'партия «Весна»', 'партия «Весна»')
    """
    name = name.strip(_QUOTES + " ")
    for opener, closer in _PAIRS:
        if opener in name and closer not in name:
            return name + closer
    return name


def spellings(name: str) -> tuple[str, ...]:
    """Return a name, and its own part of one that begins with a word for its kind.

    >>> spellings("партия «Ак жол»"), spellings("Весна")
    (('партия «Ак жол»', 'Ак жол'), ('Весна',))
    """
    for opener, closer in _PAIRS:
        before, _, quoted = name.partition(opener)
        if before and quoted.endswith(closer):
            return name, quoted.removesuffix(closer)
    return (name,)
