"""The door for OpenAI's clients, through those clients and a real server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from langchain_openai import ChatOpenAI
from openai import APIError, AuthenticationError, NotFoundError, OpenAI, UnprocessableEntityError
from pydantic import SecretStr

from qa import Assistant
from tests.chat.lies import Script, serving
from tests.servers import served
from ui.api import create_app
from ui.settings import Settings

QUESTION = "What did Kirby say about Gantz?"
ASKED: list[Any] = [{"role": "user", "content": QUESTION}]


@pytest.fixture(scope="module")
def address(town_assistant: Assistant) -> Iterator[str]:
    with served(create_app(town_assistant, Settings())) as address:
        yield address


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as client:
        yield client


@pytest.fixture(scope="module")
def reply(address: str) -> dict[str, Any]:
    return dict(httpx.post(f"{address}/api/ask", json={"question": QUESTION}, timeout=60).json())


def check(annotations: list[dict[str, Any]], reply: dict[str, Any], address: str) -> None:
    """Each annotation stands at a mark, and names the place that the mark's citation does."""
    cited = {c["number"]: c for c in reply["citations"]}
    assert [n for claim in reply["claims"] for n in claim["citations"]] == list(cited) != []
    for annotation, c in zip(annotations, cited.values(), strict=True):
        at, place = annotation["url_citation"], annotation["char_location"]
        assert annotation["type"] == "url_citation"
        assert reply["answer"][at["start_index"] : at["end_index"]] == f"[{c['number']}]"
        assert at["title"] == place["document_title"] == c["title"]
        assert (
            at["url"] == f"{address}/?article={c['article']}&start={c['start']}&end={c['end']}&version={c['version']}"
        )
        assert (place["start_char_index"], place["end_char_index"], place["cited_text"]) == (
            c["start"],
            c["end"],
            c["text"],
        )
        text = httpx.get(f"{address}/api/articles/{c['article']}").json()["text"]
        assert text[place["start_char_index"] : place["end_char_index"]] == place["cited_text"]


def test_a_question_is_answered_with_annotations(client: OpenAI, reply: dict[str, Any], address: str) -> None:
    completion = client.chat.completions.create(model="onrecord", messages=ASKED)
    (choice,) = completion.choices
    assert (choice.message.content, choice.finish_reason) == (reply["answer"], "stop")
    check([a.model_dump() for a in choice.message.annotations or []], reply, address)
    assert completion.usage
    assert completion.usage.prompt_tokens == len(QUESTION.split())
    assert completion.usage.total_tokens > completion.usage.completion_tokens > 20
    whole = completion.model_dump()["onrecord"]
    assert {**whole, "seconds": 0} == {**reply, "seconds": 0}


def test_a_stream_keeps_the_annotations(client: OpenAI, reply: dict[str, Any], address: str) -> None:
    stream = client.chat.completions.create(
        model="onrecord", messages=ASKED, stream=True, stream_options={"include_usage": True}
    )
    first, *chunks, last, usage = list(stream)
    assert (first.choices[0].delta.role, first.choices[0].delta.content) == ("assistant", "")
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == reply["answer"]
    assert len(chunks) == len(reply["claims"])
    assert last.choices[0].finish_reason == "stop"
    check(last.model_dump()["choices"][0]["delta"]["annotations"], reply, address)
    assert last.model_dump()["onrecord"]["status"] == "answered"
    assert usage.choices == []
    assert usage.usage
    assert usage.usage.completion_tokens > 20


def test_langchain_asks_and_streams(reply: dict[str, Any], address: str) -> None:
    model = ChatOpenAI(model="onrecord", base_url=f"{address}/v1", api_key=SecretStr("none"))
    assert model.invoke(QUESTION).text == reply["answer"]
    assert "".join(str(chunk.text) for chunk in model.stream(QUESTION)) == reply["answer"]


def test_what_was_said_before_is_the_history(client: OpenAI) -> None:
    said: list[Any] = [
        {"role": "system", "content": "You are a pirate."},
        *ASKED,
        {"role": "assistant", "content": "Kirby said that Gantz is a member of the war cabinet."},
        {"role": "user", "content": [{"type": "text", "text": "And what did Harris tell him?"}]},
    ]
    completion = client.chat.completions.create(model="onrecord/extractive", messages=said)
    assert "humanitarian aid plan" in str(completion.choices[0].message.content)
    assert "Gantz" in completion.model_dump()["onrecord"]["question"]


def test_a_question_is_narrowed_by_filters(client: OpenAI) -> None:
    asked: list[Any] = [{"role": "user", "content": "What did Verel say about the bridge?"}]
    late = {"from": "2023-05-01", "to": "2023-05-31"}
    completion = client.chat.completions.create(model="onrecord", messages=asked, extra_body={"filters": late})
    assert {c["source"] for c in completion.model_dump()["onrecord"]["citations"]} == {"gazette/toll-protest"}


