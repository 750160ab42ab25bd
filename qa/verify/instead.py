"""What stands in for a chat model's sentence that fails: the words of a statement that it cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from index import Span, Statement
from index.sentences import sentences, trimmed
from index.words import stems
from qa.answer import Citation, Claim, Kind, Words
from qa.evidence.cut import all_quoted
from qa.names import is_name
from qa.verify.place import Place

_MOST_WORDS = 60


def own_words(claim: Claim, places: Sequence[Place]) -> Claim | None:
    """The cited statement that is nearest to the claim, in the article's words; none where no statement is cited."""
    wanted = set(stems(claim.text))
    cited = [
        (len(wanted & set(stems(s.text))), -n, s, p, c)
        for n, (p, c) in enumerate(zip(places, claim.citations, strict=False))
        for s in p.statements
        if _quotable(s, p)
    ]
    if not cited:
        return None
    *_, statement, place, citation = max(cited, key=lambda one: one[:2])
    return _showing(statement, place, citation)


def _showing(statement: Statement, place: Place, citation: Citation) -> Claim:
    article, named = place.article, is_name(statement.speaker)
    quotes = _within(statement.quotes, place.cited) if named and all_quoted(statement, article.text) else []
    spans = _short(place, quotes or _within([Span(statement.start, statement.end)], place.cited))
    words = [_words(span, statement if named else None, article.text) for span in spans]
    if not named:
        return Claim("excerpt", tuple(words), (replace(citation, speaker=None),), None, None, *_published(place))
    by = (statement.speaker, statement.role)
    cited = replace(citation, speaker=statement.speaker)
    kind: Kind = "quoted" if quotes else "reported"
    return Claim(kind, tuple(words), (cited,), *by, *_published(place), corrected=statement.corrected)


def _words(span: Span, statement: Statement | None, text: str) -> Words:
    own = tuple(_within(statement.quotes, span)) if statement else ()
    return Words(*span, text[slice(*span)], 0, own)


def _published(place: Place) -> tuple[str | None, date | None]:
    return place.article.publisher, place.article.published


def _quotable(statement: Statement, place: Place) -> bool:
    """Whether most of a statement is among the cited words."""
    shared = sum(end - start for start, end in _within([Span(statement.start, statement.end)], place.cited))
    return 2 * shared >= statement.end - statement.start


def _within(spans: Sequence[Span], bounds: Span) -> list[Span]:
    clipped = (Span(max(s.start, bounds.start), min(s.end, bounds.end)) for s in spans)
    return [span for span in clipped if span.start < span.end]


def _short(place: Place, spans: Sequence[Span]) -> list[Span]:
    """The words at the spans, by whole sentences, as many as a reader takes in."""
    short: list[Span] = []
    left = _MOST_WORDS
    for span in _sentences(place, spans):
        left -= len(place.article.text[slice(*span)].split())
        if short and left < 0:
            break
        short.append(span)
    return short


def _sentences(place: Place, spans: Sequence[Span]) -> Iterator[Span]:
    """The spans cut into sentences, where they are too long to be shown whole."""
    text = place.article.text
    for span in spans:
        if len(text[slice(*span)].split()) <= _MOST_WORDS:
            yield trimmed(text, span)
        else:
            yield from (trimmed(text, s) for s in sentences(text, *span))
