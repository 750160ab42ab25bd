"""What was pinned, in a small database in the archive's folder."""

from __future__ import annotations

import secrets
from typing import ClassVar, NamedTuple

from index.changes import may_change
from index.errors import InputError, NotFound
from index.tables import Tables

_MOST = 10_000
"""Notes of one archive."""
_LONGEST = {"text": 100_000, "link": 4_000, "note": 20_000, "collection": 120}
_UNDONE_FOR = 24 * 3600.0
"""Seconds for which a removal can be taken back."""

_TABLES = """
create table if not exists notes(
    id text primary key,            -- random
    made real not null,             -- when (seconds since 1970)
    text text not null,             -- what was pinned, with its reference, as it is copied
    link text not null,             -- its permanent address, from "/" on
    note text not null,             -- the user's own words on it
    collection text not null,       -- "" for none
    removed real                    -- when; null for what is there
) strict;
"""
_COLUMNS = "id, made, text, link, note, collection"


class Note(NamedTuple):
    """Something pinned: text is what it was then, with its reference; link opens it; note is the user's own."""

    id: str
    made: float
    text: str
    link: str
    note: str
    collection: str


class Notebook(Tables):
    """The notes of an archive, in its folder."""

    file = "notebook.sqlite3"
    made_by = _TABLES
    saved: ClassVar = {"notes": _COLUMNS}

    def add(self, text: str, link: str, now: float, note: str = "", collection: str = "") -> Note:
        """Pin something; what is pinned already stays as it is. Raises InputError for what cannot be kept."""
        may_change()
        if not text.strip():
            raise InputError("text: there is nothing to pin.", "text")
        if not link.startswith("/?"):
            raise InputError("link: give a permanent address of the page, like /?article=ID.", "link")
        values = {"text": text, "link": link, "note": note, "collection": collection.strip()}
        _check(values)
        for held in self.all():
            if (held.text, held.link) == (text, link):
                return held
        if self.rows("select count(*) from notes")[0][0] >= _MOST:
            raise InputError(f"{_MOST:,} notes are kept, the most there may be. Remove some.", "text")
        made = Note(secrets.token_hex(8), now, **values)
        with self.changing():
            self.run(f"insert into notes({_COLUMNS}) values(?, ?, ?, ?, ?, ?)", made)
        return made

    def of(self, id_: str) -> Note:
        """Raises NotFound."""
        if rows := self.rows(f"select {_COLUMNS} from notes where id = ? and removed is null", [id_]):
            return Note(*rows[0])
        raise NotFound(f"There is no note {id_[:50]!r}. Load the list again.")

    def all(self, collection: str | None = None) -> list[Note]:
        """Those of a collection, or all; the newest first."""
        where = "removed is null and (?1 is null or collection = ?1)"
        query = f"select {_COLUMNS} from notes where {where} order by made desc, rowid desc"
        return [Note(*row) for row in self.rows(query, [collection])]

    def collections(self) -> list[str]:
        """Their names, in the order of the alphabet."""
        query = "select distinct collection from notes where removed is null and collection <> '' order by 1"
        return [name for (name,) in self.rows(query)]

    def change(self, id_: str, note: str | None = None, collection: str | None = None) -> Note:
        """Say something else of it, or put it into another collection; None leaves it. Raises NotFound, InputError."""
        may_change()
        held = self.of(id_)
        values = {
            "note": held.note if note is None else note,
            "collection": held.collection if collection is None else collection.strip(),
        }
        _check(values)
        with self.changing():
            self.run("update notes set note = ?, collection = ? where id = ?", [*values.values(), id_])
        return self.of(id_)

    def remove(self, id_: str, now: float) -> Note:
        """Take it out, for a day so that it can be restored; raises NotFound."""
        may_change()
        held = self.of(id_)
        with self.changing():
            self.run("delete from notes where removed < ?", [now - _UNDONE_FOR])
            self.run("update notes set removed = ? where id = ?", [now, id_])
        return held

    def restore(self, id_: str) -> Note:
        """Put back what was removed; raises NotFound."""
        may_change()
        with self.changing():
            self.run("update notes set removed = null where id = ?", [id_])
        return self.of(id_)


def _check(values: dict[str, str]) -> None:
    for name, value in values.items():
        if len(value) > _LONGEST[name]:
            raise InputError(f"{name}: it is longer than {_LONGEST[name]:,} characters.", name)
