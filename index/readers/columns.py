"""The order in which a page of print is read: down each column, where the PDF goes from one to the next and back.

Otherwise the PDF's own order stands, which is that of the text in most. Columns are what gaps part that no line
crosses, as in the XY-cut (Nagy and Seth 1984), and in which prose stands: cells of a table are read row by row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from statistics import median, mode
from typing import NamedTuple

_ROW = 0.6
"""Of the size of print: what stands less higher or lower is in one row."""
_LEAST = 3
"""Rows of a column, and words in most of them, at least."""
_FULL = 0.6
"""How much of a column's width most of its rows take."""
_HEADLINE = 1.2
"""How many times the usual size a line is that begins another article, where nothing stands beside it."""
_FAR = 5
"""How many times the usual size the next row is below, where a picture or nothing stands between."""
_MOST = 1000
"""Runs of a page that are looked at: more are a drawing's or a table's."""
_PROSE = 0.25
"""How many of them have words enough, at least."""


class Run(NamedTuple):
    """What stands in a line without a gap: from where to where, how high, the size of print, and in which line.

    Lengths are those of the PDF, seen as the run is turned, by so many degrees.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    turn: int
    line: int


class _Column(NamedTuple):
    left: float
    right: float
    runs: list[Run]


def in_reading_order(runs: Sequence[Run]) -> list[list[Run]]:
    """The lines of a page, each as its runs."""
    column: dict[int, tuple[int, int]] = {}
    back = any(b.line == a.line or b.y > a.y for a, b in pairwise(runs))
    written = sum(_words(run) >= _LEAST for run in runs)
    turn = mode(run.turn for run in runs) if back and len(runs) <= _MOST and written >= _PROSE * len(runs) else None
    for columns in _bands([run for run in runs if run.turn == turn]):
        among = {id(run): n for n, one in enumerate(columns, 1) for run in one.runs}
        order = [among[id(run)] for run in runs if id(run) in among]
        if sum(a != b for a, b in pairwise(order)) > max(Counter(order).values()) / 2:
            first = next(n for n, run in enumerate(runs) if id(run) in among)
            column |= {run: (first, n) for run, n in among.items()}
    place = {id(run): (*column.get(id(run), (n, 0)), n) for n, run in enumerate(runs)}
    ordered = sorted(runs, key=lambda run: place[id(run)])
    return [list(line) for _, line in groupby(ordered, lambda run: (column.get(id(run)), run.line))]


def _bands(runs: Sequence[Run]) -> Iterator[list[_Column]]:
    """The columns of each part of the page, from the top, that has any."""
    rows = _rows(runs)
    usual = median(run.size for run in runs) if runs else 0.0
    band = cache(lambda n: _band(rows[n:], usual))
    start = 0
    while start < len(rows):
        # A line before them may reach into a gap, and a table have one in the same place.
        near = range(start, min(start + _LEAST, len(rows)))
        first = max(near, key=lambda n: len(band(n)[1]) if len(rows[n]) <= len(band(n)[1]) else 0)
        length, columns = band(first)
        if columns and len(rows[first]) <= len(columns):
            yield columns
            start = first + length
        else:
            start += 1


def _rows(runs: Sequence[Run]) -> list[list[Run]]:
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.y):
        if rows and rows[-1][0].y - run.y < _ROW * max(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return rows


def _band(rows: Sequence[Sequence[Run]], usual: float) -> tuple[int, list[_Column]]:
    """How many rows from the first on have gaps in common, and the columns of prose between these."""
    parts: list[tuple[float, float]] = []
    band: list[Run] = []
    rows_there = 0
    for row in rows:
        wider = _merged([*parts, *((run.left, run.right) for run in row)], usual / 2)
        is_headline = len(row) == 1 and row[0].size > _HEADLINE * usual
        is_far = bool(band) and band[-1].y - row[0].y > _FAR * usual
        if len(parts) > 1 and (len(wider) == 1 or is_headline or is_far):
            break
        parts, rows_there = wider, rows_there + 1
        band += row
    return rows_there, _of_prose([_Column(*part, []) for part in parts], band)


def _merged(parts: Sequence[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    """The parts of the page's width, those made one that overlap or are not even so far apart."""
    merged: list[tuple[float, float]] = []
    for left, right in sorted(parts):
        if merged and left - merged[-1][1] < gap:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def _of_prose(columns: list[_Column], runs: Sequence[Run]) -> list[_Column]:
    """The columns with their runs, those without prose joined to the nearest; none where there is but one then."""
    for run in runs:
        next(column for column in columns if run.right <= column.right).runs.append(run)
    while len(columns) > 1 and (bare := next((n for n, c in enumerate(columns) if not _is_prose(c)), None)) is not None:
        gaps = [(columns[n + 1].left - columns[n].right, n) for n in (bare - 1, bare) if 0 <= n < len(columns) - 1]
        _, n = min(gaps)
        a, b = columns[n : n + 2]
        columns[n : n + 2] = [_Column(a.left, b.right, a.runs + b.runs)]
    return columns if len(columns) > 1 else []


def _is_prose(column: _Column) -> bool:
    rows = _rows(column.runs)
    width = column.right - column.left
    widths = [sum(run.right - run.left for run in row) for row in rows]
    words = [sum(map(_words, row)) for row in rows]
    return len(rows) >= _LEAST and median(widths) >= _FULL * width and median(words) >= _LEAST


def _words(run: Run) -> int:
    return sum(any(map(str.isalpha, word)) for word in run.text.split())
