"""What is timed of a question, for OpenTelemetry: the steps that it goes through, and never a word of it.

Without an SDK that somebody sets up (`ui/telemetry.py` does where the environment asks for it), a span is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import context, trace
from opentelemetry.trace import Span, Status, StatusCode

_TRACER = trace.get_tracer("onrecord")


@contextmanager
def step(name: str) -> Iterator[None]:
    """The block as a span below the one that it stands in."""
    with _TRACER.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as span:
        try:
            yield
        except Exception as error:
            _failed(span, error)
            raise


class Whole:
    """The span of a whole question, whose parts are made in a context of their own, one at a time."""

    def __init__(self) -> None:
        self._span = _TRACER.start_span("ask")

    def enter(self) -> None:
        """Make it the one that steps stand in, to the end of this context."""
        context.attach(trace.set_span_in_context(self._span))

    def end(self, error: BaseException | None = None, **told: str | int) -> None:
        """It is over; told are figures and names of ours, like the status."""
        if error:
            _failed(self._span, error)
        self._span.set_attributes({f"onrecord.{name}": value for name, value in told.items()})
        self._span.end()


def _failed(span: Span, error: BaseException) -> None:
    # A message may hold what was asked; the kind of error does not.
    span.set_status(Status(StatusCode.ERROR))
    span.set_attribute("error.type", type(error).__name__)
