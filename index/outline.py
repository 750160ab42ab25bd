"""Paragraphs made short for the parser, and the way back to the article's own characters.

A long quotation's inside needs no parse to find who said it, so a short stand-in takes its place; what is found in
the outline is mapped back, character by character, to what stands in the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.article import Span
from index.quotations import Quotation

SHORT = 60
"""Characters of a quotation that are parsed as they stand: a few words are part of the sentence around them."""
LONG = 250

_STAND_IN = "That is so"
_CLEAN = str.maketrans("\n\r\t\v\f\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029", " " * 13)


@dataclass
class Outline:
    """A shortened text; character i of it stands for article.text[starts[i]:ends[i]]."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def original(self, start: int, end: int) -> Span:
        """The article's characters that outline[start:end] stands for."""
        return Span(self.starts[start], self.ends[end - 1])


def outline(text: str, paragraph: Span, quotations: list[Quotation]) -> Outline:
    """The paragraph with its long quotations replaced by stand-ins and its quotation marks made straight."""
    made = Outline()
    pieces: list[str] = []

    def keep(start: int, end: int) -> None:
        pieces.append(text[start:end])
        made.starts.extend(range(start, end))
        made.ends.extend(range(start + 1, end + 1))

    def stand_in(words: str, start: int, end: int) -> None:
        pieces.append(words)
        made.starts.extend([start] * len(words))
        made.ends.extend([end] * len(words))

    at = paragraph.start
    for quotation in quotations:
        keep(at, quotation.start)
        inside = quotation.inside
        stand_in('"', quotation.start, inside.start)
        if _is_long(text, inside):
            last = text[inside.end - 1]
            stand_in(_STAND_IN + (last if last in ".,?!" else ""), *inside)
        else:
            keep(*inside)
        if quotation.closed:
            stand_in('"', inside.end, quotation.end)
        at = quotation.end
    keep(at, paragraph.end)
    # One character for one: the offsets stay.
    made.text = "".join(pieces).translate(_CLEAN)
    return made


def _is_long(text: str, inside: Span) -> bool:
    words = text[inside.start : inside.end]
    if re.search(r"[.?!][\"'”’]*\s", words):
        return True
    return len(words) > (SHORT if words[0].isupper() else LONG)
