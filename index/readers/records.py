"""Articles as records: JSON lines and JSON. What the fields are called is known for the usual exports."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from index.errors import InputError
from index.readers.file import AS_THEY_ARE, Draft, Failure, File, Found, Note, Options, decode
from index.readers.reader import Reader

NAMES = {
    "source": "source url link canonicalurl permalink weburl uri",
    "text": "text content body maintext fulltext articletext articlebody article rawtext",
    "title": "title headline",
    "published": "published date publishedat publishdate datepublish datepublished pubdate publishedtime publisheddate "
    "publicationdate firstpublished",
    "modified": "modified datemodified datemodify modifieddate modifiedat modifiedtime modifiedon updated dateupdated "
    "updateddate updatedat updatedtime updatedon lastmodified lastmodifieddate lastmod lastupdated lastupdate",
    "publisher": "publisher publication sitename sourcehostname hostname sourcedomain outlet newspaper sourcename",
    "author": "author authors byline creator",
    "url": "canonicalurl url permalink link weburl",
    "page_starts": "pagestarts",
    "ocr_pages": "ocrpages",
}
"""Our fields, and what exports call them, the surest first: small letters alone, as "publishedAt", "published_at".

An address is both where an article is from and where its publisher has it.
"""
_ORDERS = {field: names.split() for field, names in NAMES.items()}
_OPENING = re.compile(r'\s*(?:\[\s*)?\{\s*"')


def drafts(file: File, records: Iterable[tuple[str, Any]]) -> Iterator[Found]:
    """The articles in records, each with its place in the file; last, which fields had no place in an article."""
    ignored: Counter[str] = Counter()
    for place, record in records:
        if isinstance(record, Failure):
            yield record
            continue
        yield _draft(file, place, record, ignored)
    if ignored:
        names = ", ".join(sorted(ignored, key=lambda name: (-ignored[name], name))[:20])
        yield Note(file.name, f"these fields were ignored: {names}. --map text=NAME reads one as the text.")


def known(record: Mapping[str, Any], options: Options = AS_THEY_ARE) -> dict[str, Any]:
    """The record's fields that are an article's, under our names: as the user maps them, else as exports have them."""
    return {field: record[name] for field, name in _columns(record, options).items()}


def _draft(file: File, place: str, record: Any, ignored: Counter[str]) -> Found:
    if not isinstance(record, Mapping):
        return Failure(f"{file.name}, {place}", 'it is not an object. Write {"source": ..., "text": ...}.')
    columns = _columns(record, file.options)
    if missing := [field for field in ("text", "source") if field not in columns and (place or field == "text")]:
        these = ", ".join(str(name) for name in list(record)[:20]) or "nothing"
        how = ",".join(f"{field}=NAME" for field in missing)
        return Failure(
            f"{file.name}, {place}" if place else file.name,
            f"{' and '.join(missing)}: not found in {these}. Say where: --map {how}.",
        )
    ignored.update(str(name) for name in record.keys() - columns.values() if record[name] not in (None, "", [], {}))
    fields = {field: _value(field, name, record[name]) for field, name in columns.items()}
    return Draft(fields, place)


def _columns(record: Mapping[str, Any], options: Options) -> dict[str, str]:
    """Which of the record's names holds which field of ours, where it holds anything."""
    found: dict[str, list[tuple[int, str]]] = {}
    for name, value in record.items():
        plain = re.sub(r"[^a-z]", "", str(name).lower())
        for field, names in _ORDERS.items() if value is not None else ():
            if plain in names:
                place = names.index(plain)
                if field == "source" and isinstance(value, Mapping):
                    # As NewsAPI has it: {"id": "bbc-news", "name": "BBC News"}.
                    field, place = "publisher", len(_ORDERS["publisher"])
                found.setdefault(field, []).append((place, name))
    chosen = {field: min(names)[1] for field, names in found.items()}
    mapped = {field: name for field, name in options.fields.items() if record.get(name) is not None}
    return {**{f: name for f, name in chosen.items() if f == "url" or name not in mapped.values()}, **mapped}


def _value(field: str, name: str, value: Any) -> Any:
    """As index.load.article takes it: several authors as one text, numbers under others' names as text."""
    if field == "url" and not isinstance(value, str):
        return None  # A list of links is no address.
    if field in ("author", "publisher") and not isinstance(value, str):
        values = value if isinstance(value, list | tuple) else [value]
        names = [one.get("name") if isinstance(one, Mapping) else one for one in values]
        return ", ".join(str(one) for one in names if one)
    return str(value) if name != field and field != "published" and isinstance(value, int) else value


def _lines(file: File) -> Iterator[Found]:
    if decoded := file.head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        lines: Iterable[bytes | str] = file.text.split("\n")
    else:
        lines = file.lines()
    if not file.head.strip() and not decoded:
        file.data  # noqa: B018 - it says that the file is empty
    yield from drafts(file, _records(file, lines))


def _records(file: File, lines: Iterable[bytes | str]) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip() or line == b"\xef\xbb\xbf":
            continue
        place = f"line {number}"
        try:
            yield place, json.loads(line if isinstance(line, str) else decode(line, encoding=file.options.encoding))
        except InputError as error:
            yield place, Failure(f"{file.name}, {place}", str(error).replace("the file is", "the line is", 1))
        except (ValueError, RecursionError):
            yield place, Failure(f"{file.name}, {place}", "the line is not JSON. Mend it and index the file again.")


def _json(file: File) -> Iterator[Found]:
    try:
        held = json.loads(file.text)
    except RecursionError:
        raise InputError("the JSON is nested too deeply.") from None
    except ValueError as error:
        if re.match(r"\s*\{", file.beginning) and "Extra data" in str(error):
            yield from _lines(file)
            return
        raise InputError(f"the file is not JSON ({error}). Mend it and index it again.") from None
    yield from drafts(file, _held(held, file.options))


def _held(held: Any, options: Options) -> list[tuple[str, Any]]:
    """The articles in what JSON holds: one, a list of them, or one list of them among other things."""
    if isinstance(held, Mapping):
        lists = [value for value in held.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        if "text" in _columns(held, options) or len(lists) != 1:
            return [("", held)]
        held = lists[0]
    if not isinstance(held, list) or not held:
        raise InputError('the JSON holds no articles. Write [{"source": ..., "text": ...}].')
    return [(f"article {n}", record) for n, record in enumerate(held, 1)]


def _holds_articles(file: File) -> bool:
    """Whether it is JSON from beginning to end, or JSON lines are, and an article's text has a name in it."""
    if file.ending in LINES.endings or not _OPENING.match(file.beginning):
        return False
    try:
        text = file.text
        try:
            _, record = _held(json.loads(text), file.options)[0]
        except ValueError:
            record, *_ = [json.loads(line) for line in text.split("\n") if line.strip()]
    except (InputError, ValueError, RecursionError):
        return False
    return isinstance(record, Mapping) and "text" in _columns(record, file.options)


LINES = Reader("JSON lines", (".jsonl", ".ndjson"), _lines)
JSON = Reader("JSON", (".json",), _json, _holds_articles, unmistakable=True)
