"""Words and meaning fused into one ranking of passages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import Span
from index.derived import Derived, Texts, Within, number_of, parted
from index.fields import part_of

CANDIDATES = 100
"""How many passages are looked at by words, and as many by meaning."""

_ARTICLES = 30
"""Of how many articles that are found by words all passages are looked at."""

# How much each score counts, over its maximum; found on news articles.
_PASSAGE_WORDS, _ARTICLE_WORDS, _MEANING = 1.0, 0.4, 1.6


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, by its place: `article.text[start:end]`.

    The better, the higher its score, which no other search's can be compared with.
    cosine is of the question's and the passage's embeddings; words and article_words are the BM25 scores of the
    passage and of its article, over the highest of this search.
    """

    article: str
    start: int
    end: int
    score: float
    cosine: float
    words: float
    article_words: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage by its number, and its scores as `Hit` has them."""

    number: int
    score: float
    cosine: float
    words: float
    article_words: float


def found(
    derived: Derived, nearest: Mapping[str, float], terms: Mapping[str, float], within: Within, k: int, room: int
) -> list[Hit]:
    """The k best passages, best first; with room each shown with those beside it, up to so many characters.

    nearest are the cosines of the nearest passages, by the store's ids; terms weighted stems.
    """
    near = _by_number(derived, nearest)
    if within.numbers is not None:
        near = {number: cosine for number, cosine in near.items() if number in within.numbers}
    scored = fused(derived.passages, derived.articles, terms, near, within)
    # A hit may take in those on both of its sides.
    hits = _placed(derived, scored[: 3 * k if room else k])
    return widened(hits, derived.records.spans, room)[:k] if room else hits


def _by_number(derived: Derived, nearest: Mapping[str, float]) -> dict[int, float]:
    """Those of the nearest passages that are present, by their numbers."""
    parts = {id_: part_of(id_) for id_ in nearest}
    held = derived.records.holding({part.article: part.version for part in parts.values()})
    return {
        number_of(held[part.article].entry, part.n): nearest[id_]
        for id_, part in parts.items()
        if part.article in held and held[part.article].is_searched(part.n)
    }


def _placed(derived: Derived, scored: Sequence[Scored]) -> list[Hit]:
    held = derived.records.holding_at({parted(one.number)[0] for one in scored})
    hits = []
    for number, *scores in map(astuple, scored):
        entry, n = parted(number)
        if entry in held:
            hits.append(Hit(held[entry].article, *held[entry].spans[n], *scores))
    return hits


def fused(
    passages: Texts, articles: Texts, terms: Mapping[str, float], nearest: Mapping[int, float], within: Within
) -> list[Scored]:
    """The passages that share words with the query or are near it, best first.

    The score is a weighted sum of three. terms are weighted stems; nearest the cosines of the nearest passages, by
    number; within is what both are narrowed to.
    """
    by_words = passages.best(terms, CANDIDATES, within)
    by_article = articles.best(terms, _ARTICLES, within._replace(numbers=None))
    by_words |= passages.best(terms, CANDIDATES, within._replace(entries=[*by_article]))
    if unscored := nearest.keys() - by_words.keys():
        by_words |= passages.best(terms, len(unscored), Within(numbers=unscored))
    entries = {parted(number)[0] for number in (*by_words, *nearest)}
    if unscored := entries - by_article.keys():
        by_article |= articles.best(terms, len(unscored), Within(entries=unscored))
    article_of = {number: by_article.get(parted(number)[0], 0.0) for number in (*by_words, *nearest)}
    best = sorted(by_words, key=lambda number: (-by_words[number] - article_of[number], number))[:CANDIDATES]
    numbers = [*dict.fromkeys((*nearest, *best))]
    if not numbers:
        return []
    # One that is not among the nearest is no nearer than the last of them.
    farthest = min(nearest.values(), default=0.0)
    cosine = np.array([nearest.get(number, farthest) for number in numbers])
    words = _over_maximum(np.array([by_words.get(number, 0.0) for number in numbers]))
    article_words = _over_maximum(np.array([article_of[number] for number in numbers]))
    score = _PASSAGE_WORDS * words + _ARTICLE_WORDS * article_words + _MEANING * _over_maximum(cosine)
    order = np.argsort(-score, kind="stable")
    return [Scored(numbers[n], *(float(kind[n]) for kind in (score, cosine, words, article_words))) for n in order]


def widened(hits: Sequence[Hit], spans_of: Callable[[str], Sequence[Span]], room: int) -> list[Hit]:
    """The hits, each with what stands beside it, up to `room` characters; what a better one takes in is gone.

    The better of two neighbours goes first, or of two that are no hits what follows. spans_of tells where the passages
    of an article stand, in order.
    """
    scores = {(hit.article, hit.start): hit.score for hit in hits}
    shown: set[tuple[str, int]] = set()
    found = []
    for hit in hits:
        article, spans = hit.article, spans_of(hit.article)
        if (article, hit.start) in shown:
            continue
        shown.add((article, hit.start))
        place = spans.index(Span(hit.start, hit.end))
        beside = (*spans[place + 1 : place + 2], *spans[max(0, place - 1) : place])
        for start, end in sorted(beside, key=lambda span: -scores.get((article, span.start), 0.0)):
            if (article, start) not in shown and hit.end - hit.start + end - start <= room:
                shown.add((article, start))
                hit = replace(hit, start=min(hit.start, start), end=max(hit.end, end))
        found.append(hit)
    return found


def _over_maximum(values: NDArray[Any]) -> NDArray[np.float64]:
    return np.asarray(values / max(float(values.max()), 1e-9), dtype=np.float64)
