"""An archive as if it did not hold some of its articles: what questions without an answer are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from index import Archive, Filters, Hit
from index.lexical import Lexical
from qa.library import Library
from qa.page import Page


class Hidden(Library):
    """A library that can hide articles; what it reads of the others is read once."""

    def __init__(self, archive: Archive):
        super().__init__(archive)
        self._whole = archive
        self.hidden: frozenset[str] = frozenset()
        self.archive = cast(Archive, _HidingArchive(archive, self))

    @property
    def words(self) -> Lexical:
        return cast(Lexical, _HidingWords(self._whole.words, self)) if self.hidden else self._whole.words

    @property
    def publishers(self) -> frozenset[str]:
        return frozenset(r.publisher for r in self._whole.articles() if r.publisher)

    def holding(self, evidence: Iterable[str]) -> frozenset[str]:
        """The articles that have any of these words."""
        pieces = list(evidence)
        articles = (self._whole.article(record.id) for record in self._whole.articles())
        return frozenset(article.id for article in articles if any(piece in article.text for piece in pieces))

    @contextmanager
    def without(self, articles: frozenset[str]) -> Iterator[None]:
        """For as long as this lasts, these articles are not there."""
        self.hidden = articles
        try:
            yield
        finally:
            self.hidden = frozenset()

    def pages_hidden(self) -> list[Page]:
        return [self.page(article) for article in self.hidden]


class _HidingArchive:
    def __init__(self, archive: Archive, library: Hidden):
        self._archive, self._library = archive, library

    def __getattr__(self, name: str) -> Any:
        return getattr(self._archive, name)

    def search(self, query: str, k: int, filters: Filters, terms: Mapping[str, float] | None = None) -> list[Hit]:
        hits = self._archive.search(query, k, filters, terms)
        return [hit for hit in hits if hit.article not in self._library.hidden]


class _HidingWords:
    def __init__(self, words: Lexical, library: Hidden):
        self._words, self._library = words, library

    def __getattr__(self, name: str) -> Any:
        return getattr(self._words, name)

    def articles_with(self, terms: Iterable[str]) -> frozenset[str]:
        return self._words.articles_with(terms) - self._library.hidden

    def held(self, stem: str) -> int:
        return max(0, self._words.held(stem) - sum(_times(page, stem) for page in self._library.pages_hidden()))


def _times(page: Page, stem: str) -> int:
    """In how many passages of a page a stem stands, about."""
    return max(sum(stem in s.stems for s in page.sentences) // 2, int(stem in page.stems))
