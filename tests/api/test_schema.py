"""The OpenAPI document: what it says of what comes in and goes out is so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import regex
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

ADDRESSES = ["https://news.example/rss", "http://zürich.example:8080/ä?q=1#x", " https://a.example ", "https://a.b/[1]"]
NO_ADDRESSES = ["", "news.example", "ftp://a.example", "https://", "https://a b.example", "https://a.example/<x>"]
CAPSULE = {"onrecord": 1, "archive": {"articles": 0}, "articles": [], "items": []}
DRAFT = {"name": "", "sha256": "0" * 64, "faults": 0, "findings": []}


@pytest.fixture
def document(town: TestClient) -> dict[str, Any]:
    return dict(town.get("/openapi.json").json())


def schemas(node: Any) -> Iterator[str]:
    """The places that a part of the document refers to."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        node = [*node.values()]
    if isinstance(node, list):
        for each in node:
            yield from schemas(each)


def pattern(_: Any, wanted: str, given: Any, __: Any) -> Iterator[ValidationError]:
    """As JSON Schema has it, with classes of Unicode's characters, which Python's own expressions lack."""
    if isinstance(given, str) and not regex.search(wanted, given):
        yield ValidationError(f"{given!r} is not like {wanted!r}")


Schema = extend(Draft202012Validator, {"pattern": pattern})


def body(document: dict[str, Any], path: str) -> Any:
    """What checks a body that is sent."""
    told = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return Schema({**told, "components": document["components"]})


def test_each_shape_that_is_referred_to_is_there(document: dict[str, Any]) -> None:
    parts = {place.removeprefix("#/components/schemas/") for place in schemas(document)}
    assert parts <= {*document["components"]["schemas"]}


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/api/ask", {"question": "What did Kirby say about Gantz?"}),
        ("/api/check", {"text": "“We will talk to Minister Gantz,” said John Kirby."}),
    ],
)
def test_each_event_of_a_stream_is_as_described(
    town: TestClient, document: dict[str, Any], path: str, sent: dict[str, Any]
) -> None:
    told = document["paths"][path]["post"]["responses"]["200"]["content"]["text/event-stream"]["itemSchema"]
    shapes = {one["properties"]["event"]["const"]: one["properties"]["data"]["contentSchema"] for one in told["oneOf"]}
    blocks = town.post(path, json={**sent, "stream": True}).text.strip().split("\n\n")
    events = [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]
    assert {event["event"] for event in events} == {*shapes} - {"error"}
    for event in events:
        shape = {**shapes[event["event"]], "components": document["components"]}
        Draft202012Validator(shape).validate(json.loads(event["data"]))


def test_a_feed_is_read_alone(town: TestClient) -> None:
    for path, methods in (("/api/watches/0", "DELETE, GET"), ("/api/watches/0.atom", "GET")):
        refused = town.put(path)
        assert (refused.status_code, refused.headers["allow"]) == (405, methods)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"archive": {"articles": "0"}}, "archive.articles"),
        ({"archive": {"articles": False}}, "archive.articles"),
        ({"draft": {**DRAFT, "faults": True}}, "draft.faults"),
        ({"archive": {"articles": 0, "newest": 0}}, "archive.newest"),
        ({"created": 0}, "created"),
        ({"created": "0"}, "created"),
    ],
)
def test_a_number_is_no_text_and_a_day_no_number(
    town: TestClient, document: dict[str, Any], wrong: dict[str, Any], field: str
) -> None:
    assert body(document, "/api/verify").is_valid({**CAPSULE, "draft": DRAFT, "created": "2024-03-05T08:30:00Z"})
    assert town.post("/api/verify", json={**CAPSULE, "draft": DRAFT, "created": "2024-03-05T08:30:00Z"}).is_success
    refused = town.post("/api/verify", json={**CAPSULE, **wrong})
    assert refused.status_code == 422
    assert refused.json()["error"]["message"].startswith(f"{field}: ")


def test_what_the_schema_refuses_is_refused(api: TestClient, document: dict[str, Any]) -> None:
    correction = body(document, "/api/corrections")
    for wrong in (
        {"speaker": "Ada Quill"},
        {"speaker": "Ada Quill", "statements": [], "name": None},
        {"speaker": "Ada Quill", "statements": ["0-0"], "name": "Quill"},
        {"speaker": None, "name": "Quill"},
        {"speaker": "?!", "name": "Quill"},
        {"speaker": "Ada\u200bQuill", "name": "Quill"},
    ):
        assert not correction.is_valid(wrong), wrong
        assert api.post("/api/corrections", json=wrong).status_code == 422
    assert correction.is_valid({"speaker": "Żółtowski", "name": "Zoltowski"})
    assert correction.is_valid({"speaker": None, "statements": ["0-0"]})


def test_addresses(api: TestClient, document: dict[str, Any]) -> None:
    source = body(document, "/api/sources")
    for address, one in [*((a, True) for a in ADDRESSES), *((a, False) for a in NO_ADDRESSES)]:
        assert source.is_valid({"address": address}) is one, address
        assert api.post("/api/sources", json={"address": address}).is_success is one, address
