"""What several of them have in common."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue


def _iso(day: object) -> object:
    if not isinstance(day, date | None) and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(day), re.ASCII):
        raise ValueError("a day is written like 2024-03-05")
    return day


NOT_BLANK: dict[str, JsonValue] = {"pattern": r"\S"}

Day = Annotated[date, BeforeValidator(_iso)]
"""An ISO day, and nothing else: pydantic would read "0" as one."""


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
