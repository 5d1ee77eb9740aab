"""Speech acts: who said it, of what kind, to whom and about whom, and which words are its content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extraction.frames import Match, content_patterns, find_matches
from kg.extraction.gazetteer import OPENERS
from kg.extraction.kinds import kind_of_words, row_kind
from kg.extraction.patterns import match_at
from kg.extraction.scene import Scene
from kg.extraction.sources import cited_source
from kg.extraction.speech import content_clauses, inside, is_own, is_to_come, promises
from kg.extraction.timing import when
from kg.model import IN_PASSING, Date, Evidence, Statement, StatementKind

_MOST_ABOUT = 4
_ATTITUDES = frozenset({"supports", "condemns", "promises"})  # what a speaker may tell of himself while speaking
_PARTNER_NEAR = 5  # words between a verb of saying and the partner or quotation that belongs to it
_TWO = 2  # speakers who can speak to each other
_SHORTEST = 3  # tokens after a colon that can be what somebody says
_SHARED = 0.6  # of its words that a teaser shares with the sentence it repeats


@dataclass(frozen=True, slots=True)
class Utterance:
    """A statement, the clauses that are its content, and the token of the word that tells it."""

    fact: Statement
    content: tuple[int, ...]
    sentence: int
    clause: int
    head: int


def find_utterances(scene: Scene) -> list[Utterance]:
    """Return the statements of an article, in text order; what one speaker goes on saying is one statement."""
    found: list[Utterance] = []
    for match in find_matches(scene, "statement"):
        if not _said(scene, match):
            continue
        content = _content(scene, match)
        if not content and _is_question(scene, match):
            continue
        if match.row.get("colon") and not _opens_with_name(scene, match):
            continue
        spoken = content or _has_quotation(scene, match)
        if not spoken and (match.row.get("speech") or _talks_with(scene, match)):
            continue
        speakers = _speakers(scene, match)
        for speaker in speakers:
            for addressee in _addressees(scene, match, content, speaker, speakers) or (None,):
                _add(scene, found, _utterance(scene, match, content, speaker, addressee))
    return _spoken_for(scene, found)


def _spoken_for(scene: Scene, found: list[Utterance]) -> list[Utterance]:
    """Join what somebody tells of himself or his state to his telling: «Лиссабон, сказал министр, призывает»."""
    kept = list(found)
    for inner in found:
        outer = next((o for o in kept if o is not inner and _tells_of(scene, o, inner)), None)
        if outer is None or inner not in kept:
            continue
        kept.remove(inner)
        kind = inner.fact.kind if outer.fact.kind == "says" else outer.fact.kind
        fact = replace(outer.fact, kind=kind, addressee=outer.fact.addressee or inner.fact.addressee)
        kept[kept.index(outer)] = replace(outer, fact=fact, content=(*outer.content, *inner.content))
    return kept


def _tells_of(scene: Scene, outer: Utterance, inner: Utterance) -> bool:
    """Whether an act lies in what is said and is that of the speaker or the speaker's state."""
    told = outer.clause != inner.clause and any(scene.within(inner.clause, c) for c in outer.content)
    if not told:
        return False
    speaker = scene.actor(inner.fact.speaker)
    same = inner.fact.speaker == outer.fact.speaker and inner.fact.kind in _ATTITUDES
    return same or (speaker.type == "State" and scene.serves(outer.fact.speaker, speaker.canonical or speaker.key))


def _said(scene: Scene, match: Match) -> bool:
    """Whether the verb tells of something said: not denied, not in the future, not a bare infinitive."""
    verb = next((t for t in match.tokens if scene.tokens[t].is_a("VERB")), None)
    if verb is None:
        return True
    if scene.negated(verb):
        return False
    readings = [r for r in scene.tokens[verb].readings if r.pos == "VERB"]
    if all(r.form == "inf" for r in readings):
        return scene.after_phase_verb(verb)
    return not all(
        r.tense == "fut" or r.form == "imp" or (r.form == "part" and (r.tense, r.voice) != ("past", "act"))
        for r in readings
    )


def _talks_with(scene: Scene, match: Match) -> bool:
    """Whether a verb of saying has a partner instead of a content: «говорил с Путиным» is a contact."""
    verb = next((t for t in reversed(match.tokens) if scene.tokens[t].is_a("VERB")), None)
    if verb is None or match.row.get("kind") != "says" or match.fillers.get("about"):
        return False
    for i in scene.in_clause[match.clause]:
        m = scene.mentions[i]
        if m.preposition in scene.language.company and "ins" in m.cases and verb < m.first <= verb + _PARTNER_NEAR:
            return not any(scene.tokens[k].readings[0].pos == "NOUN" for k in range(verb + 1, m.first - 1))
    return False


def _opens_with_name(scene: Scene, match: Match) -> bool:
    """Whether nothing but the speaker stands before a colon: «Стубб, президент Финляндии: ...»."""
    speakers = match.fillers.get("speaker", ())
    first = scene.sentence(match.head).first
    named = {k for i, m in enumerate(scene.mentions) if m.first >= first and m.last <= match.head
             and (i in speakers or m.kind != "pronoun") for k in range(m.first, m.last)}  # fmt: skip
    rest = [k for k in range(first, match.head) if k not in named and scene.tokens[k].text[:1].isalnum()]
    return bool(speakers) and not rest and scene.sentence(match.head).last - match.head > _SHORTEST


