"""Which windows an answer shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import Archive
from qa.answer import Question
from qa.evidence import gather
from qa.evidence.windows import Ranked, Window
from qa.extract.choose import MOST_CLAIMS, MOST_WORDS, choose
from qa.library import Library, count_words
from qa.understand import understand


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
