"""Who said what across the archive: by whom, on what, of which articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from index.derived import Derived, Found, Group, Within
from index.filters import Filters
from index.given import Listed, Said
from index.words import weights

MATCHING = 1_000
"""Statements that are looked at where some are searched by words."""


_ENOUGH = 2 / 3
"""The share of a query's weight that a statement on it holds at least: of two words as rare as each other, both."""


Sorting = Literal["best", "newest", "oldest"]


class Wanted(NamedTuple):
    """Which statements: by a speaker, named in full or by words of the name; that hold words of the query; of articles
    that the filters admit; for the most part quoted, or not. The best come first where there is a query, or the newest.
    """

    speaker: str | None
    query: str
    filters: Filters
    direct: bool | None
    sorting: Sorting | None = None

    @property
    def oldest_first(self) -> bool | None:
        """None for the best first."""
        return None if self.sorting in (None, "best") else self.sorting == "oldest"


class AllSaid(Listed[Said]):
    """The statements that are wanted, in order; of those that hold a query at most MATCHING.

    Copies of one statement in several articles count once: the newest, with the others beside it.
    """

    def __init__(self, derived: Derived, wanted: Wanted):
        self._derived = derived
        self._wanted = wanted
        super().__init__(self._counted, self._some)

    @property
    def days(self) -> list[date]:
        """The day of the article of each, of those that have one."""
        if self._wanted.query.split():
            return [one.record.published for one in self if one.record.published]
        return self._derived.speakers.days_said(*self._narrowing)

    def newest(self, most: int) -> list[Said]:
        """The newest of what the speaker said, on whatever: it takes no longer where there is more."""
        groups = self._derived.speakers.newest(self._wanted.speaker or "", most)
        return self._given(self._derived.speakers.copies(groups, Filters(), None))

    def _counted(self) -> int:
        if self._wanted.query.split():
            return len(self._matching)
        return self._derived.speakers.count_said(*self._narrowing)

    def _some(self, first: int, most: int | None) -> list[Said]:
        if self._wanted.query.split():
            groups = self._matching[first:][:most]
        else:
            limit = -1 if most is None else most
            groups = self._derived.speakers.said(*self._narrowing, limit, first, bool(self._wanted.oldest_first))
        return self._given(self._derived.speakers.copies(groups, self._wanted.filters, self._wanted.direct))

    @property
    def _narrowing(self) -> tuple[str | None, Filters, bool | None]:
        return self._wanted.speaker, self._wanted.filters, self._wanted.direct

    @cached_property
    def _matching(self) -> list[Group]:
        """Those that hold words of the query, by how much of it, weighted by how rare the words are."""
        speaker, query, filters, direct, _ = self._wanted
        rarity = self._derived.words.rarity
        terms = {stem: weighted for stem, weight in weights(query).items() if (weighted := weight * rarity(stem)) > 0}
        within = within_filters(self._derived, filters)
        if speaker is not None:
            within = within._replace(sightings=self._derived.speakers.sightings_of(speaker))
        scores = self._derived.statements.matching(terms, MATCHING, within)
        enough = _ENOUGH * sum(terms.values())
        numbers = [n for n, score in scores.items() if score >= enough]
        return self._derived.speakers.at(numbers, filters, direct, self._wanted.oldest_first)

    def _given(self, found: Sequence[Sequence[Found]]) -> list[Said]:
        records = self._derived.records.at({one.entry for copies in found for one in copies})
        said = []
        for copies in found:
            if own := [Said(f.name, records[f.entry], f.place) for f in copies if f.entry in records]:
                said.append(replace(own[0], also=tuple(own[1:])))
        return said


def within_filters(derived: Derived, filters: Filters) -> Within:
    """The filters, the speaker's aside, as a search of texts is narrowed to."""
    publisher = filters.publisher.casefold() if filters.publisher else None
    return Within(publisher, filters.since, filters.until, derived.records.entries_of(filters))
