"""What LangChain takes of an archive: its passages, found by a retriever, and answers as messages with citations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.messages import AIMessage
from langchain_core.messages.content import Citation, ContentBlock, TextContentBlock
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index import Archive, Article, Filters, Hit
from qa.answer import BETWEEN, Answer, Mark
from qa.wording import texts


class OnrecordRetriever(BaseRetriever):
    """The archive's passages as LangChain documents, by meaning and by words, best first.

    `k`, `filters` and `terms` (see `Archive.search`) may also be given to `invoke`. A document's metadata says where it
    stands (article, source, title, published, publisher, url, start, end) and what it scored (see `index.Hit`).
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    archive: Archive
    k: int = 10
    filters: Filters = Filters()

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        filters: Filters | None = None,
        terms: Mapping[str, float] | None = None,
    ) -> list[Document]:
        hits = self.archive.search(query, k or self.k, filters or self.filters, terms)
        read = self.archive.read(hit.article for hit in hits)
        return [_document(contents.article, hit) for contents, hit in zip(read, hits, strict=True)]


def _document(article: Article, hit: Hit) -> Document:
    metadata: dict[str, Any] = {
        "source": article.source,
        "title": article.title,
        "published": article.published,
        "publisher": article.publisher,
        "url": article.url,
        **asdict(hit),
    }
    return Document(article.text[hit.start : hit.end], metadata=metadata)


def hit_of(document: Document) -> Hit:
    """The hit that a document of the retriever's was made of."""
    return Hit(**{field.name: document.metadata[field.name] for field in fields(Hit)})


def as_message(answer: Answer) -> AIMessage:
    """An answer as a message: a block of text for each claim, with LangChain's citations where its marks [n] stand.

    A citation counts in the text of its block, as LangChain wants it; where the words stand in the article is in its
    extras, and a block's extras say what kind of claim it is, and by whom. The message's `response_metadata` tells the
    status, who wrote it, how the question was read, and what was left out and why.
    """
    blocks: list[ContentBlock] = []
    end = 0
    for claim, text in zip(answer.claims, texts(answer.claims), strict=True):
        start, text = end, BETWEEN + text if blocks else text
        end += len(text)
        cited = [_citation(mark, start) for mark in answer.marks if start <= mark.start < end]
        kind = {"kind": claim.kind, "speaker": claim.speaker}
        blocks.append(TextContentBlock(type="text", text=text, annotations=[*cited], extras=kind))
    metadata = {
        "model_provider": "onrecord",
        "model_name": answer.model,
        "status": answer.status,
        "notes": [*answer.notes],
        "left_out": [one._asdict() for one in answer.left_out],
    }
    return AIMessage(content_blocks=blocks, response_metadata=metadata)


def _citation(mark: Mark, start: int) -> Citation:
    """start: where the block begins in the answer's text."""
    c = mark.citation
    citation: Citation = {
        "type": "citation",
        "title": c.title,
        "start_index": mark.start - start,
        "end_index": mark.end - start,
        "cited_text": c.text,
        "extras": {
            "number": c.number,
            "article": c.article,
            "source": c.source,
            "published": c.published.isoformat() if c.published else None,
            "publisher": c.publisher,
            "speaker": c.speaker,
            "start": c.start,
            "end": c.end,
        },
    }
    if c.url:
        citation["url"] = c.url
    return citation
