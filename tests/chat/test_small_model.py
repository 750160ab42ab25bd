"""A real model, small enough to get most things wrong."""

from __future__ import annotations

import pytest

from index import Archive
from qa import Answer, Assistant
from qa.chat_model import open_model
from qa.generate import ChatAnswerer
from qa.verify import verify


@pytest.fixture(scope="module")
def assistant(ferry_archive: Archive, small_model: tuple[str, str]) -> Assistant:
    url, name = small_model
    model = open_model(f"openai:{name}", url, timeout=90, window=1024)
    return Assistant(ferry_archive, answerer=ChatAnswerer(model, "openai:smollm2", 1024, 90))


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("What did Clara Weaver say about the ferry?", "will not stop for good"),
        ("What may the ferry cost the town?", "41 million crowns"),
    ],
)
def test_its_answers_are_right_and_borne_out(assistant: Assistant, question: str, right: str) -> None:
    answer = assistant.ask(question)
    assert answer.found
    assert right in answer.text
    # It was heard: what it wrote either passed or is told of.
    assert answer.model == "openai:smollm2" or answer.left_out
    for claim in answer.claims:
        assert verify(Answer("?", (claim,), "answered", answer.model), assistant.archive).claims == (claim,)
        for citation in claim.citations:
            assert assistant.archive.article(citation.article).text[citation.start : citation.end] == citation.text