def _is_question(scene: Scene, match: Match) -> bool:
    """Whether the words ask what somebody says: «Что сказано в ноте?», «кто и что сказал»."""
    first = scene.tokens[scene.where[match.clause][0]]
    if scene.document.clauses[match.clause].kind != "main":
        return False
    return scene.tokens[scene.sentence(match.head).last - 1].text == "?" or first.norm in scene.language.questions


def _has_quotation(scene: Scene, match: Match) -> bool:
    """Whether quotation marks stand in the clause before the trigger or right after it: «Вздор», — отмахнулся он."""
    return any(
        scene.tokens[k].text in OPENERS and k < match.tokens[-1] + _PARTNER_NEAR for k in scene.where[match.clause]
    )


def _speakers(scene: Scene, match: Match) -> tuple[str, ...]:
    """Return who speaks; an outlet only if it gives what it heard («со ссылкой на источники»), else its source."""
    keys: list[str] = []
    for i in match.fillers.get("speaker", ()):
        if (
            scene.mentions[i].number == "plur"
            and scene.mentions[i].kind == "name"
            and scene.mentions[i].type == "Person"
        ):
            continue  # «американские чиновники»: nobody in particular
        if _is_source(scene, match, i):
            continue
        keys += [k for k in scene.actors(i) if scene.actor(k).type in ("Person", "State", "Organization")]
    keys = list(dict.fromkeys(keys))
    if not any(scene.is_outlet(k) for k in keys):
        return tuple(keys)
    told, cited = cited_source(scene, match.clause)
    if told:
        return (told,)
    return tuple(k for k in keys if cited or not scene.is_outlet(k))


def _is_source(scene: Scene, match: Match, i: int) -> bool:
    """Whether a speaker only says where the article has it from: «..., сообщила пресс-служба», «..., пишет «Punch»»."""
    m, media = scene.mentions[i], scene.language.media
    if m.type != "Organization" or m.first < match.head or not match.row.get("tag"):
        return False
    if scene.tokens[m.first].lemmas & media["press"] or scene.tokens[m.first].norm in media["press"]:
        return True
    unknown = all(scene.actor(k).canonical is None and scene.actor(k).of is None for k in scene.actors(i))
    words = [scene.tokens[t] for t in match.tokens]
    passing = any(w.lemmas & media["writing"] or any(r.tense == "pres" for r in w.readings) for w in words)
    return unknown and passing  # «сообщает Digi24»


def _addressees(
    scene: Scene, match: Match, content: tuple[int, ...], speaker: str, speakers: Sequence[str]
) -> tuple[str, ...]:
    """Return who is spoken to: as the row says, in a quoted greeting whom it greets, of two each other."""
    found = match.fillers.get("addressee", ()) or _greeted(scene, match, content)
    keys = [k for i in found for k in scene.actors(i)]
    if not found and len(speakers) == _TWO and _is_mutual(scene, match):
        keys = list(speakers)
    return tuple(k for k in dict.fromkeys(keys) if k != speaker and scene.actor(k).type != "Place")


def _greeted(scene: Scene, match: Match, content: tuple[int, ...]) -> tuple[int, ...]:
    """Return whom the words said greet or thank: «Поздравляю Стубба», — написал он."""
    if not match.row.get("content"):
        return ()
    inside = (
        m for m in find_matches(scene, "statement")
        if m.row.get("kind") == match.row.get("kind") and any(scene.within(m.clause, c) for c in content)
    )  # fmt: skip
    return next((m.fillers["addressee"] for m in inside if "addressee" in m.fillers), ())


def _is_mutual(scene: Scene, match: Match) -> bool:
    """Whether people do it to each other: «поздравили друг друга»."""
    own = [scene.tokens[t].norm for t in scene.where[match.clause]]
    return any(f"{a} {b}" in scene.language.mutual for a, b in pairwise(own))


def _content(scene: Scene, match: Match) -> tuple[int, ...]:
    """Return the clauses that are said: complements, quotations, or what stands before an inserted verb."""
    if match.row.get("frame"):  # «по словам Пескова»: the clause around is what he says
        return (match.clause,)
    if match.row.get("colon"):
        return tuple(c for c in scene.sentence(match.head).clauses if scene.document.clauses[c].last > match.head)
    return content_clauses(scene, match.clause, match.head)


def _kind(scene: Scene, match: Match, content: tuple[int, ...], speaker: str) -> StatementKind:
    """Return the kind of the row; of a plain saying what its words make of it, promises if the speaker will do it."""
    kind = row_kind(scene, match, content, speaker)
    if kind == "promises" and match.row.get("content") and content and not _own_words(scene, match, content, speaker):
        return "says"
    if match.row.get("future") and content and not is_to_come(scene, content):
        kind = "says"
    if kind == "says" and promises(scene, content, speaker):
        return "promises"
    return kind_of_words(scene, match, content, speaker) if kind == "says" else kind


