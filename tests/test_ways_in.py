"""One question, asked through every way in, has one answer: the same claims, of the same kinds, cited alike."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import httpx
import pytest
from mcp import Client
from openai import OpenAI

from index import Archive
from qa import Answer, Assistant, as_message
from tests.conftest import Run
from tests.servers import served
from ui.api import create_app
from ui.settings import Settings

QUESTIONS = {
    "What did Kirby say about Gantz?": "answered",
    "Who did Gantz meet with?": "answered",
    "What did Kirby say about Brexit?": "absent",
}

Place = tuple[str, int, int, str]
"""An article, where in it, and the words there."""


class Said(NamedTuple):
    """A claim as any way in tells it."""

    kind: str
    speaker: str | None
    text: str
    places: list[Place]


@pytest.fixture(scope="module")
def address(seed_archive: Archive) -> Iterator[str]:
    with served(create_app(Assistant(seed_archive), Settings())) as address:
        seed_archive.served_at(address)
        yield address


def of_json(reply: Mapping[str, Any]) -> list[Said]:
    """The claims of what /api/ask answers."""
    places = {c["number"]: (c["article"], c["start"], c["end"], c["text"]) for c in reply["citations"]}
    claims = reply["claims"]
    return [Said(c["kind"], c["speaker"], c["text"], [places[n] for n in c["citations"]]) for c in claims]


def of_python(answer: Answer) -> list[Said]:
    texts = answer.text.split("\n\n")
    return [
        Said(c.kind, c.speaker, text, [(p.article, p.start, p.end, p.text) for p in c.citations])
        for c, text in zip(answer.claims, texts, strict=True)
    ]


def of_langchain(answer: Answer) -> list[Said]:
    blocks: list[Any] = as_message(answer).content_blocks
    claims = []
    for block in blocks:
        extras, cited = block["extras"], [(a["extras"], a["cited_text"]) for a in block["annotations"]]
        places = [(at["article"], at["start"], at["end"], text) for at, text in cited]
        claims.append(Said(extras["kind"], extras["speaker"], block["text"].strip(), places))
    return claims


def of_openai(whole: Mapping[str, Any], content: str, annotations: list[Any]) -> list[Said]:
    """The message's own text and annotations, with the kinds that stand beside it."""
    claims = []
    end = 0
    for claim, text in zip(whole["claims"], content.split("\n\n"), strict=True):
        start, end = end, end + len(text) + 2
        own = [a for a in annotations if start <= a["url_citation"]["start_index"] < end]
        claims.append(Said(claim["kind"], claim["speaker"], text, [_place(a) for a in own]))
    return claims


def _place(annotation: Mapping[str, Any]) -> Place:
    at = annotation["char_location"]
    article = httpx.URL(annotation["url_citation"]["url"]).params["article"]
    return article, at["start_char_index"], at["end_char_index"], at["cited_text"]


async def of_agents(address: str, question: str) -> list[Said]:
    async with Client(f"{address}/mcp") as client:
        called = await client.call_tool("ask", {"question": question})
    assert called.structured_content
    return of_json(called.structured_content)


@pytest.mark.parametrize(("question", "status"), QUESTIONS.items())
def test_every_way_in_gives_the_same_answer(
    question: str, status: str, address: str, seed_archive: Archive, onrecord: Run
) -> None:
    answer = Assistant(seed_archive).ask(question)
    expected = of_python(answer)
    assert answer.status == status
    assert expected
    assert all((claim.kind == "remark") is not bool(claim.places) for claim in expected)

    with httpx.Client(base_url=address, timeout=60) as http:
        assert of_json(http.post("/api/ask", json={"question": question}).json()) == expected
        streamed = http.post("/api/ask", json={"question": question, "stream": True}).text
    events = [json.loads(line[6:]) for line in streamed.splitlines() if line.startswith("data: ")]
    assert of_json(events[-1]) == expected
    assert "".join(event["text"] for event in events[:-1]) == answer.text

    code, out, _ = onrecord("ask", question, "--json", "--archive", seed_archive.folder)
    assert code == {"answered": 0, "absent": 4}[status]
    assert of_json(json.loads(out)) == expected

    with OpenAI(base_url=f"{address}/v1", api_key="none") as client:
        asked: list[Any] = [{"role": "user", "content": question}]
        completion = client.chat.completions.create(model="onrecord", messages=asked).model_dump()
        message = completion["choices"][0]["message"]
        assert of_openai(completion["onrecord"], message["content"], message["annotations"]) == expected
        chunks = [c.model_dump() for c in client.chat.completions.create(model="onrecord", messages=asked, stream=True)]
    content = "".join(chunk["choices"][0]["delta"]["content"] or "" for chunk in chunks)
    assert of_openai(chunks[-1]["onrecord"], content, chunks[-1]["choices"][0]["delta"]["annotations"]) == expected

    assert asyncio.run(of_agents(address, question)) == expected
    assert of_langchain(answer) == expected
