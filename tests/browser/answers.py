"""Answers that a test writes itself, over what the archive really holds."""

from __future__ import annotations

from collections.abc import Iterator

from index import Archive, Excerpt, Span
from qa import Answer, Citation, Claim, Words
from qa.answer import Status

SPEAKER = "Ilsa Vantongeren"


def cited(archive: Archive, source: str, words: str, number: int = 1, speaker: str | None = None) -> Citation:
    """The citation of these words where an article of that source has them first."""
    held = archive.article(source)
    start = held.text.index(words)
    return Citation.at(held, Excerpt(start, start + len(words), words), number, speaker)


def quoted(citation: Citation, speaker: str = SPEAKER) -> Claim:
    """All of a citation as a person's own words."""
    span = Span(citation.start, citation.end)
    words = Words(*span, citation.text, 0, (span,))
    return Claim("quoted", (words,), (citation,), speaker, None, citation.publisher, citation.published)


def excerpt(citation: Citation) -> Claim:
    """All of a citation as its outlet's words."""
    words = Words(citation.start, citation.end, citation.text, 0)
    return Claim("excerpt", (words,), (citation,), None, None, citation.publisher, citation.published)


def quoting(
    archive: Archive, question: str, source: str, *quotes: str, status: Status = "answered"
) -> Iterator[Answer]:
    """An answer in the order of its stream: the question, then a claim for each quotation."""
    yield Answer(question)
    for number, quote in enumerate(quotes, 1):
        claim = quoted(cited(archive, source, quote, number, SPEAKER))
        yield Answer(question, (claim,), status)
