"""What is derived from the store and can be deleted at any time: the word index and the speakers."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from index.article import Article, ArticleRecord, Passage
from index.fields import version_of
from index.lexical import Lexical, Row
from index.speaker_index import SpeakerIndex
from index.store import Store

logger = logging.getLogger(__name__)

T = TypeVar("T")

Records = Mapping[str, ArticleRecord]


class Derived:
    """Both, for the articles that are present; made when first asked for, and again when the articles have changed.

    The word index is kept in a folder of its own, since it takes longest; the speakers are kept in memory. A mapping of
    records is never changed but replaced, so the same mapping is the same state.
    """

    def __init__(self, folder: Path, store: Store):
        self._folder = folder
        self._store = store
        self._making = threading.Lock()
        self._words: tuple[Records, Lexical] | None = None
        self._speakers: tuple[Records, SpeakerIndex] | None = None

    def words(self, records: Records) -> Lexical:
        """The word index of these articles."""
        with self._making:
            if self._words is None or self._words[0] is not records:
                stamp = _stamp(records)
                self._words = records, Lexical.load(self._folder, stamp) or self._built(records, stamp)
            return self._words[1]

    def speakers(self, records: Records) -> SpeakerIndex:
        """Who is quoted in these articles."""
        with self._making:
            if self._speakers is None or self._speakers[0] is not records:
                places = [place for _, place in _of(records, self._store.all_places())]
                self._speakers = records, SpeakerIndex(places, records)
            return self._speakers[1]

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


def in_context(article: Article | ArticleRecord, passage: Passage) -> str:
    """A passage's words as they are embedded: after what names its article."""
    return f"{context(article)}. {passage.text}"


def context(article: Article | ArticleRecord) -> str:
    """What names an article: title, date, publisher and author."""
    day = f"{article.published:%d %B %Y}" if article.published else None
    return ". ".join(part for part in (article.title, day, article.publisher, article.author) if part)


def _of(records: Records, parts: Iterable[tuple[str, T]]) -> Iterator[tuple[str, T]]:
    """Those of the parts that belong to the present version of a present article."""
    for id_, part in parts:
        article, version = version_of(id_)
        if article in records and records[article].version == version:
            yield id_, part


def _stamp(records: Records) -> str:
    """Names the state of the articles that something is derived from."""
    return hashlib.sha256("".join(f"{r.id}{r.version}" for r in records.values()).encode()).hexdigest()
