"""What speaks for a window."""

from __future__ import annotations

import pytest

from index import Archive
from qa.answer import Question
from qa.evidence import gather
from qa.evidence.features import DATE, FEATURES, READ_FEATURES, features, rank, reranked
from qa.evidence.weights import RANK, READ
from qa.evidence.windows import MAX_CHARS, MAX_SENTENCES, MAX_WORDS, Ranked, Window
from qa.library import Library
from qa.understand import understand


@pytest.fixture(scope="module")
def library(town_archive: Archive) -> Library:
    return Library(town_archive)


def ranked(library: Library, question: str) -> list[Ranked]:
    return list(gather(understand(Question(question), library), library).ranked)


def window(library: Library, question: str, text: str) -> Window:
    """The window that is just this text."""
    return next(r.window for r in ranked(library, question) if r.window.text == text)


PORT = "She said that the last 6 million had come from the port authority."
SHORE = "“It will hold for a hundred years,” Verel told the crowd on the eastern shore."
COST = "The bridge cost 41 million crowns, according to the city's treasurer, Ines Okonjo-Dahl."
STUDY = "“The trout have nowhere colder to go,” said Professor Halvard Ness, a limnologist who led the study."
WARMED = (
    "The water of Lake Oram has warmed by 1.8 degrees since 1990, according to a study that the University of Tarn "
    "published on Monday."
)


@pytest.mark.parametrize(
    ("feature", "question", "text", "value"),
    [
        ("article_coverage", "What did the bridge cost?", COST, 1.0),
        ("telling", "What did the bridge cost?", COST, 1.0),
        ("telling", "What did the bridge cost?", SHORE, 0.0),
        ("telling", "What did the bridge cost the baker?", COST, 0.6),
        ("led_to", "What did the bridge cost?", PORT, 1.0),
        ("led_to", "What did the bridge cost?", COST, 0.0),
        ("density", "How much did the bridge cost?", SHORE, 0.0),
        ("number", "How many crowns did the bridge cost?", COST, 1.0),
        ("counted", "How many crowns did the bridge cost?", COST, 1.0),
        ("counted", "How many degrees has Lake Oram warmed?", WARMED, 1.0),
        ("money", "How much money did the bridge cost?", COST, 0.0),
        ("percent", "By what percentage has Lake Oram warmed?", WARMED, 0.0),
        ("date", "When has Lake Oram been measured?", WARMED, 1.0),
        ("date", "When was the bridge opened?", SHORE, 0.0),
        ("date_near", "When has Lake Oram been measured?", WARMED, 1.0),
        ("speaker", "What did Ness say about the trout?", STUDY, 1.0),
        ("speaker", "What did Verel say about the trout?", STUDY, 0.0),
        ("speaker_in_article", "What did Ness say about the trout?", STUDY, 1.0),
        ("spoken_topic", "What did Ness say about the trout?", STUDY, 1.0),
        ("question", "Who measured Lake Oram?", WARMED, 0.0),
        ("quoted", "Who measured Lake Oram?", STUDY, 0.0),  # nobody's words are asked for
    ],
)
def test_a_feature(library: Library, feature: str, question: str, text: str, value: float) -> None:
    assert features(window(library, question, text))[feature] == pytest.approx(value, abs=0.05)


def test_scores_are_over_the_best(library: Library) -> None:
    values = [features(r.window) for r in ranked(library, "How much did the bridge cost?")]
    for name in ("article_words", "telling", "length", "quoted"):
        assert all(0 <= v[name] <= 1 for v in values)
    assert max(v["article_words"] for v in values) == 1.0
    assert all(-1 <= v["cosine"] <= 1 for v in values)


def test_every_feature_has_a_weight() -> None:
    assert [f.name for f in FEATURES] == list(RANK)
    assert list(READ_FEATURES) == list(READ)


def test_windows_are_neighbouring_sentences_and_short(library: Library) -> None:
    for _, w in ranked(library, "What did Verel say about the bridge?"):
        assert w.last - w.first + 1 == len(w.seen) <= MAX_SENTENCES
        assert w.words <= MAX_WORDS
        assert w.end - w.start <= MAX_CHARS


def test_they_are_ranked_by_words_and_then_by_what_was_read(library: Library) -> None:
    query = understand(Question("What did Verel say about the bridge?"), library)
    found = gather(query, library)
    windows = [r.window for r in found.ranked]
    by_words = rank(windows, query, library)
    for score, w in by_words:
        assert score == pytest.approx(sum(RANK[name] * value for name, value in features(w).items()))
    assert [r.score for r in by_words] == sorted((r.score for r in by_words), reverse=True)
    again = reranked(by_words, found.readings)
    assert [r.window for r in again] == windows
    read = [found.readings.has(w) for w in windows]
    assert True in read
    assert read == sorted(read, reverse=True)
    scores = [r.score for r, held in zip(again, read, strict=True) if held]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("It opened on Monday.", True),
        ("It opened in 2023.", True),
        ("12:25 pm: the mayor is told.", True),
        ("The mayor came at 9 a.m. as promised.", True),
        ("He said that 9 amateurs rowed.", False),
        ("It opened late.", False),
    ],
)
def test_dates_and_times(text: str, dated: bool) -> None:
    assert bool(DATE.search(text)) is dated
