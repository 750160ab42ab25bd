"""What is asked, from the words alone."""

from __future__ import annotations

from datetime import date

import pytest

from index import Archive, Filters
from qa.answer import Constraint, Question, Turn
from qa.library import Library
from qa.understand import Query, understand


@pytest.fixture(scope="module")
def library(town_archive: Archive) -> Library:
    return Library(town_archive)


def test_a_query_whole(library: Library) -> None:
    text = "How many crowns did the bridge in Port Elsin cost in 2023, according to the Harbour Gazette?"
    assert understand(Question(text), library) == Query(
        text=text,
        own="How many crowns did the bridge in Port Elsin cost in 2023?",
        kind="number",
        expects=frozenset({"number", "money"}),
        names=("port elsin",),
        terms={"mani": 0.4, "crown": 1.0, "bridg": 1.0, "port": 1.0, "elsin": 1.0, "cost": 1.0, "2023": 1.0},
        years=frozenset({"2023"}),
        numbers=frozenset({"2023"}),
        narrowed=Filters(publisher="Harbour Gazette"),
        understood=(
            Constraint("topic", "crowns bridge Port Elsin cost 2023"), Constraint("publisher", "Harbour Gazette"),
        ),
    )  # fmt: skip


def test_who_a_speaker_is_tells_little_of_what_is_asked(library: Library) -> None:
    query = understand(Question("What did Stank of Port Elsin say to the traders?"), library)
    assert (query.speakers, query.names, query.apposition) == (("stank",), ("stank",), " of Port Elsin ")
    assert query.terms == {"stank": 1.0, "port": 0.4, "elsin": 0.4, "say": 0.4, "trader": 1.0}
    assert Constraint("topic", "traders") in query.understood


def test_a_follow_up_whole(library: Library) -> None:
    history = (Turn("user", "What did Verel say about Stank?"), Turn("assistant", "Verel said nothing."))
    query = understand(Question("What did Holt tell her?", history), library)
    assert (query.text, query.own, query.speakers, query.names, query.goes_on) == (
        "What did Holt tell Stank?",
        "What did Holt tell Stank?",
        ("holt",),
        ("holt", "stank"),
        True,
    )
    assert query.context == {"verel": 0.6, "say": pytest.approx(0.24), "noth": 0.35}


def test_the_last_question_of_another_time(library: Library) -> None:
    history = (Turn("user", "What did Verel say about Stank in May 2023?"), Turn("assistant", "Verel said nothing."))
    query = understand(Question("And in June 2023?", history), library)
    assert (query.text, query.narrowed.since, query.narrowed.until) == (
        "What did Verel say about Stank?",
        date(2023, 6, 1),
        date(2023, 6, 30),
    )


@pytest.mark.parametrize(
    ("text", "filters", "narrowed", "notes"),
    [
        ("What did Verel say?", Filters(), Filters(), ()),
        ("What did Verel say, according to the Tribune?", Filters(), Filters(publisher="Elsin Tribune"), ()),
        ("What did Verel say since June 2023?", Filters(), Filters(since=date(2023, 6, 1)), ()),
        ("What did Verel say, according to the Tribune?", Filters(publisher="X"), Filters(publisher="X"), ()),
        (
            "What did Verel say about bread in June 2023?", Filters(),
            Filters(since=date(2023, 6, 1), until=date(2023, 6, 30)), (),
        ),
        ("How much did bread cost in June 2023?", Filters(), Filters(), ()),
        ("What did Verel say since June 2023?", Filters(until=date(2023, 5, 1)), Filters(until=date(2023, 5, 1)), ()),
        (
            "What did Verel say yesterday?", Filters(), Filters(since=date(2024, 3, 4), until=date(2024, 3, 4)),
            ("Yesterday was read as the day before the newest article's.",),
        ),
    ],
)  # fmt: skip
def test_what_the_question_says_narrows_what_the_caller_left_open(
    library: Library, text: str, filters: Filters, narrowed: Filters, notes: tuple[str, ...]
) -> None:
    query = understand(Question(text, filters=filters), library)
    assert (query.filters, query.narrowed, query.notes) == (filters, narrowed, notes)


def test_a_misspelt_name_is_told(library: Library) -> None:
    query = understand(Question("What did Netanyaho say?"), library)
    assert (query.text, query.speakers, query.notes) == (
        "What did Netanyahu say?",
        ("netanyahu",),
        ("Netanyaho was read as Netanyahu.",),
    )


def test_a_speaker_set_by_the_caller_is_the_one_asked_for(library: Library) -> None:
    query = understand(Question("the toll", filters=Filters(speaker="Tomas Verel")), library)
    assert (query.speakers, query.kind) == (("tomas verel",), "said")


def test_somebody_asked_for_by_role(library: Library) -> None:
    query = understand(Question("What did Verel's lawyer say?"), library)
    assert (query.speakers, query.roles) == ((), ("lawyer",))


@pytest.mark.parametrize("text", ["What is the latest on the toll?", "What did Verel say most recently?"])
def test_newest_first(library: Library, text: str) -> None:
    assert understand(Question(text), library).shape == "latest"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "'; DROP TABLE articles; --", "它是什么？", "???", "it the of"]
)
def test_odd_questions_are_understood_as_something(library: Library, text: str) -> None:
    assert understand(Question(text), library).text == text


def test_small_talk(library: Library) -> None:
    assert understand(Question("Hello"), library) == Query("Hello", talk="greeting")
