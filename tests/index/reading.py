"""What a search of an archive finds, in words."""

from __future__ import annotations

from index import Archive, Hit


def words_of(archive: Archive, hit: Hit) -> str:
    return archive.article(hit.article).text[hit.start : hit.end]


def found(archive: Archive, query: str) -> list[str]:
    """The passages that a search finds, best first."""
    return [words_of(archive, hit) for hit in archive.search(query)]
