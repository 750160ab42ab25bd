"""What LangChain takes of an archive."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from langchain_tests.integration_tests import RetrieversIntegrationTests

from index import Archive
from qa import Assistant, Filters, OnrecordRetriever, as_message


class TestRetriever(RetrieversIntegrationTests):
    """LangChain's own tests of a retriever."""

    @pytest.fixture(autouse=True)
    def over_the_town(self, town_archive: Archive) -> None:
        self.archive = town_archive

    @property
    def retriever_constructor(self) -> type[OnrecordRetriever]:
        return OnrecordRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"archive": self.archive}

    @property
    def retriever_query_example(self) -> str:
        return "ferry company cuts jobs"


def test_passages_as_documents(town_archive: Archive) -> None:
    best, second = OnrecordRetriever(archive=town_archive, k=2).invoke("ferry company cuts jobs")
    article = town_archive.article("tribune/ferry")
    assert best.page_content == article.text[best.metadata["start"] : best.metadata["end"]]
    assert {name: best.metadata[name] for name in ("article", "source", "title", "published")} == {
        "article": article.id,
        "source": "tribune/ferry",
        "title": "Ferry company to cut 40 jobs",
        "published": date(2023, 9, 2),
    }
    assert best.metadata["score"] >= second.metadata["score"]


def test_documents_are_narrowed(town_archive: Archive) -> None:
    retriever = OnrecordRetriever(archive=town_archive, filters=Filters(publisher="Harbour Gazette"))
    assert {d.metadata["publisher"] for d in retriever.invoke("the bridge")} == {"Harbour Gazette"}
    only = retriever.invoke("the bridge", filters=Filters(speaker="John Kirby"))
    assert {d.metadata["title"] for d in only} == {"Gantz washington visit"}


def test_an_answer_is_a_message_with_citations(town_assistant: Assistant) -> None:
    answer = town_assistant.ask("What did Kirby say about Gantz?")
    message = as_message(answer)
    assert message.text == answer.text
    blocks: list[Any] = message.content_blocks
    assert [(b["extras"]["kind"], b["extras"]["speaker"]) for b in blocks] == [("quoted", "John Kirby")] * 3
    annotations = [(block["text"], annotation) for block in blocks for annotation in block["annotations"]]
    assert [a["extras"]["number"] for _, a in annotations] == [c.number for c in answer.citations] != []
    for (shown, annotation), cited in zip(annotations, answer.citations, strict=True):
        assert annotation["type"] == "citation"
        assert shown[annotation["start_index"] : annotation["end_index"]] == f"[{cited.number}]"
        text = town_assistant.archive.article(annotation["extras"]["article"]).text
        assert text[annotation["extras"]["start"] : annotation["extras"]["end"]] == annotation["cited_text"]
    assert message.response_metadata["status"] == "answered"
