"""Compile articles marked by hand into corpus files: `python -m training.authoring DRAFT.txt... --out training/corpus`.

A draft holds articles one after another. Each is a head, a text with marks, and its facts, parted by lines of `===`:

    #### en-999
    lang: en
    date: 2024-03-11
    source: Harbour Wire
    actor stubb: Person; Q123; Alexander Stubb / Александр Стубб
    actor finland: State; Q33; Finland / Helsinki / Финляндия
    ===
    [[stubb|Finland's president]] rings Oslo

    HELSINKI – [[stubb|Alexander Stubb]] phoned ... [[date:2024-03-10|on Sunday]] ... in [[place:Oslo|Oslo]].
    ===
    PhoneCall: participants=stubb,store; initiator=stubb; status=held | phoned | Alexander Stubb phoned ... on Sunday
    Office: person=stubb; role=president; of=finland | | Finland's president

A fact is its slots, its trigger (none for offices) and its evidence; ` ... ` in evidence stands for all between.
Slots not given are null. Every complaint names the article; nothing is written for an article with an error.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.neural.labels import ATTRIBUTES

_MARK: Final = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
_ELLIPSIS: Final = re.compile(r"\s*(?:\.\.\.|…)\s*")
_GENERIC: Final = ATTRIBUTES["source"][1:]
_TYPES: Final = ("Person", "State", "Organization")
SLOTS: Final[dict[str, tuple[str, ...]]] = {
    "PhoneCall": ("participants", "initiator", "date", "status", "topics"),
    "Meeting": ("participants", "place", "date", "status", "topics"),
    "Statement": ("speaker", "addressee", "date", "kind", "about"),
    "Election": ("state", "office", "date"),
    "ElectionResult": ("state", "candidate", "share", "outcome", "accordingTo"),
    "Recognition": ("actor", "stance", "object", "state"),
    "Office": ("person", "role", "of"),
    "Protest": ("place", "state", "date", "detained", "killed", "accordingTo"),
}
_LISTS: Final = frozenset({"participants", "about", "topics"})
_NUMBERS: Final = frozenset({"share", "detained", "killed"})
_ACTORS: Final = frozenset(
    {"participants", "initiator", "speaker", "addressee", "about", "candidate", "actor", "person", "of", "state"}
)
_NEEDED: Final = {
    "PhoneCall": ("participants", "status"), "Meeting": ("participants", "status"), "Statement": ("speaker", "kind"),
    "ElectionResult": ("candidate",), "Recognition": ("actor", "stance", "object"), "Office": ("person", "role"),
    "Election": ("office",), "Protest": (),
}  # fmt: skip


@dataclass
class Compiled:
    """One article: its gold, its text, and what is wrong (`errors`) or may be (`doubts`)."""

    gold: dict[str, Any]
    text: str
    errors: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def write(self, folder: Path) -> None:
        """Write ID.md and ID.json."""
        gold = self.gold
        head = f'---\nid: {gold["id"]}\nlang: {gold["lang"]}\ndate: {gold["date"]}\nsource: "{gold["source"]}"\n---\n'
        (folder / f"{gold['id']}.md").write_text(head + self.text + "\n", encoding="utf-8")
        (folder / f"{gold['id']}.json").write_text(json.dumps(gold, ensure_ascii=False) + "\n", encoding="utf-8")


def compiled(draft: str) -> Iterator[Compiled]:
    """Yield the articles of a draft."""
    for part in re.split(r"^#### *", draft, flags=re.M)[1:]:
        yield _compile(part)


def _compile(part: str) -> Compiled:
    id, _, rest = part.partition("\n")
    pieces = re.split(r"^===[ \t]*$\n?", rest, flags=re.M)
    gold: dict[str, Any] = {"id": id.strip(), "lang": None, "date": None, "source": None}
    gold |= {"actors": {}, "facts": [], "mentions": []}
    if len(pieces) != 3:
        return Compiled(gold, "", [f"{len(pieces)} parts between lines of ===, not head, text, facts"])
    article = Compiled(gold, _marked(pieces[1].strip(), gold))
    _head(pieces[0], article)
    for line in filter(None, map(str.strip, pieces[2].splitlines())):
        _fact(line, article)
    _check(article)
    return article


def _marked(source: str, gold: dict[str, Any]) -> str:
    """Return the text without its marks; the marks go to the gold's mentions."""
    text, last = "", 0
    for mark in _MARK.finditer(source):
        text += source[last : mark.start()]
        start, last = len(text), mark.end()
        text += mark[2]
        gold["mentions"].append({"start": start, "end": len(text), "surface": mark[2], "key": mark[1]})
    return text + source[last:]


def _head(source: str, article: Compiled) -> None:
    for line in filter(None, map(str.strip, source.splitlines())):
        name, _, value = line.partition(":")
        if not name.startswith("actor "):
            article.gold[name] = value.strip().strip('"')
            continue
        type_, qid, names = (*map(str.strip, value.split(";")), "", "")[:3]
        if type_ not in _TYPES or not names:
            article.errors.append(f"actor line: {line}")
        article.gold["actors"][name[6:].strip()] = {
            "type": type_, "names": [n.strip() for n in names.split(" / ")], "qid": qid or None,
        }  # fmt: skip


