"""Whose words stand at a place of an article, and whether they are whom a draft names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import Span, Statement
from index.statements.sorts import kind_of
from index.words import STOP, tokens
from qa.check.candidates import Page
from qa.check.draft import Source, source
from qa.names import is_speaker, plain

_EDGE = 2
"""Characters by which words may reach over a quotation's border: a mark and a full stop."""

_PAPER = re.compile(r"\b(?:article|column|editorial|newspaper|paper|report|story)\b", re.I)


@dataclass(frozen=True)
class Voice:
    """Whose words stand at a place: own where they are somebody's, between marks; by is who may be that, if told.

    Where they are an outlet's words on what was said, by is whom it reports.
    """

    own: bool
    by: tuple[Source, ...]

    @property
    def name(self) -> str | None:
        """Who it is, as the article has it."""
        return next((one.shown for one in self.by if one.name), None)


def voice(page: Page, spans: Sequence[Span]) -> Voice:
    """Whose words stand at these places of an article."""
    quoting = [s for s in page.statements if all(_inside(span, s.quotes) for span in spans)]
    if quoting:
        return Voice(True, tuple(source(s) for s in sorted(quoting, key=_length)))
    marked = all(_inside(span, page.marked(span)) for span in spans)
    telling = [s for s in page.statements if all(_half(span, s) for span in spans)]
    return Voice(marked, tuple(source(s) for s in sorted(telling, key=_length)))


def one_speech(page: Page, spans: Sequence[Span]) -> bool:
    """Whether places are in one statement, or between the same marks."""
    marked = ([mark] for mark in page.marked(Span(min(spans).start, max(spans).end)))
    quoting = (s.quotes for s in page.statements)
    return any(all(_inside(span, quotes) for span in spans) for quotes in (*quoting, *marked))


def _inside(span: Span, borders: Sequence[Span]) -> bool:
    return any(start <= span.start + _EDGE and span.end <= end + _EDGE for start, end in borders)


def _half(span: Span, s: Statement) -> bool:
    shared = sum(max(0, min(span.end, end) - max(span.start, start)) for start, end in s.content)
    return 2 * shared >= span.end - span.start


def _length(s: Statement) -> int:
    return sum(end - start for start, end in s.content)


def agrees(claimed: Source | None, told: Voice, page: Page) -> bool | None:
    """Whether whom a draft names is who an article says it is; None where that cannot be told."""
    if claimed is None or not claimed.shown:
        return None
    if is_outlet(claimed, page):
        return None
    verdicts = [_same(claimed, one) for one in told.by]
    if True in verdicts:
        return True
    return None if None in verdicts or not verdicts else False


def another(one: Voice, other: Voice) -> bool:
    """Whether two places have it from two people, as far as both tell whom."""
    verdicts = [_same(a, b) for a in one.by for b in other.by if a.name and b.name]
    return bool(verdicts) and not any(same is not False for same in verdicts)


def is_outlet(claimed: Source, page: Page) -> bool:
    """Whether a draft names the article itself, or who made it."""
    named = {plain(maker) for maker in (page.record.publisher, page.record.author, page.record.title) if maker}
    return plain(claimed.shown or "").removeprefix("the ") in named or bool(_PAPER.search(claimed.mention))


def _same(claimed: Source, told: Source) -> bool | None:
    """Whether two are one; by name where both have one, else by what is said that they are."""
    own, theirs = claimed.meant or claimed.name, told.name
    if not own or not theirs:
        return True if _described(claimed) & _described(told) else None
    if is_speaker(plain(own), theirs) or is_speaker(plain(theirs), own):
        return True
    kinds = {kind_of(own, has_role=bool(claimed.role)), kind_of(theirs, has_role=bool(told.role))}
    # "Quill's office" may speak for Quill; two people of one last name are two.
    akin = kinds != {"person"} and bool(_described(claimed) & {*tokens(theirs)} or _described(told) & {*tokens(own)})
    return None if akin or "unnamed" in kinds else False


def _described(one: Source) -> set[str]:
    """The words that tell who one is."""
    return set(tokens(f"{one.name or ''} {one.mention} {one.role or ''}")) - STOP
