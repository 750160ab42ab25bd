"""What the assistant says itself."""

from __future__ import annotations

from datetime import date

import pytest

from index import Archive, Article, Filters
from qa.answer import Question
from qa.evidence import Evidence
from qa.evidence.decide import Verdict
from qa.extract.replies import talk_reply, why_not
from qa.library import Library
from qa.understand import understand


@pytest.fixture(scope="module")
def library(town_archive: Archive) -> Library:
    return Library(town_archive)


@pytest.mark.parametrize(
    ("question", "verdict", "says"),
    [
        (
            "What did Ada Lovell say about trout?", Verdict(reason="unknown name", missing=("ada lovell",)),
            "The archive does not mention Ada Lovell.",
        ),
        (
            "what did ada lovell tell okonjo-dahl?",
            Verdict(reason="unknown name", missing=("ada lovell", "okonjo dahl")),
            "The archive does not mention Ada Lovell and Okonjo-Dahl.",
        ),
        (
            "Who opened the bridge in 2019?", Verdict(reason="year", missing=("2019",)),
            "The nearest that the archive holds is not of 2019.",
        ),
        (
            "What did Verel say about “The Trout”?", Verdict(reason="silent speaker", missing=("verel",)),
            "The archive holds statements by Tomas Verel, but none about The Trout.",
        ),
        (
            "What did Verel say about the toll?", Verdict(reason="silent speaker", missing=("verel",)),
            "The archive holds statements by Tomas Verel, but none that answers this.",
        ),
        (
            "How did Verel explain it?", Verdict(reason="silent speaker", missing=("verel",)),
            "The archive holds statements by Tomas Verel, but none that answers this.",
        ),
        (
            "What did Oram say?", Verdict(reason="silent speaker", missing=("oram",)),
            "The archive holds no statement by Oram.",
        ),
        (
            "Where did Verel meet Ness?", Verdict(reason="names", missing=("ness",)),
            "What the archive holds nearest to this does not mention Ness.",
        ),
        ("Did it snow?", Verdict(reason="nothing"), "The archive does not hold an answer to this."),
        ("How?", Verdict(), "There is nothing in this question to look for. Ask for a topic, or for somebody's words."),
    ],
)  # fmt: skip
def test_why_not(library: Library, question: str, verdict: Verdict, says: str) -> None:
    evidence = Evidence(understand(Question(question), library), Filters(), verdict=verdict)
    assert why_not(evidence, library) == says


def test_what_the_filters_leave_out_may_be_in_the_archive(library: Library) -> None:
    asked = understand(Question("Did it snow?", filters=Filters(publisher="Harbour Gazette")), library)
    told = why_not(Evidence(asked, asked.filters, verdict=Verdict(reason="nothing")), library)
    assert told == "What the filters admit does not hold an answer to this."


@pytest.mark.parametrize(
    ("filters", "says"),
    [
        (Filters(publisher="The Moon"), "is of The Moon"),
        (Filters(since=date(2023, 1, 2)), "was published on or after 2 January 2023"),
        (Filters(until=date(2023, 1, 2)), "was published on or before 2 January 2023"),
        (
            Filters(publisher="The Moon", since=date(2023, 1, 2), until=date(2023, 2, 3)),
            "is of The Moon and was published from 2 January 2023 to 3 February 2023",
        ),
        (Filters(article="x"), "is the one that was asked for"),
    ],
)
def test_filters_that_leave_nothing(library: Library, filters: Filters, says: str) -> None:
    evidence = Evidence(understand(Question("Did it snow?"), library), filters, empty=True)
    assert why_not(evidence, library) == f"No article of the archive {says}. Remove or widen the filters."


def test_contents(archive: Archive) -> None:
    library = Library(archive)
    assert talk_reply("contents", library).startswith("The archive is empty: add articles to it")
    archive.add([Article("a", "The pier is open.", "The pier", date(2023, 4, 3), "Harbour Gazette")])
    assert talk_reply("contents", library).startswith(
        "The archive holds one article from Harbour Gazette, of 3 April 2023."
    )
    archive.add([Article("b", "The pier is closed.", "The pier", date(2024, 4, 3), "Elsin Tribune")])
    assert talk_reply("help", library).startswith(
        "The archive holds 2 articles from Elsin Tribune and Harbour Gazette, of 3 April 2023 to 3 April 2024."
    )
    assert talk_reply("thanks", library) == "You are welcome. Ask on whenever you like."
