"""Spans of questions, sent where the standard variables of OpenTelemetry say; nowhere where they say nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import InputError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan
    from opentelemetry.sdk.trace.export import SpanExporter

_TOLD = re.compile(
    r"onrecord\..+|error\.type|http\.(request\.method|response\.status_code|route)|url\.scheme|code\.function\.name|"
    r"server\.(address|port)|mcp\.(method\.name|protocol\.version)|gen_ai\.(operation|tool)\.name"
)
"""The attributes of a span that are sent. Events and descriptions are not: an error's message may hold a question."""

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_HTTP = "http/protobuf"


@contextmanager
def exported() -> Iterator[None]:
    """While the block runs, spans are sent; what is left is sent at its end. Raises InputError for what is not known.

    The service's name, the sampler, headers and time-outs are read by OpenTelemetry itself, by its own variables.
    """
    found = _exporter()
    if found is None:
        yield
        return
    sender = found
    from opentelemetry import trace
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult

    class Wordless(SpanExporter):
        """Sends spans with the attributes that hold no words of a question: FastAPI's name what was asked for."""

        def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
            return sender.export([_wordless(span) for span in spans])

        def shutdown(self) -> None:
            sender.shutdown()

    # What OTEL_SERVICE_NAME says is put before this name.
    os.environ.setdefault("OTEL_SERVICE_NAME", "onrecord")
    provider = TracerProvider(resource=Resource.create(), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(Wordless()))
    trace.set_tracer_provider(provider)
    try:
        yield
    finally:
        provider.shutdown()


def _wordless(span: ReadableSpan) -> ReadableSpan:
    from opentelemetry.sdk.trace import ReadableSpan
    from opentelemetry.trace import Status

    kept = {name: value for name, value in (span.attributes or {}).items() if _TOLD.fullmatch(name)}
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=kept,
        links=span.links,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _exporter() -> SpanExporter | None:
    said = os.environ.get
    if said("OTEL_SDK_DISABLED", "").lower() == "true":
        return None
    name = said("OTEL_TRACES_EXPORTER") or ("otlp" if any(said(each) for each in _ENDPOINTS) else "none")
    try:
        match name:
            case "none":
                return None
            case "console":
                from opentelemetry.sdk.trace.export import ConsoleSpanExporter

                return ConsoleSpanExporter()
            case "otlp":
                return _otlp(next((value for each in _PROTOCOLS if (value := said(each))), _HTTP))
    except ImportError:
        raise InputError(
            "OTEL_TRACES_EXPORTER: sending spans needs packages. Run: pip install opentelemetry-sdk "
            "opentelemetry-exporter-otlp-proto-http opentelemetry-exporter-otlp-proto-grpc"
        ) from None
    raise InputError(f"OTEL_TRACES_EXPORTER: {name[:50]!r} is not known. Set otlp, console or none.")


def _otlp(protocol: str) -> SpanExporter:
    match protocol:
        case "grpc":
            from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as OverGrpc

            return OverGrpc()
        case "http/protobuf":
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter as OverHttp

            return OverHttp()
    raise InputError(f"OTEL_EXPORTER_OTLP_PROTOCOL: {protocol[:50]!r} is not spoken. Set {_HTTP} or grpc.")
