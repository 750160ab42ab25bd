"""What is stored of one article, and what made it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from index.article import Article, ArticleRecord, Passage, Statement
from index.embed import Embedder, Vectors
from index.language import ENGLISH, language_of
from index.passages import cut, in_context
from index.readers import Note

Extractor = Callable[[Iterable[Article]], Iterator[list[Statement]]]
"""Finds who said what in some articles: the statements of each, in their order."""


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
            modified=a.modified,
            page_starts=a.page_starts,
            ocr_pages=a.ocr_pages,
            url=a.url,
        )

    def note(self) -> Note | None:
        """What whoever adds it should know."""
        if self.language in (ENGLISH, None):
            return None
        told = (
            f"its language is {self.language}: it is searched and cited, but who said what is found in English alone."
        )
        return Note(self.article.source, told)


def made_of(articles: Sequence[Article], extract: Extractor, embedder: Embedder) -> list[Entry]:
    """An entry for each article; of one that is known not to be English nobody's statements are sought."""
    languages = [language_of(article.text[article.body :]) for article in articles]
    readable = [a for a, language in zip(articles, languages, strict=True) if language in (ENGLISH, None)]
    found = extract(readable)  # It may be at work in a process of its own, from now on.
    passages = [cut(article) for article in articles]
    texts = [in_context(a, p) for a, own in zip(articles, passages, strict=True) for p in own]
    vectors = embedder.embed(texts)
    statements = dict(zip((a.id for a in readable), found, strict=True))
    entries, at = [], 0
    for article, own, language in zip(articles, passages, languages, strict=True):
        entries.append(Entry(article, own, vectors[at : at + len(own)], statements.get(article.id, []), language))
        at += len(own)
    return entries
