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
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.conftest import Run
from tests.servers import address_of

ROOT = Path(__file__).parents[2]
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


@contextmanager
def served(tmp_path: Path, *flags: str, **env: str) -> Iterator[tuple[str, Path]]:
    """A server over the archive of this test's home: its address, and the file with the names it looked up."""
    names, log = tmp_path / "names", tmp_path / "log"
    command = [sys.executable, "-c", _LISTENING, str(names), "serve", "--port", "0", *flags]
    with log.open("w") as err, subprocess.Popen(command, stderr=err, env={**os.environ, **env}) as process:
        try:
            address = address_of(process, log)
            assert httpx.get(f"{address}/healthz", timeout=60).status_code == 200
            yield address, names
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
    assert "Traceback" not in log.read_text()


def started(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ONRECORD, *args], capture_output=True, text=True, env={**os.environ, **env}, timeout=120)


@pytest.fixture
def collector() -> Iterator[socket.socket]:
    """Where traces of LangChain would arrive."""
    with socket.create_server(("127.0.0.1", 0)) as collector:
        collector.setblocking(False)
        yield collector


def test_commands_go_through_the_server_while_it_serves_and_nobody_is_told(
    tmp_path: Path, onrecord: Run, collector: socket.socket
) -> None:
    more = tmp_path / "more.txt"
    more.write_text("Mayor Ada Quill opened the fair. “It will rain,” Quill said.")
    tracing = {"LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true", "LANGSMITH_API_KEY": "none"}
    tracing["LANGSMITH_ENDPOINT"] = f"http://127.0.0.1:{collector.getsockname()[1]}"
    with served(tmp_path, **tracing) as (address, names):
        assert json.loads(onrecord("ask", "What did Kirby say about Gantz?", "--json")[1])["found"]
        assert onrecord("index", more)[1] == "1 added, 0 updated, 0 unchanged, 0 failed\n"
        assert httpx.get(f"{address}/api/articles").json()["total"] == 2
        assert onrecord("list")[1].count("\n") == 2
        assert onrecord("remove", more)[0] == 0
        assert onrecord("rebuild")[1] == "Rebuilt from 1 articles\n"
        code, _, told = onrecord("serve", "--port", "0")
        assert (code, f"already being served at {address}" in told) == (1, True)
        assert httpx.get(address).status_code == 200
        assert httpx.get(f"{address}/docs").status_code == 200
    looked_up = {name.strip("'b") for name in names.read_text().split()}
    assert looked_up <= {"127.0.0.1", "localhost", "None", "::1", socket.gethostname()}
    with pytest.raises(BlockingIOError):  # Nobody came.
        collector.accept()


def test_a_server_with_a_key_is_reached_by_commands_that_have_it(
    owner: str, onrecord: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert httpx.get(f"{owner}/api/articles").status_code == 401
    code, _, told = onrecord("list")
    assert (code, "key is missing or wrong" in told) == (1, True)
    monkeypatch.setenv("ONRECORD_API_KEY", "secret")
    assert onrecord("list")[1].count("\n") == 1


def test_a_server_that_is_told_to_stop_stops_whatever_it_does(tmp_path: Path, onrecord: Run) -> None:
    log = tmp_path / "log"
    long = "\n".join(json.dumps({"source": f"s{n}", "text": f"“Rain {n},” Ada Quill said. " * 20}) for n in range(600))
    with log.open("w") as err, subprocess.Popen([ONRECORD, "serve", "--port", "0"], stderr=err) as process:
        address = address_of(process, log)
        with httpx.Client(base_url=address, timeout=60) as client, ThreadPoolExecutor() as pool:
            adding = pool.submit(client.post, "/api/articles", files={"file": ("a.jsonl", long.encode())})
            with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) as half_sent:
                half_sent.sendall(b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
                while httpx.get(f"{address}/api/articles").json()["total"] < 2:
                    assert not adding.done()
                    time.sleep(0.1)
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=15)
            assert (adding.result().status_code, adding.result().json()["error"]["code"]) == (503, "stopping")
    assert "Traceback" not in log.read_text()
    listed = json.loads(onrecord("list", "--json")[1])
    assert 2 <= listed["total"] < 601


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
