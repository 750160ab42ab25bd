"""Who is quoted, and what one person said over time, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from index import Said, Sorting, Span, Speaker, Statement, is_ocr, page_at
from index.topics import bare
from qa.stated import as_claim
from qa.wording import on_page, spelt
from ui.page import reference
from ui.page.markup import count, flowing, text
from ui.page.render_corrections import MARK, begins, wrong
from ui.page.render_list import pages
from ui.page.render_plot import plot

_ROLES = 3


@dataclass(frozen=True)
class Shown:
    """A statement on a person's page, and its copies in other articles."""

    said: Said
    statement: Statement
    also: Sequence[Shown] = ()


def all_head() -> str:
    """What stands over the list of everyone."""
    return '<h2>People</h2><button type="button" data-corrections>Corrections</button>'


def everyone(found: Sequence[Speaker], total: int, first: int, page: int) -> str:
    """One page of those who are quoted, the first of them at that place among all."""
    items = "".join(_speaker(speaker) for speaker in found)
    return f'<ul class="speakers-list">{items}</ul>{pages(first, len(found), total, page)}'


def nobody(query: str, articles: int) -> str:
    """That there is nobody to show, and why."""
    if not articles:
        return '<p class="empty">The archive is empty. Add articles to see who is quoted in them.</p>'
    if query:
        return f'<p class="empty">Nobody in the archive is quoted under “<bdi>{text(query)}</bdi>”.</p>'
    return '<p class="empty">No statements were found in the archive’s articles.</p>'


def unclear(name: str, alike: Sequence[Speaker]) -> str:
    """That a name is nobody's, or could be several people's; and whose it could be."""
    several = all(set(name.casefold().split()) <= set(s.name.casefold().split()) for s in alike)
    told = "Several are quoted under" if alike and several else "Nobody in the archive is quoted under"
    could = "" if several else " These names are like it."
    items = "".join(_speaker(speaker) for speaker in alike)
    listed = f'<ul class="speakers-list">{items}</ul>' if alike else ""
    return f'<p class="empty">{told} “<bdi>{text(name)}</bdi>”.{could if alike else ""}</p>{listed}'


def person_head(speaker: Speaker | None, name: str, topics: str = "") -> str:
    """Who the page is about: the name, the roles the articles give, how much there is, and on what."""
    back = '<p class="back"><button type="button" data-everyone>‹ All people</button></p>'
    if speaker is None:
        return f'{back}<h2 tabindex="-1"><bdi>{text(name)}</bdi></h2>'
    return (
        f'{back}<h2 tabindex="-1"><bdi>{text(speaker.name)}</bdi></h2>'
        f'{_roles(speaker.roles)}<p class="extent">{_extent(speaker)}</p><p class="same">'
        f'<button type="button" data-compare>Compare with…</button>'
        f'<button type="button" data-same="{text(speaker.name)}">Same person as…</button></p>{topics}'
    )


def topics(names: Sequence[str], query: str) -> str:
    """What a person speaks of, each to be pressed; what is looked for is pressed."""
    items = "".join(
        f'<li><button type="button" data-topic="{text(name)}" aria-pressed="{str(name == query).lower()}">'
        f"<bdi>{text(name)}</bdi></button></li>"
        for name in map(bare, names)
    )
    return f'<ul class="topics" aria-label="Topics">{items}</ul>' if items else ""


def statements(
    shown: Sequence[Shown], total: int, first: int, page: int, days: Sequence[date], origin: str, orders: str = ""
) -> str:
    """One page of what somebody said, the first of it at that place among all, over a plot of all its days. orders are
    the ways to sort it, as HTML.
    """
    items = "".join(_statement(one, origin) for one in shown)
    taken = (
        f'<div class="taken"><span role="status">{count(total, "statement")}</span>{orders if total > 1 else ""}'
        '<button type="button" data-table aria-label="Download as CSV" title="Download as CSV">CSV</button></div>'
    )
    return f'{plot(days)}{taken}<ol class="said-list">{items}</ol>{pages(first, len(shown), total, page)}'


def column(speaker: Speaker, shown: Sequence[Shown], told: str, whole: str, query: str, origin: str) -> str:
    """The first of what one of two people said; told is how much that is, whole the address of all of it."""
    name = f'<a data-person href="{text(whole)}"><bdi>{text(speaker.name)}</bdi></a>'
    items = "".join(_statement(one, origin) for one in shown)
    listed = f'<ol class="said-list">{items}</ol>' if items else silent(speaker.name, query, narrowed=True)
    return f'<h3>{name}</h3><p class="extent">{told}</p>{listed}'


