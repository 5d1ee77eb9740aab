"""One article in the terminal: its text with the evidence marked, its facts as lines, how each came about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.model import Clause, DateMention, Evidence, Extraction, Fact, Lang, Mention, Sentence, Span
from kg.views import messages
from kg.views.facts import facts_json
from kg.views.files import clean, one_line

if TYPE_CHECKING:
    from rich.text import Text

_COLOURS = {
    "PhoneCall": "black on bright_cyan",
    "Meeting": "black on bright_green",
    "Statement": "black on bright_yellow",
    "Recognition": "black on bright_magenta",
    "Election": "black on bright_blue",
    "ElectionResult": "black on bright_blue",
    "Office": "underline",
    "Protest": "black on bright_red",
}
_SLOTS = (
    *("participants", "initiator", "speaker", "actor", "person", "candidate", "addressee", "stance", "kind", "role"),
    *("object", "about", "of", "state", "share", "outcome", "accordingTo", "place", "date", "status", "topics"),
    *("office", "detained", "killed", "claimedBy"),
)


def marked(extraction: Extraction, lang: Lang = "en") -> Text:
    """Return the text with the evidence of each fact in the colour of its kind, and the ids of the facts behind it.

    Overlapping evidence is marked as told first; ids stand in small brackets where the evidence ends.
    """
    from rich.text import Text

    source = extraction.article.text
    out = Text()
    at = 0
    for span, facts in _pieces(extraction.facts):
        out.append(clean(source[at : span.start]))
        out.append(clean(span.of(source)), style=_COLOURS[type(facts[0]).__name__])
        out.append(f"[{' '.join(f.id for f in facts)}]", style="dim")
        at = span.end
    out.append(clean(source[at:]))
    kinds = dict.fromkeys(type(f).__name__ for f in extraction.facts)
    out.append("\n\n")
    for kind in kinds:
        out.append(f" {messages.term(kind, lang)} ", style=_COLOURS[kind])
        out.append(" ")
    return out


def _pieces(facts: Iterable[Fact]) -> Iterator[tuple[Span, list[Fact]]]:
    """Join facts whose evidence overlaps."""
    pieces: list[tuple[Span, list[Fact]]] = []
    for fact in sorted(facts, key=lambda f: (f.evidence.span, f.id)):
        if pieces and pieces[-1][0].touches(fact.evidence.span):
            pieces[-1] = (pieces[-1][0].join(fact.evidence.span), [*pieces[-1][1], fact])
        else:
            pieces.append((fact.evidence.span, [fact]))
    return iter(pieces)


def fact_lines(extraction: Extraction, lang: Lang = "en") -> Iterator[tuple[str, str, str, str]]:
    """Yield (id, kind, what it says in short, the proving words) for each fact, names in `lang` where known."""
    flat = facts_json(extraction)
    names = {key: _name(extraction, key, lang) for key in extraction.cast.by_key}

    def show(value: object) -> str:
        if isinstance(value, list):
            return ", ".join(show(v) for v in value)
        return names.get(str(value)) or messages.term(str(value), lang)

    for fact in flat["facts"]:
        slots = [
            f"{messages.column(slot, lang)}: {show(fact[slot])}"
            for slot in _SLOTS
            if fact.get(slot) not in (None, [], "")
        ]
        yield (
            fact["id"],
            messages.term(fact["type"], lang),
            one_line("; ".join(slots)),
            one_line(fact["evidence"]["exact"]),
        )


def _name(extraction: Extraction, key: str, lang: Lang) -> str:
    names = extraction.cast.by_key[key].names
    return next((name for tag, name in names if tag == lang), names[0][1] if names else key)


# --- explain ---------------------------------------------------------------------------------------------------------


def explain(extraction: Extraction, lang: Lang = "en") -> Iterator[tuple[str, str]]:
    """Yield (style, line): what was seen in each sentence, who is who and why, which rules matched, and the log."""
    document, cast = extraction.document, extraction.cast
    told = document.published
    yield "bold", f"{extraction.article.id} [{document.lang}]"
    yield "", f"published: {told.value} ({told.reason})" if told else "published: unknown, so relative dates stay open"
    for number, sentence in enumerate(document.sentences, 1):
        yield "", ""
        yield "bold cyan", f"{number}. {sentence.zone} {sentence.span.start}-{sentence.span.end}"
        yield "", one_line(sentence.span.of(extraction.article.text))
        yield from _clauses(extraction, sentence)
        for mention, keys in zip(cast.mentions, cast.refers, strict=True):
            if sentence.span.covers(mention.span):
                yield "green", _mention(extraction, mention, keys, lang)
        for date in document.dates:
            if sentence.span.covers(date.span):
                yield "magenta", _date(extraction, date)
        for fact in extraction.facts:
            if sentence.span.touches(fact.evidence.span):
                yield "yellow", _fact(fact)
    yield from _cast(extraction)
    for line in extraction.log:
        yield "dim", f"log: {line}"


def _clauses(extraction: Extraction, sentence: Sentence) -> Iterator[tuple[str, str]]:
    document = extraction.document
    if len(sentence.clauses) < 2:
        return
    for index in sentence.clauses:
        clause = document.clauses[index]
        yield "dim", f"   clause {index} {_clause(clause)}: {one_line(_words(extraction, clause))}"


def _clause(clause: Clause) -> str:
    opened = f" by «{clause.marker}»" if clause.marker else ""
    return f"{clause.kind}{opened}" + (f" under {clause.parent}" if clause.parent is not None else "")


def _words(extraction: Extraction, clause: Clause) -> str:
    tokens = extraction.document.tokens[clause.first : clause.last]
    return tokens[0].span.join(tokens[-1].span).of(extraction.article.text) if tokens else ""


def _mention(extraction: Extraction, mention: Mention, keys: tuple[str, ...], lang: Lang) -> str:
    who = ", ".join(f"{_name(extraction, k, lang)} ({k})" for k in keys) or "nobody known"
    cases = "/".join(sorted(mention.cases)) or "no case"
    return f"   {mention.kind} «{one_line(mention.span.of(extraction.article.text))}» {cases} = {who}"


def _date(extraction: Extraction, date: DateMention) -> str:
    values = ", ".join(date.values) or "not placed"
    return f"   date «{one_line(date.span.of(extraction.article.text))}» = {values} ({date.role}; {date.reason})"


def _fact(fact: Fact) -> str:
    where = f" within {fact.within}" if fact.within else ""
    return f"   {fact.id} {type(fact).__name__}{where} by rule {fact.rule}: «{_proof(fact.evidence)}»"


def _proof(evidence: Evidence) -> str:
    return one_line(evidence.exact)


def _cast(extraction: Extraction) -> Iterator[tuple[str, str]]:
    if extraction.cast.actors:
        yield "", ""
        yield "bold cyan", "who is who"
    for actor in extraction.cast.actors:
        names = ", ".join(dict.fromkeys(name for _, name in actor.names))
        known = actor.canonical or "not in the registry"
        yield "green", f"   {actor.key} ({actor.type}): {one_line(names)}; {known}; {'; '.join(actor.reasons)}"
