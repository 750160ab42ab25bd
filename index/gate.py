"""Many read at once, or one alone: the store is not replaced under a reader."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import ArchiveBusy


class Gate:
    """`open` for those who read, also one within another; `shut` waits for them and keeps others out meanwhile.

    Once it is `closed`, whoever comes is told.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._readers = 0
        self._shut = False
        self.closed = False
        self._own = threading.local()

    @contextmanager
    def open(self) -> Iterator[None]:
        depth = getattr(self._own, "depth", 0)
        if not depth:
            with self._changed:
                self._changed.wait_for(lambda: not self._shut)
                if self.closed:
                    raise ArchiveBusy("The archive was closed. Open it again.")
                self._readers += 1
        self._own.depth = depth + 1
        try:
            yield
        finally:
            self._own.depth = depth
            if not depth:
                with self._changed:
                    self._readers -= 1
                    self._changed.notify_all()

    @contextmanager
    def shut(self) -> Iterator[None]:
        """One at a time, and not by who is reading."""
        with self._changed:
            self._shut = True
            self._changed.wait_for(lambda: not self._readers)
        try:
            yield
        finally:
            with self._changed:
                self._shut = False
                self._changed.notify_all()
