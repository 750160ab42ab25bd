"""The whole chain, question to answer: understand | gather evidence | answer | verify."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextvars import copy_context
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar, cast

from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda
from langsmith import tracing_context

from index import Archive, Filters, InputError
from qa.answer import Answer, Constraint, Question, Turn
from qa.check import Checked, check
from qa.evidence import Evidence, gather
from qa.extract import extract
from qa.library import Library
from qa.names import plain
from qa.understand import understand
from qa.verify import verify

In = TypeVar("In")
Out = TypeVar("Out")

_HALF = re.compile("[\ud800-\udfff]")

MAX_QUESTION = 4_000
MAX_TURNS = 200
_TURN, _TURNS = 4_000, 40_000
"""How many characters of a turn are read, its first, and of all, the last ones: no conversation takes for ever."""


class Answerer(Protocol):
    """Evidence -> an answer in parts: `extract`, or a chat model's."""

    def __call__(self, evidence: Evidence, library: Library) -> Iterator[Answer]: ...


class Assistant:
    """Answers questions over an archive; any number of threads may ask at once.

    answerer, where one is given, writes the answers in place of `extract`, and is held to the same verification;
    model_name says which chat model that is.
    tracing lets LangChain report to LangSmith where the environment asks for it. It is off by default, whatever the
    environment says: an archive is private.
    """

    def __init__(
        self,
        archive: Archive,
        *,
        answerer: Answerer | None = None,
        model_name: str | None = None,
        tracing: bool = False,
    ):
        self.archive = archive
        self.model_name = model_name
        self._tracing = tracing
        self.library = Library(archive)
        self.extractive = self._chain(extract)
        self.chain = self._chain(answerer) if answerer else self.extractive

    def _chain(self, answer: Answerer) -> Runnable[Question, Answer]:
        return (
            RunnableLambda(partial(understand, library=self.library), name="understand")
            | RunnableLambda(partial(gather, library=self.library), name="gather")
            | _streaming(partial(self._verified, answer), "answer and verify")
        )

    def _verified(self, answer: Answerer, evidence: Evidence) -> Iterator[Answer]:
        """The last two steps are one to LangChain.

        It reads what comes before a step to its end, also when nobody reads on: a stopped model would write on.
        """
        for part in answer(evidence, self.library):
            yield verify(part, self.archive)

    @classmethod
    def open(cls, folder: str | None = None) -> Assistant:
        """An assistant over the archive in a folder, the user's own by default; an empty one gets the seed articles."""
        archive = Archive(folder)
        archive.add_seeds()
        return cls(archive)

    def warm_up(self) -> None:
        """Load what the first question would otherwise wait for."""
        self.archive.warm_up()
        self.ask("What was said?", extractive=True)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        *,
        without: Iterable[Constraint] = (),
        extractive: bool = False,
    ) -> Answer:
        """The answer, whole; extractive: in the articles' own words, whoever else could write it.

        without: what an earlier answer understood and this one is not to. Raises InputError for a question that
        cannot be asked.
        """
        answer, *more = self.stream(question, history, filters, without=without, extractive=extractive)
        for part in more:
            answer += part
        return answer

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        *,
        without: Iterable[Constraint] = (),
        extractive: bool = False,
    ) -> Iterator[Answer]:
        """The answer in parts that add up to it: first the question as understood, then claim by claim."""
        asked = _checked(Question(question, _read(history), filters or Filters(), frozenset(without)))
        began = time.perf_counter()
        # A context of its own: a generator's steps may run in other threads, and none of them may be traced.
        context = copy_context()
        chain = self.extractive if extractive else self.chain
        parts = context.run(chain.stream, asked)
        while (part := context.run(self._untraced, parts)) is not None:
            yield replace(part, seconds=round(time.perf_counter() - began, 4))

    def check(self, text: str) -> Checked:
        """Each quotation and attributed claim of a draft, held against the archive; nothing of it is kept.

        Raises InputError for a draft that cannot be checked: an empty one, or one that is too long.
        """
        return check(text, self.archive)

    async def aask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        """`ask` without holding up the event loop."""
        return await asyncio.to_thread(self.ask, question, history, filters)

    async def astream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> AsyncIterator[Answer]:
        """`stream` without holding up the event loop."""
        parts = self.stream(question, history, filters)
        while (part := await asyncio.to_thread(next, parts, None)) is not None:
            yield part

    def _untraced(self, parts: Iterator[Answer]) -> Answer | None:
        with tracing_context(enabled=None if self._tracing else False):
            return next(parts, None)


def _checked(question: Question) -> Question:
    if not question.text.strip():
        raise InputError("question: there is no question. Write one.", "question")
    said = " ".join([question.text, *(turn.content for turn in question.history)])
    if _HALF.search(said):
        raise InputError("question: it holds half of a character (a lone surrogate). Send whole Unicode.", "question")
    if len(question.text) > MAX_QUESTION:
        raise InputError(
            f"question: it has {len(question.text):,} characters. Ask in at most {MAX_QUESTION:,}.", "question"
        )
    if (speaker := question.filters.speaker) and not plain(speaker):
        raise InputError("filters.speaker: there is no name in it. Write one, or leave it out.", "filters.speaker")
    return question


def _read(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """What is read of a conversation."""
    if len(history) > MAX_TURNS:
        raise InputError(f"history: it has more than {MAX_TURNS} messages. Send the last ones.", "history")
    turns: list[Turn] = []
    room = _TURNS
    for turn in reversed(history):
        turns.append(turn._replace(content=turn.content[: min(_TURN, room)]))
        room -= len(turns[-1].content)
    return tuple(reversed(turns))


def _streaming(step: Callable[[In], Iterator[Out]], name: str) -> Runnable[In, Out]:
    """A step that turns each item into any number of others, as a Runnable that hands each on as it comes."""

    def each(items: Iterator[In]) -> Iterator[Out]:
        for item in items:
            yield from step(item)

    async def aeach(items: AsyncIterator[In]) -> AsyncIterator[Out]:
        async for item in items:
            made = step(item)
            while (out := await asyncio.to_thread(next, made, None)) is not None:
                yield out

    return RunnableGenerator(cast(Callable[[Iterator[In]], Iterator[Out]], each), aeach, name=name)
