"""Periods and publishers that a question names, as filters."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from qa.understand.speakers import SAYING

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATES = tuple(
    re.compile(rf"\b{pattern}\b", re.I)
    for pattern in (
        rf"{_YEAR}-(?P<number>\d\d)-{_DAY}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
        rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?(?!\d)",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"(?:(?<=\bin )|(?<=\bsince )|(?<=\bbefore )|(?<=\bafter )|(?<=\buntil )){_MONTH}(?!\s+\d)",
        rf"{_MONTH}(?=\s+(?:and|to|until)\s+(?:{'|'.join(_MONTHS)})\s+(?:19|20)\d\d)",
        _YEAR,
    )
)
# With a capital elsewhere than at the beginning it is a name: a programme, a paper.
_AGO = re.compile(
    r"(?:^\W*(?:[Tt]oday|[Yy]esterday|(?:[Tt]his|[Ll]ast) (?:week|month|year))|"
    r"\b(?:today|yesterday|(?:this|last) (?:week|month|year)))\b(?!\s+of\b|[’']s\b)"
)
_READ_AS = {
    "today": "the day of the newest article",
    "yesterday": "the day before the newest article's",
    "this week": "the week of the newest article",
    "last week": "the week before the newest article's",
    "this month": "the month of the newest article",
    "last month": "the month before the newest article's",
    "this year": "the year of the newest article",
    "last year": "the year before the newest article's",
}
_BOUND = re.compile(r"\b(since|after|before|until|till)\b(?:\s+(?!and\b)\S+){0,4}?\s+$", re.I)
_NAMED = re.compile(r"\b[A-Z][\w’'-]*\s+$")
"""What makes a year the name of an event: "before Iowa 2016"."""

_RANGE = re.compile(r"\b(?:between|from)\s+$", re.I)
_BETWEEN = re.compile(r"\bbetween\s+$", re.I)
_WRITTEN = re.compile(
    r"\b(?:published|articles?|reports?|reported|written|news|coverage)\b[^,]{0,40}\b(?:in|on|from)\s+$", re.I
)
_WHERE = re.compile(
    r"(?:\bin\s+(?:the\s+)?(?:articles?|reports?|news|coverage)\s+(?:published\s+|written\s+)?)?\b(?:in|on|from)\s+$",
    re.I,
)  # fmt: skip
_IN = re.compile(r"\b(?:in|on)\s+$", re.I)
_GOES_ON = re.compile(r"\W*(?:and|but|(?:what|how) about)\s+(?:in|on)\s+", re.I)
_TOPIC = re.compile(r"\s+(?:about|on|regarding)\b", re.I)
_NEXT = re.compile(r"\w")
_JOINS = re.compile(r"\s*(?:and|to|until)\s+", re.I)
# What somebody expects or promises "in 2031" need not have been said then.
_SAID_THEN = re.compile(
    r"\b(?:say|said|tell|told|respond(?:ed)?|react(?:ed)?|answer(?:ed)?|explain(?:ed)?|argued?|claim(?:ed)?|write|wrote|"
    r"declared?|announced?|replied|reply|statements?|comments?|remarks?|reactions?|responses?|words)\s+(?:in|on)\s+$",
    re.I,
)  # fmt: skip
_ENDS = re.compile(r"\s*(?:$|[?.!,;)]|(?:and|or|about|on|regarding)\b)")
_BY = re.compile(r",?\s*\b(?:according to|reported by|reports? (?:of|in|by))\s+", re.I)
_PIECE = r"(?:articles?|reports?|stor(?:y|ies)|coverage|pieces?|columns?|editorials?|op-eds?)"
_IN_PRINT = re.compile(
    rf"^(?:in|from)\s+|,?\s+in\s+(?:(?:the|an?)\s+)?{_PIECE}\s+(?:in|from|of|by)\s+|,?\s+in\s+|,\s*from\s+", re.I
)
# "Who has a stake in the Tribune?" and "the article in the Tribune" are about it.
_PRINTS = re.compile(rf"{SAYING.pattern}|\b(?:published|printed|written|appear(?:ed)?)\b", re.I)
_OF_A_PIECE = re.compile(rf"\b{_PIECE}$", re.I)
_RUN = re.compile(r"\w[\w&.’'-]*(?:\s+[\w&][\w&.’'-]*){0,9}")
_NAME_END = re.compile(r"\w(?![\w’'-])")
_POSSESSIVE = re.compile(r"[’']s$")
_THE = re.compile(r"^the\s+", re.I)
_SMALL = frozenset({"of", "the", "and", "for"})


@dataclass(frozen=True, slots=True)
class Period:
    """Inclusive days; `words` are the question's own, `explained` what a relative one was taken for."""

    since: date | None
    until: date | None
    words: str
    explained: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher and the question's words that name it as the source."""

    name: str
    words: str


