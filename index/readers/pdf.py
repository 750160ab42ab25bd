"""PDF: the text of its pages, as paragraphs."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from index.errors import InputError
from index.readers.file import Draft, File, Found
from index.readers.reader import Reader
from index.readers.said import said_of_itself

_SECONDS = 60
_MAX_CHARS = 20_000_000
_EDGE = 2
"""Lines at the top and bottom of a page that may be its number or a running head."""


def _read(file: File) -> Iterator[Found]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pdf = PdfReader(file.open())
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise InputError("the PDF wants a password. Save it without one.")
        pages = list(_lines(pdf))
        named = pdf.metadata
    except PyPdfError as error:
        raise InputError(f"the PDF cannot be read ({error}). Print it to a new PDF.") from None
    text = "\n\n".join(_paragraphs([line for page in _without_edges(pages) for line in page]))
    if not text.strip():
        raise InputError("the PDF holds pictures of pages and no text. Make it searchable first (ocrmypdf).")
    yield Draft({"text": text, **said_of_itself(text, getattr(named, "title", None), getattr(named, "author", None))})


def _lines(pdf: Any) -> Iterator[list[str]]:
    """The lines of each page; raises InputError where a small file becomes too much text or takes too long."""
    began, chars = time.monotonic(), 0
    for page in pdf.pages:
        lines = [" ".join(line.split()) for line in page.extract_text().splitlines()]
        chars += sum(map(len, lines))
        if chars > _MAX_CHARS or time.monotonic() - began > _SECONDS:
            raise InputError(f"the PDF takes longer than {_SECONDS} seconds to read, or holds too much. Split it.")
        yield lines


def _without_edges(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """The pages without their numbers and the heads that most of them share."""
    heads = Counter(_shape(line) for page in pages for line in {*page[:_EDGE], *page[-_EDGE:]} if line)
    often = {shape for shape, count in heads.items() if len(pages) > 2 and count > len(pages) / 2}
    for page in pages:
        edges = {*range(_EDGE), *range(len(page) - _EDGE, len(page))}
        yield [line for n, line in enumerate(page) if n not in edges or not (_shape(line) in often or _is_number(line))]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _is_number(line: str) -> bool:
    return re.fullmatch(r"(?:page )?[-–— ]*\d{1,4}(?: ?(?:/|of) ?\d{1,4})?[-–— ]*", line, re.IGNORECASE) is not None


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Lines put together: a paragraph ends at an empty line, or with a sentence that leaves its line short."""
    full = sorted(map(len, filter(None, lines)))
    width = full[len(full) * 9 // 10] if full else 0
    # "well-\nknown" keeps its hyphen where the word stands with it, or nowhere without it.
    words = set(re.findall(r"[\w-]+", " ".join(lines)))
    text = ""
    for line in lines:
        if not line or (len(text) and text[-1] in '.?!:”"’' and len(text.rpartition("\n")[2]) < 0.8 * width):
            if text:
                yield text.replace("\n", " ")
            text = ""
        if cut := re.search(r"([^\W\d_]+)-$", text):
            rest = re.match(r"[^\W\d_]*", line)
            whole = cut[1] + (rest[0] if rest else "")
            text = text[:-1] + line if line[:1].islower() and whole in words else text + line
        else:
            text = f"{text}\n{line}" if text else line
    if text:
        yield text.replace("\n", " ")


READER = Reader("PDF", (".pdf",), _read, lambda file: b"%PDF-" in file.head[:1024], binary=True)
