"""Words and meaning fused into one ranking of passages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.article import Passage
from index.lexical import Lexical

CANDIDATES = 100
"""How many passages are looked at by words, and as many by meaning."""

# How much each score counts, over its maximum; found on news articles.
_PASSAGE_WORDS, _ARTICLE_WORDS, _MEANING = 1.0, 0.4, 1.6


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: the better, the higher its score, which no other search's can be compared with.

    cosine is of the question's and the passage's embeddings; words and article_words are the BM25 scores of the
    passage and of its article, over the highest of this search.
    """

    passage: Passage
    score: float
    cosine: float
    words: float
    article_words: float


class Scores(NamedTuple):
    """A passage's id and the scores of a Hit."""

    passage: str
    score: float
    cosine: float
    words: float
    article_words: float


def fused(
    lexical: Lexical, terms: Mapping[str, float], nearest: Mapping[str, float], admitted: Sequence[bool] | None = None
) -> list[Scores]:
    """The passages that share words with the query or are near it, best first: a weighted sum of scores.

    terms are weighted stems; nearest the cosines of the nearest passages, by id; admitted, in the order of
    `lexical.passages`, which of them count.
    """
    by_words, by_article = lexical.scores(terms)
    if admitted is not None:
        by_words = by_words * np.array(admitted, dtype=np.float32)
    best = np.argsort(-(by_words + by_article), kind="stable")[:CANDIDATES]
    near = [lexical.place[id_] for id_ in nearest if id_ in lexical.place]
    places = list(dict.fromkeys([*near, *(int(n) for n in best if by_words[n] > 0)]))
    if not places:
        return []
    # One that is not among the nearest is no nearer than the last of them.
    farthest = min(nearest.values(), default=0.0)
    cosine = np.array([nearest.get(lexical.passages[n], farthest) for n in places])
    words, article_words = _over_maximum(by_words[places]), _over_maximum(by_article[places])
    score = _PASSAGE_WORDS * words + _ARTICLE_WORDS * article_words + _MEANING * _over_maximum(cosine)
    order = np.argsort(-score, kind="stable")
    return [
        Scores(lexical.passages[places[n]], *(float(kind[n]) for kind in (score, cosine, words, article_words)))
        for n in order
    ]


def widened(hits: Sequence[Hit], passages_of: Callable[[str], Sequence[Passage]], room: int) -> list[Hit]:
    """The hits, each with what stands beside it, up to `room` characters; what a better one takes in is gone.

    The better of two neighbours goes first, or of two that are no hits what follows. passages_of gives the passages of
    an article, in order.
    """
    scores = {(hit.passage.article, hit.passage.start): hit.score for hit in hits}
    shown: set[tuple[str, int]] = set()
    found = []
    for hit in hits:
        passage, own = hit.passage, passages_of(hit.passage.article)
        if (passage.article, passage.start) in shown:
            continue
        shown.add((passage.article, passage.start))
        place = next(n for n, p in enumerate(own) if p.start == passage.start)
        beside = (*own[place + 1 : place + 2], *own[max(0, place - 1) : place])
        for other in sorted(beside, key=lambda p: -scores.get((p.article, p.start), 0.0)):
            if (other.article, other.start) not in shown and len(passage.text) + len(other.text) <= room:
                shown.add((other.article, other.start))
                passage = _joined(passage, other)
        found.append(replace(hit, passage=passage))
    return found


def _joined(one: Passage, other: Passage) -> Passage:
    """Two passages that stand beside each other, as one."""
    first, second = sorted((one, other), key=lambda p: p.start)
    return Passage(first.article, first.start, second.end, first.text + second.text)


def _over_maximum(values: NDArray[Any]) -> NDArray[np.float64]:
    return np.asarray(values / max(float(values.max()), 1e-9), dtype=np.float64)
