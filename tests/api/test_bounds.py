"""No request takes more than its share."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import httpx
import pytest
from fastapi.testclient import TestClient

from index import Archive, Article, Filters, InputError, Statement
from index.embed import SentenceTransformerEmbedder
from index.statements import find_all
from qa import Assistant, Turn
from ui.api import create_app
from ui.settings import Settings

ARTICLE = {"source": "s", "text": "Mayor Ada Quill opened the fair."}


class Held:
    """An archive in which finding statements waits until it is let go on."""

    def __init__(self, folder: Any, embedder: SentenceTransformerEmbedder):
        self.go_on = threading.Event()
        self.begun = threading.Event()
        self.archive = Archive(folder, embedder=embedder, extractor=self._find)
        self.app = create_app(Assistant(self.archive), Settings())

    def _find(self, articles: Iterable[Article]) -> Iterator[list[Statement]]:
        self.begun.set()
        assert self.go_on.wait(60)
        return find_all(articles)

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://localhost", timeout=60)


@pytest.fixture
def held(tmp_path: Any, embedder: SentenceTransformerEmbedder) -> Iterator[Held]:
    held = Held(tmp_path / "a", embedder)
    yield held
    held.go_on.set()
    held.archive.close()


def test_what_waits_to_be_written_keeps_nobody_from_reading(held: Held) -> None:
    async def all_at_once() -> tuple[list[int], int, int]:
        statuses: list[int] = []
        async with held.client() as client, anyio.create_task_group() as tasks:

            async def add(n: int) -> None:
                reply = await client.post("/api/articles", json={**ARTICLE, "source": f"s{n}"})
                statuses.append(reply.status_code)

            for n in range(60):
                tasks.start_soon(add, n)
            await anyio.to_thread.run_sync(held.begun.wait, 60)
            healthy = (await client.get("/healthz")).status_code
            read = (await client.get("/api/articles")).status_code
            held.go_on.set()
        return sorted(statuses), healthy, read

    statuses, healthy, read = anyio.run(all_at_once)
    assert statuses == [200] * 9 + [429] * 51
    assert (healthy, read) == (200, 200)


def test_while_it_is_rebuilt_it_is_read_and_what_comes_is_refused_not_lost(held: Held) -> None:
    async def during() -> tuple[list[tuple[str, str]], int, Any]:
        held.go_on.set()
        async with held.client() as client:
            await client.post("/api/articles", json=ARTICLE)
            held.go_on.clear()
            held.begun.clear()
            lines: list[tuple[str, str]] = []
            async with anyio.create_task_group() as tasks:

                async def rebuild() -> None:
                    accept = {"accept": "text/event-stream"}
                    reply = await client.post("/api/rebuild", headers=accept)
                    lines.extend(tuple(line.split(": ", 1)) for line in reply.text.splitlines() if ": " in line)  # type: ignore[misc]

                tasks.start_soon(rebuild)
                await anyio.to_thread.run_sync(held.begun.wait, 60)
                refused = await client.post("/api/articles", json={**ARTICLE, "source": "later"})
                read = (await client.get("/api/articles")).json()["total"]
                held.go_on.set()
            assert (await client.post("/api/articles", json={**ARTICLE, "source": "later"})).status_code == 200
        return lines, read, refused

    lines, read, refused = anyio.run(during)
    assert [value for name, value in lines if name == "event"] == ["progress", "rebuilt"]
    assert ("data", '{"done": 1}') in lines
    assert read == 1
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "archive_busy")


def test_adding_ends_where_the_client_has_left(held: Held) -> None:
    async def left() -> None:
        lines = "\n".join(f'{{"source": "s{n}", "text": "Ada Quill opened fair {n}."}}' for n in range(100))
        async with held.client() as client:
            with anyio.move_on_after(0.5):
                await client.post("/api/articles", files={"file": ("a.jsonl", lines.encode())})
            held.go_on.set()
            # The next to be written waits for what goes on.
            await client.post("/api/articles", json=ARTICLE)

    anyio.run(left)
    assert 1 <= len(held.archive.articles()) < 100


async def test_nobody_who_removes_or_corrects_waits_for_what_is_being_added(held: Held) -> None:
    held.go_on.set()
    async with held.client() as client, anyio.create_task_group() as tasks:
        await client.post("/api/articles", json=ARTICLE)
        (there,) = held.archive.articles()
        held.go_on.clear()
        held.begun.clear()
        tasks.start_soon(lambda: client.post("/api/articles", json={"source": "slow", "text": "It rained."}))
        await anyio.to_thread.run_sync(held.begun.wait)
        assert (await client.post("/api/corrections", json={"name": "Nobody", "speaker": "Ada"})).status_code == 404
        assert (await client.delete(f"/api/articles/{there.id}")).status_code == 200
        assert held.archive.articles() == []
        held.go_on.set()
    assert [record.source for record in held.archive.articles()] == ["slow"]


def test_what_two_add_at_once_is_there_once(held: Held) -> None:
    article = Article("s", "Mayor Ada Quill opened the fair.", "Fair")
    with ThreadPoolExecutor(4) as together:
        reports = [together.submit(held.archive.add, [article]) for _ in range(4)]
        held.go_on.set()
    assert sorted((r.result().added, r.result().unchanged) for r in reports) == [(0, 1)] * 3 + [(1, 0)]
    assert [hit.article for hit in held.archive.search("fair", 5)] == [article.id]


def test_a_closing_archive_ends_what_is_being_added(held: Held) -> None:
    held.go_on.set()

    def articles() -> Iterator[Article]:
        for n in range(1000):
            if n == 40:
                threading.Thread(target=held.archive.close).start()
                while not held.archive._closing:
                    time.sleep(0.01)
            yield Article(f"s{n}", "It rained.", "T")

    with pytest.raises(Exception, match="is being closed"):
        held.archive.add(articles())


@pytest.mark.parametrize("turns", [1, 150])
def test_of_a_conversation_only_so_much_is_read(town_assistant: Assistant, turns: int) -> None:
    from qa.assistant import _read

    history = [Turn("user", "What did Brandt say? " * 10_000)] * turns
    assert sum(len(turn.content) for turn in _read(history)) <= 40_000
    assert len(_read(history)) == turns
    assert town_assistant.ask("And about the bridge?", history)


@pytest.mark.parametrize("speaker", ["((((", "…", " ", "[", "\\"])
def test_a_speaker_without_a_name_is_told(town: TestClient, town_assistant: Assistant, speaker: str) -> None:
    with pytest.raises(InputError, match=r"filters\.speaker: there is no name"):
        town_assistant.ask("What was said?", filters=Filters(speaker=speaker))
    reply = town.post("/api/ask", json={"question": "What was said?", "filters": {"speaker": speaker}})
    assert reply.status_code == 422


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [("/api/ask", 5 * 2**20, 413), ("/api/articles", 5 * 2**20, 400), ("/api/articles", 70 * 2**20, 413)],
)
def test_a_body_is_bounded_by_what_it_is_for(town: TestClient, path: str, size: int, status: int) -> None:
    def sent() -> Iterator[bytes]:
        for _ in range(size // 2**20):
            yield b"x" * 2**20

    json = {"content-type": "application/json"}
    assert town.post(path, content=sent(), headers=json).status_code == status


def test_a_body_that_does_not_come_is_not_waited_for(
    town_assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.guard._PATIENCE", 0.2)
    app = create_app(town_assistant, Settings())
    replies: list[Any] = []

    async def half_sent() -> None:
        parts = [{"type": "http.request", "body": b'{"question": ', "more_body": True}]

        async def receive() -> Any:
            if not parts:
                await anyio.sleep_forever()
            return parts.pop()

        async def send(message: Any) -> None:
            replies.append(message)

        headers = [(b"host", b"localhost"), (b"content-type", b"application/json")]
        scope = {"type": "http", "method": "POST", "path": "/api/ask", "raw_path": b"/api/ask", "root_path": ""}
        await app({**scope, "headers": headers, "query_string": b"", "http_version": "1.1"}, receive, send)

    anyio.run(half_sent)
    assert replies[0]["status"] == 408
