"""The notebook: what is pinned, with the user's own words on it."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from index import Archive
from ui.notebook.notes import Notebook

PINNED = {"text": "“We sail.”\n— Ann Lee, in: Ferry", "link": "/?article=a&start=0&end=9"}


def test_notes_are_kept_changed_and_taken_out(api: TestClient, archive: Archive) -> None:
    made = api.post("/api/notes", json={**PINNED, "collection": " Ferry "}).json()
    assert api.post("/api/notes", json=PINNED).json() == made
    other = api.post("/api/notes", json={**PINNED, "link": "/?q=Who+sails"}).json()
    listed = api.get("/api/notes").json()
    assert ([note["id"] for note in listed["notes"]], listed["collections"]) == ([other["id"], made["id"]], ["Ferry"])
    assert api.get("/api/notes", params={"collection": "Ferry"}).json()["notes"] == [made]
    changed = api.patch(f"/api/notes/{made['id']}", json={"note": "Ask her."}).json()
    assert changed == {**made, "note": "Ask her."}
    assert api.delete(f"/api/notes/{made['id']}").json() == changed
    assert api.delete(f"/api/notes/{made['id']}").status_code == 404
    with Notebook(archive.folder) as held:
        assert held.restore(made["id"]).note == "Ask her."
        kept = [*held.lines()]
        held.take(kept)
        assert [*held.lines()] == kept


@pytest.mark.parametrize("wrong", [{"text": " "}, {"link": "https://evil.example/"}, {"note": "x" * 20_001}])
def test_what_cannot_be_kept_is_told(api: TestClient, wrong: dict[str, str]) -> None:
    refused = api.post("/api/notes", json=PINNED | wrong)
    assert refused.status_code == 422
    assert refused.json()["error"]["message"].startswith(next(iter(wrong)))
