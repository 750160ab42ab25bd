"""Pictures of print: a scan, a photograph of a page, a screenshot."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from index.errors import InputError
from index.readers import ocr
from index.readers.file import Draft, File, Found, Note
from index.readers.printed import whole, without_edges
from index.readers.reader import Reader

if TYPE_CHECKING:
    from PIL.Image import Image

_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")


def _read(file: File) -> Iterator[Found]:
    from PIL import Image, ImageSequence

    if not ocr.installed():
        raise InputError(ocr.wanted("pictures"))
    try:
        with Image.open(io.BytesIO(file.data), formats=("PNG", "JPEG", "TIFF")) as picture:
            # Of a picture that moves, the first; of a TIFF, every page.
            frames = ImageSequence.Iterator(picture) if picture.format == "TIFF" else iter([picture])
            pages = [ocr.lines(_plain(frame), n) for n, frame in enumerate(islice(frames, ocr.MAX_PICTURES + 1))]
    except Image.DecompressionBombError:
        raise _too_large() from None
    except (OSError, ValueError, SyntaxError):
        raise InputError("the picture is damaged, or no PNG, JPEG or TIFF. Save it again as PNG.") from None
    if len(pages) > ocr.MAX_PICTURES:
        raise InputError(f"the file holds more than {ocr.MAX_PICTURES} pictures. Split it.")
    text, starts = whole(list(without_edges(pages)))
    if text:
        yield Draft({"text": text, "page_starts": starts, "ocr_pages": [n + 1 for n, page in enumerate(pages) if page]})
    else:
        yield Note(file.name, "no print was found in the picture.")


def _plain(picture: Image) -> bytes:
    """The picture upright, in grey on white, as PGM."""
    from PIL import Image, ImageOps

    if picture.width * picture.height > ocr.MAX_PIXELS:
        raise _too_large()
    upright = ImageOps.exif_transpose(picture)
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
    data = io.BytesIO()
    upright.convert("L").save(data, "PPM")
    return data.getvalue()


def _too_large() -> InputError:
    return InputError(f"the picture has more than {ocr.MAX_PIXELS // 1_000_000} million pixels. Make it smaller.")


READER = Reader(
    "pictures",
    (".png", ".jpg", ".jpeg", ".tif", ".tiff"),
    _read,
    lambda file: file.head.startswith(_BEGINNINGS),
    unmistakable=True,
    ready=ocr.installed,
)
