"""What of an article is shown, and whose words they are: a speaker's own, an outlet's on a speaker, or the outlet's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index import Span, Statement
from index.english.people import roles_alike
from index.sentences import sentences, trimmed
from index.words import fold, same_words, stem, stems
from qa.answer import MAX_CITED, Kind
from qa.evidence.readings import Readings
from qa.evidence.windows import MAX_CHARS, MAX_WORDS, Ranked, Seen, Window
from qa.names import is_name, is_person, is_speaker, plain
from qa.page import Page, Sentence, count_words, quotations_in
from qa.understand import Query

_FEW = 2
"""A topic of so few words is a name: a sentence bears on it that has it. A longer one is a description, and the
ranking has told which sentences it fits."""

_SHAPED = 4
"""The same where the newest words are asked for, or those of several beside each other."""

_JOINED = re.compile(r"\b(?:and|or)\b", re.I)
_LEANS = re.compile(r"\b(?:he|she|him|her|his|hers)\b|^\W*(?:that|this|these|those|it|they)\b", re.I)
_WHY = re.compile(r"\W*(?:and )?why\b", re.I)

WHOLE = 70
"""Words of a statement that is shown whole: words out of their context mislead."""

_WITHOUT_TOPIC = 35
"""Words of a longer statement that are shown where all statements are asked for."""

_SHORT = 3
"""Words of a quotation that says nothing by itself."""

NEXT = 4
"""Characters between two sentences that stand next to each other, at most."""

_MOST_PARTS = 3


class Told(NamedTuple):
    """A statement and the article that it stands in."""

    statement: Statement
    page: Page


@dataclass(frozen=True, slots=True)
class Piece:
    """Stretches of one article to be shown together, all of one kind."""

    page: Page
    kind: Kind
    spans: tuple[Span, ...]
    speaker: str | None = None
    """Who says it; nobody in an excerpt."""
    role: str | None = None
    differs: bool = False
    """Whether it tells otherwise than what is shown before it."""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self.page.text[start:end] for start, end in self.spans)

    @property
    def words(self) -> int:
        return sum(map(count_words, self.texts))

    @property
    def own(self) -> list[Span]:
        """All of the speaker's own words in the article, between its marks."""
        return sorted({q for s in self.page.statements if self.speaker and s.speaker == self.speaker for q in s.quotes})

    @property
    def corrected(self) -> bool:
        """Whether the speaker is whom a user named, and not whom the article does."""
        named = (s for s in self.page.statements if s.corrected and s.speaker == self.speaker)
        return any(s.start < end and start < s.end for s in named for start, end in self.spans)

    @property
    def cited(self) -> list[Span]:
        """The whole sentences that the spans stand in, those next to each other together."""
        places: list[Span] = []
        for span in self.spans:
            place = _sentences_around(span, self.page)
            if places and _one_place(places[-1], place, self.page.text):
                places[-1] = Span(places[-1].start, max(places[-1].end, place.end))
            else:
                places.append(place)
        return places

    def overlaps(self, other: Piece) -> bool:
        """Whether both show some of the same words."""
        if self.page.record.id != other.page.record.id:
            return False
        return any(a.start < b.end and b.start < a.end for a in self.spans for b in other.spans)

    def repeats(self, other: Piece) -> bool:
        """Whether it adds no words to the other's, wherever they stand, or the other none to its."""
        own, theirs = (" … ".join(map(same_words, piece.texts)) for piece in (self, other))
        return own in theirs or theirs in own


def _sentences_around(span: Span, page: Page) -> Span:
    """The whole sentences that a span stands in, or itself where they are too long to be cited."""
    near = [s for s in page.sentences if s.start < span.end and span.start < s.end]
    whole = Span(min([span.start, *(s.start for s in near)]), max([span.end, *(s.end for s in near)]))
    return whole if whole.end - whole.start <= MAX_CITED else span


def _one_place(before: Span, place: Span, text: str) -> bool:
    """Whether two places are cited as one: nothing but a blank is between them."""
    return place.end - before.start <= MAX_CITED and (
        place.start < before.end or text[before.end : place.start] in ("", " ")
    )


def topic_of(query: Query) -> frozenset[str]:
    """The stems that say what the statements asked for are about."""
    asked = (*query.speakers, *query.roles, plain(query.described))
    speakers = {stem(word) for name in asked for word in name.split()}
    return frozenset(term for term, weight in query.terms.items() if weight >= 1) - speakers


