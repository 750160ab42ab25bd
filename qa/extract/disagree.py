"""Articles that count the same thing and come to another number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.words import fold, stem
from qa.evidence.windows import Ranked, Window
from qa.verify.numbers import Quantity, quantities, undated

_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = 4
"""Words before what is counted among which its number stands."""

_ENOUGH, _AS_MUCH = 0.75, 0.9
"""How much of the question a window must hold, of all and of what the first one holds, to be about the same."""


def differing(first: Window, ranked: Sequence[Ranked]) -> Window | None:
    """The best window of another article that gives another number of what the question counts; None without one."""
    numbers = _counts(first)
    if not numbers:
        return None
    least = max(_ENOUGH, _AS_MUCH * _covered(first))
    return next(
        (
            window
            for _, window in ranked
            if window.article != first.article
            and _covered(window) >= least
            and (others := _counts(window))
            and numbers.isdisjoint(others)
        ),
        None,
    )


def _covered(window: Window) -> float:
    mask = 0
    for seen in window.seen:
        mask |= seen.loose
    return window.setting.sought.coverage(mask)


def _counts(window: Window) -> frozenset[Quantity]:
    """The numbers that stand shortly before what is counted."""
    counted = window.setting.sought.counted
    found = set()
    for seen in window.seen:
        text = seen.sentence.text
        for word in _WORD.finditer(text) if seen.counts else ():
            if stem(fold(word[0])) in counted:
                found.update(list(quantities(undated(" ".join(text[: word.start()].split()[-_BEFORE:]))))[-1:])
    return frozenset(found)
