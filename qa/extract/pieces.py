"""Which pieces an answer shows, in their order: windows or statements, as the question asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from index import Span
from qa.evidence import Evidence
from qa.evidence.piece import Piece
from qa.evidence.spoken import as_it_stands, pieces_of, spoken_in
from qa.evidence.wanted import lists, lists_role, of_anybody
from qa.evidence.windows import Ranked, Window
from qa.extract.choose import MOST_CLAIMS, choose, tightened
from qa.extract.claims import claim_of
from qa.extract.copies import alike
from qa.extract.disagree import differing
from qa.extract.introduced import introducing
from qa.names import is_speaker
from qa.page import count_words
from qa.understand import Query
from qa.wording import introduction, texts

_MOST_SHOWN = 150
"""Words of an answer, its introductions and marks included."""

_MOST_PEOPLE = 6
"""People of whom an answer shows a line each."""

_MOST_EACH = 2
"""Pieces for each of several questions."""

_MAY = -1.0
"""Log-odds of being an answer (a chance of a quarter) that a further window needs to be shown."""


def pieces_for(evidence: Evidence) -> list[Piece]:
    """What answers a question, as much of it as there is room for."""
    query = evidence.query
    if evidence.parts:
        return _of_each(evidence.parts)
    if of_anybody(query) and (people := _people(pieces_of(evidence.said, query))):
        # Not all that somebody says is known as theirs: what answers best is told as well.
        return _filled(people, _windows(evidence, evidence.ranked)) if query.shape == "people" else people
    if query.filters.speaker or lists(query) or lists_role(query):
        statements = list(pieces_of(evidence.said, query))
        if query.filters.speaker or (statements and query.shape) or _has_best(statements, evidence):
            return _by_article(_chosen(statements, query), query)
    if query.whom and (who := introducing(query, [ranked.window.page for ranked in evidence.ranked])):
        return _filled([who], _windows(evidence, evidence.ranked))[:_MOST_EACH]
    return _windows(evidence, _newest(evidence) if query.shape == "latest" else evidence.ranked)


def _of_each(parts: Sequence[Evidence]) -> list[Piece]:
    """The first pieces for each of several questions."""
    chosen: list[Piece] = []
    for part in parts:
        for piece in pieces_for(part)[:_MOST_EACH] if part.verdict.found else []:
            if not any(piece.overlaps(other) for other in chosen) and _short([*chosen, piece]):
                chosen.append(piece)
    return chosen


def _people(pieces: Iterable[Piece]) -> list[Piece]:
    """The first piece of each who speaks."""
    chosen: list[Piece] = []
    for piece in pieces:
        new = piece.speaker and all(piece.speaker != other.speaker for other in chosen)
        if new and len(chosen) < _MOST_PEOPLE and _short([*chosen, piece]):
            chosen.append(piece)
    return chosen


def _filled(pieces: Sequence[Piece], more: Iterable[Piece]) -> list[Piece]:
    """These and, of the others, what there is room for."""
    chosen = [*pieces]
    for piece in more:
        if _fits(piece, chosen):
            chosen.append(piece)
    return chosen


def _newest(evidence: Evidence) -> list[Ranked]:
    """The windows that may answer, those of the newest days first."""
    best, *rest = evidence.ranked
    sure = [best, *(ranked for ranked in rest if _may_answer(evidence, ranked.window, 0.0))]
    return sorted(sure, key=lambda ranked: ranked.window.page.record.published or date.min, reverse=True)


def _may_answer(evidence: Evidence, window: Window, surely: float = _MAY) -> bool:
    return evidence.readings.likely(window.page, Span(window.start, window.end), surely)


def _windows(evidence: Evidence, ranked: Sequence[Ranked]) -> list[Piece]:
    query = evidence.query
    best, *rest = ranked
    # What the reader takes for no answer would only pad a sure one.
    likely = [each for each in rest if _may_answer(evidence, each.window)]
    first, *others = choose([best, *likely], _introduced())
    pieces = [spoken_in(tightened(first), query)]
    if other := differing(first, ranked):
        others.insert(0, other)
    for window in others:
        piece = replace(spoken_in(tightened(window), query), differs=window is other)
        if _fits(piece, pieces):
            pieces.append(piece)
    return pieces


def _has_best(statements: Sequence[Piece], evidence: Evidence) -> bool:
    """Whether what answers best is among them, or is another's: not all that somebody says is known as theirs."""
    window = evidence.ranked[0].window
    best = as_it_stands(window)
    who = {seen.who > 0 for seen in window.seen if seen.who}
    anothers = who == {False}
    likely = evidence.readings.likely(best.page, Span(best.spans[0].start, best.spans[-1].end))
    return bool(statements) and (anothers or not likely or any(piece.overlaps(best) for piece in statements))


