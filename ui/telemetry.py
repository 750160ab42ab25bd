"""Spans of questions, sent where the standard variables of OpenTelemetry say; nowhere where they say nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import InputError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_HTTP = "http/protobuf"


@contextmanager
def exported() -> Iterator[None]:
    """While the block runs, spans are sent; what is left is sent at its end. Raises InputError for what is not known.

    The service's name, the sampler, headers and time-outs are read by OpenTelemetry itself, by its own variables.
    """
    exporter = _exporter()
    if exporter is None:
        yield
        return
    from opentelemetry import trace
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    # What OTEL_SERVICE_NAME says is put before this name.
    os.environ.setdefault("OTEL_SERVICE_NAME", "onrecord")
    provider = TracerProvider(resource=Resource.create(), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    try:
        yield
    finally:
        provider.shutdown()


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
