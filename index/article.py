"""What the index holds: articles, their passages, and who said what in them.

Every offset is a code point (a Python string index) into `Article.text`, and every span is half open.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple


class Span(NamedTuple):
    """The characters from start up to, not including, end."""

    start: int
    end: int


class Excerpt(NamedTuple):
    """Words of an article and where they stand: `article.text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Article:
    """One news article."""

    source: str
    """Where it is from: a path, an address or a name that was given. It tells one article from another."""
    text: str
    """Exactly as ingested."""
    title: str
    published: date | None = None
    publisher: str | None = None
    author: str | None = None
    body: int = 0
    """Where the text proper begins: what stands before it (a line with a date, front matter) is kept, since offsets
    count it, but is never searched or quoted."""
    modified: date | None = None
    """The day it was last changed, where its metadata says so."""
    page_starts: tuple[int, ...] = ()
    """Of a PDF: where each of its pages begins in the text; one without text begins where the next does."""
    ocr_pages: tuple[int, ...] = ()
    """The pages, the first being 1, that are pictures of print: their text was read by OCR, and may have its errors."""
    url: str | None = None
    """The publisher's page of it, where its address on the web is known."""

    @cached_property
    def headline(self) -> Span:
        """Where the title stands in the text, as the first line of its body, and what is blank under it; else empty."""
        words = r"\W+".join(map(re.escape, re.findall(r"\w+", self.title)))
        first = re.compile(rf"\W*{words}\W*?\n\s*", re.IGNORECASE).match(self.text, self.body) if words else None
        return Span(self.body, first.end() if first and first.end() < len(self.text) else self.body)

    @cached_property
    def id(self) -> str:
        """Stable for a source, whatever the text: 16 hexadecimal digits, safe in a URL."""
        return _digest(self.source)

    @cached_property
    def version(self) -> str:
        """A hash of text and metadata: two versions of one article differ in it."""
        published = self.published.isoformat() if self.published else None
        plain = [self.text, self.title, published, self.publisher, self.author]
        # What articles of earlier releases had not: without it, theirs is what it was.
        since = {"modified": self.modified and self.modified.isoformat(), "page_starts": self.page_starts}
        since |= {"ocr_pages": self.ocr_pages, "url": self.url}
        since = {name: value for name, value in since.items() if value}
        return _digest(json.dumps([*plain, since] if since else plain))


class Stated(NamedTuple):
    """Where a statement stands that was corrected: its sentences, and what was said as spans of them.

    Its number would be another one for each extractor, its offsets after each change of the article.
    """

    article: str
    start: int
    text: str
    content: tuple[Span, ...]

    @property
    def id(self) -> str:
        """The statement's, as long as it stands there."""
        return _statement_id(
            self.article, self.start, [(self.start + s.start, self.start + s.end) for s in self.content]
        )


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user says of who said what: it goes before what was found in the texts.

    It is of statements, or of a name: whoever is shown under that is then the speaker.
    """

    id: str
    made: datetime
    """When, in UTC."""
    name: str | None
    """Whose the statements were found to be; of no statements, the name that it is of."""
    speaker: str | None
    """Whose words they are; None for nobody's."""
    role: str | None = None
    """What the article says the speaker is."""
    statements: tuple[Stated, ...] = ()
    """Those that it is of; none where it is of a name."""

    @property
    def articles(self) -> list[str]:
        """The ids of those whose statements it corrects."""
        return [*dict.fromkeys(one.article for one in self.statements)]


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article's own record in the archive: all of it but the text. Where it stands, the article is present."""

    id: str
    version: str
    source: str
    title: str
    published: date | None
    publisher: str | None
    author: str | None
    body: int
    chars: int
    passages: int
    statements: int
    language: str | None = None
    """ISO 639-1, where it can be told; in another than English nobody's statements are found."""
    modified: date | None = None
    page_starts: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    url: str | None = None
    corrections: tuple[Correction, ...] = ()
    """What the user corrected in it, oldest first: what is read and derived by this record is corrected so."""
    earlier: int = 0
    """How many earlier versions there have been since it was added."""

    def with_text(self, text: str) -> Article:
        """The article that it is the record of."""
        since = self.modified, self.page_starts, self.ocr_pages, self.url
        return Article(self.source, text, self.title, self.published, self.publisher, self.author, self.body, *since)


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it was until it was changed: its record, its text, and when another took its place, in UTC."""

    record: ArticleRecord
    text: str
    replaced: datetime

    @property
    def id(self) -> str:
        """What links name it by."""
        return self.record.version

    @property
    def article(self) -> Article:
        """What the article was."""
        return self.record.with_text(self.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article that is embedded and found as one; the passages of an article, joined, are its text.

    sentences: where those begin that begin in it, as offsets into the article.
    """

    article: str
    start: int
    end: int
    text: str
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what: one attribution of words or of their sense to a speaker."""

    article: str
    """The article's id."""
    start: int
    """Where the sentence or sentences begin that it stands in."""
    end: int
    """Where they end."""
    text: str
    """What stands there."""
    content: tuple[Span, ...]
    """What was said, as exact spans, in order."""
    quotes: tuple[Span, ...]
    """Those of them in the speaker's own words, without the quotation marks."""
    mention: Excerpt | None
    """How the article names the speaker ("He", "the minister"); it may stand before `start`."""
    cue: Excerpt | None
    """The words that attribute ("said", "according to")."""
    speaker: str | None
    """The fullest name the article gives, or None where it cannot be told."""
    role: str | None
    """What the article says the speaker is."""
    direct: bool
    """Whether what was said is, for the most part, quoted."""
    corrected: bool = False
    """Whether the speaker is whom the user named, not whom the article does."""

    @property
    def id(self) -> str:
        """What a correction names it by: the same until its place in the article is another."""
        return _statement_id(self.article, self.start, self.content)

    @property
    def place(self) -> Stated:
        """Where a correction finds it again."""
        content = (Span(start - self.start, end - self.start) for start, end in self.content)
        return Stated(self.article, self.start, self.text, tuple(content))


def page_at(article: Article | ArticleRecord, offset: int) -> int | None:
    """The page on which a character of the text stands, the first being 1; None where no pages are told."""
    return bisect_right(article.page_starts, offset) or None


def is_ocr(article: Article | ArticleRecord, start: int, end: int) -> bool:
    """Whether any of the characters from start up to, not including, end was read by OCR."""
    first, last = (bisect_right(article.page_starts, offset) for offset in (start, end - 1))
    return any(first <= page <= last for page in article.ocr_pages)


def _statement_id(article: str, start: int, content: Sequence[tuple[int, int]]) -> str:
    return f"{article}-{_digest(json.dumps([start, *content]))}"


def _digest(text: str) -> str:
    # surrogatepass: a lone surrogate is refused on loading, not here.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