def _introduced() -> Callable[[Window], int]:
    """How many words a window takes with its introduction, which is made once for each article and speaker."""
    introductions: dict[tuple[str, str | None], int] = {}

    def words_of(window: Window) -> int:
        piece = as_it_stands(window)
        key = window.article, piece.speaker
        if key not in introductions:
            introductions[key] = count_words(introduction(claim_of(piece)))
        return window.words + introductions[key]

    return words_of


def _fits(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether it adds words of its own, and there is room for them."""
    if len(pieces) == MOST_CLAIMS or any(_repeats(piece, other) for other in pieces):
        return False
    return _short([*pieces, piece])


def _repeats(piece: Piece, other: Piece) -> bool:
    """Whether a piece has no words beside another's, or an outlet's as an editor left them."""
    if piece.overlaps(other) or piece.repeats(other):
        return True
    # Of a person's own words every version counts.
    return "quoted" not in (piece.kind, other.kind) and alike(" ".join(piece.texts), " ".join(other.texts))


def _short(pieces: Sequence[Piece]) -> bool:
    """Whether there is room for all of these, in their order: who is known already is introduced in fewer words."""
    return room_beside(pieces) >= 0


def room_beside(pieces: Sequence[Piece]) -> int:
    """How many words an answer may have beside these pieces."""
    return _MOST_SHOWN - sum(map(count_words, texts([claim_of(piece) for piece in pieces])))


def _chosen(pieces: Iterable[Piece], query: Query) -> list[Piece]:
    """As many as there is room for; each of those asked for gets a turn before one gets another, and so does each
    article.
    """
    waiting = [piece for piece in pieces if not _told(piece, query)]
    if query.shape == "over time":
        # From where it began to where it stands, and then what lies between.
        waiting = waiting[:1] + waiting[:0:-1]
    chosen: list[Piece] = []
    while waiting and len(chosen) < MOST_CLAIMS:
        turn = min(query.speakers, key=lambda name: sum(_is_by(piece, name) for piece in chosen), default=None)
        theirs = [piece for piece in waiting if turn is None or _is_by(piece, turn)] or waiting
        shown = {piece.page.record.id for piece in chosen}
        best = next((piece for piece in theirs if piece.page.record.id not in shown), theirs[0])
        waiting.remove(best)
        if _fits(best, chosen) and _short(_by_article([*chosen, best], query)):
            chosen.append(best)
    return chosen


def _is_by(piece: Piece, name: str) -> bool:
    return is_speaker(name, piece.speaker or "")


def _told(piece: Piece, query: Query) -> bool:
    """Whether the conversation has it already."""
    return any(text in reply for reply in query.told for text in piece.texts)


def _by_article(pieces: Sequence[Piece], query: Query) -> list[Piece]:
    """Article by article, in the order of the first piece of each, or of days; within one, as they stand there."""
    if query.shape == "over time":
        pieces = sorted(pieces, key=lambda piece: piece.page.record.published or date.min)
    order = list(dict.fromkeys(piece.page.record.id for piece in pieces))
    return sorted(pieces, key=lambda p: (order.index(p.page.record.id), p.spans[0].start))
