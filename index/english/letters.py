"""Letters with marks -> the plain ones that people type for them: é is e, ł is l, ß is ss."""

from __future__ import annotations

import unicodedata

_SPECIAL = {
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H", "ı": "i",
    "ŧ": "t", "Ŧ": "T", "ß": "s", "ẞ": "S", "æ": "a", "Æ": "A", "œ": "o", "Œ": "O", "þ": "t", "Þ": "T",
}  # fmt: skip
_LONG = {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"}

_MARKED = (chr(c) for block in (range(0xC0, 0x250), range(0x1E00, 0x1F00)) for c in block)
PLAIN = {ord(c): _SPECIAL.get(c) or unicodedata.normalize("NFD", c)[0] for c in _MARKED}
"""Each letter of Latin script with a mark -> one plain letter, for `str.translate`: offsets stay."""

_FOLDED = PLAIN | {ord(c): plain for c, plain in _LONG.items()}


def plain(text: str) -> str:
    """A text with plain letters for marked ones, as people type names: Żółtowski is Zoltowski, Weiß is Weiss."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).translate(_FOLDED)
