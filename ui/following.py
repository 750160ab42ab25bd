"""`onrecord follow`: sources on the web and folders, read again and again into an archive, whoever owns it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from index.address import on_the_web
from index.errors import ArticleNotFound, InputError
from index.home import default_folder, made
from index.web import Fetcher
from index.web.follow import Follower, Found, News
from index.web.sources import Source, Sources
from ui.connect import connect
from ui.settings import Settings

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


async def follow(
    settings: Settings,
    addresses: Iterable[str],
    tell: Callable[[News], None],
    *,
    every: float,
    once: bool,
    prune: bool,
    private: bool,
) -> None:
    """Follow these, and what was followed before, until cancelled; once: what is due, and no more.

    prune: articles whose file is gone from a followed folder are removed. private: see Fetcher.
    """
    with sources(settings) as followed:
        for address in addresses:
            followed.follow(source_of(address))
        if not followed.all():
            raise InputError("Nothing is followed yet. Give the address of a feed or sitemap, or a folder.")
        pruned: list[str] = []

        def told(news: News) -> None:
            pruned.extend(news.vanished if prune else ())
            tell(news)

        async def add(found: Sequence[Found]) -> Sequence[str]:
            # The archive is open for no longer than that: others want it, too.
            async with connect(settings) as client:
                return [failure.source for failure in (await client.add(found)).failed]

        async with Fetcher(private=private) as fetcher:
            follower = Follower(followed, fetcher, add, every)
            while True:
                await follower.round(told)
                if pruned:
                    await _remove(settings, pruned)
                    pruned.clear()
                if once:
                    return
                await asyncio.sleep(max(1.0, follower.wait()))


def sources(settings: Settings) -> Sources:
    """What the archive of the settings follows."""
    folder = settings.archive or default_folder()
    made(folder)
    return Sources(folder)


def source_of(address: str) -> str:
    """What is followed, as it is kept: a web address, or a folder's whole path. Raises InputError."""
    if on_the_web(address):
        return address
    folder = Path(address)
    if not folder.is_dir():
        raise InputError(
            f"{address}: it is no address of the web and no folder. Write it like https://example.com/rss."
        )
    return str(folder.resolve())


def seconds(text: str) -> float:
    """How long "90s", "15m", "2h" or "1d" is; raises InputError."""
    found = re.fullmatch(r"([1-9]\d{0,5})([smhd])", text.strip())
    if not found:
        raise InputError(f"every: {text!r} is no time. Write it like 15m, 90s, 2h or 1d.")
    return float(found[1]) * _SECONDS[found[2]]


def line_on(source: Source) -> str:
    """A followed source for people: when it was read, its address, and what was wrong."""
    read = datetime.fromtimestamp(source.read).isoformat(" ", "minutes") if source.read else "never read      "
    due = datetime.fromtimestamp(source.due).isoformat(" ", "minutes")
    fault = f"\n    failed {source.failures} times: {source.fault} Tried again at {due}." if source.fault else ""
    return f"{read}  {source.address}{fault}"


async def _remove(settings: Settings, paths: Iterable[str]) -> None:
    async with connect(settings) as client:
        for path in paths:
            with suppress(ArticleNotFound):
                await client.remove(path)
