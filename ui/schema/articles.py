"""Articles, passages of them, and what came of adding some."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from index import (
    Archive,
    Article,
    ArticleRecord,
    Hit,
    NotFound,
    Report,
    is_ocr,
    page_at,
)
from index.amend import MAX_FIELD
from index.load import MAX_SOURCE, MAX_TITLE
from ui.schema.shared import MAYBE_ON_THE_WEB, NOT_BLANK, WORDED_DAY, In


class HitOut(BaseModel):
    article: str
    source: str
    title: str
    published: date | None
    start: int
    end: int
    text: str
    page: int | None = Field(description="Of a PDF: the page on which it begins, the first being 1.")
    ocr: bool = Field(description="Whether any of it was read by OCR, from a picture of print.")
    url: str | None = Field(description="The publisher's page of the article, where its address is known.")
    score: float = Field(description="The higher the better; not to be compared between searches.")

    @classmethod
    def of(cls, hit: Hit, article: Article) -> HitOut:
        return cls(
            article=article.id,
            source=article.source,
            title=article.title,
            published=article.published,
            start=hit.start,
            end=hit.end,
            text=article.text[hit.start : hit.end],
            page=page_at(article, hit.start),
            ocr=is_ocr(article, hit.start, hit.end),
            url=article.url,
            score=hit.score,
        )


class Hits(BaseModel):
    hits: list[HitOut]


class ArticleOut(BaseModel):
    id: str = Field(description="Opaque, and stable for a source.")
    source: str
    title: str
    published: date | None
    publisher: str | None
    author: str | None
    modified: date | None = Field(description="The day it was last changed, where its metadata says so.")
    url: str | None = Field(description="The publisher's page of the article, where its address is known.")
    chars: int = Field(description="The length of the text in code points.")
    language: str | None = Field(
        description="ISO 639-1; null where it cannot be told. Who said what is found in English alone."
    )
    version: str = Field(description="Another one once its text, or what is told of it, has changed.")
    earlier: int = Field(description="How many versions there were before it: /api/articles/ID/versions.")

    @classmethod
    def of(cls, record: ArticleRecord) -> ArticleOut:
        return cls.model_validate({name: getattr(record, name) for name in cls.model_fields})


class Origin(BaseModel):
    article: str = Field(description="The article's id.")
    version: str = Field(description="That of the article: /api/articles/ID?version= has its text.")
    source: str
    title: str
    published: date | None
    publisher: str | None
    url: str | None = Field(description="The publisher's page of the article, where its address is known.")

    @classmethod
    def at(cls, record: ArticleRecord) -> Origin:
        fields = {name: getattr(record, name) for name in ("source", "title", "published", "publisher", "url")}
        return cls(article=record.id, version=record.version, **fields)


class Articles(BaseModel):
    total: int = Field(description="How many there are in all, on this page or not.")
    articles: list[ArticleOut]


class WholeArticle(ArticleOut):
    page_starts: list[int] = Field(description="Of a PDF: where each of its pages begins in the text.")
    ocr_pages: list[int] = Field(description="The pages, the first being 1, whose text was read by OCR.")
    text: str = Field(description="The text, to the character as it was ingested.")
    replaced: datetime | None = Field(None, description="Of an earlier version: when another took its place, in UTC.")
    also_in: list[Origin] = Field(description="Of the newest: other articles that print nearly the same text.")

    @classmethod
    def whole(
        cls, record: ArticleRecord, text: str, replaced: datetime | None = None, also_in: Sequence[ArticleRecord] = ()
    ) -> WholeArticle:
        fields, copies = ArticleOut.of(record).model_dump(), [Origin.at(copy) for copy in also_in]
        starts, ocr = list(record.page_starts), list(record.ocr_pages)
        return cls(**fields, page_starts=starts, ocr_pages=ocr, text=text, replaced=replaced, also_in=copies)

    @classmethod
    def held(cls, archive: Archive, id: str, version: str | None = None) -> WholeArticle:
        """An article in a version, in its newest without one; raises NotFound for one that is not held."""
        record = archive.record(id)
        if version in (None, record.version):
            return cls.whole(record, archive.article(record.id).text, also_in=archive.also_in(record.id))
        for one in archive.versions(record.id):
            if one.id == version:
                return cls.whole(one.record, one.text, one.replaced)
        raise NotFound(
            f"The archive holds no version {version[:50]!r} of this article. See /api/articles/{record.id}/versions."
        )


class ArticleIn(In):
    """An article; `text` and `source` are kept to the character."""

    source: str = Field(
        description="Where it is from: a path, a URL or a name. The same source again replaces it.",
        json_schema_extra={**NOT_BLANK, "maxLength": MAX_SOURCE},
    )
    text: Annotated[str, Field(description="The whole text.", json_schema_extra=NOT_BLANK)]
    title: str | None = None
    published: str | None = Field(None, description="The day, best as 2024-03-05.", json_schema_extra=WORDED_DAY)
    publisher: str | None = None
    author: str | None = None
    modified: str | None = Field(None, description="The day it was last changed.", json_schema_extra=WORDED_DAY)
    url: str | None = Field(
        None, description="The publisher's page of it, https://...", json_schema_extra=MAYBE_ON_THE_WEB
    )


class ArticleChanges(In):
    """What is to be told of an article; what is not given stays, null takes it away. Its text and source stay."""

    title: str = Field(default_factory=str, json_schema_extra={**NOT_BLANK, "maxLength": MAX_TITLE})
    published: str | None = Field(None, description="The day, best as 2024-03-05.", json_schema_extra=WORDED_DAY)
    publisher: str | None = Field(None, json_schema_extra={"maxLength": MAX_FIELD})
    author: str | None = Field(None, json_schema_extra={"maxLength": MAX_FIELD})


class FailureOut(BaseModel):
    source: str
    reason: str


class Added(BaseModel):
    """How many articles were added, replaced or already there; and what could not be read, and why."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: list[FailureOut] = Field(default_factory=list)
    notes: list[FailureOut] = Field(default_factory=list, description="What was read and is not all there, and why.")

    @classmethod
    def of(cls, report: Report) -> Added:
        failed, notes = (
            [FailureOut(source=f.source, reason=f.reason) for f in x] for x in (report.failed, report.notes)
        )
        counts = {"added": report.added, "updated": report.updated, "unchanged": report.unchanged}
        return cls(**counts, failed=failed, notes=notes)
