"""What stands before every request: who may ask from where, and how much they may send."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import time
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.faults import CODES, Refusal
from ui.page import CONTENT_SECURITY_POLICY
from ui.paths import own_path

MAX_BODY = 64 * 2**20
"""Bytes that a request with articles may have."""
_MAX_OTHER = 4 * 2**20
_WITH_FILES = re.compile(r"/api/articles|/gradio_api/.*")

_PATIENCE, _SLOWEST = 30, 10_000
"""Seconds for a body to come, and bytes that each second more must bring."""

# Made of nothing that an archive holds.
_OPEN = re.compile(r"/(?:assets|static|static-offline-docs|svelte)/.*|/theme\.css|/favicon\.ico")


def guard(app: FastAPI, host: str, name: str | None = None) -> None:
    """Refuse other hosts' names, pages of other origins and endless bodies; tell the browser what a page may do."""
    app.add_middleware(Guard, names=own_names(host, name), any_address=is_unspecified(host))


class Guard:
    """ASGI middleware. A page on another origin can neither read from us nor post to us, also by DNS rebinding."""

    def __init__(self, app: ASGIApp, names: frozenset[str], any_address: bool):
        self._app = app
        self._names = names
        self._any_address = any_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        begun = False

        async def marked(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                out = MutableHeaders(scope=message)
                out.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                out.setdefault("X-Content-Type-Options", "nosniff")
                out.setdefault("X-Frame-Options", "DENY")
                out.setdefault("Referrer-Policy", "same-origin")
                if not _OPEN.fullmatch(own_path(scope)):
                    out["Cache-Control"] = "no-store"
            await send(message)

        most = MAX_BODY if _WITH_FILES.fullmatch(own_path(scope)) else _MAX_OTHER
        if refusal := self._refusal(Headers(scope=scope), most):
            await refusal.response(scope)(scope, receive, marked)
            return
        try:
            await self._app(scope, _bounded(receive, most), marked)
        except (_TooLarge, _TooSlow) as error:
            if not begun:
                refusal = Refusal(error.status_code, CODES[error.status_code], error.detail)
                await refusal.response(scope)(scope, receive, marked)
        except asyncio.CancelledError:
            # A server that stops cuts off what is still being done: whoever waits for it is told.
            if scope["type"] == "http" and not begun:
                await Refusal(503, "stopping", _STOPPING).response(scope)(scope, receive, marked)

    def _refusal(self, headers: Headers, most: int) -> Refusal | None:
        host = headers.get("host", "")
        if not (_name(host) in self._names or (self._any_address and _is_address(_name(host)))):
            return Refusal(
                403, "forbidden", f"This server is not called {host[:100]!r}. Ask for it by its own address."
            )
        origin = headers.get("origin")
        if origin and urlsplit(origin).netloc != host:
            return Refusal(403, "forbidden", "A page of another origin may not use this archive. Open its own page.")
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length[:20]) > most:
            return Refusal(413, CODES[413], _TooLarge(most).detail)
        return None


class _TooLarge(HTTPException):
    def __init__(self, most: int):
        super().__init__(413, f"A request like this may have {most // 2**20} MiB at most. Send it in parts.")


class _TooSlow(HTTPException):
    def __init__(self) -> None:
        super().__init__(408, "The rest of the request did not come. Send it again.")


_STOPPING = "The server is stopping. What it has stored by now is kept; send the rest once it is back."


def _bounded(receive: Receive, most: int) -> Receive:
    """Receives no more than so many bytes, and does not wait for ever for them."""
    began = time.monotonic()
    sent = 0
    complete = False

    async def bounded() -> Message:
        nonlocal sent, complete
        if complete:
            return await receive()
        try:
            async with asyncio.timeout(_PATIENCE + sent / _SLOWEST - (time.monotonic() - began)):
                message = await receive()
        except TimeoutError:
            raise _TooSlow from None
        sent += len(message.get("body", b""))
        complete = message["type"] != "http.request" or not message.get("more_body", False)
        if sent > most:
            raise _TooLarge(most)
        return message

    return bounded


def own_names(host: str, name: str | None) -> frozenset[str]:
    """The names we answer to, besides, where we serve all of this machine's addresses, any address."""
    names = {
        "localhost",
        "127.0.0.1",
        "[::1]",
        socket.gethostname().lower(),
        _name(f"[{host}]" if ":" in host else host),
    }
    return frozenset(names | {each.strip().lower() for each in (name or "").split(",") if each.strip()})


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches it there."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_unspecified(host: str) -> bool:
    """Whether it stands for all of this machine's addresses."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    """Whether it is an address of digits: no other page's name can be made to mean it."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _name(host: str) -> str:
    """A Host header's name without the port."""
    if host.startswith("["):
        return host[: host.find("]") + 1].lower()
    return host.partition(":")[0].lower()
