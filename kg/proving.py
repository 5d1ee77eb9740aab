"""The lexicon's self-test: every row must find its own example and leave its traps alone."""

from __future__ import annotations

from collections.abc import Iterator

from kg import extraction, lexicon, registry, resolution, text
from kg.extraction.frames import Match, find_matches, find_triggers
from kg.extraction.scene import Scene
from kg.lexicon import Row, marked
from kg.model import Article, Fact, Lang, Span
from kg.neural import net, reading
from kg.neural.initiators import initiatives
from kg.neural.verbs import Verb, find_verbs

_PUBLISHED = "2024-05-15"  # a Wednesday; examples are read as told on this day
_WITH_THE_NET: Lang = "en"  # its rows need the net's mentions
_VOTES = "election"
_FACTLESS = frozenset({"status", "sources", "votewords"})  # rows that serve other rows and make no fact of their own


def check_rows(lang: str | None = None) -> Iterator[tuple[str, str | None]]:
    """Yield each row's id and what is wrong with it, or None if it proves itself."""
    for language in (*lexicon.LANGS, _WITH_THE_NET):
        if lang in (None, language):
            for name in lexicon.files():
                for row in lexicon.rows(language, name):
                    yield row.id, problem(row, name)


def problem(row: Row, name: str) -> str | None:
    """Return what is wrong with a row, in one line, or None."""
    if row.lang == _WITH_THE_NET and not _is_factless(row, name):
        return _initiative_missed(row) if row.get("adds") else _verb_missed(row)
    plain, labels = marked.parse(row.example)
    scene = _scene(plain, row.lang)
    missed = _office_missed(scene, row, labels) if name == "office" else _roles_missed(scene, row, name, labels)
    if missed:
        return f"example: {missed}: {row.example}"
    for trap in row.traps:
        if sprung := _sprung(row, name, trap):
            return f"trap: {sprung}: {trap}"
    return None


def _is_factless(row: Row, name: str) -> bool:
    """Whether a row makes no fact of its own; English words of votes and endings only say more of what the net sees."""
    return name in _FACTLESS or (row.lang == _WITH_THE_NET and (name == _VOTES or row.get("adds") == "status"))


def _verb_missed(row: Row) -> str | None:
    """Return what is wrong with an English row: its verb stands between mentions that the net sees."""
    plain, labels = marked.parse(row.example)
    scene, found = _verbs(plain)
    mine = [v for v in found if v.row.id == row.id]
    if not mine:
        return f"example: the trigger is not found: {row.example}"
    for label, span in labels:
        told = [m for i, m in enumerate(scene.mentions) if set(scene.actors(i)) & set(mine[0].subjects)]
        if label != "trigger" and not any(span.touches(m.span) for m in told):
            return f"example: {label} is {', '.join(mine[0].subjects) or 'nobody'}: {row.example}"
    for trap in row.traps:
        if any(v.row.id == row.id and v.complete for v in _verbs(marked.parse(trap)[0])[1]):
            return f"trap: it makes a fact: {trap}"
    return None


def _initiative_missed(row: Row) -> str | None:
    """Return what is wrong with an English row that says on whose initiative a call was."""
    plain, labels = marked.parse(row.example)
    scene, _ = _verbs(plain)
    named = {key for _, keys in initiatives(scene) for key in keys}
    told = [m for i, m in enumerate(scene.mentions) if set(scene.actors(i)) & named]
    if not all(any(span.touches(m.span) for m in told) for label, span in labels if label != "trigger"):
        return f"example: the initiator is {', '.join(sorted(named)) or 'nobody'}: {row.example}"
    sprung = next((trap for trap in row.traps if list(initiatives(_verbs(marked.parse(trap)[0])[0]))), None)
    return f"trap: it names an initiator: {sprung}" if sprung else None


def _verbs(plain: str) -> tuple[Scene, list[Verb]]:
    known = registry.load()
    document = text.analyse(Article(id="example", text=plain, lang=_WITH_THE_NET, published=_PUBLISHED))
    seen = reading.look(extraction.date_document(document, known), known, net.load())
    scene = Scene(seen.document, seen.cast)
    return scene, find_verbs(scene)


def _scene(plain: str, lang: Lang) -> Scene:
    known = registry.load()
    document = text.analyse(Article(id="example", text=plain, lang=lang, published=_PUBLISHED))
    document = extraction.date_document(document, known)
    return Scene(document, resolution.resolve(document, extraction.find_mentions(document, known), known))


def _read(plain: str, lang: Lang) -> tuple[Scene, tuple[Fact, ...]]:
    scene = _scene(plain, lang)
    return scene, extraction.read(scene.document, scene.cast, registry.load()).facts


def _roles_missed(scene: Scene, row: Row, name: str, labels: tuple[tuple[str, Span], ...]) -> str | None:
    triggers = [span for label, span in labels if label == "trigger"]
    if _is_factless(row, name):
        found = [tokens for other, tokens, _ in find_triggers(scene, name) if other.id == row.id]
        return None if any(_cover(scene, tokens, triggers) for tokens in found) else "the trigger is not found"
    matches = [m for m in find_matches(scene, name) if m.row.id == row.id]
    if not matches:
        return "the trigger is not found"
    problems = [_match_missed(scene, m, labels) for m in matches]
    return None if None in problems else problems[0]


def _match_missed(scene: Scene, match: Match, labels: tuple[tuple[str, Span], ...]) -> str | None:
    for label, span in labels:
        if label == "trigger":
            continue
        fillers = [scene.mentions[i].span for i in match.fillers.get(label, ())]
        if not any(span.touches(f) for f in fillers):
            said = ", ".join(f.of(scene.document.article.text) for f in fillers) or "nobody"
            return f"{label} is {said}, not {span.of(scene.document.article.text)}"
    return None


def _cover(scene: Scene, tokens: tuple[int, ...], triggers: list[Span]) -> bool:
    return any(span.touches(scene.tokens[t].span) for t in tokens for span in triggers)


def _office_missed(scene: Scene, row: Row, labels: tuple[tuple[str, Span], ...]) -> str | None:
    trigger = next((span for label, span in labels if label == "trigger"), None)
    modifier = row.get("modifier")
    titled = [m for m in scene.mentions if m.role == row.id or (modifier and m.modifier == modifier)]
    if trigger and not titled:
        return "the title is not found"
    return None


def _word_found(row: Row, name: str, plain: str) -> str | None:
    found = find_triggers(_scene(plain, row.lang), name)
    return "the trigger is found" if any(other.id == row.id for other, _, _ in found) else None


def _sprung(row: Row, name: str, trap: str) -> str | None:
    plain, _ = marked.parse(trap)
    if _is_factless(row, name):
        return _word_found(row, name, plain) if name == _VOTES else None
    scene, facts = _read(plain, row.lang)
    if name == "office":
        return "the title is found" if any(m.role == row.id for m in scene.mentions) else None
    return "it makes a fact" if any(f.rule == row.id for f in facts) else None
