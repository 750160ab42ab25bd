"""How often somebody was quoted over time, as a small plot: one SVG, drawn in the page's own colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from qa.wording import spelt
from ui.page.markup import text

_BAR, _GAP, _HEIGHT = 8, 2, 60
_REM_A_BAR = 1.25


@dataclass(frozen=True)
class _Unit:
    """What one bar stands for: a day's number among such units, and the name of the unit of that number."""

    name: str
    longest: float
    number: Callable[[date], int]
    label: Callable[[int], str]


# The finest unit in whose span, in days, the bars are still few enough to be told apart.
_UNITS = (
    _Unit("day", 31, lambda day: day.toordinal(), lambda n: spelt(date.fromordinal(n))),
    _Unit("month", 4 * 366, lambda d: d.year * 12 + d.month - 1, lambda n: f"{date(n // 12, n % 12 + 1, 1):%b %Y}"),
    _Unit("year", float("inf"), lambda day: day.year, str),
)


def plot(days: Sequence[date]) -> str:
    """A bar for each day, month or year from the first to the last; nothing where one bar would be all."""
    if not days:
        return ""
    unit = next(u for u in _UNITS if (max(days) - min(days)).days <= u.longest)
    counts = Counter(unit.number(day) for day in days)
    first, last = min(counts), max(counts)
    if first == last:
        return ""
    peak, most = max(counts.items(), key=lambda item: item[1])
    bars = "".join(_bar(n - first, counts[n], most, unit.label(n)) for n in sorted(counts))
    width = (last - first + 1) * (_BAR + _GAP)
    said = (
        f"Statements by {unit.name}, from {unit.label(first)} to {unit.label(last)}. "
        f"Most in one {unit.name}: {most:,}, in {unit.label(peak)}."
    )
    return (
        f'<figure class="plot" style="max-width: max(18rem, {(last - first + 1) * _REM_A_BAR}rem)">'
        f'<svg viewBox="0 0 {width} {_HEIGHT}" preserveAspectRatio="none" role="img" aria-label="{text(said)}">'
        f"<title>{text(said)}</title>{bars}</svg>"
        f'<figcaption aria-hidden="true"><span>{unit.label(first)}</span>'
        f"<span>at most {most:,} a {unit.name}</span><span>{unit.label(last)}</span></figcaption></figure>"
    )


def _bar(place: int, count: int, most: int, label: str) -> str:
    height = round(_HEIGHT * count / most, 1)
    return (
        f'<rect x="{place * (_BAR + _GAP) + _GAP / 2}" y="{_HEIGHT - height:.1f}" width="{_BAR}" height="{height}">'
        f"<title>{text(label)}: {count:,}</title></rect>"
    )
