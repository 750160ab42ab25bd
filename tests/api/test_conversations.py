"""The conversations that the server keeps, over HTTP."""

from __future__ import annotations

from fastapi.testclient import TestClient

from index import Archive, Article
from index.changes import acting
from qa import Assistant
from ui.access.door import ANYBODY
from ui.notebook.conversations import Conversations, Kept
from ui.page.conversation import Exchange, dump

FAIR = Article("fair", "Mayor Ada Quill opened the fair. “It will rain,” Quill said.", "A fair")


def test_conversations_are_listed_read_and_deleted(api: TestClient, archive: Archive) -> None:
    archive.add([FAIR])
    asked = "What did Quill say?"
    exchanges = dump([Exchange(asked, "done", Assistant(archive).ask(asked)), Exchange("And then?", "stopped")])
    with Conversations(archive.folder) as held, acting(ANYBODY):
        for n in range(3):
            held.keep(Kept(f"id{n}", f"Fair {n}", 1_900_000_000_000 + n, exchanges, ""))
    listed = api.get("/api/conversations", params={"limit": 1, "offset": 1}).json()
    one = {"id": "id1", "name": "Fair 1", "changed": "2030-03-17T17:46:40.001000Z"}
    assert listed == {"total": 3, "conversations": [one]}
    whole = api.get("/api/conversations/id1").json()
    first, second = whole.pop("exchanges")
    assert (whole, second) == (one, {"asked": "And then?", "reply": None})
    assert (first["asked"], first["reply"]["citations"][0]["source"]) == (asked, "fair")
    assert api.delete("/api/conversations/id1").json() == one
    gone = api.get("/api/conversations/id1")
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "not_found")
    assert api.get("/api/conversations").json()["total"] == 2
