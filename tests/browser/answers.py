"""Answers that a test writes itself, over what the archive really holds."""

from __future__ import annotations

from collections.abc import Iterator

from index import Archive
from qa import Answer, Citation, Claim

SPEAKER = "Ilsa Vantongeren"


def cited(archive: Archive, source: str, words: str, number: int = 1, speaker: str | None = None) -> Citation:
    """The citation of these words where an article of that source has them first."""
    held = archive.article(source)
    start = held.text.index(words)
    return Citation(
        number, held.id, held.source, held.title, held.published, held.publisher,
        start, start + len(words), words, speaker,
    )  # fmt: skip


def quoting(
    archive: Archive, question: str, source: str, *quotes: str, found: bool = True, lead: str = "Claim {number}:"
) -> Iterator[Answer]:
    """An answer in the order of its stream: the question, then a claim for each quotation."""
    yield Answer(question)
    for number, quote in enumerate(quotes, 1):
        claim = Claim(
            lead.format(speaker=SPEAKER, number=number), (quote,), (cited(archive, source, quote, number, SPEAKER),)
        )
        yield Answer(question, (claim,), found=found)
