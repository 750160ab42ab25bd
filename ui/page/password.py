"""The page behind a password."""

from __future__ import annotations

import re
import secrets
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

from cachetools import TTLCache
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.keys import FEED, KEYED, Tries

COOKIE = "onrecord"
_OPEN = re.compile(r"/(docs|openapi\.json|healthz|livez|readyz|static-offline-docs/.*)")
_MAX_FORM = 4_096
_SESSIONS, _HOURS = 10_000, 12


class PasswordGate:
    """ASGI middleware: the page's routes open to a browser that has given the password; other doors have the key.

    Such a browser holds a random token, good for some hours, until it signs out or the server ends.
    """

    def __init__(self, app: ASGIApp, password: str, tries: Tries):
        self._app = app
        self._password = password.encode()
        self._tries = tries
        self._signed_in: TTLCache[str, bool] = TTLCache(_SESSIONS, _HOURS * 3600)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or any(door.fullmatch(scope["path"]) for door in (KEYED, FEED, _OPEN)):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        token = request.cookies.get(COOKIE, "")
        known = token in self._signed_in
        if scope["path"] == "/login" and request.method == "POST":
            answer = await self._login(request)
        elif scope["path"] == "/logout":
            answer = self._logout(token) if request.method == "POST" else _page("logout.html", 200)
        elif known:
            await self._app(scope, receive, send)
            return
        elif scope["path"] in ("/", "/login"):
            answer = _page("login.html", 401, query=str(request.url.query))
        else:
            answer = PlainTextResponse("Give the password on the page first.", 401)
        await answer(scope, receive, send)

    async def _login(self, request: Request) -> Response:
        fields = parse_qs((await _body(request)).decode("utf-8", "replace"))
        query = fields.get("query", [""])[0]
        if self._tries.too_many(request.scope):
            return _page(
                "login.html", 429, query=query, fault="Too many wrong passwords came from here. Wait a moment."
            )
        if not secrets.compare_digest(fields.get("password", [""])[0].encode(), self._password):
            await self._tries.failed(request.scope)
            return _page("login.html", 401, query=query, fault="This is not the password. Try again.")
        token = secrets.token_urlsafe(32)
        self._signed_in[token] = True
        answer = RedirectResponse(f"/?{query}", 303)
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, token, max_age=_HOURS * 3600, httponly=True, samesite="lax", secure=secure)
        return answer

    def _logout(self, token: str) -> Response:
        self._signed_in.pop(token, None)
        answer = RedirectResponse("/", 303)
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


def _page(name: str, status: int, *, query: str = "", fault: str = "") -> HTMLResponse:
    page = (Path(__file__).parent / "static" / name).read_text("utf-8")
    return HTMLResponse(page.replace("{query}", escape(query)).replace("{fault}", escape(fault)), status)
