"""Days to places on paper; long spans without any event are cut short, and a break in the axis says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from kg.views.network import Network
from kg.views.sheet import SOFT
from kg.views.textwidth import text_width

_SHARE = 0.12  # a span without events takes at most this part of all days


class Scale:
    """Maps ISO days to x between `left` and `right`."""

    def __init__(self, network: Network, left: float, right: float) -> None:
        days = sorted({date.fromisoformat(day).toordinal() for e in network.edges for span in e.spans for day in span})
        self.days = days or [date(2000, 1, 1).toordinal()]
        steps = [b - a for a, b in pairwise(self.days)]
        longest = float(max(steps, default=0))
        for _ in range(8):  # a share of what is left after cutting, so cut and share again
            longest = max(sum(min(step, longest) for step in steps) * _SHARE, 14)
        gaps = [min(step, longest) for step in steps]
        self.broken = [i for i, gap in enumerate(gaps) if self.days[i + 1] - self.days[i] > 1.5 * gap]
        self.left, self.right = left, right
        unit = (right - left) / (sum(gaps) or 1)
        self.places = [left]
        for gap in gaps:
            self.places.append(self.places[-1] + gap * unit)

    def at(self, day: str) -> float:
        """Return the place of an ISO day."""
        return self._place(date.fromisoformat(day).toordinal())

    def _place(self, number: int) -> float:
        before = min(max(bisect_right(self.days, number) - 1, 0), len(self.days) - 1)
        if before + 1 >= len(self.days):
            return self.places[before]
        first, last = self.days[before], self.days[before + 1]
        return self.places[before] + (number - first) / (last - first) * (self.places[before + 1] - self.places[before])

    def grid(self, top: float, bottom: float) -> Iterator[str]:
        """Yield lines and words for months, days or years, and a sign where the axis is broken."""
        yield f'<g class="days" font-size="11" fill="{SOFT}" stroke-width="0.7">'
        free = 0.0
        for day in self._ticks():
            x, text = self._place(day.toordinal()), self._name(day)
            if any(self.days[i] < day.toordinal() < self.days[i + 1] for i in self.broken):
                continue
            yield f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="#d9dce1"/>'
            if x >= free:
                yield f'<text x="{x + 3:.1f}" y="{top + 3:.1f}">{text}</text>'
                free = x + text_width(text, 11) + 12
        for index in self.broken:
            x = (self.places[index] + self.places[index + 1]) / 2
            yield f'<path d="M{x - 5:.1f} {top:.1f}V{bottom:.1f}M{x + 5:.1f} {top:.1f}V{bottom:.1f}" stroke="#aab0ba" '
            yield 'stroke-dasharray="2 3"/>'
        yield "</g>"

    @property
    def _shown(self) -> int:
        """How many days the axis shows, without those cut out."""
        return self.days[-1] - self.days[0] - sum(self.days[i + 1] - self.days[i] for i in self.broken)

    def _name(self, day: date) -> str:
        return str(day.year) if self._shown > 1100 else day.isoformat()[:7] if self._shown > 120 else day.isoformat()

    def _ticks(self) -> Iterator[date]:
        first, last = (date.fromordinal(self.days[i]) for i in (0, -1))
        if self._shown > 1100:
            yield from (date(year, 1, 1) for year in range(first.year + 1, last.year + 1))
        elif self._shown > 120:
            month = first.replace(day=1)
            while (month := (month + timedelta(days=32)).replace(day=1)) <= last:
                yield month
        else:
            step = max(1, self._shown // 9)
            pieces = [0, *(i + 1 for i in self.broken), len(self.days)]
            for start, end in pairwise(pieces):
                for number in range(self.days[start], self.days[end - 1] + 1, step):
                    yield date.fromordinal(number)
