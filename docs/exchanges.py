"""Writes docs/exchanges.md: `python -m docs.exchanges`. What OpenAI's own client and that of the agents' protocol send
to a server over the seed article, and what they get; a test compares it.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from openai import OpenAI

from index import Archive, Article, seeds
from index.load import read
from qa import Assistant
from tests.servers import served
from ui.api import create_app
from ui.settings import Settings

FILE = Path(__file__).with_suffix(".md")
SERVER = "http://127.0.0.1:7860"
QUESTION = "What did Kirby say about Gantz?"
STREAMED = "How old is Gantz?"
ASKED: list[Any] = [{"role": "user", "content": QUESTION}]

# What is another one each time.
_VARYING = [
    (r"http://127\.0\.0\.1:\d+", SERVER),
    (r"chatcmpl-[0-9a-f]{32}", "chatcmpl-0123456789abcdef0123456789abcdef"),
    (r'"created": \d+', '"created": 1709600000'),
    (r'"seconds": [\d.e-]+', '"seconds": 0.05'),
    (rf'"version": "{re.escape(version("mcp"))}"', '"version": "..."'),
    (rf'"version": "{re.escape(version("onrecord"))}"', '"version": "..."'),
]
_LISTED = "its title, description, hints and schemas"
_WHOLE = "the whole answer, as /api/ask gives it"


def main() -> None:
    FILE.write_text(recorded())


def recorded() -> str:
    """The file's text."""
    (seed,) = (item for item in read([seeds()]) if isinstance(item, Article))
    with tempfile.TemporaryDirectory() as folder, Archive(folder) as archive:
        # A name that is the same on every machine.
        archive.add([replace(seed, source=Path(seed.source).name)])
        with served(create_app(Assistant(archive), Settings())) as address:
            parts = [*openai(address), *asyncio.run(agents(address))]
    text = "\n".join([_HEAD, *parts])
    for varying, fixed in _VARYING:
        text = re.sub(varying, fixed, text)
    return text


_HEAD = """\
# What clients send and get

Recorded by `docs/exchanges.py` from real clients of a server over the article in `seeds/`, and compared by a test. What
differs each time (the port, ids, times) is set to one value; what is the same as elsewhere is left out at `...`.
"""


def openai(address: str) -> Iterator[str]:
    """Asked with the `openai` package, whole and streamed."""
    seen: list[httpx.Response] = []
    with httpx.Client(event_hooks={"response": [_keeping(seen)]}, timeout=60) as http:
        client = OpenAI(base_url=f"{address}/v1", api_key="none", http_client=http)
        client.models.list()
        client.chat.completions.create(model="onrecord", messages=ASKED)
        streamed: list[Any] = [{"role": "user", "content": STREAMED}]
        for _ in client.chat.completions.create(model="onrecord", messages=streamed, stream=True):
            pass
    yield "## OpenAI's client\n"
    for response in seen:
        yield _exchange(response.request.method, str(response.request.url), response.request.content, response.text)


def _keeping(seen: list[httpx.Response]) -> Any:
    def keep(response: httpx.Response) -> None:
        response.read()
        seen.append(response)

    return keep


async def agents(address: str) -> list[str]:
    """Asked with the client of the Model Context Protocol's SDK."""
    seen: list[Any] = []

    async def keep(response: httpx2.Response) -> None:
        if response.request.method == "POST":
            await response.aread()
            seen.append(response)

    async with (
        httpx2.AsyncClient(event_hooks={"response": [keep]}, timeout=60) as http,
        Client(streamable_http_client(f"{address}/mcp", http_client=http)) as client,
    ):
        await client.list_tools()
        await client.call_tool("ask", {"question": QUESTION})
    return [
        "## The client of the Model Context Protocol\n",
        *(_exchange(r.request.method, str(r.request.url), r.request.content, r.text) for r in seen),
    ]


def _exchange(method: str, url: str, sent: bytes, got: str) -> str:
    asked = f"```http\n{method} {httpx.URL(url).path}\n"
    asked += f"\n{_shown(json.loads(sent))}\n```\n" if sent else "```\n"
    return asked + (f"\n```\n{_events(got)}```\n" if got.startswith(("data: ", ":")) else _answer(got))


def _answer(got: str) -> str:
    return f"\n```json\n{_shown(json.loads(got))}\n```\n" if got else "\n(accepted)\n"


def _shown(message: Any) -> str:
    if "tools" in message.get("result", {}):
        message["result"]["tools"] = [{"name": tool["name"], "...": _LISTED} for tool in message["result"]["tools"]]
    return json.dumps(_shortened(message), indent=2, ensure_ascii=False)


def _shortened(message: Any) -> Any:
    return {**message, "onrecord": {"...": _WHOLE}} if "onrecord" in message else message


def _events(got: str) -> str:
    """Each event with its JSON as people write it; comments, which say that the stream goes on, come when they come."""
    lines = [line for line in got.splitlines() if line.startswith("data: ")]
    data = [line.removeprefix("data: ") for line in lines]
    return "".join(
        f"data: {json.dumps(_shortened(json.loads(d)), ensure_ascii=False) if d != '[DONE]' else d}\n\n" for d in data
    )


if __name__ == "__main__":
    os.environ["HF_HUB_OFFLINE"] = "1"
    main()
