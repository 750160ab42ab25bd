"""Where the publisher has a page: its address by what it says of itself, else where it was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.address import on_the_web
from index.readers import linked_data

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def address(tree: HtmlElement, found_at: str | None = None) -> str | None:
    """The page's canonical address. What it names relatively is seen from where it says it stands, or was found."""
    named = list(_named(tree))
    base = next((whole for each in [*named, found_at] if (whole := on_the_web(each))), None)
    absolute = (whole for each in named if (whole := on_the_web(each, base)) and not _is_site(whole))
    return next(absolute, on_the_web(found_at))


def _named(tree: HtmlElement) -> Iterator[str]:
    """What the page is said to have for an address, the surest first."""
    for path in (
        "//link[contains(concat(' ', normalize-space(@rel), ' '), ' canonical ')]/@href",
        "//meta[@property='og:url' or @name='og:url']/@content",
    ):
        yield from map(str, tree.xpath(path))
    for name in ("mainEntityOfPage", "url"):
        found = linked_data.texts(tree, name)
        yield from found[:1] if len(set(found)) == 1 else ()


def _is_site(address: str) -> bool:
    """Whether it is a whole site's, which careless pages give for their own."""
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query
