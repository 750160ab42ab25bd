"""Names in a question that are misspelt or only first names, met with the archive's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from index.lexical import Lexical
from index.words import stem
from qa.library import Library
from qa.names import Name

_PLACED = re.compile(r"\b(?:the|in|at|from|near|of the)\s+$", re.I)
"""What stands before a place."""

_ALONE, _TOGETHER = 85, 88
"""How like (of 100) a single name, and a first and last name together, must be to one that is held."""


def corrected(text: str, names: Sequence[Name], words: Lexical) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The question with the archive's spellings, and each name that was read otherwise: (as written, as read)."""
    read: list[tuple[str, str]] = []
    for name in sorted(names, key=lambda n: -n.start):
        if held := held_spelling(name.plain, words):
            read.insert(0, (text[name.start : name.end], held.title()))
            text = text[: name.start] + held.title() + text[name.end :]
    return text, tuple(read)


def in_full(text: str, names: Sequence[Name], library: Library) -> str:
    """The question with full names for first names alone."""
    for name in sorted(names, key=lambda n: -n.start):
        alone = " " not in name.plain and not _PLACED.search(text, 0, name.start)
        if alone and (full := library.of_first_name(name.plain)):
            text = text[: name.start] + full + text[name.end :]
    return text


def held_spelling(name: str, words: Lexical) -> str | None:
    """The name the archive has that this (plain) one is nearly written like; None where it holds it as it is."""
    parts = name.split()
    if len(name) < 6 or all(part in words.proper or words.held(stem(part)) for part in parts):
        return None
    if len(parts) == 1:
        best = process.extractOne(name, [p for p in words.proper if len(p) > 4], scorer=fuzz.ratio, score_cutoff=_ALONE)
    else:
        full = [n for n in words.names if n.count(" ") == 1]
        best = process.extractOne(name, full, scorer=fuzz.ratio, score_cutoff=_TOGETHER)
        if best and not any(a == b for a, b in zip(parts, best[0].split(), strict=False)):
            return None
    return str(best[0]) if best and best[0][0] == name[0] else None
