"""What a reader is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from index.readers.file import File, Found


class Reader(NamedTuple):
    """How files of one kind are told from others, and read.

    endings: in small letters, with the dot. begins: whether a file is of this kind, by its first bytes as far as they
    tell. unmistakable: nothing else is like that, so that it counts for more than the name. ready: whether what it
    takes is installed; where it is not, its files in folders are passed over, and one that is named says what to
    install.
    """

    kind: str
    endings: tuple[str, ...]
    read: Callable[[File], Iterator[Found]]
    begins: Callable[[File], bool] | None = None
    unmistakable: bool = False
    ready: Callable[[], bool] = lambda: True

    def knows(self, file: File) -> bool:
        """Whether the file begins like one of this kind."""
        return self.begins is not None and self.begins(file)
