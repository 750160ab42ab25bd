"""What a person said as a table for a spreadsheet: CSV, the same from the page and from `onrecord who --csv`."""

from __future__ import annotations

import csv as standard
import re
from collections.abc import Iterable
from io import StringIO
from typing import Any

from ui.page.reference import words

COLUMNS = ("published", "publisher", "speaker", "role", "direct", "quoted", "text", "title", "source", "url",
           "link", "start", "end")  # fmt: skip
NOTE = "note"

# A cell that begins so, a spreadsheet calculates: words of an article could read the sheet and send it elsewhere, and
# a quotation that begins with a dash would be shown as an error.
_FORMULA = re.compile(r"[=+\-@＝＋－＠\x00-\x1f]")


def csv(statements: Iterable[dict[str, Any]], origin: str) -> str:
    """A row for each statement, as `/api/statements` gives them: the speaker's own words apart from the sentence.

    The sentence is to the character; the link opens its words on the page at `origin`. Where a spreadsheet would
    calculate a cell, an apostrophe stands before it, and one more column says so: no word is changed that is not told
    to be. It also says what was read by OCR.
    """
    rows = [_row(statement, origin) for statement in statements]
    file = StringIO()
    columns = [*COLUMNS, NOTE] if any(NOTE in row for row in rows) else COLUMNS
    table = standard.DictWriter(file, columns, extrasaction="ignore")
    table.writeheader()
    table.writerows(rows)
    return file.getvalue()


def _row(statement: dict[str, Any], origin: str) -> dict[str, Any]:
    s = statement
    link = words(s["article"], s["start"], s["end"], s["version"], origin)
    row = {**statement, "quoted": " … ".join(statement["quoted"]), "link": link}
    guarded = [name for name in COLUMNS if isinstance(row[name], str) and _FORMULA.match(row[name])]
    row |= {name: f"'{row[name]}" for name in guarded}
    notes = [f"The apostrophe before {' and '.join(guarded)} is not the article's."] * bool(guarded)
    notes += ["Read by OCR."] * statement["ocr"]
    return row | ({NOTE: " ".join(notes)} if notes else {})
