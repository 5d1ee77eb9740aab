"""One row of an event file: trigger patterns, role patterns, attributes, an example and traps.

Syntax of a trigger: words side by side match in that order (modifiers may stand between); `..` lets other words of the
clause stand between, in either order. A word is a lemma, `a|b` either, `=form` the exact lower-case form, `stem*` a
beginning. A role pattern is a case («nom»), a preposition and a case («с|со + ins»), or `of`, `poss`, `adj`;
`:Person|State` restricts the type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from kg.errors import LexiconError
from kg.model import ActorType, Case, Lang

_ROLES = frozenset(
    {
        "initiator",
        "recipient",
        "participant",
        "place",
        "speaker",
        "addressee",
        "about",
        "state",
        "candidate",
        "actor",
        "target",
        "of",
        "organization",
        "person",
        "topic",
    }
)
_PLAIN = frozenset({"id", "trigger", "example", "trap", "needs", "unless"})
_CASES = frozenset(get_args(Case))
_TYPES = frozenset(get_args(ActorType))


@dataclass(frozen=True, slots=True)
class Word:
    """One position of a pattern: alternatives of lemmas, exact forms, beginnings."""

    lemmas: frozenset[str]
    forms: frozenset[str]
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Groups of adjacent words; between groups anything of the clause may stand, in either order."""

    text: str
    groups: tuple[tuple[Word, ...], ...]


@dataclass(frozen=True, slots=True)
class RolePattern:
    """How a role filler stands to its trigger: `how` is case, of, poss or adj."""

    text: str
    how: str
    case: Case | None
    prepositions: frozenset[str]
    types: frozenset[str]


@dataclass(frozen=True)
class Row:
    """A rule: what it is called, what it matches, and the sentences that prove it."""

    id: str
    cls: str
    lang: Lang
    triggers: tuple[Pattern, ...]
    roles: Mapping[str, tuple[RolePattern, ...]]
    attributes: Mapping[str, Any]
    needs: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    example: str
    traps: tuple[str, ...]

    def get(self, name: str) -> Any:
        """Return an attribute such as `kind` or `status`, or None."""
        return self.attributes.get(name)


def parse_word(text: str) -> Word:
    """Return one position of a trigger.

    >>> sorted(parse_word("вести|провести").lemmas)
    ['вести', 'провести']
    """
    lemmas, forms, stems = [], [], []
    for part in text.replace("ё", "е").split("|"):
        if part.startswith("="):
            forms.append(part[1:])
        elif part.endswith("*"):
            stems.append(part[:-1])
        else:
            lemmas.append(part)
    return Word(frozenset(lemmas), frozenset(forms), tuple(stems))


def parse_pattern(text: str) -> Pattern:
    """Return a trigger pattern; see the syntax above."""
    groups = tuple(tuple(parse_word(w) for w in group.split()) for group in text.split(".."))
    if not all(groups):
        raise ValueError(f"empty part in the pattern {text!r}")
    return Pattern(text, groups)


def parse_role(text: str) -> RolePattern:
    """Return a role pattern.

    >>> parse_role("с|со + ins:Person").case
    'ins'
    """
    head, _, kinds = text.partition(":")
    prepositions, plus, case = head.rpartition("+")
    case = case.strip()
    types = frozenset(t.strip() for t in kinds.split("|")) if kinds else frozenset()
    if types - _TYPES:
        raise ValueError(f"unknown type in the role pattern {text!r}")
    if not plus and case in ("of", "poss", "adj"):
        return RolePattern(text, case, None, frozenset(), types)
    if case not in _CASES:
        raise ValueError(f"unknown case in the role pattern {text!r}; write nom gen dat acc ins loc, of, poss or adj")
    words = frozenset(p.strip() for p in prepositions.split("|")) if plus else frozenset()
    return RolePattern(text, "case", case, words, types)  # type: ignore[arg-type]  # checked against Case above


def with_forms(pattern: Pattern, forms: Callable[[str], frozenset[str]]) -> Pattern:
    """Return a pattern whose first word stands for all its forms: for a language without a dictionary of its own."""
    first, *rest = pattern.groups[0]
    lemmas = frozenset(form for lemma in first.lemmas for form in forms(lemma))
    return replace(pattern, groups=((replace(first, lemmas=lemmas), *rest), *pattern.groups[1:]))


def parse_row(raw: Mapping[str, Any], cls: str, lang: Lang, file: str) -> Row:
    """Check one TOML row and return it. Raises LexiconError naming file and row."""
    name = str(raw.get("id") or "row without id")
    where = f"{file}: {name}"
    if "id" not in raw:
        raise LexiconError(where, "give it an id")
    try:
        triggers = tuple(parse_pattern(t) for t in raw.get("trigger", raw.get("words", ())))
        roles = {k: tuple(parse_role(p) for p in v) for k, v in raw.items() if k in _ROLES}
        needs = tuple(parse_pattern(t) for t in raw.get("needs", ()))
        unless = tuple(parse_pattern(t) for t in raw.get("unless", ()))
    except ValueError as error:
        raise LexiconError(where, str(error)) from error
    if not triggers:
        raise LexiconError(where, "no trigger")
    if "example" not in raw:
        raise LexiconError(where, "no example")
    trap = raw.get("trap", ())
    attributes = {k: v for k, v in raw.items() if k not in _ROLES | _PLAIN | {"words"}}
    traps = (trap,) if isinstance(trap, str) else tuple(trap)
    return Row(name, cls, lang, triggers, roles, attributes, needs, unless, str(raw["example"]), traps)
