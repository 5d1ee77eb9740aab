"""Gold articles as the records of `kg.model`, so that RDF, queries and views can be tried without a reader.

The gold says neither what is claimed inside a statement nor who told a single slot: all its facts come out as asserted.
Our own examples may say both: a fact may carry `id`, `within`, `attributed` and `ordinal`, and an article a `url`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from kg.model import (
    Actor,
    Article,
    Cast,
    Clause,
    Date,
    Document,
    Election,
    ElectionResult,
    Evidence,
    Extraction,
    Fact,
    Lang,
    Meeting,
    Mention,
    Office,
    PhoneCall,
    Protest,
    Recognition,
    Sentence,
    Span,
    Statement,
    Token,
    Zone,
)

_FRONT_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)
_LETTER = {"Statement": "s", "Recognition": "s", "ElectionResult": "f", "Office": "p"}


def extraction_from_gold(json_path: Path, text_path: Path | None = None) -> Extraction:
    """Return what the annotators read in one article.

    `text_path` is the `.md` (its front matter is taken off) or `.txt` beside the JSON when not given. Ids are `e1`
    (calls, meetings, elections, protests), `s1` (statements, recognitions), `f1` (results), `p1` (offices): text order.
    """
    gold = json.loads(json_path.read_text(encoding="utf-8"))
    path = text_path or next(p for p in (json_path.with_suffix(".md"), json_path.with_suffix(".txt")) if p.exists())
    text = unicodedata.normalize("NFC", _FRONT_MATTER.sub("", path.read_text(encoding="utf-8"), count=1))
    zones = _zones(text)
    document = Document(
        article=Article(
            id=gold["id"],
            text=text,
            lang=gold["lang"],
            url=gold.get("url"),
            title=text.split("\n", 1)[0].strip() or None,
            source=gold["source"],
            published=gold["date"],
            zones=zones,
        ),
        lang=gold["lang"],
        published=Date(gold["date"], "told with the article") if gold["date"] else None,
        sentences=tuple[Sentence, ...](),
        tokens=tuple[Token, ...](),
        clauses=tuple[Clause, ...](),
    )
    actors = tuple(_actor(key, row, gold["lang"]) for key, row in gold["actors"].items())
    cast = Cast(actors, tuple[Mention, ...](), ())
    return Extraction(document, cast, _facts(gold["facts"], text, zones), reader="gold")


def all_gold(shared: Path, *folders: str) -> list[Extraction]:
    """Return the gold of `articles`, `eval/dev` and `eval/train` below `shared`, or of `folders`, by file name."""
    wanted = folders or ("articles", "eval/dev", "eval/train")
    return [extraction_from_gold(path) for folder in wanted for path in sorted((shared / folder).glob("*.json"))]


def _zones(text: str) -> tuple[Zone, ...]:
    end = text.find("\n")
    if end <= 0 or end + 1 >= len(text):
        return (Zone("body", Span(0, len(text))),)
    return (Zone("headline", Span(0, end)), Zone("body", Span(end + 1, len(text))))


def _language(name: str, article: Lang) -> Lang:
    if not re.search("[а-яґєії]", name.lower()):
        return "en"
    if re.search("[іїєґ]", name.lower()):
        return "uk"
    return "ru" if article == "en" or re.search("[ыэъё]", name.lower()) else article


def _actor(key: str, row: dict[str, Any], lang: Lang) -> Actor:
    names = tuple(dict.fromkeys((_language(name, lang), name) for name in row["names"]))
    canonical, reasons = _canonical(row, names)
    return Actor(
        key=key, type=row["type"], names=names, qid=row["qid"], canonical=canonical, score=1.0, reasons=reasons
    )


def _canonical(row: dict[str, Any], names: tuple[tuple[str, str], ...]) -> tuple[str | None, tuple[str, ...]]:
    """The registry's id when it knows the Wikidata id; else an id made from that, so that articles still meet."""
    if row["qid"] is None:
        return None, ("gold, no Wikidata id",)
    prefix = {"Person": "person", "State": "state", "Organization": "org"}[row["type"]]
    return f"{prefix}/{row['qid'].lower()}", (f"Wikidata id {row['qid']} in the gold",)


def _facts(rows: list[dict[str, Any]], text: str, zones: tuple[Zone, ...]) -> tuple[Fact, ...]:
    placed = sorted(((_evidence(row["evidence"], text, zones), row) for row in rows), key=lambda pair: pair[0].span)
    counts: dict[str, int] = {}
    facts = []
    for evidence, row in placed:
        letter = _LETTER.get(row["type"], "e")
        counts[letter] = counts.get(letter, 0) + 1
        facts.append(_fact(row, row.get("id", f"{letter}{counts[letter]}"), evidence))
    return tuple(facts)


def _evidence(exact: str, text: str, zones: tuple[Zone, ...]) -> Evidence:
    def plain(words: str) -> str:
        return words.replace("\u00a0", " ").replace("\u202f", " ")

    start = plain(text).find(plain(exact))
    if start < 0:
        raise ValueError(f"not in the text: {exact!r}")
    span = Span(start, start + len(exact))
    zone = next((z.kind for z in zones if z.span.touches(span)), "body")
    return Evidence(span, span.of(text), zone)


def _fact(row: dict[str, Any], name: str, evidence: Evidence) -> Fact:
    date = Date(row["date"], "annotated") if row.get("date") else None
    base: dict[str, Any] = {"id": name, "rule": f"gold-{row['type'].lower()}", "evidence": evidence}
    base |= {"within": row.get("within"), "attributed": tuple(row.get("attributed", {}).items())}
    match row["type"]:
        case "PhoneCall" | "Meeting" as kind:
            base |= {"participants": tuple(row["participants"]), "date": date, "status": row["status"]}
            base |= {"topics": tuple(row["topics"]), "place": row.get("place"), "ordinal": row.get("ordinal")}
            return PhoneCall(**base, initiator=row["initiator"]) if kind == "PhoneCall" else Meeting(**base)
        case "Statement":
            slots = {key: row[key] for key in ("speaker", "kind", "addressee")}
            return Statement(**base, **slots, about=tuple(row["about"]), date=date)
        case "Election":
            return Election(**base, state=row["state"], office=row["office"], date=date)
        case "ElectionResult":
            share = None if row["share"] is None else float(row["share"])
            slots = {key: row[key] for key in ("candidate", "state", "outcome")}
            return ElectionResult(**base, **slots, share=share, according_to=row["accordingTo"])
        case "Recognition":
            slots = {key: row[key] for key in ("actor", "stance", "state")}
            return Recognition(**base, **slots, target=row["object"])
        case "Office":
            return Office(**base, person=row["person"], role=row["role"], of=row["of"])
        case "Protest":
            slots = {key: row[key] for key in ("place", "state", "detained", "killed")}
            return Protest(**base, **slots, date=date, according_to=row["accordingTo"])
        case other:
            raise ValueError(f"a kind of fact that is not in FACTS.md: {other}")
