"""What was pinned, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from qa.wording import spelt
from ui.notebook.notes import Note
from ui.page.markup import text
from ui.page.reference import HERE


def notes(notes: Sequence[Note], of_collection: bool) -> str:
    """A list of them, each with the user's own words on it."""
    if not notes:
        told = "Nothing is in this collection." if of_collection else "Nothing is pinned yet."
        return f'<p class="empty">{told} Press “Pin” beside a quotation or below an answer.</p>'
    return f'<ol class="notes">{"".join(map(_note, notes))}</ol>'


def collections(names: Sequence[str]) -> str:
    """The collections as options."""
    options = "".join(f'<option value="{text(name)}">{text(name)}</option>' for name in names)
    return f'<option value="">All notes</option>{options}'


def _note(note: Note) -> str:
    made = spelt(datetime.fromtimestamp(note.made, UTC).date())
    begins = text(" ".join(note.text.split()[:6]))
    href = text(f"{HERE}{note.link}")
    opens = "data-open " if note.link.startswith("/?article=") else ""
    return (
        f'<li data-note="{note.id}"><blockquote><bdi>{text(note.text)}</bdi></blockquote>'
        f'<p class="where">Pinned on {made} · <a {opens}href="{href}">Open</a></p>'
        f'<div class="own"><textarea name="note" rows="1" placeholder="Your note" aria-label="Note on {begins}">'
        f"\n{text(note.note)}</textarea>"
        f'<input name="collection" list="collections" value="{text(note.collection)}" placeholder="Collection" '
        f'aria-label="Collection of {begins}" autocomplete="off" />'
        f'<button type="button" data-copy="{text(note.text)}" aria-label="Copy {begins}">Copy</button>'
        f'<button type="button" data-unpin="{note.id}" aria-label="Remove {begins}">Remove</button></div></li>'
    )
