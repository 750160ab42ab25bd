"""One process owns an archive's folder: two would corrupt Chroma's vector files.

The lock is the operating system's, so it is free again the moment its owner dies. A file beside it tells who
owns it and, where that is a server, its address.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import ArchiveBusy, ArchiveUnusable
from index.faults import named


class FolderLock:
    """Held from construction to `release`."""

    def __init__(self, folder: Path):
        self._owner = folder / "owner.json"
        self._lock = FileLock(folder / "archive.lock", timeout=0, thread_local=False)
        try:
            self._lock.acquire()
        except Timeout:
            raise _busy(folder, self._owner) from None
        try:
            self.tell(None)
        except ArchiveUnusable:
            self._lock.release()
            raise

    def tell(self, address: str | None) -> None:
        """Write down who owns the folder, and the address (http://host:port) at which the owner can be reached."""
        written = self._owner.with_suffix(".new")
        try:
            written.write_text(json.dumps({"pid": os.getpid(), "address": address}))
            written.replace(self._owner)
        except OSError as error:
            raise named(error, self._owner.parent) from error

    def release(self) -> None:
        """Give the folder back, from whichever thread."""
        self._owner.unlink(missing_ok=True)
        self._lock.release()


def served_at(folder: Path) -> str | None:
    """The address at which the folder's owner says that it serves; one that died may still say so."""
    return _owner(folder / "owner.json")[1]


def _busy(folder: Path, owner_file: Path) -> ArchiveBusy:
    who, address = _owner(owner_file)
    at = f", a server at {address}" if address else ""
    return ArchiveBusy(
        f"The archive {folder} is in use by {who}{at}. Wait for it to end or stop it, ask it over HTTP where it is "
        "a server, or name another folder with --archive.",
        address,
    )


def _owner(file: Path) -> tuple[str, str | None]:
    """Who owns a folder, in words, and its address."""
    try:
        owner = json.loads(file.read_text())
        pid, address = int(owner["pid"]), owner["address"]
    except FileNotFoundError:
        return "another process", None
    except (OSError, ValueError, TypeError, KeyError):
        return f"a process that cannot be told, since {file} is damaged", None
    sane = isinstance(address, str) and re.fullmatch(r"http://[^\s/@]+:\d+(?:/[\w-]+)?", address)
    return f"process {pid}", address if sane else None
