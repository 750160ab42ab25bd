"""Answers that come as server-sent events."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from ui.schema.shared import ErrorOut


class MoreText(BaseModel):
    text: str = Field(description="What to append to the text.")


class Done(BaseModel):
    done: int = Field(description="Articles so far.")


def streamed(example: str, **events: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI tells of an answer as events where they are asked for: by the name of each, what its data is.

    `itemSchema`, as OpenAPI 3.2 and FastAPI have it, describes one event. Any stream may end with `error`.
    """
    kinds = [*(_event(name, data) for name, data in events.items()), _event("error", ErrorOut)]
    return {200: {"content": {"text/event-stream": {"itemSchema": {"oneOf": kinds}, "example": example}}}}


def _event(name: str, data: type[BaseModel]) -> dict[str, Any]:
    told = data.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    told.pop("$defs", None)  # They stand among the document's components.
    json = {"type": "string", "contentMediaType": "application/json", "contentSchema": told}
    return {"type": "object", "properties": {"event": {"const": name}, "data": json}, "required": ["event", "data"]}
