"""Articles as rows: CSV and Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from index.readers.file import MAX_LINE, Failure, File, Found
from index.readers.reader import Reader
from index.readers.records import drafts, known

_DELIMITERS = ",;\t|"
_ROWS = 64
"""Rows read at once: they hold whole articles."""


def _csv(file: File) -> Iterator[Found]:
    csv.field_size_limit(MAX_LINE)
    with file.characters() as stream:
        first = stream.readline(MAX_LINE)
        stream.seek(0)
        names = {mark: next(csv.reader([first], delimiter=mark), []) for mark in _DELIMITERS}
        mark = max(
            names, key=lambda mark: (len(known(dict.fromkeys(names[mark], "x"), file.options)), len(names[mark]))
        )
        rows = csv.DictReader(stream, delimiter=mark, restkey="(no name)")
        try:
            yield from drafts(file, ((f"row {n}", row) for n, row in enumerate(rows, 2)))
        except (csv.Error, UnicodeDecodeError) as error:
            yield Failure(f"{file.name}, line {rows.line_num}", f"the table breaks off here ({error}).")


def _parquet(file: File) -> Iterator[Found]:
    from pyarrow import parquet

    with file.seekable() as stream:
        table = parquet.ParquetFile(stream)
        rows = (row for batch in table.iter_batches(_ROWS) for row in batch.to_pylist())
        yield from drafts(file, ((f"row {n}", row) for n, row in enumerate(rows, 1)))


CSV = Reader("CSV", (".csv", ".tsv"), _csv)
PARQUET = Reader("Parquet", (".parquet",), _parquet, lambda file: file.head.startswith(b"PAR1"), unmistakable=True)
