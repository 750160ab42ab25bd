"""What the places that a claim cites bear out: their words in whole sentences, and what is known about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from index import Article, Span, Statement
from qa.answer import Citation

_PRONOUN = re.compile(r"\b(?:he|she|it|they|him|her|them|his|hers|its|theirs?|this|that|these|those|who|which)\b", re.I)


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
    sentences: tuple[Span, ...] = ()

    @cached_property
    def words(self) -> str:
        """The whole sentences."""
        return self.article.text[slice(*self.whole)]

    @cached_property
    def about(self) -> str:
        """What is known of the place besides its words: the article's title and makers, who speaks and as what."""
        article = self.article
        return "\n".join(
            [article.title, article.publisher or "", article.author or "", *map(_speaker, self.statements)]
        )

    @cached_property
    def told(self) -> list[str]:
        """What each whole sentence tells: with who speaks in it, and with the one before where that is who "it" is."""
        found, before = [], ""
        for sentence in self.sentences:
            words = self.article.text[slice(*sentence)]
            said = [s for s in self.statements if _overlap(Span(s.start, s.end), sentence)]
            meant = before if _PRONOUN.search(words) else ""
            found.append(" ".join([meant, words, *map(_speaker, said)]))
            before = words
        return found

    @cached_property
    def narration(self) -> str:
        """The words that are the article's own: nobody's in it."""
        return self.without([span for s in self.statements for span in s.content])

    @property
    def published(self) -> date | None:
        return self.article.published

    def without(self, spans: Sequence[Span]) -> str:
        """The whole sentences less what stands at the spans."""
        kept, at = [], self.whole.start
        for start, end in sorted(spans):
            kept.append(self.article.text[at : max(at, min(start, self.whole.end))])
            at = max(at, end)
        return " ".join([*kept, self.article.text[at : self.whole.end]])

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
    return Place(texts.article(citation.article), cited, whole, said, tuple(near))


def _speaker(statement: Statement) -> str:
    """Who speaks, by every name: "Clara Weaver Mayor she"."""
    return f"{statement.speaker or ''} {statement.role or ''} {statement.mention.text if statement.mention else ''}"


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