def period_of(text: str, held: tuple[date, date] | None, *, asks_words: bool = False) -> Period | None:
    """When what is asked for was published, where the question says so; "last week" is told from the newest article.

    held are the days of the oldest and the newest article. The date of an event ("the vote of June 2023") is not one
    of publication, and narrows nothing. Words that are asked for (asks_words) were published when they were said.
    """
    oldest, newest = held or (None, None)
    if (ago := _AGO.search(text)) and newest:
        words = ago[0].lower().strip()
        return Period(*_relative(words, newest), ago[0], f"{words.capitalize()} was read as {_READ_AS[words]}.")
    found = _first_date(text, newest)
    if found is None:
        return None
    match, since, until = found
    before = text[: match.start()]
    if (opening := _RANGE.search(before)) and (other := _first_date(text[match.end() :], newest)):
        end = match.end()
        if _JOINS.fullmatch(text[end : end + other[0].start()]):
            since = since if since <= other[2] else since.replace(year=other[2].year)
            return Period(since, other[2], text[opening.start() : end + other[0].end()])
    is_named = _NAMED.search(before) and match[0].isdigit()
    if not is_named and (bound := _BOUND.search(before)) and _ENDS.match(text, match.end()):
        words = bound[0] + match[0]
        return {
            "since": Period(since, None, words),
            "after": Period(until + timedelta(days=1), None, words),
            "before": Period(None, since - timedelta(days=1), words),
        }.get(bound[1].lower(), Period(None, until, words))
    is_held = oldest and newest and since <= newest and until >= oldest
    said_then = (asks_words or _GOES_ON.fullmatch(before)) and _sets_time(before, text[match.end() :])
    # What was said "in 2031" is of no other day; a storm "in 1995" is spoken of on any.
    is_when = is_held or (held and asks_words and _SAID_THEN.search(before))
    if not _WRITTEN.search(before) and not (is_when and said_then):
        return None
    where = _WHERE.search(before)
    return Period(since, until, (where[0] if where else "") + match[0])


def _sets_time(before: str, after: str) -> bool:
    """Whether a date between these words is of the whole question: "in" or "on" it at an end, or before the topic."""
    at_an_end = not _NEXT.search(after) or len(before.split()) == 1
    return bool(_IN.search(before)) and (at_an_end or bool(_TOPIC.match(after)))


def publisher_of(text: str, publishers: Collection[str]) -> Source | None:
    """The publisher that the question names as its source: in full, in short, or by a last word that is only its."""
    for opening in _BY.finditer(text):
        for end in _name_ends(text, opening.end()):
            if name := _held(text[opening.end() : end], publishers):
                return Source(name, text[opening.start() : end])
    for opening in _IN_PRINT.finditer(text):
        for end in _name_ends(text, opening.end()):
            if _is_source(text, opening, end) and (name := _held(text[opening.end() : end], publishers)):
                return Source(name, text[opening.start() : end])
    return None


def _name_ends(text: str, start: int) -> list[int]:
    """Where a name that starts there may end, the longest first."""
    run = _RUN.match(text, start)
    return [end.end() for end in _NAME_END.finditer(text, start, run.end())][::-1] if run else []


def _is_source(text: str, opening: re.Match[str], end: int) -> bool:
    """Whether "in" the name, at the beginning or the end of the question, tells where the words are to be from."""
    if opening.start() and _NEXT.search(text, end):
        return False
    written = _THE.sub("", text[opening.end() : end], count=1)
    if written == written.lower() and not re.search(r"\W", written):
        return False  # "in time", "in the post"
    if opening.start() == 0:
        return text.startswith(",", end)
    before = text[: opening.start()]
    asks = _PRINTS.search(before) and not _OF_A_PIECE.search(before)
    return bool(asks or _GOES_ON.fullmatch(text, 0, opening.end()))


