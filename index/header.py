"""What stands before an article's text proper: a date line, or front matter between lines of dashes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from index.errors import InputError

_DATE_LINE = re.compile(
    r"\s*(?:date|published)\b:?[ \t]*"
    r"(?P<date>\d{4}-\d{2}-\d{2}|\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+\.? \d{1,2}, \d{4})(?![\w-])\s*",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<fields>.*?)\n---[ \t]*(?:\n\s*|$)", re.DOTALL)


class Header(NamedTuple):
    """The fields a header names, and where the text after it begins."""

    fields: Mapping[str, Any]
    end: int


def read_header(text: str) -> Header:
    """The header at the beginning of a text; one without fields, which ends at 0, where there is none."""
    if match := _FRONT_MATTER.match(text):
        fields = _yaml(match["fields"])
        if fields is not None:
            return Header(fields, match.end())
    if match := _DATE_LINE.match(text):
        return Header({"published": match["date"]}, match.end())
    return Header({}, 0)


def parse_date(value: object, field: str = "published") -> date | None:
    """The day that an ISO date, a time stamp or an English date names; None for nothing.

    Raises InputError where it is no full date: a guess would put a statement on the wrong day.
    """
    import dateparser

    if value is None or value == "":
        return None
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    words = str(value).strip()
    try:
        return date.fromisoformat(words[:10] if re.match(r"\d{4}-\d\d-\d\d[T ]", words) else words)
    except ValueError:
        found = dateparser.parse(
            words, languages=["en"], settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
        )
    if found is None:
        raise InputError(f"{field}: {words[:40]!r} is not a date. Write it like 2024-03-05.", field)
    return found.date()


def _yaml(block: str) -> Mapping[str, Any] | None:
    import yaml

    try:
        fields = yaml.safe_load(block)
    except yaml.YAMLError:
        return None
    return fields if isinstance(fields, dict) else None
