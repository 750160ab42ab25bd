"""Question + history -> what is asked."""

from __future__ import annotations

from dataclasses import dataclass

from index import Archive
from index.filters import Filters
from qa.answer import Question


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, standing by itself."""

    text: str
    filters: Filters


def understand(question: Question, archive: Archive) -> Query:
    """The question as it stands by itself."""
    return Query(question.text, question.filters)
