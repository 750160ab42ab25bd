"""What several of them have in common."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

from index.corrections import MAX_NAME


def _iso(day: object) -> object:
    if not isinstance(day, date | None) and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(day), re.ASCII):
        raise ValueError("a day is written like 2024-03-05")
    return day


NOT_BLANK: dict[str, JsonValue] = {"pattern": r"\S"}

_PRINTED = r"\p{L}\p{M}\p{N}\p{P}\p{S}"
NAME: dict[str, JsonValue] = {"pattern": rf"^[{_PRINTED}\s]*\p{{L}}[{_PRINTED}\s]*$", "maxLength": MAX_NAME}

_NONE: dict[str, JsonValue] = {"enum": ["", None]}
WORDED_DAY: dict[str, JsonValue] = {"anyOf": [{"type": "string", "format": "date"}, _NONE]}
"""A day as it is best written; as people write them others are understood, too."""

_HOST = r"[\p{L}\p{M}\p{N}.*_~!$&'()+,;=%-]+(:[0-9]{0,5})?"
_WEB = rf"^\s*(?!.*[<>\"\\^`{{|}}])https?://{_HOST}([/?#][{_PRINTED}]*)?\s*$"
ON_THE_WEB: dict[str, JsonValue] = {"pattern": _WEB}
"""An address of the web, letters of any language in it as they are typed."""
MAYBE_ON_THE_WEB: dict[str, JsonValue] = {"anyOf": [{"type": "string", "pattern": _WEB}, _NONE]}


def _iso_time(time: object) -> object:
    if not isinstance(time, datetime | None) and not re.match(r"\d{4}-\d\d-\d\d", str(time), re.ASCII):
        raise ValueError("a time is written like 2024-03-05T08:30:00Z")
    return time


def _number(value: object) -> object:
    if isinstance(value, bool | str):
        raise ValueError("a number is written without quotation marks")
    return value


Number = Annotated[int, BeforeValidator(_number)]
"""A whole number, and nothing else: pydantic would read "1" and true as one."""

Day = Annotated[date, BeforeValidator(_iso)]
"""An ISO day, and nothing else: pydantic would read "0" as one."""


Time = Annotated[datetime, BeforeValidator(_iso_time)]
"""An ISO day and time: pydantic would read a number as seconds."""

Offset = Annotated[int, Query(ge=0, le=2**31 - 1, description="How many to leave out, to read on.")]
"""No more than a database counts."""


class In(BaseModel):
    """What comes in: a misspelt field is told, not ignored."""

    model_config = ConfigDict(extra="forbid")


class Fault(BaseModel):
    code: str = Field(description="The kind, for programs.")
    message: str = Field(description="A sentence that says what to do.")


class ErrorOut(BaseModel):
    error: Fault
