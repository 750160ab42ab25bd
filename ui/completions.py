"""The door for programs that speak to OpenAI: /v1/chat/completions and /v1/models.

The last message of the user is the question, those before it the conversation. The answer's text is the message, its
citations are the message's annotations, and the whole answer, as /api/ask gives it, stands beside it as `onrecord`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Generator, Sequence
from typing import Any, Literal
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import Response
from fastapi.sse import format_sse_event
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from index import InputError
from qa import Answer, Turn
from qa.answer import LeftOut, Mark
from qa.assistant import MAX_TURNS
from qa.page import count_words
from ui import schema
from ui.answering import NOTHING_NEW, Answering, EventStream
from ui.faults import ModelNotFound, refusal
from ui.page.reference import words

MODELS = {"onrecord": False, "onrecord/extractive": True}
"""By name, whether it answers in the articles' own words whatever chat model is set up."""


class Part(BaseModel):
    type: str
    text: str = ""


class ChatMessage(BaseModel):
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None
    tool_calls: list[Any] | None = None

    @property
    def text(self) -> str:
        if not isinstance(self.content, list):
            return self.content or ""
        return "\n".join(part.text for part in self.content)


class StreamOptions(BaseModel):
    include_usage: bool | None = None


class ChatIn(BaseModel):
    """What OpenAI's clients send. What sets how a model writes (`temperature`, ...) changes nothing here."""

    model: str = Field(description="onrecord: as it is set up; onrecord/extractive: in the articles' own words.")
    messages: list[ChatMessage] = Field(description="The last of the user's is the question. System's are not read.")
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    filters: schema.FiltersIn = Field(
        default_factory=lambda: schema.FiltersIn.model_validate({}), description="As /api/ask has them."
    )
    n: schema.Number | None = None
    tools: list[Any] | None = None
    functions: list[Any] | None = None
    response_format: dict[str, Any] | None = None

    def asked(self) -> schema.Asked:
        """As the assistant is asked; raises InputError for what cannot be done here."""
        if self.model not in MODELS:
            known = ", ".join(MODELS)
            raise ModelNotFound(f"model: there is no {self.model[:100]!r} here. Those there are: {known}.", "model")
        self._check()
        turns = [Turn(m.role, m.text) for m in self.messages if m.role in ("user", "assistant")]
        last = max((n for n, turn in enumerate(turns) if turn.role == "user"), default=None)
        if last is None or not turns[last].content.strip():
            raise InputError("messages: the last one of the user is the question, and there is none.", "messages")
        return {
            "question": turns[last].content,
            "history": turns[:last][-MAX_TURNS:],
            "filters": self.filters.filters(),
            "without": [],
            "extractive": MODELS[self.model],
        }

    def _check(self) -> None:
        parts = [part for m in self.messages if isinstance(m.content, list) for part in m.content]
        if other := next((part.type for part in parts if part.type != "text"), None):
            raise InputError(f"messages: a part is {other[:100]!r}, and text alone is read. Leave it out.", "messages")
        if any(m.tool_calls or m.role in ("tool", "function") for m in self.messages):
            raise InputError("messages: tools are not called here. Send the user's messages and answers.", "messages")
        if self.tools or self.functions:
            raise InputError("tools: no tools are called here. Send the messages without them.", "tools")
        if self.n not in (None, 1):
            raise InputError("n: a question has one answer. Leave n out.", "n")
        if self.response_format and self.response_format.get("type") != "text":
            raise InputError("response_format: an answer is text. Leave it out, or ask /api/ask.", "response_format")


class UrlCitation(BaseModel):
    start_index: int = Field(description="Where the mark [n] begins in the message, in code points.")
    end_index: int
    title: str
    url: str = Field(description="Opens the article at the cited words.")


class CharLocation(BaseModel):
    """A place in an article, as Anthropic's citations tell it."""

    type: Literal["char_location"] = "char_location"
    cited_text: str = Field(description="The words there, to the character.")
    document_title: str
    start_char_index: int = Field(description="Where they begin in the article's text, in code points.")
    end_char_index: int


class Annotation(BaseModel):
    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation
    char_location: CharLocation

    @classmethod
    def of(cls, mark: Mark, origin: str) -> Annotation:
        start, end, c = mark
        url = words(c.article, c.start, c.end, c.version, origin)
        return cls(
            url_citation=UrlCitation(start_index=start, end_index=end, title=c.title, url=url),
            char_location=CharLocation(
                cited_text=c.text, document_title=c.title, start_char_index=c.start, end_char_index=c.end
            ),
        )


class LeftOutAnnotation(BaseModel):
    """A sentence that did not pass verification, and why. It stands nowhere, so its stretch of the message is empty: in
    OpenAI's only form, which every client reads.
    """

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation
    left_out: schema.LeftOutOut

    @classmethod
    def of(cls, one: LeftOut, end: int, origin: str) -> LeftOutAnnotation:
        title = f"{'Replaced' if one.replaced else 'Left out'}: {one.reason}"
        at = UrlCitation(start_index=end, end_index=end, title=title, url=f"{origin}/")
        return cls(url_citation=at, left_out=schema.LeftOutOut.of(one))


