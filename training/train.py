"""Train the reader from scratch: `python -m training.train OUT.pt`. Deterministic for a given number of threads."""

from __future__ import annotations

import argparse
import logging
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim import swa_utils

from kg.neural.tokenizer import Tokenizer
from kg.neural.windows import cut
from training import e5
from training.gold import CORPUS, Example, fold, load
from training.losses import Targets, losses
from training.network import Encoder, Heads
from training.resume import learned

log = logging.getLogger("training")


@dataclass(frozen=True)
class Plan:
    """What a training run is determined by."""

    epochs: int = 9
    layers: int = 12
    frozen: int = 3
    cutoff: float = 0.1  # of the pieces of a text, hidden from the layers that learn (Shen et al. 2020)
    batch: int = 4
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    share: float = 1.0  # of the training articles
    average: float = 0.99  # what is kept is the mean of the weights over some 100 steps, not the last ones
    seed: int = 1
    threads: int = 2  # as the shipped weights were made; one is faster wherever others use the cores too


@dataclass(frozen=True)
class Run:
    """What a run learned from, and for how long."""

    articles: int
    facts: int
    minutes: float


class Net(nn.Module):
    """Encoder and heads."""

    def __init__(self, start: e5.Pretrained, frozen: int, cutoff: float = 0.0) -> None:
        super().__init__()
        self.cutoff = cutoff
        self.encoder = Encoder(start, frozen)
        self.heads = Heads(start.shape.hidden)

    def words(self, batch: list[Targets]) -> list[Tensor]:
        """Return the word vectors of several articles."""
        with torch.autocast("cpu", torch.bfloat16, enabled=torch.ops.mkldnn._is_mkldnn_bf16_supported()):
            states = self.encoder.above([self._partly_hidden(w.float()) for t in batch for w in t.below])
        found, at = [], 0
        for t in batch:
            rows = torch.from_numpy(t.windows.window) + at, torch.from_numpy(t.windows.row)
            at += len(t.below)
            pieces = states[rows].float()
            sums = pieces.new_zeros(t.windows.tokens, pieces.shape[1])
            sums = sums.index_add(0, torch.from_numpy(t.windows.token), pieces)
            found.append(sums / torch.from_numpy(t.windows.counts)[:, None])
        return found

    def _partly_hidden(self, states: Tensor) -> Tensor:
        """Return the states of pieces, some of them nothing while the net learns: it shall not lean on single words."""
        if not self.training:
            return states
        return states * (torch.rand(len(states), 1) >= self.cutoff)


def prepare(examples: list[Example], net: Net, tokenizer: Tokenizer) -> list[Targets]:
    """Return the examples with the cached states under the first layer that learns."""
    found = []
    for example in examples:
        windows = cut(example.document, tokenizer)
        below = [net.encoder.below(torch.from_numpy(ids)).bfloat16() for ids in windows.ids]
        found.append(Targets(example, windows, below))
    return found


def batches(targets: list[Targets], size: int, random_: random.Random) -> Iterator[list[Targets]]:
    """Yield batches of articles of like length, in random order."""
    ordered = sorted(targets, key=lambda t: (t.windows.tokens, t.example.id))
    found = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    random_.shuffle(found)
    yield from found


def train(plan: Plan, out: Path, begin: Path | None = None) -> Run:
    """Train on all folds but 0 and write what was learned after every epoch; `begin` goes on from an earlier run."""
    begun = time.monotonic()
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    shuffle = random.Random(plan.seed)
    start = e5.load(plan.layers)
    net = Net(start, plan.frozen, plan.cutoff)
    if begin is not None:
        missing = net.load_state_dict(learned(begin), strict=False)
        anew = [name for name in missing.missing_keys if name != "encoder.word.weight"]
        if missing.unexpected_keys or any(not name.startswith("heads.") for name in anew):
            raise ValueError(f"{begin} is of another net: {missing}")
        log.info("begins with nothing learned: %s", ", ".join(anew) or "none")
    examples = [x for x in load(CORPUS) if fold(x.id) != 0]
    shuffle.shuffle(examples)
    examples = examples[: round(len(examples) * plan.share)]
    targets = prepare(examples, net, Tokenizer(start.pieces, start.scores, start.normal))
    facts = sum(x.facts for x in examples)
    log.info("%d articles, %d facts, %d tokens", len(examples), facts, sum(t.windows.tokens for t in targets))
    tuned = [p for p in net.encoder.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": tuned, "lr": plan.encoder_rate}, {"params": net.heads.parameters(), "lr": plan.head_rate}],
        weight_decay=0.01, fused=True,
    )  # fmt: skip
    steps = plan.epochs * -(-len(targets) // plan.batch)
    warm = max(10, steps // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda i: min((i + 1) / warm, max(0.02, (steps - i) / (steps - warm)))
    )
    mean = swa_utils.AveragedModel(net, multi_avg_fn=swa_utils.get_ema_multi_avg_fn(plan.average))
    for epoch in range(plan.epochs):
        net.train()
        told: dict[str, float] = {}
        for batch in batches(targets, plan.batch, shuffle):
            optimiser.zero_grad()
            total = torch.zeros(())
            for t, h in zip(batch, net.words(batch), strict=True):
                for name, value in losses(net.heads, t, h).items():
                    total = total + value / len(batch)
                    told[name] = told.get(name, 0.0) + value.item()
            total.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            mean.update_parameters(net)
        said = ", ".join(f"{k} {v / len(targets):.3f}" for k, v in told.items())
        log.info("epoch %d after %.0f s: %s", epoch + 1, time.monotonic() - begun, said)
        save(mean.module, plan, out)
    return Run(len(examples), facts, round((time.monotonic() - begun) / 60, 1))


def save(net: Net, plan: Plan, out: Path) -> None:
    """Write what was learned, and how."""
    state = {k: v for k, v in net.state_dict().items() if not k.startswith("encoder.word.")}
    torch.save({"plan": asdict(plan), "learned": state}, out)


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="where to write what was learned")
    for name, value in asdict(Plan()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    parser.add_argument("--begin", type=Path, help="an earlier run or shipped weights, to go on from")
    options = vars(parser.parse_args())
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    out, begin = options.pop("out"), options.pop("begin")
    train(Plan(**options), out, begin)


if __name__ == "__main__":
    main()
