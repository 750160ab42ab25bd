"""Quotation marks, as newspapers and people who type write them."""

from __future__ import annotations

OPENING, CLOSING = "“„«", "”»"
"""Double marks that only open, or only close; a straight one does either."""

DOUBLE = OPENING + CLOSING + '"'
SINGLE = "‘’‚'`"

STRAIGHT = str.maketrans(dict.fromkeys(DOUBLE, '"') | dict.fromkeys(SINGLE, "'"))
"""Each mark -> the straight one, for `str.translate`."""
