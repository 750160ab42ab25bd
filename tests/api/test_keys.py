"""What a key opens: every route by whom, and what its name stands under in the log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient

from index import Archive, Article
from index.embed import SentenceTransformerEmbedder
from qa import Assistant
from ui import page
from ui.access import door
from ui.access.keys import Keys
from ui.api import create_app
from ui.settings import Settings

READING = {"/api/ask", "/api/check", "/api/verify", "/v1/chat/completions", "/api/conversations/{id}"}
"""What is sent to be answered, or changes one's own; all else that is sent changes the archive."""
OPEN = re.compile(r"/healthz|/livez|/readyz|/api/watches/\{id\}\.atom")
ARTICLE = {"source": "fair", "text": "Mayor Ada Quill opened the fair. “It will rain,” Quill said."}


@dataclass(frozen=True)
class Desk:
    """An archive with a key of each kind, served in this process."""

    archive: Archive
    keys: Keys
    client: TestClient
    reads: str
    writes: str

    def sent(self, key: str, method: str, path: str, **more: Any) -> Any:
        return self.client.request(method, path, headers={"Authorization": f"Bearer {key}"}, **more)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    keys = Keys(folder)
    reads, writes = keys.add("Reader", "read").text, keys.add("Writer", "write").text
    with pytest.MonkeyPatch.context() as patch, Archive(folder, embedder=embedder) as archive:
        patch.setattr(door, "_PAUSE", 0)
        assistant = Assistant(archive)
        app = page.mount(create_app(assistant, Settings.model_validate({"api_key": "of the settings"})), assistant)
        with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
            yield Desk(archive, keys, client, reads, writes)


def test_every_route_opens_to_the_keys_that_it_is_for_and_to_no_other(desk: Desk) -> None:
    paths = desk.client.get("/openapi.json").json()["paths"]
    routes = [(method.upper(), path) for path, methods in paths.items() for method in methods]
    assert len(routes) > 30
    found = {}
    for method, path in [*routes, ("POST", "/mcp"), ("POST", "/api/not-yet-there"), ("DELETE", "/api/not-yet-there")]:
        there = path.replace("{id}", "0123456789abcdef").replace("{name}", "onrecord")
        replies = [desk.sent(key, method, there, json={}) for key in ("", "wrong", desk.reads, desk.writes)]
        found[method, path] = [reply.status_code if reply.status_code in (401, 403) else 0 for reply in replies]
        if found[method, path][2] == 403:
            assert replies[2].json()["error"]["message"].startswith("Reader may read this archive, and change nothing")
    for (method, path), statuses in found.items():
        reads = method == "GET" or path in READING | {"/mcp"}
        expected = [0, 0, 0, 0] if OPEN.fullmatch(path) else [401, 401, 0 if reads else 403, 0]
        assert statuses == expected, (method, path)


def test_who_changed_what_is_logged_by_the_name_of_the_key(desk: Desk) -> None:
    assert desk.sent(desk.writes, "POST", "/api/articles", json=ARTICLE).json()["added"] == 1
    id_ = desk.archive.record("fair").id
    statement = desk.archive.statements(id_)[0].id
    told = {"statements": [statement], "speaker": "Bo Lind"}
    made = desk.sent("of the settings", "POST", "/api/corrections", json=told).json()
    desk.sent("of the settings", "DELETE", f"/api/corrections/{made['id']}")
    desk.sent(desk.writes, "PATCH", f"/api/articles/{id_}", json={"title": "A fair"})
    source = desk.sent(desk.writes, "POST", "/api/sources", json={"address": "https://news.example/rss"}).json()
    desk.sent(desk.writes, "PATCH", f"/api/sources/{source['id']}", json={"paused": True})
    desk.sent(desk.writes, "DELETE", f"/api/sources/{source['id']}")
    watch = desk.sent(desk.writes, "POST", "/api/watches", json={"question": "What did Quill say?"}).json()
    with desk.client.stream(
        "POST", "/api/rebuild", headers={"Authorization": f"Bearer {desk.writes}", "Accept": "text/event-stream"}
    ) as events:
        assert "event: rebuilt" in events.read().decode()
    desk.sent(desk.writes, "DELETE", f"/api/articles/{id_}")

    lines = desk.sent(desk.reads, "GET", "/api/log", params={"limit": 10}).json()["changes"]
    assert [(line["who"], line["what"], line["subject"], line["article"]) for line in reversed(lines)] == [
        ("Writer", "added", "fair", id_),
        ("ONRECORD_API_KEY", "corrected", "Ada Quill is Bo Lind", id_),
        ("ONRECORD_API_KEY", "correction undone", "Ada Quill is Bo Lind", id_),
        ("Writer", "changed", "fair", id_),
        ("Writer", "followed", "https://news.example/rss", None),
        ("Writer", "paused", "https://news.example/rss", None),
        ("Writer", "no longer followed", "https://news.example/rss", None),
        ("Writer", "watched", watch["id"], None),
        ("Writer", "rebuilt", "1 articles", None),
        ("Writer", "removed", "fair", id_),
    ]


