"""Pieces as claims: the words that each shows, and the places that it cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index import Excerpt, Span
from qa.answer import AnswerSpan, Citation, Claim, Words, remark
from qa.evidence import Evidence
from qa.evidence.piece import Piece
from qa.extract.copies import Copies
from qa.page import quotations_in

_CLOSING = {"“": "”", "„": "“", "«": "»", "‘": "’", "``": "''"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}


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
    told = piece.speaker, piece.role, r.publisher, r.published
    return Claim(piece.kind, words, tuple(citations), *told, corrected=piece.corrected)


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
