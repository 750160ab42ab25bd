"""`onrecord evaluate`: the figures as a table, what went wrong, and one picture of two charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from html import escape
from pathlib import Path

from index.errors import InputError
from qa.evaluation import Evaluation, Figures, Point, Reliability, judged, read_items
from ui.settings import Settings

_WIDE, _HIGH, _EDGE = 640, 400, 56
_LINES = (("right", "#1b6e53", "right, of all questions"), ("wrongly_abstained", "#a23b2a", "wrongly abstained"))


def evaluate(settings: Settings, questions: Path, picture: Path) -> Evaluation:
    """Ask every question of a file, print what came of it, and draw how the threshold matters."""
    from qa import Assistant
    from ui.open import open_archive
    from ui.progress import bar

    items = read_items(questions)
    with open_archive(settings) as archive:
        assistant = Assistant(archive)
        assistant.warm_up()
        with bar("Asking", len(items)) as advance:
            outcomes = []
            for item in items:
                outcomes.append(judged(item, assistant))
                advance(1)
    evaluation = Evaluation(outcomes)
    _print(evaluation)
    try:
        picture.write_text(drawn(evaluation), "utf-8")
    except OSError as error:
        raise InputError(f"{picture} cannot be written ({error.strerror}). Name another file with --picture.") from None
    return evaluation


def _print(evaluation: Evaluation) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    figures = evaluation.figures()
    table = Table("", *figures)
    for name in (field.name for field in fields(Figures)):
        table.add_row(name, *(_shown(getattr(row, name)) for row in figures.values()))
    console.print(table)
    console.print(f"Chances told and shares held lie {evaluation.calibration_error():.3f} apart.")
    wrong = Table("id", "kind", "question", "what went wrong")
    for outcome in evaluation.outcomes:
        if outcome.why:
            wrong.add_row(outcome.item.id, outcome.item.kind, outcome.item.question, outcome.why)
    if wrong.row_count:
        console.print(wrong)


def _shown(value: float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def drawn(evaluation: Evaluation) -> str:
    """Two charts as SVG: what every threshold brings, and how far the chances told can be trusted."""
    title = "<title>What the threshold on the score brings, and how reliable the score is</title>"
    body = f'{_thresholds(evaluation.curve())}<g transform="translate({_WIDE} 0)">'
    body += f"{_reliability(evaluation.reliability())}</g>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * _WIDE} {_HIGH}" '
        f'font-family="system-ui, sans-serif" font-size="13" role="img">{title}'
        f'<rect width="100%" height="100%" fill="white"/>{body}</svg>\n'
    )


def _thresholds(curve: Sequence[Point]) -> str:
    """Shares against the threshold on the score, today's threshold (0) marked."""
    low, high = curve[0].threshold, curve[-1].threshold
    reach = (high - low) or 1.0

    def place(threshold: float, share: float) -> tuple[float, float]:
        return _place((threshold - low) / reach, share)

    today = next(point for point in curve if point.threshold == 0.0)
    at, _ = place(0.0, 0.0)
    parts = [
        *_shares(),
        _line((at, _EDGE), (at, _HIGH - _EDGE), dashed=True),
        _label(at + 6, _EDGE - 8, "today", "#555"),
    ]
    for n, (name, colour, said) in enumerate(_LINES):
        points = " ".join("{},{}".format(*place(p.threshold, getattr(p, name))) for p in curve)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(_dot(place(0.0, getattr(today, name)), 4, colour))
        parts.append(_label(_EDGE + n * 260, _HIGH - 12, f"{said}: {getattr(today, name):.3f}", colour))
    parts.append(_label(_WIDE - 190, _HIGH - _EDGE + 20, "threshold on the score", "#555"))
    return "".join(parts)


def _reliability(bins: Sequence[Reliability]) -> str:
    """The share of questions that has an answer against the chance told; the more questions, the larger the dot."""
    parts = [*_shares(), _line(_place(0, 0), _place(1, 1), dashed=True)]
    colour = _LINES[0][1]
    many = max(r.questions for r in bins)
    parts += [_dot(_place(r.told, r.held), round(3 + 9 * (r.questions / many) ** 0.5, 1), colour) for r in bins]
    parts.append(_label(_EDGE, _HIGH - 12, "share of the questions that has an answer", colour))
    parts.append(_label(_WIDE - 190, _HIGH - _EDGE + 20, "chance of an answer, told", "#555"))
    return "".join(parts)


def _place(across: float, up: float) -> tuple[float, float]:
    return round(_EDGE + across * (_WIDE - 2 * _EDGE), 1), round(_HIGH - _EDGE - up * (_HIGH - 2 * _EDGE), 1)


def _shares() -> Iterator[str]:
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        start, end = _place(0, share), _place(1, share)
        yield _line(start, end)
        yield _label(12, start[1] + 4, f"{share:.2f}", "#555")


def _line(start: tuple[float, float], end: tuple[float, float], *, dashed: bool = False) -> str:
    stroke = 'stroke="#999" stroke-dasharray="4 4"' if dashed else 'stroke="#ddd"'
    return f'<line x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}" {stroke}/>'


def _dot(at: tuple[float, float], size: float, colour: str) -> str:
    return f'<circle cx="{at[0]}" cy="{at[1]}" r="{size}" fill="{colour}"/>'


def _label(x: float, y: float, words: str, colour: str) -> str:
    return f'<text x="{x}" y="{y}" fill="{colour}">{escape(words)}</text>'
