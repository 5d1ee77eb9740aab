"""Filled triggers to facts: the records of `kg.model`, each with evidence and confidence."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from kg.extraction.scene import Scene
from kg.extraction.timing import listed_with
from kg.model import (
    Date,
    Election,
    ElectionResult,
    Evidence,
    Fact,
    Meeting,
    Office,
    PhoneCall,
    Protest,
    Recognition,
    Span,
    Stance,
    Statement,
    StatementKind,
    Status,
)
from kg.neural.candidates import Number
from kg.neural.casting import NEVER_NAMED
from kg.neural.counts import is_crowd
from kg.neural.filling import Filled, Holding, shared_out
from kg.neural.labels import OTHER_OFFICE, Role
from kg.neural.partners import subject, together

Key = str
_MOST_ABOUT = 6
_SEVERAL = 2
_QUOTATION = re.compile(r"[«“„\"]((?:[^\s«»“”„\"]+\s+){2,}[^«»“”„\"]+?)[,.]?[»”“\"]")  # three words or more


@dataclass(frozen=True)
class Told:
    """A fact, the token its trigger begins at, and for a statement the token its speaker stands at."""

    fact: Fact
    trigger: int
    speaker: int | None = None


class Builder:
    """Makes facts of the filled triggers of one document."""

    def __init__(self, scene: Scene, amounts: Sequence[Number], settings: Mapping[str, Any]) -> None:
        self.scene, self.amounts = scene, amounts
        self.thresholds: Mapping[str, float] = settings.get("thresholds", {})
        self.calibration: Mapping[str, Sequence[float]] = settings.get("calibration", {})
        self.centre: Key | None = None
        self.makers: Mapping[str, Callable[[Filled], Iterator[Fact]]] = {
            "PhoneCall": self._calls,
            "Meeting": self._meetings,
            "Statement": self._statements,
            "Election": self._elections,
            "ElectionResult": self._results,
            "Recognition": self._recognitions,
            "Protest": self._protests,
        }

    def facts(self, events: Sequence[Filled]) -> list[Told]:
        """Return the facts of all triggers, in the order of these."""
        found = []
        self.centre = self._centre(events)
        for event in shared_out(events, self._share, self.scene.sentence_of):
            for fact in self.makers[event.trigger.type](event):
                spoken = event.where.get(fact.speaker) if isinstance(fact, Statement) else None
                found.append(Told(fact, event.trigger.first, spoken[0] if spoken else None))
        return found

    def offices(self, holdings: Sequence[Holding]) -> list[Told]:
        """Return one fact an office."""
        found = []
        for h in holdings:
            if h.office == OTHER_OFFICE or not self._named(h.person):
                continue
            first, last = self._title(h)
            fact = Office(
                id="",
                rule="net-office",
                evidence=self.scene.evidence(first, last),
                person=h.person,
                role=h.office,
                of=h.of if h.of and self._named(h.of) else None,
                confidence=self._confidence("Office", h.probability),
            )
            found.append(Told(fact, h.mention.first))
        return found

    def _title(self, h: Holding) -> tuple[int, int]:
        """Return the tokens of an office: its mention, and the person's name right before or after it."""
        first, last = h.mention.first, h.mention.last
        sentence = self.scene.sentence(first)
        for i, m in enumerate(self.scene.mentions):
            beside = m.last <= first <= m.last + 1 or last <= m.first <= last + 1
            if beside and self.scene.actors(i) == (h.person,) and sentence.first <= m.first < sentence.last:
                first, last = min(first, m.first), max(last, m.last)
        return first, last

    # --- one maker a type

    def _calls(self, e: Filled) -> Iterator[Fact]:
        initiator = next(iter(self._over(e, "initiator")), None)
        for people, day, confidence in self._contacts(e, initiator):
            if initiator in people and together(self.scene, e.trigger.first, people):
                initiator = None
            yield PhoneCall(
                id="",
                rule=e.rule or "net-phonecall",
                evidence=self._evidence(e, *people),
                participants=people,
                date=day,
                status=self._status(e, day),
                initiator=initiator if initiator in people else None,
                confidence=confidence,
            )

    def _meetings(self, e: Filled) -> Iterator[Fact]:
        for people, day, confidence in self._contacts(e, None):
            yield Meeting(
                id="",
                rule=e.rule or "net-meeting",
                evidence=self._evidence(e, *people),
                participants=people,
                date=day,
                status=self._status(e, day),
                place=self._place(e),
                confidence=confidence,
            )

    def _contacts(self, e: Filled, hub: Key | None) -> Iterator[tuple[tuple[Key, ...], Date | None, float]]:
        chosen = self._participants(e)
        if len(chosen) == 1 and self.centre not in (None, chosen[0][0]) and e.trigger.type == "PhoneCall":
            chosen = [(str(self.centre), self._threshold("centre")), *chosen]
        if len(chosen) < 2:
            return
        keys = tuple(k for k, _ in chosen)
        groups = [keys]
        if len(keys) > 2 and e.attributes["several"][0] == "each":
            centre = hub if hub in keys else subject(self.scene, e.trigger.first, keys)
            groups = [(centre, k) for k in keys if k != centre]
        days: Sequence[Date | None] = self._listed(self._days(e)) or (None,)
        confidence = self._confidence(e.trigger.type, e.trigger.probability * min(p for _, p in chosen[:2]))
        if len(groups) > 1:
            yield from ((group, day, confidence) for group, day in self._day_by_day(e, groups, days[0]))
        else:
            yield from ((groups[0], day, confidence) for day in days)

    def _day_by_day(
        self, e: Filled, groups: Sequence[tuple[Key, ...]], day: Date | None
    ) -> Iterator[tuple[tuple[Key, ...], Date | None]]:
        """Yield pairs with their days, in text order if there are as many: "saw X on Monday, Y on Tuesday"."""
        days = sorted((self._date(value, e) for value in self._told_days(e)), key=lambda d: (d.span, d.value))
        order = sorted(groups, key=lambda pair: e.where.get(pair[1], (0, 0)))
        yield from zip(order, days, strict=True) if len(days) == len(groups) else ((group, day) for group in groups)

    def _participants(self, e: Filled) -> list[tuple[Key, float]]:
        people = [(k, p) for k, p in e.roles["participant"] if self._named(k)]
        chosen = [(k, p) for k, p in people if p > self._threshold("participant")]
        unsure = [(k, p) for k, p in people[:2] if p > self._threshold("second participant")]
        return unsure if len(unsure) > len(chosen) else chosen

    def _centre(self, events: Sequence[Filled]) -> Key | None:
        """Return who takes part in most calls of the article, in two at least: "a call with Guterres" is theirs too."""
        calls = [self._participants(e) for e in events if e.trigger.type == "PhoneCall"]
        counts = Counter(k for people in calls if len(people) > 1 for k, _ in people).most_common(2)
        if not counts or counts[0][1] < _SEVERAL or (len(counts) > 1 and counts[0][1] == counts[1][1]):
            return None
        return counts[0][0]

    def _statements(self, e: Filled) -> Iterator[Fact]:
        speakers = [(k, p) for k, p in e.roles["speaker"] if self._named(k) and not self.scene.is_outlet(k)]
        speakers = [s for s in speakers if s[1] > self._threshold("speaker")][:3] or speakers[:1]
        addressees: list[Key | None] = [*self._over(e, "addressee")[:3]]
        days = self._days(e)
        for speaker, probability in speakers:
            if probability < self._threshold("least speaker"):
                continue
            about = tuple(k for k in self._over(e, "about") if k != speaker)[:_MOST_ABOUT]
            for addressee in [a for a in addressees if a != speaker] or [None]:
                yield Statement(
                    id="",
                    rule=e.rule or "net-statement",
                    evidence=self._evidence(e, speaker),
                    speaker=speaker,
                    kind=cast(StatementKind, e.attributes["kind"][0]),
                    addressee=addressee,
                    about=about,
                    quote=self._quote(e),
                    date=days[0] if len(days) == 1 and not self._is_to_come(days[0]) else None,
                    confidence=self._confidence("Statement", e.trigger.probability * probability),
                )

    def _elections(self, e: Filled) -> Iterator[Fact]:
        state = self._best(e, "state")
        if state is not None:
            day = next(iter(self._days(e)), None)
            yield Election(
                id="",
                rule="net-election",
                evidence=self._evidence(e),
                state=state[0],
                office=e.attributes["office"][0],
                date=day,
                status="planned" if self._is_to_come(day) else "held",
                confidence=self._confidence("Election", e.trigger.probability * state[1]),
            )

    def _results(self, e: Filled) -> Iterator[Fact]:
        share = self._share(e)
        outcome, state = e.attributes["outcome"][0], self._best(e, "state")
        if share is None and outcome == "none":
            return
        candidates = [(k, p) for k, p in e.roles["candidate"] if self._named(k)]
        chosen = [c for c in candidates if c[1] > self._threshold("candidate")] or candidates[:1]
        for candidate, probability in chosen[: 1 if share is not None else 3]:
            if probability < self._threshold("least candidate"):
                continue
            yield ElectionResult(
                id="",
                rule="net-electionresult",
                evidence=self._evidence(e, candidate),
                candidate=candidate,
                state=state[0] if state else None,
                share=share,
                outcome=None if outcome == "none" else outcome,  # type: ignore[arg-type]
                according_to=self._source(e),
                confidence=self._confidence("ElectionResult", e.trigger.probability * probability),
            )

    def _share(self, e: Filled) -> float | None:
        """Return the share in percent that a trigger is or holds."""
        inside = [n for n in self.amounts if n.first < e.trigger.last and e.trigger.first < n.last]
        return next((n.value for n in inside if n.value <= 100), None)

    def _recognitions(self, e: Filled) -> Iterator[Fact]:
        target = e.attributes["object"][0]
        if target == "actor":
            found = [k for k, p in e.roles["object"] if p > self._threshold("least actor") and self._named(k)]
            target = found[0] if found else "victory"
        state = self._best(e, "state")
        actors = [(k, p) for k, p in e.roles["actor"] if self._named(k) and k != target]
        for actor, probability in [a for a in actors if a[1] > self._threshold("actor")] or actors[:1]:
            if probability < self._threshold("least actor"):
                continue
            yield Recognition(
                id="",
                rule="net-recognition",
                evidence=self._evidence(e, actor),
                actor=actor,
                stance=cast(Stance, e.attributes["stance"][0]),
                target=target,
                state=state[0] if state else None,
                confidence=self._confidence("Recognition", e.trigger.probability * probability),
            )

    def _protests(self, e: Filled) -> Iterator[Fact]:
        state, days = self._best(e, "state"), self._days(e)
        yield Protest(
            id="",
            rule="net-protest",
            evidence=self._evidence(e),
            place=self._place(e),
            state=state[0] if state else None,
            date=days[0] if days else None,
            detained=self._number(e, "detained"),
            killed=self._number(e, "killed"),
            according_to=self._source(e),
            confidence=self._confidence("Protest", e.trigger.probability * (state[1] if state else 0.5)),
        )

    # --- slots

    def _threshold(self, name: str) -> float:
        return self.thresholds.get(name, 0.2 if name.startswith(("least", "second")) else 0.5)

    def _named(self, key: Key) -> bool:
        """Whether a key is an actor that the article names; those it never names take part in no fact."""
        actor = self.scene.cast.by_key.get(key)
        return actor is not None and actor.reasons != NEVER_NAMED and actor.type != "Place"

    def _over(self, e: Filled, role: Role) -> list[Key]:
        return [k for k, p in e.roles[role] if p > self._threshold(role) and self._named(k)]

    def _best(self, e: Filled, role: Role) -> tuple[Key, float] | None:
        found = [
            (k, p) for k, p in e.roles[role] if self._named(k) and self.scene.actor(k).type in ("State", "Organization")
        ]
        return found[0] if found and found[0][1] > self._threshold(f"least {role}") else None

    def _days(self, e: Filled) -> list[Date]:
        told = self._told_days(e)
        listed = next((d.values for d in self.scene.document.dates if told and told[0] in d.values), ())
        chosen = sorted(set(told) & set(listed)) if len(listed) > 1 else told[:1]  # "on 16, 18 and 19 August"
        return [self._date(value, e) for value in chosen]

    def _told_days(self, e: Filled) -> list[str]:
        """Return the days of an event, the likeliest first; the day of publication goes without saying."""
        told = [k.removeprefix("date:") for k, p in e.roles["date"] if p > self._threshold("date")]
        return [value for value in told if value in self._mentioned]

    def _listed(self, days: list[Date]) -> list[Date]:
        """Return the one day of a contact with those that go on from it: "on Wednesday and again on Saturday"."""
        if len(days) != 1:
            return days
        told = next((d for d in self.scene.document.dates if d.span == days[0].span), None)
        more = listed_with(self.scene, told) if told else []
        return [*days, *(Date(d.values[0], d.reason, d.span) for d in more if len(d.values) == 1)]

    @cached_property
    def _mentioned(self) -> set[str]:
        return {value for d in self.scene.document.dates for value in d.values}

    def _is_to_come(self, day: Date | None) -> bool:
        """Whether a day begins after the article was published."""
        published = self.scene.document.published
        if day is None or published is None:
            return False
        first, now = day.value.partition("/")[0], published.value
        known = min(len(first), len(now))
        return first[:known] > now[:known]

    def _date(self, value: str, e: Filled) -> Date:
        """Return a date with the reason of its nearest mention."""
        at = self.scene.tokens[e.trigger.first].span.start
        mentions = [d for d in self.scene.document.dates if value in d.values]
        nearest = min(mentions, key=lambda d: abs(d.span.start - at))
        return Date(value, nearest.reason, nearest.span)

    def _place(self, e: Filled) -> str | None:
        key, probability = next(iter(e.roles["place"]), ("", 0.0))
        if probability <= self._threshold("place"):
            return None
        if key in e.where and self._before_title(e.where[key][1]):
            return None
        if key.startswith("place:"):
            return key.removeprefix("place:") or None
        kinds = {m.kind for i, m in enumerate(self.scene.mentions) if self.scene.actors(i) == (key,)}
        if kinds <= {"adjective"}:  # "the Japanese prime minister" is not in Japan
            return None
        names = [name for lang, name in self.scene.actor(key).names if lang == self.scene.document.lang]
        return names[0] if names else None

    def _before_title(self, token: int) -> bool:
        """Whether a title begins at a token, so that a name before it is no place: "Vienna | Mayor X"."""
        following = self.scene.tokens[token : token + 1]
        return any(t.text[:1].isupper() and t.norm in self.scene.language.titles for t in following)

    def _number(self, e: Filled, role: Role) -> int | None:
        key, probability = next(iter(e.roles[role]), ("", 0.0))
        if probability <= self._threshold(role) or is_crowd(self.scene, e.where.get(key, (0, 0))[0]):
            return None
        return int(float(key.removeprefix("number:")))

    def _source(self, e: Filled) -> str | None:
        named = [k for k in self._over(e, "according") if not self.scene.is_outlet(k)]
        generic = e.attributes["source"][0]
        return named[0] if named else None if generic == "none" else generic

    def _status(self, e: Filled, day: Date | None) -> Status:
        """Return the status that the net sees; what is held on a day to come is planned."""
        status: Status = e.attributes["status"][0]  # type: ignore[assignment]  # the labels of the net
        return "planned" if status in ("held", "ongoing") and self._is_to_come(day) else status

    def _evidence(self, e: Filled, *keys: Key) -> Evidence:
        """Return the clause of the trigger, stretched to the actors in its sentence; without clauses the sentence."""
        sentence = self.scene.sentence(e.trigger.first)
        spans = [e.where[k] for k in keys if k in e.where]
        inside = [i for a, b in spans for i in (a, b - 1) if sentence.first <= i < sentence.last]
        clause = self.scene.document.clause_of[e.trigger.first]
        return self.scene.clause_evidence(clause, e.trigger.first, e.trigger.last - 1, *inside)

    def _quote(self, e: Filled) -> Evidence | None:
        """Return the first quotation of several words in the sentence of the trigger."""
        sentence = self.scene.sentence(e.trigger.first)
        found = _QUOTATION.search(sentence.span.of(self.scene.document.article.text))
        if found is None:
            return None
        span = Span(sentence.span.start + found.start(1), sentence.span.start + found.end(1))
        return Evidence(span, found.group(1), sentence.zone)

    def _confidence(self, type: str, raw: float) -> float:
        """Return how often such facts are right, by the curve fitted on training articles."""
        slope, shift = self.calibration.get(
            f"{type} {self.scene.document.lang}", self.calibration.get(type, (1.0, 0.0))
        )
        raw = min(max(raw, 1e-6), 1 - 1e-6)
        return round(1 / (1 + math.exp(-(slope * math.log(raw / (1 - raw)) + shift))), 2)
