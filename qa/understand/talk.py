"""Small talk: what is said to the assistant rather than asked of the archive."""

from __future__ import annotations

import re
from typing import Literal

Talk = Literal["greeting", "thanks", "help", "contents"]

_POLITE = r"[\s,]*(?:there|again|so much|very much|a lot|onrecord|please)?"
_TALK: dict[Talk, str] = {
    "greeting": rf"(?:hello|hi|hey|good (?:morning|afternoon|evening)){_POLITE}",
    "thanks": rf"(?:thanks|thank you|cheers|great|ok(?:ay)?){_POLITE}",
    "help": (
        r"(?:help|what can (?:you do|i ask)|who are you|what are you|"
        r"how do (?:you|i use this) ?(?:work)?)(?: .{0,25})?"
    ),
    "contents": (
        r"what(?: is|['’]s) in (?:here|the archive|this archive)|what (?:do you know|have you got|do you have)"
        r"(?: .{0,25})?|(?:what|which|how many) articles (?:do you have|are (?:there|here|in here))(?: .{0,25})?"
    ),
}
_PATTERNS = {talk: re.compile(rf"\W*(?:{pattern})\W*", re.I) for talk, pattern in _TALK.items()}


def talk_of(text: str) -> Talk | None:
    """Which small talk it is, if any."""
    return next((talk for talk, pattern in _PATTERNS.items() if pattern.fullmatch(text)), None)
