"""Protests: where and when, how many were detained or killed, and who counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.frames import Match, find_matches
from kg.extraction.quantities import Quantity, people
from kg.extraction.scene import Scene
from kg.extraction.sources import claimant
from kg.extraction.timing import status, when
from kg.lexicon.wordlists import words
from kg.model import Date, DateMention, Mention, Protest, Status

_SENTENCES_BACK = 8  # from a figure to the protest it is of
_ELLIPSIS = 16  # words of a sentence that only sets another figure beside the first
_ABOUT = 2  # words of protests in a text that is about them
_REACH = 6  # words between a figure and what it counts


def find_protests(scene: Scene) -> list[Protest]:
    """Return one fact a protest and source of its figures, in text order."""
    matches = find_matches(scene, "protest")
    told = [m for m in matches if not m.row.get("count")]
    if not told:
        return []
    reader = _Reader(scene, told)
    found: list[Protest] = []
    for match in matches:
        if match.row.get("count") and (fact := reader.figure(match)) is not None:
            _merge(found, fact)
    for fact in [f for old in list(found) for f in reader.other_counts(old)]:
        _merge(found, fact)
    for match in told:
        for fact in reader.events(match):
            _merge(found, fact)
    return sorted(found, key=lambda p: p.evidence.span)


class _Reader:
    def __init__(self, scene: Scene, told: list[Match]) -> None:
        self.scene, self.told = scene, told
        self.lang = scene.document.lang
        self.triggers = frozenset(t for m in find_matches(scene, "protest") for t in m.tokens)

    # --- figures

    def figure(self, match: Match) -> Protest | None:
        """Return the protest a count belongs to: that of its sentence, else of the sentences just before."""
        here = self.scene.sentence_of(match.head)
        near = self._near(here)
        zero = bool(match.row.get("zero"))
        if not near or (self.scene.negated(match.head) and not zero):
            return None
        number = 0 if zero else self._number(match)
        if number is None:
            return None
        same = [m for m in near if self.scene.sentence_of(m.head) == here]
        around = (same or near)[-1]
        beside = [] if self._places(match) or same else self._town_of(around, here)
        places = self._places(match) or (self._places(around) if same else beside or self._town_before(match))
        fact = Protest(
            id="", rule=match.row.id, evidence=self.scene.clause_evidence(match.clause, *match.tokens),
            place=places[0] if places else None, state=self._state(match) or self._state(around),
            date=self._day_of_figure(match, same), according_to=claimant(self.scene, match.clause),
            support=(self.scene.clause_evidence(around.clause, *around.tokens),) if beside else (),
        )  # fmt: skip
        field = match.row.get("count")
        return replace(fact, detained=number) if field == "detained" else replace(fact, killed=number)

    def _near(self, sentence: int) -> list[Match]:
        """Return the words of protests before a figure; in a text about protests those after it will do."""
        gaps = [(sentence - self.scene.sentence_of(m.head), m) for m in self.told]
        before = [m for gap, m in gaps if 0 <= gap <= _SENTENCES_BACK]
        return before or [m for gap, m in gaps if -_SENTENCES_BACK <= gap < 0 and len(self.told) >= _ABOUT][:1]

    def _number(self, match: Match) -> int | None:
        """Return the count nearest to the trigger in its clause; calendar days, spans of time and shares left out."""
        where = self.scene.where[match.clause]
        others = self.triggers - set(match.tokens)
        best: tuple[int, int, Quantity] | None = None
        for q in self._counts(where):
            gap = min(abs(q.first - t) for t in match.tokens)
            low, high = sorted((q.first, min(match.tokens, key=lambda t: abs(t - q.first))))
            if gap <= _REACH and not any(low < t < high for t in others) and (best is None or gap < best[0]):
                best = gap, q.first, q
        return int(best[2].value) if best else None

    def _counts(self, where: range | tuple[int, ...]) -> list[Quantity]:
        dated = [d.span for d in self.scene.document.dates]
        found = people(self.scene, where)
        return [q for q in found if not any(d.touches(self.scene.tokens[q.first].span) for d in dated)]

    def other_counts(self, fact: Protest) -> Iterator[Protest]:
        """Yield what other sources count right after: «Погибли трое. Правозащитники говорят о пяти»."""
        if (fact.killed is None) == (fact.detained is None):
            return
        first = self.scene.sentence_of(self.scene.token_at(fact.evidence.span.start))
        text = self.scene.document.article.text
        for s in (first + 1, first + 2):
            if s >= len(self.scene.document.sentences):
                return
            following = self.scene.document.sentences[s]
            where = range(following.first, following.last)
            if "\n" in text[fact.evidence.span.end : following.span.start] or self.triggers & set(where):
                return
            numbers = self._counts(where)
            source = claimant(self.scene, self.scene.document.clause_of[following.first])
            if source is None or source == fact.according_to or len(numbers) != 1 or len(where) > _ELLIPSIS:
                return
            value, proof = int(numbers[0].value), self.scene.evidence(following.first, following.last)
            new = replace(fact, evidence=proof, support=(), according_to=source, detained=None, killed=None)
            yield replace(new, killed=value) if fact.killed is not None else replace(new, detained=value)

    def _day_of_figure(self, match: Match, same: list[Match]) -> Date | None:
        """Return since when or on which day a figure was counted; the day of «сообщили в среду» is none."""
        sentence = self.scene.sentence(match.head)
        for c in sentence.clauses:
            for d in self.scene.dates(c):
                if d.role == "since" and d.values and (day := self._until_now(d)):
                    return day
        where = self.scene.where[match.clause]
        verbs = [t for t in where if self.scene.finite(self.scene.tokens[t])]
        happens = words(self.lang, "held") | words(self.lang, "gathers")
        reported = bool(verbs) and not any(t in match.tokens or self.scene.tokens[t].lemmas & happens for t in verbs)
        if reported and any(True for _ in self.scene.dates(match.clause)):
            return self._day_in(same[-1].clause) if same and same[-1].clause != match.clause else None
        days = when(self.scene, match)
        if len(days) == 1:
            return days[0]
        return self._day_in(same[-1].clause) if same else None

    def _until_now(self, since: DateMention) -> Date | None:
        published = self.scene.document.published
        first = since.values[0]
        if published is None or len(first) < len("2020-08-09") or "/" in first or first > published.value:
            return None
        return Date(f"{first}/{published.value}", f"{since.reason}; until the day of publication", since.span)

    # --- protests without figures

    def events(self, match: Match) -> Iterator[Protest]:
        """Yield a protest told without figures, one for each of its places, if the text tells its day."""
        if self.scene.document.clauses[match.clause].kind == "quote":
            return  # the name of a march is not the march
        told = status(self.scene, match)
        day = self._day_of_event(match, told)
        if day is None or not day.tells_day or not self._takes_place(match):
            return
        if told in ("denied", "refused", "hypothetical", "general"):
            return
        places: list[str | None] = list(self._places(match)) or [None]
        state = self._state(match)
        if places == [None] and state is None:
            return
        published = self.scene.document.published
        planned = published is not None and day.value[:10] > published.value[: len(day.value)]
        kind: Status = "planned" if planned else "held"
        proof = self.scene.clause_evidence(match.clause, *match.tokens)
        for place in places:
            yield Protest(id="", rule=match.row.id, evidence=proof, place=place, state=state, date=day, status=kind)

    def _day_of_event(self, match: Match, told: str) -> Date | None:
        day = self._day_in(match.clause, last=told == "planned" or self._has(match, "calls"))
        if day is not None:
            return day
        since = [d for d in self.scene.dates(match.clause) if d.role == "since" and d.values]
        if since:
            return self._until_now(since[0])
        days = when(self.scene, match)
        return days[0] if len(days) == 1 else None

    def _takes_place(self, match: Match) -> bool:
        """Whether the words say that people came out, or that a protest begins, goes on, is called for."""
        verbs = [t for t in match.tokens if self.scene.tokens[t].is_a("VERB")]
        if verbs:
            return any(self.scene.finite(self.scene.tokens[t]) for t in verbs)
        return self._has(match, "held") or self._has(match, "calls") or self._has(match, "gathers")

    def _has(self, match: Match, name: str) -> bool:
        lemmas = words(self.lang, name)
        return any(self.scene.tokens[t].lemmas & lemmas for t in self.scene.where[match.clause])

    # --- day, place, state

    def _day_in(self, clause: int, last: bool = False) -> Date | None:
        """Return the one day of a clause, its last if a protest is called for a day."""
        days = [d for d in self.scene.dates(clause) if d.role == "when" and len(d.values) == 1]
        if not days or (len(days) > 1 and not last):
            return None
        return Date(days[-1].values[0], days[-1].reason, days[-1].span)

    def _places(self, match: Match) -> list[str]:
        """Return the towns a match names, in the nominative; a state is no place of a protest."""
        named = [j for i in match.fillers.get("place", ()) for j in self.scene.coordinated(i)]
        named = [i for i in named if self.scene.mentions[i].type == "Place" or self.scene.is_capital(i)]
        if not named:
            first = next((i for i in self.scene.in_clause[match.clause] if self._is_town(i)), None)
            named = [i for i in self.scene.coordinated(first) if self._is_town(i)] if first is not None else []
        return list(dict.fromkeys(self.scene.place_name(i) for i in named))

    def _town_of(self, around: Match, here: int) -> list[str]:
        """Return the one town of a protest told in the sentence right before a figure."""
        places = self._places(around)
        return places if len(places) == 1 and here - self.scene.sentence_of(around.head) == 1 else []

    def _town_before(self, match: Match) -> list[str]:
        """Return the town of the sentences just before, in the same paragraph, where no state is named."""
        if self.scene.main_state is not None:
            return []
        here = self.scene.sentence(match.head)
        towns = [
            i for i in range(len(self.scene.mentions))
            if self.scene.mentions[i].first < here.first and self._is_town(i)
            and "\n" not in self.scene.document.article.text[self.scene.mentions[i].span.end : here.span.start]
        ]  # fmt: skip
        return [self.scene.place_name(towns[-1])] if towns else []

    def _is_town(self, i: int) -> bool:
        m = self.scene.mentions[i]
        if m.type != "Place" and not self.scene.is_capital(i):
            return False
        return ("loc" in m.cases and m.preposition is not None) or self._is_around(m)

    def _is_around(self, m: Mention) -> bool:
        """Whether a town is that of a part of it: «в центре Белграда»."""
        part = m.attribute_of
        if part is None or part == 0 or "loc" not in self.scene.tokens[part].cases:
            return False
        before = self.scene.tokens[part - 1]
        return before.is_a("ADP") and bool(self.scene.tokens[part].lemmas & words(self.lang, "part of a town"))

    def _state(self, match: Match) -> str | None:
        for role in ("state", "place"):
            for i in match.fillers.get(role, ()):
                for key in self.scene.actors(i):
                    actor = self.scene.actor(key)
                    if actor.type == "State":
                        return key
                    if actor.of and (state := self.scene.key_of(actor.of)):
                        return state
        return self.scene.state_near(match.head) or self.scene.main_state


def _merge(found: list[Protest], new: Protest) -> None:
    """Join figures of one protest by one source; a protest told without figures adds nothing to one told with them."""
    for k, old in enumerate(found):
        same_day = old.date is None or new.date is None or old.date.value == new.date.value
        same_place = old.place is None or new.place is None or old.place == new.place
        if old.state != new.state or not (same_day and same_place):
            continue
        if new.detained is None and new.killed is None:
            if old.date is None and (old.detained, old.killed) != (None, None) and not _touch(old, new):
                continue  # a total of many days is not the protest of one
            return
        if old.according_to == new.according_to and not _clash(old, new):
            found[k] = replace(
                old,
                detained=old.detained if old.detained is not None else new.detained,
                killed=old.killed if old.killed is not None else new.killed,
                date=old.date or new.date,
                place=old.place or new.place,
                support=(*old.support, new.evidence),
            )
            return
        if _repeats(old, new) and None in (old.according_to, new.according_to):
            source = old.according_to or new.according_to
            found[k] = replace(old, according_to=source, support=(*old.support, new.evidence))
            return
    found.append(new)


def _touch(a: Protest, b: Protest) -> bool:
    return any(e.span.touches(b.evidence.span) for e in (a.evidence, *a.support))


def _clash(old: Protest, new: Protest) -> bool:
    """Whether two facts give different figures for one thing."""
    pairs = ((old.detained, new.detained), (old.killed, new.killed))
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _repeats(old: Protest, new: Protest) -> bool:
    """Whether the figures of one fact are all told by another: the headline's and the text's."""
    pairs = ((old.detained, new.detained), (old.killed, new.killed))
    return not _clash(old, new) and all(b is None or a == b for a, b in pairs)
