"""What whoever runs a server sees of it: figures, spans and logs, and never a word of what was asked."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from prometheus_client.parser import text_string_to_metric_families

from index import InputError
from qa import Assistant
from tests.servers import address_of
from ui import telemetry
from ui.api import create_app
from ui.logs import HEADER, Wordless, where
from ui.settings import Settings

QUESTION = "What did Kirby say about Gantz and the zeppelins?"
KEY = {"Authorization": "Bearer secret"}


@contextmanager
def collecting() -> Iterator[tuple[str, list[bytes]]]:
    """A collector of spans: its address, and what it was sent."""
    sent: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", sent
        server.shutdown()


def figures(text: str) -> dict[tuple[str, str], float]:
    """By name and label, what Prometheus reads."""
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {(s.name, s.labels.get("status") or s.labels.get("code") or ""): s.value for s in samples}


def test_a_server_tells_figures_spans_and_requests_but_no_words(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with collecting() as (collector, sent):
        env = {"ONRECORD_API_KEY": "secret", "ONRECORD_METRICS": "true", "ONRECORD_LOG": "info"}
        env |= {"OTEL_EXPORTER_OTLP_ENDPOINT": collector, "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment=test"}
        command = [sys.executable, "-m", "onrecord", "serve", "--port", "0"]
        with log.open("w") as err, subprocess.Popen(command, stderr=err, env={**os.environ, **env}) as process:
            try:
                address = address_of(process, log)
                with httpx.Client(base_url=address, headers=KEY, timeout=60) as client:
                    asked = {"question": QUESTION}
                    assert client.post("/api/ask", json=asked, headers={HEADER: "desk-7"}).headers[HEADER] == "desk-7"
                    client.get("/api/search", params={"q": QUESTION})
                    tool = {"name": "ask", "arguments": asked}
                    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": tool}
                    accept = {"accept": "application/json, text/event-stream", HEADER: "agent-9"}
                    assert client.post("/mcp", json=call, headers=accept).status_code == 200
                    assert httpx.get(f"{address}/metrics").status_code == 401
                    told = figures(client.get("/metrics").text)
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(timeout=30)
    assert sum(value for (name, _), value in told.items() if name == "onrecord_questions_total") == 2
    assert told["onrecord_question_seconds_count", ""] == 2
    assert told["onrecord_articles", ""] == 1
    assert told["onrecord_refused_requests_total", "401"] == 1
    requests = [ExportTraceServiceRequest.FromString(body) for body in sent]
    scopes = [(spans.resource, scope) for r in requests for spans in r.resource_spans for scope in spans.scope_spans]
    spans = [span for _, scope in scopes if scope.scope.name == "onrecord" for span in scope.spans]
    assert {span.name for span in spans} == {"ask", "understand", "gather", "answer", "verify"}
    asks = {span.span_id for span in spans if span.name == "ask"}
    assert len(asks) >= 2
    assert {span.parent_span_id in asks for span in spans if span.name != "ask"} == {True}
    requested = {span.name: span for _, scope in scopes for span in scope.spans if span.kind == span.SPAN_KIND_SERVER}
    assert {"POST /api/ask", "GET /api/search"} <= requested.keys()
    assert {a.key for a in requested["GET /api/search"].attributes} >= {"http.route", "http.response.status_code"}
    resource = {a.key: a.value.string_value for a in scopes[0][0].attributes}
    assert (resource["service.name"], resource["deployment.environment"]) == ("onrecord", "test")
    lines = log.read_text()
    assert "INFO ui.logs [desk-7]: POST /api/ask 200 " in lines
    # The tools ask the API within the server: their requests are the agent's.
    assert "INFO ui.logs [agent-9]: POST /api/ask 200 " in lines
    assert "INFO ui.logs [agent-9]: POST /mcp 200 " in lines
    assert "zeppelin" not in lines
    assert b"zeppelin" not in b"".join(sent)
    assert "Traceback" not in lines


def test_figures_are_off_unless_set_and_count_what_fails(town_assistant: Assistant) -> None:
    def fails(*_: Any) -> Any:
        raise RuntimeError("no")

    off = TestClient(create_app(town_assistant, Settings()), base_url="http://localhost")
    assert off.get("/metrics").status_code == 404
    broken = Assistant(town_assistant.archive, answerer=fails)
    app = create_app(broken, Settings.model_validate({"metrics": True}))
    client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    assert client.post("/api/ask", json={"question": "What did Kirby say?"}).status_code == 500
    client.post("/api/ask", json={"question": "What did Kirby say?", "model": "extractive"})
    client.post("/api/ask", json={"question": " "})
    told = figures(client.get("/metrics").text)
    assert told["onrecord_questions_total", "failed"] == told["onrecord_questions_total", "answered"] == 1
    assert told["onrecord_refused_requests_total", "500"] == told["onrecord_refused_requests_total", "422"] == 1


@pytest.mark.parametrize("given", ["", "two words", "a\u0308".encode().decode("latin-1"), "x" * 129, "a,b"])
def test_an_id_that_is_not_sane_is_replaced(town_assistant: Assistant, given: str) -> None:
    town = TestClient(create_app(town_assistant, Settings()), base_url="http://localhost")
    reply = town.get("/api/articles", headers={HEADER.encode(): given.encode("latin-1")})
    assert reply.headers[HEADER] != given
    assert len(reply.headers[HEADER]) == 32
    other = town.get("/api/nothing", headers={HEADER: "Desk_7:a.b/c-d"})
    assert (other.status_code, other.headers[HEADER]) == (404, "Desk_7:a.b/c-d")


def test_what_nobody_foresaw_is_logged_with_its_request_and_without_its_words(
    town_assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(evidence: Any, library: Any) -> Any:
        raise RuntimeError(evidence.query.text)

    seen: list[str] = []

    class Seen(logging.Filter):
        def filter(self, record: logging.LogRecord) -> bool:
            from ui.logs import request_id

            seen.append(request_id())
            return True

    caplog.handler.addFilter(keep := Seen())
    app = create_app(Assistant(town_assistant.archive, answerer=fails), Settings())
    client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    reply = client.post("/api/ask", json={"question": "Did Kirby like zeppelins?"}, headers={HEADER: "desk-7"})
    caplog.handler.removeFilter(keep)
    assert (reply.status_code, reply.headers[HEADER], {*seen}) == (500, "desk-7", {"desk-7"})
    assert "RuntimeError" in caplog.text
    assert "in fails" in caplog.text
    assert "zeppelin" not in caplog.text


def test_the_log_tells_an_error_without_its_message() -> None:
    try:
        raise ValueError("zeppelin")
    except ValueError:
        record = logging.LogRecord("ui", logging.ERROR, __file__, 1, "It failed", (), sys.exc_info())
    told = Wordless("%(message)s").format(record)
    assert told.startswith("It failed\n")
    assert told.endswith("ValueError")


def test_causes_are_told_without_messages() -> None:
    def raised() -> BaseException:
        try:
            try:
                raise OSError(28, "No space left on device", "zeppelin.txt")
            except OSError as error:
                raise ValueError("zeppelin") from error
        except ValueError as error:
            return error

    told = where(raised())
    assert "zeppelin" not in told.replace('raise ValueError("zeppelin")', "").replace('"zeppelin.txt"', "")
    assert told.endswith("which came of\n" + told.partition("which came of\n")[2])
    assert "OSError (No space left on device)" in told


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("OTEL_TRACES_EXPORTER", "zipkin", "'zipkin' is not known"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "x", "is not spoken"),
    ],
)
def test_an_exporter_that_is_not_known_is_told(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, says: str
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv(variable, value)
    with pytest.raises(InputError, match=f"{variable}: {says}" if value != "x" else says), telemetry.exported():
        pass
