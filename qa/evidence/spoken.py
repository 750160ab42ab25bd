"""Whose words a window or a statement shows: a speaker's own, an outlet's on a speaker, or the outlet's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index import Span, Statement
from index.words import fold, stem
from qa.evidence.cut import MOST_PARTS, cut, cut_to
from qa.evidence.piece import Piece
from qa.evidence.readings import Readings
from qa.evidence.wanted import is_by, needed, theirs, topic_of
from qa.evidence.windows import MAX_WORDS, Ranked, Seen, Window
from qa.names import is_name
from qa.page import Page, Sentence
from qa.understand import Query

_JOINED = re.compile(r"\b(?:and|or)\b", re.I)
_WHY = re.compile(r"\W*(?:and )?why\b", re.I)

NEXT = 4
"""Characters between two sentences that stand next to each other, at most."""


class Told(NamedTuple):
    """A statement and the article that it stands in."""

    statement: Statement
    page: Page


def spoken_in(window: Window, query: Query) -> Piece:
    """What a window shows: where somebody's words are asked for, without those of others."""
    kept = _without_others(window.seen, query) if _wants_words(query) else [s.sentence for s in window.seen]
    start, end = kept[0].start, kept[-1].end
    for statement in window.page.statements:
        if not (statement.start <= start and end <= statement.end):
            continue
        topic = topic_of(query) if is_by(query, statement) else frozenset[str]()
        piece = cut_to(statement, window.page, topic, Span(start, end), MAX_WORDS)
        if piece and piece.kind == "quoted":
            return piece
    return _as_it_stands(window, kept)


def as_it_stands(window: Window) -> Piece:
    """A window in the outlet's words, all of it."""
    return _as_it_stands(window, [seen.sentence for seen in window.seen])


def _as_it_stands(window: Window, kept: Sequence[Sentence]) -> Piece:
    spans = tuple(_runs(kept, [s.sentence for s in window.seen])[:MOST_PARTS])
    names = {sentence.full for sentence in kept}
    speaker = names.pop() if len(names) == 1 else ""
    if not is_name(speaker):
        return Piece(window.page, "excerpt", spans)
    role = next((s.role for s in window.page.statements if s.speaker == speaker and s.role), None)
    return Piece(window.page, "reported", spans, speaker, role)


def _wants_words(query: Query) -> bool:
    """Whether nothing but somebody's words will do: a reason, a number or a name may stand in the article's own."""
    return query.kind == "said" and query.asks_speaker and not _WHY.match(query.own) and not query.expects


def _without_others(seen: Sequence[Seen], query: Query) -> list[Sentence]:
    """The sentences but those that another says, named in them, without naming the one asked; all, where none is left.

    Who "she" or "the senator" is may be told wrongly.
    """
    kept = [s.sentence for s in seen if s.who >= 0 or s.names_speaker or not _named(s.sentence)]
    return kept or [s.sentence for s in seen]


def _named(sentence: Sentence) -> bool:
    """Whether the one who says it is named in it."""
    last = sentence.full.split()[-1:]
    return bool(last and last[0][0].isupper() and stem(fold(last[0])) in sentence.stems)


def _runs(sentences: Sequence[Sentence], between: Sequence[Sentence]) -> list[Span]:
    """The stretches of sentences that stand next to one another."""
    spans: list[Span] = []
    for sentence in between:
        if sentence not in sentences:
            continue
        previous = between[between.index(sentence) - 1]
        if spans and spans[-1].end == previous.end:
            spans[-1] = Span(spans[-1].start, sentence.end)
        else:
            spans.append(Span(sentence.start, sentence.end))
    return spans


def bearing(ranked: Sequence[Ranked], query: Query, readings: Readings) -> list[Told]:
    """The statements of those asked for that bear on the topic, in the order in which they were found.

    Those that stand in sentences with a word of the topic; where there are none, those that follow one or that the
    reader takes for an answer.
    """
    topic = needed(query)
    said = list({(s.article, s.start, s.content[0].start): Told(s, page) for s, page in _said(ranked, query)}.values())
    held = [topic & stems_around(s, page) for s, page in said]
    # Two words are one thing, unless they are joined: then those that hold both are what is asked for.
    whole = topic in held and not _JOINED.search(query.own)
    on_it = [one for one, words in zip(said, held, strict=True) if not topic or (words == topic if whole else words)]
    heard = {one.statement.speaker for one in on_it}
    silent = (
        [one for one in said if one.statement.speaker not in heard] if query.shape == "compare" or not on_it else []
    )
    return on_it + [one for one in silent if _leans(*one, topic, readings)]


def pieces_of(said: Iterable[Told], query: Query) -> Iterator[Piece]:
    """Statements as they are shown, those without a sentence that is short enough aside."""
    for statement, page in said:
        if piece := cut(statement, page, query, Span(statement.start, statement.end)):
            yield piece


def stems_around(statement: Statement, page: Page, before: int = 0) -> frozenset[str]:
    """The stems of the sentences that a statement stands in, and of those that end so few characters before it."""
    near = (s.stems for s in page.sentences if s.start < statement.end and statement.start < s.end + before)
    return frozenset().union(*near)


def _leans(statement: Statement, page: Page, topic: frozenset[str], readings: Readings) -> bool:
    """Whether a statement may be on a topic of which it has no word."""
    after = bool(topic & stems_around(statement, page, NEXT))
    return after or readings.likely(page, Span(statement.start, statement.end))


def _said(ranked: Sequence[Ranked], query: Query) -> Iterator[tuple[Statement, Page]]:
    for _, window in ranked:
        for statement in theirs(window.page, query):
            if statement.start < window.end and window.start < statement.end:
                yield statement, window.page
