"""What is read around the best windows, and the answering words in it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index import Archive, Span
from qa import Assistant
from qa.answer import Question
from qa.evidence import Evidence, gather
from qa.evidence.readings import PASSAGES, Readings, joined, stretches_of
from qa.library import Library
from qa.page import count_words
from qa.reader import Passage, Reading, Words, read
from qa.understand import understand


@pytest.fixture(scope="module")
def library(town_archive: Archive) -> Library:
    return Library(town_archive)


def evidence(library: Library, question: str) -> Evidence:
    return gather(understand(Question(question), library), library)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How much did the bridge cost?", "41 million crowns"),
        ("how much has lake oram warmed", "1.8 degrees"),
        ("who led the study of the lake", "Halvard Ness"),
    ],
)
def test_the_answering_words_stand_in_the_best_window(library: Library, question: str, words: str) -> None:
    found = evidence(library, question)
    best = found.ranked[0].window
    span = found.readings.answer(best.page, Span(best.start, best.end))
    assert span is not None
    assert best.start <= span.start < span.end <= best.end
    assert words in best.page.text[span.start : span.end]


def test_what_is_read_is_a_few_passages_that_hold_the_best_windows(library: Library) -> None:
    found = evidence(library, "How much did the bridge cost?")
    windows = [r.window for r in found.ranked]
    stretches = stretches_of(windows, PASSAGES)
    assert 0 < len(stretches) <= PASSAGES
    assert stretches[0].first <= windows[0].first <= windows[0].last <= stretches[0].last
    for stretch in stretches:
        sentences = stretch.page.sentences[stretch.first : stretch.last + 1]
        assert sum(count_words(s.text) for s in sentences) <= 110
    assert stretches_of(windows[:1] * 9, PASSAGES) == stretches[:1]
    assert stretches_of([], PASSAGES) == []


def test_what_is_asked_again_is_not_read_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counting(question: str, passages: Sequence[Passage]) -> list[Reading]:
        asked.append(question)
        return read(question, passages)

    monkeypatch.setattr("qa.evidence.readings.read", counting)
    first, again = (evidence(library, "What has warmed the lake?").readings for _ in range(2))
    assert again == first
    assert asked == ["What has warmed the lake?"]


def test_of_a_sentence_that_is_read_twice_the_surer_reading_counts(library: Library) -> None:
    (stretch,) = stretches_of([evidence(library, "How much did the bridge cost?").ranked[0].window], 1)
    many = stretch.last - stretch.first + 1
    low = Reading(-1.0, (0.5,) * many, (None,) * many)
    high = Reading(2.0, (1.5,) * many, (Words(0, 3, 4.0),) * many)
    for order in ([low, high], [high, low]):
        read = joined([stretch, stretch], order).sentences[stretch.page.record.id, stretch.first]
        assert (read.passage, read.surely, read.words) == (2.0, 1.5, Words(0, 3, 4.0))


def test_what_was_not_read_has_no_answering_words(library: Library) -> None:
    window = evidence(library, "How much did the bridge cost?").ranked[0].window
    span = Span(window.start, window.end)
    assert Readings().answer(window.page, span) is None
    assert not Readings().likely(window.page, span)
    assert not Readings().has(window)
    assert {read.surely for read in Readings().of(window)} == {-10.0}


def test_a_claim_tells_the_answering_words_of_a_fact_and_none_of_what_somebody_said(town_assistant: Assistant) -> None:
    fact = town_assistant.ask("How much did the bridge cost?").claims[0]
    assert fact.answer is not None
    cited = fact.citations[fact.answer.citation]
    assert cited.start <= fact.answer.start < fact.answer.end <= cited.end
    assert "41 million crowns" in cited.text[fact.answer.start - cited.start : fact.answer.end - cited.start]
    assert {claim.answer for claim in town_assistant.ask("What did Verel say about the toll?").claims} == {None}
    assert {claim.answer for claim in town_assistant.ask("Who won the 2022 World Cup?").claims} == {None}
