"""Pictures in a terminal: bars of a month each, and real images where the terminal can show them."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import IO, Literal

from kg.views import legend
from kg.views.network import Network

Protocol = Literal["kitty", "iterm", "sixel"]

_BARS = "▁▂▃▄▅▆▇█"
_KITTY = ("kitty", "ghostty")
_ITERM = ("iTerm.app", "WezTerm", "mintty", "rio")
_SIXEL = ("foot", "mlterm", "yaft", "contour", "sixel")
_CHUNK = 4096


def sparkbars(network: Network, lang: str = "en", width: int = 80) -> list[str]:
    """Return a line for each kind of relation: its name, a bar for each month, the number of dated events.

    Months are merged to quarters or years where the line would be wider than `width` columns, and parted into days
    where all events lie within two months. No dated events: no line.
    """
    from rich.cells import cell_len, set_cell_size

    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for edge in {(e.event, e.kind): e for e in network.edges if e.spans}.values():
        counted[edge.kind][edge.spans[0][0]] += 1
    if not counted:
        return []
    labels = {name: legend.kind(name).label for name in counted}
    names = {name: label.get(lang, label["en"]) for name, label in labels.items()}
    room = min(max(cell_len(name) for name in names.values()), 28)
    groups = _groups(sorted(day for days in counted.values() for day in days), max(width - room - 10, 8))
    lines = []
    order = sorted(counted, key=lambda name: (-counted[name].total(), name))
    long = len(groups[0][0])  # of 2020-08 or 2020-08-15
    bars = {name: _tally(counted[name], groups, long) for name in order}
    top = max(max(values) for values in bars.values())
    for name in order:
        lines.append(f"{set_cell_size(names[name], room)} {spark(bars[name], top)} {counted[name].total()}")
    first, last = groups[0][0], groups[-1][-1]
    gap = len(groups) - 2 * long
    scale = f"{first}{' ' * gap}{last}" if gap > 0 else f"{first} – {last}" if first != last else first
    return [*lines, f"{' ' * room} {scale}"]


def _tally(days: Counter[str], groups: list[list[str]], long: int) -> list[int]:
    place = {name: index for index, group in enumerate(groups) for name in group}
    values = [0] * len(groups)
    for day, count in days.items():
        values[place[day[:long]]] += count
    return values


def spark(values: Iterable[int], top: int) -> str:
    """Return a bar for each value, `top` the highest; nothing is a space.

    >>> spark([0, 1, 4, 8], 8)
    ' ▁▄█'
    """
    return "".join(_BARS[max(0, -(-value * len(_BARS) // top) - 1)] if value else " " for value in values)


def _groups(days: list[str], room: int) -> list[list[str]]:
    """Return the days, months, quarters or years between the first and the last day, each as its days or months."""
    first, last = (date.fromisoformat(days[i]) for i in (0, -1))
    if (last - first).days < min(62, room):
        return [[(first + timedelta(days=n)).isoformat()] for n in range((last - first).days + 1)]
    start, end = (day.year * 12 + day.month - 1 for day in (first, last))
    months = [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, end + 1)]
    size = next((size for size in (1, 3, 12, 60) if -(-len(months) // size) <= room), -(-len(months) // room))
    return [months[i : i + size] for i in range(0, len(months), size)]


def image_protocol(environment: Mapping[str, str] = os.environ) -> Protocol | None:
    """Return how this terminal shows images, as far as it says so; None inside tmux and screen, which swallow them.

    >>> image_protocol({"TERM": "xterm-kitty"}), image_protocol({"TERM": "xterm-256color"})
    ('kitty', None)
    """
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if environment.get("TMUX") or term.startswith(("screen", "tmux")) or term == "dumb":
        return None
    if environment.get("KITTY_WINDOW_ID") or any(name in term or name == program for name in _KITTY):
        return "kitty"
    if program in _ITERM or environment.get("LC_TERMINAL") == "iTerm2":
        return "iterm"
    return "sixel" if any(name in term for name in _SIXEL) else None


def image(png: bytes, protocol: Protocol) -> str | None:
    """Return the escape codes that show a PNG; None for sixel if neither img2sixel nor chafa is installed."""
    data = base64.b64encode(png).decode()
    if protocol == "iterm":
        return f"\x1b]1337;File=inline=1;size={len(png)};width=100%:{data}\x07\n"
    if protocol == "kitty":
        pieces = [data[i : i + _CHUNK] for i in range(0, len(data), _CHUNK)]
        more = [int(number < len(pieces) - 1) for number in range(len(pieces))]
        heads = ["a=T,f=100," if number == 0 else "" for number in range(len(pieces))]
        parts = zip(heads, more, pieces, strict=True)
        return "".join(f"\x1b_G{head}m={rest};{piece}\x1b\\" for head, rest, piece in parts) + "\n"
    for command in (["img2sixel", "-"], ["chafa", "--format", "sixels", "-"]):
        if program := shutil.which(command[0]):
            done = subprocess.run([program, *command[1:]], input=png, capture_output=True, check=False)
            if done.returncode == 0:
                return done.stdout.decode("ascii", "replace") + "\n"
    return None


def show_image(network: Network, file: IO[str], lang: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Draw the network right in the terminal; False if it is none, cannot show images, or no PNG can be made."""
    protocol = image_protocol(environment)
    if protocol is None or not file.isatty() or environment.get("NO_COLOR"):
        return False
    from kg.errors import KgError
    from kg.views.files import Options
    from kg.views.raster import png_bytes

    try:
        codes = image(png_bytes(network, Options(lang=lang)), protocol)
    except KgError:
        return False
    if codes:
        file.write(codes)
    return bool(codes)
