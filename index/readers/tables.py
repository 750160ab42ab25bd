"""Articles as rows: CSV and Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from index.readers.file import MAX_LINE, Failure, File, Found, Options
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
        rows = csv.DictReader(stream, delimiter=_delimiter(first, file.options), restkey="(no name)")
        try:
            yield from drafts(file, ((f"row {n}", row) for n, row in enumerate(rows, 2)))
        except (csv.Error, UnicodeDecodeError) as error:
            yield Failure(f"{file.name}, line {rows.line_num}", f"the table breaks off here ({error}).")


def _delimiter(first: str, options: Options) -> str:
    """The mark between the names in the first row."""
    names = {mark: next(csv.reader([first], delimiter=mark), []) for mark in _DELIMITERS}
    return max(names, key=lambda mark: (len(known(dict.fromkeys(names[mark], "x"), options)), len(names[mark])))


def _begins(file: File) -> bool:
    """Whether its first row names an article's text and source, and the second has as many cells, or goes on."""
    first, *rest = file.beginning.splitlines(keepends=True) or [""]
    mark = _delimiter(first, file.options)
    rows = csv.reader([first, *rest], delimiter=mark)
    try:
        names, row = next(rows), next(rows)
    except (StopIteration, csv.Error):
        return False
    # In prose there is a blank behind a comma.
    named = {"text", "source"} <= known(dict.fromkeys(names, "x"), file.options).keys()
    goes_on = rows.line_num > len(rest) and file.goes_on
    return named and all(name == name.strip() for name in names) and (len(row) == len(names) or (goes_on and bool(row)))


def _parquet(file: File) -> Iterator[Found]:
    from pyarrow import parquet

    with file.seekable() as stream:
        table = parquet.ParquetFile(stream)
        rows = (row for batch in table.iter_batches(_ROWS) for row in batch.to_pylist())
        yield from drafts(file, ((f"row {n}", row) for n, row in enumerate(rows, 1)))


CSV = Reader("CSV", (".csv", ".tsv"), _csv, _begins, unmistakable=True)
PARQUET = Reader("Parquet", (".parquet",), _parquet, lambda file: file.head.startswith(b"PAR1"), unmistakable=True)
