"""The API's door for drafts: each quotation and attributed claim is held against the archive, and nothing is kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from itertools import islice
from pathlib import PurePath
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response
from fastapi.sse import format_sse_event
from pydantic import Field, JsonValue, ValidationError
from starlette.datastructures import FormData, UploadFile

from index import Archive, Article, InputError
from index.load import Failure, Note, parse
from qa.check import MAX_DRAFT, Checking, begun
from ui import schema
from ui.answering import EventStream, told
from ui.faults import wrong_field
from ui.schema.checked import CheckedOut, FindingOut
from ui.schema.streams import streamed
from ui.turns import Left, Turns

_AT_ONCE, _WAITING = 2, 6

_EVENTS = 'event: finding\ndata: {"start": 12, "end": 40, "text": "“...”", "verdict": "verbatim", ...}\n\n'
_TEXT: dict[str, JsonValue] = {"pattern": r"\S", "maxLength": MAX_DRAFT}


class DraftIn(schema.In):
    """A draft's text; a file is sent as an upload instead."""

    text: str = Field(
        description="The draft: plain text or Markdown.",
        examples=["“Mr. Gantz is a part of that war cabinet,” said John Kirby."],
        json_schema_extra=_TEXT,
    )
    stream: bool = Field(False, strict=True, description="Answer with server-sent events, finding by finding.")


class Sent(NamedTuple):
    """A draft as it was sent: its text, what its reader had to say of it, and whether the findings come one by one."""

    text: str
    notes: tuple[str, ...] = ()
    stream: bool = False


def add_to(router: APIRouter, archive: Archive) -> None:
    """Put POST /check into the API's router."""
    turns = Turns(_AT_ONCE, _WAITING, "Too many drafts are being checked. Send it again in a few seconds.")
    upload = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}, "required": ["file"]}
    bodies = {"application/json": {"schema": DraftIn.model_json_schema()}, "multipart/form-data": {"schema": upload}}

    @router.post(
        "/check",
        response_model=CheckedOut,
        summary="Check a draft",
        tags=["drafts"],
        openapi_extra={"requestBody": {"required": True, "content": bodies}},
        responses=streamed(_EVENTS, finding=FindingOut, checked=CheckedOut),
    )
    async def check(request: Request) -> Response | CheckedOut:
        """Hold each quotation and attributed claim of a draft against the archive; nothing of the draft is kept.

        As JSON, its text; as an upload, one file of the kinds that `onrecord index` reads. With `stream`, the reply is
        `text/event-stream`: `finding` events, and last `checked` with the whole reply, or `error`.
        """
        with turns:
            form = await _form(request)
            sent = await turns.run(request, lambda _: _uploaded(form)) if form else await _given(request)
            if sent.stream:
                # Begun here: what cannot be checked is told as an error, not as an event.
                return EventStream(_events(sent, begun(sent.text, archive), turns))
            return await turns.run(request, lambda left: _checked(sent, archive, left))


def _checked(sent: Sent, archive: Archive, left: threading.Event) -> CheckedOut:
    checking = begun(sent.text, archive)
    for _ in checking:
        if left.is_set():
            raise Left
    return CheckedOut.of(sent.text, checking.so_far, sent.notes)


def _events(sent: Sent, checking: Checking, turns: Turns) -> Generator[bytes]:
    try:
        with turns:
            for finding in checking:
                yield format_sse_event(event="finding", data_str=FindingOut.of(finding).model_dump_json())
            whole = CheckedOut.of(sent.text, checking.so_far, sent.notes)
            yield format_sse_event(event="checked", data_str=whole.model_dump_json())
    except Exception as error:
        yield told(error)


async def _given(request: Request) -> Sent:
    try:
        asked = DraftIn.model_validate(json.loads(await request.body()))
    except ValidationError as error:
        raise wrong_field(error.errors()[0]) from None
    except (ValueError, RecursionError):
        raise InputError('The body is not JSON. Send {"text": the draft}, or upload a file.') from None
    return Sent(asked.text, stream=asked.stream)


async def _form(request: Request) -> list[tuple[str, str | tuple[str, bytes]]]:
    """The parts of an upload, files with their names; none where it is another request."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return []
    form: FormData = await request.form()
    return [
        (name, (PurePath(part.filename or "draft").name, await part.read()) if isinstance(part, UploadFile) else part)
        for name, part in form.multi_items()
    ] or [("", "")]


def _uploaded(form: list[tuple[str, Any]]) -> Sent:
    files = [part for _, part in form if isinstance(part, tuple)]
    if len(files) != 1:
        raise InputError(
            f"file: the upload holds {len(files) or 'no'} files. Send one, as multipart/form-data.", "file"
        )
    return read(*files[0])._replace(stream=("stream", "true") in form)


def read(name: str, data: bytes) -> Sent:
    """The draft of a file, by the readers of articles; raises InputError where it cannot be read, or is none."""
    # A table of articles is no draft, however long.
    found = [*islice(parse(name, data), 10)]
    articles = [one for one in found if isinstance(one, Article)]
    for failure in (one for one in found if isinstance(one, Failure)):
        raise InputError(f"file: {failure.reason}", "file")
    if len(articles) != 1:
        raise InputError(f"file: it holds {len(articles) or 'no'} texts. Send one draft.", "file")
    notes = (one.reason for one in found if isinstance(one, Note))
    return Sent(articles[0].text, tuple(f"Of the file: {reason}" for reason in notes))
