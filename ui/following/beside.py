"""What a server does beside answering: in a thread with an event loop of its own, so that nobody waits for it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

T = TypeVar("T")

Work = Callable[[], Coroutine[Any, Any, None]]

_TO_END = 1.0
"""Seconds that work which is told to end may take; then it is left behind, as its thread keeps no process alive."""


@asynccontextmanager
async def beside(*works: Work) -> AsyncIterator[None]:
    """All of the works are done until the block ends; each catches what goes wrong in it."""
    begun: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]]] = Future()

    async def all_of_them() -> None:
        task = asyncio.current_task()
        assert task
        begun.set_result((asyncio.get_running_loop(), task))
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work())

    def run() -> None:
        with suppress(asyncio.CancelledError):
            asyncio.run(all_of_them())

    thread = threading.Thread(target=run, name="following", daemon=True)
    thread.start()
    loop, task = await asyncio.wrap_future(begun)
    try:
        yield
    finally:
        with suppress(RuntimeError):  # where it has ended by itself
            loop.call_soon_threadsafe(task.cancel)
        await asyncio.to_thread(thread.join, _TO_END)


def on(
    loop: asyncio.AbstractEventLoop, done: Callable[..., Coroutine[Any, Any, T]]
) -> Callable[..., Coroutine[Any, Any, T]]:
    """What another thread's loop does, to be awaited in this one's."""

    async def there(*args: Any) -> T:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(done(*args), loop))

    return there
