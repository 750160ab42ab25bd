"""Misspelt names are met with the archive's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import Archive, Article
from index.derived import Derived, Words
from qa.library import Library
from qa.names import names_in
from qa.understand.spelling import apostrophes, corrected, held_spelling, in_full
from tests.index.reading import presented

TEXT = "On Monday Mayor Tomas Verel met Dagny Lindqvist. Later Verel left, and Lindqvist stayed on the eastern shore."


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Words]:
    derived = Derived(tmp_path_factory.mktemp("derived"))
    derived.put([presented(Article("a", TEXT, ""))], (), 1)
    yield derived.words
    derived.close()


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("lindqist", "lindqvist"),
        ("lindquist", "lindqvist"),
        ("dagny lindquist", "dagny lindqvist"),
        ("tomas verrel", "tomas verel"),
        ("lindqvist", None),  # held as it is
        ("veral", None),  # too short to tell
        ("lindbergh", None),
        ("petra lindquist", None),  # another first name
        ("zlindqvist", None),  # another first letter
    ],
)
def test_held_spelling(words: Words, name: str, held: str | None) -> None:
    assert held_spelling(name, words) == held


def test_the_question_is_corrected_and_what_was_read_is_told(words: Words) -> None:
    text = "What did Lindquist tell Verel and Dagny Lindqist?"
    assert corrected(text, names_in(text, words), words) == (
        "What did Lindqvist tell Verel and Dagny Lindqvist?",
        (("Lindquist", "Lindqvist"), ("Dagny Lindqist", "Dagny Lindqvist")),
    )


def test_a_question_in_small_letters(archive: Archive) -> None:
    archive.add([Article(str(n), f"In harbour {n} Dagny Lindqvist met Tomas Verel.", "Met") for n in range(6)])
    library = Library(archive)
    text = "what did lindqist tell verel about harbors"
    assert corrected(text, names_in(text, library.words), library.words) == (
        "what did lindqvist tell verel about harbors",
        (("lindqist", "Lindqvist"),),
    )
    # Too short to tell by itself, but not behind the first name.
    text = "what did tomas vrel say when vrel left"
    assert corrected(text, names_in(text, library.words), library.words) == (
        "what did tomas verel say when vrel left",
        (("tomas vrel", "Tomas Verel"),),
    )


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("What did Clara say about Verel?", "What did Clara Lovell say about Verel?"),
        ("What was Clara's answer?", "What was Clara Lovell's answer?"),
        ("What did Clara Lovell say?", "What did Clara Lovell say?"),
        ("Who lives in Clara?", "Who lives in Clara?"),
        ("What did Lovell say?", "What did Lovell say?"),
        ("what did clara say about verel", "what did clara lovell say about verel"),
    ],
)
def test_a_first_name_alone_is_made_full(archive: Archive, text: str, full: str) -> None:
    archive.add([Article("made-up", "“The pier is old,” said Clara Lovell.", "The pier")])
    assert in_full(text, names_in(text, {"clara", "lovell", "verel"}), Library(archive)) == full


def test_a_first_name_of_men_and_women_is_made_full(archive: Archive) -> None:
    archive.add([Article("made-up", "“The pier is old,” said Kim Lovell.", "The pier")])
    assert in_full("What did Kim say?", names_in("What did Kim say?", {"kim"}), Library(archive)) == (
        "What did Kim Lovell say?"
    )


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("verels view of the streets", "verel's view of the streets"),
        ("what is verels view of andras plan", "what is verel's view of andras plan"),
        ("what is verel's view", "what is verel's view"),
        ("what did andras say", "what did andras say"),
        ("Verels view", "Verels view"),
    ],
)
def test_an_apostrophe_that_small_letters_leave_out_is_put_in(archive: Archive, text: str, mended: str) -> None:
    told = "“The pier is old,” said Tomas Verel. “It is,” said Livia Andras. On Verel Street the streets are wet.\n"
    archive.add(
        [Article("made-up", f"{told} They saw Verel, and Verel saw streets. “I know Andras,” said Street.", "A")]
    )
    assert apostrophes(text, Library(archive)) == mended
