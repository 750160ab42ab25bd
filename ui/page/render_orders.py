"""The ways to sort statements, as HTML: the same wherever statements are listed."""

from __future__ import annotations

from collections.abc import Iterable

from index import Sorting

_SHOWN: dict[Sorting, str] = {"best": "Best", "newest": "Newest", "oldest": "Oldest"}


def orders(offered: Iterable[Sorting], pressed: Sorting) -> str:
    """A button for each, of which one is pressed."""
    buttons = "".join(
        f'<button type="button" data-order="{order}" aria-pressed="{str(order == pressed).lower()}">'
        f"{_SHOWN[order]}</button>"
        for order in offered
    )
    return f'<div class="orders" role="group" aria-label="Order of the statements">{buttons}</div>'
