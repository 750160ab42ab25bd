"""The archive's list, and what became of additions and removals, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index import Article, ArticleRecord, Extract, Report, Span
from qa.wording import spelt
from ui.page import reference
from ui.page.markup import count, text

PAGE = 50

_COLUMNS = {"title": "Title", "publisher": "Publisher", "published": "Date", "chars": "Characters"}


@dataclass(frozen=True)
class Row:
    """An article, and of one that was looked for where the words stand: in its title, and in its text."""

    record: ArticleRecord
    marks: Sequence[Span] = ()
    extracts: Sequence[Extract] = ()


@dataclass(frozen=True)
class Listing:
    """One page of what was looked for: `total` articles, of which `rows` stand on this page (counted from 0).

    sort is None where the best come first; size is how many stand on a page, narrowed whether filters
    left out what else was found.
    """

    rows: Sequence[Row]
    total: int
    page: int
    query: str
    sort: str | None
    descending: bool
    size: int = PAGE
    narrowed: bool = False


def listing(shown: Listing) -> str:
    """A table with sorting heads, and the way to the other pages."""
    if not shown.total:
        holds = [f"holds “<bdi>{text(shown.query)}</bdi>”"] if shown.query else []
        fits = ["fits all of this. Clear some of it"] if shown.narrowed else []
        if told := " and ".join(holds + fits):
            return f'<p class="empty">No article {told}.</p>'
        return '<p class="empty">The archive is empty. Add articles to ask about them.</p>'
    heads = "".join(_head(column, shown) for column in _COLUMNS)
    rows = "".join(_row(row) for row in shown.rows)
    return (
        '<table><caption class="unseen">Articles</caption>'
        f'<thead><tr>{heads}<th><span class="unseen">Remove</span></th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{_pages(shown)}"
    )


def _pages(shown: Listing) -> str:
    return pages(shown.page * shown.size, len(shown.rows), shown.total, shown.page, "article")


def pages(first: int, shown: int, total: int, page: int, what: str = "") -> str:
    """Which of all are shown, from the one at place `first`, and the way to the pages before and after; where there are
    no others, how many there are of what.
    """
    if shown == total:
        return f'<p class="pages"><span role="status">{count(total, what)}</span></p>' if what else ""
    back = "" if page else " disabled"
    on = "" if first + shown < total else " disabled"
    return (
        f'<p class="pages"><button type="button" data-page="{page - 1}"{back}>Previous</button>'
        f'<span role="status">{first + 1:,}–{first + shown:,} of {total:,}</span>'
        f'<button type="button" data-page="{page + 1}"{on}>Next</button></p>'
    )


def report(name: str, report: Report) -> str:
    """What became of one file: how many articles, and each that failed with its reason."""
    counts = {"added": report.added, "updated": report.updated, "already held": report.unchanged}
    told = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    done = f'<li class="done"><bdi>{text(name)}</bdi>: {told}</li>' if told else ""
    notes = (_same(report.same[n.source], n.reason) if n.source in report.same else refused(*n) for n in report.notes)
    return done + "".join([*(refused(*told) for told in report.failed), *notes])


def _same(record: ArticleRecord, reason: str) -> str:
    """That the text of an article is held already; whoever added it says whether it is to stay."""
    return (
        f'<li class="same"><bdi>{text(record.source)}</bdi>: {text(reason)} '
        f'<button type="button" data-keep-it>Keep it</button> '
        f'<button type="button" data-skip="{record.id}">Skip it</button></li>'
    )


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


def _row(row: Row) -> str:
    record = row.record
    named, outlet = _marked(record.title, 0, row.marks), text(record.publisher or "")
    title = f'<a data-open href="{text(reference.link(record.id))}"><bdi>{named}</bdi></a>'
    extracts = "".join(_extract(one, record) for one in row.extracts)
    below = f'<tr class="extracts"><td colspan="{len(_COLUMNS) + 1}">{extracts}</td></tr>' if extracts else ""
    return (
        f'<tr><td class="title">{title}</td><td class="publisher"><bdi>{outlet}</bdi></td>'
        f'<td class="published">{spelt(record.published)}</td><td class="chars">{record.chars:,}</td>'
        f'<td class="remove"><button type="button" data-remove="{record.id}" data-title="{text(record.title)}" '
        f'aria-label="Remove {text(record.title)}">Remove</button></td></tr>{below}'
    )


def _extract(extract: Extract, record: ArticleRecord) -> str:
    """Words of an article with those that were looked for marked; a press opens it there."""
    href = reference.words(record.id, extract.start, extract.end, record.version)
    words = _marked(extract.text, extract.start, extract.marks)
    return f'<p><a data-open href="{text(href)}"><bdi>{words}</bdi></a></p>'


def _marked(words: str, start: int, marks: Sequence[Span]) -> str:
    """Words that begin at a place, with spans of that text marked."""
    bounds = sorted({start, start + len(words), *(at for mark in marks for at in mark)})
    pieces = []
    for at, end in pairwise(bounds):
        piece = text(words[at - start : end - start])
        pieces.append(f"<mark>{piece}</mark>" if any(m.start <= at < m.end for m in marks) else piece)
    return "".join(pieces)
