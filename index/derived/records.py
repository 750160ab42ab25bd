"""The articles' records: the present version of each, by id, source, publisher and day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, Literal, NamedTuple

from index.article import ArticleRecord, Passage, Span
from index.derived.database import Database, several
from index.fields import TOGETHER, of_record, record_from
from index.filters import Filters

_EVERYWHERE = Filters()

_COLUMNS = (
    "id", "version", "source", "title", "published", "publisher", "author", "body", "chars", "passages", "statements",
    "language", "modified",
)  # fmt: skip
_NAMES = ", ".join(_COLUMNS)
Order = Literal["published", "title", "publisher", "chars"]

_ORDERS: Mapping[Order, str] = {
    "published": "published",
    "title": "title collate nocase",
    "publisher": "outlet",
    "chars": "chars",
}

_AMONG = "entry in (select value from json_each(?))"

_AT_ONCE = 500
"""Values of one query; SQLite takes a thousand at least."""


class Holding(NamedTuple):
    """Where the passages of an entry's article stand, in order; those before its body are not searched."""

    entry: int
    article: str
    body: int
    spans: Sequence[Span]

    def is_searched(self, n: int) -> bool:
        return self.spans[n].start >= self.body


class Records:
    """The articles that are present."""

    def __init__(self, database: Database):
        self._database = database

    def count(self, query: str = "", filters: Filters = _EVERYWHERE) -> int:
        """How many articles there are, or have the query's words in what names them."""
        where, values = _called(query, filters)
        return int(self._one(f"select count(*) from articles {where}", values))

    def totals(self) -> tuple[int, int]:
        """How many passages, and rows of statements, the store has of them."""
        rows = f"(statements + {TOGETHER - 1}) / {TOGETHER}"
        row = self._database.row(f"select total(passages), total({rows}) from articles")
        assert row
        return int(row[0]), int(row[1])

    def listed(
        self,
        query: str = "",
        limit: int = -1,
        offset: int = 0,
        order: Order = "published",
        descending: bool = True,
        filters: Filters = _EVERYWHERE,
    ) -> list[ArticleRecord]:
        """The records of all or of those with the query's words in what names them; the smallest have no such field."""
        ordered = f"order by {_ORDERS[order]} {'desc' if descending else 'asc'}, published desc, entry"
        where, values = _called(query, filters)
        return self._records(f"{where} {ordered} limit ? offset ?", [*values, limit, offset])

    def ordered(
        self, entries: Sequence[int], order: Order, descending: bool, offset: int, limit: int
    ) -> list[ArticleRecord]:
        """Some of the records of these entries, in an order."""
        ordered = f"order by {_ORDERS[order]} {'desc' if descending else 'asc'}, published desc, entry"
        return self._records(f"where {_AMONG} {ordered} limit ? offset ?", [json.dumps(entries), limit, offset])

    def named(self, query: str, filters: Filters, most: int) -> list[int]:
        """The entries that have the query's words in what names them; at most so many."""
        where, values = _called(query, filters)
        found = self._database.rows(f"select entry from articles {where} limit ?", [*values, most])
        return [int(entry) for (entry,) in found]

    def counted(self, entries: Sequence[int]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        """How many of these entries are of each publisher, most first, and of each month, newest first."""
        publishers = "publisher, count(*) from articles where publisher <> ''"
        months = "substr(published, 1, 7), count(*) from articles where published <> ''"
        held = [json.dumps(entries)]
        return (
            self._database.rows(f"select {publishers} and {_AMONG} group by 1 order by 2 desc, 1", held),
            self._database.rows(f"select {months} and {_AMONG} group by 1 order by 1 desc", held),
        )

    def of(self, id_or_source: str) -> ArticleRecord | None:
        """The record with this id, or else source."""
        found = self._records("where id = ?1", [id_or_source]) or self._records("where source = ?1", [id_or_source])
        return found[0] if found else None

    def with_ids(self, ids: Iterable[str]) -> dict[str, ArticleRecord]:
        """Those of the ids that are present."""
        return {r.id: r for some in _some(ids) for r in self._records(f"where id in ({several(some)})", some)}

    def at(self, entries: Iterable[int]) -> dict[int, ArticleRecord]:
        """Those of the entries that are present."""
        found: dict[int, ArticleRecord] = {}
        for some in _some(entries):
            query = f"select entry, {_NAMES}, rest from articles where entry in ({several(some)})"
            found |= {int(entry): _record(values) for entry, *values in self._database.rows(query, some)}
        return found

    def holding(self, versions: Mapping[str, str]) -> dict[str, Holding]:
        """Where the passages stand of those articles that are present in these versions; both by id."""
        found: dict[str, Holding] = {}
        for some in _some(versions):
            query = f"select version, entry, id, body, bounds from articles where id in ({several(some)})"
            for version, *values in self._database.rows(query, some):
                if versions[values[1]] == version:
                    found[values[1]] = _holding(*values)
        return found

    def spans(self, id_: str) -> list[Span]:
        """Where the passages of an article's body stand, in order; none where it is not present."""
        found = self._database.row("select bounds, body from articles where id = ?", [id_])
        return [Span(*span) for span in json.loads(found[0]) if span[0] >= found[1]] if found else []

    def entries_of(self, filters: Filters) -> list[int] | None:
        """The entries of those articles that filters name; None where they name none."""
        if filters.article is None and filters.among is None:
            return None
        where, values = narrowed(filters)
        return [entry for (entry,) in self._database.rows(f"select entry from articles where {where}", values)]

    def admitted(self, filters: Filters, ids: Iterable[str]) -> set[str]:
        """Those of these articles, by id, that the filters admit, the speaker aside."""
        where, values = narrowed(filters)
        query = f"select id from articles where id in (select value from json_each(?)) and {where}"
        return {id_ for (id_,) in self._database.rows(query, [json.dumps([*ids]), *values])}

    def added_since(self, entry: int, most: int) -> list[tuple[int, str]]:
        """The ids of the articles whose version came after an entry, each with its own, in order; at most so many."""
        return self._database.rows(
            "select entry, id from articles where entry > ? order by entry limit ?", [entry, most]
        )

    def holding_at(self, entries: Iterable[int]) -> dict[int, Holding]:
        """Where the passages stand of those entries that are present."""
        found: dict[int, Holding] = {}
        for some in _some(entries):
            query = f"select entry, id, body, bounds from articles where entry in ({several(some)})"
            found |= {values[0]: _holding(*values) for values in self._database.rows(query, some)}
        return found

    def spread(self, count: int) -> list[ArticleRecord]:
        """Some records, evenly from the oldest entries to the newest."""
        first, last = self._database.row("select min(entry), max(entry) from articles") or (None, None)
        if first is None:
            return []
        entries = {first + n * (last - first) // max(1, count - 1) for n in range(count)}
        found = (self._records("where entry >= ? order by entry limit 1", [entry]) for entry in sorted(entries))
        return [*dict.fromkeys(record for (record,) in found)]

    def versions(self) -> dict[str, str]:
        """The version of every article, by id."""
        return dict(self._database.rows("select id, version from articles"))

    def last_entry(self) -> int:
        """The highest that was ever given."""
        found = self._database.row("select seq from sqlite_sequence where name = 'articles'")
        return int(found[0]) if found else 0

    def publishers(self) -> list[str]:
        """All of them, in the order of the alphabet."""
        return [name for (name,) in self._database.rows("select name from publishers order by name collate nocase")]

    def days(self) -> tuple[date, date] | None:
        """The days of the oldest and of the newest article that have one."""
        first, last = (self._one(f"select {which}(published) from articles") for which in ("min", "max"))
        return (date.fromisoformat(first), date.fromisoformat(last)) if first else None

    def any_within(self, filters: Filters) -> bool:
        """Whether any article may be drawn on."""
        where, values = narrowed(filters)
        return self._database.row(f"select 1 from articles where {where} limit 1", values) is not None

    def add(self, record: ArticleRecord, passages: Sequence[Passage]) -> int:
        """Make it present; its entry."""
        values = of_record(record)
        rest = {name: value for name, value in values.items() if name not in _COLUMNS}
        called = f"{record.title} {record.source} {record.publisher or ''} {record.author or ''}".casefold()
        outlet = record.publisher and record.publisher.casefold()
        bounds = [[p.start, p.end] for p in passages]
        row = [*(values[name] for name in _COLUMNS), json.dumps(rest), called, json.dumps(bounds), outlet]
        if record.publisher:
            self._database.run(
                "insert into publishers values(?, 1) on conflict do update set articles = articles + 1",
                [record.publisher],
            )
        query = f"insert into articles({_NAMES}, rest, called, bounds, outlet) values({several(row)})"
        entry = self._database.run(query, row)
        assert entry
        return entry

    def remove(self, record: ArticleRecord) -> int | None:
        """Make it absent; the entry it had, None where it was not present."""
        found = self._database.row("delete from articles where id = ? returning entry", [record.id])
        if found and record.publisher:
            self._database.run("update publishers set articles = articles - 1 where name = ?", [record.publisher])
            self._database.run("delete from publishers where articles = 0")
        return int(found[0]) if found else None

    def _records(self, where: str, values: Sequence[Any]) -> list[ArticleRecord]:
        return [_record(row) for row in self._database.rows(f"select {_NAMES}, rest from articles {where}", values)]

    def _one(self, query: str, values: Sequence[Any] = ()) -> Any:
        row = self._database.row(query, values)
        return row[0] if row else None


def narrowed(filters: Filters) -> tuple[str, list[Any]]:
    """The filters, the speaker's aside, as a condition on the table of articles, and its values."""
    wanted: dict[str, Any] = {
        "articles.id = ?": filters.article,
        "articles.id in (select value from json_each(?))": filters.among is not None and json.dumps([*filters.among]),
        "articles.outlet = ?": filters.publisher and filters.publisher.casefold(),
        "articles.published >= ?": filters.since and filters.since.isoformat(),
        "articles.published <= ?": filters.until and filters.until.isoformat(),
    }
    given = {condition: value for condition, value in wanted.items() if value}
    return " and ".join(given) or "true", [*given.values()]


def _holding(entry: int, article: str, body: int, bounds: str) -> Holding:
    return Holding(entry, article, body, [Span(*span) for span in json.loads(bounds)])


def _called(query: str, filters: Filters) -> tuple[str, list[Any]]:
    """What narrows a list to those with the query's words in what names them, and to the filters; and its values."""
    words, (where, values) = query.casefold().split(), narrowed(filters)
    return " and ".join([f"where {where}", *("instr(called, ?)" for _ in words)]), [*values, *words]


def _record(row: Sequence[Any]) -> ArticleRecord:
    *values, rest = row
    return record_from(dict(zip(_COLUMNS, values, strict=True)) | json.loads(rest))


def _some(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values, so many at a time."""
    left = iter(values)
    while some := [*islice(left, _AT_ONCE)]:
        yield some
