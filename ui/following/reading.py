"""Sources on the web and folders, read again and again into an archive: by its server, or by `onrecord follow`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from index.address import on_the_web
from index.errors import ArticleNotFound, InputError, OnrecordError
from index.home import made
from index.load import counted
from index.web import Fetcher
from index.web.follow import Follower, Found, News
from index.web.sources import Source, Sources
from ui.async_client import AsyncClient
from ui.connect import connect, server_of
from ui.connection import RequestRefused, ServerUnreachable
from ui.logs import where
from ui.settings import Settings

logger = logging.getLogger(__name__)

_LOOKED = 1.0
"""Seconds until it is looked again what is due: who adds a source wants to see it read."""
_BUSY = 60.0
"""Seconds to wait while another process reads, or the archive takes nothing."""
_FULL = 5.0
"""Seconds until what the server's queue had no place for is sent again."""


async def keep_reading(
    folder: Path, add: Callable[[Sequence[Found]], Awaitable[Sequence[str]]], every: float, private: bool
) -> None:
    """Read what the archive in a folder follows as it comes due, until cancelled. private: see Fetcher."""
    with Sources(folder) as followed:
        async with Fetcher(private=private) as fetcher:
            follower = Follower(followed, fetcher, add, every)
            while True:
                try:
                    await follower.round(_log)
                except OnrecordError as error:
                    logger.warning("what is followed could not be read: %s", error)
                    await asyncio.sleep(_BUSY)
                except Exception as error:
                    # What nobody foresaw in one feed ends neither the reading of others nor the asking beside it.
                    logger.error("what is followed could not be read\n%s", where(error))
                    await asyncio.sleep(_BUSY)
                await asyncio.sleep(max(_LOOKED, follower.wait(_LOOKED)))


async def added(client: AsyncClient, found: Sequence[Found]) -> Sequence[str]:
    """Put articles into a client's archive, once there is a place in its queue; the sources of those it refused."""
    while True:
        try:
            return [failure.source for failure in (await client.add(found)).failed]
        except RequestRefused as refused:
            if refused.status != 429:
                raise
        await asyncio.sleep(_FULL)


async def follow(
    settings: Settings,
    addresses: Iterable[str],
    tell: Callable[[News], None],
    *,
    every: float,
    once: bool,
    prune: bool,
) -> str | None:
    """Follow these, and what was followed before, until cancelled; once: what is due, and no more.

    Where the archive's server reads what is followed, its address, and nothing is read here. prune: articles whose
    file is gone from a followed folder are removed.
    """
    with sources(settings) as followed:
        for address in addresses:
            followed.follow(source_of(address))
        if not followed.all():
            raise InputError("Nothing is followed yet. Give the address of a feed or sitemap, or a folder.")
        if reader := await _read_by_server(settings):
            if prune:
                raise InputError(
                    f"--prune: the server at {reader} reads what is followed, and removes nothing. Stop it, or start "
                    "it with --follow never."
                )
            return reader
        pruned: list[str] = []

        def told(news: News) -> None:
            pruned.extend(news.vanished if prune else ())
            tell(news)

        async def add(found: Sequence[Found]) -> Sequence[str]:
            # The archive is open for no longer than that: others want it, too.
            async with connect(settings) as client:
                return await added(client, found)

        async with Fetcher(private=settings.private) as fetcher:
            follower = Follower(followed, fetcher, add, every)
            while True:
                await follower.round(told)
                if pruned:
                    await _remove(settings, pruned)
                    pruned.clear()
                if once:
                    return None
                await asyncio.sleep(max(1.0, follower.wait(every)))


def sources(settings: Settings) -> Sources:
    """What the archive of the settings follows."""
    made(settings.folder)
    return Sources(settings.folder)


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


def followed_as(name: str) -> str:
    """A source that is followed, as a user names it: by its address or id, or by a path, also of a folder now gone."""
    return str(Path(name).resolve()) if "/" in name and "://" not in name else name


def line_on(source: Source) -> str:
    """A followed source for people: when it was read, its address, and what was wrong."""
    read = datetime.fromtimestamp(source.read).isoformat(" ", "minutes") if source.read else "never read      "
    due = datetime.fromtimestamp(source.due).isoformat(" ", "minutes")
    paused = "  (paused)" if source.paused else ""
    fault = f"\n    failed {source.failures} times: {source.fault} Tried again at {due}." if source.fault else ""
    return f"{read}  {source.address}{paused}{fault}"


def nothing_due(next_: float | None) -> str:
    """Why nothing was read, for people; next_: when the next source is due, in seconds since the epoch."""
    if next_ is None:
        return "Nothing was read: what is followed is paused."
    return f"Nothing is due before {datetime.fromtimestamp(next_).isoformat(' ', 'minutes')}."


async def _read_by_server(settings: Settings) -> str | None:
    """The address of the archive's server, if it reads what is followed."""
    if (client := server_of(settings)) is None:
        return None
    async with client:
        try:
            return client.address if (await client.sources()).every else None
        except ServerUnreachable:  # It died.
            return None


async def _remove(settings: Settings, paths: Iterable[str]) -> None:
    async with connect(settings) as client:
        for path in paths:
            with suppress(ArticleNotFound):
                await client.remove(path)


def _log(news: News) -> None:
    if news.fault or news.articles or news.failed:
        logger.info(
            "%s: %d articles, %d not read. %s", news.source, news.articles, counted(news.failed), news.fault or ""
        )