class MessageOut(BaseModel):
    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation | LeftOutAnnotation] = Field(
        description="One for each mark, and behind them one for each sentence that did not pass."
    )


class Choice(BaseModel):
    index: int = 0
    message: MessageOut
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Usage(BaseModel):
    """Counted in words, since no model's tokens are spent on an answer in the articles' own words."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int

    @classmethod
    def of(cls, request: ChatIn, answer: Answer) -> Usage:
        asked, said = sum(count_words(m.text) for m in request.messages), count_words(answer.text)
        return cls(prompt_tokens=asked, completion_tokens=said, total_tokens=asked + said)


class Completion(BaseModel):
    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    onrecord: schema.Reply = Field(description="The whole answer, as /api/ask gives it; left_out is what was not said.")


class ModelOut(BaseModel):
    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "onrecord"


class Models(BaseModel):
    object: Literal["list"] = "list"
    data: list[ModelOut]


class OpenAIFault(BaseModel):
    message: str
    type: str
    param: str | None
    code: str


class OpenAIError(BaseModel):
    error: OpenAIFault


_ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": OpenAIError} for code in (400, 401, 403, 404, 413, 422, 429, 503)
}


def routes(answering: Answering) -> APIRouter:
    """What stands under /v1."""
    routes = APIRouter(tags=["for OpenAI's clients"], responses=_ERRORS)

    @routes.post(
        "/chat/completions",
        response_model=Completion,
        summary="Ask as OpenAI is asked",
        responses={200: {"content": {"text/event-stream": {"itemSchema": _EVENT, "example": _EXAMPLE}}}},
    )
    async def complete(request: ChatIn, http: Request) -> Response | Completion:
        """With `stream`, chunks as OpenAI sends them: the last has the annotations in its delta. Usage is in words."""
        asked, origin = request.asked(), str(http.base_url).rstrip("/")
        head: dict[str, Any] = {"id": f"chatcmpl-{uuid4().hex}", "created": int(time.time()), "model": request.model}
        if request.stream:
            chunks = _chunks(request, head, origin, answering.parts(asked))
            # What is wrong with a question is told by the status, before there is a stream.
            return EventStream(chunks, await run_in_threadpool(next, chunks))
        answer = await answering.whole(http, asked)
        message = MessageOut(content=answer.text, annotations=_annotations(answer, origin))
        usage, reply = Usage.of(request, answer), schema.Reply.of(answer)
        return Completion(**head, choices=[Choice(message=message)], usage=usage, onrecord=reply)

    @routes.get("/models", summary="The models, as OpenAI lists them")
    async def models() -> Models:
        return Models(data=[ModelOut(id=name) for name in MODELS])

    @routes.get("/models/{name:path}", summary="A model")
    async def model(name: str) -> ModelOut:
        if name not in MODELS:
            raise ModelNotFound(f"There is no model {name[:100]!r} here. /v1/models lists them.", "model")
        return ModelOut(id=name)

    return routes


_EVENT = {"type": "object", "properties": {"data": {"type": "string"}}, "required": ["data"]}
_EXAMPLE = 'data: {"object": "chat.completion.chunk", "choices": [{"delta": {"content": "..."}}]}\n\ndata: [DONE]\n\n'


def _annotations(answer: Answer, origin: str) -> list[Annotation | LeftOutAnnotation]:
    cited = [Annotation.of(mark, origin) for mark in answer.marks]
    end = len(answer.text)
    return [*cited, *(LeftOutAnnotation.of(one, end, origin) for one in answer.left_out)]


def _chunks(
    request: ChatIn, head: dict[str, Any], origin: str, parts: Generator[tuple[str, Answer]]
) -> Generator[bytes]:
    """The answer as OpenAI streams it; raises what goes wrong before it begins, tells what goes wrong later."""

    def chunk(choices: Sequence[dict[str, Any]], **more: Any) -> bytes:
        data = {**head, "object": "chat.completion.chunk", "choices": choices, **more}
        return format_sse_event(data_str=json.dumps(data))

    def choice(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}

    try:
        _, answer = next(parts)
        yield chunk([choice({"role": "assistant", "content": ""})])
        try:
            for part in parts:
                more, answer = part
                # A comment where there is nothing new: a stream that nobody reads any more ends where it writes.
                yield chunk([choice({"content": more})]) if more else NOTHING_NEW
            annotations = [each.model_dump() for each in _annotations(answer, origin)]
            reply = schema.Reply.of(answer).model_dump(mode="json")
            yield chunk([choice({"annotations": annotations}, "stop")], onrecord=reply)
            if request.stream_options and request.stream_options.include_usage:
                yield chunk([], usage=Usage.of(request, answer).model_dump())
            yield format_sse_event(data_str="[DONE]")
        except Exception as error:
            yield format_sse_event(data_str=json.dumps(refusal(error).body("/v1/")))
    finally:
        parts.close()
