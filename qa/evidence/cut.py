"""A statement as it is shown: whole where it is short, else cut to what bears on the question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Span, Statement
from index.sentences import sentences, trimmed
from index.words import stems
from qa.answer import MAX_CITED
from qa.evidence.piece import Piece
from qa.evidence.wanted import FEW, topic_of
from qa.evidence.windows import MAX_CHARS, MAX_WORDS
from qa.names import is_name
from qa.page import Page, count_words, quotations_in
from qa.understand import Query

_LEANS = re.compile(r"\b(?:he|she|him|her|his|hers)\b|^\W*(?:that|this|these|those|it|they)\b", re.I)

WHOLE = 70
"""Words of a statement that is shown whole: words out of their context mislead."""

_WITHOUT_TOPIC = 35
"""Words of a longer statement that are shown where all statements are asked for."""

_SHORT = 3
"""Words of a quotation that says nothing by itself."""

MOST_PARTS = 3
"""Stretches that a claim shows, at most."""


def cut(statement: Statement, page: Page, query: Query, around: Span) -> Piece | None:
    """A statement, whole where it is short; else its sentences that bear on the question, or that stand in a window.

    None where no sentence is short enough.
    """
    topic = topic_of(query)
    return cut_to(statement, page, topic, around, MAX_WORDS if topic or query.goes_on else _WITHOUT_TOPIC)


def cut_to(statement: Statement, page: Page, topic: frozenset[str], around: Span, most: int) -> Piece | None:
    """The same for a topic (stems), in about so many words at most."""
    verbatim = is_name(statement.speaker) and all_quoted(statement, page.text)
    parts = _parts(statement, page, verbatim)
    own = [part for part in parts if not _anothers(part, statement, page, verbatim)]
    if own == parts and (whole := _whole(statement, parts, page, verbatim)):
        return whole
    kept = _bearing(own, page, topic) if len(topic) <= FEW else []
    kept = kept or [part for part in own if _half_in(part, around)] or list(own)
    spans = tuple(_joined(_short_enough(kept, page, most), page))
    return _piece(statement, page, spans, verbatim) if spans else None


def _whole(statement: Statement, parts: Sequence[Span], page: Page, verbatim: bool) -> Piece | None:
    """All of a statement, where it is short enough to be shown so."""
    spans = tuple(statement.quotes) if verbatim else tuple(_joined(parts, page, MAX_CITED))
    piece = _piece(statement, page, spans, verbatim)
    fits = piece.words <= WHOLE and len(spans) <= MOST_PARTS and len(piece.cited) <= MOST_PARTS
    return piece if spans and fits and all(end - start <= MAX_CITED for start, end in piece.cited) else None


def _piece(statement: Statement, page: Page, spans: tuple[Span, ...], verbatim: bool) -> Piece:
    if not is_name(statement.speaker):
        return Piece(page, "excerpt", spans)
    return Piece(page, "quoted" if verbatim else "reported", spans, statement.speaker, statement.role)


def all_quoted(statement: Statement, text: str, offset: int = 0) -> bool:
    """Whether it can be shown by its quotations alone: nothing else was said, and more than a word or two.

    text is the article's from the offset on.
    """
    said = "".join(text[start - offset : end - offset] for start, end in statement.content)
    quoted = "".join(text[start - offset : end - offset] for start, end in statement.quotes)
    return count_words(quoted) > _SHORT and count_words(quoted) >= count_words(said)


def _parts(statement: Statement, page: Page, verbatim: bool) -> list[Span]:
    if verbatim:
        return [part for quote in statement.quotes for part in quoted_sentences(page.text, quote)]
    return [Span(s.start, s.end) for s in page.sentences if s.start < statement.end and statement.start < s.end]


def quoted_sentences(text: str, quote: Span) -> list[Span]:
    """The sentences of a quotation; one within it is not cut in two."""
    inner = [Span(quote.start + q.start, quote.start + q.end) for q in quotations_in(text[slice(*quote)])]
    found: list[Span] = []
    for span in (trimmed(text, sentence) for sentence in sentences(text, *quote)):
        if found and any(q.start < found[-1].end and span.start < q.end for q in inner):
            found[-1] = Span(found[-1].start, span.end)
        elif span.end > span.start:
            found.append(span)
    return found


def _anothers(part: Span, statement: Statement, page: Page, verbatim: bool) -> bool:
    """Whether a stretch of a statement is what another says: in words within it, or for most of the sentence."""
    within = (s for s in page.statements if _length(s) < _length(statement) and _is_another(s, statement))
    if any(2 * sum(_shared(part, span) for span in other.content) >= part.end - part.start for other in within):
        return True
    full = next((s.full for s in page.sentences if s.start <= part.start < s.end), "")
    return not verbatim and bool(full and statement.speaker and full != statement.speaker)


def _is_another(other: Statement, statement: Statement) -> bool:
    by, own = (s.speaker or (s.mention.text if s.mention else "") for s in (other, statement))
    return bool(by) and by != own


def _length(statement: Statement) -> int:
    return sum(end - start for start, end in statement.content)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _bearing(parts: Sequence[Span], page: Page, topic: frozenset[str]) -> list[Span]:
    """The sentences with a word of the topic, and those right after that lean on one with "him" or "that"."""
    kept: list[Span] = []
    for before, part in zip([None, *parts], parts, strict=False):
        text = page.text[part.start : part.end]
        leans = before is not None and kept and kept[-1] == before and _LEANS.search(text)
        if topic & set(stems(text)) or leans:
            kept.append(part)
    return kept


def _half_in(part: Span, around: Span) -> bool:
    return 2 * _shared(part, around) >= part.end - part.start


def _short_enough(parts: Sequence[Span], page: Page, most: int) -> list[Span]:
    """As many sentences, from the first, as a claim may quote."""
    kept: list[Span] = []
    words = 0
    for part in parts:
        words += count_words(page.text[part.start : part.end])
        if part.end - part.start > MAX_CHARS or words > (most if kept else MAX_WORDS):
            break
        kept.append(part)
    return kept


def _joined(parts: Sequence[Span], page: Page, most: int = MAX_CHARS) -> list[Span]:
    """Sentences that follow one another as one stretch; at most as many stretches as a claim may cite."""
    spans: list[Span] = []
    for part in parts:
        near = spans and not page.text[spans[-1].end : part.start].strip()
        if near and part.end - spans[-1].start <= most and "\n" not in page.text[spans[-1].end : part.start]:
            spans[-1] = Span(spans[-1].start, part.end)
        else:
            spans.append(part)
    return spans[:MOST_PARTS] if most == MAX_CHARS else spans
