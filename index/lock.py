"""One process owns an archive's folder: two would corrupt Chroma's vector files.

The lock is the operating system's, so it is free again the moment its owner dies. A file beside it tells who
owns it and, where that is a server, its address.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import ArchiveBusy


class FolderLock:
    """Held from construction to `release`."""

    def __init__(self, folder: Path):
        self._owner = folder / "owner.json"
        self._lock = FileLock(folder / "archive.lock", timeout=0)
        try:
            self._lock.acquire()
        except Timeout:
            raise _busy(folder, self._owner) from None
        self.tell(None)

    def tell(self, address: str | None) -> None:
        """Write down who owns the folder, and the address (http://host:port) at which the owner can be reached."""
        written = self._owner.with_suffix(".new")
        written.write_text(json.dumps({"pid": os.getpid(), "address": address}))
        written.replace(self._owner)

    def release(self) -> None:
        self._owner.unlink(missing_ok=True)
        self._lock.release()


def _busy(folder: Path, owner_file: Path) -> ArchiveBusy:
    try:
        owner = json.loads(owner_file.read_text())
    except (OSError, ValueError):
        owner = {}
    address = owner.get("address")
    who = f"process {owner['pid']}" if "pid" in owner else "another process"
    at = f", a server at {address}" if address else ""
    return ArchiveBusy(
        f"The archive {folder} is in use by {who}{at}. Wait for it to end or stop it, ask it over HTTP where it is "
        "a server, or name another folder with --archive.",
        address,
    )
