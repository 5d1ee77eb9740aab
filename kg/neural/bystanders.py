"""English: whom a sentence names beside a call or meeting, though they take no part: in a title, or as its reporter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extraction.scene import Scene
from kg.model import Mention
from kg.neural.filling import Filled
from kg.neural.titles import Titles
from kg.neural.verbs import CONTACTS, Verb
from kg.neural.wordorder import WordOrder
from kg.registry import Registry

_TWO = 2  # at least, of a contact
_NEXT = 3  # words from whose call it is to "call", and of a trigger with its article
_LIKELY = 0.2  # least probability of one who may take part


def without_bystanders(
    scene: Scene, events: Iterable[Filled], verbs: Sequence[Verb], registry: Registry
) -> Iterator[Filled]:
    """Yield the events; calls and meetings of the net's without those who only stand beside them, if two remain."""
    beside = _Beside(scene, verbs, registry)
    for event in events:
        yield beside.without(event) if event.trigger.type in CONTACTS and event.rule is None else event


class _Beside:
    """Who takes no part in the contacts of one document."""

    def __init__(self, scene: Scene, verbs: Sequence[Verb], registry: Registry) -> None:
        self.scene, self.verbs = scene, verbs
        self.order = WordOrder(scene)
        self.titles = [(t.first, t.last) for t in Titles(scene, registry).all]

    def without(self, event: Filled) -> Filled:
        event = self._without_places(event)
        people = event.roles["participant"]
        likely = [k for k, p in people if p > _LIKELY]
        if len(likely) <= _TWO:
            return event
        trigger = event.trigger.first
        here = {k: self._mentions(trigger, k) for k in likely}
        out = {k for k in likely if here[k] and all(self._beside(m, k, trigger) for m in here[k])}
        if len([k for k in likely if here[k] and k not in out]) >= _TWO:
            out |= {k for k in likely if not here[k] and self.scene.actor(k).type != "Person"}
        if len(likely) - len(out) < _TWO:
            return event
        return replace(event, roles={**event.roles, "participant": tuple(p for p in people if p[0] not in out)})

    def _without_places(self, event: Filled) -> Filled:
        """Return a meeting without the states that it is only in: "will pay a visit to China"."""
        trigger, words = event.trigger.first, self.scene.language.word_order["whither"]
        people = [
            (k, p) for k, p in event.roles["participant"] if p <= _LIKELY or not self._is_place(trigger, k, words)
        ]
        return replace(event, roles={**event.roles, "participant": tuple(people)})

    def _is_place(self, trigger: int, key: str, words: frozenset[str]) -> bool:
        here = self._mentions(trigger, key) if self.scene.actor(key).type == "State" else []
        return bool(here) and all(self._after(m, words) for m in here)

    def _after(self, m: Mention, words: frozenset[str]) -> bool:
        """Whether one of these words stands right before a mention."""
        return m.first > 0 and self.scene.tokens[m.first - 1].norm in words

    def _mentions(self, trigger: int, key: str) -> list[Mention]:
        sentence = self.scene.sentence(trigger)
        return [
            m for i, m in enumerate(self.scene.mentions)
            if sentence.first <= m.first < sentence.last and key in self.scene.actors(i)
        ]  # fmt: skip

    def _beside(self, m: Mention, key: str, trigger: int) -> bool:
        """Whether a mention is of one who takes no part in what the trigger tells."""
        if self.scene.actor(key).type != "Person" and (self._in_title(m) or self._of_gathering(m)):
            return True
        low, high = sorted((m.first, trigger))
        words, tokens = self.scene.language.word_order, self.scene.tokens
        if any(tokens[i].text == ";" for i in range(low, high)):
            return True
        if self._after(m, words["about"]) or self._owns(m, trigger):
            return True
        if self._introduces(key, trigger) and (m.first < trigger and (m.kind != "pronoun" or self._is_owner(m))):
            return True
        return (trigger < m.first and self._reports(m, key)) or self._passes_on(m, key, trigger)

    def _owns(self, m: Mention, trigger: int) -> bool:
        """Whether somebody is only whose minister it is, "Modi's foreign minister", and not whose call."""
        return self.order.genitive(m.last) and not m.last <= trigger <= m.last + _NEXT

    def _in_title(self, m: Mention) -> bool:
        """Whether a body or state only says what somebody's office is of: "UN Secretary General X"."""
        return any(first <= m.first and m.last <= last for first, last in self.titles)

    def _of_gathering(self, m: Mention) -> bool:
        """Whether a body only says whose gathering it is: "on the margins of the African Union summit"."""
        words, tokens = self.scene.language.word_order, self.scene.tokens
        before = [t.norm for t in tokens[max(0, m.first - 3) : m.first]]
        if m.last < len(tokens) and tokens[m.last].norm in words["gatherings"]:
            return True
        return not words["margins"].isdisjoint(before)

    def _reports(self, m: Mention, key: str) -> bool:
        """Whether somebody only reports it at the end of the sentence: "..., X said"."""
        said = (v for v in self.verbs if v.type == "Statement" and key in v.subjects and m.last <= v.first)
        verb = next(said, None)
        if verb is None or m.first == self.scene.sentence(m.first).first:
            return False
        if any(m.first < other.first < verb.first for other in self._mentions(verb.first, key)):
            return False
        between = {t.norm for t in self.scene.tokens[m.last : verb.first]}
        return between.isdisjoint(self.scene.language.word_order["conjunctions"])

    def _introduces(self, key: str, trigger: int) -> bool:
        """Whether somebody only reports what another one did: "X said | Y met Z", even where "his" was read as X's."""
        start, relatives = self.scene.sentence(trigger).first, self.scene.language.word_order["relatives"]
        for verb in self.verbs:
            if verb.type != "Statement" or key not in verb.subjects or verb.objects:
                continue
            if start <= verb.first and verb.last < trigger:
                at = verb.last + (self.scene.tokens[verb.last].norm in relatives)
                who = self.order.right_after(at)
                if who and key not in who and self.scene.actor(who[0]).type == "Person":
                    return True
        return False

    def _is_owner(self, m: Mention) -> bool:
        return bool(self.scene.language.pronouns.get(self.scene.tokens[m.first].norm, {}).get("possessive"))

    def _passes_on(self, m: Mention, key: str, trigger: int) -> bool:
        """Whether somebody only hands on an invitation: "X, who passed on an invitation from Y"."""
        words = self.scene.language.word_order["passing on"]
        beginning = {t.norm for t in self.scene.tokens[trigger : trigger + _NEXT]}
        if beginning.isdisjoint(self.scene.language.word_order["invitations"]):
            return False
        said = [i for i in range(m.last, trigger) if self.scene.tokens[i].norm in words]
        return any(key in self.order.subject(i, inverted=False) for i in said)
