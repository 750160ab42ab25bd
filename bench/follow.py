"""Feeds that fail in every way, and feeds that do not: is each article there once, and nobody asked too often?

    python bench/follow.py [--items 50] [--pause 0.05]

Twenty feeds, each of a server of its own on this machine. Half of them fail at first, each in its way. They are read,
read again at once, when nothing is due, and once more when all is due and every server is well again.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from index import Archive, Article
from index.web import Fetcher, fetcher
from index.web.follow import Follower, Found
from index.web.sources import Sources
from tests.index.web.site import Page, Site, article, rss, site

EVERY = 900.0
TIMEOUT = 2
"""Seconds, in place of the usual thirty: for who never answers."""
_WITHIN = 0.005
"""Seconds that a server's clock may be late in telling when it was asked."""


@dataclass
class Feed:
    """A feed, how it fails at first, what it shows once it is well, and the Retry-After of its server."""

    site: Site
    fails: str
    well: dict[str, Page]
    wait: float = 0.0


def _status(status: int, **headers: str) -> Callable[[Feed], None]:
    def fail(feed: Feed) -> None:
        feed.wait = float(headers.get("Retry-After", 0))
        feed.site.pages["/feed"] = Page("no", status, headers)

    return fail


def _item_failing(feed: Feed) -> None:
    """The last of its items asks to be left alone."""
    feed.wait = 1800
    feed.site.pages[[*feed.well][-2]] = Page("no", 503, {"Retry-After": "1800"})


def _page(body: str, path: str = "/feed") -> Callable[[Feed], None]:
    def fail(feed: Feed) -> None:
        feed.site.pages[path] = Page(body)

    return fail


def _silent(feed: Feed) -> None:
    feed.site.pages["/feed"] = Page(held=threading.Event())


FAILURES: dict[str, Callable[[Feed], None]] = {
    "500": _status(500),
    "404": _status(404),
    "429, Retry-After 1 hour": _status(429, **{"Retry-After": "3600"}),
    "an item 503, Retry-After 30 min": _item_failing,
    "no answer": _silent,
    "broken XML": _page("<urlset><url"),
    "a page, and no feed": _page("<html><body>News</body></html>"),
    "redirects to itself": _status(302, Location="/feed"),
    "too large": _page("x" * (fetcher.MAX_BYTES + 1)),
    "robots.txt forbids it": _page("User-agent: *\nDisallow: /", "/robots.txt"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=50, help="articles of each feed")
    parser.add_argument("--pause", type=float, default=0.05, help="seconds between two requests to a server")
    given = parser.parse_args()
    fetcher.MAX_SECONDS = TIMEOUT
    with tempfile.TemporaryDirectory() as folder, ExitStack() as sites, Archive(folder) as archive:
        feeds = [_feed(sites.enter_context(site()), fails, given.items) for fails in ["", *FAILURES] + [""] * 9]
        asyncio.run(_followed(archive, feeds, given.pause))


def _feed(at: Site, fails: str, items: int) -> Feed:
    host = at.address.rpartition(":")[2]
    paths = [f"/{n}" for n in range(items)]
    pages = {path: article(f"News {path[1:]} of {host}", f"Bridge {host}{path} is open") for path in paths}
    feed = Feed(at, fails, {"/feed": rss(*paths), **pages, "/robots.txt": Page("", 404)})
    at.pages |= feed.well
    if fails:
        FAILURES[fails](feed)
    return feed


async def _followed(archive: Archive, feeds: Sequence[Feed], pause: float) -> None:
    brought: Counter[str] = Counter()

    async def add(found: Sequence[Found]) -> Sequence[str]:
        articles = [one for one in found if isinstance(one, Article)]
        brought.update(one.source for one in articles)
        report = await asyncio.to_thread(archive.add, articles)
        return [failure.source for failure in report.failed]

    runs: list[list[int]] = []
    with Sources(Path(archive.folder)) as sources:
        for feed in feeds:
            sources.follow(f"{feed.site.address}/feed")
        for run in range(3):
            if run == 2:
                for feed in feeds:
                    feed.site.pages |= feed.well
                sources.run("update sources set due = 0")
            before, began = [len(feed.site.times) for feed in feeds], time.time()
            async with Fetcher(private=True, pause=pause) as asking:  # as after a start: it knows of no robots.txt
                await Follower(sources, asking, add, EVERY).round(lambda news: None)
            runs.append([len(feed.site.times) - n for feed, n in zip(feeds, before, strict=True)])
            if run == 0:
                waits = [_waits(sources, feed, began) for feed in feeds]
    _report(archive, feeds, runs, waits, brought, pause)


def _waits(sources: Sources, feed: Feed, began: float) -> bool:
    """Whether it is left alone until its next time, or for as long as its server asks for."""
    source = sources.of(f"{feed.site.address}/feed")
    return source.due - began >= max(EVERY, feed.wait) and (source.failures == 1) is bool(feed.fails)


def _report(
    archive: Archive,
    feeds: Sequence[Feed],
    runs: Sequence[Sequence[int]],
    waits: Sequence[bool],
    brought: Counter[str],
    pause: float,
) -> None:
    heads = "held", "twice", "asked: first", "at once", "once well", "least gap"
    print(f"{'fails at first':34}{''.join(f'{head:>14}' for head in heads)}")
    held = {record.source for record in archive.articles()}
    for n, feed in enumerate(feeds):
        own = [source for source in held if source.startswith(f"{feed.site.address}/")]
        twice = sum(brought[source] - 1 for source in own)
        gap = min((later - earlier for earlier, later in pairwise(feed.site.times)), default=0.0)
        first, again, last = (run[n] for run in runs)
        figures = len(own), twice, first, again, last, f"{gap:.3f} s"
        print(f"{feed.fails or '-':34}{''.join(f'{figure:>14}' for figure in figures)}")
    items = sum(len(feed.well) - 2 for feed in feeds)
    hasty = sum(later - earlier < pause - _WITHIN for feed in feeds for earlier, later in pairwise(feed.site.times))
    print(
        f"\n{len(held)} of {items} articles held, {sum(brought.values()) - len(brought)} brought twice; asked sooner "
        f"than {pause} s after the last time: {hasty}; asked before it was due: {sum(runs[1])}; "
        f"not left alone as it wanted: {waits.count(False)}"
    )


if __name__ == "__main__":
    main()
