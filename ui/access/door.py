"""The doors of other programs: a key opens them, and one that may only read changes nothing behind them."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import MutableMapping
from typing import NamedTuple

from cachetools import TTLCache
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from index.changes import Actor, acting, may_change
from index.errors import OnrecordError
from ui.access.keys import Keys, hashed
from ui.faults import Refusal, refusal
from ui.paths import own_path

FEED = re.compile(r"/api/watches/[0-9a-f]+\.atom")
"""What opens by the token in its address: readers of feeds send no key."""
KEYED = re.compile(rf"(?!{FEED.pattern}\Z)/(?:api|v1|mcp|metrics)(?:/.*)?", re.DOTALL)
"""The doors of other programs, which a key opens."""
_READS = re.compile(r"/api/(?:ask|check|verify|conversations/[^/]*)|/v1/.*|/mcp", re.DOTALL)
"""Where more than what is got (GET) only reads, or changes one's own. Whatever else is sent changes the archive."""

ANYBODY = Actor("no key")
"""Where nobody is asked for one."""
_WITHIN = "onrecord.actor"

_PAUSE = 0.5
"""Seconds that a wrong key waits for its answer."""
_AT_ONCE = 8
"""So many wrong ones from one address may wait; beyond them nothing is compared."""
_SESSIONS, HOURS = 10_000, 12
"""Browsers that are signed in at most, and for how long."""


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


def within(app: ASGIApp, actor: Actor) -> ASGIApp:
    """The app as this process itself asks it, on an actor's behalf: no key is needed."""

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, _WITHIN: actor}, receive, send)

    return asked


class Access(NamedTuple):
    """Who is let in at all of an archive's doors, and who is for now: wrong tries, and browsers that gave a key."""

    keys: Keys
    tries: Tries
    signed_in: MutableMapping[str, str]
    """By the random token that a browser holds, the hash of the key that it gave."""

    @classmethod
    def by(cls, keys: Keys) -> Access:
        return cls(keys, Tries(), TTLCache(_SESSIONS, HOURS * 3600))


class KeyDoor:
    """ASGI middleware: lets in who sends a key, as far as that goes, before anything else that they send is read."""

    def __init__(self, app: ASGIApp, access: Access):
        self._app = app
        self._keys, self._tries, _ = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not KEYED.fullmatch(own_path(scope)):
            await self._app(scope, receive, send)
            return
        found = scope.get(_WITHIN) or await self._found(scope)
        if isinstance(found, Refusal):
            await found.response(scope)(scope, receive, send)
            return
        with acting(found):
            await self._app(scope, receive, send)

    async def _found(self, scope: Scope) -> Actor | Refusal:
        """On whose behalf it is asked, or why it is not answered."""
        if not self._keys.wanted:
            return ANYBODY
        if self._tries.too_many(scope):
            return _TOO_MANY
        try:
            key = self._keys.of(hashed(sent(scope)))
            if key is None:
                await self._tries.failed(scope)
                return _NOT_THE_KEY
            with acting(key.actor):
                if scope["method"] not in ("GET", "HEAD", "OPTIONS") and not _READS.fullmatch(own_path(scope)):
                    may_change()
            return key.actor
        except OnrecordError as error:
            return refusal(error)


def sent(scope: Scope) -> bytes:
    """The key in the header, to the byte."""
    scheme, _, key = Headers(scope=scope).get("authorization", "").partition(" ")
    return key.strip().encode("latin-1") if scheme.lower() == "bearer" else b""
