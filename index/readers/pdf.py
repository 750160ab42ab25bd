"""PDF: the text of its pages, as paragraphs, and where in it each page begins; pages that are pictures through OCR."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from index.errors import InputError
from index.readers import ocr
from index.readers.columns import Run, in_reading_order
from index.readers.file import Draft, File, Found
from index.readers.pdfium import PASSWORD, TOO_MUCH
from index.readers.printed import LIGATURES, Line, whole, without_edges
from index.readers.reader import Reader
from index.readers.said import said_of_itself

_SECONDS = 60
"""What a PDF may take to read, at least, and for each megabyte."""
_NAMED = 10
"""Pages that are told, at most; a PDF with more that cannot be shown is no scan, and might take hours."""
_TOO_LONG = "the PDF takes too long to read, or holds too much. Split it."
_PDFIUM = Path(__file__).with_name("pdfium.py")


class _Page(NamedTuple):
    """Whether a page shows pictures, whether it has words whose letters are not known, and those that are."""

    pictured: bool
    unknown: bool
    runs: list[Run]


def _read(file: File) -> Iterator[Found]:
    data = file.data
    said, shown = _printed(data)
    pages = list(without_edges(list(_pages(shown, len(data)))))
    scans = [n for n, lines in enumerate(pages) if not lines and shown[n].pictured]
    read, told = _recognized(data, scans)
    if unknown := [n for n, page in enumerate(shown) if page.unknown and n not in read]:
        told.append(f"page {_numbers(unknown)}: words in a font that is neither in the PDF nor here were not read.")
    text, starts = whole([read.get(n, lines) for n, lines in enumerate(pages)])
    if not text:
        raise InputError(" ".join(told) or "the PDF holds no text, nor pictures of any. Print it to a new PDF.")
    named = said_of_itself(text, said.get("Title"), said.get("Author"))
    recognized = [n + 1 for n, lines in read.items() if lines]
    yield Draft({"text": text, "page_starts": starts, "ocr_pages": recognized, **named}, told=tuple(told))


def _printed(data: bytes) -> tuple[dict[str, str], list[_Page]]:
    """What the PDF says of itself, and its pages."""
    done = _pdfium(data, _time(len(data)))
    if done and done.returncode == PASSWORD:
        raise InputError("the PDF wants a password. Save it without one.")
    if not done or done.returncode == TOO_MUCH:
        raise InputError(_TOO_LONG)
    if done.returncode:
        raise InputError("the PDF cannot be read. Print it to a new PDF.")
    said, *pages = map(json.loads, done.stdout.splitlines())
    return said, [_Page(pictured, unknown, [Run(*run) for run in runs]) for pictured, unknown, runs in pages]


def _time(size: int) -> float:
    return _SECONDS * (1 + size / 2**20)


def _pages(shown: Sequence[_Page], size: int) -> Iterator[list[Line]]:
    """The lines of each page. Raises InputError where finding their order takes too long."""
    end = time.monotonic() + _time(size)
    for number, page in enumerate(shown):
        if time.monotonic() > end:
            raise InputError(_TOO_LONG)
        yield _lines(page.runs, number)


def _lines(runs: Sequence[Run], page: int) -> list[Line]:
    lines = []
    for line in in_reading_order(runs):
        words = " ".join(" ".join(run.text for run in line).translate(LIGATURES).split())
        if words:
            lines.append(Line(words, line[0].left, line[0].y, line[0].size, page))
    return lines


def _recognized(data: bytes, scans: Sequence[int]) -> tuple[dict[int, list[Line]], list[str]]:
    """The lines on the pages that are pictures, without what is at their edges; and what was not read, and why."""
    if scans and not ocr.installed():
        return {}, [f"the pages that are pictures ({_numbers(scans)}) were not read: {ocr.wanted('them')}"]
    if len(scans) > ocr.MAX_PICTURES:
        raise InputError(f"the PDF has more than {ocr.MAX_PICTURES} pages that are pictures. Split it.")
    read, told = {}, []
    for n in scans:
        try:
            read[n] = ocr.lines(_picture(data, n), n)
        except InputError as error:
            told.append(f"page {n + 1} was not read: {error}")
            if len(told) == _NAMED:
                told.append("the other pages that are pictures were not tried.")
                break
    return dict(zip(read, without_edges([*read.values()]), strict=True)), told


def _numbers(pages: Sequence[int]) -> str:
    return ", ".join(str(n + 1) for n in pages[:_NAMED]) + (" and others" if len(pages) > _NAMED else "")


def _picture(data: bytes, number: int) -> bytes:
    """A page as a picture. Raises InputError where it cannot be shown, or not in time."""
    done = _pdfium(data, _SECONDS, str(number))
    if not done or done.returncode:
        raise InputError("it cannot be shown. Print it to a new PDF.")
    return done.stdout


def _pdfium(data: bytes, seconds: float, *page: str) -> subprocess.CompletedProcess[bytes] | None:
    """What the program made of it; None where it took too long."""
    try:
        return subprocess.run([sys.executable, _PDFIUM, *page], input=data, capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return None


READER = Reader("PDF", (".pdf",), _read, lambda file: file.head.lstrip().startswith(b"%PDF-"), unmistakable=True)
