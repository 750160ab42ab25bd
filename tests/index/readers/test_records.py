"""JSON lines, JSON, CSV and Parquet: what exports call things, and what has no place."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from index.article import Article
from index.errors import InputError
from index.load import Failure, Note, Options, options, parse

_SAID = 'Mayor Tom Dell said: "We sail."'
_WHOLE = Article(
    "http://example.com/a", _SAID, "Ferry", date(2024, 3, 5), "Corby Post", "Bo Li", url="http://example.com/a"
)

_EXPORTS: dict[str, Mapping[str, Any]] = {
    "ours": {
        "source": "http://example.com/a",
        "text": _SAID,
        "title": "Ferry",
        "published": "2024-03-05",
        "publisher": "Corby Post",
        "author": "Bo Li",
    },
    "trafilatura": {
        "source": "http://example.com/a",
        "text": _SAID,
        "title": "Ferry",
        "date": "2024-03-05",
        "sitename": "Corby Post",
        "author": "Bo Li",
    },
    "news-please": {
        "url": "http://example.com/a",
        "maintext": _SAID,
        "title": "Ferry",
        "date_publish": "2024-03-05 10:00:00",
        "source_domain": "Corby Post",
        "authors": ["Bo Li"],
    },
    "All the News": {
        "url": "http://example.com/a",
        "content": _SAID,
        "title": "Ferry",
        "date": "2024-03-05",
        "publication": "Corby Post",
        "author": "Bo Li",
    },
    "NewsAPI": {
        "source": {"id": None, "name": "Corby Post"},
        "url": "http://example.com/a",
        "content": _SAID,
        "title": "Ferry",
        "publishedAt": "2024-03-05T10:00:00Z",
        "author": "Bo Li",
    },
    "schema.org": {
        "url": "http://example.com/a",
        "articleBody": _SAID,
        "headline": "Ferry",
        "datePublished": "2024-03-05",
        "publisher": {"@type": "Organization", "name": "Corby Post"},
        "author": [{"@type": "Person", "name": "Bo Li"}],
    },
    "a feed reader": {
        "Link": "http://example.com/a",
        "Body": _SAID,
        "Headline": "Ferry",
        "Date": 1709596800,
        "Site_Name": "Corby Post",
        "Byline": "Bo Li",
    },
}


def lines(*records: Mapping[str, Any]) -> bytes:
    return "\n".join(map(json.dumps, records)).encode()


@pytest.mark.parametrize("record", _EXPORTS.values(), ids=_EXPORTS)
def test_fields_are_known_by_the_names_that_exports_give_them(record: Mapping[str, Any]) -> None:
    assert list(parse("a.jsonl", lines(record))) == [_WHOLE]
    assert list(parse("a.json", json.dumps([record]).encode())) == [_WHOLE]
    assert list(parse("a.json", json.dumps({"status": "ok", "articles": [record]}).encode())) == [_WHOLE]
    assert list(parse("a.json", json.dumps(record).encode())) == [_WHOLE]
    assert list(parse("a.json", lines(record, record))) == [_WHOLE, _WHOLE]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_tables_are_read_by_their_first_row(mark: str) -> None:
    table = io.StringIO()
    rows = csv.DictWriter(table, _EXPORTS["All the News"], delimiter=mark)
    rows.writeheader()
    rows.writerow(_EXPORTS["All the News"])
    assert list(parse("a.csv", table.getvalue().encode())) == [_WHOLE]
    assert list(parse("a.csv", table.getvalue().encode("utf-16"))) == [_WHOLE]


def test_a_cell_may_hold_paragraphs_and_a_row_too_little() -> None:
    data = 'url,content,date\nhttp://example.com/a,"One.\n\nTwo, ""three"".",2024-03-05\nhttp://example.com/b\n'
    article, failure = parse("a.csv", data.encode())
    assert isinstance(article, Article)
    assert article.text == 'One.\n\nTwo, "three".'
    assert failure == Failure("a.csv, row 3", "text: not found in url, content, date. Say where: --map text=NAME.")


def test_parquet() -> None:
    import pyarrow
    from pyarrow import parquet

    data = io.BytesIO()
    record = {**_EXPORTS["news-please"], "date_publish": datetime(2024, 3, 5, 10), "words": 5}
    parquet.write_table(pyarrow.Table.from_pylist([record] * 100), data)
    *articles, note = parse("a.parquet", data.getvalue())
    assert articles == [_WHOLE] * 100
    assert note == Note("a.parquet", "these fields were ignored: words. --map text=NAME reads one as the text.")
    assert list(parse("named-otherwise", data.getvalue()))[:100] == articles


def test_everything_that_is_missing_is_told_at_once() -> None:
    (failure,) = parse("a.jsonl", lines({"headline": "Ferry", "short_description": _SAID, "date": "2022-09-23"}))
    assert failure == Failure(
        "a.jsonl, line 1",
        "text and source: not found in headline, short_description, date. Say where: --map text=NAME,source=NAME.",
    )


def test_names_may_be_mapped_and_what_is_ignored_is_named() -> None:
    record = {"id": 7, "story": _SAID, "day": "2024-03-05", "text": "Ferry", "likes": 3, "empty": ""}
    how = options(fields="text=story, published=day,source=id,title=text")
    article, note = parse("a.jsonl", lines(record), how)
    assert article == Article("7", _SAID, "Ferry", date(2024, 3, 5))
    assert note == Note("a.jsonl", "these fields were ignored: likes. --map text=NAME reads one as the text.")


@pytest.mark.parametrize(
    "name",
    ["modified", "dateModified", "date_modify", "updated", "updated_at", "updatedAt", "last_modified", "lastmod"],
)
def test_the_day_of_the_last_change_is_known_by_the_names_that_exports_give_it(name: str) -> None:
    (article,) = parse("a.jsonl", lines({**_EXPORTS["ours"], name: "2024-03-07T10:00:00Z"}))
    assert article == replace(_WHOLE, modified=date(2024, 3, 7))
    article, note = parse("a.jsonl", lines({**_EXPORTS["ours"], name: "03/07/2024"}))
    assert article == _WHOLE
    assert isinstance(note, Note)
    assert "modified: '03/07/2024' is 3 July 2024 or 7 March 2024" in note.reason


@pytest.mark.parametrize("name", ["url", "link", "canonical_url", "permalink", "webUrl"])
def test_the_publisher_s_page_is_kept_beside_the_source(name: str) -> None:
    record = {**_EXPORTS["ours"], "source": "desk/7", name: "https://post.example.com/ferry"}
    (article,) = parse("a.jsonl", lines(record))
    assert article == replace(_WHOLE, source="desk/7", url="https://post.example.com/ferry")
    mapped, *_ = parse("a.jsonl", lines(record), options(fields=f"source={name}"))
    assert isinstance(mapped, Article)
    assert (mapped.source, mapped.url) == (record[name], record[name])


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "/ferry", "ftp://example.com/a", "https://a b.example.com", "x"]
)
def test_what_is_no_address_of_the_web_is_no_url_and_is_told(url: str) -> None:
    article, note = parse("a.jsonl", lines({**_EXPORTS["ours"], "source": "desk/7", "url": url}))
    assert article == replace(_WHOLE, source="desk/7", url=None)
    assert note == Note(
        "a.jsonl, line 1",
        f"url: {url!r} is no address of the web. Write it like https://example.com/news. It is left out here.",
    )
    (alone,) = parse("a.jsonl", lines({"url": url, "text": _SAID}))
    assert isinstance(alone, Article)
    assert (alone.source, alone.url) == (url, None)


def test_a_mapping_to_no_field_of_ours_is_refused() -> None:
    with pytest.raises(InputError, match="'body' is no field of ours"):
        options(fields="body=story")
    with pytest.raises(InputError, match="encoding"):
        options(encoding="klingon")


def test_dates_that_can_be_two_are_left_out_and_told_and_dots_stand_behind_days() -> None:
    records = [
        {"source": str(n), "text": _SAID, "published": day} for n, day in enumerate(("05/03/2024", "13/03/2024"))
    ]
    records.append({"source": "2", "text": _SAID, "published": "05.03.2024"})
    first, note, second, third = parse("a.jsonl", lines(*records))
    published = [item.published for item in (first, second, third) if isinstance(item, Article)]
    assert published == [None, date(2024, 3, 13), date(2024, 3, 5)]
    assert isinstance(note, Note)
    assert note.source == "a.jsonl, line 1"
    assert "5 March 2024 or 3 May 2024" in note.reason
    (settled, *_) = parse("a.jsonl", lines(*records), Options(day_first=True))
    assert isinstance(settled, Article)
    assert settled.published == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("source", "publisher"),
    [("https://post.example.co.uk/ferry", "Corby Post"), ("ferry", "post.example.co.uk")],
)
def test_the_country_of_an_address_settles_it(source: str, publisher: str) -> None:
    record = {"source": source, "publisher": publisher, "text": _SAID, "published": "05/03/2024"}
    (article,) = parse("a.jsonl", lines(record))
    assert isinstance(article, Article)
    assert article.published == date(2024, 3, 5)


@pytest.mark.parametrize("name", ["ferry.md", "http://[ferry", "/news/ferry.ps"])
def test_a_file_s_ending_is_no_country(name: str) -> None:
    record = {"source": name, "text": _SAID, "published": "05/03/2024"}
    article, note = parse("a.jsonl", lines(record))
    assert isinstance(article, Article)
    assert article.published is None
    assert isinstance(note, Note)
    assert "5 March 2024 or 3 May 2024" in note.reason


def test_lines_in_another_encoding_are_refused_one_by_one() -> None:
    data = lines({"source": "a", "text": "One."}) + '\n{"source": "b", "text": "Café"}'.encode("latin-1")
    one, refused = parse("a.jsonl", data)
    assert isinstance(one, Article)
    assert isinstance(refused, Failure)
    assert refused.source == "a.jsonl, line 2"
    assert "not UTF-8" in refused.reason
    _, two = parse("a.jsonl", data, Options(encoding="latin-1"))
    assert isinstance(two, Article)
    assert two.text == "Café"
    table = 'url,text\na,"Café"'.encode("latin-1")
    (refused,) = parse("a.csv", table)
    assert isinstance(refused, Failure)
    (article,) = parse("a.csv", table, Options(encoding="latin-1"))
    assert isinstance(article, Article)
    assert article.text == "Café"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"[" * 100_000, "nested too deeply"),
        (b"[]", "holds no articles"),
        (b'"a"', "holds no articles"),
        (b"{no", "not JSON"),
        (b"\n", "empty"),
    ],
)
def test_json_without_articles_says_so(data: bytes, reason: str) -> None:
    (failure,) = parse("a.json", data)
    assert isinstance(failure, Failure)
    assert reason in failure.reason
