"""Speech set like a play ("ROE: We will see.", "Q: ...", "A: ...") and headlines like "Roe: We will see"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from index.article import Span
from index.sentences import trimmed

_LABEL = re.compile(r"[\"“']{0,2}((?:[A-Z][\w.’'-]*,? ){0,3}[A-Z][\w.’'-]*)(?: ?\([^()\n]{1,30}\))? ?(:) ?(?=\S)")
_CAPITALS = re.compile(r"[^a-z]+")
_MARKS = " \t\"“”'"


class Turn(NamedTuple):
    """The label that says who speaks, the colon, and what they say; verbatim unless it is a headline."""

    label: Span
    colon: Span
    speech: Span
    verbatim: bool
    anonymous: bool


def turns(text: str, paragraphs: Iterable[Span], names: set[str]) -> dict[int, Turn]:
    """The paragraphs, by where they begin, that are turns of a conversation.

    Two labels in capitals make one; else only the first paragraph may be a turn, if it begins with one of the names
    (in small letters).
    """
    found: dict[int, Turn] = {}
    blocks = list(dict.fromkeys(paragraphs))
    for paragraph in blocks:
        match = _LABEL.match(text, *paragraph)
        speech = _unmarked(text, Span(match.end(), paragraph.end)) if match else paragraph
        if match and speech.start < speech.end:
            capitals = _CAPITALS.fullmatch(match[1]) is not None
            found[paragraph.start] = Turn(
                Span(*match.span(1)), Span(*match.span(2)), speech, capitals, match[1] in ("Q", "A")
            )
    if sum(turn.verbatim for turn in found.values()) > 1:
        return {start: turn for start, turn in found.items() if turn.verbatim}
    headline = found.get(blocks[0].start) if blocks else None
    if headline and text[slice(*headline.label)].split()[-1].lower() in names:
        return {blocks[0].start: headline._replace(verbatim=False)}
    return {}


def _unmarked(text: str, span: Span) -> Span:
    """The words without a quotation mark at the end whose fellow stands before the label."""
    span = trimmed(text, span)
    words = text[slice(*span)]
    if words.count("“") == words.count("”") and words.count('"') % 2 == 0:
        return span
    return Span(span.start, max(span.start, span.start + len(words.rstrip(_MARKS))))
