"""What a page says of its article in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def texts(tree: HtmlElement, name: str) -> list[str]:
    """The texts under this name of all its articles: a list of others may be there too."""
    found = []
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found += [_text(node.get(name)) for node in _articles(json.loads(script, strict=False))]
        except (ValueError, RecursionError):
            found += re.findall(rf'"{name}"\s*:\s*"([^"]+)"', script)
    return [text for text in found if text.strip()]


def _text(value: Any) -> str:
    """A text, or the address of the thing that stands in its place."""
    value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
    return value if isinstance(value, str) else ""


def _articles(data: Any) -> Iterator[dict[str, Any]]:
    for node in data if isinstance(data, list) else [data]:
        if isinstance(node, dict):
            kinds = node.get("@type")
            if any(str(kind).endswith(("Article", "Posting", "Report", "Page")) for kind in _listed(kinds)):
                yield node
            yield from _articles(node.get("@graph"))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
