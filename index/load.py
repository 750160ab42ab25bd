"""Files and fields -> articles. What cannot be read is reported by name, and the rest is read all the same."""

from __future__ import annotations

import io
import json
import mimetypes
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.address import on_the_web
from index.article import Article
from index.dates import country_day_first, parse_date, readings
from index.errors import InputError
from index.header import Header, read_header
from index.readers import AS_THEY_ARE, Draft, Failure, File, Note, Options, endings, is_read, what_is_in
from index.readers.records import NAMES, known

__all__ = ["Failure", "Note", "Options", "article", "count", "counted", "files", "options", "parse", "read", "to_line"]

MAX_TITLE = 300
MAX_SOURCE = 4000
MAX_PAGES = 100_000
_TITLE_WORDS = 12
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_FIRST_LINE = re.compile(r"\s*([^\n]{4,150}[^\s.:;,…-])[ \t]*\n[ \t]*\n\s*\S")
_LABEL = re.compile(r"[A-Z. ]+:")
"""Who speaks, in what is set like a play."""


def options(encoding: str | None = None, day_first: bool | None = None, fields: str | None = None) -> Options:
    """How files are to be read; fields as "text=story,published=day". Raises InputError where that makes no sense."""
    pairs = [pair.partition("=") for pair in (fields or "").split(",") if pair.strip()]
    named = {ours.strip(): theirs.strip() for ours, _, theirs in pairs}
    for ours, theirs in named.items():
        if ours not in NAMES or not theirs:
            raise InputError(f"map: {ours!r} is no field of ours. Write FIELD=NAME with one of {', '.join(NAMES)}.")
    return Options(encoding, day_first, named)


def read(paths: Iterable[Path], options: Options = AS_THEY_ARE) -> Iterator[Article | Failure | Note]:
    """The articles of files and folders (searched to the bottom), one after the other."""
    for found in files(paths):
        yield from _articles(_file(found, options)) if isinstance(found, Path) else (found,)


def files(paths: Iterable[Path]) -> Iterator[Path | Failure | Note]:
    """The files that `read` reads, each whole path; what is not there, and what in a folder is passed over."""
    for path in paths:
        try:
            inside, passed_over = _files(path)
        except InputError as error:
            yield Failure(str(path), str(error))
            continue
        yield from inside
        if passed_over:
            kinds = ", ".join(f"{kind} ({count})" for kind, count in sorted(passed_over.items()))
            yield Note(str(path), f"{_files_were(passed_over.total())} not read: {kinds}.")


def count(paths: Iterable[Path]) -> int:
    """How many articles and failures `read` will yield, about: the lines of tables, and one for every other file."""
    total = 0
    for found in files(paths):
        if isinstance(found, Path):
            total += _lines(found) if found.suffix.lower() in (".jsonl", ".ndjson", ".csv", ".tsv") else 1
        elif isinstance(found, Failure):
            total += 1
    return total


def counted(items: Iterable[Article | Failure | Note]) -> int:
    """How many of them `count` counts: a note is on an article or a failure."""
    return sum(not isinstance(item, Note) for item in items)


def parse(
    name: str, data: bytes, options: Options = AS_THEY_ARE, kind: str = "", charset: str | None = None
) -> Iterator[Article | Failure | Note]:
    """The articles in the bytes of a file of that name; kind (text/html) and charset as a server declares them."""
    inside = f"page{mimetypes.guess_extension(kind) or ''}" if kind else ""
    yield from _articles(File(name, lambda: io.BytesIO(data), options, inside, charset=charset))


def to_line(article: Article) -> str:
    """The article as a line of a .jsonl file, which reads back as the same."""
    days = {"published": article.published, "modified": article.modified}
    return json.dumps(
        {
            "source": article.source,
            "title": article.title,
            **{name: day.isoformat() if day else None for name, day in days.items()},
            "publisher": article.publisher,
            "author": article.author,
            "url": article.url,
            "page_starts": article.page_starts,
            "ocr_pages": article.ocr_pages,
            "text": article.text,
        }
    )


