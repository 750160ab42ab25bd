"""What an archive gives to those who read it or add to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, overload

from index.article import Article, ArticleRecord, Span, Statement
from index.derived import Place
from index.load import Failure, Note

T = TypeVar("T")


class Listed(Sequence[T]):
    """What was found, read as it is looked at: how many there are, or some of them, without all the others.

    count tells how many, fetch gives those from an offset on, at most so many or, for None, all.
    """

    def __init__(self, count: Callable[[], int], fetch: Callable[[int, int | None], list[T]]):
        self._count = count
        self._fetch = fetch

    def __len__(self) -> int:
        return self._length

    @cached_property
    def _length(self) -> int:
        return self._count()

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, int):
            return self[place : place + 1][0] if place >= 0 else list(self)[place]
        first, last = place.start or 0, place.stop
        if first < 0 or (last or 0) < 0 or place.step not in (None, 1):
            return list(self)[place]
        return self._fetch(first, None if last is None else max(0, last - first))

    def __iter__(self) -> Iterator[T]:
        return iter(self._fetch(0, None))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __repr__(self) -> str:
        return repr(list(self))


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in the archive: by whom, in which article and where in it; `also` are its copies in others.

    Copies have no copies. `Archive.words_of` gives the words of either.
    """

    speaker: str | None
    record: ArticleRecord
    place: Place
    also: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """An article as it is read: whole, its body cut at sentence bounds, and who said what in it, in order."""

    article: Article
    sentences: Sequence[Span]
    statements: Sequence[Statement]


@dataclass(slots=True)
class Report:
    """What became of the articles that were to be added."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: list[Failure] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    same: dict[str, ArticleRecord] = field(default_factory=dict)
    """By source, those added that have just the text of another article, as the notes tell."""

    def note(self, items: Iterable[object]) -> None:
        """Take in what of some items could not be read, or is to be known of it."""
        for item in items:
            if isinstance(item, Failure):
                self.failed.append(item)
            elif isinstance(item, Note):
                self.notes.append(item)
