"""Article to Document: language, sentences, tokens with all their readings, clauses, names."""

from __future__ import annotations

from kg import lexicon
from kg.errors import ArticleError
from kg.model import Article, Clause, Date, Document, Lang, Sentence, Token
from kg.morphology import forms
from kg.text.clauses import split_clauses
from kg.text.language import detect
from kg.text.names import find_names
from kg.text.segment import split_sentences, split_tokens

__all__ = ["analyse"]

_LANGS: tuple[Lang, ...] = (*lexicon.LANGS, "en")


def analyse(article: Article) -> Document:
    """Read an article as language. Raises ArticleError if its language is not known.

    English, which only the trained reader reads, has one clause a sentence, plain word forms and no names.

    >>> [t.text for t in analyse(Article(id="x", text="Он позвонил.", lang="ru")).tokens]
    ['Он', 'позвонил', '.']
    """
    lang: Lang | None = article.lang or detect(article.text)
    if lang is None or lang not in _LANGS:
        known = ", ".join(_LANGS)
        raise ArticleError(
            article.id, f"no rules for the language {lang or '(unknown)'}; known are {known}; give --lang"
        )
    form_of, words = forms(lang), lexicon.language(lang)
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    clauses: list[Clause] = []
    clause_of: list[int] = []
    for span, zone in split_sentences(article.text, article.zones, words.abbreviations):
        first = len(tokens)
        tokens.extend(split_tokens(article.text, span, form_of))
        if lang == "en":
            found, owners = [Clause(first, len(tokens), "main")], [len(clauses)] * (len(tokens) - first)
        else:
            found, owners = split_clauses(tokens, first, len(tokens), words, len(clauses))
        here = tuple(range(len(clauses), len(clauses) + len(found)))
        clauses.extend(found)
        clause_of.extend(owners)
        sentences.append(Sentence(span, zone, first, len(tokens), here))
    return Document(
        article=article,
        lang=lang,
        published=Date(article.published, "told by the source") if article.published else None,
        sentences=tuple(sentences),
        tokens=tuple(tokens),
        clauses=tuple(clauses),
        names=find_names(article.text, lang),
        clause_of=tuple(clause_of),
    )
