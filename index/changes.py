"""What was changed in an archive, a line each: when, by whom and what; and whether who acts may change it."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple

from index.errors import ArchiveUnusable, NotAllowed
from index.tables import Tables

logger = logging.getLogger(__name__)

_MOST = 500_000
"""Lines that are kept: the oldest go, but those on keys."""

What = Literal[
    "added", "changed", "removed", "put back", "rebuilt", "restored",
    "corrected", "correction undone",
    "followed", "paused", "resumed", "no longer followed", "watched", "no longer watched",
    "key made", "key revoked",
]  # fmt: skip


class Actor(NamedTuple):
    """On whose behalf something is done."""

    name: str
    may_change: bool = True
    key: str = ""
    """What tells a key from a later one of the same name; empty for who can have no namesake."""

    @property
    def owner(self) -> str:
        """For whom is kept what they keep for themselves: who has a later key of the name is somebody else."""
        return f"{self.name}, {self.key}" if self.key else self.name


_HERE = Actor("this machine")
_ACTOR = ContextVar("actor", default=_HERE)


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """What is done in the block is done on the actor's behalf."""
    token = _ACTOR.set(actor)
    try:
        yield
    finally:
        _ACTOR.reset(token)


def actor() -> Actor:
    """On whose behalf it is done now; where nothing else was said, of whoever may use the archive's folder."""
    return _ACTOR.get()


def may_change() -> None:
    """Raises NotAllowed where who acts may only read."""
    if not actor().may_change:
        raise NotAllowed(
            f"{actor().name} may read this archive, and change nothing in it. Use a key that may write: "
            "`onrecord keys add NAME --write` makes one."
        )


class Change(NamedTuple):
    """A line: at is seconds since 1970; subject is an article's source, a feed's address, a name; article is its id."""

    at: float
    who: str
    what: What
    subject: str
    article: str | None


class Changes(Tables):
    """The log of an archive's changes, in its folder."""

    file = "changes.sqlite3"
    made_by = """
    create table if not exists changes(
        number integer primary key, at real not null, who text not null, what text not null, subject text not null,
        article text
    ) strict;
    create index if not exists changes_of_keys on changes(number) where what in ('key made', 'key revoked');
    """
    saved: ClassVar[dict[str, str]] = {}  # A backup is of what the archive holds, wherever it is restored.

    def note(self, what: What, on: Iterable[tuple[str, str | None]]) -> None:
        """A line for each article, of its source and id, or for each other thing, of its name."""
        now, who = time.time(), actor().name
        with self.changing():
            self.run_each(
                "insert into changes(at, who, what, subject, article) values(?, ?, ?, ?, ?)",
                ((now, who, what, _kept(name), article) for name, article in on),
            )
            self.run(
                "delete from changes where number <= (select max(number) from changes) - ? "
                "and what not in ('key made', 'key revoked')",
                [_MOST],
            )

    def last(self, most: int, first: int = 0) -> list[Change]:
        """The newest first."""
        rows = self.rows(
            "select at, who, what, subject, article from changes order by number desc limit ? offset ?", [most, first]
        )
        return [Change(*row) for row in rows]

    def count(self) -> int:
        """How many lines there are."""
        ((count,),) = self.rows("select count(*) from changes")
        return int(count)

    def tell_of_keys(self) -> bool:
        """Whether one was ever made."""
        return bool(self.rows("select 1 from changes where what in ('key made', 'key revoked') limit 1"))


def had_keys(folder: Path) -> bool:
    """Whether a key to the archive in a folder was ever made, as its log tells."""
    if not (folder / Changes.file).exists():
        return False
    with Changes(folder) as changes:
        return changes.tell_of_keys()


def note(folder: Path, what: What, on: Sequence[tuple[str, str | None]]) -> None:
    """See `Changes.note`. What was done is done: where no line can be written, a warning tells so."""
    if not on:
        return
    try:
        with Changes(folder) as changes:
            changes.note(what, on)
    except ArchiveUnusable as error:
        logger.warning("what was %s stands in no line of the log: %s", what, error)


def _kept(name: str) -> str:
    """As SQLite can keep it."""
    return name.encode("utf-8", "backslashreplace").decode()
