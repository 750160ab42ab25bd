"""What is asked -> ranked evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index import Archive, Hit
from qa.understand import Query


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the archive holds on a query, best first."""

    query: Query
    hits: Sequence[Hit]


def gather(query: Query, archive: Archive) -> Evidence:
    return Evidence(query, archive.search(query.text, 5, query.filters))
