"""What was pinned, as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from qa.wording import spelt
from ui.notebook.notes import Note
from ui.page.markup import text
from ui.page.reference import HERE

_ADDRESS = re.compile(r"\s*\S+(/\?article=([^&\s]+)\S*)")
"""A line of what was pinned that is nothing but the address of the words of the line before."""

Titles = Callable[[str], str]
"""The title of an article by its id; "" where it is there no more."""


def notes(notes: Sequence[Note], of_collection: bool, titles: Titles) -> str:
    """A list of them, each with the user's own words on it."""
    if not notes:
        told = "Nothing is in this collection." if of_collection else "Nothing is pinned yet."
        return f'<p class="empty">{told} Press “Pin” beside a quotation or below an answer.</p>'
    return f'<ol class="notes">{"".join(_note(note, titles) for note in notes)}</ol>'


def collections(names: Sequence[str]) -> str:
    """The collections as options."""
    options = "".join(f'<option value="{text(name)}">{text(name)}</option>' for name in names)
    return f'<option value="">All notes</option>{options}'


def _note(note: Note, titles: Titles) -> str:
    made = spelt(datetime.fromtimestamp(note.made, UTC).date())
    begins = text(" ".join(note.text.split()[:6]))
    answer = "" if note.link.startswith("/?article=") else f' · <a href="{text(f"{HERE}{note.link}")}">Open</a>'
    return (
        f'<li data-note="{note.id}"><blockquote><bdi>{_pinned(note.text, titles)}</bdi></blockquote>'
        f'<p class="where">Pinned on {made}{answer}</p>'
        f'<div class="own"><textarea name="note" rows="1" placeholder="Your note" aria-label="Note on {begins}">'
        f"\n{text(note.note)}</textarea>"
        f'<input name="collection" list="collections" value="{text(note.collection)}" placeholder="Collection" '
        f'aria-label="Collection of {begins}" autocomplete="off" />'
        f'<button type="button" data-copy="{text(note.text)}" aria-label="Copy {begins}">Copy</button>'
        f'<button type="button" data-unpin="{note.id}" aria-label="Remove {begins}">Remove</button></div></li>'
    )


def _pinned(words: str, titles: Titles) -> str:
    """What was pinned; its references lead to the words, and their addresses are not shown."""
    shown: list[str] = []
    for line in words.split("\n"):
        if shown and (address := _ADDRESS.fullmatch(line)):
            shown[-1] = _reference(shown[-1], f"{HERE}{address[1]}", text(titles(address[2])))
        else:
            shown.append(text(line))
    return "\n".join(shown)


def _reference(line: str, href: str, title: str) -> str:
    """A line that names an article, as HTML, with its title as a link; one that was renamed is a link as a whole."""
    if not title:
        return f"<cite>{line}</cite>"
    before, named, behind = line.rpartition(title) if title in line else ("", line, "")
    return f'<cite>{before}<a data-open href="{text(href)}">{named}</a>{behind}</cite>'
