"""The words that a question looks for, weighed, and which of them a text holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from index.words import STOP, stem, tokens
from qa.library import Library
from qa.understand import Query
from qa.understand.kinds import COUNTED


@dataclass(frozen=True)
class Sought:
    """A query's words with what each weighs: how rare it is, times how much the question makes of it.

    Which of them a text holds is kept as a mask, one bit for each in the order of `words`.
    """

    query: Query
    words: tuple[str, ...]
    weight: Mapping[str, float]

    @classmethod
    def of(cls, query: Query, library: Library) -> Sought:
        rarity = library.words.rarity
        weight = {t: w * max(0.05, rarity(t)) for t, w in query.terms.items()}
        return cls(query, tuple(sorted(weight, key=lambda t: -weight[t])), weight)

    @cached_property
    def _bits(self) -> dict[str, int]:
        return {term: 1 << n for n, term in enumerate(self.words)}

    @cached_property
    def _beginnings(self) -> dict[str, int]:
        return {term[:5]: self._bits[term] for term in self.words if len(term) >= 5}

    @cached_property
    def _covered(self) -> dict[int, float]:
        return {}

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
        if mask not in self._covered:
            held = sum(self.weight[term] for term, bit in self._bits.items() if mask & bit)
            self._covered[mask] = held / (sum(self.weight.values()) or 1.0)
        return self._covered[mask]

    @cached_property
    def rarest(self) -> int:
        return self.mask(frozenset(self.words[:2]))

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
