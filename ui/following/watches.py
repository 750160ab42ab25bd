"""Standing questions: what is asked again as articles come in, what was told of each, and what is still to be sent."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, NamedTuple

from index.changes import may_change, note
from index.errors import InputError, NotFound
from index.tables import Tables

TRIES = 8
"""How often a message is sent to a webhook that does not take it."""

_FIRST, _LONGEST = 60.0, 6 * 3600.0
"""Seconds until it is sent again: the first time, twice as long each time, and at most."""
_MOST = 100
"""Standing questions of one archive."""
_KEPT, _REMEMBERED, _WAITING = 500, 20_000, 100
"""Of one question: claims that are kept to be shown, words that are known to have been told, messages to be sent."""

_TABLES = """
create table if not exists watches(
    id text primary key,          -- random
    question text not null,       -- standing by itself
    made real not null,           -- when (seconds since 1970)
    upto integer not null default -1,  -- articles were asked up to this entry (Reading.last_entry)
    asked real not null,          -- when it was asked last
    fault text,                   -- why it could not be
    token text not null default (lower(hex(randomblob(16)))),  -- opens its feed to who has no key
    hook text, secret text,       -- where what is new is sent, and what that is signed with
    hook_fault text               -- why the last message was not taken
) strict;
create table if not exists told(watch text not null, words text not null, primary key(watch, words)) strict;
create table if not exists news(
    number integer primary key autoincrement, watch text not null, at real not null,
    claim text not null           -- as JSON: shapes.NewOut
) strict;
create index if not exists news_of on news(watch, number);
create table if not exists messages(
    number integer primary key autoincrement, watch text not null, body text not null,
    tries integer not null, due real not null
) strict;
"""
_COLUMNS = "id, question, made, upto, asked, fault, token, hook, secret, hook_fault"


class Watch(NamedTuple):
    """A standing question; times are seconds since 1970."""

    id: str
    question: str
    made: float
    upto: int
    """Articles of later entries were not asked yet (see Reading.added_since)."""
    asked: float
    fault: str | None
    """Why it could not be asked the last time."""
    token: str
    """Opens its feed to a reader, which has no key."""
    hook: str | None
    """The address that what is new is sent to."""
    secret: str | None
    """What that is signed with."""
    hook_fault: str | None
    """Why the last message was not taken there."""


class News(NamedTuple):
    """A claim that was new when it was told, as JSON has it (shapes.NewOut)."""

    number: int
    at: float
    claim: dict[str, Any]


class Message(NamedTuple):
    """What is to be sent to a webhook: its body, and how often that was tried."""

    number: int
    watch: Watch
    body: str
    tries: int


class Watches(Tables):
    """The standing questions of an archive, in its folder."""

    file = "watching.sqlite3"
    made_by = _TABLES
    saved: ClassVar = {
        # Neither secrets nor where they are told: who restores a backup may be another.
        "watches": "id, question, made, asked",
        "told": "watch, words",
        "news": "watch, at, claim",
    }

    def add(self, question: str, known: Iterable[str], upto: int, now: float, hook: str | None = None) -> Watch:
        """Ask it again from now on; known are the words that the archive has on it already.

        One that is watched already stays as it is, unless it is to be told elsewhere. Raises InputError where there
        are too many.
        """
        may_change()
        held = self.all()
        for watch in held:
            if watch.question == question and watch.hook == hook:
                return watch
        if len(held) >= _MOST:
            raise InputError(f"{_MOST} questions are watched, the most there may be. Remove some.", "question")
        id_ = secrets.token_hex(8)
        with self.changing():
            self.run(
                "insert into watches(id, question, made, upto, asked, hook, secret) values(?, ?, ?, ?, ?, ?, ?)",
                [id_, question, now, upto, now, hook, secrets.token_urlsafe(32) if hook else None],
            )
            self._tell(id_, known)
        # By its id: nobody's question is logged.
        note(self._folder, "watched", [(id_, None)])
        return self.of(id_)

    def remove(self, id_: str) -> Watch:
        """Ask it no more; raises NotFound."""
        may_change()
        watch = self.of(id_)
        with self.changing():
            self.run("delete from watches where id = ?", [id_])
            for table in ("told", "news", "messages"):
                self.run(f"delete from {table} where watch = ?", [id_])
        note(self._folder, "no longer watched", [(id_, None)])
        return watch

    def of(self, id_: str) -> Watch:
        """Raises NotFound."""
        if rows := self.rows(f"select {_COLUMNS} from watches where id = ?", [id_]):
            return Watch(*rows[0])
        raise NotFound(f"No question is watched under {id_[:50]!r}. `onrecord watch` shows those that are.")

    def all(self) -> list[Watch]:
        """In the order in which they came."""
        return [Watch(*row) for row in self.rows(f"select {_COLUMNS} from watches order by rowid")]

    def untold(self, watch: Watch, words: Iterable[str]) -> set[str]:
        """Those of the words that were not told before."""
        wanted = set(words)
        query = "select words from told where watch = ? and words in (select value from json_each(?))"
        return wanted - {found for (found,) in self.rows(query, [watch.id, json.dumps([*wanted])])}

    def tell(
        self,
        watch: Watch,
        claims: Iterable[dict[str, Any]],
        words: Iterable[str],
        upto: int,
        now: float,
        message: Callable[[Sequence[News]], str],
    ) -> None:
        """Note what is new, with all of its words, and that articles were asked up to this entry.

        The message on it is to be sent where the question's webhook is, if it has one.
        """
        with self.changing():
            told = [News(self._new(watch, claim, now), now, claim) for claim in claims]
            self._tell(watch.id, words)
            self.run("update watches set upto = ?, asked = ?, fault = null where id = ?", [upto, now, watch.id])
            self._keep("news", "number", watch.id, _KEPT)
            if told and watch.hook:
                self.run(
                    "insert into messages(watch, body, tries, due) values(?, ?, 0, ?)", [watch.id, message(told), now]
                )
                self._keep("messages", "number", watch.id, _WAITING)

    def _new(self, watch: Watch, claim: dict[str, Any], now: float) -> int:
        self.run("insert into news(watch, at, claim) values(?, ?, ?)", [watch.id, now, json.dumps(claim)])
        ((number,),) = self.rows("select last_insert_rowid()")
        return int(number)

    def _tell(self, id_: str, words: Iterable[str]) -> None:
        self.run_each("insert or ignore into told values(?, ?)", [(id_, each) for each in words])
        self._keep("told", "rowid", id_, _REMEMBERED)

    def _keep(self, table: str, number: str, id_: str, most: int) -> None:
        """The last ones of a table; the older go."""
        last = f"select {number} from {table} where watch = ?1 order by {number} desc limit 1 offset ?2"
        self.run(f"delete from {table} where watch = ?1 and {number} <= ({last})", [id_, most])

    def failed(self, watch: Watch, fault: str) -> None:
        """It could not be asked."""
        self.run("update watches set fault = ? where id = ?", [fault, watch.id])

    def news(self, id_: str, most: int, first: int = 0) -> list[News]:
        """What was new, newest first."""
        query = "select number, at, claim from news where watch = ? order by number desc limit ? offset ?"
        return [News(number, at, json.loads(claim)) for number, at, claim in self.rows(query, [id_, most, first])]

    def count(self, id_: str) -> int:
        """How much of what was new is kept."""
        ((count,),) = self.rows("select count(*) from news where watch = ?", [id_])
        return int(count)

    # What is sent to webhooks

    def to_send(self, now: float) -> list[Message]:
        """What is to be sent now: the oldest message of each question that has one."""
        query = "select min(number), watch, body, tries from messages where due <= ? group by watch"
        watches = {watch.id: watch for watch in self.all()}
        rows = self.rows(query, [now])
        return [Message(number, watches[id_], *rest) for number, id_, *rest in rows if id_ in watches]

    def sent(self, message: Message) -> None:
        """It was taken."""
        with self.changing():
            self.run("delete from messages where number = ?", [message.number])
            self.run("update watches set hook_fault = null where id = ?", [message.watch.id])

    def not_sent(self, message: Message, fault: str, now: float, wait: float | None) -> None:
        """It was not: it is sent again later, or was tried often enough."""
        last = message.tries + 1 >= TRIES
        told = f"{fault} It was tried {TRIES} times, and given up." if last else fault
        later = now + max(min(_FIRST * 2**message.tries, _LONGEST), wait or 0.0)
        with self.changing():
            self.run("update watches set hook_fault = ? where id = ?", [told, message.watch.id])
            self.run("update messages set tries = tries + 1 where number = ?", [message.number])
            self.run("delete from messages where number = ? and tries >= ?", [message.number, TRIES])
            # What waits behind it goes to the same server.
            self.run("update messages set due = max(due, ?) where watch = ?", [later, message.watch.id])
