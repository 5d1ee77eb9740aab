"""Trigger patterns against tokens: where a row of the lexicon matches."""

from __future__ import annotations

from collections.abc import Sequence

from kg.lexicon.rows import Pattern, Word
from kg.model import Token

_MODIFIERS = ("ADJ", "DET", "NUM", "ADV", "PART")
_MOST_MODIFIERS = 3


def fits(word: Word, token: Token) -> bool:
    """Whether a token can be this word of a pattern."""
    form = token.form
    if not word.lemmas.isdisjoint(form.keys) or form.norm in word.forms:
        return True
    return bool(word.stems) and form.norm.startswith(word.stems)


def match_at(pattern: Pattern, tokens: Sequence[Token], where: Sequence[int], k: int) -> tuple[int, ...] | None:
    """Return the tokens a pattern takes if its first word is token `where[k]`; other groups may stand before or after.

    `where` are the token indices of one clause in order; the result is sorted.
    """
    head = _group(pattern.groups[0], tokens, where, k)
    if head is None:
        return None
    found = set(head)
    for group in pattern.groups[1:]:
        first = group[0]
        spots = [j for j, i in enumerate(where) if i not in found and fits(first, tokens[i])]
        spots.sort(key=lambda j: abs(j - k))
        other = next((g for j in spots if (g := _group(group, tokens, where, j))), None)
        if other is None or found & set(other):
            return None
        found |= set(other)
    return tuple(sorted(found))


def matches(pattern: Pattern, tokens: Sequence[Token], where: Sequence[int]) -> bool:
    """Whether a pattern stands anywhere in these tokens."""
    first = pattern.groups[0][0]
    return any(fits(first, tokens[i]) and match_at(pattern, tokens, where, k) for k, i in enumerate(where))


def may_match(pattern: Pattern, keys: frozenset[str]) -> bool:
    """Whether a pattern can stand among words with these lemmas and forms: a quick no saves looking."""
    return all(
        not (w.lemmas.isdisjoint(keys) and w.forms.isdisjoint(keys)) or bool(w.stems) for g in pattern.groups for w in g
    )


def _group(words: Sequence[Word], tokens: Sequence[Token], where: Sequence[int], k: int) -> tuple[int, ...] | None:
    """Match adjacent words from position k on; modifiers may stand between them."""
    if not fits(words[0], tokens[where[k]]):
        return None
    taken, at = [where[k]], k
    for word in words[1:]:
        for step in range(1, _MOST_MODIFIERS + 2):
            if at + step >= len(where):
                return None
            token = tokens[where[at + step]]
            if fits(word, token):
                at += step
                taken.append(where[at])
                break
            if not token.is_a(*_MODIFIERS):
                return None
        else:
            return None
    return tuple(taken)
