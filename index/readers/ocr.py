"""Optical character recognition: the print in a picture, through the program tesseract where that is installed."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Sequence
from statistics import fmean

from index.errors import InputError
from index.readers.printed import Line

MAX_PICTURES = 500
"""Of a file: each takes seconds."""
MAX_PIXELS = 100_000_000

_PROGRAM = "tesseract"
_SECONDS = 120
_SURE = 60
"""Of 100: how sure the program is of its words, on average, where a picture is one of print and not of a face."""
_IN_PARAGRAPH, _BETWEEN, _SIZE = 12, 100, 10
"""How far apart lines are set, and how large: as in print, since a picture's own measures waver."""


def installed() -> bool:
    """Whether pictures can be read here."""
    return shutil.which(_PROGRAM) is not None


def wanted(what: str) -> str:
    """What to do where they cannot."""
    return (
        f"reading {what} takes the program tesseract. Install it (Debian: apt-get install tesseract-ocr), and index "
        "the file again."
    )


def lines(picture: bytes, page: int) -> list[Line]:
    """The lines of print in a picture (PNG, PGM), of that page; none where it is no print.

    Raises InputError where the program is not installed, fails or takes too long.
    """
    if not installed():
        raise InputError(wanted("pictures"))
    try:
        done = subprocess.run(
            [_PROGRAM, "stdin", "stdout", "-l", "eng", "tsv"], input=picture, capture_output=True, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise InputError(f"tesseract took longer than {_SECONDS} seconds over a picture. Make it smaller.") from None
    if done.returncode:
        told = " ".join(done.stderr.decode(errors="replace").split())[-200:]
        raise InputError(
            f"tesseract cannot read a picture ({told}). Check that it and tesseract-ocr-eng are installed."
        )
    return _set(_paragraphs(done.stdout.decode()), page)


def _paragraphs(table: str) -> list[list[str]]:
    """The lines of each paragraph, of the table of words that the program writes; none where it is not sure of them."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if row["level"] == "5" and row["text"].strip()]
    if not words or fmean(float(word["conf"]) for word in words) < _SURE:
        return []
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for word in words:
        paragraph = found.setdefault((word["block_num"], word["par_num"]), {})
        paragraph.setdefault(word["line_num"], []).append(word["text"].strip())
    return [[" ".join(line) for line in paragraph.values()] for paragraph in found.values()]


def _set(paragraphs: Sequence[Sequence[str]], page: int) -> list[Line]:
    """The lines as if they were printed from the top of the page down."""
    found: list[Line] = []
    y = 0
    for paragraph in paragraphs:
        for line in paragraph:
            found.append(Line(line, 0, y, _SIZE, page))
            y -= _IN_PARAGRAPH
        y -= _BETWEEN
    return found
