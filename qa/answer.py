"""What goes in and what comes out: a question, and an answer made of claims that each rest on citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, NamedTuple

from index.filters import Filters

MAX_CITED = 600
"""Characters that a citation shows at most: a longer one shows nobody where to look."""


class Turn(NamedTuple):
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


class Constraint(NamedTuple):
    """One thing that a question was read to ask for: whose words, on what, of which publisher, of which days."""

    part: Literal["speaker", "topic", "publisher", "dates"]
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was asked, what was said before it (oldest first), and where to look.

    without are constraints that an earlier answer named and that are not to be read into it.
    """

    text: str
    history: Sequence[Turn] = ()
    filters: Filters = field(default_factory=Filters)
    without: frozenset[Constraint] = frozenset()


class Copy(NamedTuple):
    """Another article that prints the same words, and where they stand in it."""

    article: str
    source: str
    title: str
    published: date | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an article, and the words there: always `article.text[start:end] == text`, at most 600 characters."""

    number: int
    article: str
    source: str
    title: str
    published: date | None
    publisher: str | None
    start: int
    end: int
    text: str
    speaker: str | None = None
    also: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing the answer says: who speaks, when, and in which words; and what it rests on.

    lead is the assistant's own sentence; quotes are the articles' words, shown between marks of our own because
    articles mix theirs. A claim without citations is a remark on the archive, not on the world.
    """

    lead: str
    quotes: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def text(self) -> str:
        """The claim as a line of text, its marks at the end: `John Kirby said: “...” … “...” [1][2]`."""
        quotes = " … ".join(f"“{quote}”" for quote in self.quotes)
        marks = "".join(f"[{citation.number}]" for citation in self.citations)
        return " ".join(part for part in (self.lead, quotes, marks) if part)


class LeftOut(NamedTuple):
    """What did not pass verification: the text, why, and whether the cited words stand in its place."""

    text: str
    reason: str
    replaced: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to a question, or a part of one: a stream's chunks add up to the whole.

    question is the question as understood; found says whether the archive holds an answer, and where it does not,
    the claims say what it holds instead and the citations are the nearest. model is "extractive" or the name of
    the chat model that wrote it; seconds is how long it took, 0 until it is whole. left_out is what the cited words
    did not bear out. understood is what the question was read to ask for, and passages how many were found for it.
    """

    question: str
    claims: tuple[Claim, ...] = ()
    found: bool = False
    model: str = "extractive"
    seconds: float = 0.0
    left_out: tuple[LeftOut, ...] = ()
    understood: tuple[Constraint, ...] = ()
    passages: int = 0

    def __add__(self, more: Answer) -> Answer:
        return replace(
            self,
            claims=self.claims + more.claims,
            found=self.found or more.found,
            model=more.model,
            seconds=max(self.seconds, more.seconds),
            left_out=self.left_out + more.left_out,
            understood=self.understood or more.understood,
            passages=max(self.passages, more.passages),
        )

    @property
    def text(self) -> str:
        """The claims, a paragraph each."""
        return "\n\n".join(claim.text for claim in self.claims)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, in the order of their numbers."""
        by_number = {c.number: c for claim in self.claims for c in claim.citations}
        return tuple(by_number[number] for number in sorted(by_number))
