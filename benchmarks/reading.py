"""Reading speed and memory: `kg add` (file to store) beside natasha's full pipeline alone, same texts, one core each.

Run with `make bench`. Both sides run as processes of their own, in turn, several times; the best of each counts. What
is loaded once (imports, weights, dictionaries, registry) is measured apart, up to the first text. Seconds are CPU
seconds of the process, so that other work on the machine weighs less.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
ROUNDS = 3
SIDES = {
    "rules": "`kg add --reader rules`, file to store",
    "kg": "`kg add`, file to store: rules and net",
    "natasha": "natasha, all stages, nothing stored",
}
TITLE = "## Reading: `kg add` beside natasha's full pipeline"


def texts(folder: Path) -> None:
    """Copy the factRuEval devset and our dev set, Russian and Ukrainian, into one folder of plain files."""
    for path in sorted((SHARED / "data/factrueval-2016/devset").glob("*.txt")):
        shutil.copy(path, folder / path.name)
    for path in sorted((SHARED / "eval/dev").glob("*.md")):
        if not path.name.startswith("en"):
            shutil.copy(path, folder / path.name)
    for path in sorted((SHARED / "eval/train").glob("ru-*.md"))[:52]:  # to make two hundred
        shutil.copy(path, folder / path.name)


def run_kg(folder: str, reader: str = "auto") -> dict[str, float]:
    """Add all texts to a fresh store and return the figures."""
    begun = time.process_time()
    from kg import articles, pipeline
    from kg.store import Store

    told = articles.Defaults(lang="ru", date="2020-01-01")
    first = [next(Path(folder).glob(f"{lang}-*")) for lang in ("ru", "uk")]  # dictionaries and names of both languages
    with tempfile.TemporaryDirectory() as place:
        pipeline.build(articles.read(first), Store(Path(place) / "first"), reader=reader)
        started = time.process_time()
        report = pipeline.build(articles.read([folder], defaults=told), Store(Path(place) / "store"), reader=reader)
        done = time.process_time()
    return figures(begun, started, done, report.added)


def run_natasha(folder: str) -> dict[str, float]:
    """Segment, tag, parse, find names and lemmatise all texts and return the figures."""
    begun = time.process_time()
    from natasha import Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter

    segmenter, vocab, embedding = Segmenter(), MorphVocab(), NewsEmbedding()
    morph, syntax, names = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)

    def read(text: str) -> None:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_morph(morph)
        doc.parse_syntax(syntax)
        doc.tag_ner(names)
        for token in doc.tokens:
            token.lemmatize(vocab)
        for span in doc.spans:
            span.normalize(vocab)

    paths = sorted(Path(folder).iterdir())
    read(paths[0].read_text("utf-8"))
    started = time.process_time()
    for path in paths:
        read(path.read_text("utf-8"))
    return figures(begun, started, time.process_time(), len(paths))


def figures(begun: float, started: float, done: float, count: int) -> dict[str, float]:
    """Return what one side measured."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"documents": count, "per_second": count / (done - started), "start": started - begun, "peak_mb": peak}


def measure(side: str, folder: str) -> dict[str, float]:
    """Run one side in a process of its own, pinned to one core and one thread."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, __file__, "--side", side, folder]
    if shutil.which("taskset"):
        command = ["taskset", "-c", "0", *command]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if told.returncode:
        sys.exit(f"{side}: {told.stderr.strip().splitlines()[-1]}")
    result: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return result


def main() -> None:
    """Measure both sides in turn and write the table."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "texts"
        folder.mkdir()
        texts(folder)
        runs: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
        for _ in range(ROUNDS):
            for side, told in runs.items():
                told.append(measure(side, str(folder)))
    best = {side: max(told, key=lambda r: r["per_second"]) for side, told in runs.items()}
    ratio, full = (best[side]["per_second"] / best["natasha"]["per_second"] for side in ("rules", "kg"))
    lines = [
        TITLE,
        "",
        f"One core, {ROUNDS} runs each in turn, the best of each, CPU seconds; {best['kg']['documents']:.0f} texts.",
        "",
    ]
    lines += ["| | documents a CPU second | start-up | peak memory |", "|---|---|---|---|"]
    for side, name in SIDES.items():
        r = best[side]
        lines.append(f"| {name} | {r['per_second']:.1f} | {r['start']:.1f} s | {r['peak_mb']:.0f} MB |")
    lines += [
        "",
        f"Beside natasha: {ratio:.2f} times as many documents a second by rules, {full:.2f} with the net.",
    ]
    print("\n".join(lines))
    write("\n".join(lines) + "\n")


def write(section: str) -> None:
    """Put the section into RESULTS.md in the place of its older self."""
    path = HERE / "RESULTS.md"
    old = path.read_text("utf-8") if path.exists() else "# Speed and memory\n\nWritten by `make bench`.\n"
    head, _, rest = old.partition(TITLE)
    _, mark, after = rest.partition("\n## ")
    path.write_text(head.rstrip() + "\n\n" + section + (mark + after if mark else ""), "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", choices=tuple(SIDES))
    parser.add_argument("folder", nargs="?")
    options = parser.parse_args()
    if options.side:
        sides = {"kg": run_kg, "rules": lambda folder: run_kg(folder, "rules"), "natasha": run_natasha}
        print(json.dumps(sides[options.side](options.folder)))
    else:
        main()
