"""Calendar expressions: where they stand, when that was, and when the article itself came out.

`grammar` reads words, `placing` counts days, `inference` finds the publication date of an article that has none.
"""

from __future__ import annotations

from kg.extraction.dates.grammar import read, unify
from kg.extraction.dates.inference import infer_published
from kg.extraction.dates.placing import place
from kg.extraction.dates.tense import Future
from kg.model import DateMention, Lang

__all__ = ["Future", "find_dates", "infer_published"]


def find_dates(
    text: str, lang: Lang, published: str | None = None, future: Future | None = None
) -> tuple[DateMention, ...]:
    """Find calendar expressions and place them in time, relative to `published` (ISO 8601 at any precision).

    Values are ISO 8601 at the precision said, in text order; mentions never overlap. What cannot be placed keeps its
    span and has no values. `future(span)` may tell the tense of the clause around a span; without it the words near
    the span decide. Raises LexiconError if a row of `kg/lexicon/lang/dates-XX.toml` is wrong.

    >>> [d.values for d in find_dates("Они говорили 16, 18 и 19 августа.", "ru", "2020-08-30")]
    [('2020-08-16', '2020-08-18', '2020-08-19')]
    """
    unified = unify(text)
    return place(read(unified, lang), unified, lang, published, future)
