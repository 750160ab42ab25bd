"""What stands in for a claim that fails: the own words of a statement it cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index import Span, Statement
from index.sentences import sentences, trimmed
from index.words import stems
from qa.answer import Citation, Claim
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
    return _quoting(statement, place, citation)


def _quoting(statement: Statement, place: Place, citation: Citation) -> Claim:
    if quotes := _short(place, _within(statement.quotes, place.cited)) if _named(statement) else ():
        return Claim(f"{statement.speaker} {_said(statement)}:", quotes, (citation,))
    day = f" ({citation.published.isoformat()})" if citation.published else ""
    whole = _within([Span(statement.start, statement.end)], place.cited)
    # A title as short as a name could be read as the speaker's.
    title = citation.title if len(citation.title.split()) > 2 else "The article"
    return Claim(f"{title}{day}:", _short(place, whole), (citation,))


def _named(statement: Statement) -> bool:
    return bool(statement.direct and statement.speaker)


def _said(statement: Statement) -> str:
    cue = statement.cue.text if statement.cue else ""
    return cue if cue.isalpha() and cue.endswith("ed") and cue.islower() else "said"


def _quotable(statement: Statement, place: Place) -> bool:
    """Whether most of a statement is among the cited words."""
    shared = sum(end - start for start, end in _within([Span(statement.start, statement.end)], place.cited))
    return 2 * shared >= statement.end - statement.start


def _within(spans: Sequence[Span], bounds: Span) -> list[Span]:
    clipped = (Span(max(s.start, bounds.start), min(s.end, bounds.end)) for s in spans)
    return [span for span in clipped if span.start < span.end]


def _short(place: Place, spans: Sequence[Span]) -> tuple[str, ...]:
    """The words at the spans, by whole sentences, as many as a reader takes in."""
    quotes: list[str] = []
    left = _MOST_WORDS
    for start, end in _sentences(place, spans):
        words = place.article.text[start:end]
        left -= len(words.split())
        if quotes and left < 0:
            break
        quotes.append(words)
    return tuple(quotes)


def _sentences(place: Place, spans: Sequence[Span]) -> Iterator[Span]:
    """The spans cut into sentences, where they are too long to be shown whole."""
    text = place.article.text
    for span in spans:
        if len(text[slice(*span)].split()) <= _MOST_WORDS:
            yield trimmed(text, span)
        else:
            yield from (trimmed(text, s) for s in sentences(text, *span))
