"""How well facts agree with gold: matched one to one within an article and type, then counted.

CORE asks for the right event with the right people, STRICT for every slot that `_slots` names.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.cli.causes import NEEDED, Causes, Likeness, all_known, find_causes

Json = Mapping[str, Any]
TYPES = ("PhoneCall", "Meeting", "Statement", "Election", "ElectionResult", "Recognition", "Office", "Protest")
_NEAR = 0.051  # percentage points; 80 and 80.05 are one figure


@dataclass
class Tally:
    """Counts of one line: facts in gold and found, matches, perfect matches."""

    gold: int = 0
    found: int = 0
    core: int = 0
    strict: int = 0

    def measures(self, level: str) -> tuple[float, float, float]:
        """Return precision, recall and F1 at a level, "core" or "strict"."""
        hits = self.core if level == "core" else self.strict
        precision = hits / self.found if self.found else 0.0
        recall = hits / self.gold if self.gold else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


@dataclass
class Scores:
    """The counts by line, the slots by name as [right, of], what was missed and what was found in vain, and why."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    slots: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    missed: list[tuple[str, Json]] = field(default_factory=list)
    false: list[tuple[str, Json]] = field(default_factory=list)
    causes: Causes = field(default_factory=Causes)
    absent: list[str] = field(default_factory=list)
    unverified: int = 0

    def macro(self, level: str) -> float:
        """Return the mean F1 of the lines that have gold, without the total."""
        lines = [t.measures(level)[2] for key, t in self.tallies.items() if key != "ALL" and t.gold]
        return sum(lines) / len(lines) if lines else 0.0

    def as_json(self) -> Json:
        """Return everything but the single facts."""
        lines = {
            key: {"gold": t.gold, "predicted": t.found, "core": t.measures("core"), "strict": t.measures("strict")}
            for key, t in self.tallies.items()
        }
        macro = {level: self.macro(level) for level in ("core", "strict")}
        rest = {"slots": dict(self.slots), "absent": self.absent, "unverified": self.unverified}
        return {"scores": lines, "macro": macro, "causes": self.causes.as_json(), **rest}

    def as_text(self, errors: int = 0) -> str:
        """Return a table, the errors by cause, and up to `errors` misses and false finds of each type."""
        heads = f"{'':15}{'gold':>6}{'found':>6} | {'core P':>7}{'R':>7}{'F1':>7} | {'strict P':>8}{'R':>7}{'F1':>7}"
        out = [heads]
        for key, t in self.tallies.items():
            core = "".join(f"{v:7.3f}" for v in t.measures("core"))
            strict = "".join(f"{v:7.3f}" for v in t.measures("strict"))
            out.append(f"{key:15}{t.gold:6}{t.found:6} | {core} |  {strict}")
        out.append(f"{'macro F1':15}{'':12} | {'':14}{self.macro('core'):7.3f} | {'':15}{self.macro('strict'):7.3f}")
        out.append("slots: " + ", ".join(f"{k} {ok}/{of}" for k, (ok, of) in sorted(self.slots.items())))
        out.append(f"evidence not found verbatim in its article: {self.unverified}")
        if self.absent:
            out.append(f"no prediction for: {' '.join(self.absent)}")
        out += ["", self.causes.as_text(TYPES)]
        both = (("MISSED", self.missed, self.causes.missed), ("FALSE", self.false, self.causes.false))
        for title, facts, causes in both:
            told = [(name, fact, cause) for (name, fact), (_, cause) in zip(facts, causes, strict=True)]
            for kind in TYPES if errors else ():
                for name, fact, cause in [f for f in told if f[1]["type"] == kind][:errors]:
                    slots = {k: v for k, v in fact.items() if k != "type" and v not in (None, [])}
                    out.append(f"{title} {kind} {name} ({cause}) {json.dumps(slots, ensure_ascii=False)}")
        return "\n".join(out) + "\n"


