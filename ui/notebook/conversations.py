"""Conversations that users keep on the server, each their own alone, in a small database in the archive's folder."""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from index.changes import actor
from index.errors import ArchiveUnusable, InputError, NotFound
from index.tables import Tables

logger = logging.getLogger(__name__)

MOST = 200
"""Conversations of one owner."""
_LARGEST = 900_000
"""Characters of one as a backup holds it, in a line that has an end."""
_ROOM = 50_000_000
"""Bytes of all of an owner's."""
_ID, _LONGEST_NAME = re.compile(r"[\w-]{1,64}", re.ASCII), 200
_ASKED = 4_000
"""Characters of its questions, by which it is found."""
_TOLD = 500
"""The last ones deleted, of which an owner's other browsers are told that they were."""

_TABLES = """
pragma secure_delete = on;    -- what is deleted is gone from the file
create table if not exists conversations(
    owner text not null,      -- whose it is (index.changes.Actor.owner)
    id text not null,         -- as the browser made it
    name text not null,
    changed integer not null, -- when something was asked in it last (milliseconds since 1970)
    asked text not null,      -- its questions, a line each
    exchanges text not null,  -- what was asked and answered, as JSON (ui/page/conversation.py)
    version text not null,    -- random: another after each change
    deleted real,             -- when (seconds since 1970), with nothing left of it; null for what is there
    primary key(owner, id)
) strict;
create table if not exists keeping(
    owner text primary key,   -- who keeps conversations here
    token text not null       -- random: browsers that have it were told to
) strict;
"""
_COLUMNS = "owner, id, name, changed, asked, exchanges, version, deleted"
_LISTED = "id, name, changed, asked, version"


class Listed(NamedTuple):
    """A conversation without what was answered; changed is in milliseconds since 1970, asked its questions by line."""

    id: str
    name: str
    changed: int
    asked: str
    version: str


class Kept(NamedTuple):
    """A conversation; its exchanges are JSON values."""

    id: str
    name: str
    changed: int
    exchanges: list[Any]
    version: str


class Conversations(Tables):
    """Those of who acts (index.changes.actor): nobody finds anybody else's.

    Who may only read the archive keeps some, too: they are their own, and change nothing of it.
    """

    file = "conversations.sqlite3"
    made_by = _TABLES
    saved: ClassVar = {"conversations": _COLUMNS, "keeping": "owner, token"}

    def begin(self) -> str:
        """The token by which a browser that is told to keep them here is known; the same until `end`."""
        self.run("insert or ignore into keeping values(?, ?)", [_owner(), secrets.token_hex(16)])
        return str(self.rows("select token from keeping where owner = ?", [_owner()])[0][0])

    def is_keeping(self, token: str) -> bool:
        """Whether it was given to this owner, who did not end it since."""
        return bool(self.rows("select 1 from keeping where owner = ? and token = ?", [_owner(), token]))

    def end(self) -> None:
        """Delete all of the owner's; browsers that have the token keep none here any more."""
        self.forget(_owner())

    def forget(self, owner: str) -> None:
        """Delete all that is kept for an owner who is gone."""
        with self.changing():
            self.run("delete from conversations where owner = ?", [owner])
            self.run("delete from keeping where owner = ?", [owner])

    def all(self) -> list[Listed]:
        """The newest first, MOST of them and hardly more."""
        query = f"select {_LISTED} from conversations where owner = ? and deleted is null order by changed desc, id"
        return [Listed(*row) for row in self.rows(query, [_owner()])]

    def deleted(self) -> list[str]:
        """The ids of those that were deleted lately."""
        query = "select id from conversations where owner = ? and deleted is not null"
        return [id_ for (id_,) in self.rows(query, [_owner()])]

    def of(self, id_: str) -> Kept:
        """Raises NotFound."""
        if held := self._held(id_):
            return held
        raise NotFound(f"There is no conversation {id_[:50]!r} kept for you on this server. Load the list again.")

    def keep(self, one: Kept) -> str:
        """Put it in the place of the one with its id; its new version. Raises InputError for what has no room.

        one.version is that of which it was made. Where another browser put another there meanwhile, and this one does
        not go on from that, both are kept.
        """
        _check(one)
        with self.changing():
            held = self._held(one.id)
            if held and held.version != one.version and one.exchanges[: len(held.exchanges)] != held.exchanges:
                self._put(held._replace(id=secrets.token_hex(8), name=f"{held.name[:150]} (from another browser)"))
            return self._put(one)

    def remove(self, id_: str, now: float) -> None:
        """Delete it; raises NotFound. Nothing of it is left but that it was there."""
        with self.changing():
            self.of(id_)
            self.run(
                "update conversations set name = '', changed = 0, asked = '', exchanges = '[]', deleted = ? "
                "where owner = ? and id = ?",
                [now, _owner(), id_],
            )
            self.run(
                "delete from conversations where owner = ?1 and deleted <= (select deleted from conversations "
                "where owner = ?1 and deleted is not null order by deleted desc limit 1 offset ?2)",
                [_owner(), _TOLD],
            )

    def _held(self, id_: str) -> Kept | None:
        query = (
            "select name, changed, exchanges, version from conversations where owner = ? and id = ? and deleted is null"
        )
        rows = self.rows(query, [_owner(), id_])
        return next((Kept(id_, name, at, json.loads(text), version) for name, at, text, version in rows), None)

    def _put(self, one: Kept) -> str:
        text, version = _as_text(one.exchanges), secrets.token_hex(8)
        count, size = self.rows(
            "select count(*), coalesce(sum(length(cast(exchanges as blob))), 0) from conversations "
            "where owner = ? and id <> ? and deleted is null",
            [_owner(), one.id],
        )[0]
        if count >= MOST or size + len(text.encode()) > _ROOM:
            raise InputError(
                f"The server keeps {MOST} conversations and {_ROOM // 10**6} MB for you, and no more. Delete some.",
                "conversation",
            )
        asked = "\n".join(str(exchange["asked"]) for exchange in one.exchanges)[:_ASKED]
        self.run(
            f"insert or replace into conversations({_COLUMNS}) values(?, ?, ?, ?, ?, ?, ?, null)",
            [_owner(), one.id, one.name, one.changed, asked, text, version],
        )
        return version


def forget(folder: Path, owner: str) -> None:
    """Delete what an owner who is gone kept in the archive of a folder, or in any of the archives in it."""
    for file in (folder / Conversations.file, *folder.glob(f"*/{Conversations.file}")):
        if not file.exists():
            continue
        try:
            with Conversations(file.parent) as held:
                held.forget(owner)
        except ArchiveUnusable as error:
            logger.warning("conversations that nobody can read any more are left in %s: %s", file, error)


def _owner() -> str:
    return actor().owner


def _as_text(exchanges: Sequence[Any]) -> str:
    return json.dumps(exchanges, ensure_ascii=False, separators=(",", ":"))


def _check(one: Kept) -> None:
    if not _ID.fullmatch(one.id):
        raise InputError("conversation: it has no id that can be kept. Load the page again.", "conversation")
    if not one.exchanges:
        raise InputError("conversation: nothing was asked in it.", "conversation")
    if not one.name.strip() or len(one.name) > _LONGEST_NAME:
        raise InputError(f"name: give it one of at most {_LONGEST_NAME} characters.", "name")
    if len(json.dumps(_as_text(one.exchanges))) > _LARGEST:
        raise InputError(
            f"“{one.name}” is larger than {_LARGEST // 1000} kB, the most that the server keeps of one conversation. "
            "It stays in this browser.",
            "conversation",
        )
