"""Evidence -> an answer in the articles' own words, claim by claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from index import Excerpt, Span
from qa.answer import Answer, AnswerSpan, Citation, Claim, More, Words, remark
from qa.evidence import Evidence
from qa.evidence.spoken import Piece, as_it_stands, listed, lists, spoken_in
from qa.evidence.windows import Window
from qa.extract.choose import MOST_CLAIMS, choose, tightened
from qa.extract.copies import Copies
from qa.extract.disagree import differing
from qa.extract.nearest import nearest, status_of
from qa.extract.replies import silent, talk_reply, why_not, widened
from qa.library import Library
from qa.names import is_speaker
from qa.page import count_words, quotations_in
from qa.understand import Query
from qa.wording import introduction, texts

_MOST_SHOWN = 150
"""Words of an answer, its introductions and marks included."""

_MAY = -1.0
"""Log-odds of being an answer (a chance of a quarter) that a further window needs to be shown."""

_CLOSING = {"“": "”", "„": "“", "«": "»", "‘": "’", "``": "''"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_INTRODUCED = {"related": "These passages mention it:", "absent": "The nearest it holds:"}


def extract(evidence: Evidence, library: Library) -> Iterator[Answer]:
    """The question as understood and how it was read, then claim by claim."""
    query, status = evidence.query, status_of(evidence, library)
    found = status == "answered"
    notes = (*query.notes, *([widened(query)] if found and evidence.widened else []))
    yield Answer(query.text, understood=query.understood, passages=len(evidence.found.order), notes=notes)
    if query.talk:
        yield Answer(query.text, (remark(talk_reply(query.talk, library)),), status)
        return
    pieces = _pieces(evidence) if found else nearest(evidence, library)
    if not found:
        told = f"{why_not(evidence, library)} {_INTRODUCED[status] if pieces else ''}"
        yield Answer(query.text, (remark(told.strip()),), status)
    for claim in claims(pieces, Copies(evidence.filters, library), evidence if found else None):
        yield Answer(query.text, (claim,), status)
    if found and (nothing_by := [name for name in query.speakers if _is_silent(name, pieces, query, library)]):
        yield Answer(query.text, (remark(silent(query, library, nothing_by)),), status)
    if found and (more := _more(evidence, pieces, library)):
        yield Answer(query.text, (), status, more=more)


def _more(evidence: Evidence, pieces: Sequence[Piece], library: Library) -> More | None:
    """All that the one whose words are shown said on the topic, where more is held than is shown."""
    query, names = evidence.query, {piece.speaker for piece in pieces if piece.speaker}
    if not lists(query) or evidence.filters.narrows or len(query.speakers) != 1 or len(names) != 1:
        return None
    (speaker,), topic = names, dict(query.understood).get("topic", "")
    held = len(library.archive.said(speaker, topic))
    return More(speaker, topic, held) if held > len(pieces) else None


def claims(pieces: Iterable[Piece], copies: Copies, evidence: Evidence | None = None) -> Iterator[Claim]:
    """A claim for each piece, its citations numbered on; its answering words are told where evidence is given."""
    number = 1
    for piece in pieces:
        if piece.differs:
            yield remark("The articles differ.")
        claim = claim_of(piece, number, copies)
        number += len(claim.citations)
        yield replace(claim, answer=_answer(piece, claim, evidence)) if evidence else claim


def _answer(piece: Piece, claim: Claim, evidence: Evidence) -> AnswerSpan | None:
    """The words of a piece that answer: of a fact, since somebody's words are the answer as a whole."""
    if evidence.query.kind == "said":
        return None
    for words in claim.words:
        span = evidence.readings.answer(piece.page, Span(words.start, words.end))
        if span and words.start <= span.start and span.end <= words.end:
            return AnswerSpan(words.citation, *span)
    return None


def claim_of(piece: Piece, number: int = 1, copies: Copies | None = None) -> Claim:
    """A piece as a claim, its citations numbered from `number` on; with where else its words stand."""
    r, text, places = piece.page.record, piece.page.text, piece.cited
    words = tuple(_words(span, places, piece) for span in piece.spans)
    citations = []
    for n, (start, end) in enumerate(places):
        longest = max((w.text for w in words if w.citation == n), key=len)
        also = copies.of(r.id, longest) if copies else ()
        cited = Citation.at(r, Excerpt(start, end, text[start:end]), number + n, piece.speaker)
        citations.append(replace(cited, also=also))
    return Claim(piece.kind, words, tuple(citations), piece.speaker, piece.role, r.publisher, r.published)


def _words(span: Span, places: Sequence[Span], piece: Piece) -> Words:
    """What is shown of a piece at a span, told apart into the speaker's own words and the outlet's."""
    text = piece.page.text
    own = [Span(max(q.start, span.start), min(q.end, span.end)) for q in piece.own]
    own = [o for o in own if o.start < o.end]
    citation = next(n for n, place in enumerate(places) if place.start <= span.start and span.end <= place.end)
    return Words(*span, text[slice(*span)], citation, tuple(own), *_amid_quotation(span, piece))


def _amid_quotation(span: Span, piece: Piece) -> tuple[str, str]:
    """The marks of the quotations that a span begins and ends within; of the shape of the article's other one."""
    if piece.kind == "quoted":
        return ("“" if all(q.start != span.start for q in piece.own) else ""), ""
    text, marked = piece.page.text, quotations_in(piece.page.text)
    begun = next((q for q in marked if q.start < span.start < q.end), None)
    open_ = next((q for q in marked if q.start < span.end < q.end or (span.end == q.end and not q.closed)), None)
    closing = text[begun.inside.end : begun.end].strip() if begun else ""
    opening = text[open_.start : open_.inside.start].strip() if open_ else ""
    opens = _OPENING.get(closing, closing or "“") if begun else ""
    return opens, _CLOSING.get(opening, opening) if open_ else ""


def _pieces(evidence: Evidence) -> list[Piece]:
    query = evidence.query
    if query.filters.speaker or lists(query):
        statements = list(listed(evidence.ranked, query, evidence.readings))
        if query.filters.speaker or _has_best(statements, evidence):
            return _by_article(_chosen(statements, query))
    best, *rest = evidence.ranked
    # What the reader takes for no answer would only pad a sure one.
    likely = [r for r in rest if evidence.readings.likely(r.window.page, Span(r.window.start, r.window.end), _MAY)]
    first, *others = choose([best, *likely], _introduced())
    pieces = [spoken_in(tightened(first), query)]
    if other := differing(first, evidence.ranked):
        others.insert(0, other)
    for window in others:
        piece = replace(spoken_in(tightened(window), query), differs=window is other)
        if _fits(piece, pieces):
            pieces.append(piece)
    return pieces


def _has_best(statements: Sequence[Piece], evidence: Evidence) -> bool:
    """Whether what answers best is among them: not all that somebody says is known as theirs."""
    best = as_it_stands(evidence.ranked[0].window)
    likely = evidence.readings.likely(best.page, Span(best.spans[0].start, best.spans[-1].end))
    return bool(statements) and (not likely or any(piece.overlaps(best) for piece in statements))


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
    if len(pieces) == MOST_CLAIMS or any(piece.overlaps(other) or piece.repeats(other) for other in pieces):
        return False
    return _short([*pieces, piece])


def _short(pieces: Sequence[Piece]) -> bool:
    """Whether there is room for all of these, in their order: who is known already is introduced in fewer words."""
    return sum(map(count_words, texts([claim_of(piece) for piece in pieces]))) <= _MOST_SHOWN


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
        if _fits(best, chosen) and _short(_by_article([*chosen, best])):
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