def score(gold: Path, predicted: Mapping[str, Json], by: str = "type") -> Scores:
    """Compare predictions, by article id, with a folder of gold; `by` is type, lang or article."""
    scores = Scores()
    if by == "type":
        for kind in TYPES:
            scores.tallies[kind] = Tally()
    for path in sorted(gold.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        source = next(p for p in (path.with_suffix(".md"), path.with_suffix(".txt")) if p.exists())
        found = predicted.get(told["id"])
        if found is None:
            scores.absent.append(told["id"])
            found = {"actors": {}, "facts": []}
        _article(scores, told, found, _flat(source.read_text(encoding="utf-8")), by)
    scores.tallies["ALL"] = scores.tallies.pop("ALL", Tally())
    return scores


def _article(scores: Scores, gold: Json, found: Json, text: str, by: str) -> None:
    actors = _Actors(gold["actors"], found.get("actors") or {})
    scores.unverified += sum(1 for f in found["facts"] if not _quote(f) or _quote(f) not in text)
    for kind in TYPES:
        wanted = [f for f in gold["facts"] if f["type"] == kind]
        got = [f for f in found["facts"] if f["type"] == kind]
        pairs = assign([[_weight(kind, actors, g, p, text) for p in got] for g in wanted])
        perfect = 0
        for i, j in pairs:
            agree = _slots(kind, actors, wanted[i], got[j])
            perfect += all(agree.values())
            for slot, right in agree.items():
                scores.slots[f"{kind}.{slot}"][0] += right
                scores.slots[f"{kind}.{slot}"][1] += 1
        for key in ({"type": kind, "lang": gold["lang"], "article": gold["id"]}[by], "ALL"):
            tally = scores.tallies[key]
            tally.gold += len(wanted)
            tally.found += len(got)
            tally.core += len(pairs)
            tally.strict += perfect
        near = {
            (i, j): _likeness(kind, actors, g, p)
            for i, g in enumerate(wanted)
            for j, p in enumerate(got)
            if _touch(text, g, p)
        }
        missed, false = find_causes(kind, [all_known(g, actors.knows) for g in wanted], len(got), near, pairs)
        scores.missed += [(gold["id"], wanted[i]) for i in missed]
        scores.false += [(gold["id"], got[j]) for j in false]
        scores.causes.missed += [(kind, cause) for cause in missed.values()]
        scores.causes.false += [(kind, cause) for cause in false.values()]


def _weight(kind: str, actors: _Actors, gold: Json, found: Json, text: str) -> float:
    """Zero for no match; more for more right slots, most for all of them, a little for words that touch."""
    if not _core(kind, actors, gold, found, text):
        return 0.0
    agree = _slots(kind, actors, gold, found)
    return 1 + sum(agree.values()) / len(agree) + 5 * all(agree.values()) + 0.01 * _touch(text, gold, found)


def _likeness(kind: str, actors: _Actors, gold: Json, found: Json) -> Likeness:
    """How much a pair agrees, with or without a match."""
    shared = actors.overlap(gold.get("participants") or [], found.get("participants") or [])
    return Likeness(_people(kind, actors, gold, found), sum(_slots(kind, actors, gold, found).values()) + shared)


class _Actors:
    """Which actor found is which actor of the gold, within one article."""

    def __init__(self, gold: Json, found: Json) -> None:
        self.gold, self.found = gold, found

    def same(self, g: str | None, p: str | None) -> bool:
        if g is None or p is None:
            return g is p
        a, b = self.gold.get(g), self.found.get(p)
        names_a, names_b = ({_norm(n) for n in (row["names"] if row else [key])} for row, key in ((a, g), (b, p)))
        if a and b:
            if a.get("qid") and b.get("qid"):
                return bool(a["qid"] == b["qid"])
            if a["type"] == b["type"] == "Person" and not names_a & names_b:
                return bool({n.split()[-1] for n in names_a if n} & {n.split()[-1] for n in names_b if n})
        return bool(names_a & names_b)

    def knows(self, g: str) -> bool:
        return any(self.same(g, p) for p in self.found)

    def overlap(self, gold: list[str], found: list[str]) -> int:
        left, count = list(found), 0
        for g in gold:
            hit = next((p for p in left if self.same(g, p)), None)
            if hit is not None:
                left.remove(hit)
                count += 1
        return count


def _core(kind: str, x: _Actors, g: Json, p: Json, text: str) -> bool:
    """Whether it is the right event with the right people."""
    if not _people(kind, x, g, p):
        return False
    match kind:
        case "Statement":
            return _touch(text, g, p)
        case "ElectionResult":
            return _same_result(g, p)
        case "Recognition":
            return bool(g["stance"] == p.get("stance"))
        case "Office":
            of = g["of"] is None or p.get("of") is None or x.same(g["of"], p.get("of"))
            return of and (_touch(text, g, p) or _norm(g["role"]) == _norm(p.get("role") or ""))
        case _:
            return _compatible(g["date"], p.get("date"))


def _people(kind: str, x: _Actors, g: Json, p: Json) -> bool:
    """Whether the people are right; of a protest, the state or place."""
    match kind:
        case "PhoneCall" | "Meeting":
            people = p.get("participants") or []
            hit = x.overlap(g["participants"], people)
            return hit >= min(2, len(g["participants"])) and hit / max(len(g["participants"]), len(people), 1) >= 0.5
        case "Protest":
            return x.same(g["state"], p.get("state")) or _norm(g["place"] or "") == _norm(p.get("place") or "-")
        case _:
            who = NEEDED[kind]
            return x.same(g[who], p.get(who))


def _same_result(g: Json, p: Json) -> bool:
    if g["share"] is not None and p.get("share") is not None:
        return bool(abs(g["share"] - p["share"]) < _NEAR)
    return bool(g["share"] is None and p.get("share") is None and g["outcome"] == p.get("outcome"))


def _slots(kind: str, x: _Actors, g: Json, p: Json) -> dict[str, bool]:
    """Return slot by slot whether a core match agrees."""

    def equal(*names: str) -> dict[str, bool]:
        return {name: g[name] == p.get(name) for name in names}

    def who(*names: str) -> dict[str, bool]:
        return {name: x.same(g[name], p.get(name)) for name in names}

    def words(*names: str) -> dict[str, bool]:
        return {name: _norm(g[name] or "") == _norm(p.get(name) or "") for name in names}

    match kind:
        case "PhoneCall" | "Meeting":
            people = p.get("participants") or []
            all_there = len(g["participants"]) == len(people) == x.overlap(g["participants"], people)
            more = who("initiator") if kind == "PhoneCall" else words("place")
            return {"participants": all_there, **equal("date", "status"), **more}
        case "Statement":
            return {**equal("kind"), **who("addressee")}
        case "Election":
            return {**words("office"), **equal("date")}
        case "ElectionResult":
            return {**who("accordingTo"), **equal("outcome")}
        case "Recognition":
            return who("state")
        case "Office":
            return {**words("role"), **who("of")}
        case _:
            return equal("date", "detained", "killed")


def _norm(text: str) -> str:
    folded = unicodedata.normalize("NFKC", str(text)).casefold()
    return " ".join(re.findall(r"[\w']+", folded.replace("ё", "е").replace("’", "'").replace("ʼ", "'")))


def _compatible(a: str | None, b: str | None) -> bool:
    """Whether neither date contradicts the other: one is missing, or one lies within the other."""
    if not a or not b:
        return True
    (a1, a2), (b1, b2) = _bounds(a), _bounds(b)
    shorter = min(len(a1), len(b1))
    return a1[:shorter] == b1[:shorter] or (a1 <= b1 and b2 <= a2 + "~") or (b1 <= a1 and a2 <= b2 + "~")


def _bounds(date: str) -> tuple[str, str]:
    first, _, last = date.partition("/")
    return first, last or first


def _flat(text: str) -> str:
    """NFC with plain spaces, so that a no-break space does not hide a quotation."""
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u202f", " ").replace("\r", "")


def _quote(fact: Json) -> str:
    told = fact.get("evidence")
    return _flat(told.get("exact", "") if isinstance(told, dict) else (told or ""))


def _touch(text: str, g: Json, p: Json) -> bool:
    a, b = (text.find(q) if q else -1 for q in (_quote(g), _quote(p)))
    return a >= 0 and b >= 0 and a < b + len(_quote(p)) and b < a + len(_quote(g))


def assign(weights: list[list[float]]) -> list[tuple[int, int]]:
    """Match rows to columns for the greatest sum of weights (Hungarian method); zero weights stay unmatched.

    >>> assign([[1.0, 2.0], [0.0, 2.5]])
    [(0, 0), (1, 1)]
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = assign([list(column) for column in zip(*weights, strict=True)])
        return sorted((i, j) for j, i in turned)
    owner = _owners(weights)
    return sorted((i - 1, j - 1) for j, i in enumerate(owner) if j and i and weights[i - 1][j - 1] > 0)


def _owners(weights: list[list[float]]) -> list[int]:
    """Return for each column, from 1, the row it belongs to, or 0; rows are at most as many as columns."""
    rows, columns = len(weights), len(weights[0])
    high, low = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], here = row, 0
        least, used = [float("inf")] * (columns + 1), [False] * (columns + 1)
        while owner[here]:
            used[here] = True
            free = [j for j in range(1, columns + 1) if not used[j]]
            for j in free:
                cost = -weights[owner[here] - 1][j - 1] - high[owner[here]] - low[j]
                if cost < least[j]:
                    least[j], way[j] = cost, here
            nearest = min(free, key=lambda j: least[j])
            step = least[nearest]
            for j in range(columns + 1):
                if used[j]:
                    high[owner[j]] += step
                    low[j] -= step
                else:
                    least[j] -= step
            here = nearest
        while here:
            owner[here], here = owner[way[here]], way[here]
    return owner
