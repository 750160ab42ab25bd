"""`onrecord serve`, as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, Span

from tests.api.conftest import until
from tests.conftest import Run
from tests.servers import address_of
from tests.ui.telling import collecting, figures
from ui.logs import HEADER

ROOT = Path(__file__).parents[2]
QUESTION = "What did Kirby say about Gantz and the zeppelins?"
ONRECORD = Path(sys.executable).parent / "onrecord"

# Runs the command with an ear on every name that is looked up and every address that is connected to.
_LISTENING = """
import sys
seen = open(sys.argv.pop(1), "w", buffering=1)
def hook(event, args):
    if event == "socket.getaddrinfo":
        seen.write(f"{args[0]!r}\\n")
    if event == "socket.connect" and isinstance(args[1], tuple):
        seen.write(f"{args[1][0]!r}\\n")
sys.addaudithook(hook)
from ui.cli import main
main()
"""


class Server(NamedTuple):
    """One that runs as a process of its own, for whoever has the key "secret"."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path
    names: Path
    """The names that it looked up, and the addresses that it connected to."""
    spans: list[bytes]
    """What it sent to its collector of spans."""
    tracing: socket.socket
    """Where traces of LangChain would arrive."""

    @property
    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.address, headers={"Authorization": "Bearer secret"}, timeout=60)

    def figures(self) -> dict[tuple[str, str], float]:
        with self.client as client:
            return figures(client.get("/metrics").text)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def running(home: Path) -> Iterator[Server]:
    """One for all tests of it: it takes long to start. What stops it comes last."""
    names, log = home / "names", home / "log"
    command = [sys.executable, "-c", _LISTENING, str(names), "serve", "--port", "0"]
    with collecting() as (collector, spans), socket.create_server(("127.0.0.1", 0)) as tracing, log.open("w") as err:
        tracing.setblocking(False)
        env = {"XDG_DATA_HOME": str(home), "ONRECORD_API_KEY": "secret", "ONRECORD_METRICS": "true"}
        env |= {"ONRECORD_LOG": "info", "LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true"}
        env |= {"LANGSMITH_API_KEY": "none", "LANGSMITH_ENDPOINT": f"http://127.0.0.1:{tracing.getsockname()[1]}"}
        env |= {"OTEL_EXPORTER_OTLP_ENDPOINT": collector, "OTEL_BSP_SCHEDULE_DELAY": "50"}
        env |= {"OTEL_RESOURCE_ATTRIBUTES": "deployment.environment=test"}
        with subprocess.Popen(command, stderr=err, env={**os.environ, **env}) as process:
            try:
                yield Server(process, address_of(process, log), log, names, spans, tracing)
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(timeout=30)
    assert "Traceback" not in log.read_text()


