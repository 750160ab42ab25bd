"""A question that came by HTTP, answered: whole, or as events while the answer is being made."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from itertools import chain

from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from qa import Answer, Assistant
from ui.faults import refusal
from ui.schema import Asked, Reply
from ui.turns import Left, Turns

_MAX_ASKING = 16

NOTHING_NEW = b":\n\n"
"""A comment in a stream: one that nobody reads any more ends where it writes."""


class Answering:
    """The assistant behind every HTTP door: so many questions at once, whichever they come through."""

    def __init__(self, assistant: Assistant):
        self._assistant = assistant
        self._turns = Turns(_MAX_ASKING, 0, "Too many questions are being answered. Ask again in a few seconds.")

    async def whole(self, http: Request, asked: Asked) -> Answer:
        """The answer, unless who asked has left before it is there."""
        with self._turns:
            return await self._turns.run(http, lambda left: self._until(left, asked))

    def parts(self, asked: Asked) -> Generator[tuple[str, Answer]]:
        """What to append to the text, and the answer so far; first, without text, the question as understood."""
        whole = None
        with self._turns:
            for part in self._assistant.stream(**asked):
                before, whole = (whole.text, whole + part) if whole else ("", part)
                yield whole.text[len(before) :], whole

    def _until(self, left: threading.Event, asked: Asked) -> Answer:
        whole = None
        for part in self._assistant.stream(**asked):
            if left.is_set():
                raise Left
            whole = whole + part if whole else part
        assert whole
        return whole


class EventStream(StreamingResponse):
    """Server-sent events, whose generator is closed when the reader leaves: a chat model is not to write on.

    first is what was taken from it before, to see that it begins.
    """

    def __init__(self, events: Generator[bytes], first: bytes = b""):
        super().__init__(chain([first] if first else [], events), media_type="text/event-stream")
        self._events = events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._events.close()


def events(parts: Generator[tuple[str, Answer]], whole: Answer) -> Generator[bytes]:
    """An answer as events; whole is what of it is there so far."""
    try:
        for part in parts:
            more, whole = part
            yield format_sse_event(event="text", data_str=json.dumps({"text": more})) if more else NOTHING_NEW
        yield format_sse_event(event="answer", data_str=Reply.of(whole).model_dump_json())
    except Exception as error:
        yield told(error)
    finally:
        parts.close()


def told(error: Exception) -> bytes:
    """What goes wrong in a stream, as its last event."""
    return format_sse_event(event="error", data_str=json.dumps(refusal(error).body("")))
