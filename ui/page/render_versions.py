"""An article's versions as HTML: when it was changed and how, and that what is shown is an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index import ArticleRecord, Span, Version
from qa.answer import Revision
from qa.versions import differences
from qa.wording import spelt
from ui.page import reference
from ui.page.markup import count, text
from ui.page.render_variants import piece

_MOST = 10
"""Changes that are shown, the last; the others are in the JSON."""

_TOLD = {"title": "Title", "published": "Date", "modified": "Updated", "publisher": "Publisher", "author": "Author"}
_TOLD |= {"url": "Its page"}


def changes(record: ArticleRecord, words: str, versions: Sequence[Version]) -> str:
    """When the article was changed, which opens how; versions are its earlier ones, newest first."""
    states = [(record, words), *((version.record, version.text) for version in versions)]
    changed = [*zip(versions, states, strict=False)]
    of_text = [version for version, (_, later) in changed if version.text != later]
    if not versions:
        return ""
    told = f"Changed on {spelt(versions[0].replaced)}"
    if of_text:
        told = f"Changed on {spelt(of_text[0].replaced)} ({count(len(of_text), 'earlier version')})"
    shown = "".join(_change(version, *later) for version, later in changed[:_MOST])
    more = f"<p>and {count(len(changed) - _MOST, 'change')} before</p>" if len(changed) > _MOST else ""
    return f'<details class="changes"><summary>{told}</summary><ol>{shown}</ol>{more}</details>'


def _change(version: Version, later: ArticleRecord, words: str) -> str:
    """What took a version's place, in words struck through and added."""
    fields = "".join(
        f"<p>{told}: {_made(_shown(version.record, name), _shown(later, name))}</p>"
        for name, told in _TOLD.items()
        if getattr(version.record, name) != getattr(later, name)
    )
    changed = "".join(piece(*one) for one in differences(version.text, words))
    as_it_was = f'<a data-open href="{text(reference.version(version.record.id, version.id))}">As it was</a>'
    quoted = f'<p class="diff">{changed}</p>' if changed else ""
    return f"<li><h3>{spelt(version.replaced)} {as_it_was}</h3>{fields}{quoted}</li>"


def _shown(record: ArticleRecord, name: str) -> str:
    value = getattr(record, name)
    return spelt(value) if isinstance(value, date) else value or ""


def _made(was: str, now: str) -> str:
    return " ".join(piece(op, words) for op, words in (("gone", was), ("new", now)) if words)


def earlier(version: Version, record: ArticleRecord, cited: str, now: Revision | None, at: Span | None) -> str:
    """That an earlier version is shown; cited are the words that it was opened at, now what they are by now, and at
    where they stand, if they do.
    """
    words = ""
    if cited:
        words = " The marked words still stand." if at else " The marked words are no longer there."
        words = f" The marked words are now: <q>{text(now.words)}</q>" if now and now.words else words
    href = reference.words(record.id, *at, record.version) if at else reference.link(record.id)
    return _notice(
        f"This is an earlier version; it was changed on {spelt(version.replaced)}.{words} "
        f'<a data-open href="{text(href)}">The article as it is now</a>'
    )


def not_held() -> str:
    """That a link asks for a version that there is none of."""
    return _notice(
        "The link is to another version of this article, which is not held: the words it means cannot be marked."
    )


def _notice(told: str) -> str:
    return f'<p class="earlier" role="note">{told}</p>'
