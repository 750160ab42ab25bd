"""A small SQLite database in an archive's folder, for what users want kept besides its articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

from index.faults import named

_PATIENCE = 10.0
"""Seconds to wait for others that write to it."""


class Tables:
    """Open from construction to `close`, in one thread; any number of processes may have it open.

    What SQLite cannot do raises ArchiveUnusable.
    """

    file: ClassVar[str]
    """Its name in the folder."""
    made_by: ClassVar[str]
    """The SQL that makes its tables where they are not there."""
    saved: ClassVar[dict[str, str]]
    """What a backup holds of it: the columns of each table, with commas."""

    def __init__(self, folder: Path):
        self._folder = folder
        with self._reported():
            self._database = sqlite3.connect(folder / self.file, timeout=_PATIENCE, isolation_level=None)
            self._database.executescript(self.made_by)

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """All that is written in the block is, or none of it."""
        self.run("begin immediate")
        try:
            yield
        except BaseException:
            self.run("rollback")
            raise
        self.run("commit")

    def run(self, query: str, values: Sequence[object] = ()) -> int:
        """How many rows it changed."""
        with self._reported():
            return self._database.execute(query, values).rowcount

    def run_each(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        with self._reported():
            self._database.executemany(query, rows)

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._reported():
            return self._database.execute(query, values).fetchall()

    def lines(self) -> Iterator[str]:
        """What a backup holds of it: a row a line, as JSON."""
        for table, columns in self.saved.items():
            for row in self.rows(f"select {columns} from {table} order by rowid"):
                yield json.dumps([table, *row])

    def take(self, lines: Iterable[str]) -> None:
        """Be what a backup holds, and nothing else; raises ValueError or ArchiveUnusable for what is no such line."""
        with self.changing():
            for table in self.saved:
                self.run(f"delete from {table}")
            for line in lines:
                table, *row = json.loads(line)
                places = ", ".join("?" * len(row))
                self.run(f"insert into {table}({self.saved[table]}) values({places})", row)

    def add_columns(self, table: str, *columns: str) -> None:
        """Add those that an earlier release did not have, each as SQL declares it, its name first."""
        if not self._missing(table, columns):
            return
        with self.changing():  # Another process may be adding them.
            for column in self._missing(table, columns):
                self.run(f"alter table {table} add column {column}")

    def _missing(self, table: str, columns: Sequence[str]) -> list[str]:
        there = {name for _, name, *_ in self.rows(f"pragma table_info({table})")}
        return [column for column in columns if column.split()[0] not in there]

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise named(error, self._folder) from error
