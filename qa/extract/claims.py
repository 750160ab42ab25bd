"""Evidence -> an answer in the articles' own words, claim by claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from index import Span
from qa.answer import Answer, Citation, Claim
from qa.evidence import Evidence
from qa.evidence.spoken import Piece, listed, lists, spoken_in
from qa.evidence.windows import Window
from qa.extract.choose import MOST_CLAIMS, MOST_WORDS, choose, tightened
from qa.extract.copies import Copies
from qa.extract.disagree import differing
from qa.extract.replies import silent, talk_reply, why_not, widened
from qa.library import Library
from qa.names import is_speaker
from qa.page import count_words
from qa.understand import Query
from qa.understand.dates import spelt

_CLAIM_WORDS = 70
_NO_NAME = re.compile(r"[\d“”\"‘]|[’']s? [a-z]|^(?:nobody|no one|everybody|everyone|somebody|someone)\b", re.I)
_ROLE_WORDS = 8


def extract(evidence: Evidence, library: Library) -> Iterator[Answer]:
    """The question as understood, then how it was read where that needs saying, then claim by claim."""
    query, found = evidence.query, evidence.verdict.found
    yield Answer(query.text, understood=query.understood, passages=len(evidence.found.order))
    for note in (*query.notes, *([widened(query)] if found and evidence.widened else [])):
        yield Answer(query.text, (Claim(note),))
    if query.talk:
        yield Answer(query.text, (Claim(talk_reply(query.talk, library)),))
        return
    if not found:
        yield Answer(query.text, (Claim(why_not(evidence, library)),))
    pieces = _pieces(evidence) if found else _nearest(evidence)
    for claim in claims(pieces, Copies(evidence.filters, library), "" if found else "The nearest it holds: "):
        yield Answer(query.text, (claim,), found)
    if found and (nothing_by := [name for name in query.speakers if _is_silent(name, pieces, query, library)]):
        yield Answer(query.text, (Claim(silent(query, library, nothing_by)),), found)


def claims(pieces: Iterable[Piece], copies: Copies, opening: str = "") -> Iterator[Claim]:
    """A claim for each piece, its citations numbered on; a speaker is introduced once."""
    number = 0
    before: list[Piece] = []
    for piece in pieces:
        citations = []
        for span, text in zip(piece.spans, piece.texts, strict=True):
            number += 1
            r, also = piece.page.record, copies.of(piece.page.record.id, text)
            citations.append(
                Citation(number, r.id, r.source, r.title, r.published, r.publisher, *span, text, piece.speaker, also)
            )
        if piece.differs:
            yield Claim("The articles differ.")
        yield Claim(opening + lead(piece, before), piece.texts, tuple(citations))
        before.append(piece)


def lead(piece: Piece, before: Sequence[Piece] = ()) -> str:
    """Who speaks and when: in full the first time, and no longer than the claim may be."""
    record = piece.page.record
    day = spelt(record.published) if record.published else ""
    name = piece.speaker if piece.speaker and not _NO_NAME.search(piece.speaker) else None
    known = [p for p in before if p.speaker == piece.speaker]
    if name and not known and piece.verbatim:
        role = f", {piece.role}," if _is_short(piece.role) else ""
        # Published then: it may have been said long before.
        full = f"{name}{role} said ({day}):" if day else f"{name}{role} said:"
    elif name and not known:
        full = f"{', '.join(part for part in (name, piece.role if _is_short(piece.role) else '', day) if part)}:"
    else:
        by = record.publisher if record.publisher and not _NO_NAME.search(record.publisher) else "The article"
        same_day = bool(name) and known[-1].page.record.published == record.published
        full = f"{', '.join(part for part in (name or by, '' if same_day else day) if part)}:"
    if count_words(full) + piece.words > _CLAIM_WORDS:
        return f"{name}:" if name and count_words(name) + piece.words <= _CLAIM_WORDS else ""
    return full


def _is_short(role: str | None) -> bool:
    return bool(role) and not _NO_NAME.search(role or "") and count_words(role or "") <= _ROLE_WORDS


def _pieces(evidence: Evidence) -> list[Piece]:
    query = evidence.query
    if query.filters.speaker or lists(query):
        statements = _by_article(_chosen(listed(evidence.ranked, query), query))
        if statements or query.filters.speaker:
            return statements
    first, *others = choose(evidence.ranked, _introduced())
    pieces = [spoken_in(tightened(first), query)]
    if other := differing(first, evidence.ranked):
        others.insert(0, other)
    for window in others:
        piece = replace(spoken_in(tightened(window), query), differs=window is other)
        if _fits(piece, pieces):
            pieces.append(piece)
    return pieces


def _introduced() -> Callable[[Window], int]:
    """How many words a window takes with its introduction, which is made once for each article and speaker."""
    leads: dict[tuple[str, str | None], int] = {}

    def words_of(window: Window) -> int:
        piece = whole(window)
        key = window.article, piece.speaker
        if key not in leads:
            leads[key] = count_words(lead(piece))
        return window.words + leads[key]

    return words_of


def _fits(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether it adds words of its own, and there is room for them."""
    if len(pieces) == MOST_CLAIMS or any(piece.overlaps(other) or piece.repeats(other) for other in pieces):
        return False
    shown = (*pieces, piece)
    return sum(each.words + count_words(lead(each, shown[:n])) for n, each in enumerate(shown)) <= MOST_WORDS


