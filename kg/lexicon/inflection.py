"""Forms of English verbs: the regular endings, and a table of those that have others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_VOWELS = "aeiou"


def verb_forms(verb: str, irregular: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return all forms of an English verb, itself included.

    >>> sorted(verb_forms("deny", {}))
    ['denied', 'denies', 'deny', 'denying']
    >>> sorted(verb_forms("urge", {}))
    ['urge', 'urged', 'urges', 'urging']
    """
    if verb in irregular:
        return frozenset((verb, *irregular[verb]))
    stem = verb
    if verb.endswith("e"):
        stem = verb[:-1]
        endings = ("e", "es", "ed", "ing")
    elif verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        stem, endings = verb[:-1], ("y", "ies", "ied", "ying")
    elif verb.endswith(("s", "x", "z", "ch", "sh")):
        endings = ("", "es", "ed", "ing")
    else:
        endings = ("", "s", "ed", "ing")
    return frozenset(stem + ending for ending in endings)
