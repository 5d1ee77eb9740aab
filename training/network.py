"""The net while it learns: encoder and heads in torch. `kg.neural.heads` computes the same heads in numpy."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.neural.features import BETWEEN, DISTANCES, GAPS, GRAMMAR, PASSED, PROMINENCES, RANKS, SENTENCES, SIMILARITIES
from kg.neural.labels import ANCHORS, ATTRIBUTES, CANDIDATES, EVENTS, MENTIONS, OFFICES, ROLES
from training.e5 import Pretrained, Shape
from training.revision import Revision

Classes = Mapping[str, Tensor]  # of pairs, by what they are classes of, as kg.neural.features gives them

WIDTH, PAIR = 256, 128
HEAD_DROPOUT = 0.4
_DROPPED = 26  # of 256 numbers between the parts of the encoder
_RARE = -3.0  # bias of outputs that are mostly off


class Layer(nn.Module):
    """One transformer layer, normalised after each part as BERT is."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query, self.key, self.value, self.attended = (nn.Linear(shape.hidden, shape.hidden) for _ in range(4))
        self.feed_in, self.feed_out = nn.Linear(shape.hidden, shape.feed), nn.Linear(shape.feed, shape.hidden)
        self.attention_norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.feed_norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Return the states [batch, pieces, H] after this layer; `mask` is -inf where there is only padding."""
        batch, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, -1).transpose(1, 2)

        query, key, value = (split(part(x)).float() for part in (self.query, self.key, self.value))
        with torch.autocast("cpu", enabled=False):  # in single precision: five times as fast there as in bfloat16
            attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        attended = self.attended(attended.transpose(1, 2).reshape(batch, length, width))
        x = self.attention_norm(x + self._dropped(attended))
        fed = self.feed_out(functional.gelu(self.feed_in(x)))
        return self.feed_norm(x + self._dropped(fed))

    def _dropped(self, x: Tensor) -> Tensor:
        """Return x with a part of its numbers left out; one random byte a number, eight of them drawn at a time."""
        if not self.training:
            return x
        drawn = torch.empty(-(-x.numel() // 8), dtype=torch.int64).random_(-(2**63), None)
        kept = drawn.view(torch.uint8)[: x.numel()].view(x.shape) >= _DROPPED
        return x * kept / (1 - _DROPPED / 256)


class Encoder(nn.Module):
    """The encoder; its embedding and its lowest `frozen` layers do not learn."""

    def __init__(self, start: Pretrained, frozen: int) -> None:
        super().__init__()
        self.shape, self.frozen = start.shape, frozen
        self.word = nn.Embedding.from_pretrained(start.arrays["word"], freeze=True)
        self.position = nn.Parameter(start.arrays["position"], requires_grad=False)
        self.norm = nn.LayerNorm(start.shape.hidden, eps=start.shape.epsilon)
        self.layers = nn.ModuleList(Layer(start.shape) for _ in range(start.shape.layers))
        layers = {k.removeprefix("layers."): v for k, v in start.arrays.items() if k.startswith("layers.")}
        self.layers.load_state_dict(layers)
        self.norm.load_state_dict({k: start.arrays[f"norm.{k}"] for k in ("weight", "bias")})
        for module in (self.norm, *self.layers[:frozen]):
            module.requires_grad_(False)

    @torch.no_grad()
    def below(self, ids: Tensor) -> Tensor:
        """Return the states under the first layer that learns, [pieces, H], for one window."""
        x = self.norm(self.word(ids[None]) + self.position[None, : len(ids)])
        for layer in self.layers[: self.frozen]:
            x = layer(x, None)
        return x[0]

    def above(self, states: list[Tensor]) -> Tensor:
        """Return the final states of several windows, padded, [windows, pieces, H]."""
        longest = max(map(len, states))
        x = torch.stack([functional.pad(s, (0, 0, 0, longest - len(s))) for s in states])
        mask = torch.zeros(len(states), 1, 1, longest)
        for row, s in zip(mask, states, strict=True):
            row[..., len(s) :] = -torch.inf
        for layer in self.layers[self.frozen :]:
            x = layer(x, mask)
        return x


class Heads(nn.Module):
    """What is read off the word vectors. All share spans: first word, last word and mean."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.drop = nn.Dropout(HEAD_DROPOUT)
        self.mention = nn.Linear(hidden, 1 + 2 * len(MENTIONS))
        self.trigger = nn.Linear(hidden, 3 * len(EVENTS))
        self.mention_vector, self.mention_type = nn.Linear(3 * hidden, WIDTH), nn.Embedding(len(CANDIDATES), WIDTH)
        self.anchor_vector, self.anchor_type = nn.Linear(3 * hidden, WIDTH), nn.Embedding(len(ANCHORS), WIDTH)
        self.office_vector, self.attribute_vector = nn.Linear(3 * hidden, WIDTH), nn.Linear(3 * hidden, WIDTH)
        self.later, self.earlier, self.both = (nn.Linear(WIDTH, PAIR) for _ in range(3))
        self.similarity, self.apart = nn.Embedding(SIMILARITIES, PAIR), nn.Embedding(DISTANCES, PAIR)
        self.passed, self.gap = nn.Embedding(PASSED, PAIR), nn.Embedding(GAPS, PAIR)
        self.clause = nn.Embedding(2, PAIR)
        self.later_grammar, self.earlier_grammar = nn.Linear(GRAMMAR, PAIR), nn.Linear(GRAMMAR, PAIR)
        self.antecedent, self.new = nn.Linear(PAIR, 1), nn.Linear(WIDTH, 1)
        self.by_anchor, self.by_mention, self.by_product = (nn.Linear(WIDTH, PAIR) for _ in range(3))
        self.distance, self.sentence = nn.Embedding(DISTANCES, PAIR), nn.Embedding(SENTENCES, PAIR)
        self.between, self.rank = nn.Embedding(BETWEEN, PAIR), nn.Embedding(RANKS, PAIR)
        self.prominence = nn.Embedding(PROMINENCES, PAIR)
        self.role = nn.Linear(PAIR, len(ROLES))
        self.revision = Revision(WIDTH, PAIR, len(ROLES), HEAD_DROPOUT)
        self.attributes = nn.ModuleDict({name: nn.Linear(WIDTH, len(values)) for name, values in ATTRIBUTES.items()})
        self.office = nn.Linear(WIDTH, len(OFFICES))
        for module in self.modules():
            if isinstance(module, nn.Embedding):
                nn.init.normal_(module.weight, std=0.02)
        nn.init.constant_(self.office.bias, _RARE)
        nn.init.constant_(self.role.bias, _RARE)
        self.trigger.bias.data = torch.tensor([2.0, -2.0, -2.0]).repeat(len(EVENTS))
        self.mention.bias.data[0] = 1.0

    def spans(self, h: Tensor, spans: list[tuple[int, int]]) -> Tensor:
        """Return one vector a span of tokens, [n, 3H]."""
        first = torch.tensor([a for a, _ in spans])
        last = torch.tensor([b for _, b in spans])
        sums = torch.cat([h.new_zeros(1, h.shape[1]), h.cumsum(0)])
        mean = (sums[last] - sums[first]) / (last - first)[:, None]
        return self.drop(torch.cat([h[first], h[last - 1], mean], 1))

    def mentions(self, h: Tensor, spans: list[tuple[int, int]], types: Tensor) -> Tensor:
        """Return the vectors of candidates, [n, WIDTH]."""
        return functional.relu(self.mention_vector(self.spans(h, spans)) + self.mention_type(types))

    def antecedents(self, m: Tensor, at: Classes) -> Tensor:
        """Return how well mention j (column) is an antecedent of mention i (row), [n, n]; over 0 beats none."""
        z = self.later(m)[:, None] + self.earlier(m)[None] + self.both(m[:, None] * m[None])
        z = z + self.similarity(at["similarity"]) + self.apart(at["apart"])
        z = z + self.passed(at["passed"]) + self.gap(at["gap"]) + self.clause(at["clause"])
        z = z + self.later_grammar(at["grammar"])[:, None] + self.earlier_grammar(at["grammar"])[None]
        return self.antecedent(functional.relu(self.drop(z))).squeeze(-1) - self.new(m)

    def roles(
        self, t: Tensor, m: Tensor, prominence: Tensor, at: Classes, key_of: Tensor, allowed: Tensor,
        alone: bool = False,
    ) -> tuple[Tensor, Tensor]:  # fmt: skip
        """Return the first and the second score of each key for each role of each anchor, both [anchors, keys, roles].

        Anchors come in text order; `alone`: they know nothing of each other.
        """
        z = self.by_anchor(t)[:, None] + (self.by_mention(m) + self.prominence(prominence))[None]
        z = z + self.by_product(t[:, None] * m[None]) + self.distance(at["distance"]) + self.sentence(at["sentence"])
        z = functional.relu(self.drop(z + self.between(at["between"]) + self.rank(at["rank"])))
        keys = allowed.shape[1]
        first = best_of(self.role(z), key_of, keys)
        return first, self.revision(best_of(z, key_of, keys), first, allowed, m, key_of, alone)


def best_of(x: Tensor, key_of: Tensor, keys: int) -> Tensor:
    """Return the greatest of the numbers of each key's candidates, [A, keys, R], of numbers [A, M, R]."""
    anchors, candidates, width = x.shape
    index = key_of[None, :, None].expand(anchors, candidates, width)
    return x.new_full((anchors, keys, width), -1e4).scatter_reduce(1, index, x, "amax")
