"""The SQLite database of what is derived: its tables, and its connections."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from index.gate import Gate

FORMAT = 5
"""Changes whenever other things are kept, a text is read otherwise (`index/words.py`), or people are named otherwise
(`index/statements/people.py`): what was kept is made anew."""

_TABLES = """
create table state(name text primary key, value text) without rowid;

-- An article's record; entry numbers each version that was ever added, and names it in the texts' index.
create table articles(
    entry integer primary key autoincrement, id text not null unique, version text not null, source text not null,
    title text not null, published text, publisher text, author text, body integer not null, chars integer not null,
    passages integer not null, statements integer not null, language text, modified text, rest text not null,
    called text not null,  -- title, source, publisher and author in lower case
    outlet text,           -- the publisher in lower case
    bounds text not null   -- where its passages begin and end
);
create index articles_source on articles(source);
create index articles_day on articles(published);
create table publishers(name text primary key, articles integer not null) without rowid;

-- Who says something: a name and role as articles give them, and the name that is shown for both. Those of a family may
-- be one person; plain is alike for names that differ in little; told is the sum of what mentions tell (`told_of`).
create table sightings(
    id integer primary key, speaker text not null, role text not null, count integer not null, told integer not null,
    plain text not null, family text not null, name integer, unique(speaker, role)
);
create index sightings_plain on sightings(plain);
create index sightings_family on sightings(family);
create index sightings_name on sightings(name);
create table names(
    id integer primary key, name text not null unique, plain text not null, kind text not null,
    statements integer not null, articles integer not null, first text, last text
);
create index names_plain on names(plain);
create index names_most on names(statements desc, name);
create index names_by_kind on names(instr('person body unnamed', kind), statements desc, name);
create table name_words(word text, name integer, primary key(word, name)) without rowid;
create index name_words_name on name_words(name);

-- The n-th statement of an article, and its first and last passage; same is alike for copies of one.
create table statements(
    number integer primary key, entry integer not null, n integer not null, sighting integer, told integer not null,
    direct integer not null, same text not null, day text, first integer not null, last integer not null
);
create index statements_entry on statements(entry);
create index statements_same on statements(same);
create index statements_said on statements(sighting, day, entry, n, same, direct);

-- Of each word how often it stands with a capital and without one; runs of capitalised words.
create table capitals(word text primary key, upper integer not null, lower integer not null) without rowid;
create table runs(
    name text primary key, first text not null, last text not null, count integer not null
) without rowid;
create index runs_first on runs(first);
create index runs_last on runs(last);

-- Of an article's text its hash, and the MinHash signature of its runs of words; those that share a band are compared.
create table signatures(
    entry integer primary key, signature blob not null, runs integer not null, text text not null
);
create index signatures_text on signatures(text, entry);
create table bands(band integer not null, entry integer not null, primary key(band, entry)) without rowid;
"""

_SINCE = """
-- Sightings that have their name by the user's word.
create table if not exists renamed(sighting integer primary key, name integer not null);
"""
"""What was added without another format: there it is empty."""

Values = Sequence[Any] | dict[str, Any]


class Database:
    """Who reads sees the last whole change, and waits for none: each has a connection for as long as it takes.

    Its file is replaced where `gate` is shut.
    """

    def __init__(self, file: Path):
        self.gate = Gate()
        self._file = file
        self._free: list[sqlite3.Connection] = []
        self._own = threading.local()
        with self.changing():
            if self.rows("select 1 from sqlite_master limit 1") == []:
                for statement in _TABLES.split(";\n"):
                    self.run(statement)
                self.set_state("format", FORMAT)
            self.run(_SINCE)
        if self.state("format") != str(FORMAT):
            raise sqlite3.DatabaseError("of another release")

    def rows(self, query: str, values: Values = ()) -> list[tuple[Any, ...]]:
        with self._lent() as connection:
            return connection.execute(query, values).fetchall()

    def row(self, query: str, values: Values = ()) -> tuple[Any, ...] | None:
        with self._lent() as connection:
            found: tuple[Any, ...] | None = connection.execute(query, values).fetchone()
            return found

    def run(self, query: str, values: Values = ()) -> int | None:
        """Change something, within `changing`; the number of the row that was added last."""
        with self._lent() as connection:
            return connection.execute(query, values).lastrowid

    def run_each(self, query: str, values: Iterable[Values]) -> None:
        with self._lent() as connection:
            connection.executemany(query, values)

    def state(self, name: str) -> str | None:
        found = self.row("select value from state where name = ?", [name])
        return found[0] if found else None

    def set_state(self, name: str, value: object) -> None:
        self.run("insert or replace into state values(?, ?)", [name, str(value)])

    @contextmanager
    def changing(self) -> Iterator[None]:
        """All that is changed in the block is visible after it, or nothing of it."""
        with self._lent() as connection:
            connection.execute("begin immediate")
            self._own.connection = connection
            try:
                yield
                connection.execute("commit")
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("rollback")
                raise
            finally:
                self._own.connection = None

    def close(self) -> None:
        """Close all connections; nobody reads any more."""
        while self._free:
            self._free.pop().close()

    @contextmanager
    def _lent(self) -> Iterator[sqlite3.Connection]:
        """Within a change its own connection, else one that nobody uses: threads come and go, and leave none behind."""
        if own := getattr(self._own, "connection", None):
            yield own
            return
        with self.gate.open():
            try:
                connection = self._free.pop()
            except IndexError:
                connection = self._opened()
            try:
                yield connection
            finally:
                self._free.append(connection)

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=60, isolation_level=None, check_same_thread=False)
        connection.execute("pragma journal_mode = wal")
        # A power cut may cost the last change, which is then read again from the store.
        connection.execute("pragma synchronous = normal")
        return connection


def several(values: Sequence[object]) -> str:
    """The placeholders of so many values."""
    return ",".join("?" * len(values))
