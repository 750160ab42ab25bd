"""Datelines: where, and often when, an article was written: "ELSIN (Wire) —", "ELSIN, March 3.", "Elsin, Friday:"."""

from __future__ import annotations

import re

from index.english.calendar import DAYS, MONTHS

_PLACE = r"(?:[A-Z][A-Z .,/-]{3,40}(?:, [A-Z][\w.]+)?|[A-Z][\w ,.]{2,40}(?= ?\())"
_OUTLET = r" ?\([A-Z][\w /]{1,20}\)"
_MONTH = rf"(?:{'|'.join(MONTHS)}|[a-z]{{3,4}}\.)"
_DAY = rf",? (?i:(?:{'|'.join(DAYS)})|{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_DATELINE = re.compile(
    rf"{_PLACE}?(?:{_OUTLET})? ?(?:--?|–|—|―)\s+(?=\S)|[A-Z][A-Z .,/-]{{2,40}}?(?:{_OUTLET})?{_DAY}(?:{_OUTLET})?"
    r" ?(?:[.:]|--?|–|—|―)\s+(?=\S)"
)


def after_dateline(text: str, start: int = 0, end: int | None = None) -> int:
    """Where a paragraph's own words begin: after the dateline, if it has one."""
    found = _DATELINE.match(text, start, len(text) if end is None else end)
    return found.end() if found else start
