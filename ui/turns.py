"""How much is done at once, and how much may wait for it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request

T = TypeVar("T")


class Left(Exception):
    """Who asked is gone: nobody waits for the rest."""


class Turns:
    """Work in threads of its own: so much at once, and no more waiting than that; beyond it is 429, at once."""

    def __init__(self, at_once: int, waiting: int, told: str):
        self._most = at_once + waiting
        self._at_once = at_once
        self._told = told
        self._taken = 0
        self._count = threading.Lock()
        self._limiter: CapacityLimiter | None = None

    def __enter__(self) -> None:
        """Take a place in the queue, before what is to be done is read; raises 429 where there is none."""
        with self._count:
            if self._taken >= self._most:
                raise HTTPException(429, self._told)
            self._taken += 1

    def __exit__(self, *_: object) -> None:
        with self._count:
            self._taken -= 1

    async def run(self, request: Request, work: Callable[[threading.Event], T]) -> T:
        """What the work gives, done in a thread when it is its turn.

        The event that it is called with is set once the client has left.
        """
        if self._limiter is None:
            self._limiter = CapacityLimiter(self._at_once)
        left = threading.Event()
        watching = asyncio.create_task(_watched(request, left))
        try:
            return await to_thread.run_sync(work, left, limiter=self._limiter, abandon_on_cancel=True)
        finally:
            watching.cancel()
            left.set()


async def _watched(request: Request, left: threading.Event) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    left.set()
