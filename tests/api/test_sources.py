"""What is followed, over the API, and read by the server that has the archive."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from index import Archive
from index.web.sources import Sources
from onrecord import Client, NotFound
from qa import Assistant
from tests.api.conftest import HOST, until
from tests.conftest import Run
from tests.index.web.site import Page, Site, article, rss, site
from tests.servers import served
from ui.api import create_app
from ui.settings import Settings

FEED = "https://news.example/rss"
Server = Callable[..., TestClient]


@pytest.fixture
def town() -> Iterator[Site]:
    with site() as found:
        found.pages["/feed"] = rss("/a", "/b")
        found.pages["/a"] = article("Bridge opens", "The bridge is open")
        found.pages["/b"] = article("Lake study", "The lake is warm")
        yield found


def reading(archive: Archive, private: bool = True) -> TestClient:
    """The API, which reads what is followed while it is in use."""
    settings = Settings(follow=3600, private=private)
    return TestClient(create_app(Assistant(archive), settings, follows=True), base_url=HOST)


def source(api: TestClient) -> Any:
    (found,) = api.get("/api/sources").json()["sources"]
    return found


def test_a_source_is_added_paused_and_removed(api: TestClient) -> None:
    assert api.get("/api/sources").json() == {"every": None, "total": 0, "sources": []}
    added = api.post("/api/sources", json={"address": FEED}).json()
    assert (added["address"], added["read"], added["paused"], added["brought"]) == (FEED, None, False, 0)
    assert api.post("/api/sources", json={"address": FEED}).json() == added == source(api)
    at = f"/api/sources/{added['id']}"
    assert api.patch(at, json={"paused": True}).json() == {**added, "paused": True, "due": None} == source(api)
    assert api.patch(at, json={"paused": False}).json() == added
    assert api.delete(at).json() == added
    assert api.delete(at).status_code == 404
    assert api.get("/api/sources").json()["total"] == 0


@pytest.mark.parametrize("address", ["/etc", "file:///etc", "news.example", "", "ftp://news.example/rss"])
def test_only_addresses_of_the_web_are_followed_over_http(api: TestClient, address: str) -> None:
    refused = api.post("/api/sources", json={"address": address})
    assert (refused.status_code, "address: it is no address of the web" in refused.text) == (422, True)


def test_the_server_reads_what_is_followed_and_what_is_added_meanwhile(archive: Archive, town: Site) -> None:
    with reading(archive) as api:
        assert api.get("/api/sources").json()["every"] == 3600
        api.post("/api/sources", json={"address": f"{town.address}/feed"})
        until(lambda: source(api)["read"])
        assert (source(api)["title"], source(api)["brought"]) == ("News", 2)
        held = api.get("/api/articles").json()["articles"]
        assert {one["title"] for one in held} == {"Bridge opens", "Lake study"}
        assert api.post("/api/ask", json={"question": "What did Quill say about the lake?"}).json()["found"]
    with reading(archive) as api:  # which is not due again
        assert api.get("/healthz").status_code == 200
    assert town.asked["/feed"] == 1


def test_addresses_of_this_network_are_refused_unless_the_server_may(archive: Archive, town: Site) -> None:
    with reading(archive, private=False) as api:
        api.post("/api/sources", json={"address": f"{town.address}/feed"})
        until(lambda: source(api)["fault"])
        assert "which is not asked" in source(api)["fault"]
    assert not town.asked


def test_a_server_that_stops_waits_for_no_site(archive: Archive, town: Site) -> None:
    go_on = threading.Event()
    town.pages["/feed"] = Page(held=go_on)
    with reading(archive) as api:
        api.post("/api/sources", json={"address": f"{town.address}/feed"})
        until(lambda: town.asked["/feed"])
    assert not go_on.is_set()
    go_on.set()
    with Sources(archive.folder) as sources, sources.reading():  # which nobody else does any more
        assert sources.all()[0].read is None


def test_the_command_leaves_the_reading_to_the_server(archive: Archive, town: Site, onrecord: Run) -> None:
    app = create_app(Assistant(archive), Settings(follow=3600, private=True), follows=True)
    feed = f"{town.address}/feed"
    with served(app) as address:
        archive.served_at(address)
        code, out, _ = onrecord("follow", feed, "--archive", archive.folder)
        assert (code, f"The server at {address} reads what is followed" in out) == (0, True)
        with Client(address) as client:
            until(lambda: client.sources().sources[0].brought == 2)
            onrecord("follow", "--pause", feed, "--archive", archive.folder)
            assert "(paused)" in onrecord("follow", "--list", "--archive", archive.folder)[1]
            (held,) = client.sources().sources
            assert held.paused
            assert not client.pause(held.id, paused=False).paused
            code, _, err = onrecord("follow", "--prune", "--archive", archive.folder)
            assert (code, "--follow never" in err) == (1, True)
            assert client.follow(FEED).address == FEED
            assert client.forget(held.id).address == feed
            with pytest.raises(NotFound):
                client.forget(held.id)
