"""States by the initials of their full names: «глава МИД РА» is of Armenia where the article speaks of Armenia."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, cached_property

from kg import lexicon
from kg.extraction.gazetteer import gazetteer
from kg.model import Document, Lang, Sentence
from kg.prevailing import prevailing
from kg.registry import Registry

_WORD = re.compile(r"\w+")
_SHORT = re.compile(r"[А-ЯІЇЄҐ]{2,4}|[А-ЯІЇЄҐ]{2}[а-яіїєґ]")  # РА, РУз


@cache
def _states(registry: Registry, lang: Lang) -> Mapping[str, frozenset[str]]:
    """Return the republics whose full names have these initials, the last word with one letter or two.

    Only republics: «СК», «МО» are bodies more often than North Korea or the Maldives.
    """
    found: dict[str, frozenset[str]] = {}
    beginnings = lexicon.language(lang).republics
    for known in registry.known.values():
        for name in known.names.get(lang, ()) if known.type == "State" else ():
            words = _WORD.findall(name)
            initials = "".join(w[:1] for w in words)
            republic = any(w.lower().startswith(beginnings) for w in words)
            for short in (initials, initials + words[-1][1:2]) if republic else ():
                found[short] = found.get(short, frozenset()) | {known.id}
    return found


class Initials:
    """Reads them in one document."""

    def __init__(self, document: Document, registry: Registry) -> None:
        self.document, self.registry = document, registry
        self.states = _states(registry, document.lang)

    def at(self, i: int, sentence: Sentence) -> tuple[str, str] | None:
        """Return the state and its initials at a token, where a noun before owns them and one state is clear."""
        text = self.document.tokens[i].text
        if text not in self.states or not _SHORT.fullmatch(text) or i == sentence.first:
            return None
        before = self.document.tokens[i - 1]
        if not (before.is_a("NOUN") or before.text.isupper()) or not before.text[:1].isalpha():
            return None
        able = self.states[text]
        sure = next(iter(able)) if len(able) == 1 and not text.isupper() else None  # «РУз»
        state = sure or prevailing({id: self._named[id] for id in able if id in self._named})
        return (state, text) if state else None  # «лидер СР»: a party, not the Slovak Republic

    @cached_property
    def _named(self) -> Counter[str]:
        """How often the article names each state, by its name, its adjective or its capital."""
        tokens, names = self.document.tokens, gazetteer(self.registry, self.document.lang)
        found: Counter[str] = Counter()
        for i, token in enumerate(tokens):
            known = names.match(tokens, i, len(tokens))
            if known is not None and known[0].type == "State":
                found[known[0].id] += 1
            else:
                found.update({names.adjectives[lemma] for lemma in token.lemmas if lemma in names.adjectives})
        return found
