"""What PDFium makes of a PDF, given on standard input: its text, or with a page's number, from 0, that page as a PGM.

The text comes as JSON: a line for what the PDF says of itself, then one for each page: whether it shows pictures,
whether it has words in a font that is neither in the PDF nor on this machine, so that their letters are not known, and
its runs, in the order of the PDF. Run as a program of its own: a PDF that brings a viewer down, keeps it busy for ever
or grows in it beyond all bounds, does so to this process alone.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from contextlib import suppress
from ctypes import byref, c_void_p, cast
from dataclasses import dataclass
from typing import Any, NamedTuple

_DPI = 300
_MAX_PIXELS = 40_000_000
_MAX_CHARS = 20_000_000
_MEMORY = 2**30
"""Bytes that the process may take."""
_GAP = 0.9
"""Of the size of print: words that are further apart may be two columns'."""
_WORD = 0.25
"""Words that are this far apart are two, also where PDFium sees no blank."""
PASSWORD, TOO_MUCH = 3, 4
"""What the program exits with where a PDF wants a password, or holds too much text."""


def main() -> None:
    import pypdfium2

    _bound()
    try:
        pdf = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        sys.exit(PASSWORD if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD else str(error))
    if sys.argv[1:]:
        page = pdf[int(sys.argv[1])]
        scale = min(_DPI / 72, math.sqrt(_MAX_PIXELS / (page.get_width() * page.get_height())))
        page.render(scale=scale, grayscale=True).to_pil().save(sys.stdout.buffer, "PPM")
    else:
        _write(pdf)


def _write(pdf: Any) -> None:
    forms = pdf.init_forms()
    _tell(pdf.get_metadata_dict())
    chars = 0
    for number in range(len(pdf)):
        page = pdf[number]
        if forms:  # What is filled in becomes text of the page.
            page.flatten()
            page = pdf[number]
        held = page.get_textpage()
        runs = list(_runs(held))
        chars += sum(len(text) for text, *_ in runs)
        if chars > _MAX_CHARS:
            sys.exit(TOO_MUCH)
        _tell([*_shows(page, held), runs])


def _tell(line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


def _shows(page: Any, held: Any) -> tuple[bool, bool]:
    """Whether a page has pictures, and words whose letters are not known."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_TEXT, FPDFFont_GetIsEmbedded, FPDFTextObj_GetFont

    pictured = unknown = False
    for shown in page.get_objects([FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_TEXT], textpage=held):
        if shown.type == FPDF_PAGEOBJ_IMAGE:
            pictured = True
        elif not unknown and not FPDFFont_GetIsEmbedded(FPDFTextObj_GetFont(shown)):
            left, _, right, _ = shown.get_bounds()
            unknown = left == right and not shown.extract()
    return pictured, unknown


def _runs(held: Any) -> Iterator[tuple[str, float, float, float, float, int, int]]:
    """What stands in a line without a gap, as index.readers.columns.Run has it."""
    run: _Run | None = None
    line = 0
    for letter in _letters(held):
        if run and (letter.text == "\n" or run.is_apart_from(letter)):
            yield run.told(line)
            run = None
        if letter.text == "\n":
            line += 1
        elif run:
            run.add(letter)
        elif letter.drawn and not letter.text.isspace():
            run = _Run([letter.text], letter.left, letter.right, letter.y, *_set(held, letter.place), letter.drawn)
    if run:
        yield run.told(line)


class _Letter(NamedTuple):
    """Where it is in what PDFium read, what it is, where it stands, and by which of the page's objects it is drawn."""

    place: int
    text: str
    left: float = 0
    right: float = 0
    y: float = 0
    drawn: int | None = None


@dataclass
class _Run:
    letters: list[str]
    left: float
    right: float
    y: float
    size: float
    turn: int
    drawn: int | None

    def is_apart_from(self, letter: _Letter) -> bool:
        gap = max(letter.left - self.right, self.left - letter.right)
        return letter.drawn is not None and gap > _GAP * self.size

    def add(self, letter: _Letter) -> None:
        if letter.drawn and letter.drawn != self.drawn and letter.left - self.right > _WORD * self.size:
            self.letters.append(" ")
        self.letters.append(letter.text)
        if letter.drawn and not letter.text.isspace():
            self.left, self.right = min(self.left, letter.left), max(self.right, letter.right)
            self.drawn = letter.drawn

    def told(self, line: int) -> tuple[str, float, float, float, float, int, int]:
        text = "".join(self.letters).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return text, self.left, self.right, self.y, self.size, self.turn, line


def _letters(held: Any) -> Iterator[_Letter]:
    """The letters in the order of the PDF, the blanks and line ends among them that PDFium sees."""
    from pypdfium2 import raw

    for place in range(held.count_chars()):
        code = raw.FPDFText_GetUnicode(held, place)
        if raw.FPDFText_IsHyphen(held, place) == 1:
            yield _Letter(place, "-", *_place(held, place), _drawn(held, place))
            yield _Letter(place, "\n")
        elif code in (10, 13):
            yield _Letter(place, "\n")
        elif raw.FPDFText_IsGenerated(held, place) == 1:
            yield _Letter(place, chr(code))
        elif code:
            yield _Letter(place, chr(code), *_place(held, place), _drawn(held, place))


def _drawn(held: Any, place: int) -> int | None:
    from pypdfium2.raw import FPDFText_GetTextObject

    return cast(FPDFText_GetTextObject(held, place), c_void_p).value


def _place(held: Any, n: int) -> tuple[float, float, float]:
    """From where to where a character reaches, and how high it stands, seen as it is turned."""
    from pypdfium2 import raw

    box, x, y = raw.FS_RECTF(), raw.c_double(), raw.c_double()
    raw.FPDFText_GetLooseCharBox(held, n, byref(box))
    raw.FPDFText_GetCharOrigin(held, n, byref(x), byref(y))
    angle = raw.FPDFText_GetCharAngle(held, n)
    if not angle:
        return box.left, box.right, y.value
    along, up = math.cos(angle), math.sin(angle)
    ends = [x * along + y * up for x in (box.left, box.right) for y in (box.bottom, box.top)]
    return min(ends), max(ends), y.value * along - x.value * up


def _set(held: Any, n: int) -> tuple[float, int]:
    """The size of a character, and by how many degrees it is turned."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(held, n, byref(matrix))
    size = float(raw.FPDFText_GetFontSize(held, n)) * math.hypot(matrix.c, matrix.d)
    return size, round(math.degrees(raw.FPDFText_GetCharAngle(held, n)))


def _bound() -> None:
    with suppress(ImportError, ValueError, OSError):  # Not every system has such bounds.
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main()
