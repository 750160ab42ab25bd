"""The publisher that a question names as its source, as people write it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from index.english.saying import ASKED

_BY = re.compile(r",?\s*\b(?:according to|reported by|reports? (?:of|in|by))\s+", re.I)
_PIECE = r"(?:articles?|reports?|stor(?:y|ies)|coverage|pieces?|columns?|editorials?|op-eds?)"
_IN_PRINT = re.compile(
    rf"^(?:in|from)\s+|,?\s+in\s+(?:(?:the|an?)\s+)?{_PIECE}\s+(?:in|from|of|by)\s+|,?\s+in\s+|,\s*from\s+", re.I
)
# "Who has a stake in the Tribune?" and "the article in the Tribune" are about it.
_PRINTS = re.compile(rf"\b(?:{'|'.join(sorted(ASKED))}|published|printed|written|appear(?:ed)?)\b", re.I)
_OF_A_PIECE = re.compile(rf"\b{_PIECE}$", re.I)
_AND_IN = re.compile(r"\W*(?:and|but|(?:what|how) about)\s+in\s+", re.I)
_MORE = re.compile(r"\w")
_RUN = re.compile(r"\w[\w&.’'-]*(?:\s+[\w&][\w&.’'-]*){0,9}")
_NAME_END = re.compile(r"\w(?![\w’'-])")
_POSSESSIVE = re.compile(r"[’']s$")
_THE = re.compile(r"^the\s+", re.I)
_SMALL = frozenset({"of", "the", "and", "for"})


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher and the question's words that name it as the source."""

    name: str
    words: str


def publisher_of(text: str, publishers: Collection[str]) -> Source | None:
    """The publisher that the question names as its source: in full, in short, or by a last word that is only its."""
    for opening in _BY.finditer(text):
        for end in _name_ends(text, opening.end()):
            if name := _held(text[opening.end() : end], publishers):
                return Source(name, text[opening.start() : end])
    for opening in _IN_PRINT.finditer(text):
        for end in _name_ends(text, opening.end()):
            if _is_source(text, opening, end) and (name := _held(text[opening.end() : end], publishers)):
                return Source(name, text[opening.start() : end])
    return None


def named_in(text: str, written: str, publishers: Collection[str]) -> Source | None:
    """The publisher that goes by a name in a text, however small its letters are there; with the article before it."""
    found = re.search(rf"(?:\bthe\s+)?\b{re.escape(written)}\b", text, re.I)
    ways = (_is_same, _is_shortened, _is_last)
    held = [p for p in publishers if any(goes_by(written, p) for goes_by in ways)]
    return Source(held[0], found[0]) if found and len(held) == 1 else None


def _name_ends(text: str, start: int) -> list[int]:
    """Where a name that starts there may end, the longest first."""
    run = _RUN.match(text, start)
    return [end.end() for end in _NAME_END.finditer(text, start, run.end())][::-1] if run else []


def _is_source(text: str, opening: re.Match[str], end: int) -> bool:
    """Whether "in" the name, at the beginning or the end of the question, tells where the words are to be from."""
    if opening.start() and _MORE.search(text, end):
        return False
    written = _THE.sub("", text[opening.end() : end], count=1)
    if written == written.lower() and not re.search(r"\W", written):
        return False  # "in time", "in the post"
    if opening.start() == 0:
        return text.startswith(",", end)
    before = text[: opening.start()]
    asks = _PRINTS.search(before) and not _OF_A_PIECE.search(before)
    return bool(asks or _AND_IN.fullmatch(text, 0, opening.end()))


def _held(written: str, publishers: Collection[str]) -> str:
    """The one publisher that goes by what is written; "" where none does, or several do."""
    ways = (_is_same,) if _POSSESSIVE.search(written) else (_is_same, _is_shortened, _is_initials, _is_last)
    for goes_by in ways:
        if held := [publisher for publisher in publishers if goes_by(written, publisher)]:
            return held[0] if len(held) == 1 else ""
    return ""


def _is_same(written: str, publisher: str) -> bool:
    return _squeezed(written) == _squeezed(publisher)


def _is_shortened(written: str, publisher: str) -> bool:
    """ "wash-post": each of its parts begins a word."""
    words, parts = (re.split(r"[\s-]+", _THE.sub("", name.lower(), count=1)) for name in (written, publisher))
    begins = (
        word == part or (len(part) > 2 and word.startswith(part)) for word, part in zip(words, parts, strict=False)
    )
    return len(words) == len(parts) > 1 and all(begins)


def _is_initials(written: str, publisher: str) -> bool:
    """ "nyt"; two letters are anybody's, unless the name has an article."""
    article = _THE.match(written)
    words = written[article.end() if article else 0 :].split()
    capitals = [word[0] for word in words if word[0].isupper()]
    if not words or any(word[0].islower() and word not in _SMALL for word in words) or words[-1][0].islower():
        return False
    return len(capitals) > (1 if article else 2) and "".join(capitals).lower() == publisher.lower()


def _is_last(written: str, publisher: str) -> bool:
    last = publisher.rpartition(" ")[2]
    return len(last) > 3 and last.lower() == _THE.sub("", written, count=1).lower()


def _squeezed(name: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"^the[\s-]+", "", name.lower()))
