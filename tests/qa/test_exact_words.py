"""Questions on whether, and by whom, something was said in just these words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import Archive, Article
from index.embed import SentenceTransformerEmbedder
from qa import Answer, Assistant

TEXTS = (
    "“The ferry will never sail in winter again,” said Mara Quill, the mayor. “It is a matter of ice,” Quill added.",
    "“The ferry is a matter of trust,” said Odo Brandt, the ferry’s owner. Brandt spoke of the winter at length.",
    "Odo Brandt said that the ferry would sail again. Mara Quill praised the ferry, its owner and the winter.",
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Iterator[Assistant]:
    with Archive(tmp_path_factory.mktemp("ferry"), embedder=embedder) as archive:
        archive.add([Article(text, text, "The ferry") for text in TEXTS])
        yield Assistant(archive)


def quoted(answer: Answer) -> list[tuple[str | None, str]]:
    return [(claim.speaker, quote) for claim in answer.claims for quote in claim.quotes]


@pytest.mark.parametrize(
    "question",
    [
        "Who said “the ferry will never sail in winter again”?",
        "who said, 'will never sail in winter'",
        "Did Quill say that “the ferry will never sail in winter again”?",
        "Did Brandt say “never sail in winter again”?",
    ],
)
def test_words_that_are_there_are_shown_with_whose_they_are(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert quoted(answer)[0] == ("Mara Quill", "The ferry will never sail in winter again,")
    assert {speaker for speaker, _ in quoted(answer)} == {"Mara Quill"}


@pytest.mark.parametrize("words", ["the ferry will never sail in summer", "We came, we sailed, it sank"])
def test_words_that_are_nowhere_are_told_not_to_be_there(assistant: Assistant, words: str) -> None:
    for question in (f"Who said “{words}”?", f"Did Brandt say “{words}” about the ferry?"):
        answer = assistant.ask(question)
        assert answer.status == "absent"
        assert answer.claims[0].text.startswith(f"No article of the archive has just these words: {words}.")


def test_a_title_or_a_word_at_arms_length_is_no_such_question(assistant: Assistant) -> None:
    assert assistant.ask("What did Quill say about the “winter ferry”?").status == "answered"
    assert assistant.ask("What did Quill say of the ferry in her article “Ice and trust”?").status == "answered"
