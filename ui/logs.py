"""What is logged: each line of a request with the request's id, and never a word of what was asked."""

from __future__ import annotations

import logging
import re
import time
import traceback
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)

T = TypeVar("T")

HEADER = "X-Request-ID"
_SANE = re.compile(r"[\w.:/+=@-]{2,128}", re.ASCII)
_ID = ContextVar("request_id", default="-")
_IN_SCOPE = "onrecord.request_id"

OURS = ("index", "qa", "ui")
"""Whose lines may say more than warnings: what libraries log of requests holds their text."""


def set_up(level: str = "WARNING") -> None:
    """Log to standard error: our own lines from a level on, others' from warnings on."""
    handler = logging.StreamHandler()
    handler.addFilter(_with_id)
    handler.setFormatter(Wordless("%(levelname)s %(name)s%(request)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())


class Wordless(logging.Formatter):
    """Tells errors without their messages."""

    def formatException(self, ei: Any) -> str:  # noqa: N802
        return where(ei[1]) if ei[1] else ""


def _with_id(record: logging.LogRecord) -> bool:
    request = _ID.get()
    record.request = "" if request == "-" else f" [{request}]"
    return True


def request_id() -> str:
    """The id of the request that is being answered, or "-"."""
    return _ID.get()


def where(error: BaseException) -> str:
    """A traceback without the errors' messages, which may hold what was asked; an operating system's do not."""
    told = []
    came: BaseException | None = error
    while came:
        why = f" ({came.strerror})" if isinstance(came, OSError) and came.strerror else ""
        told.append("".join(traceback.format_tb(came.__traceback__)) + f"{type(came).__qualname__}{why}")
        came = came.__cause__ or (None if came.__suppress_context__ else came.__context__)
    return "\nwhich came of\n".join(told)


@contextmanager
def belonging(scope: Scope) -> Iterator[str]:
    """What is logged in the block is the request's: its id."""
    token = _ID.set(scope.get(_IN_SCOPE, "-"))
    try:
        yield _ID.get()
    finally:
        _ID.reset(token)


def each_belonging(items: Generator[T], scope: Scope) -> Generator[T]:
    """The items, made as they are asked for, each with what is logged meanwhile the request's."""
    with closing(items):
        while True:
            with belonging(scope):
                try:
                    item = next(items)
                except StopIteration:
                    return
            yield item


class Requests:
    """ASGI middleware, the outermost: each request has an id, its caller's where that is a sane one, and a line."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        scope[_IN_SCOPE] = given if _SANE.fullmatch(given) else uuid4().hex
        began, status = time.perf_counter(), 500

        async def marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = scope[_IN_SCOPE]
            await send(message)

        with belonging(scope):
            try:
                await self._app(scope, receive, marked)
            finally:
                took = (time.perf_counter() - began) * 1000
                # The path alone: what was asked stands behind it.
                logger.info("%s %s %d %.0f ms", scope["method"], quote(scope["path"]), status, took)
