"""What a search found: passages, best first, and what each scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from index import Hit

PASSAGES = 8
"""Windows come from so many passages."""


class Place(NamedTuple):
    """A passage's place."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question: passages, best first, and their scores (see `index.Hit`)."""

    order: tuple[Place, ...] = ()
    hits: Mapping[Place, Hit] = field(default_factory=dict)

    @classmethod
    def of(cls, hits: Sequence[Hit]) -> Found:
        by_place = {Place(h.article, h.start, h.end): h for h in hits}
        return cls(tuple(by_place), by_place)

    def best(self, count: int) -> Found:
        """The same scores, but only the best passages to be looked at."""
        return replace(self, order=self.order[:count])

    def begun_with(self, places: Sequence[Place]) -> Found:
        """These passages before all others; one that was not found scores as the last."""
        least = self.least
        assert least is not None
        new = {p: replace(least, article=p.article, start=p.start, end=p.end) for p in places if p not in self.hits}
        return Found(tuple(dict.fromkeys((*places, *self.order))), {**self.hits, **new})

    def blended(self, own: Found) -> Found:
        """These passages in the order of both scores; the passage scores are the other's, the articles' these."""
        least = own.least
        hits = {
            place: replace(
                own.hits.get(place, least or hit),
                article=hit.article,
                start=hit.start,
                end=hit.end,
                score=(hit.score + (other.score if (other := own.hits.get(place, least)) else 0.0)) / 2,
                article_words=hit.article_words,
            )
            for place, hit in self.hits.items()
        }
        return Found(tuple(sorted(self.order, key=lambda place: -hits[place].score)), hits)

    @property
    def least(self) -> Hit | None:
        """What a passage that was not found would have scored: no words, and no nearer than the last."""
        if not self.hits:
            return None
        last = min(self.hits.values(), key=lambda hit: hit.score)
        return replace(last, words=0.0, cosine=min(hit.cosine for hit in self.hits.values()))

    @property
    def articles(self) -> list[str]:
        """The articles of the passages that windows come from, best first."""
        return list(dict.fromkeys(place.article for place in self.order[:PASSAGES]))
