"""One question, asked through every way in, has one answer: the same claims, of the same kinds, cited alike."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from langchain_openai import ChatOpenAI
from mcp import Client as Agent
from openai import OpenAI
from playwright.sync_api import Locator, sync_playwright
from pydantic import SecretStr

import onrecord as public
from tests.conftest import Run
from tests.servers import served
from ui import page
from ui.api import create_app
from ui.schema import Reply
from ui.settings import Settings

QUESTIONS = {
    "What did Kirby say about Gantz?": "answered",
    "Who did Gantz meet with?": "answered",
    "What did Harris say about humanitarian aid?": "answered",
    "How old is Gantz?": "related",
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


class Shown(NamedTuple):
    """A claim as the page shows it: the article's words by themselves."""

    kind: str
    words: list[str]
    places: list[Place]


@pytest.fixture(scope="module")
def address(seed_archive: public.Archive) -> Iterator[str]:
    """Everything that is served, as `onrecord serve` serves it."""
    assistant = public.Assistant(seed_archive)
    with served(page.mount(create_app(assistant, Settings()), assistant)) as address:
        seed_archive.served_at(address)
        yield address


@pytest.fixture(scope="module")
def on_the_page(address: str) -> dict[str, list[Shown]]:
    """The page's answers, by question, each asked in a conversation of its own."""
    shown = {}
    # Closed before any test: Playwright's event loop lets no other run in this thread.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for question in QUESTIONS:
            opened = browser.new_page()
            opened.goto(address)
            opened.locator(".welcome").wait_for(timeout=60_000)
            opened.locator("#question").fill(question)
            opened.keyboard.press("Enter")
            opened.locator('.exchange[data-state="done"]').wait_for(timeout=60_000)
            shown[question] = [of_page(claim) for claim in opened.locator(".claim").all()]
            opened.close()
        browser.close()
    return shown


def of_page(claim: Locator) -> Shown:
    (kind,) = set((claim.get_attribute("class") or "").split()) - {"claim", "answers", "apart"}
    places = []
    for mark in claim.locator(".mark").all():
        at = httpx.URL(f"http://here{mark.locator('.cite').get_attribute('href')}").params
        words = mark.locator(".card > bdi").text_content() or ""
        places.append((at["article"], int(at["start"]), int(at["end"]), words))
    return Shown(kind, claim.locator(".words").all_text_contents(), places)


def of_json(reply: Mapping[str, Any]) -> list[Said]:
    """The claims of what /api/ask answers."""
    places = {c["number"]: (c["article"], c["start"], c["end"], c["text"]) for c in reply["citations"]}
    claims = reply["claims"]
    return [Said(c["kind"], c["speaker"], c["text"], [places[n] for n in c["citations"]]) for c in claims]


def of_client(reply: str | Reply) -> list[Said]:
    assert isinstance(reply, Reply)
    places = {c.number: (c.article, c.start, c.end, c.text) for c in reply.citations}
    return [Said(c.kind, c.speaker, c.text, [places[n] for n in c.citations]) for c in reply.claims]


def of_python(answer: public.Answer) -> list[Said]:
    texts = answer.text.split("\n\n")
    return [
        Said(c.kind, c.speaker, text, [(p.article, p.start, p.end, p.text) for p in c.citations])
        for c, text in zip(answer.claims, texts, strict=True)
    ]


def of_langchain(answer: public.Answer) -> list[Said]:
    blocks: list[Any] = public.as_message(answer).content_blocks
    claims = []
    for block in blocks:
        extras, cited = block["extras"], [(a["extras"], a["cited_text"]) for a in block["annotations"]]
        places = [(at["article"], at["start"], at["end"], text) for at, text in cited]
        claims.append(Said(extras["kind"], extras["speaker"], block["text"].strip(), places))
    return claims


def of_openai(whole: Mapping[str, Any], content: str, annotations: Sequence[Any]) -> list[Said]:
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
    async with Agent(f"{address}/mcp") as client:
        called = await client.call_tool("ask", {"question": question})
    assert called.structured_content
    return of_json(called.structured_content)


async def of_async_client(address: str, question: str) -> list[Said]:
    async with public.AsyncClient(address) as client:
        return of_client(await client.ask(question))


async def of_async_python(archive: public.Archive, question: str) -> list[Said]:
    assistant = public.Assistant(archive)
    whole = None
    async for part in assistant.astream(question):
        whole = whole + part if whole else part
    assert whole
    assert of_python(await assistant.aask(question)) == of_python(whole)
    return of_python(whole)


