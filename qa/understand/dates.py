"""Periods that a question names, as filters."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.english.calendar import MONTHS
from qa.wording import spelt

_MONTHS = [month.lower() for month in MONTHS]
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


@dataclass(frozen=True, slots=True)
class Period:
    """Inclusive days; `words` are the question's own, `explained` what a relative one was taken for.

    any_year tells that it is a month of which the question does not say the year: the newest was taken.
    """

    since: date | None
    until: date | None
    words: str
    explained: str = ""
    any_year: bool = False

    def in_year(self, year: int) -> Period:
        """The same month of another year."""
        month = self.since.month if self.since else 1
        return replace(self, since=date(year, month, 1), until=_month_end(year, month))


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
    part = match.groupdict()
    any_year = bool(part.get("month")) and not part.get("day") and not part.get("year")
    return Period(since, until, (where[0] if where else "") + match[0], any_year=any_year)


def _sets_time(before: str, after: str) -> bool:
    """Whether a date between these words is of the whole question: "in" or "on" it at an end, or before the topic."""
    at_an_end = not _NEXT.search(after) or len(before.split()) == 1
    return bool(_IN.search(before)) and (at_an_end or bool(_TOPIC.match(after)))


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


def spelt_span(since: date | None, until: date | None) -> str:
    """Days in words, the first and the last in, where either may be open."""
    if since and until:
        return spelt(since) if since == until else f"{spelt(since)} to {spelt(until)}"
    return f"since {spelt(since)}" if since else f"until {spelt(until)}" if until else ""