def _held(written: str, publishers: Collection[str]) -> str:
    """The one publisher that goes by what is written; "" where none does, or several do."""
    ways = (_is_same,) if _POSSESSIVE.search(written) else (_is_same, _is_shortened, _is_initials, _is_last)
    for goes_by in ways:
        if held := [publisher for publisher in publishers if goes_by(written, publisher)]:
            return held[0] if len(held) == 1 else ""
    return ""


def _is_same(written: str, publisher: str) -> bool:
    return _squeezed(written) == _squeezed(publisher)


def _is_shortened(written: str, publisher: str) -> bool:
    """ "wash-post": each of its parts begins a word."""
    words, parts = (re.split(r"[\s-]+", _THE.sub("", name.lower(), count=1)) for name in (written, publisher))
    begins = (
        word == part or (len(part) > 2 and word.startswith(part)) for word, part in zip(words, parts, strict=False)
    )
    return len(words) == len(parts) > 1 and all(begins)


def _is_initials(written: str, publisher: str) -> bool:
    """ "nyt"; two letters are anybody's, unless the name has an article."""
    article = _THE.match(written)
    words = written[article.end() if article else 0 :].split()
    capitals = [word[0] for word in words if word[0].isupper()]
    if not words or any(word[0].islower() and word not in _SMALL for word in words) or words[-1][0].islower():
        return False
    return len(capitals) > (1 if article else 2) and "".join(capitals).lower() == publisher.lower()


def _is_last(written: str, publisher: str) -> bool:
    last = publisher.rpartition(" ")[2]
    return len(last) > 3 and last.lower() == _THE.sub("", written, count=1).lower()


def _squeezed(name: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"^the[\s-]+", "", name.lower()))


def _first_date(text: str, newest: date | None) -> tuple[re.Match[str], date, date] | None:
    found = [(match, *days) for pattern in _DATES for match in pattern.finditer(text) if (days := _days(match, newest))]
    return min(found, key=lambda each: each[0].start(), default=None)


def _days(match: re.Match[str], newest: date | None) -> tuple[date, date] | None:
    part = match.groupdict()
    number = int(part["number"]) if part.get("number") else None
    month = _MONTHS.index(part["month"].lower()) + 1 if part.get("month") else number
    year = int(part["year"]) if part.get("year") else None
    try:
        if month is None:
            return (date(year, 1, 1), date(year, 12, 31)) if year else None
        if not part.get("day"):
            year = newest.year - (month > newest.month) if newest and year is None else year
            return (date(year, month, 1), _month_end(year, month)) if year else None
        if year is None:
            if newest is None:
                return None
            day = _nearest(month, int(part["day"]), newest, match.string[: match.start()])
        else:
            day = date(year, month, int(part["day"]))
    except ValueError:
        return None
    return day, day


def _nearest(month: int, number: int, newest: date, before: str) -> date:
    """The last such day, or, where it bounds a period, the nearest: that may lie ahead."""
    day = date(newest.year, month, number)
    if _BOUND.search(before) or _BETWEEN.search(before) or _JOINS.fullmatch(before):
        years = (day.replace(year=newest.year + n) for n in (-1, 0, 1))
        return min(years, key=lambda each: abs(each - newest))
    return day if day <= newest else day.replace(year=newest.year - 1)


def _relative(words: str, newest: date) -> tuple[date, date]:
    if words in ("today", "yesterday"):
        day = newest - timedelta(days=words == "yesterday")
        return day, day
    which, unit = words.split()
    if unit == "week":
        monday = newest - timedelta(days=newest.weekday() + (7 if which == "last" else 0))
        return monday, monday + timedelta(days=6)
    if unit == "month":
        end = newest.replace(day=1) - timedelta(days=1) if which == "last" else newest
        return end.replace(day=1), _month_end(end.year, end.month)
    year = newest.year - (which == "last")
    return date(year, 1, 1), date(year, 12, 31)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def spelt(day: date) -> str:
    """A day in words: 5 March 2024."""
    return f"{day.day} {day:%B %Y}"


def spelt_span(since: date | None, until: date | None) -> str:
    """Days in words, the first and the last in, where either may be open."""
    if since and until:
        return spelt(since) if since == until else f"{spelt(since)} to {spelt(until)}"
    return f"since {spelt(since)}" if since else f"until {spelt(until)}" if until else ""
