"""A page of a PDF as a picture: the PDF on standard input, the page's number, from 0, as argument; a PGM comes out.

Run as a program of its own: a PDF that brings a viewer down, keeps it busy for ever or grows in it beyond all bounds,
does so to this process alone.
"""

from __future__ import annotations

import math
import sys
from contextlib import suppress

_DPI = 300
_MAX_PIXELS = 40_000_000
_MEMORY = 2**30
"""Bytes that the process may take."""


def main() -> None:
    import pypdfium2

    _bound()
    page = pypdfium2.PdfDocument(sys.stdin.buffer.read())[int(sys.argv[1])]
    scale = min(_DPI / 72, math.sqrt(_MAX_PIXELS / (page.get_width() * page.get_height())))
    page.render(scale=scale, grayscale=True).to_pil().save(sys.stdout.buffer, "PPM")


def _bound() -> None:
    with suppress(ImportError, ValueError, OSError):  # Not every system has such bounds.
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main()
