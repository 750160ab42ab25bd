"""The key that the API asks of its callers."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections import Counter

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.faults import Refusal

FEED = re.compile(r"/api/watches/[0-9a-f]+\.atom")
"""What opens by the token in its address: readers of feeds send no key."""
KEYED = re.compile(rf"(?!{FEED.pattern}\Z)/(?:api|v1|mcp|metrics)(?:/.*)?")
"""The doors of other programs, which the key opens."""

_PAUSE = 0.5
"""Seconds that a wrong key waits for its answer."""
_AT_ONCE = 8
"""So many wrong ones from one address may wait; beyond them nothing is compared."""


class Tries:
    """Wrong keys and passwords are slowed down, by the address that they come from; the right one never waits."""

    def __init__(self) -> None:
        self._waiting: Counter[str] = Counter()

    def too_many(self, scope: Scope) -> bool:
        """Whether so many wrong ones wait that no other is looked at."""
        return self._waiting[_address(scope)] >= _AT_ONCE

    async def failed(self, scope: Scope) -> None:
        """Wait as a wrong one does."""
        address = _address(scope)
        self._waiting[address] += 1
        try:
            await asyncio.sleep(_PAUSE)
        finally:
            self._waiting[address] -= 1
            self._waiting += Counter()  # Forgets those who do not wait.


def _address(scope: Scope) -> str:
    return str((scope.get("client") or ("",))[0])


_TOO_MANY = Refusal(429, "too_many_tries", "Too many wrong keys came from here. Wait a moment.")
_NOT_THE_KEY = Refusal(
    401,
    "unauthorized",
    "The key is missing or wrong. Send the header `Authorization: Bearer KEY`.",
    headers={"WWW-Authenticate": "Bearer"},
)


class KeyDoor:
    """ASGI middleware: the doors of programs open to who sends the key, before anything that they send is read."""

    def __init__(self, app: ASGIApp, key: str, tries: Tries):
        self._app = app
        # As text the header is ASCII or, from who knows better, either of these.
        self._keys = [key.encode(), *([key.encode("latin-1")] if all(ord(c) < 256 for c in key) else [])]
        self._tries = tries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not KEYED.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        if self._tries.too_many(scope):
            await _TOO_MANY.response(scope["path"])(scope, receive, send)
        elif self._is_key(Headers(scope=scope).get("authorization", "")):
            await self._app(scope, receive, send)
        else:
            await self._tries.failed(scope)
            await _NOT_THE_KEY.response(scope["path"])(scope, receive, send)

    def _is_key(self, header: str) -> bool:
        scheme, _, sent = header.partition(" ")
        found = [secrets.compare_digest(sent.strip().encode("latin-1"), key) for key in self._keys]
        return scheme.lower() == "bearer" and any(found)
