"""What keeps an archive up to date while an app is served."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from ui.following.beside import beside, on

if TYPE_CHECKING:
    from fastapi import FastAPI

    from qa import Assistant
    from ui.settings import Settings


@asynccontextmanager
async def kept_up(app: FastAPI, assistant: Assistant, settings: Settings) -> AsyncIterator[None]:
    """While the block lasts, what the archive follows is read, and what it watches asked again."""
    from index.changes import Actor
    from qa import Assistant
    from ui.connect import within
    from ui.following.asking import keep_asking
    from ui.following.reading import added, keep_reading

    async with within(app, "http://localhost", Actor("following")) as client:
        # By the door of every other client: it waits for its turn to write with them.
        add = on(asyncio.get_running_loop(), partial(added, client))
        # An assistant of its own: figures tell of the questions that people ask.
        works = [partial(keep_asking, Assistant(assistant.archive), settings.private)]
        if settings.follow:
            works.append(partial(keep_reading, assistant.archive.folder, add, settings.follow, settings.private))
        async with beside(*works):
            yield
