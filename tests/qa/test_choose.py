"""Which windows an answer shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import Archive
from qa.answer import Question
from qa.evidence import gather
from qa.evidence.windows import Ranked, Window
from qa.extract.choose import MOST_CLAIMS, MOST_WORDS, choose, tightened
from qa.library import Library
from qa.page import count_words
from qa.understand import understand

JOBS = "The ferry company Oram Lines will cut 40 of its 160 jobs, its chief executive, Dagny Holt, said on Saturday."


@pytest.fixture(scope="module")
def ranked(town_archive: Archive) -> list[Ranked]:
    library = Library(town_archive)
    return list(gather(understand(Question("How much did the bridge cost?"), library), library).ranked)


def words(window: Window) -> int:
    return count_words(window.text)


def test_the_best_comes_first_and_none_overlap(ranked: list[Ranked]) -> None:
    chosen = choose(ranked, words)
    assert chosen[0] is ranked[0].window
    assert 1 < len(chosen) <= MOST_CLAIMS
    assert sum(map(words, chosen)) <= MOST_WORDS
    for a in chosen:
        assert [b for b in chosen if a.article == b.article and a.start < b.end and b.start < a.end] == [a]


def test_a_sure_one_stands_alone(ranked: list[Ranked]) -> None:
    sure = [ranked[0]._replace(score=ranked[0].score + 50), *ranked[1:]]
    assert choose(sure, words) == [ranked[0].window]


def test_none_without_a_word_of_the_question_is_added(ranked: list[Ranked]) -> None:
    without = [
        r._replace(window=replace(r.window, seen=tuple(replace(s, loose=0) for s in r.window.seen))) for r in ranked
    ]
    assert choose(without, words) == [without[0].window]


def test_where_there_is_no_room_the_best_is_alone(ranked: list[Ranked]) -> None:
    assert choose(ranked, lambda window: MOST_WORDS) == [ranked[0].window]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many jobs will Oram Lines cut?", JOBS),
        ("What did Dagny Holt say about jobs?", f"{JOBS}\n\n“A bridge was built beside us."),
    ],
)
def test_a_number_is_shown_without_sentences_that_tell_nothing_of_it(
    town_archive: Archive, question: str, text: str
) -> None:
    library = Library(town_archive)
    ranked = gather(understand(Question(question), library), library).ranked
    long = next(r.window for r in ranked if r.window.text == f"{JOBS}\n\n“A bridge was built beside us.")
    tight = tightened(long)
    assert (tight.text, tight.first) == (text, long.first)
    assert len(tight.seen) == tight.last - tight.first + 1


def test_a_copy_adds_nothing(ranked: list[Ranked]) -> None:
    best = ranked[0]
    page = best.window.page
    other = replace(page, record=replace(page.record, id="copy"))
    copy = replace(best.window, setting=replace(best.window.setting, page=other))
    assert choose([best, best._replace(window=copy)], words) == [best.window]