def test_models_are_listed_and_one_that_is_not_there_is_told(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["onrecord", "onrecord/extractive"]
    assert client.models.retrieve("onrecord/extractive").owned_by == "onrecord"
    for ask in (
        lambda: client.chat.completions.create(model="gpt-0", messages=ASKED),
        lambda: client.models.retrieve("gpt-0"),
    ):
        with pytest.raises(NotFoundError, match="gpt-0") as told:
            ask()
        assert (told.value.code, told.value.param, told.value.type) == (
            "model_not_found",
            "model",
            "invalid_request_error",
        )


@pytest.mark.parametrize(
    ("more", "param", "says"),
    [
        ({"messages": []}, "messages", "there is none"),
        ({"messages": [{"role": "user", "content": " "}]}, "messages", "there is none"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:,"}}]}]},
         "messages", "image_url"),
        ({"messages": [*ASKED, {"role": "tool", "tool_call_id": "1", "content": "4"}]}, "messages", "tools"),
        ({"messages": [{"role": "dog", "content": "x"}]}, "messages.0.role", "messages.0.role"),
        ({"tools": [{"type": "function", "function": {"name": "f"}}]}, "tools", "without them"),
        ({"n": 2}, "n", "one answer"),
        ({"response_format": {"type": "json_object"}}, "response_format", "/api/ask"),
        ({"extra_body": {"filters": {"from": "May"}}}, "filters.from", "2024-03-05"),
        ({"messages": [{"role": "user", "content": "x" * 5000}], "stream": True}, "question", "at most 4,000"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_as_openai_tells_it(client: OpenAI, more: Any, param: str, says: str) -> None:
    with pytest.raises(UnprocessableEntityError, match=says) as told:
        client.chat.completions.create(**{"model": "onrecord", "messages": ASKED, **more})
    assert (told.value.code, told.value.param, told.value.type) == ("bad_input", param, "invalid_request_error")


def test_every_refusal_has_openai_s_form(address: str) -> None:
    replies = [
        httpx.post(f"{address}/v1/chat/completions", content=b"{"),
        httpx.get(f"{address}/v1/nothing"),
        httpx.get(f"{address}/v1/chat/completions"),
        httpx.get(f"{address}/v1/models", headers={"host": "evil.example"}),
    ]
    assert [reply.status_code for reply in replies] == [400, 404, 405, 403]
    assert {frozenset(reply.json()["error"]) for reply in replies} == {frozenset({"message", "type", "param", "code"})}
    assert replies[2].headers["allow"] == "POST"


def test_the_key_is_the_api_s(town_assistant: Assistant) -> None:
    settings = Settings.model_validate({"api_key": "secret"})
    with served(create_app(town_assistant, settings)) as address:
        with pytest.raises(AuthenticationError, match="key is missing or wrong") as told:
            OpenAI(base_url=f"{address}/v1", api_key="wrong", max_retries=0).models.list()
        assert told.value.type == "authentication_error"
        assert list(OpenAI(base_url=f"{address}/v1", api_key="secret").models.list())


def test_a_stream_that_fails_half_way_ends_with_an_error(town_assistant: Assistant) -> None:
    def fails(evidence: Any, library: Any) -> Iterator[Any]:
        from qa.extract import extract

        first, second, *_ = extract(evidence, library)
        yield first
        yield second
        raise RuntimeError("the disk is gone")

    broken = Assistant(town_assistant.archive, answerer=fails)
    with served(create_app(broken, Settings())) as address:
        client = OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0)
        stream = client.chat.completions.create(model="onrecord", messages=ASKED, stream=True)
        seen = []
        with pytest.raises(APIError, match="Something went wrong here") as told:
            seen.extend(iter(stream))
        assert told.value.body == {
            "message": "Something went wrong here. Try again; the server's log has the details.",
            "type": "server_error",
            "param": None,
            "code": "internal",
        }


def test_a_chat_model_is_reached_and_each_of_its_sentences_verified(town_assistant: Assistant) -> None:
    from qa.chat_model import open_model
    from qa.generate import ChatAnswerer

    lie = "John Kirby said that “Gantz is a zeppelin” [1]."
    with serving(Script(lie)) as script:
        model = ChatAnswerer(open_model("openai:liar", script.url), "openai:liar")
        chatty = Assistant(town_assistant.archive, answerer=model, model_name=model.name)
        with served(create_app(chatty, Settings())) as address:
            client = OpenAI(base_url=f"{address}/v1", api_key="none")
            completion = client.chat.completions.create(model="onrecord", messages=ASKED)
            own_words = client.chat.completions.create(model="onrecord/extractive", messages=ASKED)
            *_, last = client.chat.completions.create(model="onrecord", messages=ASKED, stream=True)
            through = ChatOpenAI(model="onrecord", base_url=f"{address}/v1", api_key=SecretStr("none"))
            assert through.invoke(QUESTION).text == completion.choices[0].message.content
    assert len(script.asked) == 3
    assert "zeppelin" not in str(completion.choices[0].message.content)
    (left_out,) = completion.model_dump()["onrecord"]["left_out"]
    assert "zeppelin" in left_out["text"]
    assert left_out["reason"]
    annotations = completion.model_dump()["choices"][0]["message"]["annotations"]
    *cited, told = annotations
    assert all("char_location" in each and "left_out" not in each for each in cited)
    end = len(str(completion.choices[0].message.content))
    title = f"Replaced: {left_out['reason']}"
    at = {"start_index": end, "end_index": end, "title": title, "url": f"{address}/"}
    assert told == {"type": "url_citation", "url_citation": at, "left_out": left_out}
    assert last.model_dump()["choices"][0]["delta"]["annotations"] == annotations
    assert own_words.model_dump()["onrecord"]["left_out"] == []
