"""What a client asks of the API about what is followed; as `ui/operations.py` has it for the rest."""

from __future__ import annotations

from urllib.parse import quote

from ui.following.shapes import SourceOut, SourcesOut, WatchesOut, WatchMade, WatchNews, WatchOut
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


def watches() -> Flow[WatchesOut]:
    return WatchesOut.model_validate((yield Call("GET", "/api/watches")))


def watch(question: str, hook: str | None) -> Flow[WatchMade]:
    return WatchMade.model_validate((yield Call("POST", "/api/watches", json={"question": question, "hook": hook})))


def watched(id: str, limit: int, offset: int) -> Flow[WatchNews]:
    call = Call("GET", f"/api/watches/{quote(id, safe='')}", {"limit": limit, "offset": offset})
    return WatchNews.model_validate((yield call))


def unwatch(id: str) -> Flow[WatchOut]:
    return WatchOut.model_validate((yield Call("DELETE", f"/api/watches/{quote(id, safe='')}")))
