"""Claims: who speaks, when, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index import Archive, Article, Filters, Span
from qa.evidence.spoken import Piece
from qa.extract.claims import claims, lead
from qa.extract.copies import Copies
from qa.library import Library
from qa.page import Page

TEXT = "The pier is closed. It will open in May. Nobody knows why."


@pytest.fixture
def page(archive: Archive) -> Page:
    archive.add([Article("made-up", TEXT, "The pier", date(2023, 4, 3), "Harbour Gazette")])
    return Library(archive).page("made-up")


def piece(page: Page, speaker: str | None = None, role: str | None = None, verbatim: bool = False) -> Piece:
    return Piece(page, (Span(0, 19),), speaker, role, verbatim)


@pytest.mark.parametrize(
    ("speaker", "role", "verbatim", "text"),
    [
        ("Ada Lovell", "harbour master", True, "Ada Lovell, harbour master, said (3 April 2023):"),
        ("Ada Lovell", None, True, "Ada Lovell said (3 April 2023):"),
        ("Ada Lovell", "harbour master", False, "Ada Lovell, harbour master, 3 April 2023:"),
        ("Ada Lovell", "head of pier 4", True, "Ada Lovell said (3 April 2023):"),
        ("Ada Lovell", "one of nine people who live by the old pier", True, "Ada Lovell said (3 April 2023):"),
        ("“Ada” Lovell", "harbour master", True, "Harbour Gazette, 3 April 2023:"),
        ("Pier 4", None, True, "Harbour Gazette, 3 April 2023:"),
        (None, None, False, "Harbour Gazette, 3 April 2023:"),
    ],
)
def test_the_first_lead(page: Page, speaker: str | None, role: str | None, verbatim: bool, text: str) -> None:
    assert lead(piece(page, speaker, role, verbatim)) == text


def test_later_leads_are_short(page: Page) -> None:
    said = piece(page, "Ada Lovell", "harbour master", True)
    later = replace(said, page=replace(page, record=replace(page.record, published=date(2023, 5, 1))))
    assert lead(said, [said]) == "Ada Lovell:"
    assert lead(later, [said]) == "Ada Lovell, 1 May 2023:"
    assert lead(piece(page), [piece(page)]) == "Harbour Gazette, 3 April 2023:"


@pytest.mark.parametrize(
    ("published", "publisher", "text"),
    [
        (None, "Harbour Gazette", "Harbour Gazette:"),
        (date(2023, 4, 3), None, "The article, 3 April 2023:"),
        (None, "Channel 5", "The article:"),
    ],
)
def test_leads_of_articles_that_lack_something(
    page: Page, published: date | None, publisher: str | None, text: str
) -> None:
    record = replace(page.record, published=published, publisher=publisher)
    assert lead(piece(replace(page, record=record))) == text


def test_a_long_quotation_has_a_short_lead(page: Page) -> None:
    long = replace(page, text="word " * 68)
    said = Piece(long, (Span(0, 5 * 67),), "Ada Lovell", "harbour master", True)
    assert lead(said) == "Ada Lovell:"
    assert lead(replace(said, spans=(Span(0, 5 * 68),))) == "Ada Lovell:"
    assert lead(replace(said, speaker=None, spans=(Span(0, 5 * 68),))) == ""


def test_citations_are_numbered_on(page: Page, archive: Archive) -> None:
    two = replace(piece(page, "Ada Lovell"), spans=(Span(0, 19), Span(41, 58)))
    first, second = claims([two, piece(page)], Copies(Filters(), Library(archive)))
    assert first.text == "Ada Lovell, 3 April 2023: “The pier is closed.” … “Nobody knows why.” [1][2]"
    assert [(c.number, c.text, c.speaker) for c in (*first.citations, *second.citations)] == [
        (1, "The pier is closed.", "Ada Lovell"),
        (2, "Nobody knows why.", "Ada Lovell"),
        (3, "The pier is closed.", None),
    ]
