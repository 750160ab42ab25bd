"""What a question was read to ask for, and the same question without some of it."""

from __future__ import annotations

from typing import Literal

import pytest

from index import Archive, Filters
from qa import Assistant, Constraint, Turn
from qa.answer import Question
from qa.library import Library
from qa.understand import Query, understand

Part = Literal["speaker", "topic", "publisher", "dates"]

KIRBY, GANTZ = Constraint("speaker", "John Kirby"), Constraint("topic", "Gantz")
VEREL, STANK = Constraint("speaker", "Tomas Verel"), Constraint("speaker", "Mirela Stank")
DAUGHTER = Constraint("speaker", "Verel's daughter")
HOLT = Constraint("speaker", "Dagny Holt")
TRIBUNE, TOLL = Constraint("publisher", "Elsin Tribune"), Constraint("topic", "the toll")
JUNE, SINCE = Constraint("dates", "1 June 2023 to 30 June 2023"), Constraint("dates", "since 1 June 2023")


@pytest.fixture(scope="module")
def library(town_archive: Archive) -> Library:
    return Library(town_archive)


def read(library: Library, text: str, *without: Constraint) -> Query:
    return understand(Question(text, without=frozenset(without)), library)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("What did Kirby say about Gantz?", (KIRBY, GANTZ)),
        ("What did Kirby say?", (KIRBY,)),
        ("what did kirby say about gantz?", (KIRBY, Constraint("topic", "gantz"))),
        ("How did Dagny Holt describe the job cuts?", (HOLT, Constraint("topic", "job cuts"))),
        ("How did Verel and Stank react?", (VEREL, STANK)),
        ("What did Ada Lovell say about the toll?", (Constraint("speaker", "Ada Lovell"), TOLL)),
        ("What did his lawyer say about the toll?", (Constraint("speaker", "lawyer"), TOLL)),
        ("What did Verel's daughter say?", (DAUGHTER,)),
        ("What did the Verel campaign say?", (Constraint("speaker", "the Verel campaign"),)),
        ("How did Mrs Verel's own lawyer react to the toll?", (Constraint("speaker", "Mrs Verel's own lawyer"),
         Constraint("topic", "toll"))),
        ("What was Mr Verel's view of Mrs Stank's toll?", (VEREL, Constraint("topic", "Stank's toll"))),
        ("How did Mayor Verel react to the Justice Department?", (VEREL, Constraint("topic", "Justice Department"))),
        ("Who did Gantz meet?", (Constraint("topic", "Gantz meet"),)),
        ("What did Verel say, according to the Tribune?", (VEREL, TRIBUNE)),
        ("What did Verel say about the toll since June 2023?", (VEREL, TOLL, SINCE)),
        ("What did Verel say in articles from June 2023?", (VEREL, JUNE)),
        ("What did Verel say before 5 June 2023?", (VEREL, Constraint("dates", "until 4 June 2023"))),
        ("What did Verel say about the toll between 1 June 2023 and 30 June 2023?", (VEREL, TOLL, JUNE)),
        ("What did Verel say about the toll in articles from June 2023?", (VEREL, TOLL, JUNE)),
        ("What did voters say about Verel?", (Constraint("speaker", "voters"), Constraint("topic", "Verel"))),
        ("Hello", ()),
    ],
)  # fmt: skip
def test_what_is_understood(library: Library, text: str, understood: tuple[Constraint, ...]) -> None:
    assert read(library, text).understood == understood


def test_what_the_caller_sets_is_not_read_from_the_question(library: Library) -> None:
    filters = Filters(speaker="Tomas Verel", publisher="Elsin Tribune")
    assert understand(Question("the toll", filters=filters), library).understood == (Constraint("topic", "toll"),)


def test_a_follow_up_has_what_it_takes_from_the_conversation(library: Library) -> None:
    history = (Turn("user", "What did Kirby say about Gantz?"), Turn("assistant", "Nothing."))
    query = understand(Question("And what did Harris tell him?", history), library)
    assert query.understood == (Constraint("speaker", "Kamala Harris"), GANTZ)


def test_without_the_speaker_the_words_are_a_topic(library: Library) -> None:
    query = read(library, "What did Kirby say about Gantz?", KIRBY)
    assert (query.speakers, query.understood) == ((), (Constraint("topic", "Kirby Gantz"),))
    assert query.terms.keys() >= {"kirbi", "gantz"}


def test_without_one_speaker_the_other_is_asked(library: Library) -> None:
    query = read(library, "How did Verel and Stank react?", STANK)
    assert (query.speakers, query.understood) == (("verel",), (VEREL, Constraint("topic", "Stank")))


