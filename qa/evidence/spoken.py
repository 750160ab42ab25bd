"""The statements of those whose words are asked for, cut to what bears on the question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import Span, Statement
from index.sentences import sentences, trimmed
from index.words import fold, same_words, stem, stems
from qa.evidence.windows import MAX_CHARS, MAX_WORDS, Ranked, Seen, Window
from qa.names import is_speaker, plain, sex_of
from qa.page import Page, Sentence, count_words
from qa.understand import Query

_FEW = 2
"""A topic of so few words is a name: a sentence bears on it that has it. A longer one is a description, and the
ranking has told which sentences it fits."""

_JOINED = re.compile(r"\b(?:and|or)\b", re.I)
_LEANS = re.compile(r"\b(?:he|she|him|her|his|hers)\b|^\W*(?:that|this|these|those|it|they)\b", re.I)
_WHY = re.compile(r"\W*(?:and )?why\b", re.I)
_WITHOUT_TOPIC = 35
"""Words of a statement that are shown where all statements are asked for."""

_SHORT = 3
"""Words of a quotation that says nothing by itself."""

_NEXT = 4
"""Characters between two sentences that stand next to each other, at most."""

_MOST_PARTS = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """Stretches of one article to be quoted together; speaker is who says all of them, verbatim whether in quotes.

    differs says that it tells otherwise than what is quoted before it.
    """

    page: Page
    spans: tuple[Span, ...]
    speaker: str | None = None
    role: str | None = None
    verbatim: bool = False
    differs: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self.page.text[start:end] for start, end in self.spans)

    @property
    def words(self) -> int:
        return sum(map(count_words, self.texts))

    def overlaps(self, other: Piece) -> bool:
        """Whether both quote some of the same words."""
        if self.page.record.id != other.page.record.id:
            return False
        return any(a.start < b.end and b.start < a.end for a in self.spans for b in other.spans)

    def repeats(self, other: Piece) -> bool:
        """Whether it adds no words to the other's, wherever they stand, or the other none to its."""
        own, theirs = (" … ".join(map(same_words, piece.texts)) for piece in (self, other))
        return own in theirs or theirs in own


def topic_of(query: Query) -> frozenset[str]:
    """The stems that say what the statements asked for are about."""
    speakers = {stem(word) for name in query.speakers for word in name.split()}
    return frozenset(term for term, weight in query.terms.items() if weight >= 1) - speakers


def needed(query: Query) -> frozenset[str]:
    """The stems of the topic that a statement on it must hold: of a person's name, the last."""
    return topic_of(query) - {stem(word) for name in query.names if sex_of(name) for word in name.split()[:-1]}


def lists(query: Query) -> bool:
    """Whether statements are asked for as a list: by name, and on a topic of a word or two, or on any."""
    named = query.kind == "said" and bool(query.speakers)
    topic = topic_of(query)
    return named and len(topic) <= _FEW and bool(topic or query.told or not query.goes_on)


def is_by(query: Query, statement: Statement) -> bool:
    """Whether the statement is one of those asked for by name."""
    named = statement.speaker or ""
    return bool(statement.content) and any(
        is_speaker(asked, named) and query.may_be(asked, plain(named)) for asked in query.speakers
    )


def spoken_in(window: Window, query: Query) -> Piece:
    """What a window quotes for a question that asks for somebody's words: without those of others."""
    kept = _without_others(window.seen, query) if _wants_words(query) else [s.sentence for s in window.seen]
    start, end = kept[0].start, kept[-1].end
    for statement in window.page.statements:
        if not (statement.start <= start and end <= statement.end and is_by(query, statement)):
            continue
        piece = cut(statement, window.page, query, Span(start, end))
        if piece and piece.verbatim:
            return piece
    full = {sentence.full for sentence in kept}
    spans = _runs(kept, [s.sentence for s in window.seen])
    return Piece(window.page, tuple(spans[:_MOST_PARTS]), full.pop() or None if len(full) == 1 else None)


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


def listed(ranked: Sequence[Ranked], query: Query) -> Iterator[Piece]:
    """The statements of those asked for that bear on the topic, in the order in which they were found.

    First those that have a word of it; then, from articles that have none, those that follow a sentence that has.
    """
    topic = needed(query)
    found = {(s.article, s.start, s.content[0].start): (s, page) for s, page in _said(ranked, query)}
    held = {place: topic & set(stems(s.text)) for place, (s, _) in found.items()}
    # Two words are one thing, unless they are joined: then those that hold both are what is asked for.
    whole = topic in held.values() and not _JOINED.search(query.own)
    bearing = [found[place] for place, words in held.items() if not topic or (words == topic if whole else words)]
    articles = {s.article for s, _ in bearing}
    leaning = [(s, page) for s, page in found.values() if s.article not in articles and _follows(topic, s, page)]
    for statement, page in (*bearing, *leaning):
        if piece := cut(statement, page, query, Span(statement.start, statement.end)):
            yield piece


def _follows(topic: frozenset[str], statement: Statement, page: Page) -> bool:
    """Whether the sentence before the statement has a word of the topic."""
    return any(topic & s.stems for s in page.sentences if 0 <= statement.start - s.end <= _NEXT)


def _said(ranked: Sequence[Ranked], query: Query) -> Iterator[tuple[Statement, Page]]:
    for _, window in ranked:
        for statement in window.page.statements:
            if statement.start < window.end and window.start < statement.end and is_by(query, statement):
                yield statement, window.page


def cut(statement: Statement, page: Page, query: Query, around: Span) -> Piece | None:
    """A statement's sentences that bear on the question, or that stand in a window; None where none is short enough."""
    verbatim = _all_quoted(statement, page)
    parts = [part for part in _parts(statement, page, verbatim) if not _anothers(part, statement, page, verbatim)]
    topic = topic_of(query)
    kept = _bearing(parts, page, topic) if len(topic) <= _FEW else []
    kept = kept or [part for part in parts if _half_in(part, around)] or list(parts)
    if spans := _joined(_short_enough(kept, page, MAX_WORDS if topic or query.goes_on else _WITHOUT_TOPIC), page):
        return Piece(page, tuple(spans), statement.speaker, statement.role, verbatim)
    return None


def _all_quoted(statement: Statement, page: Page) -> bool:
    """Whether it can be shown by its quotations alone: nothing else was said, and more than a word or two."""
    said = "".join(page.text[start:end] for start, end in statement.content)
    quoted = "".join(page.text[start:end] for start, end in statement.quotes)
    return count_words(quoted) > _SHORT and count_words(quoted) >= count_words(said)


def _parts(statement: Statement, page: Page, verbatim: bool) -> list[Span]:
    if not verbatim:
        return [
            Span(s.start, s.end) for s in page.sentences if s.start < statement.end and statement.start < s.end
        ]  # fmt: skip
    spans = [trimmed(page.text, span) for quote in statement.quotes for span in sentences(page.text, *quote)]
    return [span for span in spans if span.end > span.start]


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


def _joined(parts: Sequence[Span], page: Page) -> list[Span]:
    """Sentences that follow one another as one stretch; at most as many stretches as a claim may cite."""
    spans: list[Span] = []
    for part in parts:
        near = spans and not page.text[spans[-1].end : part.start].strip()
        if near and part.end - spans[-1].start <= MAX_CHARS and "\n" not in page.text[spans[-1].end : part.start]:
            spans[-1] = Span(spans[-1].start, part.end)
        else:
            spans.append(part)
    return spans[:_MOST_PARTS]
