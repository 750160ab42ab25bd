"""What was asked and answered in one browser tab. The browser keeps it and sends it with each question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Annotated, Any, Literal

from pydantic import StringConstraints, TypeAdapter, ValidationError, with_config
from pydantic.dataclasses import dataclass

from index import InputError, Sorting
from qa import Answer, Constraint, Filters, Turn

Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
"""2024-03"""

MAX_EXCHANGES = 100
"""More than this are not kept in one conversation; the assistant reads no more of it either."""


@with_config(extra="forbid")
@dataclass(frozen=True)
class Exchange:
    """One question, as it was typed, and what became of it.

    filters is what it was narrowed to, without what was not to be read into it, and extractive says that no chat model
    was to write the answer; answer is what there is so far; fault, where the state is "failed", is a sentence for
    people. months are how many statements there are in each, and following the questions that are offered next.
    sorting and month are how whoever reads wants the answer's statements.
    """

    asked: str
    state: Literal["pending", "done", "stopped", "failed"] = "pending"
    answer: Answer | None = None
    fault: str | None = None
    filters: Filters = field(default_factory=Filters)
    without: tuple[Constraint, ...] = ()
    extractive: bool = False
    months: tuple[tuple[Month, int], ...] = ()
    following: tuple[str, ...] = ()
    sorting: Sorting | None = None
    month: Month | None = None


def _as_today(exchange: Any) -> Any:
    """An exchange as it is kept today, made of one that an earlier version kept."""
    answer = exchange.get("answer") if isinstance(exchange, dict) else None
    if not isinstance(answer, dict) or "found" not in answer:
        return exchange
    kept = {name: value for name, value in answer.items() if name != "found"}
    kept["status"] = "answered" if answer["found"] else "absent"
    kept["claims"] = [_claim_of_earlier(claim) for claim in answer.get("claims") or ()]
    return {**exchange, "answer": kept}


def _claim_of_earlier(claim: Any) -> Any:
    """A claim that had a lead and quotations: whose words they were is not known, so they are shown as the outlet's."""
    if not isinstance(claim, dict) or not claim.get("citations"):
        return {"kind": "remark", "sentence": claim.get("lead", "") if isinstance(claim, dict) else ""}
    citations = [{**cited, "speaker": None} for cited in claim["citations"]]
    places = [(n, c, q, c["text"].find(q)) for q in claim.get("quotes") or () for n, c in enumerate(citations)]
    words = [(c["start"] + at, c["start"] + at + len(q), q, n) for n, c, q, at in places if at >= 0]
    if not words:
        words = [(c["start"], c["end"], c["text"], n) for n, c in enumerate(citations)]
    outlet, published = citations[0]["publisher"], citations[0]["published"]
    return {"kind": "excerpt", "words": words, "citations": citations, "outlet": outlet, "published": published}


_EXCHANGES = TypeAdapter(tuple[Exchange, ...])


def parse(exchanges: Any) -> tuple[Exchange, ...]:
    """What a browser sent, checked; raises InputError."""
    try:
        kept = [_as_today(exchange) for exchange in exchanges] if isinstance(exchanges, list) else exchanges
        return _EXCHANGES.validate_python(kept)[-MAX_EXCHANGES:]
    except (ValidationError, KeyError, TypeError, AttributeError) as error:
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
