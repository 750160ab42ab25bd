"""What an archive gives to those who read it or add to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.article import Article, ArticleRecord, Span, Statement
from index.derived import Place
from index.load import Failure, Note


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
