"""The day that words name; None rather than a wrong one."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import lru_cache

from index.errors import InputError

_LONGEST = 100
"""Characters: no date takes more, and parsers take their time over what is none."""

_NUMBERS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)")
# As Google lists them: countries' endings that are sold to the whole world.
_ANYBODYS = frozenset("AD AI AS BZ CC CD CO DJ FM GG IO LA LY ME MS NU SC SR SU TK TO TV WS".split())
_YEAR = re.compile(r"\d\d")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


def parse_date(value: object, field: str = "published", day_first: bool | None = None) -> date | None:
    """The day that an ISO date, a time stamp or an English date names; None for nothing.

    day_first says how 05/03/2024 is meant. Raises InputError where it is no full date, or where nobody said so: a
    guess would put a statement on the wrong day.
    """
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    words = " ".join(str(value)[: _LONGEST + 1].split())
    found = readings(words, day_first)
    if not found:
        raise InputError(f"{field}: {words[:40]!r} is not a date. Write it like 2024-03-05.", field)
    if len(found) > 1:
        either = " or ".join(f"{day.day} {day:%B %Y}" for day in found)
        raise InputError(
            f"{field}: {words[:40]!r} is {either}. Write it like 2024-03-05, or say which is meant: --day-first or "
            "--month-first.",
            field,
        )
    return found[0]


@lru_cache(4096)
def readings(words: str, day_first: bool | None = None) -> tuple[date, ...]:
    """The days that the words can name: one, none where they are no full date, or two where nobody said which."""
    if len(words) > _LONGEST or not _YEAR.search(words):
        return ()
    if _EPOCH.fullmatch(words):
        return (datetime.fromtimestamp(int(words[:10]), UTC).date(),)
    with suppress(ValueError):
        return (date.fromisoformat(words[:10] if re.match(r"\d{4}-\d\d-\d\d[T ]", words) else words),)
    if numbers := _NUMBERS.match(words):
        first, mark, second, third = numbers.groups()
        return _ordered(first, mark, second, third, day_first)
    return _in_words(words)


def country_day_first(host: str) -> bool | None:
    """Whether the country of a host's ending (.co.uk) writes the day before the month; None where that is not known.

    From the Unicode CLDR, through Babel.
    """
    from babel import Locale, UnknownLocaleError

    ending = host.rpartition(".")[2].upper().replace("UK", "GB")
    if ending in _ANYBODYS or len(ending) != 2 or ending not in Locale("en").territories:
        return None
    try:
        short = Locale.parse(f"und_{ending}").date_formats["short"].pattern
    except UnknownLocaleError:
        return None
    return {"d": True, "M": False}.get(short[0])


def _ordered(first: str, mark: str, second: str, third: str, day_first: bool | None) -> tuple[date, ...]:
    """The days that three numbers can be: the year first or last; a dot stands behind the day."""
    a, b, c = int(first), int(second), int(third)
    if len(first) > 2:
        return _days((a, b, c)) if len(first) == 4 else ()
    year = c if len(third) == 4 else _century(c)
    found = _days((year, b, a), (year, a, b))
    if len(found) == 2 and (day_first is not None or mark == "."):
        return found[:1] if day_first or mark == "." else found[1:]
    return found


def _days(*numbers: tuple[int, int, int]) -> tuple[date, ...]:
    """Those that are days, each once."""
    found = []
    for year, month, day in numbers:
        with suppress(ValueError):
            found.append(date(year, month, day))
    return tuple(dict.fromkeys(found))


def _century(year: int) -> int:
    """The year of the last hundred years that ends like this."""
    return year + 2000 if year + 2000 <= datetime.now(UTC).year + 1 else year + 1900


def _in_words(words: str) -> tuple[date, ...]:
    import dateparser

    settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
    try:
        found = dateparser.parse(words, languages=["en"], settings=settings)
    except (ValueError, OverflowError):
        found = None
    return (found.date(),) if found else ()
