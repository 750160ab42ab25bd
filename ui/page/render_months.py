"""Months as HTML: a strip of them, each with how many there are of it, to be pressed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ui.page.markup import count


def strip(months: Sequence[tuple[str, int]], pressed: str | None, what: str) -> str:
    """The months (2024-03) in order, each with a bar for how many there are of what; nothing where there is but one."""
    if len(months) < 2:
        return ""
    most = max(number for _, number in months)
    buttons = "".join(
        f'<li><button type="button" data-month="{month}" aria-pressed="{str(month == pressed).lower()}" '
        f'aria-label="{spelt(month)}: {count(number, what)}" style="--share: {number / most:.2f}">'
        f"<span>{spelt(month, short=True)}</span><span>{number:,}</span></button></li>"
        for month, number in months
    )
    return f'<ul class="months" aria-label="Months">{buttons}</ul>'


def spelt(month: str, short: bool = False) -> str:
    """A month in words: March 2024."""
    return f"{date.fromisoformat(f'{month}-01'):{'%b %Y' if short else '%B %Y'}}"
