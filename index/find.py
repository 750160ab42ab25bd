"""Articles found by the words that they hold: phrases, words near each other, and words that they are not to hold.

A word is looked for in all its forms, as `index/words.py` has them; one too common to be looked for counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.article import ArticleRecord, Span
from index.derived import Derived, Near, Order
from index.errors import InputError
from index.filters import Filters
from index.given import Contents
from index.said import within_filters
from index.words import STOP, WORD, fold, stem, stems

NEAR = 10
"""Words that may stand between two that are to be near each other, where the query does not say."""

_MOST = 10_000
"""Articles that are sorted and counted by publisher and month: of more, the best."""

_SPEAKERS = 20
"""Of those who speak in the articles found, who are counted."""

_EXCERPTS = 2
_LONGEST = 320

_PART = re.compile(
    r"""(?P<no>-)?["“„«](?P<phrase>[^"“”„«»]*)["“”»]?|NEAR(?:/(?P<apart>\d{1,3}))?(?=\s|$)|(?P<not>-)?(?P<word>\S+)"""
)


class Sought(NamedTuple):
    """What an article is to hold, all of it, and what it is not to hold; plain says that it is words alone."""

    held: tuple[Near, ...]
    never: tuple[Near, ...]
    plain: bool


class Extract(NamedTuple):
    """Words of an article (`article.text[start:end]`), and where in the article those stand that it was found by."""

    start: int
    end: int
    text: str
    marks: tuple[Span, ...]


class Facets(NamedTuple):
    """Of the articles found, how many are of each publisher, most first, and of each month (2024-03), newest first; and
    who speaks in most of them, in how many.
    """

    publishers: Sequence[tuple[str, int]]
    months: Sequence[tuple[str, int]]
    speakers: Sequence[tuple[str, int]]


class Found(NamedTuple):
    """Some of the articles that were found, in order, how many there are in all, and what they can be narrowed to."""

    total: int
    records: Sequence[ArticleRecord]
    facets: Facets


def parsed(query: str) -> Sought:
    """What is looked for in a query like `toll "ferry master" -bridge` or `toll NEAR/5 ferry`."""
    held: list[Near] = []
    never: list[Near] = []
    plain, apart = True, None
    for part in _PART.finditer(query):
        plain = plain and part["word"] is not None and not part["not"]
        wanted = tuple(stems(part["phrase"] or part["word"] or ""))
        if part["phrase"] is None and part["word"] is None:
            apart = int(part["apart"] or NEAR)
        elif wanted and (part["no"] or part["not"]):
            never.append(Near(wanted))
        elif wanted and held and apart is not None:
            held[-1], apart = Near((*held[-1].stems, *wanted), apart), None
        elif wanted:
            held.append(Near(wanted))
    return Sought(tuple(held), tuple(never), plain)


def found(
    derived: Derived, query: str, filters: Filters, order: Order | None, descending: bool, first: int, most: int
) -> Found:
    """Articles whose title or text holds what is sought, or whose source or publisher has the words.

    The best come first where no order is given. Raises InputError where nothing is sought.
    """
    sought = parsed(query)
    if not sought.held:
        raise InputError("Name a word that an article is to hold: there is none to look for.", "query")
    entries, total = _entries(derived, query, sought, filters)
    everywhere = entries if not filters.narrows else _entries(derived, query, sought, Filters())[0]
    facets = Facets(*derived.records.counted(everywhere), derived.speakers.heard_in(everywhere, _SPEAKERS))
    if order:
        return Found(total, derived.records.ordered(entries, order, descending, first, most), facets)
    page = entries[first : first + most]
    records = derived.records.at(page)
    return Found(total, [records[entry] for entry in page if entry in records], facets)


def _entries(derived: Derived, query: str, sought: Sought, filters: Filters) -> tuple[list[int], int]:
    scores, total = derived.articles.holding(sought.held, sought.never, _MOST, within_filters(derived, filters))
    named = derived.records.named(query, filters, _MOST) if sought.plain else []
    entries = [*dict.fromkeys([*scores, *named])]
    if not filters.speaker:
        return entries, max(total, len(entries))
    heard = derived.speakers.entries_of(filters.speaker, entries)
    return [entry for entry in entries if entry in heard], len(heard)


def marks(text: str, query: str, begin: int = 0) -> list[Span]:
    """Where the words of a query stand in a text, from a place on; a phrase is one."""
    places = [(word.start(), word.end(), stem(fold(word[0]))) for word in _carrying(text, begin)]
    found: set[Span] = set()
    for wanted, apart in parsed(query).held:
        for n, (start, *_) in enumerate(places):
            run = places[n : n + len(wanted) + apart]
            if not apart and tuple(one[2] for one in run) == wanted:
                found.add(Span(start, run[-1][1]))
            elif apart and run[0][2] in wanted and set(wanted) <= {one[2] for one in run}:
                found |= {Span(*one[:2]) for one in run if one[2] in wanted}
    return _apart(sorted(found))


def extracts(contents: Contents, query: str) -> list[Extract]:
    """The sentences of an article that hold most of a query's words, in their order; long ones are cut around them."""
    article, text = contents.article, contents.article.text
    marked = marks(text, query, article.headline.end)  # The title stands over them.
    held = {s: [m for m in marked if s.start <= m.start < s.end] for s in contents.sentences}
    left = [s for s in held if held[s]]
    words = {s: {stem(fold(word[0])) for m in held[s] for word in WORD.finditer(text, *m)} for s in left}
    best: list[Span] = []
    while left and len(best) < _EXCERPTS:
        shown = set().union(*(words[s] for s in best))
        best.append(max(left, key=lambda s: (len(words[s] - shown), len(words[s]), -s.start)))
        left.remove(best[-1])
    return [_cut(text, sentence, held[sentence]) for sentence in sorted(best)]


def _cut(text: str, sentence: Span, marked: Sequence[Span]) -> Extract:
    start, end = sentence
    if end - start > _LONGEST:
        start = max(start, marked[0].start - _LONGEST // 4)
        start = text.find(" ", start, marked[0].start) + 1 if start > sentence.start else start
        start = start or marked[0].start
        end = min(end, start + _LONGEST)
        end = max(text.rfind(" ", start, end), marked[0].end) if end < sentence.end else end
    return Extract(start, end, text[start:end], tuple(mark for mark in marked if mark.end <= end))


def _carrying(text: str, begin: int) -> Iterator[re.Match[str]]:
    """The words that are looked for, as they stand."""
    return (word for word in WORD.finditer(text, begin) if fold(word[0]) not in STOP)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, without those that begin in one before."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
