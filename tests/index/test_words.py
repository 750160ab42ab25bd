"""Words made comparable."""

from __future__ import annotations

import pytest

from index.words import capitalised, full_names, same_words, stem, stems, tokens, weights


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. envoy’s 1,200 boats", ["the", "us.", "envoy", "1200", "boats"]),
        ("It's 3.5% of Elsin's catch", ["it", "3.5", "of", "elsin", "catch"]),
        ("Ødegård didn’t (not) say “no”", ["odegard", "didn't", "not", "say", "no"]),
        ("The E.U., the EU and the US", ["the", "eu", "the", "eu", "and", "the", "us."]),
        ("", []),
    ],
)
def test_tokens_are_folded(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("met", "meets"), ("said", "say"), ("visiting", "visit"), ("children", "child"), ("built", "build")),
        *(("apologised", "apologize"), ("labour", "labor"), ("centres", "center"), ("defence", "defense")),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_stop_words_carry_nothing() -> None:
    assert stems("What did the mayor say about it?") == [stem("mayor"), stem("say")]


def test_asking_words_weigh_less() -> None:
    assert weights("What did Verel say about the toll?") == {"verel": 1.0, "say": 0.4, "toll": 1.0}


def test_capitals_are_counted_but_for_the_first_word() -> None:
    assert capitalised("Bread is Verel's bread, Verel said") == {
        "is": (0, 1),
        "verel": (2, 0),
        "bread": (0, 1),
        "said": (0, 1),
    }


def test_full_names_are_runs_of_capitalised_words() -> None:
    text = "Mayor Tomas Verel met Ines Okonjo-Dahl. He met Ada Quill."
    assert full_names(text) == ["mayor tomas verel", "ines okonjo dahl", "ada quill"]


def test_words_are_the_same_whatever_their_marks_and_spaces() -> None:
    assert same_words("“It’s\n open,” he\xa0said.") == same_words('"It\'s open," he said.')
