"""Periods named in a question."""

from __future__ import annotations

from datetime import date

import pytest

from qa.understand.dates import Period, period_of

HELD = date(2022, 3, 1), date(2023, 9, 2)  # a Saturday


@pytest.mark.parametrize(
    ("text", "since", "until", "words"),
    [
        ("What did Verel say since May 2023?", date(2023, 5, 1), None, "since May 2023"),
        ("What did Verel say after 7 June 2023?", date(2023, 6, 8), None, "after 7 June 2023"),
        ("What did Verel say before June 7, 2023?", None, date(2023, 6, 6), "before June 7, 2023"),
        ("What did Verel say before the vote on 7 June?", None, date(2023, 6, 6), "before the vote on 7 June"),
        ("What did Verel say before 24 December?", None, date(2023, 12, 23), "before 24 December"),
        ("What did Verel say since 24 May?", date(2023, 5, 24), None, "since 24 May"),
        ("What did Verel say in articles from 24 December?", date(2022, 12, 24), date(2022, 12, 24),
         "in articles from 24 December"),
        ("What did Verel say about the toll between 1 August and 9 September?", date(2023, 8, 1), date(2023, 9, 9),
         "between 1 August and 9 September"),
        ("What did Verel say until 2023-06-07?", None, date(2023, 6, 7), "until 2023-06-07"),
        ("Who spoke between May 2023 and 7 June 2023?", date(2023, 5, 1), date(2023, 6, 7),
         "between May 2023 and 7 June 2023"),
        ("Which articles were published in June 2023?", date(2023, 6, 1), date(2023, 6, 30), "in June 2023"),
        ("What was reported in 2023?", date(2023, 1, 1), date(2023, 12, 31), "in 2023"),
        ("What did Verel say since June 2023 about Stank?", date(2023, 6, 1), None, "since June 2023"),
        ("What did Verel say about the toll since August?", date(2023, 8, 1), None, "since August"),
        ("What did Verel say between June and August 2023?", date(2023, 6, 1), date(2023, 8, 31),
         "between June and August 2023"),
        ("What did Verel say between May and August 2022?", date(2022, 5, 1), date(2022, 8, 31),
         "between May and August 2022"),
        ("And in 2022?", date(2022, 1, 1), date(2022, 12, 31), "in 2022"),
    ],
)  # fmt: skip
def test_a_period(text: str, since: date | None, until: date | None, words: str) -> None:
    assert period_of(text, HELD) == Period(since, until, words)


@pytest.mark.parametrize(
    ("words", "since", "until", "read"),
    [
        ("today", date(2023, 9, 2), date(2023, 9, 2), "the day of the newest article"),
        ("yesterday", date(2023, 9, 1), date(2023, 9, 1), "the day before the newest article's"),
        ("last week", date(2023, 8, 21), date(2023, 8, 27), "the week before the newest article's"),
        ("last month", date(2023, 8, 1), date(2023, 8, 31), "the month before the newest article's"),
        ("this year", date(2023, 1, 1), date(2023, 12, 31), "the year of the newest article"),
        ("last year", date(2022, 1, 1), date(2022, 12, 31), "the year before the newest article's"),
    ],
)  # fmt: skip
def test_relative_periods_are_told_from_the_newest_article(words: str, since: date, until: date, read: str) -> None:
    assert period_of(f"What did Verel say {words}?", HELD) == Period(
        since, until, words, f"{words.capitalize()} was read as {read}."
    )


@pytest.mark.parametrize(
    "text",
    [
        "What did Verel say about the vote of June 2023?",
        "What did Verel say after the June 2023 vote?",
        "What did the paper Elsin TODAY write?",
        "Who replaced Verel when he went to Today?",
        "What did Verel say on 31 February 2023?",
        "What did Verel say in the last week of June 2023?",
        "What did Verel say in last week's debate?",
        "What did Verel say about yesterday’s vote?",
        "What did Verel say?",
    ],
)
def test_no_period(text: str) -> None:
    assert period_of(text, HELD) is None


@pytest.mark.parametrize(
    ("text", "since", "until", "words"),
    [
        ("What did Verel say about Stank in June 2023?", date(2023, 6, 1), date(2023, 6, 30), "in June 2023"),
        ("In June 2023, what did Verel say?", date(2023, 6, 1), date(2023, 6, 30), "In June 2023"),
        ("What did Verel say about the toll in May?", date(2023, 5, 1), date(2023, 5, 31), "in May"),
        ("What did Verel say in June 2023 about Stank?", date(2023, 6, 1), date(2023, 6, 30), "in June 2023"),
        ("What did Verel say in December?", date(2022, 12, 1), date(2022, 12, 31), "in December"),
        ("What did Verel tell reporters on 7 June 2023?", date(2023, 6, 7), date(2023, 6, 7), "on 7 June 2023"),
    ],
)  # fmt: skip
def test_words_were_published_when_they_were_said(text: str, since: date, until: date, words: str) -> None:
    any_year = not any(map(str.isdigit, words))
    assert period_of(text, HELD, asks_words=True) == Period(since, until, words, any_year=any_year)
    assert period_of(text, HELD) is None


@pytest.mark.parametrize(
    "text",
    [
        "What did Verel say about the vote of June 2023?",
        "What did Verel say in June 2023 of all months to Holt?",
        "What did Verel say about the storm in 1995?",
        "What did Verel say before Elsin 2023?",
        "What did Verel say about the toll in May 2031?",
        "What did Verel tell Holt in 1995?",
        "What does Verel expect in 2031?",
    ],
)
def test_an_event_s_time_and_one_outside_the_archive_narrow_nothing(text: str) -> None:
    assert period_of(text, HELD, asks_words=True) is None


@pytest.mark.parametrize(
    ("text", "since", "until", "words"),
    [
        ("What did Verel say in May 2031?", date(2031, 5, 1), date(2031, 5, 31), "in May 2031"),
        ("What did Verel say on 5 May 2031 about the toll?", date(2031, 5, 5), date(2031, 5, 5), "on 5 May 2031"),
        ("What did Verel say in 1995?", date(1995, 1, 1), date(1995, 12, 31), "in 1995"),
        ("How did Verel respond in June 2021?", date(2021, 6, 1), date(2021, 6, 30), "in June 2021"),
    ],
)
def test_what_was_said_then_is_of_those_days_alone(text: str, since: date, until: date, words: str) -> None:
    assert period_of(text, HELD, asks_words=True) == Period(since, until, words)
    assert period_of(text, HELD) is None


@pytest.mark.parametrize(
    "text", ["What did Verel say last week?", "What did Verel say before 7 June?", "What did Verel say in 2023?"]
)
def test_without_dates_there_is_nothing_to_tell_from(text: str) -> None:
    assert period_of(text, None, asks_words=True) is None
