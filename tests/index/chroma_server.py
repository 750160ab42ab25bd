"""A real Chroma server on a free port of this machine, for as long as a test needs it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running(folder: Path) -> Iterator[str]:
    port = free_port()
    command = [Path(sys.executable).parent / "chroma", "run", "--path", folder, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_for(port)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def soon(holds: Callable[[], bool]) -> bool:
    """Whether it holds within some seconds."""
    return any(holds() or time.sleep(0.02) for _ in range(500))


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
