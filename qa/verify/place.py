"""What the places that a claim cites bear out: their words in whole sentences, and what is known about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from index import Article, Span, Statement
from qa.answer import MAX_CITED, Citation


class Texts(Protocol):
    """Where the articles are read: an Archive, or anything that gives the same three."""

    def article(self, id_or_source: str, /) -> Article: ...

    def statements(self, id_or_source: str, /) -> Sequence[Statement]: ...

    def sentences(self, id_or_source: str, /) -> Sequence[Span]: ...


@dataclass(frozen=True)
class Place:
    """A cited place: the article, the cited span, the whole sentences around it, and the statements in these."""

    article: Article
    cited: Span
    whole: Span
    statements: tuple[Statement, ...]

    @cached_property
    def words(self) -> str:
        """The whole sentences."""
        return self.article.text[slice(*self.whole)]

    @cached_property
    def about(self) -> str:
        """What is known of the place besides its words: the article's title and makers, who speaks and as what."""
        article = self.article
        speakers = (f"{s.speaker or ''} {s.role or ''} {s.mention.text if s.mention else ''}" for s in self.statements)
        return "\n".join([article.title, article.publisher or "", article.author or "", *speakers])

    @cached_property
    def narration(self) -> str:
        """The words that are the article's own: nobody's in it."""
        kept, at = [], self.whole.start
        for start, end in sorted(span for s in self.statements for span in s.content):
            kept.append(self.article.text[at : max(at, min(start, self.whole.end))])
            at = max(at, end)
        return " ".join([*kept, self.article.text[at : self.whole.end]])

    @property
    def published(self) -> date | None:
        return self.article.published

    def find(self, words: str) -> Span | None:
        """Where words, to the letter, stand among the cited ones."""
        at = self.article.text.find(words, *self.cited)
        return Span(at, at + len(words)) if at >= 0 else None


def place(citation: Citation, texts: Texts) -> Place:
    """The place a citation cites, which must be exact."""
    cited = Span(citation.start, citation.end)
    near = [s for s in texts.sentences(citation.article) if _overlap(s, cited)] or [cited]
    whole = Span(min(near[0].start, cited.start), max(near[-1].end, cited.end))
    said = tuple(s for s in texts.statements(citation.article) if _overlap(Span(s.start, s.end), whole))
    return Place(texts.article(citation.article), cited, whole, said)


def exact(citation: Citation, texts: Texts) -> bool:
    """Whether the article has there, to the character, the words of a citation, not too many, and by its speaker."""
    text = texts.article(citation.article).text
    return (
        0 <= citation.start < citation.end <= len(text)
        and text[citation.start : citation.end] == citation.text
        and len(citation.text) <= MAX_CITED
        and (citation.speaker is None or citation.speaker in _speakers(citation, texts))
    )


def _speakers(citation: Citation, texts: Texts) -> set[str | None]:
    cited = Span(citation.start, citation.end)
    return {s.speaker for s in texts.statements(citation.article) if _overlap(Span(s.start, s.end), cited)}


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
