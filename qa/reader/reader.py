"""Reading passages for a question, several at once."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.models import before_loading
from qa.reader.layout import Layout, Passage, Place, lay_out

if TYPE_CHECKING:
    from torch import Tensor

_BATCH = 2
"""Passages that are read together: of like length, so that little is read that is none.

A batch is read on one core and several at a time: more cores to one would change its scores in the last places.
"""

_LONGEST = 24
"""Tokens of the answering words, at most."""

UNREAD = -10.0
"""The log-odds of a sentence for which there was no room."""

_loading = threading.Lock()


class Words(NamedTuple):
    """The answering words: characters start to end of a sentence, and how surely it is they (log-odds of both ends)."""

    start: int
    end: int
    surely: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a passage: log-odds that it answers, and of each sentence that it is (part of) the answer.

    sentences and words have the length of the passage's sentences; words are those most like an answer in each.
    """

    passage: float
    sentences: tuple[float, ...]
    words: tuple[Words | None, ...]


def read(question: str, passages: Sequence[Passage]) -> list[Reading]:
    """A reading for each passage, in order; any number of threads may read at once.

    Raises ModelUnusable where the weights are missing or damaged.
    """
    return _reader().read(question, passages)


def warm_up() -> None:
    """Load the model, which the first question would otherwise wait for."""
    _reader()


def _reader() -> _Reader:
    with _loading:
        return _loaded()


@cache
def _loaded() -> _Reader:
    return _Reader()


class _Reader:
    def __init__(self) -> None:
        before_loading()
        import torch

        from qa.reader.network import load_network, new_tokenizer

        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        # bfloat16 is several times as fast where the processor multiplies it in hardware, and far slower elsewhere.
        fast = self.device == "cuda" or torch.cpu._is_amx_tile_supported()
        self.network = load_network().to(self.device, torch.bfloat16 if fast else torch.float32)
        self.tokenizer = new_tokenizer()
        self.cores = ThreadPoolExecutor(os.cpu_count(), "reader", initializer=partial(torch.set_num_threads, 1))

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        layouts = [lay_out(question, passage, self.tokenizer) for passage in passages]
        by_length = sorted(range(len(layouts)), key=lambda n: len(layouts[n].ids))
        batches = [by_length[n : n + _BATCH] for n in range(0, len(by_length), _BATCH)]
        scores = self.cores.map(self._scores, ([layouts[n] for n in batch] for batch in batches))
        readings: dict[int, Reading] = {}
        for batch, (heads, spans) in zip(batches, scores, strict=True):
            for n, head, span in zip(batch, heads, spans, strict=True):
                readings[n] = _reading(layouts[n], len(passages[n].sentences), head, span)
        return [readings[n] for n in range(len(passages))]

    def _scores(self, layouts: Sequence[Layout]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        import torch

        ids, types, read = (each.to(self.device) for each in tensors(layouts))
        with torch.inference_mode():
            scores = self.network(ids, types, read)
        return scores.head.float().cpu().numpy(), scores.span.float().cpu().numpy()


def tensors(layouts: Sequence[Layout]) -> tuple[Tensor, Tensor, Tensor]:
    """Token ids, types and which are tokens (1) or filled up (0), shape (layouts, tokens of the longest) each."""
    import torch

    longest = max(len(layout.ids) for layout in layouts)
    ids, types, read = (torch.zeros(len(layouts), longest, dtype=torch.long) for _ in range(3))
    for n, layout in enumerate(layouts):
        size = len(layout.ids)
        ids[n, :size] = torch.tensor(layout.ids)
        types[n, :size] = torch.tensor(layout.types)
        read[n, :size] = 1
    return ids, types, read


def _reading(layout: Layout, sentences: int, head: NDArray[np.float32], span: NDArray[np.float32]) -> Reading:
    unread = sentences - len(layout.places)
    return Reading(
        float(head[0, 0]),
        (*(float(head[place.mark, 1]) for place in layout.places), *[UNREAD] * unread),
        (*(_words(place, span) for place in layout.places), *[None] * unread),
    )


def _words(place: Place, span: NDArray[np.float32]) -> Words | None:
    """The likeliest answering words of a sentence."""
    if place.first == place.last:
        return None
    starts, ends = span[place.first : place.last].T
    both = starts[:, None] + ends[None, :]
    both[~np.tri(len(both), k=_LONGEST - 1, dtype=bool) | np.tri(len(both), k=-1, dtype=bool)] = -np.inf
    start, end = np.unravel_index(int(both.argmax()), both.shape)
    return Words(place.characters[start][0], place.characters[end][1], float(both[start, end]))
