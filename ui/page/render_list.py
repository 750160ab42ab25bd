"""The archive's list, and what became of additions and removals, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index import Article, ArticleRecord, Report
from ui.page import reference
from ui.page.markup import text

PAGE = 50

_COLUMNS = {"title": "Title", "publisher": "Publisher", "published": "Date", "chars": "Characters"}


@dataclass(frozen=True)
class Listing:
    """One page of what was looked for: `total` articles, of which `records` stand on this page (counted from 0)."""

    records: Sequence[ArticleRecord]
    total: int
    page: int
    query: str
    sort: str
    descending: bool


def listing(shown: Listing) -> str:
    """A table with sorting heads, and the way to the other pages."""
    if not shown.total:
        if shown.query:
            query = f"“<bdi>{text(shown.query)}</bdi>”"
            return f'<p class="empty">No article has {query} in its title, source or publisher.</p>'
        return '<p class="empty">The archive is empty. Add articles to ask about them.</p>'
    heads = "".join(_head(column, shown) for column in _COLUMNS)
    rows = "".join(_row(record) for record in shown.records)
    return (
        '<table><caption class="unseen">Articles</caption>'
        f'<thead><tr>{heads}<th><span class="unseen">Remove</span></th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{pages(shown.page * PAGE, len(shown.records), shown.total, shown.page)}"
    )


def pages(first: int, count: int, total: int, page: int) -> str:
    """Which of all are shown, `count` from the one at place `first`, and the way to the pages before and after."""
    back = "" if page else " disabled"
    on = "" if first + count < total else " disabled"
    return (
        f'<p class="pages"><button type="button" data-page="{page - 1}"{back}>Previous</button>'
        f'<span role="status">{first + 1:,}–{first + count:,} of {total:,}</span>'
        f'<button type="button" data-page="{page + 1}"{on}>Next</button></p>'
    )


def report(name: str, report: Report) -> str:
    """What became of one file: how many articles, and each that failed with its reason."""
    counts = {"added": report.added, "updated": report.updated, "already held": report.unchanged}
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    done = f'<li class="done"><bdi>{text(name)}</bdi>: {told}</li>' if told else ""
    return done + "".join(refused(*told) for told in (*report.failed, *report.notes))


def refused(name: str, reason: str) -> str:
    """A file, or a part of one, that was not added, and why."""
    return f'<li class="refused"><bdi>{text(name)}</bdi>: {text(reason)}</li>'


def removed(article: Article) -> str:
    """That an article is gone, and the way back."""
    return (
        f"<p>Removed “<bdi>{text(article.title)}</bdi>”. "
        f'<button type="button" data-undo="{article.id}">Undo</button></p>'
    )


def restored(article: Article) -> str:
    """That an article is back."""
    return f"<p>“<bdi>{text(article.title)}</bdi>” is back.</p>"


def _head(column: str, shown: Listing) -> str:
    sorted_ = ' aria-sort="descending"' if shown.descending else ' aria-sort="ascending"'
    return (
        f'<th scope="col" class="{column}"{sorted_ if column == shown.sort else ""}>'
        f'<button type="button" data-sort="{column}">{_COLUMNS[column]}</button></th>'
    )


def _row(record: ArticleRecord) -> str:
    title = f'<a data-open href="{text(reference.link(record.id))}"><bdi>{text(record.title)}</bdi></a>'
    return (
        f'<tr><td class="title">{title}</td><td class="publisher"><bdi>{text(record.publisher or "")}</bdi></td>'
        f'<td class="published">{reference.short_day(record.published)}</td><td class="chars">{record.chars:,}</td>'
        f'<td class="remove"><button type="button" data-remove="{record.id}" data-title="{text(record.title)}" '
        f'aria-label="Remove {text(record.title)}">Remove</button></td></tr>'
    )
