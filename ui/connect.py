"""The command's client of an archive: over HTTP where a server owns it, else within this process.

So each command says what it does once, and does the same in both cases.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx

from index.changes import Actor, actor
from index.errors import ArchiveBusy
from index.lock import served_at
from ui.access import door
from ui.async_client import AsyncClient
from ui.connection import ServerUnreachable
from ui.guard import is_loopback
from ui.logs import HEADER, request_id
from ui.open import open_archive, open_assistant
from ui.operations import Progress
from ui.schema import Added
from ui.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from index import Archive

logger = logging.getLogger(__name__)


@asynccontextmanager
async def connect(settings: Settings, *, asking: bool = False) -> AsyncIterator[AsyncClient]:
    """A client of the archive of the settings, whoever owns it.

    asking opens the chat model of the settings, and gives an empty archive the seed articles. Raises ArchiveBusy where
    the owner cannot be reached.
    """
    try:
        archive = open_archive(settings)
    except ArchiveBusy as busy:
        if busy.address is None:
            raise
        if asking and settings.chat_model:
            logger.warning("The archive is served at %s: that server decides which model answers.", busy.address)
        async with remote(busy.address, settings) as client:
            try:
                yield client
            except ServerUnreachable as error:
                raise ArchiveBusy(
                    f"The archive's owner does not answer: {error} Or stop that process, or name another folder with "
                    "--archive."
                ) from error
        return
    with archive:
        if asking:
            archive.add_seeds()
        async with _local(archive, settings if asking else settings.model_copy(update={"model": None})) as client:
            yield client


async def rebuild(settings: Settings, progress: Progress) -> Added:
    """Rebuild the archive where its owner is: here, also where it could not be opened, or in the server."""
    try:
        archive = open_archive(settings, checked=False)
    except ArchiveBusy:
        async with connect(settings) as client:
            return await client.rebuild(progress)
    with archive:
        return Added.of(archive.rebuild(progress))


def within(app: ASGIApp, address: str, asking: Actor) -> AsyncClient:
    """A client of an app in this process, as if it were at this address; no key is asked of it."""
    transport = _Within(door.within(app, asking), raise_app_exceptions=False)
    return AsyncClient(address, transport=transport, timeout=None)


class _Within(httpx.ASGITransport):
    """What is asked within a request has that request's id."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.headers.setdefault(HEADER, request_id())
        return await super().handle_async_request(request)


def server_of(settings: Settings) -> AsyncClient | None:
    """A client of the server that has the archive of the settings, if one says that it does."""
    address = served_at(settings.folder)
    return remote(address, settings) if address else None


def remote(address: str, settings: Settings) -> AsyncClient:
    """A client of the server that owns the archive, as its lock tells."""
    # Anybody who may write the folder can name an address there: no key is sent to one that nobody told us.
    key = settings.key
    trusted = is_loopback(host := httpx.URL(address).host) or host == settings.host
    if key and not trusted:
        logger.warning("The key is not sent to %s. Set ONRECORD_HOST=%s where that is the server.", address, host)
    # The proxies of the environment are not for an archive's own server.
    transport = httpx.AsyncHTTPTransport(trust_env=False)
    return AsyncClient(address, key if trusted else None, transport=transport)


def _local(archive: Archive, settings: Settings) -> AsyncClient:
    from ui.api import create_app

    app = create_app(open_assistant(settings, archive), settings)
    # Where `serve` would be: links to words open there.
    return within(app, f"http://{settings.host}:{settings.port}", actor())
