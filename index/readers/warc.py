"""WARC: the pages of a crawl, each by its address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from index.errors import InputError
from index.readers import page
from index.readers.file import MAX_FILE, Draft, File, Found, Note
from index.readers.reader import Reader


def _read(file: File) -> Iterator[Found]:
    from warcio.archiveiterator import ArchiveIterator

    others = Counter[str]()
    pages = 0
    with file.open() as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type not in ("response", "resource"):
                continue
            kind, charset = _content_type(record)
            if not _arrived(record) or kind not in ("text/html", "application/xhtml+xml"):
                others[kind or "of no kind"] += 1
                continue
            pages += 1
            address = record.rec_headers.get_header("WARC-Target-URI")
            try:
                data = record.content_stream().read(MAX_FILE)
                found = page.draft(file.like(address, data), [charset], address)
            except InputError:
                others["pages without an article"] += 1
            except Exception:
                others["damaged pages"] += 1
            else:
                yield Draft({"source": address, **found.fields}, address)
    if others:
        kinds = ", ".join(f"{kind} ({count})" for kind, count in sorted(others.items()))
        yield Note(file.name, f"of its records were not read: {kinds}.")
    if not pages:
        raise InputError("it holds no pages.")


def _arrived(record: Any) -> bool:
    return record.http_headers is None or record.http_headers.get_statuscode() == "200"


def _content_type(record: Any) -> tuple[str, str | None]:
    """The kind of content and its encoding, as the server declared them."""
    headers = record.http_headers or record.rec_headers
    kind, _, rest = (headers.get_header("Content-Type") or "").partition(";")
    return kind.strip().lower(), rest.partition("charset=")[2].split(";")[0].strip() or None


READER = Reader("WARC", (".warc",), _read, lambda file: file.head.startswith(b"WARC/"), unmistakable=True)
