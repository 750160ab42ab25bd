"""What is followed, for a person to see and change; what a browser sends is checked here."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index import InputError
from index.web.sources import Sources
from ui.following.sources_api import followed_on_the_web
from ui.page import render, render_following
from ui.page.faults import sentence


class Following:
    """The sources of the archive in a folder as HTML. every: seconds between two readings, if this server reads."""

    def __init__(self, folder: Path, every: float | None):
        self._folder = folder
        self._every = every

    def list_sources(self, _: Any) -> str:
        """All that is followed."""
        try:
            with Sources(self._folder) as followed:
                return render_following.sources(followed.all(), time.time(), self._every)
        except Exception as error:
            return render.fault(sentence(error))

    def follow(self, wanted: Any) -> str:
        """Follow {"address"}; what is wrong with it, if anything."""
        return self._changed(lambda followed: followed_on_the_web(_text(wanted, "address"), followed))

    def pause(self, wanted: Any) -> str:
        """Leave {"id"} alone if "paused", else go on with it."""
        return self._changed(lambda followed: followed.pause(_text(wanted, "id"), wanted.get("paused") is True))

    def forget(self, id_: Any) -> str:
        """Follow it no longer."""
        return self._changed(lambda followed: followed.forget(str(id_)))

    def _changed(self, change: Callable[[Sources], object]) -> str:
        try:
            with Sources(self._folder) as followed:
                change(followed)
        except Exception as error:
            return render.fault(sentence(error))
        return ""


def _text(wanted: Any, name: str) -> str:
    given = wanted.get(name) if isinstance(wanted, dict) else None
    if not isinstance(given, str):
        raise InputError(f"{name}: it cannot be read. Load the page again.", name)
    return given.strip()
