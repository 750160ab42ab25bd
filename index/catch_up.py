"""What is derived brought up to the state of the store, where another process changed it or one was cut short."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from index.article import ArticleRecord, Correction, Passage
from index.corrections import aliases
from index.derived import Derived, Present
from index.errors import ArchiveDamaged
from index.store import Store

T = TypeVar("T")

logger = logging.getLogger(__name__)

_BATCH = 500
"""Articles in one step: what was done of a long way stays where it is cut short."""


def catch_up(derived: Derived, store: Store) -> None:
    """Bring what is derived up to the last change of the store; nothing is read where it is there already."""
    change = store.change()
    if derived.change == change and derived.records.count() == store.count():
        return
    if derived.records.count():
        # The last one may not have been written to its end when it was read.
        _take_in(derived, store, store.records(since=derived.change - 1))
    if derived.records.count() != store.count() or not change:
        _compare(derived, store)
    derived.put((), (), change, aliases(store.names()))


def _compare(derived: Derived, store: Store) -> None:
    """Look through all records of the store for what is derived of others, or not yet."""
    left = derived.records.versions()
    if not left:
        logger.info("what is derived from the articles is made anew")
    _take_in(derived, store, (r for r in store.records() if left.pop(r.id, None) != r.version))
    for some in _some(left):
        derived.put((), [(record, ()) for record in derived.records.with_ids(some).values()], derived.change)


def _take_in(derived: Derived, store: Store, records: Iterable[ArticleRecord]) -> None:
    for batch in _some(records):
        held = derived.records.with_ids(record.id for record in batch)
        some = [r for r in batch if r.id not in held or _state(held[r.id]) != _state(r)]
        passages, statements = store.passages(some), store.statements(some)
        held = {r.id: held[r.id] for r in some if r.id in held}
        gone = [(old, passages_of(store, old)) for old in held.values()]
        present = [Present(*one) for one in zip(some, passages, statements, strict=True)]
        derived.put(present, gone, derived.change)


def _state(record: ArticleRecord) -> tuple[str, Sequence[Correction]]:
    return record.version, record.corrections


def passages_of(store: Store, record: ArticleRecord) -> Sequence[Passage]:
    """The passages of a version that may be gone: what is counted of their words then stays so."""
    try:
        return store.passages([record])[0]
    except ArchiveDamaged:
        return ()


def _some(items: Iterable[T]) -> Iterator[list[T]]:
    left = iter(items)
    while some := [*islice(left, _BATCH)]:
        yield some
