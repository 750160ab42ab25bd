"""What stands between the paragraphs of an article and is no prose: links, credits, calls to subscribe."""

from __future__ import annotations

import re

from index.english.lexicon import listed

LABELS = frozenset(listed("words.toml", "furniture"))
"""Words of labels that introduce such, in small letters: of "MORE:", "VIDEO:"."""

_FIRST = "|".join(listed("words.toml", "elsewhere"))
_NEXT = "|".join(listed("words.toml", "elsewhere_also"))
LEADING_ELSEWHERE = rf"(?i:(?:{_FIRST})(?: (?:{_FIRST}|{_NEXT})){{0,2}}) ?[:|]"
"""How a paragraph begins that is nothing but a link, a picture's or a recording's title, or a credit."""


def leads_elsewhere(paragraph: str) -> bool:
    """Whether a paragraph is one of those."""
    return re.match(rf"\W*{LEADING_ELSEWHERE}", paragraph) is not None
