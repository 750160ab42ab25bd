"""The windows that an answer shows: the best, then those that add most of what may yet be the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from qa.evidence.windows import Ranked, Window

MOST_WORDS, MOST_CLAIMS = 145, 4
_SURE = 0.8
"""Windows are added until the answer is so likely among them."""


def choose(ranked: Sequence[Ranked], words_of: Callable[[Window], int]) -> list[Window]:
    """The windows to show, in the order chosen; words_of tells how many words one takes with its introduction.

    The scores make a probability for each window to be the answer. A window that overlaps another holds a share of
    it; each choice is the one that adds most probability for its words.
    """
    probable = np.exp(np.array([r.score for r in ranked]) - ranked[0].score)
    probable /= probable.sum()
    words = np.array([words_of(r.window) for r in ranked])
    shared = _shared([r.window for r in ranked])
    left = np.ones(len(ranked))
    # Whatever its place, a window without one word of the question only pads the answer.
    free = np.array([any(seen.loose for seen in r.window.seen) for r in ranked])
    chosen: list[int] = []
    used, best = 0, 0
    while True:
        chosen.append(best)
        used += int(words[best])
        left = np.maximum(0, left - shared[best])
        free &= shared[best] == 0
        fits = free & (used + words <= MOST_WORDS)
        if len(chosen) == MOST_CLAIMS or probable @ left <= 1 - _SURE or not fits.any():
            return [ranked[n].window for n in chosen]
        gain = np.minimum(shared, left) @ probable / words
        best = int(np.argmax(np.where(fits, gain, -1.0)))


def _shared(windows: Sequence[Window]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """How much of each window (column) each (row) holds, 0 to 1."""
    article = np.unique([w.article for w in windows], return_inverse=True)[1]
    start, end = np.array([w.start for w in windows]), np.array([w.end for w in windows])
    overlap = np.minimum(end[:, None], end) - np.maximum(start[:, None], start)
    shared: np.ndarray[tuple[int, int], np.dtype[np.float64]] = (
        np.maximum(0, overlap) * (article[:, None] == article) / (end - start)
    )
    return shared
