"""Who gives a figure: an actor («по данным ЦИК») or a generic source in English («экзитполы» = "exit polls")."""

from __future__ import annotations

from functools import cached_property

from kg.extraction.frames import Match, find_matches
from kg.extraction.scene import Scene
from kg.lexicon.wordlists import words
from kg.model import Mention

_GENERIC = frozenset({"exit polls", "opposition", "human rights activists", "official count"})
_EXIT_POLLS = "exit polls"
_POLLSTER = 4  # words between an exit poll and who made it
_ENDS = frozenset(",:;–—")
_CARRIED = 3  # sentences a source's figures may go on for


def claimant(scene: Scene, clause: int) -> str | None:
    """Return the actor's key or generic source that a clause, or a clause around it, gives its figures to."""
    at: int | None = clause
    while at is not None:
        here = [m for m in find_matches(scene, "sources") if m.clause == at]
        for match in here:
            if (source := _source_of(scene, match)) is not None and source not in _GENERIC:
                return source
        for match in here:
            if generic := match.row.get("source"):
                return str(generic)
        at = scene.document.clauses[at].parent
    return None


class Counting:
    """Who counts the votes, sentence by sentence: a source goes on for the figures after it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.told: dict[int, list[tuple[int, str]]] = {}  # by sentence: the token and the source
        for match in find_matches(scene, "sources"):
            if not match.row.get("cites") and (source := _source_of(scene, match)) is not None:
                self.told.setdefault(scene.sentence_of(match.head), []).append((match.head, source))
        for token, source in _counters(scene):
            self.told.setdefault(scene.sentence_of(token), []).append((token, source))
        for told in self.told.values():
            told.sort()

    def made_by(self, key: str, sentence: int) -> bool:
        """Whether an actor made the exit poll that a sentence tells of."""
        return key in self._pollsters.get(sentence, ())

    def asks(self, m: Mention) -> bool:
        """Whether a body's name holds the words for an exit poll, or stands beside them and so made it.

        «Экзитпол центра «Дамар»», «экзитпол Ipsos»; not «экзитпол «Фидес» дал 52%»: a quotation needs a noun before it.
        """
        told = self.told.get(self.scene.sentence_of(m.first), ())
        near = range(max(0, m.first - _POLLSTER), m.last)
        beside = [token for token, source in told if source == _EXIT_POLLS and token in near]
        if m.type != "Organization" or not beside:
            return False
        words = self.scene.tokens[beside[-1] + 1 : m.first]
        if beside[-1] >= m.first:
            return True
        if self.scene.document.lang == "en":
            return bool(words) and all(t.norm in self.scene.language.word_order["agents"] for t in words)
        if any(t.text in _ENDS or t.readings[0].pos == "CCONJ" or self.scene.finite(t) for t in words):
            return False
        return "gen" in m.cases if not words else any(t.is_a("NOUN") and "gen" in t.cases for t in words)

    @cached_property
    def _pollsters(self) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        for i, m in enumerate(self.scene.mentions):
            if m.type == "Organization" and self.asks(m):
                found.setdefault(self.scene.sentence_of(m.first), set()).update(self.scene.actors(i))
        return found

    def of(self, number: int, carried: bool = True) -> str | None:
        """Return the source of the figure at a token: around it, in its sentence, or `carried` on from just before."""
        sentence = self.scene.sentence_of(number)
        told = self.told.get(sentence, [])
        before = [source for token, source in told if token < number]
        own = before[-1] if before else claimant(self.scene, self.scene.document.clause_of[number])
        own = own or (told[0][1] if told else None)
        if own is not None:
            return self._named(own, sentence)
        if not carried:
            return None
        sentences, text = self.scene.document.sentences, self.scene.document.article.text
        for back in range(sentence - 1, max(-1, sentence - _CARRIED - 1), -1):
            if back in self.told:
                source = self.told[back][-1][1]
                new_paragraph = "\n" in text[sentences[back].span.end : sentences[sentence].span.start]
                return None if new_paragraph and source in _GENERIC else self._named(source, back)
        return None

    def _named(self, source: str, sentence: int) -> str:
        """Return who counted officially, if the sentence names the body: «по официальным данным ЦИК».

        Who made an exit poll gives way to it.
        """
        if source not in _GENERIC and self.made_by(source, sentence):
            return _EXIT_POLLS
        if source != "official count":
            return source
        return next((s for _, s in self.told.get(sentence, ()) if s not in _GENERIC), source)


def _source_of(scene: Scene, match: Match) -> str | None:
    for i in match.fillers.get("speaker", ()):
        for key in scene.actors(i):
            if scene.actor(key).type != "Person" or not match.row.get("verb"):
                return key
    generic = match.row.get("source")
    return str(generic) if generic else None


def _counters(scene: Scene) -> list[tuple[int, str]]:
    """Return the electoral authorities of the article, each with where it is named."""
    names = words(scene.document.lang, "counter")
    found = []
    for i, m in enumerate(scene.mentions):
        keys = scene.actors(i)
        if m.type == "Organization" and m.kind == "name" and len(keys) == 1:
            called = any(t.lemmas & names for t in scene.tokens[m.first : m.last])
            if called or (scene.actor(keys[0]).canonical or "").endswith("-cec"):
                found.append((m.first, keys[0]))
    return found


def cited_source(scene: Scene, clause: int) -> tuple[str | None, bool]:
    """Return whom an outlet cites in a clause («со ссылкой на пресс-службу»), if an actor, and whether it cites."""
    for match in find_matches(scene, "sources"):
        if match.clause == clause and match.row.get("cites"):
            keys = [k for i in match.fillers.get("speaker", ()) for k in scene.actors(i)]
            return next((k for k in keys if not scene.is_outlet(k)), None), True
    return None, False
