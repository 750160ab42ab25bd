"""Quotations in a claim, whatever marks they wear, and whether the cited words hold them to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from index import Span
from qa.verify.moods import PLAIN, mood_behind, negates
from qa.verify.place import Place

_DOUBLE = re.compile(r"[“”„‟«»‹›〝〞❝❞「」『』《》＂\"]|''|``|‘‘|’’|,,(?=\w)|&quot;")
# What opens after a letter is an apostrophe, and so is what closes between letters.
_SINGLE = re.compile(r"(?<![\w’'‘])[‘'‚`´](?=\S)(?!\d\ds\b)(.+?)(?<=\S)[’'‘`´](?!\w)", re.DOTALL)
_OPENS, _CLOSES = frozenset("“„«‹〝❝「『《"), frozenset("”»›〞❞」』》")
_GERMAN = ("„", "“")
_BLOCK = re.compile(r"(?m)^[ \t]*>[ \t]?(.*(?:\n[ \t]*>.*)*)")
_BLOCK_MARK = re.compile(r"\n[ \t]*>[ \t]?")

_GAP = re.compile(r"\.\.\.+|\. \. \.|…|\[[^\]]*\]|\([.…]+\)")
_ANY_MARK = re.compile(r"&quot;|''|``|‘‘|’’|[“”„‟«»‹›〝〞❝❞「」『』《》＂\"‘’‚'`´]")
_NEAR = 3
"""Words beside what is quoted that may turn it."""
_NOT = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|may|might|must|should)\s+(?:not|never)\b"
)
_SENTENCE_END = re.compile(r"[.?!]")


class Quotation(NamedTuple):
    """A quotation in a text: with its marks from start to end, and the words inside."""

    start: int
    end: int
    words: str


def quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text, in order; what no mark closes runs to the end."""
    blocks = [Quotation(m.start(), m.end(), _BLOCK_MARK.sub("\n", m[1])) for m in _BLOCK.finditer(text)]
    found = blocks + [q for gap in _gaps(text, blocks) for q in _doubles(text, *gap)]
    found += [Quotation(*m.span(), m[1]) for gap in _gaps(text, found) for m in _SINGLE.finditer(text, *gap)]
    return sorted(q for q in found if re.search(r"\w", q.words))


def outside(text: str, found: list[Quotation]) -> str:
    """The text with its quotations blanked out, each a break, every other character where it was."""
    for start, end, _ in found:
        text = text[:start] + ";".ljust(end - start) + text[end:]
    return text


def stands(words: str, place: Place) -> tuple[Span, ...]:
    """Where the parts of a quotation stand in a place, in order; nothing where they do not.

    Parts are what ellipses and brackets leave. The headline may be quoted too: it stands nowhere, as an empty span.
    """
    if whole := place.find(words) or _find(words, place, place.cited.start):
        return () if _cut_short(whole, place.article.text) else (whole,)
    if negates(inserted(words)) or mood_behind(inserted(words)) != PLAIN:
        return ()
    spans: list[Span] = []
    for part in filter(_has_words, _GAP.split(words)):
        found = _find(part, place, spans[-1].end if spans else place.cited.start)
        if found is None:
            return (Span(0, 0),) if _pattern(words).search(place.article.title) else ()
        spans.append(found)
    return () if _turned(spans, place.article.text) else tuple(spans)


def inserted(words: str) -> str:
    """What a quotation has in brackets: nobody's words but the writer's."""
    return "; ".join(gap.strip("[]") for gap in _GAP.findall(words) if gap.startswith("["))


def _cut_short(span: Span, text: str) -> bool:
    """Whether a quotation ends right before what turns it: "some are" of "some are not"."""
    last = re.search(r"\S+\s*$", text[slice(*span)])
    return bool(last and _NOT.match(text, span.start + last.start()))


def _turned(spans: list[Span], text: str) -> bool:
    """Whether what was left out between two parts turns what they say: "will ... quit" of "will not quit".

    So does what joins the middles of two sentences to a third.
    """
    for before, after in pairwise(spans):
        cut = _SENTENCE_END.split(text[before.end : after.start])
        if len(cut) > 1 and _has_words(cut[0]) and _has_words(cut[-1]):
            return True
        if negates(" ".join(cut[0].split()[:_NEAR])) or negates(" ".join(cut[-1].split()[-_NEAR:])):
            return True
    return False


def _find(words: str, place: Place, start: int) -> Span | None:
    found = _pattern(words).search(place.article.text, start, place.cited.end)
    return Span(*found.span()) if found else None


def _pattern(words: str) -> re.Pattern[str]:
    """The words to the letter; only white space, the shape of marks, and a last full stop or comma are free."""
    words = words.strip().strip("*_").rstrip(".,;: ")
    pieces = [re.escape(piece) for piece in _ANY_MARK.sub("\x00", words.replace("...", "…")).split()]
    pattern = r"\s+".join(pieces).replace("\x00", f"(?:{_ANY_MARK.pattern})").replace("…", r"(?:…|\.\.\.)")
    return re.compile(rf"(?<!\w){pattern}(?!\w)" if pieces else r"(?!)")


def _has_words(part: str) -> bool:
    return any(c.isalnum() for c in part)


def _gaps(text: str, found: list[Quotation]) -> Iterator[Span]:
    """What stands between the quotations."""
    at = 0
    for quotation in sorted(found):
        yield Span(at, max(at, quotation.start))
        at = quotation.end
    yield Span(at, len(text))


def _doubles(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened: re.Match[str] | None = None
    depth = 0
    for mark in _DOUBLE.finditer(text, start, end):
        if opened is None:
            opened, depth = mark, 0
        elif mark[0] in _OPENS and opened[0] in _OPENS and (opened[0], mark[0]) != _GERMAN:
            depth += 1
        elif mark[0] in _CLOSES and depth:
            depth -= 1
        else:
            yield Quotation(opened.start(), mark.end(), text[opened.end() : mark.start()])
            opened = None
    if opened:
        yield Quotation(opened.start(), end, text[opened.end() : end])
