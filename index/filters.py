"""What a search is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.article import ArticleRecord


@dataclass(frozen=True, slots=True)
class Filters:
    """What an answer or a search may draw on: all that is given must hold."""

    speaker: str | None = None
    """Only what this person says, without regard to case."""
    publisher: str | None = None
    """Only articles of this publisher, without regard to case."""
    since: date | None = None
    """Only articles of this day or later; those without a date are left out."""
    until: date | None = None
    """Only articles of this day or earlier; those without a date are left out."""
    article: str | None = None
    """Only this article, by its id."""
    among: frozenset[str] | None = None
    """Only these articles, by their ids."""

    def admits(self, record: ArticleRecord) -> bool:
        """Whether the article may be drawn on; the speaker, who is nobody's in a whole article, is not looked at."""
        if self.article and record.id != self.article:
            return False
        if self.among is not None and record.id not in self.among:
            return False
        if self.publisher and (record.publisher or "").casefold() != self.publisher.casefold():
            return False
        if (self.since or self.until) and record.published is None:
            return False
        return not (
            (self.since and record.published and record.published < self.since)
            or (self.until and record.published and record.published > self.until)
        )

    @property
    def narrows(self) -> bool:
        """Whether any article could be left out."""
        return bool(self.publisher or self.since or self.until or self.article) or self.among is not None
