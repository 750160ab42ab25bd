"""The API from the command line: over HTTP where a server owns the archive, else within this process.

So each command says what it does once, and does the same in both cases.
"""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from index.article import Article
from index.errors import ArchiveBusy, ArticleNotFound, OnrecordError
from index.load import Failure, Note, counted, to_line
from ui.guard import is_loopback
from ui.open import open_archive, open_assistant
from ui.settings import Settings

if TYPE_CHECKING:
    from pydantic import SecretStr
    from starlette.types import ASGIApp

    from index import Archive

logger = logging.getLogger(__name__)

_SILENCE = 60
"""Seconds without a word from a server after which it is taken for dead."""
_BATCH = 32
_BATCH_CHARS = 2_000_000


class RequestRefused(OnrecordError):
    """The API answered with an error; the message is its own."""

    code = "refused"


@asynccontextmanager
async def connect(settings: Settings, *, asking: bool = False) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the API over the archive, whoever owns it.

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
        async with _remote(busy.address, settings) as client:
            yield client
        return
    with archive:
        if asking:
            archive.add_seeds()
        async with _local(archive, settings if asking else settings.model_copy(update={"model": None})) as client:
            yield client


async def call(client: httpx.AsyncClient, method: str, path: str, **request: Any) -> Any:
    """The JSON that the API answers; raises RequestRefused with its message where it is an error."""
    try:
        reply = await client.request(method, path, **request)
    except httpx.HTTPError as error:
        raise _silent(client, error) from error
    body = reply.json()
    if reply.is_error:
        raise RequestRefused(body["error"]["message"])
    return body


async def add(
    client: httpx.AsyncClient, articles: Iterable[Article | Failure | Note], advance: Callable[[int], None]
) -> dict[str, Any]:
    """Send articles, some at a time; what could not be read is in the report's "failed" beside what was refused."""
    report: dict[str, Any] = {"added": 0, "updated": 0, "unchanged": 0, "failed": [], "notes": []}
    for batch in _batches(articles):
        report["failed"] += [item._asdict() for item in batch if isinstance(item, Failure)]
        report["notes"] += [item._asdict() for item in batch if isinstance(item, Note)]
        if lines := [to_line(item) for item in batch if isinstance(item, Article)]:
            upload = ("articles.jsonl", "\n".join(lines).encode())
            for name, part in (await call(client, "POST", "/api/articles", files={"file": upload})).items():
                report[name] += part
        advance(counted(batch))
    return report


async def find(client: httpx.AsyncClient, source: str) -> dict[str, Any]:
    """The article with this source, path or id; raises ArticleNotFound."""
    for name in dict.fromkeys([source, str(Path(source).resolve())]):
        page = await call(client, "GET", "/api/articles", params={"q": name[:500], "limit": 1000})
        for article in page["articles"]:
            if article["source"] == name:
                return dict(article)
    if source.isalnum():
        return dict(await call(client, "GET", f"/api/articles/{source}"))
    raise ArticleNotFound(f"The archive holds no article from {source!r}. `onrecord list` shows those it holds.")


async def pages(client: httpx.AsyncClient, path: str, what: str, **params: Any) -> list[dict[str, Any]]:
    """Everything that a paged address of the API lists under the name `what`."""
    found: list[dict[str, Any]] = []
    while True:
        given = {name: value for name, value in params.items() if value is not None}
        page = await call(client, "GET", path, params={**given, "limit": 1000, "offset": len(found)})
        found += page[what]
        if not page[what] or len(found) >= page["total"]:
            return found


async def rebuild(settings: Settings, advance: Callable[[int], None]) -> dict[str, Any]:
    """Rebuild the archive where its owner is: here, also where it could not be opened, or in the server."""
    from ui.schema import Added

    try:
        archive = open_archive(settings, checked=False)
    except ArchiveBusy:
        async with connect(settings) as client:
            return await _watched(client, advance)
    with archive:
        return Added.of(archive.rebuild(advance)).model_dump()


async def _watched(client: httpx.AsyncClient, advance: Callable[[int], None]) -> dict[str, Any]:
    """A server's rebuild: it may take hours, and tells all the time that it goes on."""
    event, done = "", 0
    accept = {"accept": "text/event-stream"}
    try:
        async with client.stream("POST", "/api/rebuild", headers=accept, timeout=_SILENCE) as reply:
            if reply.is_error:
                await reply.aread()
                raise RequestRefused(reply.json()["error"]["message"])
            async for line in reply.aiter_lines():
                name, _, value = line.partition(": ")
                if name == "event":
                    event = value
                elif name == "data" and event == "progress":
                    advance(json.loads(value)["done"] - done)
                    done = json.loads(value)["done"]
                elif name == "data" and event == "rebuilt":
                    return dict(json.loads(value))
                elif name == "data":
                    raise RequestRefused(json.loads(value)["error"]["message"])
    except httpx.HTTPError as error:
        raise _silent(client, error) from error
    raise _silent(client, EOFError("it stopped in the midst"))


def _silent(client: httpx.AsyncClient, error: Exception) -> ArchiveBusy:
    return ArchiveBusy(
        f"The archive's owner at {client.base_url} does not answer ({error!r}). Stop that process, or name another "
        "folder with --archive."
    )


def _batches(items: Iterable[Article | Failure | Note]) -> Iterator[list[Article | Failure | Note]]:
    """Some articles at a time, and no more text than a request may have."""
    batch: list[Article | Failure | Note] = []
    chars = 0
    for item in items:
        size = len(item.text) if isinstance(item, Article) else 0
        if batch and (len(batch) >= _BATCH or chars + size > _BATCH_CHARS):
            yield batch
            batch, chars = [], 0
        batch.append(item)
        chars += size
    if batch:
        yield batch


def within(app: ASGIApp, address: str, key: SecretStr | None = None) -> httpx.AsyncClient:
    """A client of an app in this process, as if it were at this address."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(base_url=address, headers=_headers(key), transport=transport, timeout=None)


def _headers(key: SecretStr | None) -> dict[bytes, bytes]:
    return {b"Authorization": f"Bearer {key.get_secret_value()}".encode()} if key else {}


def _remote(address: str, settings: Settings) -> httpx.AsyncClient:
    # Anybody who may write the folder can name an address there: no key is sent to one that nobody told us.
    key = settings.api_key
    trusted = is_loopback(host := httpx.URL(address).host) or host == settings.host
    if key and not trusted:
        logger.warning("The key is not sent to %s. Set ONRECORD_HOST=%s where that is the server.", address, host)
    # The proxies of the environment are not for an archive's own server.
    headers = _headers(key if trusted else None)
    return httpx.AsyncClient(base_url=address, headers=headers, timeout=600, trust_env=False)


def _local(archive: Archive, settings: Settings) -> httpx.AsyncClient:
    from ui.api import create_app

    app = create_app(open_assistant(settings, archive), settings.model_copy(update={"api_key": None}))
    # Where `serve` would be: links to words open there.
    return within(app, f"http://{settings.host}:{settings.port}")
