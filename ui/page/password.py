"""The page behind a password."""

from __future__ import annotations

import hashlib
import hmac
import re
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "onrecord"
_OWN_DOOR = re.compile(r"/(api/.*|docs|openapi\.json|healthz|static-offline-docs/.*)")
_MAX_FORM = 4_096


class PasswordGate:
    """ASGI middleware: the page's routes open to a browser that has given the password; the API has its own key."""

    def __init__(self, app: ASGIApp, password: str):
        self._app = app
        self._password = password.encode()
        # The cookie proves that the password was given, and does not hold it; a new password makes it worthless.
        self._proof = hmac.new(self._password, b"onrecord page", hashlib.sha256).hexdigest()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _OWN_DOOR.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        if scope["path"] == "/login" and request.method == "POST":
            answer = await self._login(request)
        elif hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), self._proof.encode()):
            await self._app(scope, receive, send)
            return
        elif scope["path"] in ("/", "/login"):
            answer = _form(str(request.url.query))
        else:
            answer = PlainTextResponse("Give the password on the page first.", 401)
        await answer(scope, receive, send)

    async def _login(self, request: Request) -> Response:
        fields = parse_qs((await _body(request)).decode("utf-8", "replace"))
        if not hmac.compare_digest(fields.get("password", [""])[0].encode(), self._password):
            return _form(fields.get("query", [""])[0], "This is not the password. Try again.")
        answer = RedirectResponse(f"/?{fields.get('query', [''])[0]}", 303)
        answer.set_cookie(COOKIE, self._proof, httponly=True, samesite="lax", secure=request.url.scheme == "https")
        return answer


async def _body(request: Request) -> bytes:
    """The form's bytes, or none of them where they are too many for a password."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_FORM:
            return b""
    return body


def _form(query: str, fault: str = "") -> HTMLResponse:
    page = (Path(__file__).parent / "static" / "login.html").read_text("utf-8")
    return HTMLResponse(page.replace("{query}", escape(query)).replace("{fault}", escape(fault)), 401)