def _fact(line: str, article: Compiled) -> None:
    pieces = [p.strip() for p in line.split("|")]
    type_, _, slots = pieces[0].partition(":")
    if type_ not in SLOTS or len(pieces) != 3:
        article.errors.append(f"not TYPE: slots | trigger | evidence: {line}")
        return
    fact: dict[str, Any] = {"type": type_} | {s: [] if s in _LISTS else None for s in SLOTS[type_]}
    for pair in filter(None, map(str.strip, slots.split(";"))):
        name, _, value = (x.strip() for x in pair.partition("="))
        if name not in SLOTS[type_]:
            article.errors.append(f"{type_} has no slot {name}: {line}")
        elif value and value != "null":
            fact[name] = _value(name, value)
    fact["evidence"] = _evidence(pieces[2], article, line)
    fact["trigger"] = pieces[1] or None
    article.errors += [f"{fault}: {line}" for fault in _faults(fact, article.gold["actors"])]
    article.gold["facts"].append(fact)


def _value(name: str, value: str) -> Any:
    if name == "topics":
        return [t.strip() for t in value.split("/")]
    if name in _LISTS:
        return [v.strip() for v in value.split(",")]
    if name in _NUMBERS:
        number = float(value)
        return int(number) if number == int(number) else number
    return value


def _evidence(said: str, article: Compiled, line: str) -> str:
    """Return the verbatim evidence, what an ellipsis stands for put in."""
    pattern = r".*?".join(map(re.escape, _ELLIPSIS.split(said)))
    found = re.findall(pattern, article.text, re.S) if said else []
    if not found:
        article.errors.append(f"evidence is not in the text: {line}")
        return said
    if article.text.count(found[0]) > 1:
        article.doubts.append(f"evidence stands twice in the text, the first counts: {line}")
    return str(found[0])


def _faults(fact: dict[str, Any], actors: dict[str, Any]) -> Iterator[str]:
    if (fact["trigger"] is None) != (fact["type"] == "Office"):
        yield "trigger missing, or given for an office"
    elif fact["trigger"] and fact["trigger"] not in fact["evidence"]:
        yield "trigger is not in the evidence"
    for name, value in fact.items():
        values = value if isinstance(value, list) else [value]
        if name in _ACTORS and any(v is not None and v not in actors for v in values):
            yield f"no such actor in {name}"
        if name in ATTRIBUTES and name != "object" and value is not None and value not in ATTRIBUTES[name]:
            yield f"{name} is one of {', '.join(ATTRIBUTES[name])}"
        if name == "date" and value is not None and not _DATE.fullmatch(value):
            yield "date is no ISO date or interval"
    if fact.get("accordingTo") and fact["accordingTo"] not in (*actors, *_GENERIC):
        yield f"accordingTo is an actor or one of {', '.join(_GENERIC)}"
    if fact.get("object") and fact["object"] not in (*actors, "election", "victory"):
        yield "object is election, victory or an actor"
    yield from (f"{name} is needed" for name in _NEEDED[fact["type"]] if not fact[name])
    if fact["type"] in ("PhoneCall", "Meeting") and len(fact["participants"]) < 2:
        yield "fewer than two participants"


def _check(article: Compiled) -> None:
    gold, text = article.gold, article.text
    actors = gold["actors"]
    slots = [value for fact in gold["facts"] for value in fact.values()]
    used = {v for value in slots for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)}
    article.errors += [f"actor {key} is in no fact" for key in actors if key not in used]
    keys = {m["key"] for m in gold["mentions"]}
    article.doubts += [f"actor {key} has no mark" for key in actors if key not in keys]
    for mark in gold["mentions"]:
        kind, _, value = mark["key"].partition(":")
        known = bool(_DATE.fullmatch(value)) if kind == "date" else kind == "place" or mark["key"] in actors
        if not known:
            article.errors.append(f"mark {mark['key']}|{mark['surface']}: no such actor, place or date")
    taken = {i for m in gold["mentions"] for i in range(m["start"], m["end"])}
    for surface in sorted({m["surface"] for m in gold["mentions"] if m["surface"][:1].isupper()}):
        for hit in re.finditer(rf"\b{re.escape(surface)}\b", text):
            if not taken & set(range(*hit.span())):
                article.doubts.append(f"unmarked: ...{text[max(0, hit.start() - 25) : hit.end() + 25]!r}")
    if "[[" in text or "]]" in text:
        article.errors.append("a mark is not closed")
    for name in ("lang", "date", "source"):
        if not gold[name]:
            article.errors.append(f"no {name}")


def main() -> int:
    """Compile drafts as the command line says; 1 if an article has an error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drafts", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, help="where to write; without it drafts are only checked")
    options = parser.parse_args()
    wrong = False
    for path in options.drafts:
        for article in compiled(path.read_text(encoding="utf-8")):
            for fault in article.errors:
                print(f"{article.gold['id']}: ERROR {fault}", file=sys.stderr)
            for doubt in article.doubts:
                print(f"{article.gold['id']}: look: {doubt}", file=sys.stderr)
            wrong |= bool(article.errors)
            print(f"{article.gold['id']}: {len(article.text)} characters, {len(article.gold['facts'])} facts")
            if options.out and not article.errors:
                article.write(options.out)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