def first_of(shown: int, total: int, order: Sorting, whole: str) -> str:
    """How many of all statements are shown, and the way to the rest."""
    told = count(total, "statement")
    if shown == total:
        return told
    return f'The {order} {shown} of {told}. <a data-person href="{text(whole)}">See all {total:,}</a>'


def side_by_side(columns: Sequence[str], orders: str) -> str:
    """Two people beside each other, under the ways to sort what they said."""
    return f'{orders}<div class="side-by-side">{"".join(f"<section>{column}</section>" for column in columns)}</div>'


def silent(name: str, query: str, narrowed: bool) -> str:
    """That a person's page holds no statement."""
    about = f" with words of “<bdi>{text(query)}</bdi>”" if query else ""
    fits = "fits all of this. Clear some of it" if narrowed else "is in the archive"
    return f'<p class="empty">No statement by <bdi>{text(name)}</bdi>{about} {fits}.</p>'


def _roles(roles: Sequence[str]) -> str:
    named = " · ".join(f"<bdi>{text(role)}</bdi>" for role in roles[:_ROLES])
    more = f" · and {len(roles) - _ROLES} more" if len(roles) > _ROLES else ""
    return f'<p class="roles">{named}{more}</p>' if roles else ""


def _speaker(speaker: Speaker) -> str:
    role = f'<span class="role"><bdi>{text(speaker.roles[0])}</bdi></span>' if speaker.roles else ""
    return (
        f'<li><a data-person href="{text(reference.person(speaker.name))}"><bdi>{text(speaker.name)}</bdi></a>{role}'
        f'<span class="extent">{_extent(speaker)}</span></li>'
    )


def _extent(speaker: Speaker) -> str:
    quoted = f"{count(speaker.statements, 'statement')} in {count(speaker.articles, 'article')}"
    days = list(dict.fromkeys(spelt(day) for day in (speaker.first, speaker.last) if day))
    return " · ".join(part for part in (quoted, " – ".join(days)) if part)


def _statement(shown: Shown, origin: str) -> str:
    record, said = shown.said.record, shown.statement
    when = (
        f'<time datetime="{record.published}">{spelt(record.published)}</time>'
        if record.published
        else "<span>No date</span>"
    )
    publisher = f"<span><bdi>{text(record.publisher)}</bdi></span>" if record.publisher else ""
    named = text(f"the words from {record.title}: {begins(said)}")
    return (
        f'<li><p class="when">{when}{publisher}{MARK if said.corrected else ""}</p>'
        f'<blockquote lang="en">{_words(said)}</blockquote>'
        f'<p class="where">{_opening(shown)}{_also(shown.also)}{wrong(said)}'
        f'<button type="button" data-copy="{text(_copied(shown, origin))}" '
        f'aria-label="Copy {named}" title="Copy them with their reference">'
        f'Copy</button><button type="button" data-pin aria-label="Pin {named}">Pin</button>'
        "</p></li>"
    )


def _words(statement: Statement) -> str:
    """The sentences as they stand in the article; what was said in them is set out."""
    inside = [Span(max(s.start, statement.start), min(s.end, statement.end)) for s in statement.content]
    inside = [Span(s.start - statement.start, s.end - statement.start) for s in inside if s.start < s.end]
    bounds = sorted({0, len(statement.text), *(at for span in inside for at in span)})
    pieces = []
    for start, end in pairwise(bounds):
        piece = flowing(statement.text[start:end])
        pieces.append(f"<b>{piece}</b>" if any(s.start <= start < s.end for s in inside) else piece)
    return "".join(pieces)


def _also(also: Sequence[Shown]) -> str:
    return f'<span class="also">Also in {", ".join(map(_opening, also))}</span>' if also else ""


def _opening(shown: Shown) -> str:
    record = shown.said.record
    start, end = shown.statement.start, shown.statement.end
    href = reference.words(record.id, start, end, record.version)
    place = on_page(page_at(record, start), is_ocr(record, start, end))
    named = text(f"{record.title}: {begins(shown.statement)}")
    link = f'<a data-open href="{text(href)}" aria-label="{named}"><bdi>{text(record.title)}</bdi></a>'
    return f"{link}, {place}" if place else link


def _copied(shown: Shown, origin: str) -> str:
    """What was said with its reference: the speaker's own words, or the outlet's report of them."""
    claim = as_claim(shown.statement, shown.said.speaker, shown.said.record)
    return reference.copied(claim, origin)