@pytest.fixture
def server(running: Server, home: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """It serves the archive of this test's home, and the commands have its key."""
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    monkeypatch.setenv("ONRECORD_API_KEY", "secret")
    return running


def test_figures_spans_and_requests_are_told_but_no_words(server: Server) -> None:
    before = server.figures()
    with server.client as client:
        asked = {"question": QUESTION}
        assert client.post("/api/ask", json=asked, headers={HEADER: "desk-7"}).headers[HEADER] == "desk-7"
        client.get("/api/search", params={"q": QUESTION})
        tool = {"name": "ask", "arguments": asked}
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": tool}
        accept = {"accept": "application/json, text/event-stream", HEADER: "agent-9"}
        assert client.post("/mcp", json=call, headers=accept).status_code == 200
        assert httpx.get(f"{server.address}/metrics").status_code == 401
    told = server.figures()

    def more(name: str, label: str = "") -> float:
        return told[name, label] - before.get((name, label), 0)

    answers = [key for key in told if key[0] == "onrecord_questions_total"]
    assert sum(told[key] - before.get(key, 0) for key in answers) == 2
    assert more("onrecord_question_seconds_count") == 2
    assert told["onrecord_articles", ""] == 1
    assert more("onrecord_refused_requests_total", "401") == 1

    until(lambda: {"ask", "understand", "gather", "answer", "verify"} <= {span.name for _, span in spans(server)})
    own = [span for scope, span in spans(server) if scope == "onrecord"]
    assert {span.name for span in own} == {"ask", "understand", "gather", "answer", "verify"}
    asks = {span.span_id for span in own if span.name == "ask"}
    assert len(asks) >= 2
    assert {span.parent_span_id in asks for span in own if span.name != "ask"} == {True}
    requested = {span.name: span for _, span in spans(server) if span.kind == span.SPAN_KIND_SERVER}
    assert {"POST /api/ask", "GET /api/search"} <= requested.keys()
    assert {a.key for a in requested["GET /api/search"].attributes} >= {"http.route", "http.response.status_code"}
    (resource, *_) = (spans.resource for spans in received(server))
    attributes = {a.key: a.value.string_value for a in resource.attributes}
    assert (attributes["service.name"], attributes["deployment.environment"]) == ("onrecord", "test")

    lines = server.log.read_text()
    assert "INFO ui.logs [desk-7]: POST /api/ask 200 " in lines
    # The tools ask the API within the server: their requests are the agent's.
    assert "INFO ui.logs [agent-9]: POST /api/ask 200 " in lines
    assert "INFO ui.logs [agent-9]: POST /mcp 200 " in lines


def test_commands_go_through_the_server_while_it_serves(server: Server, onrecord: Run, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text("Mayor Ada Quill opened the fair. “It will rain,” Quill said.")
    assert json.loads(onrecord("ask", "What did Kirby say about Gantz?", "--json")[1])["found"]
    assert onrecord("index", more)[1] == "1 added, 0 updated, 0 unchanged, 0 failed\n"
    with server.client as client:
        assert client.get("/api/articles").json()["total"] == 2
        assert client.get("/").status_code == 401
        assert client.post("/login", data={"password": "secret"}, follow_redirects=True).status_code == 200
        assert client.get("/").status_code == 200
        assert client.get("/docs").status_code == 200
    assert onrecord("list")[1].count("\n") == 2
    assert onrecord("remove", more)[0] == 0
    assert onrecord("rebuild")[1] == "Rebuilt from 1 articles\n"
    code, _, told = onrecord("serve", "--port", "0")
    assert (code, f"already being served at {server.address}" in told) == (1, True)


def test_told_to_stop_it_stops_whatever_it_does_and_nobody_was_told(server: Server, onrecord: Run) -> None:
    long = "\n".join(json.dumps({"source": f"s{n}", "text": f"“Rain {n},” Ada Quill said. " * 4}) for n in range(600))
    with server.client as client, server.client as other, ThreadPoolExecutor() as pool:
        adding = pool.submit(client.post, "/api/articles", files={"file": ("a.jsonl", long.encode())})
        with socket.create_connection(("127.0.0.1", int(server.address.rpartition(":")[2]))) as half_sent:
            half_sent.sendall(b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
            while other.get("/api/articles").json()["total"] < 2:
                assert not adding.done()
                time.sleep(0.1)
            server.process.send_signal(signal.SIGTERM)
            server.process.wait(timeout=15)
        assert (adding.result().status_code, adding.result().json()["error"]["code"]) == (503, "stopping")
    listed = json.loads(onrecord("list", "--json")[1])
    assert 2 <= listed["total"] < 601

    lines = server.log.read_text()
    assert "Traceback" not in lines
    assert "zeppelin" not in lines
    assert b"zeppelin" not in b"".join(server.spans)
    looked_up = {name.strip("'b") for name in server.names.read_text().split()}
    assert looked_up <= {"127.0.0.1", "localhost", "None", "::1", socket.gethostname()}
    with pytest.raises(BlockingIOError):  # Nobody came.
        server.tracing.accept()


def received(server: Server) -> list[ResourceSpans]:
    """What the collector was sent."""
    return [spans for body in server.spans for spans in ExportTraceServiceRequest.FromString(body).resource_spans]


def spans(server: Server) -> list[tuple[str, Span]]:
    """The spans, each with the name of its scope."""
    scopes = [scope for spans in received(server) for scope in spans.scope_spans]
    return [(scope.scope.name, span) for scope in scopes for span in scope.spans]


def started(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ONRECORD, *args], capture_output=True, text=True, env={**os.environ, **env}, timeout=120)


def test_a_server_with_a_key_is_reached_by_commands_that_have_it(
    owner: str, onrecord: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert httpx.get(f"{owner}/api/articles").status_code == 401
    code, _, told = onrecord("list")
    assert (code, "key is missing or wrong" in told) == (1, True)
    monkeypatch.setenv("ONRECORD_API_KEY", "secret")
    assert onrecord("list")[1].count("\n") == 1


def test_a_port_in_use_is_told_before_anything_is_loaded() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = started("serve", "--port", port)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Error: Port {port} on 127.0.0.1 cannot be served")


def test_where_the_owner_cannot_be_reached_the_way_out_is_told(tmp_path: Path) -> None:
    hold = "import sys, time; from index import Archive; a = Archive(); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout
        assert owner.stdout.readline() == "held\n"
        refused = started("list")
        owner.communicate("")
    assert refused.returncode == 1
    assert f"in use by process {owner.pid}" in refused.stderr
    assert "--archive" in refused.stderr
