"""BM25 over passages and articles, and what the words tell of an archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.lexical import Lexical, Row

ROWS = [
    Row("a-1", "a", 0, 51, "The mayor Verel opened the bridge for Verel's town.", "Bridge opens"),
    Row("a-2", "a", 53, 79, "It cost 41 million crowns.", "Bridge opens"),
    Row("b-1", "b", 0, 36, "The lake is warming, Ada Quill said.", "Lake study"),
]


@pytest.fixture
def lexical() -> Lexical:
    return Lexical.build(ROWS)


def test_scores_are_of_the_passage_and_of_its_article(lexical: Lexical) -> None:
    by_passage, by_article = lexical.scores({"41": 1.0, "crown": 1.0})
    assert [score > 0 for score in by_passage] == [False, True, False]
    assert [score > 0 for score in by_article] == [True, True, False]


def test_weights_count(lexical: Lexical) -> None:
    assert lexical.scores({"lake": 0.5})[0][2] == pytest.approx(lexical.scores({"lake": 1.0})[0][2] / 2)


def test_context_is_searched_too(lexical: Lexical) -> None:
    assert [score > 0 for score in lexical.scores({"studi": 1.0})[0]] == [False, False, True]


def test_unknown_words_score_nothing(lexical: Lexical) -> None:
    assert not lexical.scores({"brexit": 1.0})[0].any()


def test_who_holds_a_word(lexical: Lexical) -> None:
    assert (lexical.held("bridg"), lexical.held("brexit")) == (2, 0)
    assert lexical.articles_with(["bridg", "crown"]) == {"a"}
    assert lexical.articles_with(["bridg", "lake"]) == frozenset()
    assert lexical.rarity("brexit") == 1.0
    assert 0.85 < lexical.rarity("bridg") < lexical.rarity("lake") < 1.0


def test_where_passages_stand(lexical: Lexical) -> None:
    assert [(lexical.article_at(n), lexical.spans[n]) for n in (1, 2)] == [("a", (53, 79)), ("b", (0, 36))]
    assert lexical.spans_of("a") == [(0, 51), (53, 79)]
    assert lexical.spans_of("nowhere") == []


def test_names_are_told_from_words(lexical: Lexical) -> None:
    assert lexical.proper == {"verel", "ada", "quill"}
    assert lexical.names == {"ada quill"}


def test_it_is_read_back_under_its_stamp_only(lexical: Lexical, tmp_path: Path) -> None:
    lexical.save(tmp_path / "lexical", "one")
    held = Lexical.load(tmp_path / "lexical", "one")
    assert held is not None
    terms = {"bridg": 1.0, "lake": 0.4}
    assert [part.tolist() for part in held.scores(terms)] == [part.tolist() for part in lexical.scores(terms)]
    assert (held.passages, held.spans, held.proper, held.names) == (
        lexical.passages,
        lexical.spans,
        lexical.proper,
        lexical.names,
    )
    assert Lexical.load(tmp_path / "lexical", "two") is None
    assert Lexical.load(tmp_path / "nowhere", "one") is None


@pytest.mark.parametrize("rows", [[], [Row("a-1", "a", 0, 3, "...", "")]], ids=["nothing", "no words"])
def test_an_archive_without_words_can_be_searched(rows: list[Row], tmp_path: Path) -> None:
    Lexical.build(rows).save(tmp_path / "lexical", "stamp")
    held = Lexical.load(tmp_path / "lexical", "stamp")
    assert held is not None
    assert [part.tolist() for part in held.scores({"lake": 1.0})] == [[0.0] * len(rows)] * 2
