"""The passages nearest to a question in meaning, of those that a search is narrowed to.

Chroma can narrow a search itself, but then goes through all that it holds: at a million passages that takes two
seconds, and the nearest ten thousand of all a twentieth of one.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from index.derived import Derived, parted
from index.embed import Vectors
from index.fields import part_id, part_of
from index.filters import Filters
from index.store import Store

_FEW = 200
"""Articles all of whose passages are compared; where more are admitted, their passages are among the nearest of all."""

_COMPARED = 10_000
"""Passages of theirs, half a second's work: hearings are long."""

_SPOKEN = 1_000
"""Passages with a speaker's words that are compared, those of the articles that were added last."""

_MOST = 20_000
"""Of all, the nearest that are looked through, in a tenth of a second; where one in hundreds is admitted, some of the
nearest are missed."""


def nearest(
    store: Store, derived: Derived, vector: Vectors, k: int, filters: Filters, numbers: Collection[int] | None = None
) -> dict[str, float]:
    """The cosines of the k nearest passages that the filters admit, by the store's ids, the nearest first.

    vector has the shape (1, dimension); numbers are those of the passages that are looked in, if not all.
    """
    records = derived.records
    if numbers is not None:
        last = [parted(number) for number in sorted(numbers)[-_SPOKEN:]]
        held = records.at({entry for entry, _ in last})
        ids = [part_id(held[entry], n) for entry, n in last if entry in held]
        return dict(islice(store.cosines(vector, ids), k))
    if not filters.narrows:
        return dict(store.nearest(vector, k))
    admitted = records.count(filters=filters)
    few = records.listed(filters=filters) if admitted <= _FEW else []
    if admitted == len(few) and sum(record.passages for record in few) <= _COMPARED:
        ids = [part_id(record, n) for record in few for n in range(record.passages)]
        return dict(islice(store.cosines(vector, ids), k))
    found = store.nearest(vector, min(_MOST, 2 * k * records.count() // admitted))
    ids_admitted = records.admitted(filters, {part_of(id_).article for id_, _ in found})
    return dict(islice(((id_, cosine) for id_, cosine in found if part_of(id_).article in ids_admitted), k))
