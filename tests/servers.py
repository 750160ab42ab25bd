"""`onrecord serve` as a process of its own, and apps served by this one."""

from __future__ import annotations

import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp


def address_of(server: subprocess.Popen[bytes], log: Path) -> str:
    """Where it is reached, once it says so in its log."""
    while server.poll() is None:
        if found := re.search(r"Onrecord is at (http://\S+),", log.read_text()):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """An app on a port of its own, in a thread: its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
