"""What the net may not link, though it scores high: "she" and a man, "the Chinese leader" and a Russian."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from kg import lexicon
from kg.extraction.gazetteer import gazetteer
from kg.extraction.scene import Scene
from kg.extraction.titles import title_words
from kg.lexicon.wordlists import words
from kg.model import Actor, Cast, Document, Fact, Lang, Meeting, Office, Recognition
from kg.neural.candidates import Candidate
from kg.registry import Registry

_TITLE = 2  # first words of an office's evidence, in which a title says that it is over
_SHORT = 5  # letters in which the forms of a title agree
_SURE = frozenset({"masc", "fem"})


def without_foreign(office: Office, cast: Cast, registry: Registry) -> Office:
    """Return an office of a foreign state as of none, if its known holder has held offices of other states only.

    One of a foreign state's body is of the holder's own state: a bare "foreign ministry" was taken for another's.
    """
    known = registry.get(cast.by_key[office.of].canonical or "") if office.of else None
    if known is None:
        return office
    whose = known.id if known.type == "State" else known.of or ""
    states = _states_of(cast.by_key[office.person], registry)
    if not whose.startswith("state/") or not states or whose in states:
        return office
    own = [a.key for a in cast.actors if a.canonical in states] if known.type != "State" else []
    return replace(office, of=own[0] if len(own) == 1 else None)


def is_served(scene: Scene, speaker: int) -> bool:
    """Whether the speaker at a token is only whom somebody nameless serves: "an adviser to President X said"."""
    if scene.document.lang != "en":
        return False
    language, before, start = scene.language, speaker - 1, scene.sentence(speaker).first
    while before > start and scene.tokens[before].norm in language.titles | language.articles:
        before -= 1
    serves = before > start and scene.tokens[before].norm in language.word_order["serving"]
    small = scene.tokens[before - 1].text  # as it is written: of "Minister for Defence X" X is the holder
    return serves and small in language.titles


def is_none(scene: Scene, fact: Fact) -> bool:
    """Whether a fact of the net's is none: a vote called void is not recognised, a state only visited met nobody."""
    match fact:
        case Recognition(stance="recognises"):
            return bool(_lemmas(scene, fact) & words(scene.document.lang, "void"))
        case Meeting() if scene.document.lang in lexicon.LANGS:
            people = [k for k in fact.participants if scene.actor(k).type == "Person"]
            states = [k for k in fact.participants if scene.actor(k).type == "State"]
            visits = scene.language.contacts["visits"]
            return (
                len(people) == 1 and len(states) == len(fact.participants) - 1 and bool(_lemmas(scene, fact) & visits)
            )
    return False


def _lemmas(scene: Scene, fact: Fact) -> set[str]:
    """Return the lemmas of the sentence that a fact's evidence begins in."""
    sentence = scene.sentence(scene.token_at(fact.evidence.span.start))
    return {lemma for t in scene.tokens[sentence.first : sentence.last] for lemma in t.lemmas}


def is_former(scene: Scene, office: Office) -> bool:
    """Whether a word of the title says that the office is held no more: «ексміністр», "the former president"."""
    first = scene.token_at(office.evidence.span.start)
    title = scene.tokens[max(scene.sentence(first).first, first - 1) : first + _TITLE]
    return any(_says_former(t.norm, scene.document.lang) for t in title)


def is_sought(scene: Scene, office: Office) -> bool:
    """Whether a title names what is voted on, not what the person after it holds: «виборів президента Румунії X»."""
    first = scene.token_at(office.evidence.span.start)
    title = min((m.first for m in scene.mentions if m.kind == "role" and m.last == first), default=first)
    if scene.tokens[title].text[:1].isupper():
        return False
    before, start = title - 1, scene.sentence(first).first
    while before > start and scene.tokens[before].pos in ("ADJ", "ADP"):  # «кандидати в президенти України X»
        before -= 1
    return before >= start and not scene.tokens[before].lemmas.isdisjoint(words(scene.document.lang, "seat"))


def _says_former(word: str, lang: Lang) -> bool:
    """Whether a word means "former", or begins with what means it before a title: «бывший», «ексміністр»."""
    language = lexicon.language(lang)
    if word.startswith(language.former["words"]):
        return True
    prefix = next((p for p in language.former["prefixes"] if word.startswith(p)), None)
    rest = word[len(prefix) :].lstrip("-") if prefix else ""
    return len(rest) > _SHORT and any(title[:_SHORT] == rest[:_SHORT] for title in title_words(lang))


def _states_of(actor: Actor, registry: Registry) -> set[str]:
    """Return the states of which, or of whose bodies, a person is known to have held offices."""
    known = registry.get(actor.canonical or "")
    owners = [registry.get(t.of) for t in known.terms if t.of] if known else []
    of = {o.id if o.type == "State" else o.of for o in owners if o is not None}
    return {state for state in of if state and state.startswith("state/")}


class Vetoes:
    """What the words of one document say against two mentions being one person."""

    def __init__(self, document: Document, rules: Cast, registry: Registry) -> None:
        self.document, self.rules, self.registry = document, rules, registry

    def forbid(self, c: Candidate, key: str) -> bool:
        """Whether a title or pronoun cannot stand for the actor `key` of the rules: other gender, other state."""
        actor = self.rules.by_key[key]
        if actor.type != "Person":
            return False
        said, own = self._gender_said(c), self._genders.get(key)
        if said in _SURE and own in _SURE and said != own:
            return True
        states = _states_of(actor, self.registry)
        said_of = self._states_said(c)
        return bool(states and said_of) and states.isdisjoint(said_of)

    def _gender_said(self, c: Candidate) -> str | None:
        pronouns = lexicon.language(self.document.lang).pronouns
        token = self.document.tokens[c.first]
        entry = pronouns.get(token.norm) if c.last - c.first == 1 else None
        return entry.get("gender") if entry else None

    @cached_property
    def _genders(self) -> dict[str, str]:
        """The gender of each person of the rules, from the registry or from a name with one gender."""
        found: dict[str, str] = {}
        for actor in self.rules.actors:
            known = self.registry.get(actor.canonical or "")
            if known and known.gender:
                found[actor.key] = known.gender
        for m, keys in zip(self.rules.mentions, self.rules.refers, strict=True):
            if m.kind == "name" and m.gender and len(keys) == 1:
                found.setdefault(keys[0], m.gender)
        return found

    def _states_said(self, c: Candidate) -> set[str]:
        """Return the states that a title names: "the Chinese leader", "Chile's president"."""
        lang = self.document.lang
        adjectives, demonyms = gazetteer(self.registry, lang).adjectives, lexicon.language(lang).demonyms
        said = {demonyms.get(t.norm, "") for t in self.document.tokens[c.first : c.last]}
        found = {adjectives[adjective] for adjective in said if adjective in adjectives}
        for m, keys in zip(self.rules.mentions, self.rules.refers, strict=True):
            if (
                m.kind in ("adjective", "name")
                and m.type == "State"
                and c.first <= m.first
                and m.last < c.last
                and len(keys) == 1
            ):
                canonical = self.rules.by_key[keys[0]].canonical
                found |= {canonical} if canonical else set()
        return found
