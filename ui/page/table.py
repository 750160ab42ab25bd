"""What a person said as a table for a spreadsheet: CSV, with the columns of `onrecord who --csv`."""

from __future__ import annotations

import csv as standard
import re
from collections.abc import Sequence
from io import StringIO
from typing import Any

from index import Said, Statement
from ui.schema import SaidOut

COLUMNS = ("published", "speaker", "role", "direct", "text", "title", "source", "start", "end")
NOTE = "note"

# A cell that begins so, a spreadsheet calculates: words of an article could read the sheet and send it elsewhere, and
# a quotation that begins with a dash would be shown as an error.
_FORMULA = re.compile(r"[=+\-@＝＋－＠\x00-\x1f]")


def csv(said: Sequence[Said], statements: Sequence[Statement]) -> str:
    """A row for each statement, its words to the character.

    Where a spreadsheet would calculate a cell, an apostrophe stands before it, and one more column says so: no word is
    changed that is not told to be.
    """
    rows = [_row(one, statement) for one, statement in zip(said, statements, strict=True)]
    file = StringIO()
    columns = [*COLUMNS, NOTE] if any(NOTE in row for row in rows) else COLUMNS
    table = standard.DictWriter(file, columns, extrasaction="ignore")
    table.writeheader()
    table.writerows(rows)
    return file.getvalue()


def _row(said: Said, statement: Statement) -> dict[str, Any]:
    row = SaidOut.by(said, statement).model_dump(mode="json")
    guarded = [name for name in COLUMNS if isinstance(row[name], str) and _FORMULA.match(row[name])]
    row |= {name: f"'{row[name]}" for name in guarded}
    return row | {NOTE: f"The apostrophe before {' and '.join(guarded)} is not the article's."} if guarded else row
