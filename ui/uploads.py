"""What is sent to be added: files, or an article as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request

from index import Article, InputError
from index.load import Failure, Note, article, parse
from ui.faults import wrong_field
from ui.guard import MAX_BODY
from ui.schema import ArticleIn

Sent = list[tuple[str, bytes]] | Article
"""Files with their names, or an article."""


async def sent_with(request: Request) -> Sent:
    """What a request brings; raises InputError for what is neither."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        form = await request.form(max_part_size=MAX_BODY)
        files = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
        if not files:
            raise InputError("file: the upload holds no file. Send one as multipart/form-data.", "file")
        # A name of the caller's is a label, never a path.
        return [(PurePath(file.filename or "upload").name, await file.read()) for file in files]
    try:
        fields = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise InputError("The body is not JSON. Send an article as a JSON object, or upload a file.") from None
    try:
        return await run_in_threadpool(article, ArticleIn.model_validate(fields).model_dump())
    except ValidationError as error:
        raise wrong_field(error.errors()[0]) from None


def articles_of(sent: Sent) -> Iterator[Article | Failure | Note]:
    """The articles in it, and what of it could not be read."""
    if isinstance(sent, Article):
        yield sent
    else:
        for name, data in sent:
            yield from parse(name, data)
