"""The JSON of the log."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, Field

from index.changes import Change, Changes, What


class ChangeOut(BaseModel):
    at: datetime = Field(description="When, in UTC.")
    who: str = Field(
        description="The name of the key; or `this machine`, `following`, and `no key` where none is asked for."
    )
    what: What
    subject: str = Field(description="An article's source, a feed's address, the id of a standing question, a name.")
    article: str | None = Field(description="The article's id, where it was one.")

    @classmethod
    def of(cls, change: Change) -> ChangeOut:
        return cls(**{**change._asdict(), "at": datetime.fromtimestamp(change.at, UTC)})


class ChangesOut(BaseModel):
    total: int
    changes: list[ChangeOut]

    @classmethod
    def last(cls, folder: Path, most: int, first: int = 0) -> ChangesOut:
        """The newest lines of the archive in a folder."""
        with Changes(folder) as log:
            return cls(total=log.count(), changes=[ChangeOut.of(change) for change in log.last(most, first)])
