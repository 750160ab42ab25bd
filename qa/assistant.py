"""The whole chain, question to answer: understand | gather evidence | answer | verify."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, ParamSpec, Protocol, Self, TypeVar, cast

from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda
from langsmith import tracing_context

from index import Archive, Filters, InputError
from qa.answer import Answer, Constraint, Question, Turn
from qa.check import Checked, Variant, check, variants
from qa.evidence import Evidence, gather
from qa.extract import extract
from qa.library import Library
from qa.names import plain
from qa.spans import Whole, step
from qa.understand import understand
from qa.verify import verify
from qa.versions import with_earlier_words

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from qa.generate import ChatAnswerer

In = TypeVar("In")
Out = TypeVar("Out")
P = ParamSpec("P")

_HALF = re.compile("[\ud800-\udfff]")

_cores = ThreadPoolExecutor(os.cpu_count(), "answering")
"""Questions are understood and their evidence is gathered in the order in which they came, one on each core: more at
once would be answered no sooner, and all else that a process does would wait for them."""

MAX_QUESTION = 4_000
MAX_TURNS = 200
_TURN, _TURNS = 4_000, 40_000
"""How many characters of a turn are read, its first, and of all, the last ones: no conversation takes for ever."""


class Answerer(Protocol):
    """Evidence -> an answer in parts: `extract`, or a chat model's."""

    def __call__(self, evidence: Evidence, library: Library) -> Iterator[Answer]: ...


Watcher = Callable[[Answer | None, float], None]
"""Is told each answer once it is whole, or None where it failed, and the seconds that it took."""


