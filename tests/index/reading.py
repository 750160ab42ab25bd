"""What a search of an archive finds, in words; and articles as what is derived takes them in."""

from __future__ import annotations

import numpy as np

from index import Archive, Article, Hit
from index.derived import Present
from index.entry import Entry
from index.passages import cut
from index.statements import find_statements


def words_of(archive: Archive, hit: Hit) -> str:
    return archive.article(hit.article).text[hit.start : hit.end]


def found(archive: Archive, query: str) -> list[str]:
    """The passages that a search finds, best first."""
    return [words_of(archive, hit) for hit in archive.search(query)]


def presented(article: Article) -> Present:
    """An article as what is derived takes it in, without vectors."""
    passages = cut(article)
    vectors = np.zeros((len(passages), 1), np.float32)
    entry = Entry(article, passages, vectors, find_statements(article), None)
    return Present(entry.record(), entry.passages, entry.statements)