@pytest.mark.parametrize(("question", "status"), QUESTIONS.items())
def test_every_way_in_gives_the_same_answer(
    question: str,
    status: str,
    address: str,
    on_the_page: dict[str, list[Shown]],
    seed_archive: public.Archive,
    onrecord: Run,
) -> None:
    answer = public.Assistant(seed_archive).ask(question)
    expected = of_python(answer)
    assert answer.status == status
    assert expected
    assert all((claim.kind == "remark") is not bool(claim.places) for claim in expected)

    words = [[one.text for one in claim.words] for claim in answer.claims]
    shown = [Shown(claim.kind, w, claim.places) for claim, w in zip(expected, words, strict=True)]
    assert on_the_page[question] == shown

    with httpx.Client(base_url=address, timeout=60) as http:
        assert of_json(http.post("/api/ask", json={"question": question}).json()) == expected
        streamed = http.post("/api/ask", json={"question": question, "stream": True}).text
    events = [json.loads(line[6:]) for line in streamed.splitlines() if line.startswith("data: ")]
    assert of_json(events[-1]) == expected
    assert "".join(event["text"] for event in events[:-1]) == answer.text

    code, out, _ = onrecord("ask", question, "--json", "--archive", seed_archive.folder)
    assert code == {"answered": 0, "related": 3, "absent": 4}[status]
    assert of_json(json.loads(out)) == expected

    with OpenAI(base_url=f"{address}/v1", api_key="none") as client:
        asked: list[Any] = [{"role": "user", "content": question}]
        completion = client.chat.completions.create(model="onrecord", messages=asked).model_dump()
        message = completion["choices"][0]["message"]
        assert of_openai(completion["onrecord"], message["content"], message["annotations"]) == expected
        chunks = [c.model_dump() for c in client.chat.completions.create(model="onrecord", messages=asked, stream=True)]
    content = "".join(chunk["choices"][0]["delta"]["content"] or "" for chunk in chunks)
    assert of_openai(chunks[-1]["onrecord"], content, chunks[-1]["choices"][0]["delta"]["annotations"]) == expected
    model = ChatOpenAI(model="onrecord", base_url=f"{address}/v1", api_key=SecretStr("none"))
    assert model.invoke(question).text == answer.text

    with public.Client(address) as own:
        assert of_client(own.ask(question)) == of_client([*own.stream(question)][-1]) == expected
    assert asyncio.run(of_async_client(address, question)) == expected
    assert asyncio.run(of_agents(address, question)) == expected
    assert asyncio.run(of_async_python(seed_archive, question)) == expected
    assert of_langchain(answer) == expected


def test_one_draft_has_the_same_findings_through_every_way_in(
    seed_archive: public.Archive, address: str, onrecord: Run, tmp_path: Path
) -> None:
    words, speaker = "Mr. Gantz is a part of this war cabinet", "John Kirby"
    text = f"“{words},” said {speaker}."
    (draft := tmp_path / "draft.txt").write_text(text, encoding="utf-8")
    (found,) = public.Assistant(seed_archive).check(text).findings
    expected = (str(found.verdict), found.speaker, [tuple(change) for change in found.diff], found.evidence[0].text)
    assert expected[0] == "altered"

    def told(finding: Any) -> tuple[Any, ...]:
        f = finding if isinstance(finding, dict) else finding.model_dump(mode="json")
        diff = [(c["draft"], c["article"], c["start"], c["end"]) for c in f["diff"]]
        return f["verdict"], f["speaker"], diff, f["evidence"][0]["text"]

    with httpx.Client(base_url=address, timeout=60) as http:
        assert told(http.post("/api/check", json={"text": text}).json()["findings"][0]) == expected
    with public.Client(address) as client:
        assert told(client.check(text).findings[0]) == told(client.check(draft).findings[0]) == expected

    async def of_loop() -> Any:
        async with public.AsyncClient(address) as loop:
            return (await loop.check(draft)).findings[0]

    async def of_agent() -> Any:
        async with Agent(f"{address}/mcp") as agent:
            called = await agent.call_tool("check_quote", {"quote": words, "speaker": speaker})
        return called.structured_content

    assert told(asyncio.run(of_loop())) == expected
    _, _, diff, cited = told(asyncio.run(of_agent()))
    assert (diff[0][:2], cited) == (expected[2][0][:2], expected[3])
    code, out, _ = onrecord("check", draft, "--archive", seed_archive.folder, "--json")
    assert (code, told(json.loads(out)["findings"][0])) == (5, expected)
