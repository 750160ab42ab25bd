"""The conversation: what happens on the server when a question is asked, stopped, restored or exported.

The conversation itself lives in the browser tab: a `Talk` comes in with every call and goes out changed, so that
nobody sees anybody else's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any, TypedDict

from pydantic import TypeAdapter

from index import ArticleNotFound, InputError
from qa import Answer, Assistant, Filters
from qa.versions import with_later_words
from ui.page import reference, render, render_filters
from ui.page.conversation import Exchange, dump, history, parse
from ui.page.faults import sentence
from ui.page.offered import EXAMPLES, Offered


class Talk(TypedDict):
    """A conversation between browser and server: origin is the page's own address, html what the page shows.

    html stands apart for each exchange: with a part of an answer, Gradio sends those items alone that changed. id tells
    the browser whose parts these are: some may still be on their way when another conversation is shown.
    """

    id: str
    exchanges: Any
    origin: str
    html: list[str]


class Narrowing(TypedDict):
    """The Filters of a question, and what is chosen of them, as HTML."""

    filters: str
    chosen: str


_FILTERS = TypeAdapter(Filters)


class Chat:
    """A conversation's operations over an assistant. It holds no conversation."""

    def __init__(self, assistant: Assistant):
        self._assistant = assistant
        self._offered = Offered(assistant)

    def ask(self, talk: Talk) -> Generator[Talk]:
        """Answer the last exchange, which is pending, claim by claim."""
        try:
            *before, last = parse(talk["exchanges"])
        except InputError as error:
            yield self._refused(talk, error)
            return
        held, before = self._held(), [*map(self._looked_at_again, before)]
        yield _shown([*before, last], talk, held)
        try:
            # Stopped, it closes what is being asked: a chat model that nobody reads any more writes no more.
            with closing(self._stream(last, before)) as parts:
                for part in parts:
                    last = replace(last, answer=last.answer + part if last.answer else part)
                    yield _shown([*before, last], talk, held)
            last = self._with_what_follows(replace(last, state="done"), before)
        except Exception as error:
            last = replace(last, state="failed", fault=sentence(error))
        yield _shown([*before, last], talk, held)

    def show(self, talk: Talk) -> Talk:
        """A conversation that the browser kept, as far as it got."""
        try:
            exchanges = parse(talk["exchanges"])
        except InputError as error:
            return self._refused(talk, error)
        if not exchanges:
            return self._new(talk)
        looked_at = map(self._looked_at_again, exchanges)
        stopped = [replace(e, state="stopped") if e.state == "pending" else e for e in looked_at]
        return _shown(stopped, talk, self._held())

    def export(self, talk: Talk) -> str:
        """The conversation as Markdown with footnotes."""
        return reference.exported(parse(talk["exchanges"]), talk["origin"])

    def example(self, number: Any) -> str:
        """The question to begin with of this number, as HTML; empty behind the last."""
        try:
            question = self._offered.to_begin(number) if number in range(EXAMPLES) else None
            return render.examples([question] if question else [])
        except Exception as error:
            return "" if number else render.fault(sentence(error))

    def narrowed(self, wanted: Any) -> Narrowing:
        """What a question can be narrowed to, publishers in the order of the alphabet, and what is chosen of it."""
        filters = _FILTERS.validate_python(wanted)
        archive = self._assistant.archive
        return {
            "filters": render_filters.of_a_question(archive.publishers),
            "chosen": render_filters.chosen(filters, self._titled(filters.article) if filters.article else ""),
        }

    def _titled(self, article: str) -> str:
        try:
            return f"“{self._assistant.archive.record(article).title}”"
        except ArticleNotFound:
            return "one that was removed"

    def _stream(self, exchange: Exchange, before: Sequence[Exchange]) -> Generator[Answer]:
        yield from self._assistant.stream(
            exchange.asked,
            history(before),
            exchange.filters,
            without=exchange.without,
            extractive=exchange.extractive,
        )

    def _with_what_follows(self, exchange: Exchange, before: Sequence[Exchange]) -> Exchange:
        """What was answered, with what may be asked next, and over which months it is spread where that was asked."""
        if not exchange.answer:
            return exchange
        following = self._offered.after(exchange.answer, [one.asked for one in [*before, exchange]])
        return replace(exchange, following=following, months=self._months(exchange.answer))

    def _months(self, answer: Answer) -> tuple[tuple[str, int], ...]:
        if answer.shape != "over time" or not answer.found:
            return ()
        more = answer.more
        days = self._assistant.archive.said(more.speaker, more.topic).days if more else ()
        shown = [claim.published for claim in answer.claims if claim.published]
        return tuple(sorted(Counter(f"{day:%Y-%m}" for day in days or shown).items()))

    def _looked_at_again(self, exchange: Exchange) -> Exchange:
        """What was answered, and what became of its words."""
        return replace(exchange, answer=exchange.answer and with_later_words(exchange.answer, self._assistant.archive))

    def _held(self) -> int:
        return len(self._assistant.archive.articles())

    def _new(self, talk: Talk) -> Talk:
        html = render.welcome(self._held())
        return {"id": talk["id"], "exchanges": [], "origin": talk["origin"], "html": [html]}

    def _refused(self, talk: Talk, error: InputError) -> Talk:
        """A new conversation in place of one that cannot be read."""
        new = self._new(talk)
        return {**new, "html": [render.fault(sentence(error)), *new["html"]]}


def _shown(exchanges: Sequence[Exchange], talk: Talk, held: int) -> Talk:
    origin = talk["origin"]
    return {
        "id": talk["id"],
        "exchanges": dump(exchanges),
        "origin": origin,
        "html": render.conversation(exchanges, origin, held),
    }