def test_without_the_topic_all_is_asked_for(library: Library) -> None:
    query = read(library, "What did Kirby say about Gantz?", GANTZ)
    assert (query.text, query.speakers, query.understood) == ("What did John Kirby say?", ("john kirby",), (KIRBY,))


def test_somebody_s_daughter_is_taken_back(library: Library) -> None:
    text = "How did Verel's daughter react to the toll?"
    query = read(library, text)
    assert (query.roles, query.owner, query.understood) == (
        ("daughter",),
        "verel",
        (DAUGHTER, Constraint("topic", "toll")),
    )
    assert read(library, text, DAUGHTER).understood == (Constraint("topic", "Verel's daughter toll"),)
    without = read(library, text, Constraint("topic", "toll"))
    assert (without.text, without.speakers, without.understood) == ("What did Verel's daughter say?", (), (DAUGHTER,))


@pytest.mark.parametrize("part", ["speaker", "topic", "publisher", "dates"])
def test_what_it_was_not_read_to_ask_for_changes_nothing(library: Library, part: Part) -> None:
    text = "What did Verel say about the toll since June 2023, according to the Tribune?"
    assert read(library, text, Constraint(part, "zzz")) == read(library, text)


def test_all_is_taken_back_one_after_the_other(library: Library) -> None:
    text = "How did Verel and Stank react to the toll?"
    without: list[Constraint] = []
    while left := read(library, text, *without).understood:
        without.append(left[-1])
        assert len(without) <= 3
    assert read(library, text, *without).asks_nothing


def test_a_topic_that_a_follow_up_takes_up_is_taken_back_too(library: Library) -> None:
    history = (Turn("user", "What did Kirby say about Gantz?"), Turn("assistant", "Nothing."))
    query = understand(Question("And what did Harris tell him?", history, without=frozenset({GANTZ})), library)
    assert (query.text, query.context, query.goes_on) == ("What did Kamala Harris say?", {}, False)


@pytest.mark.parametrize("taken_back", [TRIBUNE, SINCE])
def test_without_publisher_or_dates_it_is_not_narrowed_by_them(library: Library, taken_back: Constraint) -> None:
    text = "What did Verel say since June 2023, according to the Tribune?"
    whole, query = read(library, text), read(library, text, taken_back)
    assert query.understood == tuple(c for c in whole.understood if c != taken_back)
    assert (query.own, query.terms) == (whole.own, whole.terms)
    assert (query.narrowed.publisher is None) == (taken_back == TRIBUNE)
    assert (query.narrowed.since is None) == (taken_back == SINCE)


def test_nothing_is_left_to_ask_for(town_assistant: Assistant) -> None:
    answer = town_assistant.ask("What did Kirby say about Gantz?", without=(KIRBY, GANTZ))
    assert (answer.found, answer.understood) == (False, ())
    assert answer.text == "Nothing is left to look for. Ask for a topic, or for somebody's words."


def test_the_first_part_of_an_answer_tells_what_was_understood_and_found(town_assistant: Assistant) -> None:
    first, *_ = town_assistant.stream("What did Kirby say about Gantz?")
    assert (first.understood, first.claims) == ((KIRBY, GANTZ), ())
    assert first.passages > 0


@pytest.mark.parametrize(
    ("question", "note"),
    [
        (
            "How many jobs will Oram Lines cut, in articles from May 2023?",
            "Nothing in articles from May 2023 answers this; this is from other days.",
        ),
        (
            "How many jobs will Oram Lines cut, according to the Harbour Gazette?",
            "Nothing by Harbour Gazette answers this; this is from other publishers.",
        ),
        (
            "How many jobs will Oram Lines cut, in reports of the Gazette, before July 2023?",
            "Nothing by Harbour Gazette before July 2023 answers this; this is from other publishers and days.",
        ),
        (
            "How many jobs will Oram Lines cut, in reports of the Gazette, since July 2023?",
            "Nothing by Harbour Gazette answers this; this is from other publishers.",
        ),
        (
            "How many jobs will Oram Lines cut, in reports of the Tribune, before July 2023?",
            "Nothing before July 2023 answers this; this is from other days.",
        ),
    ],
)
def test_an_answer_from_elsewhere_is_told_to_be(town_assistant: Assistant, question: str, note: str) -> None:
    answer = town_assistant.ask(question)
    assert (answer.found, answer.notes) == (True, (note,))
    assert "40 of its 160 jobs" in answer.claims[0].text


def test_an_answer_from_where_it_was_looked_for_needs_no_note(town_assistant: Assistant) -> None:
    answer = town_assistant.ask("How many jobs will Oram Lines cut, according to the Tribune?")
    assert (answer.found, answer.notes) == (True, ())
    assert all(claim.citations for claim in answer.claims)
