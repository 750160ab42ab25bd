"""How a command of `onrecord` is run: awaited, and with its settings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.settings import Settings


def awaited(command: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """A coroutine as a command."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        asyncio.run(command(*args, **kwargs))

    return run


def settings_of(**flags: Any) -> Settings:
    """What flags and the environment set."""
    from ui.settings import settings

    return settings(**flags)
