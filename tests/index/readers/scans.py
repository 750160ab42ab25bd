"""Pictures of print."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 150


def scan(*paragraphs: Sequence[str]) -> Image:
    """A page of paragraphs, line by line, as it leaves a scanner."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (1240, 1754), 255)
    pen, font, y = ImageDraw.Draw(picture), ImageFont.load_default(28), 150
    for paragraph in paragraphs:
        for line in paragraph:
            pen.text((120, y), line, fill=0, font=font)
            y += 40
        y += 40
    return picture


def noise() -> Image:
    """A picture of nothing."""
    from PIL import Image

    return Image.frombytes("L", (400, 400), os.urandom(160_000))


def saved(pictures: Sequence[Image], kind: str, **how: Any) -> bytes:
    """Pictures as one file of a kind: PNG, JPEG, TIFF, PDF."""
    data = io.BytesIO()
    first, *rest = (picture.copy() for picture in pictures)  # Saving leaves traces.
    more = {"save_all": True, "append_images": rest} if rest else {}
    first.save(data, kind, resolution=DPI, **more, **how)
    return data.getvalue()