def whole(window: Window) -> Piece:
    """A window as it stands; it has a speaker where one says all of it."""
    full = {seen.sentence.full for seen in window.seen}
    return Piece(window.page, (Span(window.start, window.end),), full.pop() or None if len(full) == 1 else None)


def _chosen(pieces: Iterable[Piece], query: Query) -> list[Piece]:
    """As many as there is room for; each of those asked for gets a turn before one gets another."""
    waiting = [piece for piece in pieces if not _told(piece, query)]
    if query.newest:
        waiting.sort(key=lambda p: p.page.record.published or date.min, reverse=True)
    chosen: list[Piece] = []
    while waiting and len(chosen) < MOST_CLAIMS:
        turns = [sum(_is_by(piece, name) for piece in chosen) for name in query.speakers]
        turn = query.speakers[turns.index(min(turns))]
        best = next((piece for piece in waiting if _is_by(piece, turn)), waiting[0])
        waiting.remove(best)
        if _fits(best, chosen):
            chosen.append(best)
    return chosen


def _is_silent(name: str, pieces: Sequence[Piece], query: Query, library: Library) -> bool:
    """Whether one of several who are asked for (a plain name) said nothing on the topic, wherever one looks."""
    if len(query.speakers) < 2 or not lists(query) or any(_is_by(piece, name) for piece in pieces):
        return False
    topic = dict(query.understood).get("topic", "")
    return not any(library.archive.said(full, topic) for full in library.names_of(name))


def _is_by(piece: Piece, name: str) -> bool:
    return is_speaker(name, piece.speaker or "")


def _told(piece: Piece, query: Query) -> bool:
    """Whether the conversation has it already."""
    return any(text in reply for reply in query.told for text in piece.texts)


def _by_article(pieces: Sequence[Piece]) -> list[Piece]:
    """Article by article, in the order of the first piece of each; within one, as they stand there."""
    order = list(dict.fromkeys(piece.page.record.id for piece in pieces))
    return sorted(pieces, key=lambda p: (order.index(p.page.record.id), p.spans[0].start))


def _nearest(evidence: Evidence) -> list[Piece]:
    """What comes nearest to an answer: by the one asked for, where there is such."""
    windows = [ranked.window for ranked in evidence.ranked]
    if own := next((w for w in windows if any(s.who > 0 for s in w.seen)), None):
        return [spoken_in(own, evidence.query)]
    return [whole(window) for window in windows[:1]]
