"""An article with other fields than it came with: its text and its source stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from index.article import Article
from index.dates import parse_date
from index.errors import InputError
from index.load import MAX_TITLE

FIELDS = ("title", "published", "publisher", "author")
MAX_FIELD = 1_000
"""Characters of a publisher or author."""


def amended(article: Article, fields: Mapping[str, str | None]) -> Article:
    """The article with these of FIELDS; None takes one away, but a title. Raises InputError, which names the field."""
    changes: dict[str, Any] = {name: _clean(name, value) for name, value in fields.items()}
    if changes.get("title", "") is None:
        raise InputError("title: an article has one. Give its headline.", "title")
    if "published" in changes:
        changes["published"] = parse_date(changes["published"], "published")
    return replace(article, **changes)


def _clean(name: str, value: str | None) -> str | None:
    if name not in FIELDS:
        raise InputError(f"{name}: it is none of {', '.join(FIELDS)}.", name)
    most = MAX_TITLE if name == "title" else MAX_FIELD
    cleaned = " ".join((value or "").split())
    if len(cleaned) > most:
        raise InputError(f"{name}: it is longer than {most} characters.", name)
    return cleaned or None
