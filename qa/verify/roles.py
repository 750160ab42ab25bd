"""Who does it to whom: two names on both sides of a verb do not change places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.statements.cues import VERBS
from index.words import STOP, stem
from qa.verify.naming import fold_name

_SENTENCE_END = re.compile(r"[.?!;]['\"”’]?\s+(?=[^\sa-z])|\n")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_DONE = re.compile(r"[a-z]+ed|beat")
"""Verbs that cannot be taken for a noun between two names: "Verel spokesman Lind" is "Lind, a spokesman of Verel"."""
_BOTH_WAYS = frozenset("married joined debated faced shared followed".split())


class Deed(NamedTuple):
    """Who stands before a verb, all names from the nearest on; the verb; whether "by" follows; and who then does."""

    before: tuple[str, ...]
    verb: str
    by: bool
    behind: str


def swapped(own: str, told: str) -> bool:
    """Whether the claim has two names the other way round about a verb than its places, and these never have it so."""
    there = list(_deeds(told))
    return any(d.before and not _held(d, there) and _turned(d, there) for d in _deeds(own))


def _held(deed: Deed, there: list[Deed]) -> bool:
    return any(deed.before[0] in d.before and d[1:] == deed[1:] for d in there)


def _turned(deed: Deed, there: list[Deed]) -> bool:
    turned = (deed.verb, deed.by, deed.before[0])
    return any(deed.behind in d.before and d[1:] == turned for d in there)


def _deeds(text: str) -> Iterator[Deed]:
    """Each verb with a name right behind it, and the names before it in its sentence."""
    for sentence in _SENTENCE_END.split(text):
        words = [w for w in _WORD.findall(sentence) if w[0].isupper() or w == "by" or w not in STOP]
        for n, word in enumerate(words):
            by = words[n + 1 : n + 2] == ["by"]
            behind = _name(words[n + 1 + by :])
            if behind and _DONE.fullmatch(word) and word not in VERBS and word not in _BOTH_WAYS:
                named = tuple(fold_name(w) for w in reversed(words[:n]) if w[0].isupper())
                yield Deed(named, stem(word), by, behind)


def _name(words: list[str]) -> str:
    """The last word of the name that the words begin with, if they begin with one."""
    last = ""
    for word in words:
        if not word[0].isupper():
            break
        last = fold_name(word)
    return last
