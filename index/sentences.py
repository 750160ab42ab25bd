"""Where sentences begin and end."""

from __future__ import annotations

import re
from itertools import pairwise

from index.article import Span
from index.english.people import TITLES

_MAY_END = re.compile(r"[.!?;:…)‼‽⁇⁈⁉。﹒﹗！．？｡](?=.*[^\s\"”'’»)])", re.DOTALL)
"""Where syntok may end a sentence before a paragraph does: it takes its time, and half of them have none."""

_ABBREVIATED = re.compile(r"\b\w+\.(?=\s+$)")
_ROOM = max(map(len, TITLES)) + 4
"""Characters before the end of a sentence in which a title and what follows it stand."""

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
        if not _MAY_END.search(text, *paragraph):
            cuts.append(paragraph.start)
            continue
        # syntok knows no marks of two apostrophes.
        found = segmenter.analyze(text[paragraph.start : paragraph.end].replace("''", '" '))
        firsts = [paragraph.start + sentence[0].offset for group in found for sentence in group]
        cuts += [paragraph.start, *(cut for cut in firsts[1:] if not _goes_on(text, cut))]
    return _partition(start, cuts, end)


def _goes_on(text: str, cut: int) -> bool:
    """Whether the sentence goes on where syntok ends it: after a title, or with a small letter."""
    abbreviated = _ABBREVIATED.search(text, max(0, cut - _ROOM), cut)
    return text[cut].islower() or bool(abbreviated and abbreviated[0] in TITLES)


def trimmed(text: str, span: Span) -> Span:
    """The span without the white space around it."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _partition(start: int, cuts: list[int], end: int) -> list[Span]:
    bounds = sorted({start, *cuts, end})
    return [Span(a, b) for a, b in pairwise(bounds)]
