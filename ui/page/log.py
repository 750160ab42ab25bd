"""What was changed in the archive, by whom and when: to be read, a page at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index import InputError
from qa.wording import spelt
from ui.access.shapes import ChangeOut, ChangesOut
from ui.page import reference, render
from ui.page.faults import sentence
from ui.page.markup import text
from ui.page.render_list import PAGE, pages

_GONE = ("removed",)
"""What leaves no article to open."""


class Log:
    """The log of the archive in a folder, as HTML; who may read the archive may read it."""

    def __init__(self, folder: Path):
        self._folder = folder

    def log(self, page: Any) -> str:
        """One page of it, the newest first."""
        try:
            if not isinstance(page, int) or page < 0:
                raise InputError("page: it is none of the log's. Load the page again.", "page")
            found = ChangesOut.last(self._folder, PAGE, PAGE * page)
            return _listed(found, page)
        except Exception as error:
            return render.fault(sentence(error))


def _listed(found: ChangesOut, page: int) -> str:
    if not found.changes:
        return '<p class="empty">Nothing was changed yet.</p>'
    rows = "".join(map(_row, found.changes))
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("When (UTC)", "Who", "What", "Of what"))
    table = (
        f'<table><caption class="unseen">Changes</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )
    return table + pages(PAGE * page, len(found.changes), found.total, page, "change")


def _row(change: ChangeOut) -> str:
    subject = f"<bdi>{text(change.subject)}</bdi>"
    if change.article and change.what not in _GONE:
        subject = f'<a data-open href="{text(reference.link(change.article))}">{subject}</a>'
    when = f'<time datetime="{change.at.isoformat()}">{spelt(change.at.date())}, {change.at:%H:%M}</time>'
    return f"<tr><td>{when}</td><td><bdi>{text(change.who)}</bdi></td><td>{change.what}</td><td>{subject}</td></tr>"
