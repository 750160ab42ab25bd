"""What answering knows of an archive's articles."""

from __future__ import annotations

from datetime import date

import pytest

from index import Archive, Article, ArticleNotFound
from index.words import same_words
from qa.library import Library
from qa.page import count_words, has_number

TEXT = "Ada Lovell opened the pier in May. “It cost 3,000 crowns,” Lovell said.\n\nNobody else spoke."


def test_a_page(archive: Archive) -> None:
    archive.add([Article("made-up", TEXT, "The pier opens", date(2023, 4, 3), "Harbour Gazette", "Jonas Reeve")])
    page = Library(archive).page("made-up")
    assert page.text == TEXT
    assert [(TEXT[s.start : s.end], s.text) for s in page.sentences] == [(s.text, s.text) for s in page.sentences]
    opened, cost, nobody = page.sentences
    assert (opened.words, opened.names, opened.has_number) == (7, frozenset({"lovel", "may"}), False)
    assert (cost.numbers, cost.has_number, nobody.speaker) == (frozenset({"3000"}), True, "")
    assert cost.speaker.endswith("lovell")
    assert cost.quoted == pytest.approx(len("“It cost 3,000 crowns,”") / len(cost.text))
    assert (page.title, page.author) == (frozenset({"pier", "open"}), "jonas reeve")
    assert page.heading == {"pier", "open", "harbour", "gazett", "jona", "reev"}
    assert {"2023", "april", "crown"} <= page.stems


def test_a_changed_article_is_read_again(archive: Archive) -> None:
    library = Library(archive)
    for text in (TEXT, "The pier is closed."):
        archive.add([Article("made-up", text, "The pier")])
        assert library.page("made-up").text == text
    archive.remove("made-up")
    with pytest.raises(ArticleNotFound):
        library.page("made-up")


def test_what_is_known_of_all_follows_the_archive(archive: Archive) -> None:
    library = Library(archive)
    assert (library.publishers, library.days) == (frozenset(), None)
    archive.add([Article("made-up", TEXT, "The pier", date(2023, 4, 3), "Harbour Gazette")])
    assert (library.publishers, library.days) == (frozenset({"Harbour Gazette"}), (date(2023, 4, 3), date(2023, 4, 3)))


@pytest.mark.parametrize(("text", "count"), [("", 0), ("One two, three.", 3), ("It’s 3 o'clock", 3)])
def test_counting_words(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(("text", "has"), [("three boats", True), ("in 1990", True), ("some boats", False)])
def test_numbers(text: str, has: bool) -> None:
    assert has_number(text) is has


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("verel", "Tomas Verel"),
        ("tomas verel", "Tomas Verel"),
        ("tom verel", "Tomas Verel"),
        ("theodora verel", None),
        ("mirela stank", "Mirela Stank"),
        ("oram", None),
        ("nobody", None),
    ],
)
def test_a_name_in_full(town_archive: Archive, name: str, full: str | None) -> None:
    assert Library(town_archive).full_name(name) == full


def test_a_last_name_that_two_have_stays_alone(archive: Archive) -> None:
    said = "“The pier is old,” said {}. “The pier is open,” said {}."
    archive.add([Article("a", said.format("Ada Lovell", "Ada Lovell"), "A")])
    library = Library(archive)
    assert library.full_name("lovell") == "Ada Lovell"
    archive.add([Article("b", said.format("Bruno Lovell", "Bruno Lovell"), "B")])
    assert library.full_name("lovell") == "Lovell"
    assert library.full_name("bruno lovell") == "Bruno Lovell"


@pytest.mark.parametrize(
    ("text", "has"), [("Fifteen", True), ("ninety", True), ("7", True), ("a dozen", True), ("tent", False), ("", False)]
)
def test_numbers_in_words(text: str, has: bool) -> None:
    assert has_number(text) is has


def test_words_are_the_same_whatever_their_marks_and_spaces() -> None:
    assert same_words("“It’s\n open,” he\xa0said.") == same_words('"It\'s open," he said.')
