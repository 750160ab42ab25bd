"""What is derived from the store and can be deleted at any time: the word index and the speakers."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, TypeVar

from index.article import ArticleRecord
from index.errors import OnrecordError
from index.fields import version_of
from index.lexical import Lexical, Row
from index.passages import context
from index.speaker_index import SpeakerIndex
from index.store import Store

_SMALL = 2_000
"""So many passages are read again in a moment."""
_FRESH = 30
"""Seconds: what changes more often is a moment behind."""

logger = logging.getLogger(__name__)

T = TypeVar("T")

Records = Mapping[str, ArticleRecord]


class State(NamedTuple):
    """What is derived of one state of the articles."""

    words: Lexical
    speakers: SpeakerIndex

    def without(self, articles: frozenset[str]) -> State:
        """The same, but for these, which are gone since."""
        return State(self.words.without(articles), self.speakers.without(articles)) if articles else self


class Derived:
    """Both, for the articles that are present; made when first asked for, and again when the articles have changed.

    In a large archive that changes all the time, nobody waits for that: what was made last is shown, without what is
    gone since, and what is new is in it some seconds later. The word index is kept in a folder of its own, since it
    takes longest; the speakers are kept in memory. A mapping of records is never changed but replaced, so the same
    mapping is the same state. reading is entered while the store is read.
    """

    def __init__(self, folder: Path, store: Store, reading: Callable[[], AbstractContextManager[None]]):
        self._folder = folder
        self._store = store
        self._reading = reading
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Make it all again: the parts of the same articles are others now."""
        with self._lock:
            self._made: tuple[Records, State] | None = None
            self._shown: tuple[Records, State] | None = None
            self._last = 0.0
            self._maker: threading.Thread | None = None

    def words(self, records: Records) -> Lexical:
        """The word index of these articles."""
        return self._of(records).words

    def speakers(self, records: Records) -> SpeakerIndex:
        """Who is quoted in these articles."""
        return self._of(records).speakers

    def _of(self, records: Records) -> State:
        with self._lock:
            if self._shown is None or self._shown[0] is not records:
                self._shown = records, self._state(records)
            return self._shown[1]

    def _state(self, records: Records) -> State:
        if self._made and self._made[0] is records:
            return self._made[1]
        small = sum(record.passages for record in records.values()) <= _SMALL
        if self._made is None or small or time.monotonic() - self._last > _FRESH:
            self._made = records, self._make(records)
            self._last = time.monotonic()
            return self._made[1]
        if self._maker is None:
            self._maker = threading.Thread(target=self._make_aside, args=(records,), name="derived", daemon=True)
            self._maker.start()
        then, state = self._made
        return state.without(frozenset(id_ for id_, record in then.items() if records.get(id_) != record))

    def _make_aside(self, records: Records) -> None:
        state = None
        try:
            with self._reading():
                state = self._make(records)
        except OnrecordError as error:  # Who asks next meets it.
            logger.warning("what is derived could not be made anew: %s", error)
        with self._lock:
            if self._maker is threading.current_thread():
                self._maker = self._shown = None
                self._made, self._last = (records, state) if state else None, time.monotonic()

    def _make(self, records: Records) -> State:
        stamp = _stamp(records)
        words = Lexical.load(self._folder, stamp) or self._built(records, stamp)
        places = [place for _, place in _of(records, self._store.all_places())]
        return State(words, SpeakerIndex(places, records))

    def _built(self, records: Records, stamp: str) -> Lexical:
        passages = _of(records, self._store.all_passages())
        rows = ((id_, p, records[p.article]) for id_, p in passages)
        lexical = Lexical.build(
            [Row(id_, r.id, p.start, p.end, p.text, context(r)) for id_, p, r in rows if p.start >= r.body]
        )
        try:
            lexical.save(self._folder, stamp)
        except OSError as error:  # It is made again where it is not there: no reason not to answer.
            logger.warning("the word index cannot be kept (%s)", error)
        return lexical


def _of(records: Records, parts: Iterable[tuple[str, T]]) -> Iterator[tuple[str, T]]:
    """Those of the parts that belong to the present version of a present article."""
    for id_, part in parts:
        article, version = version_of(id_)
        if article in records and records[article].version == version:
            yield id_, part


def _stamp(records: Records) -> str:
    """Names the state of the articles that something is derived from."""
    return hashlib.sha256("".join(f"{r.id}{r.version}" for r in records.values()).encode()).hexdigest()
