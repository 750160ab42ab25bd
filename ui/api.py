"""The HTTP API, and the other doors beside it."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from importlib.metadata import version
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.security import HTTPBearer
from fastapi_offline import FastAPIOffline
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from index import (
    Archive,
    ArchiveBusy,
    Filters,
    OnrecordError,
    Sorting,
)
from index.amend import amended
from index.changes import Actor
from qa import Assistant
from ui import checking, completions, correcting, finding, schema, verifying
from ui.access import log_api
from ui.access.door import Access, KeyDoor
from ui.access.keys import Keys
from ui.answering import Answering, EventStream, events
from ui.faults import refusal
from ui.following import sources_api, watches_api
from ui.following.serving import kept_up
from ui.guard import guard
from ui.logs import HEADER, Requests, belonging
from ui.metrics import CountRefused, Metrics
from ui.notebook import conversations_api, notes_api
from ui.paths import own_path
from ui.rebuilding import rebuilt, until
from ui.schema import Day, Offset
from ui.schema.changed import Versions
from ui.schema.streams import Done, MoreText, streamed
from ui.settings import Settings
from ui.turns import Turns
from ui.uploads import articles_of, sent_with

_MAX_WRITING = 8
MAX_HIT = 1200
"""Characters that a hit of a search shows at most: a passage, and what stands beside it."""
_BEARER = HTTPBearer(auto_error=False, description="A key that `onrecord keys` made, or ONRECORD_API_KEY.")

_ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": schema.ErrorOut, "description": description}
    for code, description in {
        400: "The request is malformed.",
        401: "The key is missing or wrong.",
        403: "The key may only read; or the request comes from a page of another origin.",
        404: "There is no such article, statement, correction, source, standing question, note or conversation.",
        408: "The request did not come to its end.",
        413: "The request is too large.",
        422: "A field is wrong; the message names it.",
        429: "Too much at once, or too many wrong keys: ask again in a while.",
        503: "The archive is damaged or busy.",
    }.items()
}


_STATES = ("/healthz", "/livez", "/readyz")


_ASKED = streamed(
    'event: text\ndata: {"text": "John Kirby, in an article (5 March 2024): ..."}\n\n'
    'event: answer\ndata: {"question": "What did Kirby say about Gantz?", "answer": "...", ...}\n\n',
    text=MoreText,
    answer=schema.Reply,
)
_REBUILT = streamed(
    'event: progress\ndata: {"done": 32}\n\nevent: rebuilt\ndata: {"added": 40, "updated": 0, ...}\n\n',
    progress=Done,
    rebuilt=schema.Added,
)


def create_app(
    assistant: Assistant, settings: Settings, access: Access | None = None, *, follows: bool = False
) -> FastAPI:
    """The API over an assistant, guarded. The archive stays the caller's to close.

    access: who is let in; by default who has a key of the archive's folder or of the settings. follows: while it is
    served, what the archive follows is read, where the settings do not say never.
    """

    agents = _Agents()
    access = access or Access.by(Keys(assistant.archive.folder, settings.key))

    @asynccontextmanager
    async def opened(app: FastAPI) -> AsyncIterator[None]:
        async with agents.opened(app), kept_up(app, assistant, settings) if follows else nullcontext():
            yield

    app = FastAPIOffline(
        lifespan=opened,
        title="Onrecord",
        summary="Ask a news archive who said what: verbatim, and cited to the character.",
        version=version("onrecord"),
        redoc_url=None,
        # Its own way to send spans would send what was asked: ui/telemetry.py sends them.
        telemetry={"auto_configure": False, "logs": False, "metrics": False, "operation_spans": False},
    )
    wanted = [Depends(_BEARER)] if access.keys.wanted else []  # Checked at the door; here it is only told.
    answering = Answering(assistant)
    api = _routes(assistant.archive, answering)
    sources_api.add_to(api, assistant.archive.folder, settings.follow if follows else None)
    watches_api.add_to(api, assistant, answering)
    notes_api.add_to(api, assistant.archive.folder)
    conversations_api.add_to(api, assistant.archive.folder)
    checking.add_to(api, assistant.archive)
    verifying.add_to(api, assistant.archive)
    log_api.add_to(api, assistant.archive.folder)
    doors = {"/api": api, "/v1": completions.routes(answering)}
    for prefix, door in doors.items():
        app.include_router(door, prefix=prefix, dependencies=wanted)
    app.include_router(state := _state(assistant.archive))
    for prefix, door in doors.items():
        app.router.routes += [Route(path, _Elsewhere(prefix, door)) for path in (prefix, f"{prefix}/{{rest:path}}")]
    app.router.routes += [Route(path, _Elsewhere("", state)) for path in _STATES]
    app.router.routes.append(Route("/mcp", agents))
    metrics = Metrics(assistant) if settings.metrics else None
    if metrics:
        app.router.routes.append(metrics.route())
    app.state.assistant = assistant
    app.state.access = access
    _answer_errors(app)
    # The innermost: the guard, added next, stands before every door.
    app.user_middleware.append(Middleware(KeyDoor, access))
    guard(app, settings.host, settings.name)
    if metrics:
        app.add_middleware(CountRefused, metrics=metrics)
    app.add_middleware(Requests)
    return app


class _Agents:
    """The door at /mcp, open while the app is served. Its tools ask the app itself, as its other clients do."""

    def __init__(self) -> None:
        self._door: ASGIApp | None = None

    @asynccontextmanager
    async def opened(self, app: FastAPI) -> AsyncIterator[None]:
        from ui.connect import within
        from ui.tools import over_http

        actor = Actor("agents", may_change=False)
        async with within(app, "http://localhost", actor) as client, over_http(client) as self._door:
            yield
        self._door = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._door is None:
            raise HTTPException(404)
        await self._door(scope, receive, send)


class _Elsewhere:
    """What is no address of a door, or no method of one: the page, mounted at "/", would answer it."""

    def __init__(self, prefix: str, routes: APIRouter):
        self._prefix = prefix
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        within = {**scope, "root_path": "", "path": own_path(scope).removeprefix(self._prefix)}
        partly = [route for route in self._routes.routes if route.matches(within)[0] == Match.PARTIAL]
        taken = {method for route in partly for method in getattr(route, "methods", None) or ()}
        raise HTTPException(405, headers={"Allow": ", ".join(sorted(taken))}) if taken else HTTPException(404)


def _state(archive: Archive) -> APIRouter:
    routes = APIRouter(tags=["state"])

    # Not in a thread: they answer, however many of them are taken.
    @routes.get("/healthz", summary="Whether questions can be answered")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @routes.get("/livez", summary="Whether the server is alive, whatever its archive is")
    async def livez() -> dict[str, str]:
        return {"status": "ok"}

    @routes.get("/readyz", summary="Whether the archive can be searched now", responses={503: _ERRORS[503]})
    def readyz() -> dict[str, str]:
        archive.search("who said what", 1)
        return {"status": "ok"}

    return routes


def _routes(archive: Archive, answering: Answering) -> APIRouter:
    routes = APIRouter(responses=_ERRORS)
    adding = Turns(1, _MAX_WRITING, "Too much is waiting to be added. Send it again in a minute.")
    changing = Turns(1, _MAX_WRITING, "Too much is waiting to be changed. Send it again in a minute.")
    rebuilding = threading.Event()

    def not_rebuilding() -> None:
        if rebuilding.is_set():
            raise ArchiveBusy(
                "The archive is being rebuilt: it takes nothing new until that is done. Send it again then."
            )

    @routes.post(
        "/ask",
        response_model=schema.Reply,
        summary="Ask a question",
        tags=["questions"],
        responses=_ASKED,
    )
    async def ask(request: schema.Ask, http: Request) -> Response | schema.Reply:
        """Answer in the articles' own words, or say that the archive does not hold it.

        With `stream`, the reply is `text/event-stream`: `text` events with {"text": what to append}, and last
        `answer` with the whole reply, or `error`.
        """
        if request.stream:
            parts = answering.parts(request.asked())
            # What is wrong with a question is told by the status, before there is a stream.
            _, understood = await run_in_threadpool(next, parts)
            return EventStream(events(parts, understood))
        return schema.Reply.of(await answering.whole(http, request.asked()))

    @routes.get("/search", response_model=schema.Hits, summary="Find passages", tags=["questions"])
    def search(
        q: Annotated[str, Query(min_length=1, max_length=4000, description="What to look for.")],
        k: Annotated[int, Query(ge=1, le=100, description="How many passages at most.")] = 10,
        speaker: Annotated[str | None, Query(max_length=200, description="Only what holds words of theirs.")] = None,
        publisher: Annotated[str | None, Query(description="Only articles of this publisher.")] = None,
        since: Annotated[Day | None, Query(alias="from", description="Only articles of this day or later.")] = None,
        until: Annotated[Day | None, Query(alias="to", description="Only articles of this day or earlier.")] = None,
        article: Annotated[str | None, Query(description="Only this article, by its id.")] = None,
        offset: Annotated[int, Query(ge=0, le=900, description="How many to leave out, to read on.")] = 0,
        limit: Annotated[int | None, Query(ge=1, le=100, description="What lists call k; it goes before k.")] = None,
    ) -> schema.Hits:
        k = limit or k
        hits = archive.search(q, offset + k, Filters(speaker, publisher, since, until, article), room=MAX_HIT)[offset:]
        read = archive.read(hit.article for hit in hits)
        return schema.Hits(hits=[schema.HitOut.of(hit, one.article) for hit, one in zip(hits, read, strict=True)])

    @routes.get("/articles", response_model=schema.Articles, summary="List the articles", tags=["articles"])
    def articles(
        limit: Annotated[int, Query(ge=1, le=1000)] = 50,
        offset: Offset = 0,
        q: Annotated[str, Query(max_length=500, description="Words of title, source or publisher.")] = "",
    ) -> schema.Articles:
        found = archive.articles(q)
        page = [schema.ArticleOut.of(record) for record in found[offset : offset + limit]]
        return schema.Articles(total=len(found), articles=page)

    @routes.get("/articles/{id}", response_model=schema.WholeArticle, summary="Read an article", tags=["articles"])
    def read(
        id: str,
        version: Annotated[str | None, Query(max_length=100, description="An earlier one, as it was cited.")] = None,
    ) -> schema.WholeArticle:
        return schema.WholeArticle.held(archive, id, version)

    @routes.get("/articles/{id}/versions", response_model=Versions, summary="What it was before", tags=["articles"])
    def versions(id: str) -> Versions:
        """Its earlier versions: when each was replaced, and what was changed in it, word by word."""
        return Versions.of(archive.record(id), archive.article(id).text, archive.versions(id))

    @routes.patch("/articles/{id}", response_model=schema.ArticleOut, summary="Amend its record", tags=["articles"])
    async def amend(id: str, changes: schema.ArticleChanges, http: Request) -> schema.ArticleOut:
        """Until a file or page that brings the article anew says otherwise."""
        not_rebuilding()
        fields = changes.model_dump(exclude_unset=True)
        with changing:
            await changing.run(http, lambda left: archive.add([amended(archive.article(id), fields)], until(left)))
        return schema.ArticleOut.of(archive.record(id))

    @routes.delete("/articles/{id}", response_model=schema.ArticleOut, summary="Remove an article", tags=["articles"])
    async def remove(id: str, http: Request) -> schema.ArticleOut:
        not_rebuilding()
        with changing:
            return schema.ArticleOut.of(await changing.run(http, lambda _: archive.remove(id)))

    @routes.get(
        "/articles/{id}/statements", response_model=schema.Statements, summary="Who said what in it", tags=["articles"]
    )
    def statements(
        id: str,
        limit: Annotated[int | None, Query(ge=1, le=1000, description="All of them, unless it is given.")] = None,
        offset: Offset = 0,
    ) -> schema.Statements:
        found = archive.statements(id)
        page = [schema.StatementOut.of(s) for s in found[offset:][:limit]]
        return schema.Statements(total=len(found), statements=page)

    @routes.get("/speakers", response_model=schema.Speakers, summary="Who is quoted", tags=["statements"])
    def speakers(
        q: Annotated[str, Query(max_length=200, description="A name, or most of it; typing is tolerated.")] = "",
        kind: Annotated[Literal["person", "body", "unnamed"] | None, Query(description="Only speakers of it.")] = None,
        limit: Annotated[int, Query(ge=1, le=1000)] = 50,
        offset: Offset = 0,
    ) -> schema.Speakers:
        """Everyone the articles quote or report, most quoted first."""
        found = archive.speakers(q, kind)
        page = [schema.SpeakerOut.of(s) for s in found[offset : offset + limit]]
        return schema.Speakers(total=len(found), speakers=page)

    @routes.get("/statements", response_model=schema.SaidPage, summary="Who said what", tags=["statements"])
    def said(
        speaker: Annotated[str | None, Query(max_length=200, description="A name in full, or words of it.")] = None,
        q: Annotated[str, Query(max_length=4000, description="What about: then by relevance, else newest first.")] = "",
        since: Annotated[Day | None, Query(alias="from", description="Only articles of this day or later.")] = None,
        until: Annotated[Day | None, Query(alias="to", description="Only articles of this day or earlier.")] = None,
        publisher: Annotated[str | None, Query(description="Only articles of this publisher.")] = None,
        direct: Annotated[bool | None, Query(description="Only quoted, or only reported, statements.")] = None,
        sort: Annotated[Sorting | None, Query(description="By relevance or by day, whatever is asked.")] = None,
        limit: Annotated[int, Query(ge=1, le=1000)] = 50,
        offset: Offset = 0,
    ) -> schema.SaidPage:
        """The statements of all articles; one that several articles print is shown once, with the others beside it."""
        filters = Filters(publisher=publisher, since=since, until=until)
        found = archive.said(speaker, q, filters, direct, sort)
        page = found[offset : offset + limit]
        words = archive.words_of(page)
        copies = [archive.words_of(one.also) for one in page]
        statements = [schema.SaidOut.by(*one) for one in zip(page, words, copies, strict=True)]
        return schema.SaidPage(total=len(found), statements=statements)

    @routes.post(
        "/articles",
        response_model=schema.Added,
        summary="Add an article, or a file of articles",
        tags=["articles"],
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {"schema": schema.ArticleIn.model_json_schema()},
                    "multipart/form-data": {
                        "schema": {
                            "type": "object",
                            "properties": {"file": {"type": "string", "format": "binary"}},
                            "required": ["file"],
                        }
                    },
                },
            }
        },
    )
    async def add(request: Request) -> schema.Added:
        """As JSON, one article; as an upload, files of the kinds that `onrecord index` reads."""
        not_rebuilding()
        with adding:
            sent = await sent_with(request)
            return schema.Added.of(await adding.run(request, lambda left: archive.add(articles_of(sent), until(left))))

    finding.add_to(routes, archive)
    correcting.add_to(routes, archive, changing, not_rebuilding)

    @routes.post(
        "/rebuild",
        response_model=schema.Added,
        summary="Make the index anew from its texts",
        tags=["state"],
        responses=_REBUILT,
    )
    async def rebuild(request: Request) -> Response | schema.Added:
        """Until it is done, the archive is read as it was, and takes nothing new.

        Accepting `text/event-stream`, `progress` events with {"done": articles so far} come, and last `rebuilt`, or
        `error`.
        """
        not_rebuilding()
        if "text/event-stream" in request.headers.get("accept", ""):
            return EventStream(rebuilt(archive, rebuilding))
        rebuilding.set()
        try:
            with adding:
                return schema.Added.of(await adding.run(request, lambda left: archive.rebuild(until(left))))
        finally:
            rebuilding.clear()

    return routes


def _answer_errors(app: FastAPI) -> None:
    def answer(request: Request, error: Exception) -> JSONResponse:
        # What nobody foresaw comes here from outside of every middleware.
        with belonging(request.scope) as id:
            response = refusal(error).response(request.scope)
        response.headers[HEADER] = id
        return response

    for kind in (OnrecordError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, answer)
