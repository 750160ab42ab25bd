"""The statements on a topic, wherever they are: the statement index is asked, not the passages that were found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from index import Filters, Said
from index.words import stems
from qa.evidence.spoken import Told
from qa.evidence.wanted import needed
from qa.library import Library
from qa.names import is_name, is_speaker, plain
from qa.understand import Query

_KNOWN = 100
"""Statements of somebody on a topic that are looked at."""

_KEPT = 24
"""Statements that are kept: no answer shows more."""


def statements_on(query: Query, filters: Filters, library: Library) -> list[Told]:
    """What those asked for said on the topic, or where nobody is, what anybody did who has a name.

    In the order that the question asks for: the newest first, or the oldest, of each month the first; else those first
    that hold most of the topic.
    """
    topic = dict(query.understood).get("topic", "")
    found: list[Said] = []
    for asked in query.speakers or ("",):
        for name in library.names_of(asked) if asked else [None]:
            said = [one for one in library.archive.said(name, topic, filters)[:_KNOWN] if _is_wanted(one, asked, query)]
            found += _whole(said, query, library) or said
    if query.shape == "compare":
        # Where several of them speak, they speak of the same thing.
        heard = Counter(article for article, _ in {(one.record.id, one.speaker) for one in found})
        found.sort(key=lambda one: -heard[one.record.id])
    if query.shape in ("latest", "over time"):
        found = sorted((one for one in found if one.record.published), key=_day, reverse=query.shape == "latest")
    if query.shape == "over time":
        found = list({(_day(one).year, _day(one).month): one for one in reversed(found)}.values())[::-1]
    found = found[:_KEPT]
    pages = library.pages(one.record.id for one in found)
    return [Told(*both) for both in zip(library.archive.words_of(found), pages, strict=True) if both[0].content]


def _is_wanted(one: Said, asked: str, query: Query) -> bool:
    speaker = one.speaker or ""
    # Of whom it is asked who speaks is not who speaks.
    named = not asked and any(is_speaker(name, speaker) for name in query.names)
    return (bool(asked) or (is_name(speaker) and not named)) and query.may_be(asked, plain(speaker))


def _whole(said: Sequence[Said], query: Query, library: Library) -> list[Said]:
    """Those that hold every word of the topic that they must."""
    topic = needed(query)
    words = library.archive.words_of(said)
    return [one for one, statement in zip(said, words, strict=True) if topic <= set(stems(statement.text))]


def _day(one: Said) -> date:
    return one.record.published or date.min
