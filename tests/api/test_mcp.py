"""The door for agents, through the protocol's own client: over standard input and output, and over HTTP."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from fastapi.testclient import TestClient
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from qa import Assistant
from tests.servers import served
from ui import page
from ui.api import create_app
from ui.settings import Settings

ONRECORD = Path(sys.executable).parent / "onrecord"
QUESTION = "What did Kirby say about Gantz?"
TOOLS = {"ask", "search", "who_said", "check_quote", "article", "speakers"}


@pytest.fixture(scope="module")
def address(town_assistant: Assistant) -> Iterator[str]:
    with served(create_app(town_assistant, Settings())) as address:
        yield address


@asynccontextmanager
async def at(address: str, mode: str = "auto") -> AsyncIterator[Client]:
    async with Client(f"{address}/mcp", mode=mode) as client:
        yield client


async def result(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    called = await client.call_tool(tool, arguments)
    assert not called.is_error, called.content
    assert called.structured_content
    assert "does not make it false" in called.structured_content["note"]
    assert "does not make it false" in shown(called)
    return called.structured_content


def shown(called: Any) -> str:
    return "".join(part.text for part in called.content)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_the_tools_are_told_as_what_they_are(address: str, mode: str) -> None:
    async with at(address, mode) as client:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == TOOLS
        for tool in tools:
            assert tool.annotations
            assert (tool.annotations.read_only_hint, tool.annotations.open_world_hint) == (True, False)
            assert tool.title
            assert tool.description
            assert tool.output_schema
            assert "note" in tool.output_schema["properties"]


async def test_a_question_is_answered_as_the_api_answers(address: str) -> None:
    reply = httpx.post(f"{address}/api/ask", json={"question": QUESTION}, timeout=60).json()
    async with at(address) as client:
        answer = await result(client, "ask", question=QUESTION)
        assert {**answer, "seconds": 0, "note": ""} == {**reply, "seconds": 0, "note": ""}
        called = await client.call_tool("ask", {"question": QUESTION})
        assert reply["answer"] in shown(called)
        for c in reply["citations"]:
            assert f"article {c['article']}, characters {c['start']}-{c['end']}" in shown(called)
        narrowed = await result(client, "ask", question="What did Verel say?", since="2023-05-01", until="2023-05-31")
        assert {c["source"] for c in narrowed["citations"]} == {"gazette/toll-protest"}


async def test_what_is_found_stands_where_it_is_said(address: str) -> None:
    async with at(address) as client:
        (hit, *_) = (await result(client, "search", query="ferry company cuts jobs", limit=3))["hits"]
        article = await result(client, "article", id=hit["article"])
        assert article["text"][hit["start"] : hit["end"]] == hit["text"]
        assert (article["start"], article["end"], article["chars"]) == (0, article["chars"], len(article["text"]))
        read_on = await result(client, "article", id=hit["article"], start=hit["start"])
        assert read_on["text"] == article["text"][hit["start"] :]
        said = await result(client, "who_said", speaker="Kirby", about="Gantz", limit=1)
        (statement,) = said["statements"]
        assert said["total"] > 1
        assert statement["speaker"] == "John Kirby"
        seed = (await result(client, "article", id=statement["article"]))["text"]
        assert seed[statement["start"] : statement["end"]] == statement["text"]
        listed = (await result(client, "speakers", query="Kirby"))["speakers"]
        assert [speaker["name"] for speaker in listed] == ["John Kirby"]
        nothing = await result(client, "search", query="aid", speaker="Nobody Atall")
        assert nothing["hits"] == []


async def test_an_article_is_a_resource(address: str) -> None:
    async with at(address) as client:
        (template,) = (await client.list_resource_templates()).resource_templates
        assert template.uri_template == "onrecord://articles/{id}"
        (hit,) = (await result(client, "search", query="ferry", limit=1))["hits"]
        (read,) = (await client.read_resource(f"onrecord://articles/{hit['article']}")).contents
        assert getattr(read, "text", "")[hit["start"] : hit["end"]] == hit["text"]
        with pytest.raises(MCPError, match="holds no article 'none'"):
            await client.read_resource("onrecord://articles/none")


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("ask", {"question": " "}, "there is no question"),
        ("ask", {"question": "Who?", "since": "May"}, "like 2024-03-05"),
        ("article", {"id": "no/thing"}, "no"),
        ("search", {"query": "x", "limit": 0}, "limit"),
        ("guess", {}, "guess"),
    ],
)
async def test_what_is_wrong_is_told_to_the_agent(
    address: str, tool: str, arguments: dict[str, Any], says: str
) -> None:
    async with at(address) as client:
        called = await client.call_tool(tool, arguments)
        assert called.is_error
        assert says in shown(called)


async def test_the_key_is_the_api_s(town_assistant: Assistant) -> None:
    with served(create_app(town_assistant, Settings.model_validate({"api_key": "schlüssel"}))) as address:
        assert httpx.post(f"{address}/mcp", json={}).status_code == 401
        headers = {b"Authorization": "Bearer schlüssel".encode()}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=60) as http,  # type: ignore[arg-type]
            Client(streamable_http_client(f"{address}/mcp", http_client=http)) as client,
        ):
            assert (await result(client, "ask", question=QUESTION))["found"]


def test_a_page_of_another_origin_has_no_tools(address: str) -> None:
    reply = httpx.post(f"{address}/mcp", json={}, headers={"origin": "http://evil.example"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (403, "forbidden")


def stdio() -> StdioServerParameters:
    return StdioServerParameters(command=str(ONRECORD), args=["mcp"], env=dict(os.environ))


async def test_over_standard_input_and_output() -> None:
    async with Client(stdio(), read_timeout_seconds=120) as client:
        assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
        answer = await result(client, "ask", question=QUESTION)
        assert {c["speaker"] for c in answer["citations"]} == {"John Kirby"}


async def test_through_the_server_that_owns_the_archive(owner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_API_KEY", "secret")
    async with Client(stdio(), read_timeout_seconds=120) as client:
        answer = await result(client, "ask", question=QUESTION)
    asked = httpx.post(f"{owner}/api/ask", json={"question": QUESTION}, headers={"authorization": "Bearer secret"})
    assert answer["found"]
    assert {**asked.json(), "seconds": 0, "note": ""} == {**answer, "seconds": 0, "note": ""}


def test_the_page_leaves_the_door_alone(town_assistant: Assistant) -> None:
    app = page.mount(create_app(town_assistant, Settings()), town_assistant)
    with TestClient(app, base_url="http://localhost") as client:
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        told = client.post("/mcp", json=call, headers={"accept": "application/json, text/event-stream"})
        assert {tool["name"] for tool in told.json()["result"]["tools"]} == TOOLS


async def test_a_quotation_is_checked(address: str) -> None:
    async with at(address) as client:
        words = "And it has cost us not one crown less than we said it would"
        found = await result(client, "check_quote", quote=f"“{words}”", speaker="Tomas Verel")
        assert (found["verdict"], found["fault"], found["speaker"]) == ("altered", True, "Tomas Verel")
        assert [(change["draft"], change["article"]) for change in found["diff"]] == [("less", "more")]
        right = await result(client, "check_quote", quote="This is a good day for bread")
        assert (right["verdict"], right["speaker"], right["claimed"]) == ("verbatim", "Olle Brandt", None)
        short = await client.call_tool("check_quote", {"quote": "good day"})
        assert short.is_error
        assert "three words" in shown(short)
