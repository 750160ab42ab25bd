"""What LangChain takes of an archive: its passages, found by a retriever, and answers as messages with citations."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.messages import AIMessage
from langchain_core.messages.content import Citation, TextContentBlock
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index import Archive, Article, Filters, Hit
from qa.answer import Answer, Mark


class OnrecordRetriever(BaseRetriever):
    """The archive's passages as LangChain documents, by meaning and by words, best first.

    `k` and `filters` may also be given to `invoke`. A document's metadata says where it stands (article, source, title,
    published, publisher, url, start, end) and its score.
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
    ) -> list[Document]:
        hits = self.archive.search(query, k or self.k, filters or self.filters)
        read = self.archive.read(hit.article for hit in hits)
        return [_document(contents.article, hit) for contents, hit in zip(read, hits, strict=True)]


def _document(article: Article, hit: Hit) -> Document:
    metadata: dict[str, Any] = {
        "article": article.id,
        "source": article.source,
        "title": article.title,
        "published": article.published,
        "publisher": article.publisher,
        "url": article.url,
        "start": hit.start,
        "end": hit.end,
        "score": hit.score,
    }
    return Document(article.text[hit.start : hit.end], metadata=metadata)


def as_message(answer: Answer) -> AIMessage:
    """An answer as a message whose text carries LangChain's citations, each where its mark [n] stands.

    A citation counts in the message, as LangChain wants it; where the words stand in the article is in its extras. The
    message's `response_metadata` tells the status, who wrote it, and what was left out and why.
    """
    block: TextContentBlock = {"type": "text", "text": answer.text, "annotations": [*map(_citation, answer.marks)]}
    metadata = {
        "model_provider": "onrecord",
        "model_name": answer.model,
        "status": answer.status,
        "left_out": [one._asdict() for one in answer.left_out],
    }
    return AIMessage(content_blocks=[block], response_metadata=metadata)


def _citation(mark: Mark) -> Citation:
    c = mark.citation
    citation: Citation = {
        "type": "citation",
        "title": c.title,
        "start_index": mark.start,
        "end_index": mark.end,
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
