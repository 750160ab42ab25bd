"""Evidence, and what it is narrowed to."""

from __future__ import annotations

from datetime import date

import pytest

from index import Archive, Article, Filters, Hit
from qa.answer import Question
from qa.evidence import Evidence, gather
from qa.evidence.found import Found, Place
from qa.library import Library
from qa.understand import understand


@pytest.fixture(scope="module")
def library(town_archive: Archive) -> Library:
    return Library(town_archive)


def evidence(library: Library, question: str, filters: Filters | None = None) -> Evidence:
    return gather(understand(Question(question, filters=filters or Filters()), library), library)


def test_what_the_question_says_narrows(library: Library) -> None:
    found = evidence(library, "What did Verel say, according to the Tribune?")
    assert found.filters == Filters(publisher="Elsin Tribune")
    assert {r.window.page.record.publisher for r in found.ranked} == {"Elsin Tribune"}


def test_what_it_says_is_given_up_where_it_leaves_no_answer(library: Library) -> None:
    found = evidence(library, "What did Kirby say about Gantz, according to the Tribune?")
    assert (found.filters, found.verdict.found) == (Filters(), True)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("in reports of the Gazette, since July 2023", Filters(since=date(2023, 7, 1))),
        ("in reports of the Tribune, before July 2023", Filters(publisher="Elsin Tribune")),
        ("in reports of the Gazette, before July 2023", Filters()),
        ("in reports of the Tribune, since July 2023", Filters(publisher="Elsin Tribune", since=date(2023, 7, 1))),
    ],
)
def test_no_more_of_it_is_given_up_than_leaves_no_answer(library: Library, said: str, kept: Filters) -> None:
    found = evidence(library, f"How many jobs will Oram Lines cut, {said}?")
    assert (found.filters, found.verdict.found) == (kept, True)
    assert found.widened == (kept.publisher is None or kept.since is None)


def test_what_the_caller_says_is_not(library: Library) -> None:
    found = evidence(library, "What did Kirby say about Gantz?", Filters(publisher="Elsin Tribune"))
    assert (found.filters, found.verdict.found) == (Filters(publisher="Elsin Tribune"), False)


def test_filters_that_leave_nothing(library: Library) -> None:
    filters = Filters(until=date(1990, 1, 1))
    found = evidence(library, "What did Kirby say about Gantz?", filters)
    assert (found.filters, found.empty, found.ranked) == (filters, True, ())


def test_a_statement_that_no_search_brings_is_found_by_who_said_it(archive: Archive) -> None:
    told = "Walter Stank told Clara Lovell what he would say about the toll: that the toll stays."
    bread = "The bread is dark and sour. " * 9
    said = f"Clara Lovell opened a bakery.\n\n{bread * 2}\n\n{bread}She said that tolls were her idea. {bread}"
    archive.add(Article(f"s{n}", f"{told} It was day {n}.", "The toll of Clara Lovell") for n in range(40))
    archive.add([Article("bakery", said, "A bakery")])
    found = evidence(Library(archive), "What did Clara Lovell say about the toll?")
    assert found.verdict.found
    assert found.found.order[0].article == archive.record("bakery").id


def test_passages_put_first_score_as_the_last_that_was_found() -> None:
    first, last = Hit("a", 0, 9, 3.0, 0.9, 1.0, 1.0), Hit("b", 0, 9, 1.0, 0.4, 0.5, 0.2)
    found = Found.of([first, last]).begun_with([Place("c", 5, 9), Place("b", 0, 9)])
    assert found.order == (Place("c", 5, 9), Place("b", 0, 9), Place("a", 0, 9))
    assert found.hits[Place("c", 5, 9)] == Hit("c", 5, 9, 1.0, 0.4, 0.0, 0.2)
    assert found.hits[Place("b", 0, 9)] == last
