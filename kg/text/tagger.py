"""The slovnet name tagger without the rest of natasha: words in, BIO tags out.

The only file that knows slovnet, navec and numpy. One thread, so that results never depend on the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.text.respell import Respeller, load_rules

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

_EMBEDDING = "emb/navec_news_v1_1B_250K_300d_100q.tar"
_NET = "model/slovnet_ner_news_v1.tar"
_WINDOW = 2048  # words the net reads at once: bounds memory on long texts
_CONTEXT = 8  # words beside a window; the net sees 3 to each side


class Tagger:
    """A loaded net. `respell` makes Ukrainian words readable for it."""

    respell: Respeller

    def __init__(self, data: Path) -> None:
        """Load the weights from natasha's data folder; takes about a second and 200 MB."""
        from navec import Navec
        from slovnet import NER
        from slovnet.shape import word_shape
        from threadpoolctl import ThreadpoolController

        navec = Navec.load(data / _EMBEDDING)
        infer = NER.load(data / _NET).navec(navec).infer
        self._net: Callable[..., Scores] = infer.model
        self._transitions: Scores = infer.model.head.crf.transitions.array
        self._names: list[str] = infer.decoder.tags_vocab.items
        self._word_id: Callable[[str], int] = infer.encoder.words_vocab.encode
        self._shape_id = cache(lambda word: infer.encoder.shapes_vocab.encode(word_shape(word)))
        self._threads: Any = ThreadpoolController()
        self.respell = Respeller(navec.vocab.word_ids, load_rules())

    def tags(self, words: Sequence[str]) -> list[str]:
        """Return one tag a word: "O", "B-PER", "I-LOC" ..."""
        import numpy as np

        if not words:
            return []
        ids = np.array([self._word_id(word.lower()) for word in words])
        shapes = np.array([self._shape_id(word) for word in words])
        with self._threads.limit(limits=1, user_api="blas"):
            scores = np.concatenate(list(self._scores(ids, shapes)))
        return [self._names[tag] for tag in best_path(scores, self._transitions)]

    def _scores(self, ids: NDArray[np.int64], shapes: NDArray[np.int64]) -> Iterator[Scores]:
        import numpy as np

        for start in range(0, len(ids), _WINDOW):
            left = max(0, start - _CONTEXT)
            part = slice(left, start + _WINDOW + _CONTEXT)
            padding = np.zeros((1, len(ids[part])), dtype=bool)
            scores = self._net(ids[None, part], shapes[None, part], padding)[0]
            yield scores[start - left : start - left + _WINDOW]


def best_path(scores: Scores, transitions: Scores) -> list[int]:
    """Return the likeliest tag numbers (Viterbi): `scores` is words x tags, `transitions` from tag x to tag."""
    toward = transitions.T.copy()
    best = scores[0]
    history = []
    for score in scores[1:]:
        ways = toward + best
        history.append(ways.argmax(1))
        best = ways.max(1) + score
    path = [int(best.argmax())]
    for step in reversed(history):
        path.append(int(step[path[-1]]))
    return path[::-1]


@cache
def load_tagger() -> Tagger:
    """Load the tagger once a process. Raises KgError if natasha, whose wheel holds the weights, is not installed."""
    found = find_spec("natasha")
    if found is None or not found.submodule_search_locations:
        raise KgError("the name tagger's weights are missing; run: pip install natasha")
    return Tagger(Path(found.submodule_search_locations[0]) / "data")
