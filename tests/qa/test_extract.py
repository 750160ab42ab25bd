"""Claims: who speaks, when, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index import Archive, Article, Filters, Span
from qa import Assistant
from qa.answer import Kind, More
from qa.evidence.piece import Piece
from qa.extract.claims import claim_of, claims
from qa.extract.copies import Copies
from qa.library import Library
from qa.page import Page
from qa.wording import introduction

TEXT = "“The pier is closed. It will open in May. Nobody knows why,” said Ada Lovell, the harbour master."
FIRST = Span(1, 20)


@pytest.fixture
def page(archive: Archive) -> Page:
    archive.add([Article("made-up", TEXT, "The pier", date(2023, 4, 3), "Harbour Gazette")])
    return Library(archive).page("made-up")


def piece(
    page: Page, kind: Kind = "excerpt", speaker: str | None = None, role: str | None = None, span: Span = FIRST
) -> Piece:
    return Piece(page, kind, (span,), speaker, role)


@pytest.mark.parametrize(
    ("kind", "speaker", "role", "text"),
    [
        ("quoted", "Ada Lovell", "harbour master",
         "Ada Lovell, harbour master, in Harbour Gazette (3 April 2023): “The pier is closed.” [1]"),
        ("quoted", "Ada Lovell", None, "Ada Lovell, in Harbour Gazette (3 April 2023): “The pier is closed.” [1]"),
        ("quoted", "Ada Lovell", "one of the nineteen people who have lived by the old wooden pier since it was built",
         "Ada Lovell, in Harbour Gazette (3 April 2023): “The pier is closed.” [1]"),
        ("reported", "Ada Lovell", "harbour master",
         "Harbour Gazette (3 April 2023) on Ada Lovell: “… The pier is closed. …” [1]"),
        ("excerpt", None, None, "Harbour Gazette (3 April 2023): “… The pier is closed. …” [1]"),
    ],
)  # fmt: skip
def test_a_claim_says_whose_words_it_shows(
    page: Page, kind: Kind, speaker: str | None, role: str | None, text: str
) -> None:
    assert claim_of(piece(page, kind, speaker, role)).text == text


def test_an_article_is_introduced_once(page: Page) -> None:
    told, on_her = claim_of(piece(page)), claim_of(piece(page, "reported", "Ada Lovell"))
    assert introduction(on_her, [told]) == "Harbour Gazette on Ada Lovell:"
    assert introduction(told, [on_her]) == "Harbour Gazette:"
    assert introduction(replace(told, outlet=None), [on_her]) == "The article:"


def test_a_speaker_is_introduced_once(page: Page) -> None:
    said = claim_of(piece(page, "quoted", "Ada Lovell", "harbour master"))
    other = replace(page, record=replace(page.record, id="later", published=date(2023, 5, 1)))
    later = claim_of(piece(other, "quoted", "Ada Lovell", "harbour master"))
    assert introduction(said, [said]) == "Ada Lovell:"
    assert introduction(later, [said]) == "Ada Lovell, in Harbour Gazette (1 May 2023):"


@pytest.mark.parametrize(
    ("published", "publisher", "text"),
    [
        (None, "Harbour Gazette", "Harbour Gazette:"),
        (date(2023, 4, 3), None, "An article (3 April 2023):"),
        (None, None, "An article:"),
    ],
)
def test_articles_that_lack_something(page: Page, published: date | None, publisher: str | None, text: str) -> None:
    record = replace(page.record, published=published, publisher=publisher)
    assert introduction(claim_of(piece(replace(page, record=record)))) == text


def test_citations_are_numbered_on_and_hold_whole_sentences(page: Page, archive: Archive) -> None:
    two = replace(piece(page, "quoted", "Ada Lovell"), spans=(Span(21, 41), Span(42, 59)))
    first, second = claims([two, piece(page)], Copies(Filters(), Library(archive)))
    assert (
        first.text
        == "Ada Lovell, in Harbour Gazette (3 April 2023): … “It will open in May.” … “Nobody knows why,” [1]"
    )
    assert [(c.number, c.text, c.speaker) for c in (*first.citations, *second.citations)] == [
        (1, "It will open in May. Nobody knows why,” said Ada Lovell, the harbour master.", "Ada Lovell"),
        (2, "“The pier is closed.", None),
    ]


def test_where_more_was_said_than_is_shown_it_is_told(archive: Archive) -> None:
    said = "“The {} toll on the harbour road is a mistake of year {},” said Clara Lovell, the harbour master."
    ordinals = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
    archive.add([Article(f"s{n}", said.format(word, n), f"Toll {n}") for n, word in enumerate(ordinals)])
    archive.add([Article("other", "“Bread is dear,” said Clara Lovell, the harbour master.", "Bread")])
    assistant = Assistant(archive)
    assert assistant.ask("What did Lovell say about the toll?").more == More("Clara Lovell", "the toll", 8)
    assert assistant.ask("What did Lovell say about bread?").more is None
