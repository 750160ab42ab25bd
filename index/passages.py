"""An article into its passages: a partition at paragraph and sentence bounds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from index.article import Article, ArticleRecord, Passage, Span
from index.sentences import paragraphs, sentences

MAX_CHARS = 600
"""What a passage holds at most, in characters: about 100 words, what the embedding model was trained to read."""


def cut(article: Article) -> list[Passage]:
    """The passages of an article, in order; joined they are its text, and none is longer than MAX_CHARS.

    Short paragraphs are put together, long ones cut at sentence bounds, endless sentences at white space. What
    stands before the body is a passage of its own.
    """
    text, body = article.text, article.body
    starts = [sentence.start for sentence in sentences(text, body)]
    pieces = [Span(0, body)] if body else []
    pieces += _packed([p for block in paragraphs(text, body) for p in _short(text, block, _within(block, starts))])
    return [Passage(article.id, *span, text[slice(*span)], _within(span, starts)) for span in pieces]


def joined(passages: Iterable[Passage]) -> str:
    """The text of which these are all passages."""
    return "".join(passage.text for passage in passages)


def _short(text: str, paragraph: Span, starts: Sequence[int]) -> list[Span]:
    """The paragraph whole where it is short enough, else as few stretches of its sentences as will do."""
    if _length(paragraph) <= MAX_CHARS:
        return [paragraph]
    ends = (*starts[1:], paragraph.end)
    return _packed([p for bounds in zip(starts, ends, strict=True) for p in _chopped(text, Span(*bounds))])


def _within(span: Span, starts: Sequence[int]) -> tuple[int, ...]:
    return tuple(starts[bisect_left(starts, span.start) : bisect_left(starts, span.end)])


def _chopped(text: str, sentence: Span) -> list[Span]:
    """A sentence longer than a passage, cut after white space where there is any."""
    start, pieces = sentence.start, []
    while sentence.end - start > MAX_CHARS:
        space = max(text.rfind(mark, start, start + MAX_CHARS) for mark in " \n")
        end = space + 1 if space > start else start + MAX_CHARS
        pieces.append(Span(start, end))
        start = end
    return [*pieces, Span(start, sentence.end)]


def _packed(pieces: list[Span]) -> list[Span]:
    """Neighbours joined, from the first on, as long as what is joined fits into a passage."""
    packed: list[Span] = []
    for piece in pieces:
        if packed and piece.end - packed[-1].start <= MAX_CHARS:
            packed[-1] = Span(packed[-1].start, piece.end)
        else:
            packed.append(piece)
    return packed


def _length(span: Span) -> int:
    return span.end - span.start


def context(article: Article | ArticleRecord) -> str:
    """What names an article: title, date, publisher and author."""
    day = f"{article.published:%d %B %Y}" if article.published else None
    return ". ".join(part for part in (article.title, day, article.publisher, article.author) if part)


def in_context(article: Article | ArticleRecord, passage: Passage) -> str:
    """A passage's words as they are embedded: after what names its article."""
    return f"{context(article)}. {passage.text}"