class Assistant:
    """Answers questions over an archive; any number of threads may ask at once.

    `answerer`, where one is given, writes the answers in place of `extract`, and is held to the same verification;
    `model_name` says which chat model that is.

    `tracing` lets LangChain report to LangSmith where the environment asks for it. It is off by default, whatever the
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
        self._owns = False
        self.watchers: list[Watcher] = []
        self.library = Library(archive)
        self.extractive = self._chain(extract)
        self.chain = self._chain(answerer) if answerer else self.extractive

    def _chain(self, answer: Answerer) -> Runnable[Question, Answer]:
        return (
            RunnableLambda(_in_turn("understand", partial(understand, library=self.library)), name="understand")
            | RunnableLambda(_in_turn("gather", partial(gather, library=self.library)), name="gather")
            | _streaming(partial(self._verified, answer), "answer and verify")
        )

    def _verified(self, answer: Answerer, evidence: Evidence) -> Iterator[Answer]:
        """The last two steps are one to LangChain.

        It reads what comes before a step to its end, also when nobody reads on: a stopped model would write on.
        """
        parts = answer(evidence, self.library)
        while True:
            with step("answer"):
                part = next(parts, None)
            if part is None:
                return
            with step("verify"):
                verified = with_earlier_words(verify(part, self.archive), self.archive)
            yield verified

    @classmethod
    def open(
        cls,
        folder: Path | str | None = None,
        *,
        model: str | BaseChatModel | None = None,
        model_url: str | None = None,
        model_key: str | None = None,
    ) -> Assistant:
        """An assistant over the archive in a folder, the user's own by default; an empty one gets the seed articles.

        It owns the archive until `close`, or to the end of a `with` block. `model` is a chat model that writes the
        answers, as LangChain has it or by its name ("openai:gpt-5-mini"); `model_url` is its address where that is a
        server of one's own, `model_key` the key for that.
        """
        answerer = _writer(model, model_url, model_key) if model else None
        archive = Archive(folder)
        try:
            archive.add_seeds()
            opened = cls(archive, answerer=answerer, model_name=answerer.name if answerer else None)
        except BaseException:
            archive.close()
            raise
        opened._owns = True
        return opened

    def close(self) -> None:
        """Give the archive back where `open` opened it; one that was given stays the caller's to close."""
        if self._owns:
            self.archive.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

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
        """The answer, whole; with `extractive` in the articles' own words, whoever else could write it.

        `without` is what an earlier answer understood and this one is not to. Raises InputError for a question that
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
        """The answer in parts that add up to it: first the question as understood, then claim by claim.

        Raises InputError at once for a question that cannot be asked, not with the first part.
        """
        asked = _checked(Question(question, _read(history), filters or Filters(), frozenset(without)))
        return self._parts(asked, self.extractive if extractive else self.chain)

    def _parts(self, asked: Question, chain: Runnable[Question, Answer]) -> Generator[Answer]:
        began = time.perf_counter()
        # A context of its own: a generator's steps may run in other threads, and none of them may be traced.
        context = copy_context()
        span = Whole()
        context.run(span.enter)
        whole = None
        try:
            parts = context.run(chain.stream, asked)
            while (part := context.run(self._untraced, parts)) is not None:
                seconds = time.perf_counter() - began
                part = replace(part, seconds=round(seconds, 4))
                whole = whole + part if whole else part
                yield part
        except Exception as error:
            span.end(error)
            self._tell(None, time.perf_counter() - began)
            raise
        except GeneratorExit:
            span.end(status="left")
            raise
        if whole:
            span.end(status=whole.status, claims=len(whole.claims), passages=whole.passages, model=whole.model)
            self._tell(whole, whole.seconds)

    def _tell(self, answer: Answer | None, seconds: float) -> None:
        for watch in self.watchers:
            watch(answer, seconds)

    def check(self, text: str) -> Checked:
        """Each quotation and attributed claim of a draft, held against the archive; nothing of it is kept.

        Raises InputError for a draft that cannot be checked: an empty one, or one that is too long.
        """
        return check(text, self.archive)

    def variants(self, words: str) -> tuple[Variant, ...]:
        """Where a quotation came from: how each article prints it, oldest first, each with the nearest earlier one.

        Those of one day stand in the order of their sources, those without a date last. Raises InputError for fewer
        than three words.
        """
        return variants(words, self.archive)

    async def aask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        *,
        without: Iterable[Constraint] = (),
        extractive: bool = False,
    ) -> Answer:
        """`ask` without holding up the event loop."""
        asked = partial(self.ask, question, history, filters, without=without, extractive=extractive)
        return await asyncio.to_thread(asked)

    def astream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        *,
        without: Iterable[Constraint] = (),
        extractive: bool = False,
    ) -> AsyncIterator[Answer]:
        """`stream` without holding up the event loop; what cannot be asked is an error at once here too."""
        return _off_the_loop(self.stream(question, history, filters, without=without, extractive=extractive))

    def _untraced(self, parts: Iterator[Answer]) -> Answer | None:
        with tracing_context(enabled=None if self._tracing else False):
            return next(parts, None)


def _writer(model: str | BaseChatModel, url: str | None, key: str | None) -> ChatAnswerer:
    from qa.chat_model import open_model
    from qa.generate import ChatAnswerer

    if isinstance(model, str):
        return ChatAnswerer(open_model(model, url, key), model)
    # The providers' packages call it one or the other.
    name = getattr(model, "model_name", None) or getattr(model, "model", None) or model.get_name()
    return ChatAnswerer(model, str(name))


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


def _in_turn(name: str, work: Callable[P, Out]) -> Callable[P, Out]:
    """The work, as a step that tracing sees, when a core is free for it."""

    def done(*args: P.args, **kwargs: P.kwargs) -> Out:
        with step(name):
            return work(*args, **kwargs)

    def waited_for(*args: P.args, **kwargs: P.kwargs) -> Out:
        context = copy_context()
        return _cores.submit(lambda: context.run(done, *args, **kwargs)).result()

    return waited_for


def _streaming(work: Callable[[In], Iterator[Out]], name: str) -> Runnable[In, Out]:
    """A step that turns each item into any number of others, as a Runnable that hands each on as it comes."""

    def each(items: Iterator[In]) -> Iterator[Out]:
        for item in items:
            yield from work(item)

    async def aeach(items: AsyncIterator[In]) -> AsyncIterator[Out]:
        async for item in items:
            async for out in _off_the_loop(work(item)):
                yield out

    return RunnableGenerator(cast(Callable[[Iterator[In]], Iterator[Out]], each), aeach, name=name)


async def _off_the_loop(items: Iterator[Out]) -> AsyncIterator[Out]:
    while (item := await asyncio.to_thread(next, items, None)) is not None:
        yield item