def article(
    fields: Mapping[str, Any],
    file_name: str | None = None,
    *,
    day_first: bool | None = None,
    told: list[str] | None = None,
) -> Article:
    """An article from fields as they come in JSON; text and source are kept to the character.

    A date line or front matter at the beginning of the text fills fields that are not given. Raises InputError,
    which names the field, for a wrong type, a date that is none or one of two, a missing source or a text of white
    space only. With `told`, such a date is left out, and that is told there. Fields of other names are left alone.
    """
    source, text = _text(fields, "source"), _text(fields, "text")
    if not source or not source.strip():
        raise InputError("source: say where the article is from, a path, a URL or a name.", "source")
    if len(source) > MAX_SOURCE:
        raise InputError(f"source: it is longer than {MAX_SOURCE} characters. Give a path, a URL or a name.", "source")
    if not text or not text.strip():
        raise InputError("text: the article has no text. Give its text.", "text")
    header = read_header(text)
    if not text[header.end :].strip():
        raise InputError("text: the article has no text after its header. Give its text.", "text")
    given = {**_named(header), **{k: v for k, v in fields.items() if v is not None}}
    title = " ".join((_text(given, "title") or _title(text[header.end :], file_name)).split())
    publisher = _text(given, "publisher") or None
    if told is not None:
        told += _odd(header, title)
    url = _url(fields.get("url"), source, told) or on_the_web(given.get("url")) or on_the_web(source)
    published, modified = (
        _day(name, given.get(name), (_host(source), _host(url), _host(publisher) or publisher), day_first, told)
        for name in ("published", "modified")
    )
    page_starts = _page_starts(fields.get("page_starts"), text)
    return Article(
        source=source,
        text=text,
        title=title[:MAX_TITLE],
        published=published,
        publisher=publisher,
        author=_text(given, "author") or None,
        body=header.end,
        modified=modified,
        page_starts=page_starts,
        ocr_pages=_ocr_pages(fields.get("ocr_pages"), len(page_starts)),
        url=url,
    )


def _articles(file: File) -> Iterator[Article | Failure | Note]:
    for found in what_is_in(file):
        if not isinstance(found, Draft):
            yield found
            continue
        told = list(found.told)
        try:
            of_file = {} if found.place else {"source": found.file}
            name = None if found.place else found.file
            made = article({**of_file, **found.fields}, name, day_first=file.options.day_first, told=told)
        except InputError as error:
            yield Failure(found.where, str(error))
            continue
        yield made
        for reason in told:
            yield Note(found.where, reason)


def _files(path: Path) -> tuple[list[Path], Counter[str]]:
    """The files that are read, and how many of which kind are not."""
    if not path.exists():
        raise InputError("there is no such file or folder. Check the path.")
    if not path.is_dir():
        return [path.resolve()], Counter()
    inside = sorted(file for file in path.resolve().rglob("*") if file.is_file() and not file.name.startswith("."))
    files, passed_over, known_endings = [], Counter[str](), endings()
    for file in inside:
        ending = file.suffix.lower()
        if ending in known_endings or _is_read(_file(file)):
            files.append(file)
        else:
            passed_over[ending or "without an ending"] += 1
    if not files:
        others = f" It holds {', '.join(sorted(passed_over))}." if passed_over else ""
        raise InputError(f"the folder holds no articles.{others} Give a folder with {', '.join(endings())} files.")
    return files, passed_over


def _file(path: Path, options: Options = AS_THEY_ARE) -> File:
    return File(str(path), lambda: path.open("rb"), options)


def _lines(path: Path) -> int:
    ends, last = 0, b"\n"
    try:
        with path.open("rb") as stream:
            while block := stream.read(2**20):
                ends, last = ends + block.count(b"\n"), block[-1:]
        return ends + (last != b"\n")
    except OSError:
        return 1  # So that reading names it.


def _is_read(file: File) -> bool:
    try:
        return is_read(file)
    except OSError:
        return True  # So that it is named.


def _files_were(count: int) -> str:
    return "1 file was" if count == 1 else f"{count} files were"


