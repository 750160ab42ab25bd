"""Articles that come to another number of the same thing."""

from __future__ import annotations

from datetime import date

import pytest

from index import Archive, Article
from qa import Assistant

MONDAY = "Twelve people were hurt when the pavilion on Tolva Island collapsed."
TUESDAY = "Fifteen people were hurt when the pavilion on Tolva Island collapsed on Sunday."
AGREED = "12 people were hurt when the pavilion on Tolva Island collapsed, the police said."
ELSEWHERE = "Forty people were hurt when a grandstand in Port Elsin gave way."
QUESTION = "How many people were hurt when the pavilion on Tolva Island collapsed?"


def told(archive: Archive, *texts: str) -> list[str]:
    """The claims of the answer over articles with these texts, a day apart."""
    archive.add(
        Article(f"a{n}", f"{text}\n\nIt had rained for a week.", f"Report {n}", date(2023, 4, 3 + n), "Harbour Gazette")
        for n, text in enumerate(texts)
    )
    return [claim.text for claim in Assistant(archive).ask(QUESTION).claims]


def test_both_numbers_are_shown_with_their_dates(archive: Archive) -> None:
    first, remark, second, *_ = told(archive, MONDAY, TUESDAY, ELSEWHERE)
    assert remark == "The articles differ."
    assert {first.rpartition(" [")[0], second.rpartition(" [")[0]} == {
        f"Harbour Gazette (3 April 2023): {MONDAY}",
        f"Harbour Gazette (4 April 2023): {TUESDAY}",
    }


@pytest.mark.parametrize("other", [AGREED, ELSEWHERE])
def test_the_same_number_and_the_number_of_something_else_do_not_differ(archive: Archive, other: str) -> None:
    assert "The articles differ." not in told(archive, MONDAY, other)
