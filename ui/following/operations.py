"""What a client asks of the API about what is followed; as `ui/operations.py` has it for the rest."""

from __future__ import annotations

from urllib.parse import quote

from ui.following.shapes import SourceOut, SourcesOut
from ui.operations import Call, Flow


def sources() -> Flow[SourcesOut]:
    return SourcesOut.model_validate((yield Call("GET", "/api/sources")))


def follow(address: str) -> Flow[SourceOut]:
    return SourceOut.model_validate((yield Call("POST", "/api/sources", json={"address": address})))


def pause(id: str, paused: bool) -> Flow[SourceOut]:
    return SourceOut.model_validate((yield Call("PATCH", _source(id), json={"paused": paused})))


def forget(id: str) -> Flow[SourceOut]:
    return SourceOut.model_validate((yield Call("DELETE", _source(id))))


def _source(id: str) -> str:
    return f"/api/sources/{quote(id, safe='')}"
