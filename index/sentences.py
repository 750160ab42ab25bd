"""Where sentences begin and end."""

from __future__ import annotations

import re
from itertools import pairwise

from index.article import Span

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """text[start:end] cut after each blank line: a partition, the blank lines with the paragraph before them."""
    end = len(text) if end is None else end
    cuts = [m.end() for m in _PARAGRAPH.finditer(text, start, end) if start < m.end() < end]
    return _partition(start, cuts, end)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """text[start:end] cut at sentence bounds (syntok's rules): a partition, white space with the sentence before it."""
    from syntok import segmenter

    end = len(text) if end is None else end
    cuts = []
    for paragraph in paragraphs(text, start, end):
        found = segmenter.analyze(text[paragraph.start : paragraph.end])
        firsts = [sentence[0].offset for group in found for sentence in group]
        cuts += [paragraph.start, *(paragraph.start + offset for offset in firsts[1:])]
    return _partition(start, cuts, end)


def trimmed(text: str, span: Span) -> Span:
    """The span without the white space around it."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _partition(start: int, cuts: list[int], end: int) -> list[Span]:
    bounds = sorted({start, *cuts, end})
    return [Span(a, b) for a, b in pairwise(bounds)]
