"""Articles that count the same thing and come to another number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.words import fold, stem, stems
from qa.evidence.windows import Ranked, Window
from qa.extract.choose import tightened
from qa.understand.kinds import COUNTED
from qa.verify.numbers import Quantity, quantities, undated

_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = 4
"""Words before what is counted among which its number stands."""

_ENOUGH = 0.9
"""How much of the question a sentence must hold to count what the question counts."""

_FEWEST = 3
"""Words of a question: fewer leave open what is counted, and when."""


def differing(first: Window, ranked: Sequence[Ranked]) -> Window | None:
    """The best window of another article that gives another number of what the question counts; None without one."""
    # Shares are of other people in each poll.
    numbers = frozenset() if "percent" in first.setting.sought.query.expects else _counts(tightened(first))
    if not numbers:
        return None
    return next(
        (
            window
            for _, window in ranked
            if window.article != first.article and (others := _counts(tightened(window))) and numbers.isdisjoint(others)
        ),
        None,
    )


def _counts(window: Window) -> frozenset[Quantity]:
    """The numbers that stand shortly before what is counted, in sentences that are about all of the question."""
    sought = window.setting.sought
    asked = COUNTED.search(sought.query.own)
    if len(sought.words) < _FEWEST or not asked:
        return frozenset()
    head = next(iter(stems(asked[1])), "")
    found = set()
    for seen in window.seen:
        text = seen.sentence.text
        whole = seen.counts and sought.coverage(seen.loose) >= _ENOUGH
        for word in _WORD.finditer(text) if whole else ():
            if stem(fold(word[0])) == head:
                found.update(list(quantities(undated(" ".join(text[: word.start()].split()[-_BEFORE:]))))[-1:])
    return frozenset(found)
