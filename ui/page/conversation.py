"""What was asked and answered in one browser tab. The browser keeps it and sends it with each question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError, with_config
from pydantic.dataclasses import dataclass

from index import InputError
from qa import Answer, Constraint, Filters, Turn

MAX_EXCHANGES = 100
"""More than this are not kept in one conversation; the assistant reads no more of it either."""


@with_config(extra="forbid")
@dataclass(frozen=True)
class Exchange:
    """One question, as it was typed, and what became of it.

    filters is what it was narrowed to, without what was not to be read into it, and extractive says that no chat model
    was to write the answer; answer is what there is so far; fault, where the state is "failed", is a sentence for
    people.
    """

    asked: str
    state: Literal["pending", "done", "stopped", "failed"] = "pending"
    answer: Answer | None = None
    fault: str | None = None
    filters: Filters = field(default_factory=Filters)
    without: tuple[Constraint, ...] = ()
    extractive: bool = False


_EXCHANGES = TypeAdapter(tuple[Exchange, ...])


def parse(exchanges: Any) -> tuple[Exchange, ...]:
    """What a browser sent, checked; raises InputError."""
    try:
        return _EXCHANGES.validate_python(exchanges)[-MAX_EXCHANGES:]
    except ValidationError as error:
        raise InputError("conversation: it cannot be read. Start a new one.", "conversation") from error


def dump(exchanges: Sequence[Exchange]) -> Any:
    """The exchanges as JSON values, as `parse` reads them."""
    return _EXCHANGES.dump_python(tuple(exchanges), mode="json")


def history(exchanges: Sequence[Exchange]) -> list[Turn]:
    """The messages that a next question may refer to, oldest first."""
    turns = []
    for exchange in exchanges:
        if exchange.answer and exchange.state != "failed":
            turns += [Turn("user", exchange.asked), Turn("assistant", exchange.answer.text)]
    return turns
