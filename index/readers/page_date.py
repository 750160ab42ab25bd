"""The days a page was published and changed, by what it says of itself; the first also by its byline.

None rather than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.dates import country_day_first, readings
from index.readers import linked_data

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ELSEWHERE = (
    "not(ancestor-or-self::aside or ancestor-or-self::nav or ancestor-or-self::footer or ancestor::li or "
    "ancestor-or-self::*[contains(@class,'related') or contains(@class,'comment') or contains(@class,'teaser') or "
    "contains(@class,'sidebar') or contains(@class,'footer') or contains(@class,'recommend')])"
)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/_.-]|$)")
_IN_TEXT = re.compile(
    r"\b(?:\d{4}-\d\d-\d\d|\d{1,2}([./-])\d{1,2}\1\d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4})\b"
)
_BEFORE = re.compile(r"(?:^|[|•·,:;–—-]|\b(?:published|posted|created|date)(?: on| at)?:?)\s*$", re.IGNORECASE)
"""What stands before a date that is no part of a sentence."""
_LATER = re.compile(r"updated|modified|edited|revised|©|copyright", re.IGNORECASE)
_UTC = re.compile(r"(?:Z|GMT|UTC|[+-]00:?00)$")
_EARLIEST = date(1800, 1, 2)
_BYLINE = 15
"""Words of a line that has a date, at most; the text begins with a longer one."""
_NEAR = 12
"""How many lines beside the headline are looked at."""


def published(tree: HtmlElement, address: str | None, day_first: bool | None = None) -> tuple[date | None, str | None]:
    """The day, where the page says one; else the words that name one of two days, if there are any.

    day_first: how 05/03/2024 is meant; else the country of the page's address settles it.
    """
    return _first_day(_places(tree, address), address, _EARLIEST, day_first)


def modified(
    tree: HtmlElement, address: str | None, published: date | None, day_first: bool | None = None
) -> tuple[date | None, str | None]:
    """The same for the day it was last changed, as its metadata has it; no day before it was published."""
    return _first_day(_changes(tree), address, published or _EARLIEST, day_first)


def _first_day(
    places: Iterator[str | None], address: str | None, earliest: date, day_first: bool | None
) -> tuple[date | None, str | None]:
    if day_first is None:
        day_first = country_day_first(urlsplit(address or "").hostname or "")
    unclear = None
    for words in places:
        days = readings(plain := " ".join((words or "").split()), day_first)
        if len(days) == 1 and earliest <= days[0] <= (datetime.now(UTC) + timedelta(1)).date():
            if unclear is None or days[0] in readings(unclear):
                return (_local(days[0], places) if _UTC.search(plain) else days[0]), None
        elif len(days) > 1:
            unclear = unclear or words
    return None, unclear


def _local(day: date, others: Iterator[str | None]) -> date:
    """The outlet's own day of a moment in UTC: the one before or after, where the page has that, and not this one."""
    local = [day for words in others if words and not _UTC.search(words.strip()) for day in readings(words)]
    return next((near for near in local if abs(near - day) == timedelta(1) and day not in local), day)


def _places(tree: HtmlElement, address: str | None) -> Iterator[str | None]:
    """What may be the date, the surest first; that in the address is the outlet's own day, the others may be UTC's."""
    if found := _IN_URL.search(address or ""):
        yield "{}-{:0>2}-{:0>2}".format(*found.groups())
    yield from _linked_data(tree, "datePublished")
    yield from _metadata(tree)
    for element in tree.xpath(f"//*[@itemprop='datePublished' or @pubdate][{_ELSEWHERE}]"):
        yield element.get("content") or element.get("datetime") or element.text_content()
    for element in tree.xpath(f"//time[@datetime][{_ELSEWHERE}]|//abbr[contains(@class,'published')][@title]"):
        yield element.get("datetime") or element.get("title")
    yield from _byline(tree)


def _changes(tree: HtmlElement) -> Iterator[str | None]:
    """What may be the day of the last change. "Updated" in a line of text may be another story's."""
    from htmldate.core import ITEMPROP_ATTRS_MODIFIED, NAME_MODIFIED, PROPERTY_MODIFIED

    yield from _linked_data(tree, "dateModified")
    known = (ITEMPROP_ATTRS_MODIFIED | NAME_MODIFIED | PROPERTY_MODIFIED) - {"release_date", "utime"}
    yield from (words for name, words in _meta(tree) if name in known)
    for element in tree.xpath(f"//*[@itemprop='dateModified'][{_ELSEWHERE}]"):
        yield element.get("content") or element.get("datetime") or element.text_content()


def _linked_data(tree: HtmlElement, name: str) -> Iterator[str]:
    """The dates of articles in JSON-LD, if they are all of one day: a list of others may be there too."""
    dates = linked_data.texts(tree, name)
    if len({readings(words) for words in dates}) == 1:
        yield dates[0]


def _metadata(tree: HtmlElement) -> Iterator[str]:
    from htmldate.core import DATE_ATTRIBUTES, ITEMPROP_ATTRS_ORIGINAL

    known = (DATE_ATTRIBUTES | ITEMPROP_ATTRS_ORIGINAL) - {"meta", "timestamp", "gentime", "date_created", "created"}
    found = [(name, words) for name, words in _meta(tree) if name in known]
    yield from (words for _, words in sorted(found, key=lambda one: not re.search("publi|pubdate|issued", one[0])))


def _meta(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """The page's meta elements: (name, content)."""
    for meta in tree.xpath("//meta[@content]"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        yield name, meta.get("content")


def _byline(tree: HtmlElement) -> Iterator[str]:
    """The dates in short lines under the headline, and in what is called a byline or a date."""
    lines = [line.split() for line in tree.xpath("//h1[1]/following::text()[normalize-space()]")[:_NEAR]]
    yield from _dates(takewhile(lambda words: len(words) <= _BYLINE, lines))
    called = " or ".join(f"contains(@class,'{name}')" for name in ("byline", "dateline", "publish", "pubdate", "date"))
    found = tree.xpath(f"//*[{called}][{_ELSEWHERE}]")[:_NEAR]
    dates = list(_dates(element.text_content().split() for element in found))
    if len({readings(words) for words in dates}) == 1:  # Others' may be among them.
        yield dates[0]


def _dates(lines: Iterable[list[str]]) -> Iterator[str]:
    """The dates in short lines that are no part of a sentence."""
    for words in lines:
        line = " ".join(words[: _BYLINE + 1])
        if len(words) <= _BYLINE and not _LATER.search(line):
            yield from (found[0] for found in _IN_TEXT.finditer(line) if _BEFORE.search(line[: found.start()]))
