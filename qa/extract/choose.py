"""The windows that an answer shows: the best, then those that add most of what may yet be the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from index.words import same_words
from qa.evidence.features import DATE
from qa.evidence.windows import Ranked, Seen, Window
from qa.understand import Query

MOST_WORDS, MOST_CLAIMS = 145, 4
_SURE = 0.85
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


def tightened(window: Window) -> Window:
    """Without the sentences at its ends that hold neither a word of the question nor what its answer must hold."""
    query = window.setting.sought.query
    if query.kind in ("said", "who said") or query.asks_speaker or not query.expects:
        return window
    telling = [n for n, seen in enumerate(window.seen) if seen.loose or _may_answer(seen, query)]
    if not telling:
        return window
    return window.part(telling[0], telling[-1])


def _may_answer(seen: Seen, query: Query) -> bool:
    if query.expects & {"number", "money", "percent"}:
        return seen.new_number
    return bool(DATE.search(seen.sentence.text)) if "date" in query.expects else seen.new_name


def _shared(windows: Sequence[Window]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """How much of each window (column) each (row) holds, 0 to 1; the copy of a sentence is that sentence."""
    text = {(w.article, w.first + n): seen.sentence.text for w in windows for n, seen in enumerate(w.seen)}
    words = {place: same_words(sentence) for place, sentence in text.items()}
    number = {sentence: n for n, sentence in enumerate(dict.fromkeys(words.values()))}
    lengths = np.zeros((len(windows), len(number)))
    for row, window in zip(lengths, windows, strict=True):
        for place in range(window.first, window.last + 1):
            row[number[words[window.article, place]]] = len(words[window.article, place])
    # einsum: these are too small for threads.
    held = np.einsum("ik,jk->ij", lengths > 0, lengths)
    shared: np.ndarray[tuple[int, int], np.dtype[np.float64]] = held / lengths.sum(axis=1)
    return shared
