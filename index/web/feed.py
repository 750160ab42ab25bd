"""What a feed lists: RSS, Atom and RDF through feedparser, and sitemaps (sitemaps.org, those of news included)."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from typing import NamedTuple

from index.address import on_the_web
from index.errors import InputError
from index.web.fetcher import MAX_BYTES, Fetched

_GZIP = b"\x1f\x8b"
MOST = 5_000
"""Items of one feed that are looked at; sitemaps may have ten times as many."""
_LONGEST_TITLE = 200
"""Characters."""


class Item(NamedTuple):
    """An article that a feed lists, by its address; `stamp` is another one once it has changed."""

    address: str
    stamp: str


class Feed(NamedTuple):
    """What a feed or sitemap calls itself, if it does, and its items in their order, each address once."""

    title: str | None
    items: list[Item]


def listed(feed: Fetched) -> Feed:
    """What it lists; raises InputError where it is no feed."""
    data = _unpacked(feed.data)
    title, entries = (None, _sitemap(data)) if _is_sitemap(data) else _feed(data, feed)
    found: dict[str, Item] = {}
    for address, stamp in entries:
        if len(found) < MOST and (whole := on_the_web(address, feed.address)):
            found.setdefault(whole, Item(whole, stamp))
    return Feed(title, [*found.values()])


def _feed(data: bytes, feed: Fetched) -> tuple[str | None, Iterator[tuple[str, str]]]:
    import feedparser

    content_type = f"{feed.kind}; charset={feed.charset}" if feed.charset else feed.kind
    headers = {"content-location": feed.address, "content-type": content_type}
    # As a stream: bytes that look like a path would be opened.
    read = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    if not read.get("version"):
        raise InputError(f"it is no feed and no sitemap.{_offered(feed)}")
    title = " ".join(str(read.feed.get("title") or "").split())[:_LONGEST_TITLE] or None
    return title, ((entry.get("link") or "", entry.get("updated") or "") for entry in read.entries)


def _sitemap(data: bytes) -> Iterator[tuple[str, str]]:
    from lxml import etree

    # What another file or entity holds is never read.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"the sitemap is damaged ({error}).") from None
    if etree.QName(tree).localname == "sitemapindex":
        first = tree.findtext("{*}sitemap/{*}loc", "").strip()
        raise InputError(f"it is a list of sitemaps. Follow those that are wanted, like {first}.")
    return ((page.findtext("{*}loc", ""), page.findtext("{*}lastmod", "").strip()) for page in tree.iter("{*}url"))


def _is_sitemap(data: bytes) -> bool:
    return b"<urlset" in data[:2048] or b"<sitemapindex" in data[:2048]


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(_GZIP):
        return data
    try:
        unpacked = gzip.GzipFile(fileobj=io.BytesIO(data)).read(MAX_BYTES + 1)
    except (OSError, EOFError) as error:
        raise InputError(f"it is damaged ({error}).") from None
    if len(unpacked) > MAX_BYTES:
        raise InputError(f"it is larger than {MAX_BYTES // 2**20} MiB.")
    return unpacked


def _offered(page: Fetched) -> str:
    """The feeds that a page names, to be followed instead."""
    from trafilatura.feeds import FeedParameters, determine_feed

    html = page.data.decode("utf-8", "replace")
    named = determine_feed(html, FeedParameters(page.address, "", page.address)) if "<link" in html else []
    return f" It names {', '.join(named[:3])}: follow that." if named else " Give the address of one."
