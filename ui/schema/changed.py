"""The JSON of an article's earlier versions: what it was, when that was replaced, and word by word by what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from index import ArticleRecord, Version
from qa.versions import differences
from ui.schema import ArticleOut
from ui.schema.checked import PieceOut

Part = Literal["text", "title", "published", "publisher", "author", "modified", "url"]
_TOLD: tuple[Part, ...] = ("title", "published", "publisher", "author", "modified", "url")


class VersionOut(ArticleOut):
    """An article as it was until another version took its place."""

    replaced: datetime = Field(description="When, in UTC.")
    changed: list[Part] = Field(description="What the version after it has otherwise.")
    diff: list[PieceOut] = Field(
        description="Its text made the one after it; of what both have, the words beside the others."
    )

    @classmethod
    def before(cls, version: Version, later: ArticleRecord, text: str) -> VersionOut:
        """later is the record of the version after it, text its text."""
        changed: list[Part] = ["text"] if version.text != text else []
        changed += [part for part in _TOLD if getattr(version.record, part) != getattr(later, part)]
        return cls(
            **ArticleOut.of(version.record).model_dump(),
            replaced=version.replaced,
            changed=changed,
            diff=[PieceOut(**piece._asdict()) for piece in differences(version.text, text)],
        )


class Versions(BaseModel):
    total: int = Field(description="How many there have been; of more than a hundred, the newest are kept.")
    versions: list[VersionOut] = Field(description="The earlier ones, newest first.")

    @classmethod
    def of(cls, record: ArticleRecord, text: str, versions: Sequence[Version]) -> Versions:
        """record and text are what the article is now; versions what it was, newest first."""
        states = [(record, text), *((version.record, version.text) for version in versions)]
        told = [VersionOut.before(version, *later) for version, later in zip(versions, states, strict=False)]
        return cls(total=record.earlier, versions=told)
