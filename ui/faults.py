"""What goes wrong at the HTTP doors, each telling it in its own form."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, NamedTuple

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import Scope

from index.errors import ArchiveBusy, ArchiveUnusable, InputError, NotAllowed, NotFound
from ui.logs import where
from ui.paths import own_path
from ui.turns import Left

logger = logging.getLogger(__name__)

CODES = {408: "too_slow", 413: "too_large"}
_HTTP: dict[int, tuple[str, str | None]] = {
    401: ("unauthorized", None),
    **{status: (code, None) for status, code in CODES.items()},
    404: ("not_found", "There is nothing at this address. /docs lists what there is."),
    405: ("method_not_allowed", "This address does not take that method. /docs lists what there is."),
    429: ("too_many_questions", None),
}
_NO_OBJECT = "The body is not JSON as it is meant here. Send a JSON object, as application/json."
_OPENAI = "/v1/"
_OPENAI_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


class ModelNotFound(InputError):
    """OpenAI's clients were told another model's name than one of ours."""

    code = "model_not_found"


class Refusal(NamedTuple):
    """Why a request is not answered: `message` is a sentence that says what to do, `field` what is wrong of it."""

    status: int
    code: str
    message: str
    field: str | None = None
    headers: Mapping[str, str] | None = None

    def body(self, path: str) -> dict[str, Any]:
        """{"error": {"code", "message"}}, and where OpenAI's clients ask, what theirs have besides."""
        told: dict[str, Any] = {"code": self.code, "message": self.message}
        if f"{path}/".startswith(_OPENAI):
            kind = "server_error" if self.status >= 500 else "invalid_request_error"
            told |= {"type": _OPENAI_TYPES.get(self.status, kind), "param": self.field}
        return {"error": told}

    def response(self, scope: Scope) -> JSONResponse:
        return JSONResponse(self.body(own_path(scope)), self.status, self.headers)


def refusal(error: Exception) -> Refusal:
    """What an error is to who asked; what nobody foresaw is logged, and told without its insides."""
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        malformed = first["type"] == "json_invalid" or first["loc"] == ("body",)
        error = InputError(_NO_OBJECT) if malformed else wrong_field(first)
    match error:
        case Left():
            return Refusal(499, "left", "Who asked has left.")
        case ModelNotFound():
            return Refusal(404, error.code, str(error), error.field)
        case InputError():
            return Refusal(422 if error.field else 400, error.code, str(error), error.field)
        case NotAllowed():
            return Refusal(403, error.code, str(error))
        case NotFound():
            return Refusal(404, error.code, str(error))
        case ArchiveBusy() | ArchiveUnusable():
            return Refusal(503, error.code, str(error))
        case HTTPException():
            code, message = _HTTP.get(error.status_code, ("bad_input", None))
            return Refusal(error.status_code, code, message or error.detail, headers=error.headers)
    logger.error("unforeseen error\n%s", where(error))
    return Refusal(500, "internal", "Something went wrong here. Try again; the server's log has the details.")


def wrong_field(problem: Any) -> InputError:
    """What pydantic found wrong, as a sentence that names the field."""
    field = ".".join(str(part) for part in problem["loc"] if part not in ("body", "query", "path")) or "body"
    return InputError(f"{field}: {problem['msg']}. /docs describes the fields.", field)
