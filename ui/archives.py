"""Several archives in one server: each at the path of its name, with its own owner, keys and log.

Each is the app that it would be by itself. At the root, whoever has a key chooses among those that it opens, and
programs whose key opens one alone need not name it.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from html import escape
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from index.errors import InputError, OnrecordError
from ui.access.door import KEYED, Access, KeyDoor, sent
from ui.access.keys import Keys, hashed
from ui.faults import Refusal, refusal
from ui.guard import Guard, is_unspecified, own_names
from ui.logs import Requests
from ui.page.entrance import entrance
from ui.page.password import COOKIE, PasswordGate
from ui.settings import Settings

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}", re.IGNORECASE)
_TAKEN = frozenset("api assets docs gradio_api healthz livez login logout mcp metrics readyz static v1".split())
"""What stands at the root itself."""
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def names(folder: Path) -> list[str]:
    """The archives in a folder, each in a folder of its own; raises InputError where there is none, or one cannot be
    served under its name.
    """
    found = sorted(path.name for path in folder.glob("[!.]*") if path.is_dir()) if folder.is_dir() else []
    if not found:
        raise InputError(
            f"There are no archives in {folder}. Make one with `onrecord index PATH --archive {folder / 'NAME'}`."
        )
    for name in found:
        if not _NAME.fullmatch(name) or name.lower() in _TAKEN:
            raise InputError(
                f"The archive {name!r} cannot be served under its name. Give its folder another, of at most 60 letters "
                "(a to z), digits, - and _."
            )
    return found


def access_of(folder: Path, own: str | None) -> dict[str, Access]:
    """Who is let in at each of the archives in a folder: by its own keys, and those of the folder, which open all."""
    every = Keys(folder, own)
    first = Access.by(every)
    return {name: first._replace(keys=Keys(folder / name, others=[every])) for name in names(folder)}


class Archives:
    """ASGI app over those of archives, by their names."""

    def __init__(self, folder: Path, apps: Mapping[str, FastAPI], settings: Settings):
        self._apps = apps
        self._keys = {name: app.state.access.keys for name, app in apps.items()}
        access = next(iter(apps.values())).state.access._replace(keys=Keys(folder, others=[*self._keys.values()]))
        self._signed_in = access.signed_in
        named, anywhere = own_names(settings.host, settings.name), is_unspecified(settings.host)
        doors = [
            Route(path, self._unnamed, methods=_METHODS) for path in ("/api/{rest:path}", "/v1/{rest:path}", "/mcp")
        ]
        self._root = Starlette(
            lifespan=self._opened,
            routes=[
                Route("/", self._list),
                *(Route(path, _well) for path in ("/healthz", "/livez")),
                Route("/readyz", self._ready),
                *doors,
            ],
            middleware=[
                Middleware(Requests),
                Middleware(Guard, named, anywhere),
                Middleware(KeyDoor, access),
                Middleware(PasswordGate, access),
            ],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name, slash, _ = scope.get("path", "")[1:].partition("/")
        if scope["type"] == "http" and KEYED.fullmatch(scope["path"]):
            try:
                opened = self._opened_by(hashed(sent(scope)))
            except OnrecordError as error:
                await refusal(error).response(scope)(scope, receive, send)
                return
            if len(opened) == 1:
                name, slash = opened[0], "/"
                scope = {**scope, "path": f"/{name}{scope['path']}", "raw_path": None}
        if name not in self._apps:
            await self._root(scope, receive, send)
        elif not slash:
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"/{name}/?{query}".removesuffix("?"))(scope, receive, send)
        else:
            await self._apps[name]({**scope, "root_path": f"/{name}"}, receive, send)

    def _opened_by(self, sha256: str) -> list[str]:
        """The archives that let in who has the key with this hash."""
        return [name for name, keys in self._keys.items() if not keys.wanted or keys.of(sha256)]

    @asynccontextmanager
    async def _opened(self, _: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as opened:
            for app in self._apps.values():
                await opened.enter_async_context(app.router.lifespan_context(app))
            yield

    async def _list(self, request: Request) -> Response:
        """The archives to choose from, or the one that there is."""
        opened = self._opened_by(self._signed_in.get(request.cookies.get(COOKIE, ""), ""))
        if len(opened) == 1:
            return RedirectResponse(f"/{opened[0]}/", 303)
        listed = "".join(f'<li><a href="/{quote(name)}/">{escape(name)}</a></li>' for name in opened)
        return entrance("archives", archives=listed)

    async def _unnamed(self, request: Request) -> Response:
        opened = ", ".join(self._opened_by(hashed(sent(request.scope))))
        message = f"Several archives are here: {opened}. Put one before the path, like /NAME{request.url.path}."
        return Refusal(404, "archive_not_named", message).response(request.scope)

    async def _ready(self, _: Request) -> Response:
        try:
            for app in self._apps.values():
                await run_in_threadpool(app.state.assistant.archive.search, "who said what", 1)
        except OnrecordError as error:
            return JSONResponse(refusal(error).body("/readyz"), 503)
        return await _well(_)


async def _well(_: Request) -> Response:
    return JSONResponse({"status": "ok"})
