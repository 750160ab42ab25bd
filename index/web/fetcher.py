"""What stands at an address of the web: asked for as robots.txt allows, one request at a time of a host."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import urlsplit

import httpx
from cachetools import TTLCache

from index.address import on_the_web
from index.errors import NotFetched
from index.web.transport import PublicTransport

if TYPE_CHECKING:
    from protego import Protego

AGENT = f"Onrecord/{version('onrecord')}"
"""What we are called to servers, and in robots.txt (without the version)."""
MAX_BYTES = 16 * 2**20
"""Of what stands at one address, unpacked."""
MAX_SECONDS = 30
"""For all of it to come, redirects included."""

_REDIRECTS = 5
_PAUSE = 1.0
"""Seconds between two requests to one host, where its robots.txt names no longer time."""
_LONGEST_PAUSE = 60.0
_ROBOTS_KEPT = 3600
_ROBOTS_READ = 500 * 2**10
"""Seconds for which a robots.txt is relied on, and bytes of it that are read (RFC 9309, 2.4 and 2.5)."""


class Validators(NamedTuple):
    """By which a server tells whether what stands there has changed: its ETag and Last-Modified headers."""

    etag: str | None = None
    modified: str | None = None


_NONE = Validators()


class Fetched(NamedTuple):
    """What was found at an address: the one it was at in the end, its kind (text/html), encoding as declared, bytes."""

    address: str
    kind: str
    charset: str | None
    data: bytes
    validators: Validators


@dataclass
class _Turn:
    """Whose turn it is to ask a host, and from when (time.monotonic)."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free: float = 0.0


class Fetcher:
    """Asks servers for what stands at addresses, for one event loop.

    private: addresses of this machine and its network may be asked, too. pause: seconds between two requests to a host.
    """

    def __init__(self, *, private: bool = False, pause: float = _PAUSE):
        transport = PublicTransport(private)
        self._http = httpx.AsyncClient(transport=transport, headers={"User-Agent": AGENT}, timeout=MAX_SECONDS)
        self._robots: TTLCache[str, Protego] = TTLCache(1000, _ROBOTS_KEPT)
        self._finding_out: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._turns: defaultdict[str, _Turn] = defaultdict(_Turn)
        self._pause = pause

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def get(self, address: str, known: Validators = _NONE) -> Fetched | None:
        """What stands there; None where that is what is known already. Raises NotFetched, which says why."""

        async def ask(address: str) -> Fetched | str | None:
            rules = await self._rules(address)
            if not rules.can_fetch(address, AGENT):
                raise NotFetched("its site wants no programs to read it (robots.txt). Save the page, and index that.")
            delay = min(float(rules.crawl_delay(AGENT) or 0), _LONGEST_PAUSE)
            async with self._turn(address, max(self._pause, delay)):
                return await self._ask(address, known)

        return await _led_on(address, ask)

    @asynccontextmanager
    async def _turn(self, address: str, pause: float) -> AsyncIterator[None]:
        turn = self._turns[urlsplit(address).netloc]
        async with turn.lock:
            await asyncio.sleep(max(0.0, turn.free - time.monotonic()))
            try:
                yield
            finally:
                turn.free = time.monotonic() + pause

    async def _rules(self, address: str) -> Protego:
        """What the site's robots.txt allows: all where there is none, nothing where it cannot be read (RFC 9309)."""
        from protego import Protego

        if not on_the_web(address):
            raise NotFetched("it is no address of the web. Write it like https://example.com/news.")
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._finding_out[site]:  # Whoever else asks this site waits for what one is told.
            if (rules := self._robots.get(site)) is None:
                self._robots[site] = rules = Protego.parse(await self._robots_of(site))
        return rules

    async def _robots_of(self, site: str) -> str:
        async def ask(address: str) -> Fetched | str | None:
            async with self._turn(address, self._pause):
                return await self._ask(address)

        try:
            found = await _led_on(f"{site}/robots.txt", ask)
        except NotFetched as error:
            if error.status and 400 <= error.status < 500 and error.status != 429:
                return ""
            told = f"what programs may read there cannot be read (robots.txt): {error}" if error.status else str(error)
            raise NotFetched(told, error.status, error.wait) from None
        return found.data[:_ROBOTS_READ].decode("utf-8", "replace") if found else ""

    async def _ask(self, address: str, known: Validators = _NONE) -> Fetched | str | None:
        """What stands there, or where it is to be found instead."""
        asked = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        headers = {name: value for name, value in asked.items() if value}
        try:
            async with asyncio.timeout(MAX_SECONDS), self._http.stream("GET", address, headers=headers) as response:
                return await _read(response, address)
        except TimeoutError:
            raise NotFetched(f"it did not come within {MAX_SECONDS} seconds. Try again later.") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotFetched(f"it cannot be reached ({type(error).__name__}: {error}). Try again later.") from None


async def _led_on(address: str, ask: Callable[[str], Awaitable[Fetched | str | None]]) -> Fetched | None:
    """What stands where an address leads in the end."""
    for _ in range(_REDIRECTS + 1):
        found = await ask(address)
        if not isinstance(found, str):
            return found
        address = found
    raise NotFetched(f"it leads on to other addresses more than {_REDIRECTS} times.")


async def _read(response: httpx.Response, address: str) -> Fetched | str | None:
    if response.status_code == 304:
        return None
    if response.is_redirect:
        if target := on_the_web(response.headers.get("location"), address):
            return target
        raise NotFetched("it leads to what is no address of the web.")
    if response.status_code != 200:
        reason = f"its server answered {response.status_code} {response.reason_phrase}".rstrip()
        raise NotFetched(f"{reason}.", response.status_code, wanted_wait(response))
    data = bytearray()
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) > MAX_BYTES:
            raise NotFetched(f"it is larger than {MAX_BYTES // 2**20} MiB.")
    declared = Message()
    declared["content-type"] = response.headers.get("content-type", "")
    validators = Validators(response.headers.get("etag"), response.headers.get("last-modified"))
    return Fetched(address, declared.get_content_type(), declared.get_content_charset(), bytes(data), validators)


def wanted_wait(response: httpx.Response) -> float | None:
    """The seconds that a server asks to be left alone for (Retry-After: seconds, or the time until when)."""
    wait = response.headers.get("retry-after")
    if not wait:
        return None
    if wait.strip().isdecimal():
        return float(wait)
    try:
        return max(0.0, (parsedate_to_datetime(wait) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
