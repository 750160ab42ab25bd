"""An article as it is read for an answer."""

from __future__ import annotations

from datetime import date

import pytest

from index import Archive, Article
from qa.library import Library
from qa.page import Page, count_words, has_number

TEXT = "Ada Lovell opened the pier in May. “It cost 3,000 crowns,” Lovell said.\n\nNobody else spoke."


def page_of(archive: Archive, text: str) -> Page:
    archive.add([Article("made-up", text, "The pier opens", date(2023, 4, 3), "Harbour Gazette", "Jonas Reeve")])
    return Library(archive).page("made-up")


def test_a_page(archive: Archive) -> None:
    page = page_of(archive, TEXT)
    assert page.text == TEXT
    assert [(TEXT[s.start : s.end], s.text) for s in page.sentences] == [(s.text, s.text) for s in page.sentences]
    opened, cost, nobody = page.sentences
    assert (opened.words, opened.names, opened.has_number) == (7, frozenset({"lovel", "may"}), False)
    assert (cost.numbers, cost.has_number, nobody.speaker) == (frozenset({"3000"}), True, "")
    assert cost.speaker.endswith("lovell")
    assert cost.quoted == pytest.approx(len("“It cost 3,000 crowns,”") / len(cost.text))
    assert (page.title, page.author) == (frozenset({"pier", "open"}), "jonas reeve")
    assert page.heading == {"pier", "open", "harbor", "gazett", "jona", "reev"}
    assert {"2023", "april", "crown"} <= page.stems


def test_a_sentence_is_without_its_number_in_a_list(archive: Archive) -> None:
    page = page_of(archive, "8. The pier opens. It cost 9.\n\n1903. What a year!\n\n9) Nobody spoke.\n\n10.")
    texts = ["The pier opens.", "It cost 9.", "1903.", "What a year!", "Nobody spoke.", "10."]
    assert [s.text for s in page.sentences] == texts
    assert all(page.text[s.start : s.end] == s.text for s in page.sentences)


@pytest.mark.parametrize(("text", "count"), [("", 0), ("One two, three.", 3), ("It’s 3 o'clock", 3)])
def test_counting_words(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(("text", "has"), [("three boats", True), ("in 1990", True), ("some boats", False)])
def test_numbers(text: str, has: bool) -> None:
    assert has_number(text) is has


@pytest.mark.parametrize(
    ("text", "has"), [("Fifteen", True), ("ninety", True), ("7", True), ("a dozen", True), ("tent", False), ("", False)]
)
def test_numbers_in_words(text: str, has: bool) -> None:
    assert has_number(text) is has
