"""The words that a question looks for, weighed, and which of them a text holds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.words import STOP, stem, tokens
from qa.library import Library
from qa.names import last_name
from qa.understand import Query
from qa.understand.kinds import COUNTED


class Coverage:
    """The share of the weight of some words that those of a mask have."""

    def __init__(self, weights: Sequence[float]):
        self._weights = weights
        self._whole = sum(weights) or 1.0
        self._of: dict[int, float] = {}

    def __call__(self, mask: int) -> float:
        if mask not in self._of:
            self._of[mask] = sum(weight for n, weight in enumerate(self._weights) if mask >> n & 1) / self._whole
        return self._of[mask]


_FIRST_NAME = 0.3
"""How much a first name counts of what another word does."""


@dataclass(frozen=True)
class Sought:
    """A query's words with what each weighs: how rare it is, times how much the question makes of it (asked).

    Which of them a text holds is kept as a mask, one bit for each in the order of `words`.
    """

    query: Query
    words: tuple[str, ...]
    weight: Mapping[str, float]
    asked: Mapping[str, float]

    @classmethod
    def of(cls, query: Query, library: Library) -> Sought:
        rarity = library.words.rarity
        # A full name is written once, and from then on the last name.
        first_names = {stem(word) for name in query.names for word in name.split()[:-1]}
        asked = {t: w * (_FIRST_NAME if t in first_names else 1.0) for t, w in query.terms.items()}
        weight = {t: w * max(0.05, rarity(t)) for t, w in asked.items()}
        return cls(query, tuple(sorted(weight, key=lambda t: -weight[t])), weight, asked)

    @cached_property
    def _bits(self) -> dict[str, int]:
        return {term: 1 << n for n, term in enumerate(self.words)}

    @cached_property
    def _beginnings(self) -> dict[str, int]:
        return {term[:5]: self._bits[term] for term in self.words if len(term) >= 5}

    @cached_property
    def _covers(self) -> Coverage:
        return Coverage([self.weight[term] for term in self.words])

    def mask(self, stems: frozenset[str]) -> int:
        return sum(bit for term, bit in self._bits.items() if term in stems)

    def loose_mask(self, stems: frozenset[str]) -> int:
        """Also the words that only begin like one that is held: donor, donation."""
        mask = self.mask(stems)
        for term in stems:
            mask |= self._beginnings.get(term[:5], 0)
        return mask

    def coverage(self, mask: int) -> float:
        """The share of the question's weight that the words of a mask have."""
        return self._covers(mask)

    def within(self, texts: Sequence[frozenset[str]]) -> Coverage:
        """The same, where a word weighs what it tells of one of these texts (stems) from the others."""
        many = len(texts)
        held = [sum(term in stems for stems in texts) for term in self.words]
        return Coverage(
            [
                self.asked[term] * math.log((many + 1) / (n + 0.5)) / math.log(many + 1) if n else 0.0
                for term, n in zip(self.words, held, strict=True)
            ]
        )

    def names_held(self, stems: frozenset[str]) -> float:
        """The share of the names asked for, weighed by how rare they are, whose last words are among the stems."""
        last = {stem(last_name(name)) for name in self.query.names}
        weights = {term: self.weight.get(term, 0.0) for term in last}
        return sum(weight for term, weight in weights.items() if term in stems) / (sum(weights.values()) or 1.0)

    @cached_property
    def topic(self) -> int:
        """All words but those of the speaker's name."""
        named = {stem(word) for name in self.query.speakers for word in name.split()}
        return self.mask(frozenset(self.words) - named)

    @cached_property
    def known_names(self) -> frozenset[str]:
        """Stems that answer nothing, since the question or the conversation has them."""
        named = {stem(word) for name in self.query.names for word in name.split()}
        return frozenset(named | self.query.terms.keys() | self.query.context.keys())

    @cached_property
    def counted(self) -> frozenset[str]:
        """What "how many" is asked of."""
        found = COUNTED.search(self.query.own)
        return frozenset(stem(word) for word in tokens(found[1]) if word not in STOP) if found else frozenset()
