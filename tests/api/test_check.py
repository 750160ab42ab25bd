"""Drafts over HTTP: as text and as files of several kinds, whole and finding by finding; and what is refused."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient

from qa.check import MAX_DRAFT

TRUE = "“It will hold for a hundred years,” Mayor Tomas Verel said."
TURNED = "“It has cost us one crown more than we said it would,” said Olle Brandt."
DRAFT = f"{TRUE}\n\n{TURNED}"


def checked(api: TestClient, **request: Any) -> dict[str, Any]:
    reply = api.post("/api/check", **request)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def test_a_draft_comes_back_with_its_findings(town: TestClient) -> None:
    reply = checked(town, json={"text": DRAFT})
    assert (reply["text"], reply["faults"], reply["notes"]) == (DRAFT, 1, [])
    true, turned = reply["findings"]
    assert (true["verdict"], true["told"], true["fault"], true["speaker"]) == (
        "verbatim",
        "verbatim",
        False,
        "Tomas Verel",
    )
    assert (DRAFT[turned["start"] : turned["end"]], turned["verdict"]) == (turned["text"], "altered")
    assert (turned["claimed"], turned["speaker"], turned["turns"]) == (
        "Olle Brandt",
        "Tomas Verel",
        ["negation", "speaker"],
    )
    (citation,) = turned["evidence"]
    article = town.get(f"/api/articles/{citation['article']}").json()
    assert article["text"][citation["start"] : citation["end"]] == citation["text"]
    assert (citation["publisher"], citation["published"]) == ("Harbour Gazette", "2023-04-03")
    assert [variant["citation"]["title"] for variant in turned["variants"]] == ["Port Elsin opens its new bridge"]


def word(text: str) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()


HTML = f"<html><body><article><h1>The bridge</h1><p>{TRUE}</p><p>{TURNED}</p></article></body></html>"
FILES = {
    "draft.txt": DRAFT.encode(),
    "draft.md": f"# The bridge\n\n{DRAFT}".encode(),
    "draft.html": HTML.encode(),
    "draft.docx": word(DRAFT),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_an_article_is(town: TestClient, name: str) -> None:
    reply = checked(town, files={"file": (name, FILES[name])})
    assert [finding["verdict"] for finding in reply["findings"]] == ["verbatim", "altered"]
    for finding in reply["findings"]:
        assert reply["text"][finding["start"] : finding["end"]] == finding["text"]


@pytest.mark.parametrize("way", ["text", "file"])
def test_the_findings_come_one_by_one_and_then_all(town: TestClient, way: str) -> None:
    request: dict[str, Any] = {"json": {"text": DRAFT, "stream": True}}
    if way == "file":
        request = {"files": {"file": ("draft.txt", DRAFT)}, "data": {"stream": "true"}}
    reply = town.post("/api/check", **request)
    assert reply.headers["content-type"].startswith("text/event-stream")
    events = [block.split("\n") for block in reply.text.strip().split("\n\n")]
    assert [event[0] for event in events] == ["event: finding", "event: finding", "event: checked"]
    first, second, whole = (json.loads(event[1].removeprefix("data: ")) for event in events)
    assert whole["findings"] == [first, second]
    assert whole["text"] == DRAFT


def test_what_of_a_document_is_not_looked_at_is_told(town: TestClient) -> None:
    changed = '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>It rained.</w:t></w:r></w:ins>'
    notes = '<w:footnotes xmlns:w="w"><w:footnote w:id="1"/><w:footnote w:id="2"/></w:footnotes>'
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(DRAFT))) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(
                name, old.read(name).replace(b"<w:p>", changed.encode(), 1) if "document" in name else old.read(name)
            )
        new.writestr("word/footnotes.xml", notes)
    for way in ({}, {"data": {"stream": "true"}}):
        reply = town.post("/api/check", files={"file": ("draft.docx", packed.getvalue())}, **way).text
        assert json.loads(reply.split("data: ")[-1])["notes"] == [
            "Of the file: it has tracked changes: it is read as if all were accepted.",
            "Of the file: its 2 footnotes are not read.",
        ]


def test_nothing_of_a_draft_is_kept(town: TestClient) -> None:
    asked: list[dict[str, str]] = [{}, {"q": "draft"}]
    before = [town.get("/api/articles", params=params).json() for params in asked]
    checked(town, json={"text": DRAFT})
    checked(town, files={"file": ("draft.txt", DRAFT)})
    assert [town.get("/api/articles", params=params).json() for params in asked] == before


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"json": {"text": " \n"}}, 422, "the draft is empty"),
    ({"json": {"text": "word " * (MAX_DRAFT // 5 + 1)}}, 422, "Check at most 200,000 at once"),
    ({"json": {"text": "word " * (MAX_DRAFT // 5 + 1), "stream": True}}, 422, "Check at most 200,000 at once"),
    ({"json": {"txt": DRAFT}}, 422, "text: Field required"),
    ({"json": [DRAFT]}, 422, "body"),
    ({"content": b"{"}, 400, "The body is not JSON"),
    ({"json": {"text": "PK\x03\x04\x00"}}, 422, "a file's bytes"),
    ({"files": {"file": ("draft.docx", b"PK\x03\x04 no document")}}, 422, "file: "),
    ({"files": {"file": ("draft.txt", b"\x00\x01\x02\xff" * 200)}}, 422, "file: "),
    ({"files": {"file": ("draft.txt", b"")}}, 422, "file: "),
    ({"files": [("file", ("one.txt", DRAFT)), ("file", ("two.txt", DRAFT))]}, 422, "holds 2 files"),
    ({"data": {"stream": "true"}, "files": {}}, 400, "The body is not JSON"),
    ({"files": {"file": ("draft.txt", "word " * 1_000_000)}}, 413, "may have 4 MiB at most"),
    (
        {"files": {"file": ("table.jsonl", "\n".join(json.dumps({"source": s, "text": DRAFT}) for s in "ab"))}},
        422,
        "it holds 2 texts",
    ),
]


@pytest.mark.parametrize(("request_", "status", "told"), REFUSED)
def test_what_is_no_draft_is_refused_and_told_why(
    town: TestClient, request_: dict[str, Any], status: int, told: str
) -> None:
    reply = town.post("/api/check", **request_)
    assert reply.status_code == status, reply.text
    assert told in reply.json()["error"]["message"]


def test_the_address_takes_drafts_alone(town: TestClient) -> None:
    reply = town.get("/api/check")
    assert (reply.status_code, reply.headers["allow"]) == (405, "POST")
    assert "/api/check" in town.get("/openapi.json").json()["paths"]
