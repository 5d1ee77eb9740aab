"""Names of bodies together with their state: who says «избирательная комиссия» in an article on Ghana means Ghana's."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

from kg.lexicon.wordlists import words
from kg.model import Actor, Cast, Lang
from kg.morphology import normalise, stem
from kg.registry import Known, Registry
from kg.resolution.setting import state_of_setting


def with_states(cast: Cast, lang: Lang, registry: Registry) -> Cast:
    """Return the cast, the names that the article has for bodies of a state followed by the same with the state.

    Bodies the registry knows are of its state; others of that told right after them, «Национальная регистратура
    Колумбии»; those that count votes, of the state that the article is set in.
    """
    told = (registry.get(cast.by_key[key].canonical or "") for refers in cast.refers for key in refers)
    setting = registry.get(state_of_setting(known for known in told if known) or "")
    owners = _told_owners(cast, registry)
    return replace(cast, actors=tuple(_labelled(a, lang, owners.get(a.key), setting, registry) for a in cast.actors))


def _told_owners(cast: Cast, registry: Registry) -> dict[str, Known]:
    """Return the state whose name stands right after that of a body, by the key of the body; none if there are two."""
    found: dict[str, set[str]] = {}
    for i, (body, state) in enumerate(pairwise(cast.mentions)):
        both = cast.refers[i], cast.refers[i + 1]
        beside = body.kind == state.kind == "name" and state.type == "State" and body.last == state.first
        if beside and body.type == "Organization" and len(both[0]) == len(both[1]) == 1:
            found.setdefault(both[0][0], set()).add(cast.by_key[both[1][0]].canonical or "")
    known = {key: registry.get(next(iter(states))) for key, states in found.items() if len(states) == 1}
    return {key: state for key, state in known.items() if state}


def _labelled(actor: Actor, lang: Lang, owner: Known | None, setting: Known | None, registry: Registry) -> Actor:
    if actor.type != "Organization":
        return actor
    state = owner or setting
    if actor.canonical is None:
        told = [name for _, name in actor.names if owner or _counts_votes(name, lang)]
    else:
        known = registry.get(actor.canonical)
        composed = known is not None and known.qid is None and known.kind not in ("party", "outlet", "agency")
        told = [name for written, name in actor.names if written == lang] if composed else []
        state = registry.get(known.of or "") if known else None
    if state is None or state.type != "State":
        return actor
    said = (*state.names.get(lang, ()), *state.adjectives.get(lang, ()))
    roots = {stem(word) for name in said for word in name.split()}
    bare = [name for name in told if not roots & {stem(word) for word in name.split()}]
    new = [(lang, label) for name in bare for label in _of_state(name, state, lang)]
    return replace(actor, names=tuple(dict.fromkeys((*actor.names, *new))))


def _counts_votes(name: str, lang: Lang) -> bool:
    said = {stem(word) for word in normalise(name).split()}
    electoral, bodies, foreign = (_stems(lang, name) for name in ("electoral", "counting body", "of many states"))
    return bool(said & electoral and said & bodies) and not said & foreign


def counts_votes(actor: Actor, lang: Lang) -> bool:
    """Whether a body's name says that it counts a state's votes: «избирательная комиссия», «центризбирком»."""
    return actor.type == "Organization" and any(_counts_votes(name, lang) for _, name in actor.names)


def is_bare_body(actor: Actor, lang: Lang) -> bool:
    """Whether a body has no more of a name than a noun that such bodies share: «комиссия»."""
    plain = all(normalise(name) and stem(normalise(name)) in _stems(lang, "counting body") for _, name in actor.names)
    return actor.type == "Organization" and actor.canonical is None and bool(actor.names) and plain


@cache
def _stems(lang: Lang, name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(lang, name))


def _of_state(name: str, state: Known, lang: Lang) -> tuple[str, ...]:
    """Return a name with the state: «Избирательная комиссия Ганы», "Electoral Commission of Ghana"."""
    name = f"{name[:1].upper()}{name[1:]}"
    if lang == "en":
        whose = (*state.adjectives.get("en", ())[:1], state.names["en"][0])
        return (f"{name} of {state.names['en'][0]}", *(f"{word} {name}" for word in whose))
    return (f"{name} {state.genitive.get(lang, state.names[lang])[0]}",)
