"""What is written to a terminal."""

from __future__ import annotations

import re
from typing import Any

# What moves the cursor, rings, recolours, or turns the order of letters around; line breaks and tabs are the caller's.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """The text with control characters spelt, like \\x1b: an article's are read, not obeyed."""
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


def in_a_line(text: str) -> str:
    """The same in one line: no title is a row of its own."""
    return shown(text).replace("\n", "\\n").replace("\t", "\\t")


def say(text: str, **how: Any) -> None:
    """Print it, as `typer.secho` does."""
    import typer

    typer.secho(shown(text), **how)
