"""Full-text search by words (tantivy): the room that knows it.

Texts are given and looked for as stems (`index/words.py`), which tantivy takes as they are. Its BM25 has k1 1.2 and
b 0.75. On a million passages, with 4 to 14 words asked, the hundred best come in 6 ms; SQLite's FTS5, which scores
every passage that holds one of the words, took over a second.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tantivy import Index, IndexWriter, Query, Schema, Searcher

_HEAP = 32_000_000
"""Bytes that a writer gathers before it writes a segment; 15 MB are the least."""

_COUNTED = 1_000
"""Deleted texts stay in tantivy's counts until their segment is merged: below so many, the texts are counted."""

_FIRST = date(1800, 1, 1).toordinal()
_DAY = 1e-6
"""What a day adds to the score of one of equals: the newer comes first, and no others change places."""


class Row(NamedTuple):
    """A text to be found: its number, of which article (by its entry), its stems, and what it can be narrowed to."""

    number: int
    entry: int
    stems: Sequence[str]
    publisher: str | None
    day: date | None
    sighting: int | None = None
    """Of a statement: who says it."""


class Near(NamedTuple):
    """Stems that stand one after the other, or with at most so many words between them, in any order."""

    stems: tuple[str, ...]
    apart: int = 0


class Within(NamedTuple):
    """What a search is narrowed to; all that is given must hold. publisher is in lower case, days are inclusive."""

    publisher: str | None = None
    since: date | None = None
    until: date | None = None
    entries: Collection[int] | None = None
    numbers: Collection[int] | None = None
    sightings: Collection[int] | None = None

    @property
    def narrows(self) -> bool:
        return any(part is not None for part in self)


_ANYWHERE = Within()


