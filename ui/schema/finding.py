"""Articles that were found by their words, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel, Field

from index import ArticleRecord, Extract, Facets
from ui.schema.articles import ArticleOut


class ExtractOut(BaseModel):
    start: int
    end: int
    text: str = Field(description="The article's, from start up to, not including, end.")
    marks: list[tuple[int, int]] = Field(description="Where in the article the words stand that were looked for.")


class FoundOut(ArticleOut):
    extracts: list[ExtractOut] = Field(description="Sentences that hold most of what was looked for, in their order.")

    @classmethod
    def at(cls, record: ArticleRecord, extracts: Sequence[Extract]) -> FoundOut:
        shown = [ExtractOut(start=e.start, end=e.end, text=e.text, marks=[(*m,) for m in e.marks]) for e in extracts]
        return cls(**ArticleOut.of(record).model_dump(), extracts=shown)


class PublisherOut(BaseModel):
    name: str
    articles: int


class MonthOut(BaseModel):
    month: date = Field(description="Its first day.")
    articles: int


class FoundPage(BaseModel):
    total: int = Field(description="How many there are in all, on this page or not.")
    articles: list[FoundOut]
    publishers: list[PublisherOut] = Field(description="Whose they are, narrowed or not, most first.")
    months: list[MonthOut] = Field(description="Of which months, narrowed or not, newest first.")

    @classmethod
    def of(cls, total: int, articles: list[FoundOut], facets: Facets) -> FoundPage:
        publishers = [PublisherOut(name=name, articles=number) for name, number in facets.publishers]
        months = [MonthOut(month=date.fromisoformat(f"{m}-01"), articles=number) for m, number in facets.months]
        return cls(total=total, articles=articles, publishers=publishers, months=months)
