"""A DOCX given back with comments at words of its text, and else as it was."""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from copy import copy
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from index.errors import InputError
from index.readers.file import File
from index.readers.markup import name
from index.readers.office import DOCX, Piece, joined, pieces_of
from index.readers.packed import unzipped

if TYPE_CHECKING:
    from lxml.etree import _Element

_RUN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}r"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RAW = re.compile(r"[ \t\r\n]+|.", re.DOTALL)
"""What of an element's text is one character of the text that is read."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


class Comment(NamedTuple):
    """Words on the characters from start up to, not including, end of a document's text; a line each is a paragraph."""

    start: int
    end: int
    text: str


class _Placed(NamedTuple):
    """A piece, and where in the text it starts."""

    start: int
    piece: Piece


class _Paragraph(NamedTuple):
    """Where in the text a paragraph starts, and its pieces."""

    start: int
    placed: list[_Placed]


def commented(data: bytes, text: str, comments: Sequence[Comment], author: str) -> bytes:
    """The document with the comments; text is what its reader read in it, and what their offsets count in.

    Runs are cut where a comment begins or ends within one, and keep their formatting. Raises InputError for what is no
    DOCX, or not that text's.
    """
    from docx import Document
    from docx.text.run import Run

    file = File("draft.docx", lambda: io.BytesIO(data))
    if not DOCX.knows(file):
        raise InputError("a DOCX alone is given back with comments, and this is none. Save it as .docx in Word.")
    try:
        with unzipped(file):
            document = Document(io.BytesIO(data))
    except InputError:
        raise
    except Exception as error:
        raise InputError(
            f"comments cannot be written into this DOCX ({type(error).__name__}: {error}). Save it as .docx once more."
        ) from None
    body = document.element
    if joined(["".join(piece.text for piece in pieces) for pieces in pieces_of(body)]) != text:
        raise InputError("the document is not the one whose text was read. Check it again.")
    paragraphs = _paragraphs(body)
    for at in sorted({at for comment in comments for at in comment[:2]}, reverse=True):
        _cut(paragraphs, at)
    paragraphs = _paragraphs(body)
    for start, end, told in comments:
        runs = [run for piece in _within(paragraphs, start, end) if (run := _run(piece.element)) is not None]
        if not runs:
            raise InputError("words of the document stand where Word lets nobody comment. Save it as .docx once more.")
        ends = [Run(run, document) for run in (runs[0], runs[-1])]
        document.add_comment(ends, CONTROL.sub(" ", told), author, author[:1])
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _paragraphs(body: _Element) -> list[_Paragraph]:
    """The paragraphs that have a text, in order."""
    found, at = [], 0
    for pieces in pieces_of(body):
        written = "".join(piece.text for piece in pieces)
        if text := written.strip():
            # Blanks before it are not read.
            starts = accumulate((len(p.text) for p in pieces), initial=at - written.index(text))
            found.append(_Paragraph(at, [_Placed(*one) for one in zip(starts, pieces, strict=False)]))
            at += len(text) + 2
    return found


def _number(paragraphs: Sequence[_Paragraph], at: int) -> int:
    """Which paragraph a character stands in."""
    return max(0, bisect_right(paragraphs, at, key=lambda paragraph: paragraph.start) - 1)


def _within(paragraphs: Sequence[_Paragraph], start: int, end: int) -> Iterator[Piece]:
    for paragraph in paragraphs[_number(paragraphs, start) : _number(paragraphs, end - 1) + 1]:
        for begins, piece in paragraph.placed:
            if begins < end and start < begins + len(piece.text):
                yield piece


def _cut(paragraphs: Sequence[_Paragraph], at: int) -> None:
    """Let a run begin where a character of the text stands; behind a paragraph's last one there is nothing to cut."""
    for start, piece in paragraphs[_number(paragraphs, at)].placed:
        if start == at and piece.text:
            return _parted(piece.element)
        if start < at < start + len(piece.text) and name(piece.element) == "t" and not len(piece.element):
            return _parted(_halved(piece.element, at - start))
    return None


def _halved(element: _Element, at: int) -> _Element:
    """An element of text cut before a character as it is read: the second half."""
    raw = element.text or ""
    cut = [*_RAW.finditer(raw)][at].start()
    second = copy(element)
    element.text, second.text = raw[:cut], raw[cut:]
    for half in (element, second):
        half.set(_SPACE, "preserve")
    element.addnext(second)
    return second


def _parted(element: _Element) -> None:
    """Let a run of its own begin with an element, formatted as the one that it is in."""
    run = _run(element)
    if run is None:
        return
    while element.getparent() is not run:
        element = element.getparent()
    before = [child for child in element.itersiblings(preceding=True) if name(child) != "rpr"]
    if not before:
        return
    second = run.makeelement(run.tag, run.attrib)
    second.extend([copy(child) for child in run if name(child) == "rpr"])
    second.extend([element, *element.itersiblings()])
    run.addnext(second)


def _run(element: _Element) -> _Element | None:
    """The run of text that an element is in; a formula's are others."""
    return next(element.iterancestors(_RUN), None)
