"""Following: what is due is read, and what is new in it goes into an archive."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from index.address import on_the_web
from index.article import Article
from index.errors import InputError, NotFetched, OnrecordError
from index.load import Failure, Note, files, read
from index.web.feed import Item, listed
from index.web.fetcher import Fetcher, Validators
from index.web.page import articles
from index.web.sources import Source, Sources

_AT_ONCE = 8
"""Sources that are read at the same time; of a host one thing at a time, whoever asks."""
_TOGETHER = 16
"""Items that go into the archive at once; what is cut short goes on after them."""

_LEAVE_ALONE = (429, 503)
"""What a server answers that wants nothing asked for a while."""

Found = Article | Failure | Note
Add = Callable[[Sequence[Found]], Awaitable[Sequence[str]]]
"""Puts articles into an archive; the sources of those that it refused."""


@dataclass
class News:
    """What a source brought: how many articles, what was not there, items that it lists no longer; or why nothing."""

    source: str
    articles: int = 0
    failed: list[Failure] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    fault: str | None = None


class Follower:
    """Reads sources as they come due. every: seconds between two readings of one."""

    def __init__(self, sources: Sources, fetcher: Fetcher, add: Add, every: float):
        self._sources = sources
        self._fetcher = fetcher
        self._add = add
        self._every = every
        self._adding = asyncio.Lock()

    async def round(self, tell: Callable[[News], None]) -> None:
        """Read all that is due, and tell what each brought as soon as it is there.

        Raises what the archive does, and ArchiveBusy where another process reads them; what goes wrong with one source
        waits until all others are read.
        """
        gate = asyncio.Semaphore(_AT_ONCE)
        wrong: list[Exception] = []

        async def one(source: Source) -> None:
            async with gate:
                try:
                    tell(await self._news(source))
                except Exception as error:
                    wrong.append(error)

        with self._sources.reading():
            async with asyncio.TaskGroup() as group:
                for source in self._sources.due(time.time()):
                    group.create_task(one(source))
        if wrong:
            raise wrong[0]

    def wait(self, most: float) -> float:
        """Seconds until the next source is due, and at most so many."""
        due = self._sources.next()
        return most if due is None else min(most, max(0.0, due - time.time()))

    async def _news(self, source: Source) -> News:
        news = News(source.address)
        try:
            validators = await self._list(source, news)
            await self._bring(source, news)
        except (NotFetched, InputError) as error:
            wait = error.wait if isinstance(error, NotFetched) else None
            self._sources.failed(source, str(error), time.time(), self._every, wait)
            news.fault = str(error)
        except OnrecordError as error:
            # The archive's fault, and all the same the source is not asked again before its time.
            self._sources.failed(source, str(error), time.time(), self._every, None)
            raise
        else:
            self._sources.was_read(source.address, validators, time.time(), self._every)
        return news

    async def _list(self, source: Source, news: News) -> Validators:
        """Note what it lists now; by what it is told then whether that has changed."""
        if not on_the_web(source.address):
            items = await asyncio.to_thread(_inside, Path(source.address))
            self._sources.listed(source.address, items)
            news.vanished = self._sources.vanished(source.address, items)
            return source.validators
        if (found := await self._fetcher.get(source.address, source.validators)) is None:
            return source.validators
        title, items = await asyncio.to_thread(listed, found)
        self._sources.listed(source.address, items, title)
        return found.validators

    async def _bring(self, source: Source, news: News) -> None:
        """Put the items that are wanted into the archive. Raises NotFetched where a server asks to be left alone."""
        wanted = self._sources.wanted(source.address)
        for first in range(0, len(wanted), _TOGETHER):
            found: dict[str, list[Found]] = {}
            try:
                for address in wanted[first : first + _TOGETHER]:
                    found[address] = await self._item(address)
            finally:
                await self._keep(source, found, news)

    async def _item(self, address: str) -> list[Found]:
        if not on_the_web(address):
            return await asyncio.to_thread(lambda: [*read([Path(address)])])
        try:
            page = await self._fetcher.get(address)
        except NotFetched as error:
            if error.wait is not None or error.status in _LEAVE_ALONE:
                raise
            return [Failure(address, str(error))]
        return await asyncio.to_thread(lambda: [*articles(page)] if page else [])

    async def _keep(self, source: Source, found: Mapping[str, list[Found]], news: News) -> None:
        if not found:
            return
        async with self._adding:
            refused = {*await self._add([*chain.from_iterable(found.values())])}
        for address, items in found.items():
            came = [item for item in items if isinstance(item, Article) and item.source not in refused]
            missed = [item for item in items if isinstance(item, Failure) or item.source in refused]
            news.articles += len(came)
            news.failed += [item for item in missed if isinstance(item, Failure)]
            if missed:
                self._sources.missed(source.address, address)
            else:
                self._sources.came(source.address, address, len(came))


def _inside(folder: Path) -> list[Item]:
    """The files of a folder that are read, each with when it was changed and its size."""
    if not folder.is_dir():
        raise InputError("there is no such folder any more.")
    found = [path for path in files([folder]) if isinstance(path, Path)]
    return [Item(str(path), f"{(state := path.stat()).st_mtime_ns} {state.st_size}") for path in found]