def needed(query: Query) -> frozenset[str]:
    """The stems of the topic that a statement on it must hold: of a person's name, the last."""
    return topic_of(query) - {stem(word) for name in query.names if is_person(name) for word in name.split()[:-1]}


def lists(query: Query) -> bool:
    """Whether statements are asked for as a list: by name, and on a topic of a word or two, or on any."""
    named = query.kind == "said" and bool(query.speakers)
    topic = topic_of(query)
    few = len(topic) <= (_SHAPED if query.shape else _FEW)
    return named and few and bool(topic or query.told or not query.goes_on)


def of_anybody(query: Query) -> bool:
    """Whether the statements of whoever speaks on a topic are asked for: "the latest on the toll"."""
    return query.shape in ("people", "topic") or (query.shape == "latest" and not query.asks_speaker)


def lists_role(query: Query) -> bool:
    """The same of whoever the articles say to be what is asked for: "statements by the mayor"."""
    return query.kind == "said" and bool(query.roles) and not query.expects and len(topic_of(query)) <= _FEW


def theirs(page: Page, query: Query) -> list[Statement]:
    """The statements of an article by those asked for, by name; or by whoever it says to be what is asked for."""
    who = {s.speaker for s in page.statements if query.roles and is_name(s.speaker) and _has_role(s, query)}
    return [s for s in page.statements if is_by(query, s) or (s.content and s.speaker in who)]


def _has_role(statement: Statement, query: Query) -> bool:
    words = frozenset(plain(statement.role or "").split())
    return query.owner in ("", *words) and not roles_alike(query.roles).isdisjoint(words)


def is_by(query: Query, statement: Statement) -> bool:
    """Whether the statement is one of those asked for by name."""
    named = statement.speaker or ""
    return bool(statement.content) and any(
        is_speaker(asked, named) and query.may_be(asked, plain(named)) for asked in query.speakers
    )


def spoken_in(window: Window, query: Query) -> Piece:
    """What a window shows: where somebody's words are asked for, without those of others."""
    kept = _without_others(window.seen, query) if _wants_words(query) else [s.sentence for s in window.seen]
    start, end = kept[0].start, kept[-1].end
    for statement in window.page.statements:
        if not (statement.start <= start and end <= statement.end):
            continue
        topic = topic_of(query) if is_by(query, statement) else frozenset[str]()
        piece = _cut(statement, window.page, topic, Span(start, end), MAX_WORDS)
        if piece and piece.kind == "quoted":
            return piece
    return _as_it_stands(window, kept)


def as_it_stands(window: Window) -> Piece:
    """A window in the outlet's words, all of it."""
    return _as_it_stands(window, [seen.sentence for seen in window.seen])


def _as_it_stands(window: Window, kept: Sequence[Sentence]) -> Piece:
    spans = tuple(_runs(kept, [s.sentence for s in window.seen])[:_MOST_PARTS])
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


def cut(statement: Statement, page: Page, query: Query, around: Span) -> Piece | None:
    """A statement, whole where it is short; else its sentences that bear on the question, or that stand in a window.

    None where no sentence is short enough.
    """
    topic = topic_of(query)
    return _cut(statement, page, topic, around, MAX_WORDS if topic or query.goes_on else _WITHOUT_TOPIC)


def _cut(statement: Statement, page: Page, topic: frozenset[str], around: Span, most: int) -> Piece | None:
    verbatim = is_name(statement.speaker) and all_quoted(statement, page.text)
    parts = _parts(statement, page, verbatim)
    own = [part for part in parts if not _anothers(part, statement, page, verbatim)]
    if own == parts and (whole := _whole(statement, parts, page, verbatim)):
        return whole
    kept = _bearing(own, page, topic) if len(topic) <= _FEW else []
    kept = kept or [part for part in own if _half_in(part, around)] or list(own)
    spans = tuple(_joined(_short_enough(kept, page, most), page))
    return _piece(statement, page, spans, verbatim) if spans else None


def _whole(statement: Statement, parts: Sequence[Span], page: Page, verbatim: bool) -> Piece | None:
    """All of a statement, where it is short enough to be shown so."""
    spans = tuple(statement.quotes) if verbatim else tuple(_joined(parts, page, MAX_CITED))
    piece = _piece(statement, page, spans, verbatim)
    fits = piece.words <= WHOLE and len(spans) <= _MOST_PARTS and len(piece.cited) <= _MOST_PARTS
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
    return spans[:_MOST_PARTS] if most == MAX_CHARS else spans
