"""How a client of a server is answered: the address, and what the server's errors are here."""

from __future__ import annotations

from typing import Any

import httpx

from index.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveMismatch,
    ArchiveUnusable,
    ArticleNotFound,
    InputError,
    ModelUnusable,
    NotAllowed,
    NotFound,
    OnrecordError,
)
from ui.operations import Events

ADDRESS = "http://127.0.0.1:7860"
TIMEOUT = 600.0
"""Seconds that an answer may take: a file of many articles is long in coming in."""


class RequestRefused(OnrecordError):
    """The server refused, and not for one of our own errors: a wrong key, too much at once. `code` says which."""

    code = "refused"

    def __init__(self, message: str, code: str = "refused", status: int | None = None):
        super().__init__(message)
        self.code = code
        self.status = status


class ServerUnreachable(OnrecordError):
    """There is no server at the address, or it broke off."""

    code = "unreachable"


_OWN = (
    InputError,
    NotAllowed,
    NotFound,
    ArticleNotFound,
    ModelUnusable,
    ArchiveBusy,
    ArchiveUnusable,
    ArchiveDamaged,
    ArchiveMismatch,
)
_BY_CODE: dict[str, type[OnrecordError]] = {kind.code: kind for kind in _OWN}


class Connection:
    """What both clients know: the address, and what its answers mean."""

    def __init__(self, address: str):
        self.address = address.rstrip("/")

    def _json(self, reply: httpx.Response) -> Any:
        """The JSON of an answer; raises what the server says is wrong."""
        try:
            body = reply.json()
        except ValueError as error:
            raise self._unreached(error) from None
        if reply.is_error:
            raise self._refused(body, reply.status_code)
        return body

    def _refused(self, body: Any, status: int | None = None) -> OnrecordError:
        """The server's error as ours of the same name."""
        try:
            code, message = body["error"]["code"], body["error"]["message"]
        except (KeyError, TypeError) as error:
            return self._unreached(error)
        return _BY_CODE[code](message) if code in _BY_CODE else RequestRefused(message, code, status)

    def _unreached(self, error: Exception) -> ServerUnreachable:
        return ServerUnreachable(
            f"{self.address} does not answer as Onrecord does ({error!r}). See that the server runs there, or name "
            "another address."
        )

    def _event(self, events: Events, line: str) -> tuple[str, Any] | None:
        found = events.read(line)
        if found and found[0] == "error":
            raise self._refused(found[1])
        return found


def headers(key: str | None) -> dict[bytes, bytes]:
    # As bytes: a key may be of any letters.
    return {b"Authorization": f"Bearer {key}".encode()} if key else {}
