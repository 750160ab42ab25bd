"""An attributed claim in a draft's own words -> its verdict: whether the archive has its speaker say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from index import Span, Statement
from index.words import stems
from qa.check.candidates import Near, Page
from qa.check.changes import turns
from qa.check.draft import Draft, Told, source
from qa.check.finding import Finding, Turn, Verdict
from qa.check.matching import nearest
from qa.check.variants import cited
from qa.check.voices import Voice, agrees, is_outlet, voice
from qa.check.wording import Words
from qa.verify.moods import kept, reversed_in, weighty
from qa.verify.naming import folded, name_words
from qa.verify.numbers import counted_alike, numbers_held, undated
from qa.verify.roles import swapped

_ENOUGH = 0.6
"""The share of a claim's words that a statement has which bears it out or not."""

_ANOTHERS = 0.75
"""The same, of a statement that is another's."""

_ALIKE = 0.05
"""Shares that differ by no more are alike."""

_IN_ORDER = 0.6
"""The share of words that stand in a statement in their order, from which on the claim is its words, retold."""

_FEW = 3
"""Words that tell by themselves what was said, whoever said it."""

_AROUND = 400
"""Characters beside a statement that tell who "he" and what "it" is in it."""


_PRONOUN = re.compile(r"\b(?:he|she|it|they|him|her|them|his|hers|its|theirs?)\b", re.I)


@dataclass(frozen=True)
class _Held:
    """A statement that a claim is held against."""

    page: Page
    statement: Statement
    share: float
    """How much of the claim's words it has."""
    same: bool | None
    """Whether it is by whom the draft names."""
    vouches: bool
    """Whether it can bear the claim out: it is by whom the draft names, or by one who may be."""

    @property
    def least(self) -> float:
        """The share of the words from which on it is that claim."""
        return _ENOUGH if self.same else _ANOTHERS

    @property
    def rank(self) -> tuple[float, float]:
        """The claimed speaker's come first, then those that have most of it."""
        by = {True: 1.0, None: 0.8, False: 0.55}[self.same]
        return by * self.share, self.share

    @cached_property
    def words(self) -> str:
        """The sentences it stands in."""
        return self.statement.text

    @cached_property
    def around(self) -> str:
        """They with what stands beside them."""
        s = self.statement
        return f"{self.page.text[max(0, s.start - _AROUND) : s.end + _AROUND]}\n{self.about}"

    @property
    def about(self) -> str:
        """Who says it, and as what."""
        return f"{self.statement.speaker or ''} {self.statement.role or ''}"


def judged(told: Told, draft: Draft, places: Sequence[Near]) -> Finding:
    """What the archive says of an attributed claim, from the articles where it may stand."""
    held = sorted(_statements(told, places), key=lambda one: one.rank, reverse=True)
    best = held[0] if held else None
    if best is None or best.share < best.least:
        return _found(told, draft, Verdict.ABSENT, best)
    # Copies of it, or the same said again, bear it out as well.
    for one in (one for one in held if one.same is best.same and one.share >= best.share - _ALIKE):
        if one.vouches and not _differs(told.content, one) and not (turned := _goes_on(told, one)):
            return _found(told, draft, Verdict.BORNE_OUT, one)
    turned = _differs(told.content, best) or _goes_on(told, best)
    if best.vouches or best.same is False:
        return _found(told, draft, Verdict.NOT_BORNE_OUT, best, turned if best.vouches else (*turned, "speaker"))
    return _found(told, draft, Verdict.ABSENT, best)


def _statements(told: Told, places: Sequence[Near]) -> Iterator[_Held]:
    wanted = {*weighty(undated(told.content))}
    for near in places:
        page = near.page
        for s in page.statements:
            if near.spans and not any(s.start < span.end and span.start < s.end for span in near.spans):
                continue
            share = len(wanted.intersection(stems(s.text))) / len(wanted) if wanted else 0.0
            if share >= _ENOUGH / 2:
                by = Voice(False, (source(s),))
                outlet = is_outlet(told.source, page)
                same = None if outlet else agrees(told.source, by, page)
                may_be = same is None and (outlet or not told.source.name or not s.speaker)
                yield _Held(page, s, share, same, bool(same) or (may_be and len(wanted) >= _FEW))


def _goes_on(told: Told, held: _Held) -> tuple[Turn, ...]:
    """By what the rest of a claim's sentence says otherwise, where the statement has most of that too."""
    words = {*weighty(undated(told.rest))}
    if not words or len(words & {*stems(held.words)}) < _ENOUGH * len(words):
        return ()
    return _differs(told.content + told.rest, held)


def _differs(content: str, held: _Held) -> tuple[Turn, ...]:
    """By what a claim says otherwise than a statement."""
    found: list[Turn] = []
    published = held.page.record.published
    if _negated(content, held):
        found.append("negation")
    if not numbers_held(content, held.around, published) or not counted_alike(content, held.words):
        found.append("number")
    there = {*folded(held.around if _PRONOUN.search(held.words) else f"{held.words} {held.about}")}
    if any(name not in there for name in name_words(content)):
        found.append("name")
    if swapped(content, held.words):
        found.append("roles")
    return tuple(found)


def _negated(content: str, held: _Held) -> bool:
    """Whether a claim turns a no of the statement: seen word by word where it has most of its words in their order."""
    own = Words(content, [Span(0, len(content))])
    match = nearest([own], Near(held.page, (Span(held.statement.start, held.statement.end),)))
    if match and match.likeness >= _IN_ORDER:
        there = match.runs[0].words.written(*match.runs[0].there)
        return "negation" in turns(match.runs[0].changes, content, there)
    return not kept(content, held.words) or reversed_in(content, held.words)


def _found(told: Told, draft: Draft, verdict: Verdict, held: _Held | None, turned: tuple[Turn, ...] = ()) -> Finding:
    span = told.span
    places = [Span(held.statement.start, held.statement.end)] if held else []
    return Finding(
        span.start,
        span.end,
        draft.text[slice(*span)],
        "paraphrase",
        verdict,
        claimed=told.source.shown,
        speaker=held.statement.speaker if held else None,
        evidence=(cited(held.page, places, voice(held.page, places)),) if held else (),
        turns=turned,
        sure=round(held.share if held and verdict is not Verdict.ABSENT else 1 - held.share if held else 1.0, 3),
    )
