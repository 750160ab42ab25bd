"""Evidence -> an answer in the articles' own words, claim by claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.answer import Answer, More, remark
from qa.evidence import Evidence
from qa.evidence.piece import Piece
from qa.evidence.wanted import lists, of_anybody
from qa.extract.claims import claims
from qa.extract.copies import Copies
from qa.extract.days import day_of
from qa.extract.nearest import nearest, status_of
from qa.extract.pieces import pieces_for, room_beside
from qa.extract.replies import silent, speakers_on, talk_reply, why_not, widened
from qa.library import Library
from qa.names import is_speaker
from qa.page import count_words
from qa.understand import Query

_INTRODUCED = {"related": "These passages mention it:", "absent": "The nearest it holds:"}


def extract(evidence: Evidence, library: Library) -> Iterator[Answer]:
    """The question as understood and how it was read, then claim by claim."""
    query, status = evidence.query, status_of(evidence, library)
    found = status == "answered"
    notes = (*query.notes, *([widened(query)] if found and evidence.widened else []))
    passages = len(evidence.found.order)
    yield Answer(query.text, understood=query.understood, passages=passages, notes=notes, shape=query.shape)
    if query.talk:
        yield Answer(query.text, (remark(talk_reply(query.talk, library)),), status)
        return
    pieces = pieces_for(evidence) if found else nearest(evidence, library)
    if not found:
        told = f"{why_not(evidence, library)} {_INTRODUCED[status] if pieces else ''}"
        yield Answer(query.text, (remark(told.strip()),), status)
    for claim in claims(pieces, Copies(evidence.filters, library), evidence if found else None):
        yield Answer(query.text, (claim,), status)
    if found:
        for sentence in _remarks(evidence, pieces, library):
            yield Answer(query.text, (remark(sentence),), status)
        if more := _more(evidence, pieces, library):
            yield Answer(query.text, (), status, more=more)


def _remarks(evidence: Evidence, pieces: Sequence[Piece], library: Library) -> Iterator[str]:
    """What is to be said beside the words of an answer."""
    query = evidence.query
    if nothing_by := [name for name in query.speakers if _is_silent(name, pieces, query, library)]:
        yield silent(query, library, nothing_by)
    if of_anybody(query) and evidence.said:
        speakers = speakers_on(evidence, library)
        if count_words(speakers) <= room_beside(pieces):
            yield speakers
    if (query.dated or query.kind == "when") and (day := day_of(pieces[0])):
        yield day
    for part in evidence.parts:
        if not part.verdict.found:
            yield f"{part.query.text.rstrip(' ?')}? {why_not(part, library)}"


def _more(evidence: Evidence, pieces: Sequence[Piece], library: Library) -> More | None:
    """All that the one whose words are shown said on the topic, where more is held than is shown."""
    query, names = evidence.query, {piece.speaker for piece in pieces if piece.speaker}
    if not lists(query) or evidence.filters.narrows or len(query.speakers) != 1 or len(names) != 1:
        return None
    (speaker,), topic = names, dict(query.understood).get("topic", "")
    held = len(library.archive.said(speaker, topic))
    return More(speaker, topic, held) if held > len(pieces) else None


def _is_silent(name: str, pieces: Sequence[Piece], query: Query, library: Library) -> bool:
    """Whether one of several who are asked for (a plain name) said nothing on the topic, wherever one looks."""
    if len(query.speakers) < 2 or not lists(query) or any(is_speaker(name, piece.speaker or "") for piece in pieces):
        return False
    topic = dict(query.understood).get("topic", "")
    return not any(library.archive.said(full, topic) for full in library.names_of(name))
