"""The page behind its keys."""

from __future__ import annotations

import re
import secrets
from html import escape
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from index.changes import Actor, acting
from index.errors import ArchiveUnusable
from ui.access.door import ANYBODY, FEED, HOURS, KEYED, Access
from ui.access.keys import hashed
from ui.page.entrance import entrance
from ui.paths import own_path

COOKIE = "onrecord"
_OPEN = re.compile(r"/(docs|openapi\.json|healthz|livez|readyz|static-offline-docs/.*)")
_MAX_FORM = 4_096


class PasswordGate:
    """ASGI middleware: the page's routes open to a browser that has given a key; other doors are sent it each time.

    Such a browser holds a random token, good for some hours, until it signs out, the key is revoked or the server ends.
    """

    def __init__(self, app: ASGIApp, access: Access):
        self._app = app
        self._keys, self._tries, self._signed_in = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or any(door.fullmatch(own_path(scope)) for door in (KEYED, FEED, _OPEN)):
            await self._app(scope, receive, send)
            return
        try:
            found = await self._found(Request(scope, receive))
        except ArchiveUnusable as error:
            found = PlainTextResponse(str(error), 503)
        if isinstance(found, Response):
            await found(scope, receive, send)
            return
        with acting(found):
            await self._app(scope, receive, send)

    async def _found(self, request: Request) -> Actor | Response:
        """On whose behalf the page is looked at, or what is answered in its place."""
        if not self._keys.wanted:
            return ANYBODY
        path, token = own_path(request.scope), request.cookies.get(COOKIE, "")
        if path == "/login" and request.method == "POST":
            return await self._login(request)
        if path == "/logout":
            return self._logout(request, token) if request.method == "POST" else entrance("logout")
        if key := self._keys.of(self._signed_in.get(token, "")):
            return key.actor
        if path in ("/", "/login"):
            return _login_page(401, str(request.url.query))
        return PlainTextResponse("Give your key on the page first.", 401)

    async def _login(self, request: Request) -> Response:
        fields = parse_qs((await _body(request)).decode("utf-8", "replace"))
        query = fields.get("query", [""])[0]
        if self._tries.too_many(request.scope):
            return _login_page(429, query, "Too many wrong keys came from here. Wait a moment.")
        key = self._keys.of(hashed(fields.get("password", [""])[0].strip().encode()))
        if key is None:
            await self._tries.failed(request.scope)
            return _login_page(401, query, "This is no key of this archive. Try again.")
        token = secrets.token_urlsafe(32)
        self._signed_in[token] = key.sha256
        answer = RedirectResponse(f"{request.scope.get('root_path', '')}/?{query}", 303)
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, token, max_age=HOURS * 3600, httponly=True, samesite="lax", secure=secure)
        return answer

    def _logout(self, request: Request, token: str) -> Response:
        self._signed_in.pop(token, None)
        answer = RedirectResponse(f"{request.scope.get('root_path', '')}/", 303)
        answer.delete_cookie(COOKIE)
        return answer


async def _body(request: Request) -> bytes:
    """The form's bytes, or none of them where they are too many for a password."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_FORM:
            return b""
    return body


def _login_page(status: int, query: str, fault: str = "") -> Response:
    return entrance("login", status, query=escape(query), fault=escape(fault))
