"""The state an article is set in: what «избирательная комиссия» without more words is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.registry import Known

_FIRST = 2  # how often more the state told first counts


def state_of_setting(told: Iterable[Known]) -> str | None:
    """Return the id of the state told most by its name, its people and its bodies; `told` are in text order.

    In 365 of 406 articles of the corpus on a vote it is the voters'; the state named most is in 298, that named first
    in 303.
    """
    states = [state for known in told for state in _states(known)]
    counts = Counter(states)
    counts.update(states[:1] * _FIRST)
    return counts.most_common(1)[0][0] if counts else None


def _states(known: Known) -> Iterator[str]:
    """Yield the state that somebody known stands for; none for who held offices of several, and for parties."""
    if known.type == "State":
        yield known.id
    elif known.type == "Person":
        held = {t.of for t in known.terms if t.of and t.of.startswith("state/")}
        yield from held if len(held) == 1 else ()
    elif known.kind != "party" and known.of and known.of.startswith("state/"):
        yield known.of
