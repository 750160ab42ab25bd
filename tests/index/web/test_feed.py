"""What feeds and sitemaps list."""

from __future__ import annotations

import gzip

import pytest

from index.errors import InputError
from index.web import Fetched, Validators, feed
from index.web.feed import Item
from tests.index.web.site import rss

ADDRESS = "http://news.example/feed"
ATOM = b"""<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title><entry><title>b</title><link href='b.html'/>
<updated>2024-01-01T00:00:00Z</updated></entry></feed>"""
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> http://news.example/q </loc>
<news:news><news:title>Q</news:title></news:news><lastmod>2024-03-05</lastmod></url></urlset>"""


def listed(data: bytes, kind: str = "application/xml") -> list[Item]:
    return feed.listed(Fetched(ADDRESS, kind, None, data, Validators())).items


def test_items_of_each_kind_of_feed() -> None:
    stamp = "Mon, 02 Sep 2024 10:00:00 GMT"
    assert listed(rss("/a?x=1&amp;y=2", "/a?x=1&amp;y=2", "mailto:us").data) == [
        Item("http://news.example/a?x=1&y=2", stamp)
    ]
    assert listed(ATOM) == [Item("http://news.example/b.html", "2024-01-01T00:00:00Z")]
    assert listed(SITEMAP) == listed(gzip.compress(SITEMAP)) == [Item("http://news.example/q", "2024-03-05")]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no feed"),
        (b"/etc/hosts", "no feed"),
        (b"<html><head><link rel='alternate' type='application/rss+xml' href='/rss.xml'></head></html>", "/rss.xml"),
        (b"<sitemapindex xmlns='x'><sitemap><loc>http://news.example/1.xml</loc></sitemap></sitemapindex>", "/1.xml"),
        (b"<urlset><url", "damaged"),
        (b"\x1f\x8bxx", "damaged"),
        (gzip.compress(bytes(2**25)), "larger than 16 MiB"),
    ],
)
def test_what_is_none_is_told(data: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        listed(data, "text/html")


def test_no_file_is_read_for_a_feed() -> None:
    assert listed(
        b'<!DOCTYPE u [<!ENTITY f SYSTEM "file:///etc/hosts">]><urlset><url><loc>http://x/&f;</loc></url></urlset>'
    ) == [Item("http://x/", "")]
