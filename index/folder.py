"""The files of an embedded store, seen from outside: how one takes another's place, and whether they changed."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

DATABASE = "chroma.sqlite3"
SPOOL = "rebuild.jsonl"
"""Beside a store: the texts that a rebuild of an earlier release was cut short over."""


def beside(folder: Path, ending: str) -> Path:
    """An empty place for another store beside this one."""
    place = folder.with_suffix(ending)
    shutil.rmtree(place, ignore_errors=True)
    return place


def replace(folder: Path) -> None:
    """Put the store that was made beside it (.new) in its place; `settle` finishes what is cut short here."""
    if folder.exists():
        folder.rename(folder.with_suffix(".old"))
        settle(folder)
    else:
        folder.with_suffix(".new").rename(folder)


def settle(folder: Path) -> None:
    """Finish a replacement that had begun, and delete what is left of it or of one that was never finished."""
    if folder.with_suffix(".old").exists() and not folder.exists():
        folder.with_suffix(".new").rename(folder)
    for ending in (".old", ".new", ".texts"):
        shutil.rmtree(folder.with_suffix(ending), ignore_errors=True)


def copy_database(folder: Path, to: Path) -> None:
    """The texts without the vectors: as they stand, also while somebody writes."""
    to.mkdir()
    with closing(sqlite3.connect(folder / DATABASE)) as here, closing(sqlite3.connect(to / DATABASE)) as there:
        here.backup(there)


def without_database(folder: Path) -> bool:
    """Whether there are vectors, but not what tells whose they are."""
    return folder.is_dir() and not (folder / DATABASE).exists() and any(folder.iterdir())


class Mark:
    """Tells whether the files are as they were when the store was closed and found whole."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._file = folder.parent / "closed"

    def holds(self) -> bool:
        return self._file.exists() and self._file.read_text() == self._now()

    def put(self) -> None:
        with suppress(OSError):  # Without it the store is looked through when it is opened.
            self._file.write_text(self._now())

    def remove(self) -> None:
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _now(self) -> str:
        files = sorted(file for file in self._folder.rglob("*") if file.is_file())
        stats = ((file.name, file.stat()) for file in files)
        return "\n".join(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in stats)
