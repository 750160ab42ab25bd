"""The day of what happened, worked out from the article that tells it: "on Tuesday" is of some week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from index.english.calendar import DAYS
from qa.evidence.piece import Piece
from qa.understand.asked import parsed
from qa.wording import spelt

if TYPE_CHECKING:
    from index.syntax import Token

_BACK = {"today": 0, "tonight": 0, "yesterday": 1}
"""How many days back from the article's they are."""


def day_of(piece: Piece) -> str:
    """A sentence that tells when it was, by the day that a piece names, or else by the article's; "" without one."""
    published = piece.page.record.published
    if published is None:
        return ""
    for text in piece.texts:
        for token in parsed(text, ()):
            if day := _day(token, published):
                return f"{token.text} in an article of {spelt(published)} is {spelt(day)}."
    return f"The article is of {spelt(published)}."


def _day(token: Token, published: date) -> date | None:
    """The last such day before an article or its own, where what is told of it is past."""
    word = token.text
    if word.lower() in _BACK:
        back = _BACK[word.lower()]
    elif word in DAYS and _is_past(token) and token.nbor(-1 if token.i else 0).lower_ not in ("last", "next"):
        back = (published.weekday() - list(DAYS).index(word)) % 7
    else:
        return None
    return published - timedelta(days=back)


def _is_past(token: Token) -> bool:
    """Whether what happens on a day is told as past: its verb is, or has no "will" with it."""
    verb = next((above for above in token.ancestors if above.tag_.startswith("VB")), None)
    tags = {word.tag_ for word in (verb, *verb.children)} if verb is not None else set()
    return "VBD" in tags or ("VBN" in tags and "MD" not in tags)
