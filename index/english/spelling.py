"""The spellings of English that are one word: those of Britain, Canada and Australia, and the American one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from index.english.lexicon import rows


def american(word: str) -> str:
    """A word in small letters as Americans spell it: words are compared in that spelling."""
    return _american().get(word, word)


def in_all_spellings(words: Iterable[str]) -> list[str]:
    """Words in the American spelling, each with its other ones."""
    return [spelling for word in words for spelling in (word, *_others().get(word, ()))]


@cache
def _american() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("spellings.tsv")}


@cache
def _others() -> dict[str, list[str]]:
    others: defaultdict[str, list[str]] = defaultdict(list)
    for other, american in _american().items():
        others[american].append(other)
    return dict(others)
