"""Statements found in a process of their own, while this one embeds.

Not multiprocessing: its workers run the caller's main module again, which a plain script does not expect.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Self

from index.article import Article, Statement
from index.errors import OnrecordError

_Received = SimpleQueue[list[Statement] | None]
"""The statements of one article after the other; None once the process is gone."""

_IDLE = 60
"""Seconds until a process that rests is ended, and its memory given back."""


class BackgroundExtraction:
    """Called with articles, it begins on them at once, and gives the statements of each, in order, as they are read.

    In a `with` block, which one thread at a time is in. The process outlives it for who comes soon: to start one takes
    as long as to read a hundred articles. What it was given and not asked for does not outlive a failure.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._timer: threading.Timer | None = None
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        self._lock.acquire()
        self._stop_timer()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error:
            self.close()
        elif self._process:
            self._timer = timer = threading.Timer(_IDLE, lambda: self._end_of(timer))
            timer.daemon = True
            timer.start()
        self._lock.release()

    def __call__(self, articles: Iterable[Article]) -> Iterator[list[Statement]]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-c", "from index.background import serve; serve()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        # Copies: an article keeps what is worked out of it, which may be while it is being sent.
        sent = [replace(article) for article in articles]
        received: _Received = SimpleQueue()
        # In threads: a pipe holds little, and the other process should wait for nobody.
        threading.Thread(target=_send, args=(self._process.stdin, sent), daemon=True).start()
        threading.Thread(target=_receive, args=(self._process.stdout, len(sent), received), daemon=True).start()
        return _each(received, len(sent))

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._stop_timer()
            if self._process:
                self._process.kill()
                self._process.communicate()
                self._process = None

    def _end_of(self, timer: threading.Timer) -> None:
        with self._lock:
            if self._timer is timer:
                self.close()

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None


def _each(received: _Received, count: int) -> Iterator[list[Statement]]:
    for _ in range(count):
        if (statements := received.get()) is None:
            raise OnrecordError(
                "The process that finds statements died. Free some memory and index again: what is done is kept."
            )
        yield statements


def _send(pipe: IO[bytes], articles: list[Article]) -> None:
    try:
        pickle.dump(articles, pipe)
        pipe.flush()
    except (BrokenPipeError, ValueError):
        return  # The reader finds out, and tells.


def _receive(pipe: IO[bytes], count: int, received: _Received) -> None:
    try:
        for _ in range(count):
            received.put(pickle.load(pipe))
    except (EOFError, ValueError):
        received.put(None)


def serve() -> None:
    """Read lists of articles, write the statements of each, until there are no more."""
    # spaCy loads torch where it is installed, and does nothing with it here.
    sys.modules["torch"] = None  # type: ignore[assignment]
    from index.statements import find_all
    from index.syntax import use_one_core

    use_one_core()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Whatever a library prints goes elsewhere.
    while True:
        try:
            articles = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            for statements in find_all(articles):
                pickle.dump(statements, out)
                out.flush()
        except BrokenPipeError:  # Nobody waits for them any more.
            return
