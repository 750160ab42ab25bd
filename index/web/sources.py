"""What is followed, when each was read last and is due again, and how far its items have got: a small database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from filelock import FileLock, Timeout

from index.errors import ArchiveBusy, InputError
from index.web.feed import Item
from index.web.fetcher import Validators

TRIES = 3
"""How often an item is asked for that does not come."""

_LONGEST = 24 * 3600.0
"""Seconds that a source which fails again and again is left alone at most."""

_TABLES = """
create table if not exists sources(
    address text primary key,        -- a feed's or sitemap's, or a folder's path
    etag text, modified text,        -- by which its server tells whether it has changed
    read real, due real not null,    -- when it was read last, and is to be read next (seconds since 1970)
    failures integer not null,       -- how often in a row it could not be read
    fault text                       -- and why not
);
create table if not exists items(
    source text not null, address text not null, stamp text not null,
    tries integer not null, done integer not null,
    primary key(source, address)
);
create index if not exists items_open on items(source) where not done;
create index if not exists items_elsewhere on items(address) where done;
"""


class Source(NamedTuple):
    """A feed or folder that is followed; times are seconds since 1970, fault says why it could not be read."""

    address: str
    validators: Validators
    read: float | None
    due: float
    failures: int
    fault: str | None


class Sources:
    """The sources that an archive follows, in its folder."""

    def __init__(self, folder: Path):
        self._lock = FileLock(folder / "following.lock")
        self._database = sqlite3.connect(folder / "following.sqlite3", isolation_level=None)
        self._database.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """While they are read: one process does that at a time. Raises ArchiveBusy."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise ArchiveBusy("Another process follows this archive's sources. Stop it first.") from None
        try:
            yield
        finally:
            self._lock.release()

    def follow(self, address: str) -> None:
        """Follow it from now on, if it is not already."""
        self._run("insert or ignore into sources values(?, null, null, null, 0, 0, null)", [address])

    def forget(self, address: str) -> None:
        """Follow it no longer; raises InputError where it is not followed."""
        if not self._rows("select 1 from sources where address = ?", [address]):
            raise InputError(f"{address} is not followed. `onrecord follow --list` shows what is.")
        self._run("delete from sources where address = ?", [address])
        self._run("delete from items where source = ?", [address])

    def all(self) -> list[Source]:
        """In the order in which they came."""
        rows = self._rows("select address, etag, modified, read, due, failures, fault from sources order by rowid")
        return [Source(address, Validators(etag, modified), *rest) for address, etag, modified, *rest in rows]

    def listed(self, source: str, items: Iterable[Item]) -> None:
        """Note what a source lists now: wanted is what has another stamp than it had, or no source has brought."""
        with self._changing():
            self._database.executemany(
                """insert into items values(
                       ?1, ?2, ?3, 0, exists(select 1 from items where address = ?2 and source != ?1 and done)
                   ) on conflict do update
                   set stamp = excluded.stamp, tries = 0, done = 0 where stamp != excluded.stamp""",
                [(source, item.address, item.stamp) for item in items],
            )

    def wanted(self, source: str) -> list[str]:
        """The addresses of a source's items that are not in the archive yet, but of those that never came."""
        query = "select address from items where source = ? and not done and tries < ? order by rowid"
        return [address for (address,) in self._rows(query, [source, TRIES])]

    def vanished(self, source: str, items: Iterable[Item]) -> list[str]:
        """The items that a source listed once and does not now; they are forgotten."""
        there = {item.address for item in items}
        known = self._rows("select address from items where source = ?", [source])
        gone = [address for (address,) in known if address not in there]
        for address in gone:
            self._run("delete from items where source = ? and address = ?", [source, address])
        return gone

    def came(self, source: str, address: str) -> None:
        """An item is in the archive."""
        self._run("update items set done = 1 where source = ? and address = ?", [source, address])

    def missed(self, source: str, address: str) -> None:
        """An item could not be had this time."""
        self._run("update items set tries = tries + 1 where source = ? and address = ?", [source, address])

    def was_read(self, source: str, validators: Validators, now: float, every: float) -> None:
        """It was read, and is due again after so many seconds."""
        self._run(
            """update sources set etag = ?, modified = ?, read = ?, due = ?, failures = 0, fault = null
               where address = ?""",
            [*validators, now, now + every, source],
        )

    def failed(self, source: Source, fault: str, now: float, every: float, wait: float | None) -> None:
        """It could not be read: each time in a row it is left alone for twice as long, and as long as it asks for."""
        backed_off = min(every * 2**source.failures, max(every, _LONGEST))
        self._run(
            "update sources set due = ?, failures = failures + 1, fault = ? where address = ?",
            [now + max(backed_off, wait or 0.0), fault, source.address],
        )

    @contextmanager
    def _changing(self) -> Iterator[None]:
        self._database.execute("begin")
        try:
            yield
        except BaseException:
            self._database.execute("rollback")
            raise
        self._database.execute("commit")

    def _run(self, query: str, values: Sequence[object] = ()) -> None:
        self._database.execute(query, values)

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return self._database.execute(query, values).fetchall()
