"""Words that stand in several articles."""

from __future__ import annotations

from datetime import date

import pytest

from index import Archive, Article
from qa import Assistant, Copy
from qa.extract.copies import alike

OPENING = "The ferry to Tolva Island sank on Sunday evening."
WORDS = "“The hull was patched with tar and hope,” said Marit Solheim-Okoro, who captained her."
ENDING = "All 31 passengers were brought ashore by fishing boats."


@pytest.fixture
def assistant(archive: Archive) -> Assistant:
    wire = f"{OPENING}\n\n{WORDS}\n\n{ENDING}"
    straight = f"ELSIN (Wire) — {OPENING}\n{WORDS.replace('“', chr(34)).replace('”', chr(34))}\n{ENDING}"
    own = "The ferry company opened a museum.\n\nMarit Solheim-Okoro kept silent. The island has a new captain."
    archive.add(
        [
            Article("gazette", wire, "Ferry sinks", date(2023, 4, 3), "Harbour Gazette"),
            Article("tribune", straight, "Ferry sinks off Tolva", date(2023, 4, 4), "Elsin Tribune"),
            Article("museum", own, "A museum", date(2023, 4, 5), "Elsin Tribune"),
        ]
    )
    return Assistant(archive)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What did Solheim-Okoro say about the hull?", "The hull was patched with tar and hope,"),
        ("How many passengers were brought ashore?", ENDING),
    ],
)
def test_copies_are_one_claim_that_tells_of_the_others(assistant: Assistant, question: str, text: str) -> None:
    answer = assistant.ask(question)
    assert answer.found
    [(citation, words)] = [
        (claim.citations[w.citation], w.text) for claim in answer.claims for w in claim.words if text in w.text
    ]
    [copy] = citation.also
    assert {citation.source, copy.source} == {"gazette", "tribune"}
    other = assistant.archive.article(copy.article)
    assert copy == Copy(other.id, other.source, other.title, other.published, copy.start, copy.end, other.version)
    told = other.text[copy.start : copy.end]
    assert " ".join(told.replace("“", '"').replace("”", '"').split()) == " ".join(
        words.replace("“", '"').replace("”", '"').split()
    )


def test_an_edited_copy_is_counted_once_and_told(archive: Archive) -> None:
    tail = "The company said that she would sail again within a week, once divers had looked at her keel and screws."
    masts = "The storm on Sunday night broke the masts of nine boats in the harbour of Elsin, the harbour office said."
    texts = {
        "wire": masts,
        "edited": masts.replace("harbour office", "port's office"),
        "other": masts.replace("nine", "ten"),
    }
    archive.add(Article(name, f"{OPENING}\n\n{text}\n\n{tail} {ENDING}", name.title()) for name, text in texts.items())
    answer = Assistant(archive).ask("What did the storm break in the harbour of Elsin?")
    shown = [(c.source, c.text, [(copy.source, copy.same) for copy in c.also]) for c in answer.citations]
    assert ("wire", masts, [("edited", False)]) in shown or ("edited", texts["edited"], [("wire", False)]) in shown
    # Another number is no other spelling.
    assert {c.source for c in answer.citations if "masts" in c.text} in ({"wire", "other"}, {"edited", "other"})
    for citation in answer.citations:
        for copy in citation.also:
            assert archive.article(copy.article).text[copy.start : copy.end] == texts[copy.source]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("The storm broke the masts of nine boats in the old harbour of Elsin.", True),
        ("The storm broke the masts of ten boats in the old port of Elsin.", False),
        ("The storm did not break the masts of nine boats in the old port of Elsin.", False),
        ("The storm broke the masts of nine boats in the old port of Merrow.", False),
        ("ELSIN, Monday. The storm broke the masts of nine boats in the old port of Elsin.", True),
        ("TOLVANE (Wire) — The storm broke the masts of nine boats in the old port of Elsin.", True),
        ("A dredger sailed in May.", False),
    ],
)
def test_edited_words_mean_the_same(other: str, same: bool) -> None:
    assert alike("The storm broke the masts of nine boats in the old port of Elsin.", other) == same


def test_a_copy_with_another_dateline_is_counted_once(archive: Archive) -> None:
    lead = "Divers found the bell of the ferry Marit on Monday at a depth of 40 metres off Tolva Island."
    tail = f"{OPENING} {ENDING} The company said that she would sail again within a week, once her keel was looked at."
    starts = {"wire": "", "gazette": "ELSIN, Tuesday. ", "tribune": "TOLVANE (Wire) — "}
    archive.add(Article(name, f"{start}{lead}\n\n{tail}", name.title()) for name, start in starts.items())
    answer = Assistant(archive).ask("At what depth did divers find the bell of the ferry?")
    [shown] = [citation for citation in answer.citations if "bell" in citation.text]
    assert {shown.source, *(copy.source for copy in shown.also)} == set(starts)


def test_the_same_words_are_shown_once(assistant: Assistant) -> None:
    answer = assistant.ask("What did Marit Solheim-Okoro say?")
    assert [claim.quotes for claim in answer.claims] == [("The hull was patched with tar and hope,",)]


def test_what_only_one_article_has_has_no_copies(assistant: Assistant) -> None:
    answer = assistant.ask("What did the ferry company open?")
    assert [c.also for c in answer.citations if c.source == "museum"] == [()]
