"""PDF: the text of its pages, as paragraphs, and where in it each page begins; pages that are pictures through OCR."""

from __future__ import annotations

import io
import logging
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from index.errors import InputError
from index.readers import ocr
from index.readers.file import Draft, File, Found
from index.readers.printed import LIGATURES, Line, whole, without_edges
from index.readers.reader import Reader
from index.readers.said import said_of_itself

_SECONDS = 60
"""What a PDF may take to read, at least, and for each megabyte."""
_MAX_CHARS = 20_000_000
_NAMED = 10
"""Pages that are told, at most; a PDF with more that cannot be shown is no scan, and might take hours."""
_RENDER = Path(__file__).with_name("render.py")


def _read(file: File) -> Iterator[Found]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # It mends a great deal, and tells of each.
    data = file.data
    try:
        pdf = PdfReader(io.BytesIO(data))
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise InputError("the PDF wants a password. Save it without one.")
        pages = list(without_edges(list(_pages(pdf, len(data)))))
        scans = [n for n, lines in enumerate(pages) if not lines and _is_pictured(pdf.pages[n])]
        said = pdf.metadata
    except PyPdfError as error:
        raise InputError(f"the PDF cannot be read ({error}). Print it to a new PDF.") from None
    read, told = _recognized(data, scans)
    text, starts = whole([read.get(n, lines) for n, lines in enumerate(pages)])
    if not text:
        raise InputError(" ".join(told) or "the PDF holds no text, nor pictures of any. Print it to a new PDF.")
    named = said_of_itself(text, getattr(said, "title", None), getattr(said, "author", None))
    recognized = [n + 1 for n, lines in read.items() if lines]
    yield Draft({"text": text, "page_starts": starts, "ocr_pages": recognized, **named}, told=tuple(told))


def _is_pictured(page: Any) -> bool:
    """Whether a page shows pictures, which are not read for that: a damaged one is one too."""
    try:
        return len(page.images) > 0
    except Exception:
        return True


def _recognized(data: bytes, scans: Sequence[int]) -> tuple[dict[int, list[Line]], list[str]]:
    """The lines on the pages that are pictures, without what is at their edges; and what was not read, and why."""
    if scans and not ocr.installed():
        which = ", ".join(str(n + 1) for n in scans[:_NAMED]) + (" and others" if len(scans) > _NAMED else "")
        return {}, [f"the pages that are pictures ({which}) were not read: {ocr.wanted('them')}"]
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


def _picture(data: bytes, number: int) -> bytes:
    """A page as a picture. Raises InputError where it cannot be shown, or not in time."""
    try:
        done = subprocess.run([sys.executable, _RENDER, str(number)], input=data, capture_output=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        done = None
    if not done or done.returncode:
        raise InputError("it cannot be shown. Print it to a new PDF.")
    return done.stdout


def _pages(pdf: Any, size: int) -> Iterator[list[Line]]:
    """The lines of each page; raises InputError where a small file becomes too much text or takes too long."""
    chars, end = 0, time.monotonic() + _SECONDS * (1 + size / 2**20)

    def watch(*_: Any) -> None:
        if chars > _MAX_CHARS or time.monotonic() > end:
            raise InputError("the PDF takes too long to read, or holds too much. Split it.")

    for number, page in enumerate(pdf.pages):
        lines = _lines(page, number, watch)
        chars += sum(len(line.text) for line in lines)
        yield lines


def _lines(page: Any, number: int, watch: Callable[..., None]) -> list[Line]:
    lines: list[Line] = []
    pieces: list[str] = []
    place = (0.0, 0.0, 0.0)

    def visit(text: str, to_page: Sequence[float], to_text: Sequence[float], font: Any, size: float) -> None:
        nonlocal place
        for part in re.split(r"(\n)", text):
            if part == "\n":
                words = " ".join("".join(pieces).translate(LIGATURES).split())
                if words:
                    lines.append(Line(words, *place, number))
                pieces.clear()
            elif part:
                if not "".join(pieces).strip():
                    x = to_text[4] * to_page[0] + to_page[4]
                    y = to_text[5] * to_page[3] + to_page[5]
                    place = (x, y, size * abs(to_text[3] * to_page[3]))
                pieces.append(part)

    page.extract_text(visitor_text=visit, visitor_operand_before=watch)
    visit("\n", (), (), None, 0)
    return lines


READER = Reader("PDF", (".pdf",), _read, lambda file: file.head.lstrip().startswith(b"%PDF-"), unmistakable=True)
