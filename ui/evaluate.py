"""`onrecord evaluate`: the figures as a table, what went wrong, and one picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from html import escape
from pathlib import Path

from index.errors import InputError
from qa.evaluation import Evaluation, Figures, Point, judged, read_items
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
        picture.write_text(drawn(evaluation.curve()), "utf-8")
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
    wrong = Table("id", "kind", "question", "what went wrong")
    for outcome in evaluation.outcomes:
        if outcome.why:
            wrong.add_row(outcome.item.id, outcome.item.kind, outcome.item.question, outcome.why)
    if wrong.row_count:
        console.print(wrong)


def _shown(value: float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def drawn(curve: Sequence[Point]) -> str:
    """The curve as SVG: shares against the threshold on the score, today's threshold (0) marked."""
    low, high = curve[0].threshold, curve[-1].threshold
    reach = (high - low) or 1.0

    def place(threshold: float, share: float) -> tuple[float, float]:
        across = _EDGE + (threshold - low) / reach * (_WIDE - 2 * _EDGE)
        return round(across, 1), round(_HIGH - _EDGE - share * (_HIGH - 2 * _EDGE), 1)

    today = next(point for point in curve if point.threshold == 0.0)
    at, _ = place(0.0, 0.0)
    parts = [f'<line x1="{at}" x2="{at}" y1="{_EDGE}" y2="{_HIGH - _EDGE}" stroke="#999" stroke-dasharray="4 4"/>']
    parts += [_label(at + 6, _EDGE - 8, "today", "#555")]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        _, y = place(low, share)
        parts.append(f'<line x1="{_EDGE}" x2="{_WIDE - _EDGE}" y1="{y}" y2="{y}" stroke="#ddd"/>')
        parts.append(_label(12, y + 4, f"{share:.2f}", "#555"))
    for n, (name, colour, said) in enumerate(_LINES):
        points = " ".join("{},{}".format(*place(p.threshold, getattr(p, name))) for p in curve)
        x, y = place(0.0, getattr(today, name))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>')
        parts.append(_label(_EDGE + n * 260, _HIGH - 12, f"{said}: {getattr(today, name):.3f}", colour))
    parts.append(_label(_WIDE - 190, _HIGH - _EDGE + 20, "threshold on the score", "#555"))
    title = "<title>Right and wrongly abstained as the threshold moves</title>"
    body = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" font-family="system-ui, sans-serif" '
        f'font-size="13" role="img">{title}<rect width="100%" height="100%" fill="white"/>{body}</svg>\n'
    )


def _label(x: float, y: float, words: str, colour: str) -> str:
    return f'<text x="{x}" y="{y}" fill="{colour}">{escape(words)}</text>'
