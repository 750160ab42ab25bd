"""What is derived from the store, on disk beside it: it changes as the articles do, and can be deleted at any time.

Records, speakers and words are in SQLite, texts to be searched in tantivy; both change with each batch of articles in
one step, and who reads sees the last whole state and waits for nobody. `change` tells which state of the store that is.
"""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from index import folder as folders
from index.article import ArticleRecord, Passage, Statement
from index.derived.aliases import folded
from index.derived.copies import Copies
from index.derived.database import Database
from index.derived.naming import number_of, parted
from index.derived.records import Order, Records
from index.derived.speakers import Found, Group, Place, Speaker, Speakers
from index.derived.texts import Near, Row, Texts, Within, is_whole
from index.derived.words import Words, count
from index.filters import Filters
from index.passages import context, joined
from index.words import stems

__all__ = [
    "Derived",
    "Found",
    "Group",
    "Near",
    "Order",
    "Place",
    "Present",
    "Speaker",
    "Speakers",
    "Texts",
    "Within",
    "Words",
    "folded",
    "number_of",
    "parted",
]

logger = logging.getLogger(__name__)

_KINDS = ("passages", "articles", "statements")


class Present(NamedTuple):
    """An article as it is to be found: its record, passages and statements."""

    record: ArticleRecord
    passages: Sequence[Passage]
    statements: Sequence[Statement]


class Derived:
    """All that is derived, in a folder; one process changes it, any number of threads read it.

    What is there and damaged, or of another release, is deleted: then `change` is 0, and there are no articles.
    """

    def __init__(self, folder: Path):
        self._folder = folder
        if folder.exists() and not _is_sound(folder):
            logger.warning("what is derived was damaged or of another release, and is made anew")
            shutil.rmtree(folder)
        self._open()

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._database = Database(self._folder / "index.sqlite3")
        self.passages, self.articles, self.statements = (Texts(self._folder / kind) for kind in _KINDS)
        self.records = Records(self._database)
        self.speakers = Speakers(self._database)
        self._copies = Copies(self._database)
        self.words = Words(self._database, self.passages, self.articles)
        self._cut_short = True

    @property
    def change(self) -> int:
        """The number of the store's last change that it knows; 0 before the first."""
        return int(self._database.state("change") or 0)

    def put(
        self,
        present: Sequence[Present],
        gone: Sequence[tuple[ArticleRecord, Sequence[Passage]]],
        change: int,
        aliases: Mapping[str, str] | None = None,
    ) -> None:
        """Take articles out and others in, in one step; gone are records with the passages that they had.

        An article that is present already in another version is to be among those gone. aliases are the names that
        stand for others, where they may not be what they were.
        """
        texts = self._texts
        if self._cut_short:
            for each in texts:
                each.remove_after(self.records.last_entry())
        self._cut_short = True
        try:
            with self._database.changing():
                since = self.records.last_entry() + 1
                sightings = set(chain.from_iterable(self._take_out(*one) for one in gone))
                sightings |= set(chain.from_iterable(self._take_in(one) for one in present))
                count(self._database, chain.from_iterable(_body(one.record, one.passages) for one in present), 1)
                self.speakers.settle(sightings, since)
                if aliases is not None:
                    self.speakers.rename(aliases)
                for each in texts:
                    each.commit()
                self._database.set_state("change", change)
                self._keep_sums()
        except BaseException:
            for each in texts:
                each.roll_back()
            raise
        self._cut_short = False
        self.words = Words(self._database, self.passages, self.articles)

    def near_copies(self, article: str, most: int) -> list[ArticleRecord]:
        """The articles that print nearly the text of one, the nearest first; at most so many."""
        entries = [copy for entry in self._entries_of(article) for copy in self._copies.of(entry, most)]
        records = self.records.at(entries)
        return [records[entry] for entry in entries if entry in records]

    def same_before(self, article: str) -> ArticleRecord | None:
        """An article of just the same text that was there before one."""
        entries = [self._copies.before(entry) for entry in self._entries_of(article)]
        return next(iter(self.records.at(entry for entry in entries if entry is not None).values()), None)

    def _entries_of(self, article: str) -> list[int]:
        return self.records.entries_of(Filters(article=article)) or []

    def close(self) -> None:
        """Let go of the folder; nothing can be read after."""
        for each in self._texts:
            each.close()
        # What was merged since the last change has its checksum too; where that cannot be kept, it is read without.
        with suppress(OSError, ValueError, sqlite3.Error), self._database.changing():
            self._keep_sums()
        self._database.close()

    def replaced_by(self, new: Derived) -> None:
        """Put the other in this one's place; who reads meanwhile reads one of the two."""
        self.close()
        new.close()
        with self._database.gate.shut():
            self._database.close()
            folders.replace(self._folder)
            self._open()

    def discard(self) -> None:
        """Delete it."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _texts(self) -> tuple[Texts, Texts, Texts]:
        return self.passages, self.articles, self.statements

    def _take_out(self, record: ArticleRecord, passages: Sequence[Passage]) -> Iterable[int]:
        entry = self.records.remove(record)
        if entry is None:
            return ()
        count(self._database, _body(record, passages), -1)
        self._copies.remove(entry)
        for each in self._texts:
            each.remove([entry])
        return self.speakers.remove(entry)

    def _take_in(self, present: Present) -> Iterable[int]:
        record, passages, statements = present
        entry = self.records.add(record, passages)
        self._copies.add(entry, joined(_body(record, passages)))
        outlet = record.publisher.casefold() if record.publisher else None
        own = {n: stems(f"{context(record)} {p.text}") for n, p in enumerate(passages) if p.start >= record.body}
        self.passages.add(Row(number_of(entry, n), entry, s, outlet, record.published) for n, s in own.items())
        whole = [*chain.from_iterable(own.values())]
        self.articles.add([Row(entry, entry, whole, outlet, record.published)])
        sightings = self.speakers.add(record, entry, statements, passages)
        self.statements.add(
            Row(number_of(entry, n), entry, stems(s.text), outlet, record.published, sighting)
            for n, (s, sighting) in enumerate(zip(statements, sightings, strict=True))
        )
        return [sighting for sighting in sightings if sighting is not None]

    def _keep_sums(self) -> None:
        known = json.loads(self._database.state("sums") or "{}")
        sums = {kind: texts.sums(known.get(kind, {})) for kind, texts in zip(_KINDS, self._texts, strict=True)}
        self._database.set_state("sums", json.dumps(sums))


def _body(record: ArticleRecord, passages: Sequence[Passage]) -> list[Passage]:
    """The passages that are searched and quoted."""
    return [p for p in passages if p.start >= record.body]


def _is_sound(folder: Path) -> bool:
    try:
        database = Database(folder / "index.sqlite3")
        try:
            checked = database.rows("pragma quick_check")
            sums = json.loads(database.state("sums") or "{}")
        finally:
            database.close()
        if checked != [("ok",)] or not all(is_whole(folder / kind, sums.get(kind, {})) for kind in _KINDS):
            return False
        for kind in _KINDS:
            Texts(folder / kind).close()
    except (sqlite3.Error, ValueError):
        return False
    return True
