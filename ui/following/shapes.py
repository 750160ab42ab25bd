"""The JSON of what is followed."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import BaseModel, Field

from index.web.sources import Source
from ui.schema import In


class SourceIn(In):
    address: str = Field(
        description="Of a feed (RSS, Atom) or news sitemap on the web.",
        max_length=4000,
        examples=["https://news.example/rss"],
    )


class SourceChanges(In):
    paused: bool = Field(description="Whether it is left alone until further notice.", strict=True)


class SourceOut(BaseModel):
    id: str = Field(description="Opaque, and the same as long as it is followed.")
    address: str = Field(description="A feed's or sitemap's; or the path of a folder, which only the command follows.")
    title: str | None = Field(description="What the feed calls itself.")
    read: datetime | None = Field(description="When it was read last, in UTC.")
    due: datetime | None = Field(description="When it is read next, in UTC; null while it is paused.")
    paused: bool
    brought: int = Field(description="How many articles came from it, in all.")
    failures: int = Field(description="How often in a row it could not be read.")
    fault: str | None = Field(description="Why it could not be read the last time.")

    @classmethod
    def of(cls, s: Source) -> SourceOut:
        return cls(
            id=s.id,
            address=s.address,
            title=s.title,
            read=None if s.read is None else _time(s.read),
            due=None if s.paused else _time(s.due),
            paused=s.paused,
            brought=s.brought,
            failures=s.failures,
            fault=s.fault,
        )


class SourcesOut(BaseModel):
    every: float | None = Field(
        description="Seconds between two readings of a source by this server; null where it reads none."
    )
    total: int
    sources: list[SourceOut]


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
