"""An attributed claim in a draft's own words -> its verdict: whether the archive has its speaker say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from index import Span, Statement
from qa.check.candidates import Near, Page
from qa.check.draft import Draft, Told
from qa.check.finding import Finding, Turn, Verdict
from qa.check.quotations import cited
from qa.check.voices import Voice, agrees, is_outlet, source, voice
from qa.verify.moods import kept, reversed_in, weighty
from qa.verify.naming import folded, name_words
from qa.verify.numbers import counted_alike, numbers_held, undated
from qa.verify.roles import swapped

_ENOUGH = 0.6
"""The share of a claim's words that a statement has which bears it out or not."""

_ANOTHERS = 0.75
"""The same, of a statement that is another's."""

_AROUND = 400
"""Characters beside a statement that tell who "he" and what "it" is in it."""


@dataclass(frozen=True)
class _Held:
    """A statement that a claim is held against."""

    page: Page
    statement: Statement
    share: float
    """How much of the claim's words it has."""
    same: bool | None
    """Whether it is by whom the draft names."""

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
        about = f"{self.page.record.title} {s.speaker or ''} {s.role or ''}"
        return f"{self.page.text[max(0, s.start - _AROUND) : s.end + _AROUND]}\n{about}"


def judged(told: Told, draft: Draft, places: Sequence[Near]) -> Finding:
    """What the archive says of an attributed claim, from the articles where it may stand."""
    held = sorted(_statements(told, places), key=lambda one: one.rank, reverse=True)
    for one in held[:3]:
        if one.same is not False and one.share >= _ENOUGH and not (turned := _differs(told, one)):
            return _found(told, draft, Verdict.BORNE_OUT, one, turned)
    best = held[0] if held else None
    if best is None or best.share < (_ANOTHERS if best.same is False else _ENOUGH):
        return _found(told, draft, Verdict.ABSENT, best)
    turned = _differs(told, best)
    return _found(told, draft, Verdict.NOT_BORNE_OUT, best, (*turned, "speaker") if best.same is False else turned)


def _statements(told: Told, places: Sequence[Near]) -> Iterator[_Held]:
    wanted = [word for word in dict.fromkeys(weighty(undated(told.content)))]
    for near in places:
        page = near.page
        for s in page.statements:
            if near.spans and not any(s.start < span.end and span.start < s.end for span in near.spans):
                continue
            there = {*weighty(s.text)}
            share = sum(word in there for word in wanted) / len(wanted) if wanted else 0.0
            if share >= _ENOUGH / 2:
                by = Voice(False, (source(s),))
                outlet = is_outlet(told.source, page)
                yield _Held(page, s, share, None if outlet else agrees(told.source, by, page))


def _differs(told: Told, held: _Held) -> tuple[Turn, ...]:
    """By what a claim says otherwise than a statement."""
    found: list[Turn] = []
    published = held.page.record.published
    if not kept(told.content, held.words) or reversed_in(told.content, held.words):
        found.append("negation")
    if not numbers_held(told.content, held.around, published) or not counted_alike(told.content, held.words):
        found.append("number")
    there = {*folded(held.around)}
    if any(name not in there for name in name_words(told.content)):
        found.append("name")
    if swapped(told.content, held.words):
        found.append("roles")
    return tuple(found)


def _found(
    told: Told, draft: Draft, verdict: Verdict, held: _Held | None, turned: tuple[Turn, ...] = ()
) -> Finding:
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
