"""The day that words name."""

from __future__ import annotations

from datetime import date

import pytest

from index.dates import country_day_first, parse_date, readings
from index.errors import InputError

FIFTH_OF_MARCH = date(2024, 3, 5)
THIRD_OF_MAY = date(2024, 5, 3)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2024-03-05", [FIFTH_OF_MARCH]),
        ("2024-03-05T23:59:59+09:00", [FIFTH_OF_MARCH]),
        ("20240305", [FIFTH_OF_MARCH]),
        ("2024/03/05", [FIFTH_OF_MARCH]),
        ("5 March 2024", [FIFTH_OF_MARCH]),
        ("March 5th, 2024", [FIFTH_OF_MARCH]),
        ("Tue, 05 Mar 2024 10:00:00 +0000", [FIFTH_OF_MARCH]),
        ("1709596800", [FIFTH_OF_MARCH]),
        ("1709596800000", [FIFTH_OF_MARCH]),
        ("05.03.2024", [FIFTH_OF_MARCH]),
        ("05/03/2024", [FIFTH_OF_MARCH, THIRD_OF_MAY]),
        ("5-3-24 10:00", [FIFTH_OF_MARCH, THIRD_OF_MAY]),
        ("13/03/2024", [date(2024, 3, 13)]),
        ("3/13/2024", [date(2024, 3, 13)]),
        ("05/05/2024", [date(2024, 5, 5)]),
        ("31.12.99", [date(1999, 12, 31)]),
        ("2024-02-30", []),
        ("30 February 2024", []),
        ("0000-01-01", []),
        ("2024-03", []),
        ("March 2024", []),
        ("next week", []),
        ("99/99/9999", []),
        ("9" * 5000, []),
        ("March 5, 2024 " + "x" * 100_000, []),
    ],
)
def test_words_name_one_day_or_two_or_none(words: str, days: list[date]) -> None:
    assert list(readings(words)) == days


def test_what_can_be_read_two_ways_is_refused_with_both_until_somebody_says_which() -> None:
    with pytest.raises(InputError, match="5 March 2024 or 3 May 2024") as caught:
        parse_date("05/03/2024")
    assert caught.value.field == "published"
    assert parse_date("05/03/2024", day_first=True) == FIFTH_OF_MARCH
    assert parse_date("05/03/2024", day_first=False) == THIRD_OF_MAY
    # Whoever writes the month first writes this too.
    assert parse_date("13/03/2024", day_first=False) == date(2024, 3, 13)


@pytest.mark.parametrize(
    ("host", "day_first"),
    [
        ("www.example.co.uk", True),
        ("example.de", True),
        ("example.us", False),
        ("example.com", None),
        ("example.io", None),  # sold to everybody
        ("example.ca", None),  # the year first, on paper; else both
        ("example.qq", None),
        ("", None),
    ],
)
def test_countries_differ(host: str, day_first: bool | None) -> None:
    assert country_day_first(host) is day_first
