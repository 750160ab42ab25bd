"""Files and fields -> articles. What cannot be read is reported by name, and the rest is read all the same."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from index.article import Article
from index.errors import InputError
from index.header import parse_date, read_header

SUFFIXES = (".txt", ".md", ".html", ".htm", ".jsonl")
MAX_TITLE = 300
_TITLE_WORDS = 12


class Failure(NamedTuple):
    """What could not be read, and why."""

    source: str
    reason: str


def read(paths: Iterable[Path]) -> Iterator[Article | Failure]:
    """The articles of files and folders (searched to the bottom), one after the other."""
    for path in paths:
        try:
            files = list(_files(path))
        except InputError as error:
            yield Failure(str(path), str(error))
            continue
        for file in files:
            yield from _read_file(file)


def count(paths: Iterable[Path]) -> int:
    """How many articles `read` will yield, about: the lines of .jsonl files, and one for every other file."""
    total = 0
    for path in paths:
        try:
            files = list(_files(path))
        except InputError:
            continue
        for file in files:
            with file.open("rb") as stream:
                total += sum(1 for _ in stream) if file.suffix.lower() == ".jsonl" else 1
    return total


def parse(name: str, data: bytes) -> Iterator[Article | Failure]:
    """The articles in the bytes of a file of that name: as text, Markdown, HTML or JSON lines, by its suffix."""
    suffix = Path(name).suffix.lower()
    try:
        if suffix not in SUFFIXES:
            raise InputError(f"{suffix or 'a file without a suffix'} is not read here. Give {_list(SUFFIXES)}.")
        text = decode(data)
        if suffix == ".jsonl":
            yield from _lines(name, text)
        elif suffix in (".html", ".htm"):
            yield _html(name, text)
        else:
            yield article({"source": name, "text": text.replace("\r\n", "\n")}, file_name=name)
    except InputError as error:
        yield Failure(name, str(error))


def to_line(article: Article) -> str:
    """The article as a line of a .jsonl file, which reads back as the same."""
    published = article.published.isoformat() if article.published else None
    named = {"source": article.source, "title": article.title, "published": published}
    return json.dumps({**named, "publisher": article.publisher, "author": article.author, "text": article.text})


def decode(data: bytes) -> str:
    """The text in a file's bytes, the byte order mark dropped: UTF-8, or UTF-16 with a mark. Never guessed."""
    if not data.strip():
        raise InputError("the file is empty. Give a file with the article's text.")
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\0" in data and not utf16:
        raise InputError(f"the file is binary, not text. Give {_list(SUFFIXES)}.")
    try:
        return data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"the file is not UTF-8 (byte {error.start + 1}). Save it as UTF-8: a guessed encoding could change words."
        ) from None


def article(fields: Mapping[str, Any], file_name: str | None = None) -> Article:
    """An article from fields as they come in JSON; text and source are kept to the character.

    A date line or front matter at the beginning of the text fills fields that are not given. Raises InputError,
    which names the field, for a wrong type, a date that is none, a missing source or a text of white space only.
    Fields of other names, which exports from elsewhere have, are left alone.
    """
    source, text = _text(fields, "source"), _text(fields, "text")
    if not source or not source.strip():
        raise InputError("source: say where the article is from, a path, a URL or a name.", "source")
    if not text or not text.strip():
        raise InputError("text: the article has no text. Give its text.", "text")
    header = read_header(text)
    if not text[header.end :].strip():
        raise InputError("text: the article has no text after its header. Give its text.", "text")
    given = {**_known(header.fields), **{k: v for k, v in fields.items() if v is not None}}
    title = _text(given, "title") or _title(text[header.end :], file_name)
    return Article(
        source=source,
        text=text,
        title=" ".join(title.split())[:MAX_TITLE],
        published=parse_date(given.get("published")),
        publisher=_text(given, "publisher") or None,
        author=_text(given, "author") or None,
        body=header.end,
    )


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise InputError("there is no such file or folder. Check the path.")
    if not path.is_dir():
        yield path.resolve()
        return
    found = sorted(
        file
        for file in path.resolve().rglob("*")
        if file.is_file() and file.suffix.lower() in SUFFIXES and not file.name.startswith(".")
    )
    if not found:
        raise InputError(f"the folder holds no articles. Give a folder with {_list(SUFFIXES)} files.")
    yield from found


def _read_file(file: Path) -> Iterator[Article | Failure]:
    try:
        data = file.read_bytes()
    except OSError as error:
        yield Failure(str(file), f"the file cannot be read ({error.strerror}). Check its permissions.")
        return
    yield from parse(str(file), data)


def _lines(name: str, text: str) -> Iterator[Article | Failure]:
    # Only \n ends a line: JSON strings may hold the other line ends that splitlines knows.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
            if not isinstance(fields, dict):
                raise InputError('the line is not an object. Write {"source": ..., "text": ...}.')
            yield article(fields)
        except (ValueError, RecursionError):
            yield Failure(f"{name}, line {number}", "the line is not JSON. Mend it and index the file again.")
        except InputError as error:
            yield Failure(f"{name}, line {number}", str(error))


def _html(name: str, text: str) -> Article:
    import trafilatura

    page = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False)
    found = page.as_dict() if page is not None and not isinstance(page, dict) else page or {}
    body = re.sub(r"\n+", "\n\n", found.get("text") or "")
    if not body.strip():
        raise InputError("no article text was found in the page. Save the article's text as .txt.")
    fields = {
        "source": name,
        "text": body,
        "title": found.get("title"),
        "published": found.get("date"),
        "publisher": found.get("sitename"),
        "author": found.get("author"),
    }
    return article(fields, file_name=name)


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The header's fields that are ours, under our names and as text; what else it holds is the author's own."""
    named = {str(key).lower(): value for key, value in fields.items()}
    if "published" not in named and "date" in named:
        named["published"] = named["date"]
    known = {k: named.get(k) for k in ("title", "published", "publisher", "author")}
    return {k: v if k == "published" else str(v) for k, v in known.items() if v is not None}


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


def _title(body: str, file_name: str | None) -> str:
    """A Markdown heading, else the file's name, else the first words."""
    if heading := re.match(r"\s*#{1,6} +(.+)", body):
        return heading[1]
    if file_name and (words := re.sub(r"[\W_]+", " ", Path(file_name).stem).strip()):
        return words[:1].upper() + words[1:]
    words_there = body.split()
    return " ".join(words_there[:_TITLE_WORDS]) + ("…" if len(words_there) > _TITLE_WORDS else "")


def _list(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}"
