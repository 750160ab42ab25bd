"""Values that are kept while they are used, made several at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from cachetools import LRUCache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """The `size` values used last, by key; any number of threads may ask at once.

    make gives the values of several keys, in their order: what Chroma is asked for at once comes in half the time.
    """

    def __init__(self, size: int, make: Callable[[Sequence[K]], Sequence[V]]):
        self._make = make
        self._held: LRUCache[K, V] = LRUCache(size)
        self._lock = threading.Lock()

    def get(self, keys: Sequence[K]) -> list[V]:
        """The values of these keys, in their order; those that are not kept are made."""
        with self._lock:
            found = {key: self._held[key] for key in keys if key in self._held}
        if missing := [key for key in dict.fromkeys(keys) if key not in found]:
            made = dict(zip(missing, self._make(missing), strict=True))
            with self._lock:
                self._held.update(made)
            found |= made
        return [found[key] for key in keys]
