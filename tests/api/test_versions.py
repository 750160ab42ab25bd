"""Earlier versions of articles over the API: listed, opened as they were cited, and looked up by a capsule."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

COUNT = "The fire on Tolva Island destroyed twelve boats on Sunday."
MENDED = COUNT.replace("twelve", "twenty")
REST = "The harbour master, Osk Lindqvane, said that nobody was hurt."
QUESTION = {"question": "How many boats did the fire destroy?"}


def put(api: TestClient, text: str, title: str = "Fire") -> dict[str, Any]:
    """The record of the article with this text."""
    api.post("/api/articles", json={"source": "fire", "title": title, "text": text}).raise_for_status()
    return dict(api.get("/api/articles").json()["articles"][0])


@pytest.fixture
def changed(api: TestClient) -> tuple[dict[str, Any], dict[str, Any]]:
    """An article before it was changed, and after."""
    return put(api, f"{COUNT}\n\n{REST}"), put(api, f"{MENDED}\n\n{REST}", "A fire")


def test_versions_are_listed_with_what_changed(api: TestClient, changed: tuple[dict[str, Any], dict[str, Any]]) -> None:
    before, now = changed
    told = api.get(f"/api/articles/{now['id']}/versions").json()
    (version,) = told["versions"]
    assert (told["total"], before["earlier"], now["earlier"]) == (1, 0, 1)
    assert {name: version[name] for name in before} == before
    assert (datetime.now(UTC) - datetime.fromisoformat(version["replaced"])).total_seconds() < 60
    assert version["changed"] == ["text", "title"]
    assert [piece for piece in version["diff"] if piece["op"] != "same"] == [
        {"op": "gone", "text": "twelve "},
        {"op": "new", "text": "twenty "},
    ]
    assert api.get("/api/articles/none/versions").json()["error"]["code"] == "article_not_found"


def test_a_citation_of_an_earlier_version_opens_it(
    api: TestClient, changed: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    before, now = changed
    address = f"/api/articles/{now['id']}"
    old = api.get(address, params={"version": before["version"]}).json()
    assert (old["text"], old["title"], old["version"]) == (f"{COUNT}\n\n{REST}", "Fire", before["version"])
    assert old["replaced"]
    for params in ({}, {"version": now["version"]}):
        newest = api.get(address, params=params).json()
        assert (newest["text"], newest["replaced"]) == (f"{MENDED}\n\n{REST}", None)
    refused = api.get(address, params={"version": "0" * 16})
    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "not_found")
    assert f"See {address}/versions." in refused.json()["error"]["message"]


def test_near_copies_stand_beside_an_article(api: TestClient) -> None:
    text = "\n\n".join(
        [COUNT, REST, "Masts and nets lay on the quay in the morning, and nobody knew how it had begun."]
    )
    other = {"source": "wire", "title": "Boats burn", "published": "2031-05-03", "publisher": "Wire"}
    now = put(api, text)
    report = api.post("/api/articles", json={**other, "text": text}).json()
    assert [note["source"] for note in report["notes"]] == ["wire"]
    api.post("/api/articles", json={**other, "source": "late", "text": text.replace("Sunday", "Monday")})
    copies = {copy["source"]: copy for copy in api.get(f"/api/articles/{now['id']}").json()["also_in"]}
    assert sorted(copies) == ["late", "wire"]
    assert {name: copies["wire"][name] for name in other} == other
    assert copies["wire"]["article"] == api.get("/api/articles", params={"q": "wire"}).json()["articles"][0]["id"]


def test_an_answer_tells_what_its_words_were(api: TestClient) -> None:
    put(api, f"{COUNT}\n\n{REST}")
    (first,) = api.post("/api/ask", json=QUESTION).json()["citations"]
    assert first["was"] == []
    now = put(api, f"{MENDED}\n\n{REST}")
    (citation,) = api.post("/api/ask", json=QUESTION).json()["citations"]
    assert (citation["text"], citation["version"], citation["was"][0]["words"]) == (MENDED, now["version"], COUNT)
    # What was answered before rests on what is still there to be read.
    old = api.get(f"/api/articles/{first['article']}", params={"version": first["version"]}).json()
    assert old["text"][first["start"] : first["end"]] == first["text"] == COUNT
