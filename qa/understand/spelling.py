"""Names in a question that are misspelt or only first names, met with the archive's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from index.derived import Words
from index.words import fold, stem
from qa.library import Library
from qa.names import Name, names_in, plain
from qa.understand.asked import asked_in

_PLACED = re.compile(r"\b(?:the|in|at|from|near|of the)\s+$", re.I)
"""What stands before a place."""

_ALONE, _TOGETHER = 85, 88
"""How like (of 100) a single name, and a first and last name together, must be to one that is held."""

_OFTEN = 5
"""In how many passages a name must stand that is meant by a word that may be none."""


_WORD = re.compile(r"[^\W\d_]{3,}")
_LONG = 6
"""Letters of a single word that is told by its spelling alone to be a name; a shorter one, by the word before it."""
_OWNER = re.compile(r"\b([^\W\d_]{3,})s\b(?![’'])")


def corrected(text: str, names: Sequence[Name], words: Words) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The question with the archive's spellings, and each name that was read otherwise: (as written, as read).

    In a question all in small letters, any word that the archive does not have may be a name, or end one.
    """
    read: list[tuple[str, str]] = []
    unknown = list(_unknown(text, names, words)) if text.islower() else []
    for name in sorted([*names, *unknown], key=lambda n: -n.start):
        if held := held_spelling(name.plain, words, _OFTEN if name in unknown else 1):
            read.insert(0, (text[name.start : name.end], held.title()))
            text = _with(text, name, held.title())
    return text, tuple(read)


def _unknown(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    before: re.Match[str] | None = None
    for word in _WORD.finditer(text):
        free = all(word.end() <= n.start or n.end <= word.start() for n in names)
        if free and not words.held(stem(fold(word[0]))):
            first = before if before and len(word[0]) < _LONG else word
            start, end = first.start(), word.end()
            yield Name(plain(text[start:end]), start, end)
        before = word


def apostrophes(text: str, library: Library) -> str:
    """The question with the apostrophes that one in small letters leaves out: "verels view" is Verel's."""

    def mended(word: re.Match[str]) -> str:
        name, words = fold(word[1]), library.words
        known = f"{name}s" in words or words.written_small(f"{name}s")  # Sanders, the Verels, streets
        owned = not known and name in words and library.archive.speakers_with(name)
        return f"{word[1]}'s" if owned else word[0]

    return _OWNER.sub(mended, text) if text.islower() else text


def in_full(text: str, names: Sequence[Name], library: Library) -> str:
    """The question with full names for first names alone."""
    for name in sorted(names, key=lambda n: -n.start):
        alone = " " not in name.plain and not _PLACED.search(text, 0, name.start)
        if alone and (full := library.of_first_name(name.plain)):
            text = _with(text, name, full)
    return text


def merged(text: str, names: Sequence[Name], library: Library) -> str:
    """The question with those in the place of a speaker whom the user said to be somebody else."""
    for name in sorted(names, key=lambda n: -n.start):
        meant = library.archive.meant_by(name.plain)
        if meant and name.plain in asked_in(text, names_in(text, library.proper)).speakers:
            text = _with(text, name, meant)
    return text


def _with(text: str, name: Name, other: str) -> str:
    """A text with another name; one all in small letters stays so, and is read as such."""
    return text[: name.start] + (other.lower() if text.islower() else other) + text[name.end :]


def held_spelling(name: str, words: Words, least: int = 1) -> str | None:
    """The name the archive has that this (plain) one is nearly written like; None where it holds it as it is.

    least is in how many passages a single name must stand.
    """
    parts = name.split()
    if len(name) < _LONG or all(part in words or words.held(stem(part)) for part in parts):
        return None
    if len(parts) == 1:
        best = process.extractOne(name, words.names_like(name), scorer=fuzz.ratio, score_cutoff=_ALONE)
        if best and words.held(stem(best[0])) < least:
            return None
    else:
        full = words.full_names_with(parts[0], parts[-1])
        best = process.extractOne(name, full, scorer=fuzz.ratio, score_cutoff=_TOGETHER)
    return str(best[0]) if best and best[0][0] == name[0] else None
