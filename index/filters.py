"""What a search is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.article import ArticleRecord


@dataclass(frozen=True, slots=True)
class Filters:
    """All that is given must hold.

    speaker and publisher match without regard to case; since and until are inclusive, and leave out articles
    without a date; article is an article's id, among are the ids of those that are looked at.
    """

    speaker: str | None = None
    publisher: str | None = None
    since: date | None = None
    until: date | None = None
    article: str | None = None
    among: frozenset[str] | None = None

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
