"""What is followed, when each was read last and is due again, and how far its items have got: a small database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from filelock import FileLock, Timeout

from index.changes import may_change, note
from index.errors import ArchiveBusy, InputError, NotFound
from index.tables import Tables
from index.web.feed import Item
from index.web.fetcher import Validators

TRIES = 3
"""How often an item is asked for that does not come."""

_LONGEST = 24 * 3600.0
"""Seconds that a source which fails again and again is left alone at most."""
_MOST = 1_000
"""Sources of one archive."""

_TABLES = """
create table if not exists sources(
    address text primary key,        -- a feed's or sitemap's, or a folder's path
    etag text, modified text,        -- by which its server tells whether it has changed
    read real, due real not null,    -- when it was read last, and is to be read next (seconds since 1970)
    failures integer not null,       -- how often in a row it could not be read
    fault text                       -- and why not
) strict;
create table if not exists items(
    source text not null, address text not null, stamp text not null,
    tries integer not null, done integer not null,
    primary key(source, address)
) strict;
create index if not exists items_open on items(source) where not done;
create index if not exists items_elsewhere on items(address) where done;
"""
_SINCE = (
    "title text",  # as the feed has it
    "brought integer not null default 0",  # how many articles, all readings together
    "paused integer not null default 0",
)
_COLUMNS = "address, title, read, due, failures, fault, brought, paused, etag, modified"


class Source(NamedTuple):
    """A feed or folder that is followed; times are seconds since 1970."""

    address: str
    title: str | None
    """What the feed calls itself."""
    read: float | None
    due: float
    """When it is read next, unless it is paused."""
    failures: int
    """How often in a row it could not be read, and `fault` says why not the last time."""
    fault: str | None
    brought: int
    """How many articles came from it, in all."""
    paused: bool
    validators: Validators

    @property
    def id(self) -> str:
        """16 hexadecimal digits, which stand for the address in a URL."""
        return hashlib.sha256(self.address.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Sources(Tables):
    """The sources that an archive follows, in its folder."""

    file = "following.sqlite3"
    made_by = _TABLES
    saved: ClassVar = {"sources": _COLUMNS, "items": "source, address, stamp, tries, done"}

    def __init__(self, folder: Path):
        super().__init__(folder)
        self.add_columns("sources", *_SINCE)
        self._lock = FileLock(folder / "following.lock")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """While they are read: one process does that at a time. Raises ArchiveBusy."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise ArchiveBusy("Another process reads what this archive follows. Stop it first.") from None
        try:
            yield
        finally:
            self._lock.release()

    def follow(self, address: str) -> Source:
        """Follow it from now on, if it is not already; raises InputError where too many are."""
        may_change()
        with self.changing():
            held = self.rows("select address = ? from sources", [address])
            if (1,) not in held and len(held) >= _MOST:
                raise InputError(f"{_MOST:,} sources are followed, the most there may be. Remove some.", "address")
            new = self.run("insert or ignore into sources(address, due, failures) values(?, 0, 0)", [address])
        if new:
            note(self._folder, "followed", [(address, None)])
        return self.of(address)

    def forget(self, address: str) -> Source:
        """Follow it no longer; its articles stay. Raises NotFound where it is not followed."""
        may_change()
        source = self.of(address)
        with self.changing():
            self.run("delete from sources where address = ?", [source.address])
            self.run("delete from items where source = ?", [source.address])
        note(self._folder, "no longer followed", [(source.address, None)])
        return source

    def pause(self, address: str, paused: bool = True) -> Source:
        """Read it no more until it is said to go on (paused is False); raises NotFound where it is not followed."""
        may_change()
        source = self.of(address)
        self.run("update sources set paused = ? where address = ?", [paused, source.address])
        note(self._folder, "paused" if paused else "resumed", [(source.address, None)])
        return source._replace(paused=paused)

    def of(self, address_or_id: str) -> Source:
        """The one with this address or id; raises NotFound."""
        for source in self.all():
            if address_or_id in (source.address, source.id):
                return source
        raise NotFound(f"{address_or_id[:500]} is not followed. `onrecord follow --list` shows what is.")

    def all(self) -> list[Source]:
        """In the order in which they came."""
        return [_source(*row) for row in self.rows(f"select {_COLUMNS} from sources order by rowid")]

    def due(self, now: float) -> list[Source]:
        """Those that are to be read now."""
        return [source for source in self.all() if not source.paused and source.due <= now]

    def next(self) -> float | None:
        """When the next is due; None where none will be."""
        ((due,),) = self.rows("select min(due) from sources where not paused")
        return None if due is None else float(due)

    def take(self, lines: Iterable[str]) -> None:
        """Be what a backup holds; folders are paused, as another machine's may be anything here."""
        super().take(lines)
        self.run("update sources set paused = 1 where address not glob 'http*://*'")

    def listed(self, source: str, items: Iterable[Item], title: str | None = None) -> None:
        """Note what a source lists now: wanted is what has another stamp than it had, or no source has brought."""
        with self.changing():
            self.run("update sources set title = coalesce(?, title) where address = ?", [title, source])
            self.run_each(
                """insert into items values(
                       ?1, ?2, ?3, 0, exists(select 1 from items where address = ?2 and source != ?1 and done)
                   ) on conflict do update
                   set stamp = excluded.stamp, tries = 0, done = 0 where stamp != excluded.stamp""",
                [(source, item.address, item.stamp) for item in items],
            )

    def wanted(self, source: str) -> list[str]:
        """The addresses of a source's items that are not in the archive yet, but of those that never came."""
        query = "select address from items where source = ? and not done and tries < ? order by rowid"
        return [address for (address,) in self.rows(query, [source, TRIES])]

    def vanished(self, source: str, items: Iterable[Item]) -> list[str]:
        """The items that a source listed once and does not now; they are forgotten."""
        there = {item.address for item in items}
        known = self.rows("select address from items where source = ?", [source])
        gone = [address for (address,) in known if address not in there]
        with self.changing():
            self.run_each("delete from items where source = ? and address = ?", [(source, address) for address in gone])
        return gone

    def came(self, source: str, address: str, articles: int) -> None:
        """An item is in the archive: so many articles."""
        with self.changing():
            self.run("update items set done = 1 where source = ? and address = ?", [source, address])
            self.run("update sources set brought = brought + ? where address = ?", [articles, source])

    def missed(self, source: str, address: str) -> None:
        """An item could not be had this time."""
        self.run("update items set tries = tries + 1 where source = ? and address = ?", [source, address])

    def was_read(self, source: str, validators: Validators, now: float, every: float) -> None:
        """It was read, and is due again after so many seconds."""
        self.run(
            """update sources set etag = ?, modified = ?, read = ?, due = ?, failures = 0, fault = null
               where address = ?""",
            [*validators, now, now + every, source],
        )

    def failed(self, source: Source, fault: str, now: float, every: float, wait: float | None) -> None:
        """It could not be read: each time in a row it is left alone for twice as long, and as long as it asks for."""
        backed_off = min(every * 2**source.failures, max(every, _LONGEST))
        self.run(
            "update sources set due = ?, failures = failures + 1, fault = ? where address = ?",
            [now + max(backed_off, wait or 0.0), fault, source.address],
        )


def _source(address: str, *row: Any) -> Source:
    title, read, due, failures, fault, brought, paused, *known = row
    return Source(address, title, read, due, failures, fault, brought, bool(paused), Validators(*known))
