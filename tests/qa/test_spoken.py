"""Statements of those asked for, cut to what bears on the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index import Archive, Article, Excerpt, Span, Statement
from qa import Assistant
from qa.answer import Question
from qa.evidence.cut import cut, quoted_sentences
from qa.evidence.piece import Piece
from qa.evidence.wanted import is_by, lists, needed, topic_of
from qa.library import Library
from qa.page import Page
from qa.understand import Query, understand

ON = " ".join(
    ["I have told this council so every spring since the old pier fell, and every spring it has slept on it,"] * 3
)
SPEECH = (
    f"We will dredge the harbour in May. Nobody else offered. It will cost a million crowns. {ON} so I tell it again."
)
TEXT = f"“{SPEECH}” Ada Lovell told the council.\n\nLovell also said that the harbour was silting up."


@pytest.fixture
def library(archive: Archive) -> Library:
    archive.add([Article("made-up", TEXT, "The harbour")])
    return Library(archive)


@pytest.fixture
def page(library: Library) -> Page:
    return library.page("made-up")


def statement(page: Page, content: Sequence[str], quotes: Sequence[str], speaker: str = "Ada Lovell") -> Statement:
    start = page.text.rfind("\n", 0, page.text.index(content[0])) + 1
    end = page.text.find("\n", start)
    end = len(page.text) if end < 0 else end
    return Statement(
        page.record.id, start, end, page.text[start:end], spans(page, content), spans(page, quotes),
        Excerpt(0, 0, ""), None, speaker, None, bool(quotes),
    )  # fmt: skip


def spans(page: Page, texts: Sequence[str]) -> tuple[Span, ...]:
    return tuple(Span(page.text.index(text), page.text.index(text) + len(text)) for text in texts)


@pytest.fixture
def speech(page: Page) -> Statement:
    return statement(page, [f"“{SPEECH}”"], [SPEECH])


@pytest.mark.parametrize(
    ("question", "around", "texts"),
    [
        ("What did Lovell say about May?", (0, 200), ["We will dredge the harbour in May."]),
        (
            "What did Lovell say about May and crowns?", (0, 200),
            ["We will dredge the harbour in May.", "It will cost a million crowns."],
        ),
        (
            "What did Lovell say?", (0, 200),
            ["We will dredge the harbour in May. Nobody else offered. It will cost a million crowns."],
        ),
        ("What did Lovell say about trout?", (36, 60), ["Nobody else offered."]),
        (
            "What did Lovell say about the money for dredging the old harbour?", (0, 60),
            ["We will dredge the harbour in May. Nobody else offered."],
        ),
    ],
)  # fmt: skip
def test_a_quotation_is_cut_to_sentences(
    library: Library, page: Page, speech: Statement, question: str, around: tuple[int, int], texts: list[str]
) -> None:
    query = understand(Question(question), library)
    piece = cut(speech, page, query, Span(*around))
    assert piece == Piece(page, "quoted", spans(page, texts), "Ada Lovell")


def test_what_is_reported_is_shown_as_it_stands(library: Library, page: Page) -> None:
    reported = statement(page, ["that the harbour was silting up"], [])
    query = understand(Question("What did Lovell say about the harbour?"), library)
    piece = cut(reported, page, query, Span(reported.start, reported.end))
    whole = ["Lovell also said that the harbour was silting up."]
    assert piece == Piece(page, "reported", spans(page, whole), "Ada Lovell")


def test_a_short_statement_is_quoted_whole(library: Library, page: Page) -> None:
    short = statement(page, ["“We will dredge", "Nobody else offered."], ["We will dredge the harbour in May. Nobody"])
    query = understand(Question("What did Lovell say about May?"), library)
    piece = cut(short, page, query, Span(0, 30))
    assert piece == Piece(page, "quoted", spans(page, ["We will dredge the harbour in May. Nobody"]), "Ada Lovell")


def test_a_quotation_within_a_quotation_is_not_cut_in_two() -> None:
    text = "I asked him. He said: ‘Go home. Stay there.’ I went."
    assert [text[start:end] for start, end in quoted_sentences(text, Span(0, len(text)))] == [
        "I asked him.", "He said: ‘Go home. Stay there.’", "I went."
    ]  # fmt: skip


def test_a_word_or_two_in_quotation_marks_do_not_stand_alone(library: Library, page: Page) -> None:
    few = statement(page, ["silting up"], ["silting up"])
    query = understand(Question("What did Lovell say about the harbour?"), library)
    piece = cut(few, page, query, Span(few.start, few.end))
    assert piece is not None
    assert piece.texts == ("Lovell also said that the harbour was silting up.",)


@pytest.mark.parametrize(
    ("asked", "held", "theirs"),
    [
        (("lovell",), "Ada Lovell", True),
        (("ada lovell",), "Ada Lovell", True),
        (("stank", "lovell"), "Ada Lovell", True),
        (("stank",), "Ada Lovell", False),
        (("ada lovell",), "Lovell", True),
        (("bea lovell",), "Lovell", False),
        (("bea lovell",), "Bea Lovell", True),
    ],
)
def test_whose_statement_it_is(speech: Statement, asked: tuple[str, ...], held: str, theirs: bool) -> None:
    query = Query("", speakers=asked, namesakes=frozenset({"bea lovell"}))
    assert is_by(query, replace(speech, speaker=held)) is theirs


def test_a_statement_need_not_have_the_first_name_of_whom_it_is_about(library: Library) -> None:
    query = understand(Question("What did Lovell say about Clara Stank's toll?"), library)
    assert (topic_of(query), needed(query)) == ({"clara", "stank", "toll"}, {"stank", "toll"})


@pytest.mark.parametrize(
    ("question", "topic", "listed"),
    [
        ("What did Lovell say about the harbour?", {"harbor"}, True),
        ("What did Lovell say?", set(), True),
        ("What did Lovell say about the money for the old harbour?", {"money", "old", "harbor"}, False),
        ("Who spoke of the harbour?", {"spoke", "speak", "harbor"}, False),
        ("How many crowns did Lovell want?", {"crown"}, False),
    ],
)
def test_what_is_asked_for_as_a_list(library: Library, question: str, topic: set[str], listed: bool) -> None:
    query = understand(Question(question), library)
    assert topic_of(query) <= topic
    assert lists(query) is listed


def test_pieces_that_quote_the_same_words_overlap(page: Page) -> None:
    first, second = Piece(page, "quoted", (Span(0, 10), Span(20, 30))), Piece(page, "quoted", (Span(25, 40),))
    assert first.overlaps(second)
    assert not second.overlaps(Piece(page, "quoted", (Span(0, 25),)))


def test_pieces_with_the_same_words_repeat_each_other(page: Page) -> None:
    first, second = Piece(page, "quoted", (Span(0, 10), Span(20, 30))), Piece(page, "quoted", (Span(20, 30),))
    assert first.repeats(second)
    assert second.repeats(first)
    assert not second.repeats(Piece(page, "quoted", (Span(40, 50),)))


def test_a_topic_of_two_words_is_one_thing_unless_they_are_joined(archive: Archive) -> None:
    text = "“The harbour is cold,” Ada Lovell said.\n\n“The harbour toll is fair,” Ada Lovell said."
    archive.add([Article("tolls", text, "Tolls")])
    assistant = Assistant(archive)
    one = assistant.ask("What did Lovell say about the harbour toll?")
    both = assistant.ask("What did Lovell say about the harbour and the toll?")
    assert [q for claim in one.claims for q in claim.quotes] == ["The harbour toll is fair,"]
    assert [q for claim in both.claims for q in claim.quotes] == ["The harbour is cold,", "The harbour toll is fair,"]


def test_what_another_says_is_left_out_where_it_is_named(archive: Archive) -> None:
    text = (
        "Ada Lovell wanted the harbour dredged before the winter storms, she told the council at length. "
        "Bruno Stank said that the harbour was deep enough before the winter storms."
    )
    archive.add([Article("storms", text, "Storms")])
    answer = Assistant(archive).ask("What did Ada Lovell tell the council about dredging before the winter storms?")
    assert "deep enough" not in answer.claims[0].text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Carla Quill said Ada Lovell “says whatever she needs to say to keep the harbour.”\n\n"
            "Lovell said that the harbour was silting up.",
            ["Lovell said that the harbour was silting up."],
        ),
        (
            "“There is a man who shouts at the harbour,” Ada Lovell said, as the man yelled: “The harbour is a lie!”",
            ["There is a man who shouts at the harbour,"],
        ),
    ],
)
def test_no_words_of_another_s_stand_under_a_name(archive: Archive, text: str, shown: list[str]) -> None:
    archive.add([Article("made-up", text, "The pier")])
    answer = Assistant(archive).ask("What did Ada Lovell say about the harbour?")
    assert [w.text for claim in answer.claims if claim.speaker for w in claim.words] == shown


def test_of_one_without_a_name_the_article_tells(archive: Archive) -> None:
    text = "A baker of nearly four years said that the ferry stopped in 1961. “It was a cold day,” a baker said."
    archive.add([Article("made-up", text, "The ferry")])
    (claim, *_) = Assistant(archive).ask("When did the ferry stop?").claims
    assert (claim.kind, claim.speaker) == ("excerpt", None)