def test_a_key_is_good_until_it_is_revoked(desk: Desk) -> None:
    text = desk.keys.add("Guest", "read").text
    assert desk.sent(text, "GET", "/api/articles").status_code == 200
    signed_in = desk.client.post("/login", data={"password": text}).cookies["onrecord"]
    desk.client.cookies.clear()
    opens = {"cookie": f"onrecord={signed_in}"}
    assert desk.client.get("/config", headers=opens).status_code == 200
    Keys(desk.archive.folder).revoke("Guest")  # as another process does
    assert desk.sent(text, "GET", "/api/articles").status_code == 401
    assert desk.client.get("/config", headers=opens).status_code == 401
    assert desk.client.post("/login", data={"password": text}).status_code == 401


def test_a_server_that_asks_nobody_does_so_from_the_first_key_on(
    tmp_path: Any, embedder: SentenceTransformerEmbedder
) -> None:
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        client = TestClient(create_app(Assistant(archive), Settings()), base_url="http://localhost")
        assert client.post("/api/articles", json=ARTICLE).status_code == 200
        assert client.get("/api/log").json()["changes"][0]["who"] == "no key"
        keys = Keys(archive.folder)
        keys.add("Mara", "write")
        assert client.get("/api/articles").status_code == 401
        # The last key opens nothing as it goes, nor does the file.
        keys.revoke("Mara")
        assert client.get("/api/articles").status_code == 401
        (archive.folder / "keys.json").unlink()
        assert client.get("/api/articles").status_code == 401


def test_keys_that_cannot_be_read_let_nobody_in(tmp_path: Any, embedder: SentenceTransformerEmbedder) -> None:
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        assistant = Assistant(archive)
        text = Keys(archive.folder).add("Mara", "write").text
        app = page.mount(create_app(assistant, Settings()), assistant)
        client = TestClient(app, base_url="http://localhost")
        (archive.folder / "keys.json").write_text('[{"name": "Mara"')
        reply = client.get("/api/articles", headers={"Authorization": f"Bearer {text}"})
        assert (reply.status_code, reply.json()["error"]["code"]) == (503, "archive_unusable")
        assert "keys.json cannot be read (it is damaged)" in client.get("/").text


def component(client: TestClient, function: str) -> int:
    """The part of the page that has the function of the server."""
    parts = client.get("/config").json()["components"]
    return next(part["id"] for part in parts if function in part["props"].get("server_fns", ()))


def test_on_the_page_a_reader_changes_nothing(desk: Desk) -> None:
    desk.archive.add([Article("kept", "Mayor Ada Quill opened the fair. “It will rain,” Quill said.", "A fair")])
    record = desk.archive.record("kept")
    statement = desk.archive.statements(record.id)[0].id
    desk.client.post("/login", data={"password": desk.reads})
    before = desk.sent(desk.reads, "GET", "/api/log").json()["total"]
    sent = {
        "add": {"name": "a.txt", "data": "QQ==", "ticket": "1"},
        "paste": {"title": "T", "text": "It rained."},
        "fetch": {"address": "https://news.example/a"},
        "remove": record.id,
        "correct": {"statement": statement, "speaker": "Bo Lind"},
        "follow": {"address": "https://news.example/rss"},
        "watch": "What did Quill say?",
    }
    for function, data in sent.items():
        part = component(desk.client, function)
        body = {"session_hash": "x", "component_id": part, "fn_name": function, "data": data}
        told = desk.client.post("/gradio_api/component_server", json=body)
        assert "Reader may read this archive, and change nothing in it" in str(told.json()), function
    desk.client.cookies.clear()
    assert desk.sent(desk.reads, "GET", "/api/log").json()["total"] == before
    assert desk.archive.record("kept") == record


def test_an_agent_is_let_in_by_any_key(desk: Desk) -> None:
    call = {"name": "speakers", "arguments": {}}
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    headers = {"Authorization": f"Bearer {desk.reads}", "Accept": "application/json, text/event-stream"}
    reply = desk.client.post("/mcp", json=asked, headers=headers).json()
    assert reply["result"]["structuredContent"]["speakers"][0]["name"] == "Ada Quill"


def test_no_path_goes_past_the_door(desk: Desk) -> None:
    for path in ("/api/watches/%0A.atom", "/api/articles/%0A", "/v1/models/%0Aonrecord"):
        assert desk.sent("wrong", "GET", path).json()["error"]["code"] == "unauthorized"


def test_no_database_is_asked_for_more_than_it_counts(desk: Desk) -> None:
    for path in ("log", "corrections", "articles", "statements", "speakers"):
        assert desk.sent(desk.reads, "GET", f"/api/{path}", params={"offset": 10**30}).status_code == 422
