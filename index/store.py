"""Passages, statements and the articles' own records in Chroma, the one record.

An article is present where its record stands. The record is written last and names the version whose passages and
statements belong to it (their ids hold it), so that a write that is cut short leaves the article as it was, and
leftovers that nothing names.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from index import fields
from index.article import ArticleRecord, Correction, Passage, Statement
from index.chroma import READ, REBUILD, Row, batches
from index.corrections import corrected, noted
from index.embed import Vectors
from index.entry import Entry, Maker
from index.errors import ArchiveDamaged, ArchiveMismatch
from index.kept import VECTOR, Kept

if TYPE_CHECKING:
    from index.chroma import Collection

logger = logging.getLogger(__name__)

T = TypeVar("T")

PROBES = 5
"""Articles whose vectors are looked for when a store is opened."""
_NEAR = 20
_APART = 1e-3
_NO_DISTANCE = 1e-4
"""What is no farther from a vector than this is the vector, or that of an equal text."""


class Store(Kept):
    """Articles' records, passages and statements, and what is kept beside them."""

    # What is there

    def check_maker(self, embedder: str, extractor: str) -> None:
        """Raise ArchiveMismatch where another model made it."""
        held = self.maker()
        if held and (held.embedder, held.extractor) != (embedder, extractor):
            raise ArchiveMismatch(
                f"The archive was made with the embedding model {held.embedder} and the extractor {held.extractor}; "
                f"here they are {embedder} and {extractor}. {REBUILD}"
            )

    def check_readable(self) -> None:
        """Raise ArchiveDamaged where vectors cannot be read.

        Garbled ones can take down the process that reads anything beside them: unless the store is as it was closed,
        another process reads it first.
        """
        if self.maker() and not self._server and not self.as_closed and not _can_be_read(self._folder):
            raise ArchiveDamaged(f"The vectors of the archive {self._folder} cannot be read. {REBUILD}")

    def load(self) -> None:
        """Have Chroma read its vectors into memory, as it would for the first search."""
        self._reading(lambda: self._passages.get(limit=1, include=[]))

    def whole(self) -> int:
        """How many articles are present; raises ArchiveDamaged rather than call whole what does not hold together."""
        self.check_readable()
        return self.read_through()

    def read_through(self) -> int:
        """The same, in this process whatever may befall it."""
        records = [*self.records()]
        step = max(1, len(records) // PROBES)
        self.count_parts(sum(r.passages for r in records), sum(fields.rows(r.statements) for r in records))
        self.probe(records[::step])
        return len(records)

    def count_parts(self, passages: int, rows: int) -> bool:
        """Whether there are just so many passages, and rows of statements, and nothing left over; raises ArchiveDamaged
        where there are fewer.
        """
        held = self._reading(lambda: (self._passages.count(), self._statements.count()))
        if held[0] < passages or held[1] < rows:
            raise ArchiveDamaged(f"The archive {self._folder} has lost passages or statements. {REBUILD}")
        return held == (passages, rows)

    def probe(self, some: Sequence[ArticleRecord]) -> None:
        """Raise ArchiveDamaged where vectors of some articles cannot be read or do not find themselves: damaged vector
        files give the right count and silently wrong hits.
        """
        if some:
            self._find_themselves([fields.part_id(record, 0) for record in some])
        self.sound = True

    def _find_themselves(self, ids: list[str]) -> None:
        found = self._reading(lambda: self._passages.get(ids=ids, include=["embeddings"]))
        vectors = found["embeddings"]
        if vectors is None or len(vectors) != len(ids):
            raise ArchiveDamaged(f"The archive {self._folder} has lost vectors. {REBUILD}")
        queried = np.asarray(vectors, dtype=np.float32)
        nearest = self._reading(
            lambda: self._passages.query(query_embeddings=queried, n_results=_NEAR, include=["distances"])
        )
        finds_itself = [
            id_ in row or min(distances, default=1.0) < _NO_DISTANCE
            for id_, row, distances in zip(found["ids"], nearest["ids"], nearest["distances"] or [], strict=True)
        ]
        # Most is enough: the search is approximate.
        if sum(finds_itself) * 2 < len(ids):
            raise ArchiveDamaged(f"The vectors of the archive {self._folder} are damaged. {REBUILD}")

    def count(self) -> int:
        """How many articles are present."""
        return self._reading(self._articles.count)

    def records(self, since: int | None = None) -> Iterator[ArticleRecord]:
        """Every present article's record, or those of the changes after one."""
        which = {} if since is None else {"where": {"change": {"$gt": since}}}
        return (fields.record_from(held) for _, _, held in self._all(self._articles, **which))

    def passages(self, records: Sequence[ArticleRecord]) -> list[list[Passage]]:
        """Each article's passages, in order; ArchiveDamaged where one is missing."""
        counts = [record.passages for record in records]
        return self._by_article(self._passages, records, counts, fields.passage_from)

    def statements(self, records: Sequence[ArticleRecord]) -> list[list[Statement]]:
        """Each article's statements as they are by its corrections, in the order in which they stand; ArchiveDamaged
        where one is missing.
        """
        counts = [fields.rows(record.statements) for record in records]
        found = self._by_article(self._statements, records, counts, _statements)
        return [corrected([*chain(*own)], record.corrections) for own, record in zip(found, records, strict=True)]

    def statements_at(self, places: Sequence[tuple[ArticleRecord, int]]) -> list[Statement]:
        """The n-th statements of articles, in the order given."""
        row_of = {(r.id, n): fields.part_id(r, n // fields.TOGETHER) for r, n in places if not r.corrections}
        ids = [*dict.fromkeys(row_of.values())]
        rows = dict(zip(ids, self._by_id(self._statements, ids, _statements), strict=True))
        changed = [*{record.id: record for record, _ in places if record.corrections}.values()]
        whole = {record.id: own for record, own in zip(changed, self.statements(changed), strict=True)}
        return [whole[r.id][n] if r.corrections else rows[row_of[r.id, n]][n % fields.TOGETHER] for r, n in places]

    def _by_article(
        self,
        collection: Collection,
        records: Sequence[ArticleRecord],
        counts: Sequence[int],
        make: Callable[[str, Mapping[str, Any]], T],
    ) -> list[list[T]]:
        ids = [fields.part_id(r, n) for r, count in zip(records, counts, strict=True) for n in range(count)]
        parts = iter(self._by_id(collection, ids, make))
        return [list(islice(parts, count)) for count in counts]

    def vectors(self, record: ArticleRecord) -> Vectors:
        """The vectors of an article's passages, in order, shape (passages, dimension)."""
        ids = [fields.part_id(record, n) for n in range(record.passages)]
        rows = self._vectors(ids)
        return np.asarray([rows[id_] for id_ in ids], np.float32)

    def _vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of those of these passages that are there, each of shape (dimension,)."""
        rows: dict[str, Vectors] = {}
        for some in batches(ids, READ):
            found = self._reading(partial(self._passages.get, ids=list(some), include=["embeddings"]))
            if found["ids"]:
                rows |= dict(zip(found["ids"], np.asarray(found["embeddings"], np.float32), strict=True))
        return rows

    def nearest(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """(passage id, cosine) of the k passages whose vectors are nearest to the one of shape (1, dimension)."""
        found = self._reading(lambda: self._passages.query(query_embeddings=vector, n_results=k, include=["distances"]))
        distances = (found["distances"] or [[]])[0]
        return [(id_, 1.0 - distance) for id_, distance in zip(found["ids"][0], distances, strict=True)]

    def cosines(self, vector: Vectors, ids: Sequence[str]) -> Iterator[tuple[str, float]]:
        """The same of just these passages, the nearest first; what is not there is left out."""
        if not (rows := self._vectors(ids)):
            return iter(())
        vectors = np.stack([*rows.values()])
        near = vectors @ vector[0] / np.linalg.norm(vectors, axis=1) / np.linalg.norm(vector)
        return iter(sorted(zip(rows, near.tolist(), strict=True), key=lambda one: -one[1]))

    # Changing it

    def add(self, entries: Sequence[Entry], maker: Maker, earlier: Mapping[str, int]) -> list[ArticleRecord]:
        """Write articles whole; each is present, in this version, once this returns. What is stored of the one before
        stays: `delete`. earlier: how many versions there were of articles, by id, where there were any.
        """
        self.correct_copies(entries)
        records = self._noting([replace(r := entry.record(), earlier=earlier.get(r.id, 0)) for entry in entries])
        passages = [
            (fields.part_id(r, n), vector, p.text, fields.of_passage(p))
            for e, r in zip(entries, records, strict=True)
            for n, (p, vector) in enumerate(zip(e.passages, _apart(r, e.vectors), strict=True))
        ]
        change = self._count_change(maker)
        with self._writing():
            self._write(self._passages, passages)
        # A statement has no vector of its own: its passage's serves.
        statements: list[Row] = [
            (fields.part_id(r, n), VECTOR, fields.of_statements(some), {"article": r.id})
            for e, r in zip(entries, records, strict=True)
            for n, some in enumerate(batches(e.statements, fields.TOGETHER))
        ]
        means = [
            (r.id, e.vectors.mean(axis=0), r.title, {**fields.of_record(r), "change": change})
            for e, r in zip(entries, records, strict=True)
        ]
        with self._writing():
            self._write(self._statements, statements)
            self._write(self._articles, means)
        self._count_change()
        return records

    def correct(self, correction: Correction) -> None:
        """Keep a correction, and note it in the records of the articles whose statements it corrects."""
        self._count_change()
        self.keep_corrections([correction])
        self._note(correction.articles)

    def uncorrect(self, correction: Correction) -> None:
        """Forget a correction; cut short, it stands."""
        self._count_change()
        self._note(correction.articles, without=correction.id)
        with self._writing():
            self._corrections.delete(where={"correction": correction.id})
        self._count_change()

    def note_corrections(self) -> None:
        """Note in the articles' records what a correction that was cut short kept, and did not note there.

        A shared store is left alone: another process may be about to.
        """
        if self.shared or self.as_closed:
            return
        articles = {article for correction in self.corrections() for article in correction.articles}
        for some in batches([*articles]):
            held = [fields.record_from(held) for _, _, held in self._rows(self._articles, ids=list(some))]
            both = zip(held, self._noting(held), strict=True)
            if wanting := [record.id for record, now in both if record != now]:
                self._note(wanting)

    def _note(self, articles: Sequence[str], without: str | None = None) -> None:
        """Write into the records of articles which corrections they have, all but one, as a change."""
        change = self._count_change()
        for some in batches(articles):
            held = [fields.record_from(held) for _, _, held in self._rows(self._articles, ids=list(some))]
            records = self._noting([replace(record, corrections=()) for record in held], without)
            metadatas: list[Any] = [fields.sealed(r.title, {**fields.of_record(r), "change": change}) for r in records]
            if records:
                with self._writing():
                    self._articles.update(ids=[record.id for record in records], metadatas=metadatas)
        self._count_change()

    def _noting(self, records: Sequence[ArticleRecord], without: str | None = None) -> list[ArticleRecord]:
        """The records with the corrections that are kept of their articles, all but one."""
        if not self._reading(self._corrections.count):
            return [*records]
        kept = [c for c in self.corrections([record.id for record in records]) if c.id != without]
        return [replace(record, corrections=noted(kept, record.id)) for record in records]

    def forget(self, record: ArticleRecord) -> None:
        """Make an article absent; its passages and statements stay, for who is reading them: `delete`."""
        self._count_change()
        with self._writing():
            self._articles.delete(ids=[record.id])
        self._count_change()

    def delete(self, record: ArticleRecord) -> None:
        """Delete the passages and statements of this version of an article."""
        with self._writing():
            for some in batches([fields.part_id(record, n) for n in range(record.passages)]):
                self._passages.delete(ids=list(some))
            for some in batches([fields.part_id(record, n) for n in range(fields.rows(record.statements))]):
                self._statements.delete(ids=list(some))

    def sweep(self) -> None:
        """Delete what no record names: the leftovers of writes that were cut short.

        A shared store is left alone: what looks left over may be what another process is writing.
        """
        if self.shared:
            return
        records = {record.id: record for record in self.records()}

        def named(id_: str) -> bool:
            """Whether a record names a part by its version; none has more of them than it says."""
            part = fields.part_of(id_)
            return part.article in records and records[part.article].version == part.version

        self._sweep(self._passages, named)
        self._sweep(self._statements, named)
        # Those of an article that is gone; they go before the rest of it.
        self._sweep(self._versions, lambda id_: id_.partition("-")[0] in records)

    def _sweep(self, collection: Collection, named: Callable[[str], bool]) -> None:
        leftovers = [id_ for page in self._pages(collection, []) for id_ in page["ids"] if not named(id_)]
        logger.info("sweeping %d leftovers", len(leftovers))
        for some in batches(leftovers):
            collection.delete(ids=list(some))


def _statements(text: str, _: Mapping[str, Any]) -> list[Statement]:
    return fields.statements_from(text)


def _apart(record: ArticleRecord, vectors: Vectors) -> Vectors:
    """The vectors, each a thousandth of its length aside: no two are equal, and no ranking is another.

    Chroma's graph (HNSW) links equal vectors to one another alone. A few hundred cut a search off from all others.
    """
    aside = np.random.default_rng(int(record.id + record.version, 16)).normal(size=vectors.shape)
    aside *= _APART / np.linalg.norm(aside, axis=1, keepdims=True)
    return np.asarray(vectors + aside, dtype=np.float32)


def _can_be_read(folder: Path) -> bool:
    """Whether a process of its own can read the store and find it whole; damage may kill that process."""
    code = (
        "import sys, pathlib; from index.store import Store; "
        "store = Store(pathlib.Path(sys.argv[1])); store.read_through()"
    )
    done = subprocess.run([sys.executable, "-c", code, folder.parent], capture_output=True)
    return done.returncode == 0
