"""Work on the whole archive, which ends where nobody waits for it any more, and tells how far it is."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Generator
from contextvars import copy_context

from fastapi.sse import format_sse_event

from index import Archive, Report
from ui.answering import NOTHING_NEW, told
from ui.schema import Added
from ui.turns import Left

_QUIET = 5
"""Seconds after which a stream says that it goes on."""


def until(left: threading.Event) -> Callable[[int], None]:
    """Called between two parts of what is done: ends it where nobody waits for it any more."""

    def go_on(_: int) -> None:
        if left.is_set():
            raise Left

    return go_on


def rebuilt(archive: Archive, rebuilding: threading.Event) -> Generator[bytes]:
    """The archive's rebuilding as events; it ends, and the archive is as it was, where the reader leaves."""
    came: queue.SimpleQueue[int | Report | Exception] = queue.SimpleQueue()
    left = threading.Event()

    def progress(done: int) -> None:
        came.put(done)
        if left.is_set():
            raise Left

    def work() -> None:
        try:
            came.put(archive.rebuild(progress))
        except Exception as error:
            came.put(error)
        finally:
            rebuilding.clear()

    rebuilding.set()
    threading.Thread(target=copy_context().run, args=[work], name="rebuild").start()
    done = 0
    try:
        while True:
            try:
                news = came.get(timeout=_QUIET)
            except queue.Empty:
                yield NOTHING_NEW
                continue
            match news:
                case int():
                    done += news
                    yield format_sse_event(event="progress", data_str=json.dumps({"done": done}))
                case Report():
                    yield format_sse_event(event="rebuilt", data_str=Added.of(news).model_dump_json())
                    return
                case Exception():
                    yield told(news)
                    return
    finally:
        left.set()
