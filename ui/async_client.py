"""`Client` for event loops: the command and the agents' tools rest on it too."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx
from pydantic import ValidationError

from index.article import Article
from index.load import Failure, Note
from qa.answer import Constraint, Turn
from ui import operations
from ui.access.shapes import ChangesOut
from ui.connection import ADDRESS, TIMEOUT, Connection, headers
from ui.following import operations as following
from ui.following.shapes import SourceOut, SourcesOut, WatchesOut, WatchMade, WatchNews, WatchOut
from ui.operations import Call, Draft, Events, Flow, Kind, Narrowed, Progress
from ui.schema import (
    Added,
    ArticleOut,
    Articles,
    CorrectionOut,
    Corrections,
    HitOut,
    Reply,
    SaidPage,
    Speakers,
    StatementOut,
    WholeArticle,
)
from ui.schema.changed import Versions
from ui.schema.checked import CheckedOut, Verified

T = TypeVar("T")


class AsyncClient(Connection):
    """`Client` for an event loop: the same names, awaited."""

    def __init__(
        self,
        address: str = ADDRESS,
        key: str | None = None,
        *,
        timeout: float | None = TIMEOUT,
        transport: httpx.AsyncBaseTransport | None = None,
    ):
        super().__init__(address)
        self._http = httpx.AsyncClient(base_url=address, headers=headers(key), timeout=timeout, transport=transport)

    async def close(self) -> None:
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Narrowed | None = None,
        *,
        without: Iterable[Constraint] = (),
        extractive: bool = False,
    ) -> Reply:
        """See `Client.ask`."""
        return await self._done(operations.ask(operations.question(question, history, filters, without, extractive)))

    async def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Narrowed | None = None,
        *,
        without: Iterable[Constraint] = (),
        extractive: bool = False,
    ) -> AsyncIterator[str | Reply]:
        """See `Client.stream`."""
        async with self._events(operations.question(question, history, filters, without, extractive, True)) as events:
            async for event in events:
                if part := operations.part(*event):
                    yield part

    async def check(self, draft: Draft) -> CheckedOut:
        """See `Client.check`."""
        return await self._done(operations.check(draft))

    async def verify(self, capsule: Mapping[str, Any]) -> Verified:
        """See `Client.verify`."""
        return await self._done(operations.verify(capsule))

    async def search(
        self, query: str, k: int = 10, filters: Narrowed | None = None, *, offset: int = 0
    ) -> list[HitOut]:
        """See `Client.search`."""
        return await self._done(operations.search(query, k, offset, filters))

    async def articles(self, query: str = "", *, limit: int | None = 50, offset: int = 0) -> Articles:
        """See `Client.articles`."""
        return await self._done(operations.articles(query, limit, offset))

    async def article(self, id: str, version: str | None = None) -> WholeArticle:
        """See `Client.article`."""
        return await self._done(operations.article(id, version))

    async def versions(self, source: str) -> Versions:
        """See `Client.versions`."""
        return await self._done(operations.versions(source))

    async def statements(self, article: str) -> list[StatementOut]:
        """See `Client.statements`."""
        return await self._done(operations.statements(article))

    async def said(
        self,
        speaker: str | None = None,
        query: str = "",
        filters: Narrowed | None = None,
        direct: bool | None = None,
        *,
        limit: int | None = 50,
        offset: int = 0,
    ) -> SaidPage:
        """See `Client.said`."""
        return await self._done(operations.said(speaker, query, filters, direct, limit, offset))

    async def speakers(
        self, query: str = "", kind: Kind | None = None, *, limit: int | None = 50, offset: int = 0
    ) -> Speakers:
        """See `Client.speakers`."""
        return await self._done(operations.speakers(query, kind, limit, offset))

    async def corrections(self, *, limit: int | None = 50, offset: int = 0) -> Corrections:
        """See `Client.corrections`."""
        return await self._done(operations.corrections(limit, offset))

    async def attribute(self, statements: Sequence[str], speaker: str | None) -> CorrectionOut:
        """See `Client.attribute`."""
        return await self._done(operations.attribute(statements, speaker))

    async def merge(self, name: str, speaker: str) -> CorrectionOut:
        """See `Client.merge`."""
        return await self._done(operations.merge(name, speaker))

    async def undo(self, id: str) -> CorrectionOut:
        """See `Client.undo`."""
        return await self._done(operations.undo(id))

    async def log(self, *, limit: int | None = 50, offset: int = 0) -> ChangesOut:
        """See `Client.log`."""
        return await self._done(operations.log(limit, offset))

    async def find(self, source: str) -> ArticleOut:
        """See `Client.find`."""
        return await self._done(operations.find(source))

    async def add(self, articles: Iterable[Article | Failure | Note], progress: Progress | None = None) -> Added:
        """See `Client.add`."""
        return await self._done(operations.add(articles, progress))

    async def amend(self, source: str, **fields: str | None) -> ArticleOut:
        """See `Client.amend`."""
        return await self._done(operations.amend(source, fields))

    async def remove(self, source: str) -> ArticleOut:
        """See `Client.remove`."""
        return await self._done(operations.remove(source))

    async def sources(self) -> SourcesOut:
        """See `Client.sources`."""
        return await self._done(following.sources())

    async def follow(self, address: str) -> SourceOut:
        """See `Client.follow`."""
        return await self._done(following.follow(address))

    async def pause(self, source: str, paused: bool = True) -> SourceOut:
        """See `Client.pause`."""
        return await self._done(following.pause(source, paused))

    async def forget(self, source: str) -> SourceOut:
        """See `Client.forget`."""
        return await self._done(following.forget(source))

    async def watches(self) -> WatchesOut:
        """See `Client.watches`."""
        return await self._done(following.watches())

    async def watch(self, question: str, hook: str | None = None) -> WatchMade:
        """See `Client.watch`."""
        return await self._done(following.watch(question, hook))

    async def watched(self, watch: str, *, limit: int = 50, offset: int = 0) -> WatchNews:
        """See `Client.watched`."""
        return await self._done(following.watched(watch, limit, offset))

    async def unwatch(self, watch: str) -> WatchOut:
        """See `Client.unwatch`."""
        return await self._done(following.unwatch(watch))

    async def rebuild(self, progress: Progress | None = None) -> Added:
        """See `Client.rebuild`."""
        rebuilding = operations.Rebuilding(progress)
        async with self._events(operations.REBUILD) as events:
            async for event in events:
                if report := rebuilding.told(*event):
                    return report
        raise self._unreached(EOFError("it stopped in the midst"))

    async def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        files: Mapping[str, Any] | None = None,
    ) -> Any:
        """See `Client.call`."""
        return await self._sent(Call(method, path, params or {}, json, files))

    async def _done(self, flow: Flow[T]) -> T:
        try:
            call = next(flow)
            while True:
                call = flow.send(await self._sent(call))
        except StopIteration as done:
            result: T = done.value
            return result
        except ValidationError as error:
            raise self._unreached(error) from error

    async def _sent(self, call: Call) -> Any:
        try:
            return self._json(await self._http.request(call.method, call.path, **call.given()))
        except httpx.HTTPError as error:
            raise self._unreached(error) from error

    @asynccontextmanager
    async def _events(self, call: Call) -> AsyncIterator[AsyncIterator[tuple[str, Any]]]:
        try:
            async with self._http.stream(call.method, call.path, **call.given()) as reply:
                if reply.is_error:
                    await reply.aread()
                    self._json(reply)
                events = Events()
                yield (found async for line in reply.aiter_lines() if (found := self._event(events, line)))
        except httpx.HTTPError as error:
            raise self._unreached(error) from error