def _own_words(scene: Scene, match: Match, content: tuple[int, ...], speaker: str) -> bool:
    """Whether a word of readiness in what is said is about the speaker: «договор готов» promises nothing."""
    patterns = content_patterns(tuple(match.row.get("content")))
    for clause in inside(scene, content):
        where = scene.where[clause]
        for k, word in enumerate(where):
            fit = any(match_at(p, scene.tokens, where, k) for p in patterns) and not scene.negated(word)
            if fit and is_own(scene, clause, word, speaker):
                return True
    return False


def _utterance(scene: Scene, match: Match, content: tuple[int, ...], speaker: str, addressee: str | None) -> Utterance:
    proof = _proof(scene, match, content)
    days: tuple[Date, ...] = tuple(scene_date(scene, match))
    about = tuple(k for k in _about(scene, match, content) if k not in (speaker, addressee))[:_MOST_ABOUT]
    quote = next((scene.clause_evidence(c) for c in content if scene.document.clauses[c].kind == "quote"), None)
    fact = Statement(
        id="",
        rule=match.row.id,
        evidence=proof,
        speaker=speaker,
        kind=_kind(scene, match, content, speaker),
        addressee=addressee,
        about=about,
        date=days[0] if len(days) == 1 else None,
        quote=quote,
    )
    return Utterance(fact, content, scene.sentence_of(match.head), match.clause, match.head)


def scene_date(scene: Scene, match: Match) -> tuple[Date, ...]:
    """Return the day of a statement only if its own clause tells it."""
    found = [d for d in scene.dates(match.clause) if d.role == "when" and d.values]
    return when(scene, match) if found else ()


def _proof(scene: Scene, match: Match, content: tuple[int, ...]) -> Evidence:
    first = min([scene.document.clauses[match.clause].first, *(scene.document.clauses[c].first for c in content)])
    last = max([scene.document.clauses[match.clause].last, *(scene.document.clauses[c].last for c in content)])
    own = scene.where[match.clause]
    if not content and own:
        first, last = own[0], own[-1] + 1
    return scene.evidence(first, last)


def _about(scene: Scene, match: Match, content: tuple[int, ...]) -> tuple[str, ...]:
    keys = [k for i in match.fillers.get("about", ()) for k in scene.actors(i)]
    for c in content:
        for i, m in enumerate(scene.mentions):
            if scene.within(m.clause, c) and m.kind == "name":
                keys += scene.actors(i)
    return tuple(k for k in dict.fromkeys(keys) if scene.actor(k).type != "Place")


def _add(scene: Scene, found: list[Utterance], new: Utterance) -> None:
    """Add an utterance, or join it to the one before if the speaker only goes on, or to the one a teaser repeats."""
    for k in range(len(found) - 1, -1, -1):
        old = found[k]
        near = 0 <= new.sentence - old.sentence <= 1 and _one_paragraph(scene, old, new)
        same = (old.fact.speaker, old.fact.addressee) == (new.fact.speaker, new.fact.addressee)
        closes = new.sentence == old.sentence or new.fact.quote is not None
        goes_on = near and same and closes and old.fact.kind == new.fact.kind == "says"
        if goes_on or _repeats(scene, old, new):
            rich, poor = (new, old) if old.fact.evidence.zone in IN_PASSING and not goes_on else (old, new)
            about = tuple(dict.fromkeys((*rich.fact.about, *poor.fact.about)))[:_MOST_ABOUT]
            joined = replace(
                rich.fact, support=(*rich.fact.support, poor.fact.evidence, *poor.fact.support), about=about
            )
            content = (*rich.content, *poor.content) if goes_on else rich.content
            found[k] = Utterance(joined, content, new.sentence if goes_on else rich.sentence, rich.clause, rich.head)
            return
    found.append(new)


def _repeats(scene: Scene, old: Utterance, new: Utterance) -> bool:
    """Whether a headline or teaser tells a statement of the body again: same speaker and kind, most words shared."""
    a, b = old.fact, new.fact
    if (a.speaker, a.kind) != (b.speaker, b.kind):
        return False
    if not (a.evidence.zone in IN_PASSING or b.evidence.zone in IN_PASSING):
        return False
    first, second = _content_words(scene, a.evidence), _content_words(scene, b.evidence)
    small = min(len(first), len(second))
    return small > 0 and len(first & second) >= _SHARED * small


def _content_words(scene: Scene, evidence: Evidence) -> frozenset[str]:
    first, last = scene.token_at(evidence.span.start), scene.token_at(evidence.span.end - 1)
    return frozenset(t.lemma for t in scene.tokens[first : last + 1] if t.is_a("NOUN", "VERB", "ADJ", "X"))


def _one_paragraph(scene: Scene, old: Utterance, new: Utterance) -> bool:
    a, b = scene.document.sentences[old.sentence], scene.document.sentences[new.sentence]
    return "\n" not in scene.document.article.text[a.span.start : b.span.start]
