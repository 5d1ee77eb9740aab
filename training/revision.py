"""The second look at who fills which role, while it learns. `kg/neural/revision.py` is the same in numpy."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.neural.revision import FAINT, HEADS


class Revision(nn.Module):
    """Scores each actor again, beside all others that fill roles of its anchor and beside what it does at others."""

    def __init__(self, width: int, pair: int, roles: int, dropout: float) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.seen, self.said = nn.Linear(pair, pair), nn.Linear(roles, pair)
        self.company, self.elsewhere = nn.Linear(width * roles, pair), nn.Linear(3 * roles, pair)
        self.query, self.key, self.value, self.attended = (nn.Linear(pair, pair) for _ in range(4))
        self.norm = nn.LayerNorm(pair)
        self.role = nn.Linear(pair, roles)
        nn.init.zeros_(self.role.weight)
        nn.init.zeros_(self.role.bias)

    def forward(
        self, seen: Tensor, scores: Tensor, allowed: Tensor, m: Tensor, key_of: Tensor, alone: bool = False
    ) -> Tensor:
        """Return the second scores [A, keys, R]; see `kg.neural.revision.Revision`."""
        anchors, keys, _ = scores.shape
        p = torch.sigmoid(scores) * allowed
        many = torch.bincount(key_of, minlength=keys)[:, None]
        each = m.new_zeros(keys, m.shape[1]).index_add(0, key_of, m) / many
        company = torch.einsum("akr,kw->arw", p, each).reshape(anchors, -1)
        z = self.seen(seen) + self.said(p) + self.company(company)[:, None]
        z = functional.relu(z + self.elsewhere(_elsewhere(torch.zeros_like(p) if alone else p)))
        z = self.norm(z + self.drop(self._attended(z, p)))
        return scores + self.role(functional.relu(self.drop(z)))

    def _attended(self, z: Tensor, p: Tensor) -> Tensor:
        anchors, keys, width = z.shape
        query, key, value = (
            part(z).view(anchors, keys, HEADS, -1).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        heard = torch.log(p.amax(-1) + FAINT)[:, None, None]
        shares = torch.softmax(query @ key.transpose(2, 3) / math.sqrt(width / HEADS) + heard, -1)
        return self.attended((shares @ value).transpose(1, 2).reshape(anchors, keys, width))


def _elsewhere(p: Tensor) -> Tensor:
    none = torch.zeros_like(p[:1])
    others = torch.log1p(p.sum(0, keepdim=True) - p)
    return torch.cat([others, torch.cat([none, p[:-1]]), torch.cat([p[1:], none])], -1)
