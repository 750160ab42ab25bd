"""A plot of figures over the size of an archive, as SVG: both axes logarithmic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

_WIDTH, _HEIGHT, _LEFT, _BELOW = 640, 400, 70, 40
_COLOURS = ("#1d4e89", "#c2410c", "#15803d", "#7c3aed", "#64748b")


def drawn(figures: Sequence[Mapping[str, float]], names: Sequence[str]) -> str:
    """A line for each name, over "articles"."""
    sizes = [math.log10(each["articles"]) for each in figures]
    values = [math.log10(max(each[name], 1)) for each in figures for name in names]
    left, right = math.floor(min(sizes)), max(math.ceil(max(sizes)), math.floor(min(sizes)) + 1)
    top = math.ceil(max(values)) or 1

    def x(size: float) -> float:
        return _LEFT + (size - left) / (right - left) * (_WIDTH - _LEFT - 150)

    def y(value: float) -> float:
        return (_HEIGHT - _BELOW) * (1 - value / top) + 10

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="12">'
    ]
    for power in range(top + 1):
        parts.append(f'<path d="M{_LEFT} {y(power):.0f}H{x(right):.0f}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y(power) + 4:.0f}" text-anchor="end">{10**power:,} ms</text>')
    for power in range(left, right + 1):
        parts.append(f'<text x="{x(power):.0f}" y="{_HEIGHT - 10}" text-anchor="middle">{10**power:,} articles</text>')
    for name, colour in zip(names, _COLOURS, strict=False):
        points = [(x(size), y(math.log10(max(each[name], 1)))) for size, each in zip(sizes, figures, strict=True)]
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
        parts.append(f'<text x="{points[-1][0] + 8:.1f}" y="{points[-1][1] + 4:.1f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
