"""What stands before every request: who may ask from where, and how much they may send."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.page import CONTENT_SECURITY_POLICY

MAX_BODY = 64 * 2**20
"""Bytes that a request may have."""


def guard(app: FastAPI, host: str) -> None:
    """Refuse other hosts' names, pages of other origins and endless bodies; tell the browser what a page may do."""
    app.add_middleware(Guard, hosts=_own_names(host))


class _TooLarge(Exception):
    pass


class Guard:
    """ASGI middleware. A page on another origin can neither read from us nor post to us, also by DNS rebinding."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None):
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if refusal := self._refusal(headers):
            await _refuse(*refusal)(scope, receive, send)
            return
        sent = 0

        async def counted() -> Message:
            nonlocal sent
            message = await receive()
            sent += len(message.get("body", b""))
            if sent > MAX_BODY:
                raise _TooLarge
            return message

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                out.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                out.setdefault("X-Content-Type-Options", "nosniff")
                out.setdefault("X-Frame-Options", "DENY")
                out.setdefault("Referrer-Policy", "no-referrer")
            await send(message)

        try:
            await self._app(scope, counted, marked)
        except _TooLarge:
            await _refuse(*_too_large())(scope, receive, send)

    def _refusal(self, headers: Headers) -> tuple[int, str, str] | None:
        host = headers.get("host", "")
        if self._hosts is not None and _name(host) not in self._hosts:
            return 403, "forbidden", f"This server is not called {host[:100]!r}. Ask for it by its own address."
        origin = headers.get("origin")
        if origin and urlsplit(origin).netloc != host:
            return 403, "forbidden", "A page of another origin may not use this archive. Open its own page."
        if headers.get("content-length", "0").isdecimal() and int(headers.get("content-length", "0")) > MAX_BODY:
            return _too_large()
        return None


def _refuse(status: int, code: str, message: str) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "message": message}}, status)


def _too_large() -> tuple[int, str, str]:
    return 413, "too_large", f"A request may have {MAX_BODY // 2**20} MiB at most. Send the articles in parts."


def _own_names(host: str) -> frozenset[str] | None:
    """The names we answer to; None, which is any, where we serve all of this machine's addresses."""
    try:
        if ipaddress.ip_address(host).is_unspecified:
            return None
    except ValueError:
        pass
    return frozenset({"localhost", "127.0.0.1", "[::1]", socket.gethostname().lower(), _name(host)})


def _name(host: str) -> str:
    """A Host header's name without the port."""
    if host.startswith("["):
        return host[: host.find("]") + 1].lower()
    return host.partition(":")[0].lower()
