"""`onrecord serve` as a process of its own."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path


def address_of(server: subprocess.Popen[bytes], log: Path) -> str:
    """Where it is reached, once it says so in its log."""
    while server.poll() is None:
        if found := re.search(r"Onrecord is at (http://\S+),", log.read_text()):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(log.read_text())
