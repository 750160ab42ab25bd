"""Quotation marks -> what stands between them.

Straight, curly and doubled ('') marks may be mixed in one quotation, as newspapers do. A quotation never crosses a
blank line: where each paragraph opens anew, or none does, and only the last one closes, each paragraph is a quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from index.article import Span
from index.english.names import NICKNAMED
from index.sentences import trimmed


class Quotation(NamedTuple):
    """A quotation with its marks (start, end), the words inside, and whether a mark closes it.

    One that goes on from the paragraph before may have no mark at its start.
    """

    start: int
    end: int
    inside: Span
    closed: bool


TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,400}>")
"""A tag left in the text; its marks quote nothing: <tweet id="12"/>."""

_DOUBLE = re.compile(rf"[“”„«»\"]|''|``|{TAG.pattern}")
# A single mark opens before a letter and closes behind a word: what stands between letters is an apostrophe.
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[^\W\d])")
_SINGLE_END = {"‘": re.compile(r"(?<=[\w.,?!…])’(?!\w)"), "'": re.compile(r"(?<=[\w.,?!…])'(?!\w)")}
_POSSESSIVE = re.compile(r"s[’'] [a-z]")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*|(?<=[.?!:…”\"’'])[^\S\n]*\n\s*(?=[A-Z0-9“\"‘'])")
# Where a quotation ends whose closing mark is missing: "It is late, said Ms. Roe."
_CUE = re.compile(r"[,.?!] (?:said|says|[A-Z][\w.]* (?:[A-Z][\w.]* ){0,2}(?:said|says)|s?he said)\b")
_OPENING, _CLOSING = "“„«``", "”»"


def find_quotations(text: str, start: int = 0) -> list[Quotation]:
    """The outermost quotations from start on, in order; none is empty and none overlaps another."""
    found: list[Quotation] = []
    for paragraph in paragraphs(text, start):
        found += in_paragraph(text, paragraph, found[-1:])
    return found


def paragraphs(text: str, start: int = 0) -> list[Span]:
    """The paragraphs from start on, without the white space around them.

    One line break is enough where a sentence ends before it and one begins behind it: many articles have no blank
    lines, and a quotation must not run from one paragraph into the next.
    """
    cuts = [m.end() for m in _BREAK.finditer(text, start)]
    bounds = zip([start, *cuts], [*cuts, len(text)], strict=True)
    found = (trimmed(text, Span(*bound)) for bound in bounds)
    return [p for p in found if p.start < p.end]


def in_paragraph(text: str, paragraph: Span, before: list[Quotation]) -> list[Quotation]:
    """The quotations of one paragraph: between double marks, else between single ones; a nickname is none.

    before: the last quotation before it, if any, which may be closed here.
    """
    doubles = _left_open(text, paragraph, before)
    doubles += _between_doubles(text, Span(doubles[0].end if doubles else paragraph.start, paragraph.end))
    gaps = zip([paragraph.start, *(q.end for q in doubles)], [*(q.start for q in doubles), paragraph.end], strict=True)
    singles = [q for gap in gaps for q in _between_singles(text, *gap)]
    return sorted(q for q in doubles + singles if not is_nickname(text, q))


def touching(quotations: list[Quotation], span: Span) -> list[Quotation]:
    """Those of several quotations, in order, that share a character with a span."""
    first = bisect_right(quotations, span.start, key=lambda q: q.end)
    return quotations[first : bisect_left(quotations, span.end, key=lambda q: q.start)]


def is_nickname(text: str, quotation: Quotation) -> bool:
    """Whether marks stand around a nickname, between a first and a last name: Marvin “Stretch” Odell."""
    before = text.rfind(" ", 0, max(0, quotation.start - 1)) + 1
    between = NICKNAMED.match(text, before) if quotation.end - quotation.start < 30 else None
    return between is not None and between.start("nickname") == quotation.start


def _left_open(text: str, paragraph: Span, before: list[Quotation]) -> list[Quotation]:
    """What ends the quotation that the paragraph before left open: up to a first mark that can only close."""
    if not before or before[-1].closed or text[before[-1].end : paragraph.start].strip():
        return []
    mark = next((m for m in _DOUBLE.finditer(text, *paragraph) if m[0][0] != "<"), None)
    return (
        _quotation(text, paragraph.start, paragraph.start, *mark.span())
        if mark and not _opens(text, mark, paragraph)
        else []
    )


def _between_singles(text: str, start: int, end: int) -> Iterator[Quotation]:
    while mark := _SINGLE.search(text, start, end):
        close = _closing(text, mark, end)
        if close is None:
            return
        yield Quotation(mark.start(), close.end(), Span(mark.end(), close.start()), True)
        start = close.end()


def _closing(text: str, mark: re.Match[str], end: int) -> re.Match[str] | None:
    """What closes a single mark: the first that can, but for "the boys' bridge" where a later one can, too."""
    pattern, opens = _SINGLE_END[mark[0]], _SINGLE.search(text, mark.end(), end)
    first = pattern.search(text, mark.end(), end)
    if first and _POSSESSIVE.match(text, first.start() - 1):
        later = pattern.search(text, first.end(), opens.start() if opens else end)
        return later or first
    return first


def _between_doubles(text: str, paragraph: Span) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    depth = 0
    for mark in _DOUBLE.finditer(text, *paragraph):
        if mark[0][0] == "<":
            continue
        if opened is None:
            opened, depth = (mark if _opens(text, mark, paragraph) else None), 0
        elif mark[0] in _OPENING and text[mark.start() - 1].isspace():
            depth += 1
        elif mark[0] in _CLOSING and depth:
            depth -= 1
        elif mark[0] == '"' == opened[0] and _opens(text, mark, paragraph) and _ended(text, mark.start()):
            # The closing mark before this one is missing.
            found += _quotation(text, *opened.span(), mark.start(), mark.start())
            opened = mark
        else:
            found += _quotation(text, *opened.span(), mark.start(), mark.end())
            opened = None
    if opened:
        cue = _CUE.search(text, opened.end(), paragraph.end)
        end = cue.start() + 1 if cue else paragraph.end
        found += _quotation(text, *opened.span(), end, end)
    return found


def _quotation(text: str, start: int, opened: int, close: int, end: int) -> list[Quotation]:
    """The quotation from start to end, if there are words between its marks, from opened to close."""
    inside = trimmed(text, Span(opened, close))
    if inside.start == inside.end:
        return []
    closed = end > close
    return [Quotation(start, end if closed else inside.end, inside, closed)]


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether a mark met outside a quotation can open one."""
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    return mark[0] not in _CLOSING and not before.isalnum() and not after.isspace()


def _ended(text: str, offset: int) -> bool:
    """Whether the words before offset are a finished sentence."""
    return text[max(0, offset - 20) : offset].rstrip()[-1:] in set(".?!,")