def _page_starts(value: Any, text: str) -> tuple[int, ...]:
    if not value:
        return ()
    numbers = isinstance(value, list | tuple) and all(type(start) is int for start in value)
    if not numbers or [0, *value[1:], len(text)] != sorted([*value, len(text)]) or len(value) > MAX_PAGES:
        told = f"page_starts: expected where each page begins in the text, like [0, {len(text) // 2}], in order."
        raise InputError(told, "page_starts")
    return tuple(value)


def _ocr_pages(value: Any, pages: int) -> tuple[int, ...]:
    if not value:
        return ()
    if not isinstance(value, list | tuple) or not all(type(n) is int and 1 <= n <= pages for n in value):
        told = f"ocr_pages: expected the numbers of pages, from 1 to the {pages} that page_starts tells of."
        raise InputError(told, "ocr_pages")
    return tuple(sorted(set(value)))


def _host(address: str | None) -> str | None:
    """The host of a web address; none of a path, though a country's ending may stand in it, like .md."""
    try:
        return urlsplit(address or "").hostname
    except ValueError:
        return None


def _day(
    field: str, value: Any, hosts: tuple[str | None, ...], day_first: bool | None, told: list[str] | None
) -> date | None:
    """The day; where it is unclear, the country of the article's address, or of the publisher's, settles it."""
    if day_first is None and value is not None:
        named = (host for host in hosts if host and "." in host and " " not in host)
        day_first = next((found for found in map(country_day_first, named) if found is not None), None)
    try:
        return parse_date(value, field, day_first)
    except InputError as error:
        if told is None:
            raise
        told.append(f"{error} It is left out here.")
        return None


def _url(value: Any, source: str, told: list[str] | None) -> str | None:
    """The address of the publisher's page; one of no page matters only to who gives it for that, not as the source."""
    url = on_the_web(value) if isinstance(value, str) else None
    if url is None and value and value != source:
        problem = f"url: {str(value)[:80]!r} is no address of the web. Write it like https://example.com/news."
        if told is None:
            raise InputError(problem, "url")
        told.append(f"{problem} It is left out here.")
    return url


def _odd(header: Header, title: str) -> Iterator[str]:
    if header.unread:
        yield f"the front matter is not read: {header.unread}."
    if len(title) > MAX_TITLE:
        yield f"title: cut after {MAX_TITLE} characters."


def _named(header: Header) -> dict[str, Any]:
    """The header's fields that are ours, under our names and as text; what else it holds is the author's own."""
    fields = {k: ", ".join(map(str, v)) if isinstance(v, list) else v for k, v in known(header.fields).items()}
    return {
        k: v
        for k, v in fields.items()
        if k not in ("source", "text", "page_starts", "ocr_pages") and isinstance(v, str) and v.strip()
    }


def _text(fields: Mapping[str, Any], field: str) -> str | None:
    value = fields.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{field}: expected text, not {type(value).__name__}.", field)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InputError(f"{field}: it holds half of a character pair. Save it again as UTF-8.", field) from None
    return value


def _headline(body: str) -> str | None:
    """The first line, where it stands alone, is no sentence, and is neither a byline nor a date."""
    line = _FIRST_LINE.match(body)
    if not line or len(line[1].split()) < 2 or line[1][:3].lower() == "by " or _LABEL.match(line[1]):
        return None
    return None if _YEAR.search(line[1]) and readings(line[1]) else line[1]


def _title(body: str, file_name: str | None) -> str:
    """A Markdown heading; of a file its first line, if that is a headline, else its name; else the first words."""
    if heading := re.match(r"\s*#{1,6} +(.+)", body):
        return heading[1]
    if file_name and (headline := _headline(body)):
        return headline
    if file_name and (words := re.sub(r"[\W_]+", " ", Path(file_name).stem).strip()):
        return words[:1].upper() + words[1:]
    words_there = body.split()
    return " ".join(words_there[:_TITLE_WORDS]) + ("…" if len(words_there) > _TITLE_WORDS else "")
