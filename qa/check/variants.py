"""Where a quotation came from: how each article prints it, and from which earlier one that differs least."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from index import Excerpt, Span
from index.words import stems
from qa.answer import MAX_CITED, Citation
from qa.check.candidates import Page
from qa.check.finding import CUT, How, Piece, Variant
from qa.check.matching import Match
from qa.check.voices import Voice, another, voice
from qa.check.wording import Words

_MOST = 50
"""Articles that are named at most."""

_LIKE = 0.7
"""The share of the words, of the article's or of the draft's, from which on both have the same quotation."""

_PART = 6
"""Words in a row by which an article that has but some of a quotation has it: fewer are anybody's phrase."""

_HELD = 3
"""Words of a sentence that make it a part of what is quoted."""


@dataclass(frozen=True)
class Printed:
    """A quotation as an article prints it: the sentences of the speech that have its words, as far as it goes."""

    match: Match

    @property
    def page(self) -> Page:
        return self.match.page

    @cached_property
    def spans(self) -> list[Span]:
        """Where it stands, without the marks and what is told between them."""
        held = self.match.held
        if not held:
            return self.match.spans
        least = min(_HELD, len(held))
        speeches = (s.quotes for s in self.page.statements if _count(held, s.quotes) >= least)
        quotes = {quote for quotes in speeches for quote in quotes} or {*self.page.marked(_over(held))}
        having = [s for s in self.page.contents.sentences if _count(held, [_shared(s, q) for q in quotes]) >= least]
        parts = [_shared(quote, _over(having)) for quote in sorted(quotes)] if having else []
        return [part for part in parts if part.start < part.end] or self.match.spans

    @cached_property
    def words(self) -> Words:
        return Words(self.page.text, self.spans)

    @cached_property
    def voice(self) -> Voice:
        return voice(self.page, self.spans)

    @property
    def is_like(self) -> bool:
        """Whether it is the draft's quotation, whole, cut, or more of it: most words of the shorter of both."""
        held = self.match.held
        said = " ".join(self.page.text[slice(*span)] for span in held)
        of_the_shorter = len(held) / max(1, min(self.match.length, len(self.words)))
        telling = len({*stems(said)})
        whole = len(held) >= _LIKE * self.match.length and telling > 1
        part = max(self.match.stretches, default=0) >= _PART and telling > 2
        return of_the_shorter >= _LIKE and (whole or part)

    @property
    def day(self) -> tuple[date, str]:
        record = self.page.record
        return record.published or date.max, record.source


def traced(found: Iterable[Match]) -> tuple[Variant, ...]:
    """Each article that prints a quotation, oldest first, with the earlier one that it is nearest to.

    found: the best match comes first of each article's.
    """
    best: dict[str, Printed] = {}
    for match in found:
        printed = Printed(match)
        if match.distance == 0 or printed.is_like:
            best.setdefault(match.page.record.id, printed)
    oldest = sorted(best.values(), key=lambda one: one.day)[:_MOST]
    return tuple(_variant(n, oldest) for n in range(len(oldest)))


def _variant(n: int, oldest: Sequence[Printed]) -> Variant:
    one = oldest[n]
    earlier = [m for m in range(n) if oldest[m].page.record.published]
    parent = min(earlier, key=lambda m: (_distance(oldest[m], one), m), default=None)
    return Variant(
        cited(one.page, one.spans, one.voice, n + 1),
        exact=one.match.distance == 0,
        own=one.voice.own,
        words=one.words.written(0, len(one.words)),
        parent=None if parent is None else parent + 1,
        how=None if parent is None else _how(oldest[parent], one),
        diff=() if parent is None else tuple(_diff(oldest[parent].words, one.words)),
    )


def _distance(one: Printed, other: Printed) -> int:
    return Levenshtein.distance(one.words.keys, other.words.keys)


def _how(parent: Printed, one: Printed) -> How:
    """What sets one apart from the earlier one: the gravest of several things."""
    if another(parent.voice, one.voice):
        return "other_speaker"
    if parent.voice.own and not one.voice.own:
        return "reported"
    edits = [op for op in Levenshtein.opcodes(parent.words.keys, one.words.keys) if op.tag != "equal"]
    if not edits:
        return "same"
    if all(op.tag == "delete" and op.src_end - op.src_start >= CUT for op in edits):
        return "cut"
    return "longer" if all(op.tag == "insert" and op.dest_end - op.dest_start >= CUT for op in edits) else "changed"


def _diff(parent: Words, own: Words) -> Iterable[Piece]:
    for op in Levenshtein.opcodes(parent.keys, own.keys):
        if op.tag == "equal":
            yield Piece("same", own.written(op.dest_start, op.dest_end))
            continue
        if op.src_end > op.src_start:
            yield Piece("gone", parent.written(op.src_start, op.src_end))
        if op.dest_end > op.dest_start:
            yield Piece("new", own.written(op.dest_start, op.dest_end))


def cited(page: Page, spans: Sequence[Span], told: Voice, number: int = 1) -> Citation:
    """The citation of the words at some places of an article, and what stands between them: at most 600 characters."""
    start = min(span.start for span in spans)
    end = min(max(span.end for span in spans), start + MAX_CITED)
    return Citation.at(page.contents.article, Excerpt(start, end, page.text[start:end]), number, told.name)


def _shared(span: Span, other: Span) -> Span:
    return Span(max(span.start, other.start), min(span.end, other.end))


def _over(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[-1].end)


def _count(held: Sequence[Span], within: Sequence[Span]) -> int:
    """How many words stand in some stretches."""
    return sum(any(one.start <= start and end <= one.end for one in within) for start, end in held)
