"""The nearest passages of a search that is narrowed, however much or little it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pytest

from index import Archive, Article, Filters
from index.embed import SentenceTransformerEmbedder
from index.fields import part_of
from index.nearest import nearest

FIRST = date(2031, 1, 1)
MANY = 260
WORDS = ("toll", "ferry", "ice", "choir", "bridge", "mayor", "fish", "school", "tax", "storm", "pier", "bread", "road")


def written(n: int) -> Article:
    text = (
        f"The {WORDS[n % 13]} of number {n} and the {WORDS[n // 13 % 13]} were spoken of. “It rains,” said Ada Quill."
    )
    return Article(str(n), text, WORDS[n % 13], FIRST + timedelta(days=n), "Courier" if n % 2 else "Weekly")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("many"), embedder=embedder) as archive:
        archive.add(map(written, range(MANY)))
        yield archive


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(since=FIRST),
        Filters(since=FIRST + timedelta(days=20)),
        Filters(publisher="courier"),
        Filters(until=FIRST + timedelta(days=3)),
        Filters(article=written(7).id),
        Filters(among=frozenset({written(3).id, written(4).id})),
        Filters(publisher="Nobody's"),
    ],
)
def test_the_nearest_are_those_that_all_vectors_tell(
    held: Archive, embedder: SentenceTransformerEmbedder, filters: Filters
) -> None:
    vector = embedder.embed(["the mayor and the storm"])
    records = [record for record in held.articles() if filters.admits(record)]
    vectors = [held._store.vectors(record)[0] for record in records]
    expected = sorted((float(v @ vector[0] / np.linalg.norm(v)) for v in vectors), reverse=True)[:20]
    found = nearest(held._store, held._derived, vector, 20, filters)
    assert list(found.values()) == pytest.approx(expected, abs=1e-5)
    assert {part_of(id_).article for id_ in found} <= {record.id for record in records}


def test_a_speakers_passages_are_compared_alone(held: Archive, embedder: SentenceTransformerEmbedder) -> None:
    numbers = held._derived.speakers.passages("Ada Quill", Filters(until=FIRST + timedelta(days=4)))
    found = nearest(held._store, held._derived, embedder.embed(["storm"]), 20, Filters(speaker="Ada Quill"), numbers)
    assert {part_of(id_).article for id_ in found} == {written(n).id for n in range(5)}
    assert nearest(held._store, held._derived, embedder.embed(["storm"]), 20, Filters(speaker="Nobody"), ()) == {}
