"""Evidence: the retriever, and what it is narrowed to."""

from __future__ import annotations

from datetime import date

import pytest

from index import Archive, Filters
from qa.answer import Question
from qa.evidence import ArchiveRetriever, Evidence, gather
from qa.library import Library
from qa.understand import understand


@pytest.fixture(scope="module")
def library(town_archive: Archive) -> Library:
    return Library(town_archive)


def evidence(library: Library, question: str, filters: Filters | None = None) -> Evidence:
    return gather(understand(Question(question, filters=filters or Filters()), library), library)


def test_passages_as_documents(town_archive: Archive) -> None:
    best, second = ArchiveRetriever(archive=town_archive, k=2).invoke("ferry company cuts jobs")
    article = town_archive.article("tribune/ferry")
    assert best.page_content == article.text[best.metadata["start"] : best.metadata["end"]]
    assert {name: best.metadata[name] for name in ("article", "source", "title", "published")} == {
        "article": article.id,
        "source": "tribune/ferry",
        "title": "Ferry company to cut 40 jobs",
        "published": date(2023, 9, 2),
    }
    assert best.metadata["score"] >= second.metadata["score"]


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
