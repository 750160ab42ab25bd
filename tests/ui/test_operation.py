"""What whoever runs a server sees of it: figures, spans and logs, and never a word of what was asked."""

from __future__ import annotations

import logging
import sys
from typing import Any

import pytest
from fastapi.testclient import TestClient

from index import InputError
from qa import Assistant
from tests.ui.telling import figures
from ui import telemetry
from ui.api import create_app
from ui.logs import HEADER, Wordless, where
from ui.settings import Settings


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
