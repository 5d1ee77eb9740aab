"""English: "Muhyiddin" is Muhyiddin Yassin, though it is no surname, if the article names nobody else so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Cast
from kg.neural.candidates import Candidate


def joined(cast: Cast, keyed: Sequence[Candidate]) -> tuple[Cast, list[Candidate]]:
    """Return cast and candidates with unknown people of one name joined to the only one whose full name has it."""
    people = [a for a in cast.actors if a.type == "Person"]
    words = {a.key: {w.lower() for lang, name in a.names if lang == "en" for w in name.split()} for a in people}
    new: dict[str, str] = {}
    for actor in people:
        if actor.canonical is not None or len(words[actor.key]) != 1:
            continue
        fuller = [k for k, w in words.items() if words[actor.key] < w]
        if len(fuller) == 1:
            new[actor.key] = fuller[0]
    if not new:
        return cast, list(keyed)
    refers = tuple(tuple(new.get(k, k) for k in keys) for keys in cast.refers)
    actors = tuple(a for a in cast.actors if a.key not in new)
    return Cast(actors, cast.mentions, refers), [replace(c, key=new.get(c.key, c.key)) for c in keyed]
