"""What is stored of one article, and what made it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.article import Article, ArticleRecord, Passage, Statement
from index.embed import Vectors


class Maker(NamedTuple):
    """What made the vectors and statements of a store; one made by another is refused."""

    embedder: str
    dimension: int
    extractor: str


class Entry(NamedTuple):
    """All that is stored of one article; `vectors` has a row for each passage."""

    article: Article
    passages: Sequence[Passage]
    vectors: Vectors
    statements: Sequence[Statement]
    language: str | None

    def record(self) -> ArticleRecord:
        """The article's own record."""
        a = self.article
        return ArticleRecord(
            id=a.id,
            version=a.version,
            source=a.source,
            title=a.title,
            published=a.published,
            publisher=a.publisher,
            author=a.author,
            body=a.body,
            chars=len(a.text),
            passages=len(self.passages),
            statements=len(self.statements),
            language=self.language,
        )
