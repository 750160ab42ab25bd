"""What stands before an article's text proper: a date line, or front matter between lines of dashes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

_DATE_LINE = re.compile(
    r"\s*(?:date|published)\b:?[ \t]*"
    r"(?P<date>\d{4}-\d{2}-\d{2}|\d{1,2}([./-])\d{1,2}\2\d{4}|"
    r"\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+\.? \d{1,2}, \d{4})(?![\w-])\s*",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<fields>.*?)\n---[ \t]*(?:\n\s*|$)", re.DOTALL)
_LONGEST = 10_000
"""Characters of front matter that are read."""
_DEEPEST = 5


class Header(NamedTuple):
    """The fields a header names, as text or lists and mappings of text, and where the text after it begins.

    unread says why front matter was not read, where there is some: then it is text like any other.
    """

    fields: Mapping[str, Any]
    end: int
    unread: str | None = None


def read_header(text: str) -> Header:
    """The header at the beginning of a text; one without fields, which ends at 0, where there is none."""
    unread = None
    if match := _FRONT_MATTER.match(text):
        fields, unread = _yaml(match["fields"])
        if fields is not None:
            return Header(fields, match.end())
    if match := _DATE_LINE.match(text):
        return Header({"published": match["date"]}, match.end())
    return Header({}, 0, unread)


def _yaml(block: str) -> tuple[Mapping[str, Any] | None, str | None]:
    """The fields, or why they were not read; neither where it is prose between two lines.

    Every value stays text: YAML's own dates and numbers raise errors, and its aliases multiply.
    """
    import yaml

    if len(block) > _LONGEST:
        return None, "it is too long"
    depth = deepest = 0
    try:
        for event in yaml.parse(block, yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent):
                return None, "it has aliases"
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            deepest = max(depth, deepest)
            if deepest > _DEEPEST:
                return None, "it is nested too deeply"
        fields = yaml.load(block, yaml.BaseLoader)
    except (yaml.YAMLError, ValueError):
        return None, "it is not YAML"
    return (fields, None) if isinstance(fields, dict) else (None, None)