class Texts:
    """Texts in a folder, each under a number; one process changes them, any number of threads look for them."""

    def __init__(self, folder: Path):
        from tantivy import Index

        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._schema = _schema()
        self._index: Index = Index(self._schema, path=str(folder))
        self._index.config_reader("manual")
        self._searcher: Searcher = self._index.searcher()
        self._open_writer: IndexWriter | None = None
        self._changed = False

    # Looking for them

    @property
    def size(self) -> int:
        """How many texts there are."""
        return self._searcher.num_docs

    def best(self, terms: Mapping[str, float], most: int, within: Within = _ANYWHERE) -> dict[int, float]:
        """The BM25 scores, by number and best first, of the texts that hold weighted stems; at most so many."""
        return self._found(self._any_of(terms), most, within) if terms else {}

    def matching(self, terms: Mapping[str, float], most: int, within: Within = _ANYWHERE) -> dict[int, float]:
        """The same, where a stem counts its weight once, whatever text it stands in; of equals the newest first."""
        from tantivy import Occur, Query

        if not terms:
            return {}
        held = [(Occur.Should, Query.const_score_query(self._term(stem), weight)) for stem, weight in terms.items()]
        return self._found(Query.boolean_query(held), most, within, newest_first=True)

    def with_phrase(self, stems: Sequence[str], most: int, within: Within = _ANYWHERE) -> list[int]:
        """The numbers of texts in which these stems stand one after the other; at most so many."""
        from tantivy import Query

        query = Query.phrase_query(self._schema, "words", list(stems)) if len(stems) > 1 else self._all_of(stems)
        return [*self._found(query, most, within)] if query else []

    def holding(
        self, held: Sequence[Near], never: Sequence[Near], most: int, within: Within = _ANYWHERE
    ) -> tuple[dict[int, float], int]:
        """The BM25 scores, by number and best first, of the texts that hold all of some and none of others, at most so
        many; and how many such there are.
        """
        from tantivy import Occur, Query

        clauses = [(Occur.Must, self._near(one)) for one in held] + [(Occur.MustNot, self._near(one)) for one in never]
        query = Query.boolean_query(clauses)
        total = self._searcher.search(self._narrowed(query, within), 1, count=True)
        return self._found(query, most, within), int(total.count)  # type: ignore[attr-defined]  # as in `count`

    def count(self, stems: Iterable[str]) -> int:
        """How many texts hold all of the stems."""
        query = self._all_of(stems)
        if not query:
            return 0
        found = self._searcher.search(query, 1, count=True)
        return int(found.count)  # type: ignore[attr-defined]  # the class has it, its stub does not

    def held(self, stem: str) -> int:
        """How many texts hold the stem; of a common one, nearly."""
        many = self._searcher.doc_freq("words", stem)
        return self.count([stem]) if many < _COUNTED else many

    def _found(self, query: Query, most: int, within: Within, newest_first: bool = False) -> dict[int, float]:
        searcher = self._searcher
        found = searcher.search(
            self._narrowed(query, within), most, count=False, weight_by_field="recency" if newest_first else None
        ).hits
        numbers = searcher.fast_field_values("number", [address for _, address in found])
        return {int(number or 0): float(score) for number, (score, _) in zip(numbers, found, strict=True)}

    def _narrowed(self, query: Query, within: Within) -> Query:
        from tantivy import Occur, Query

        if not within.narrows:
            return query
        must = [(Occur.Must, Query.const_score_query(each, 0.0)) for each in self._clauses(within)]
        return Query.boolean_query([*must, (Occur.Must, query)])

    def _clauses(self, within: Within) -> Iterator[Query]:
        from tantivy import FieldType, Query

        if within.publisher is not None:
            yield Query.term_query(self._schema, "publisher", within.publisher, "basic")
        if within.since or within.until:
            since, until = (day.toordinal() if day else None for day in (within.since, within.until))
            yield Query.range_query(self._schema, "day", FieldType.Integer, since, until)
        for name, values in zip(("entry", "number", "sighting"), within[3:], strict=True):
            if values is not None:
                yield Query.term_set_query(self._schema, name, list(values))

    def _any_of(self, terms: Mapping[str, float]) -> Query:
        from tantivy import Occur, Query

        weighted = (Query.boost_query(self._term(stem), weight) for stem, weight in terms.items())
        return Query.boolean_query([(Occur.Should, query) for query in weighted])

    def _all_of(self, stems: Iterable[str]) -> Query | None:
        from tantivy import Occur, Query

        wanted = [(Occur.Must, self._term(stem)) for stem in dict.fromkeys(stems)]
        return Query.boolean_query(wanted) if wanted else None

    def _near(self, near: Near) -> Query:
        from tantivy import Occur, Query

        if len(near.stems) == 1:
            return self._term(near.stems[0])
        # tantivy's slop keeps the order.
        orders: list[list[str | tuple[int, str]]] = [[*near.stems]]
        if near.apart:
            orders.append([*reversed(near.stems)])
        either = [(Occur.Should, Query.phrase_query(self._schema, "words", order, near.apart)) for order in orders]
        return Query.boolean_query(either)

    def _term(self, stem: str) -> Query:
        from tantivy import Query

        return Query.term_query(self._schema, "words", stem, "freq")

    # Changing them

    def add(self, rows: Iterable[Row]) -> None:
        """Add texts; they are found after `commit`."""
        from tantivy import Document

        for row in rows:
            document = Document()
            document.add_text("words", " ".join(row.stems))
            document.add_integer("number", row.number)
            document.add_integer("entry", row.entry)
            day = row.day.toordinal() if row.day else None
            document.add_float("recency", max(0, (day or _FIRST) - _FIRST) * _DAY)
            if day is not None:
                document.add_integer("day", day)
            if row.publisher:
                document.add_text("publisher", row.publisher)
            if row.sighting is not None:
                document.add_integer("sighting", row.sighting)
            self._writer.add_document(document)
            self._changed = True

    def remove(self, entries: Iterable[int]) -> None:
        """Take an article's texts out; they are gone after `commit`."""
        for entry in entries:
            self._writer.delete_documents_by_term("entry", entry)
            self._changed = True

    def remove_after(self, entry: int) -> None:
        """Take out the texts of all later entries: those of a change that was cut short."""
        from tantivy import FieldType, Query

        query = Query.range_query(self._schema, "entry", FieldType.Integer, entry, None, include_lower=False)
        if self._searcher.search(query, 1, count=False).hits:
            self._writer.delete_documents_by_query(query)
            self._changed = True

    def commit(self) -> None:
        """Make all changes since the last one visible at once."""
        if not self._changed:
            return
        self._writer.commit()
        self._changed = False
        self._index.reload()
        self._searcher = self._index.searcher()

    def roll_back(self) -> None:
        """Forget all changes since the last commit. A writer that met an error of the disk writes no more: a new one
        takes its place.
        """
        self._open_writer = None
        self._changed = False

    def close(self) -> None:
        """End what is still being merged; nothing can be changed after."""
        if self._open_writer:
            self._open_writer.wait_merging_threads()
            self._open_writer = None

    @property
    def _writer(self) -> IndexWriter:
        if self._open_writer is None:
            self._open_writer = self._index.writer(_HEAP, 1)
        return self._open_writer

    # Telling damage

    def sums(self, known: Mapping[str, str]) -> dict[str, str]:
        """The checksum of each file of the last commit, which never change: those that are known are not read again."""
        sums = {}
        for name in files_of(self._folder):
            # What is merged away meanwhile is gone; what took its place gets its checksum with the next change.
            with suppress(FileNotFoundError):
                sums[name] = known.get(name) or _sum(self._folder / name)
        return sums


def files_of(folder: Path) -> list[str]:
    """The names of the files of an index's last commit; raises OSError, ValueError or KeyError where it is not told."""
    held = json.loads((folder / "meta.json").read_text())["segments"]
    segments = [segment["segment_id"].replace("-", "") for segment in held]
    return sorted(file.name for segment in segments for file in folder.glob(f"{segment}.*"))


def is_whole(folder: Path, sums: Mapping[str, str]) -> bool:
    """Whether an index's files are as they were written: a garbled one has other hits, and nothing else shows it.

    What was merged after the last commit has no checksum yet.
    """
    try:
        return all(_sum(folder / name) == sums.get(name, _sum(folder / name)) for name in files_of(folder))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _sum(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "blake2b").hexdigest()


def _schema() -> Schema:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("publisher", tokenizer_name="raw", index_option="basic")
    for name in ("number", "entry", "day", "sighting"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_float_field("recency", fast=True)
    return builder.build()
