"""The slovnet name tagger without the rest of natasha: words in, BIO tags out.

The only file that knows slovnet and navec. One thread, so that results never depend on the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.text.respell import Respeller, load_rules
from kg.threads import one_thread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

_EMBEDDING = "emb/navec_news_v1_1B_250K_300d_100q.tar"
_NET = "model/slovnet_ner_news_v1.tar"
_WINDOW = 2048  # words the net reads at once: bounds memory on long texts
_CONTEXT = 8  # words beside a window; the net sees 3 to each side


@dataclass(frozen=True, slots=True)
class _Layer:
    """A convolution over three words, ReLU, and normalisation: as slovnet's, without copying the input thrice."""

    weights: Scores  # word before, word, word after: each inputs x outputs
    bias: Scores
    scale: Scores
    shift: Scores

    @classmethod
    def of(cls, layer: Any) -> _Layer:
        """Return a layer of slovnet's, its weights laid out for one product a neighbour."""
        norm = layer.norm
        scale = norm.weight.array / norm.std.array
        weights = layer.conv.weight.array.transpose(2, 1, 0).copy()
        return cls(weights, layer.conv.bias.array, scale, norm.bias.array - norm.mean.array * scale)

    def __call__(self, signal: Scores) -> Scores:
        import numpy as np

        before, here, after = self.weights
        out: Scores = signal @ here
        out[1:] += signal[:-1] @ before
        out[:-1] += signal[1:] @ after
        out += self.bias
        np.maximum(out, 0, out=out)
        out *= self.scale
        out += self.shift
        return out


class Tagger:
    """A loaded net. `respell` makes Ukrainian words readable for it."""

    respell: Respeller

    def __init__(self, data: Path) -> None:
        """Load the weights from natasha's data folder; takes about a second and 200 MB."""
        from navec import Navec
        from slovnet import NER
        from slovnet.shape import word_shape

        navec = Navec.load(data / _EMBEDDING)
        infer = NER.load(data / _NET).navec(navec).infer
        self._embed: Callable[..., Scores] = infer.model.emb
        self._layers = [_Layer.of(layer) for layer in infer.model.encoder.layers]
        self._head: Callable[[Scores], Scores] = infer.model.head
        self._transitions: Scores = infer.model.head.crf.transitions.array
        self._names: list[str] = infer.decoder.tags_vocab.items
        self._word_id: Callable[[str], int] = infer.encoder.words_vocab.encode
        self._shape_id = cache(lambda word: infer.encoder.shapes_vocab.encode(word_shape(word)))
        self.respell = Respeller(navec.vocab.word_ids, load_rules())

    def tags(self, words: Sequence[str]) -> list[str]:
        """Return one tag a word: "O", "B-PER", "I-LOC" ..."""
        import numpy as np

        if not words:
            return []
        ids = np.array([self._word_id(word.lower()) for word in words])
        shapes = np.array([self._shape_id(word) for word in words])
        with one_thread():
            scores = np.concatenate(list(self._scores(ids, shapes)))
        return [self._names[tag] for tag in best_path(scores, self._transitions)]

    def _scores(self, ids: NDArray[np.int64], shapes: NDArray[np.int64]) -> Iterator[Scores]:
        for start in range(0, len(ids), _WINDOW):
            left = max(0, start - _CONTEXT)
            part = slice(left, start + _WINDOW + _CONTEXT)
            signal = self._embed(ids[part], shapes[part])
            for layer in self._layers:
                signal = layer(signal)
            yield self._head(signal)[start - left : start - left + _WINDOW]


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
