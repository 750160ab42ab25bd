"""Words as HTML. Whatever comes from outside passes through `text`, and nothing else lets it into markup."""

from __future__ import annotations

import re
from html import escape

_AMID = re.compile(r"(?<=[\w,;–—-])[^\S\n]*\n[^\S\n]*(?=[a-z])")


def text(words: str) -> str:
    """Words as HTML that shows each of their characters and runs none of them, in an element or an attribute."""
    # The HTML parser turns a bare carriage return into a line feed; a reference survives.
    return escape(words, quote=True).replace("\r", "&#13;")


def flowing(words: str) -> str:
    """Words as HTML in which a line that breaks amid a sentence, as in transcripts, goes on behind a blank."""
    return _AMID.sub(r'<span class="flows">\g<0></span>', text(words))


def opening(words: str, most: int = 8) -> str:
    """The first of many words."""
    first = words.split()
    return " ".join(first[:most]) + ("…" if len(first) > most else "")


def count(number: int, what: str) -> str:
    """So many of something, in words: 1 article, 1,200 articles."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
