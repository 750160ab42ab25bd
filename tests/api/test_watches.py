"""Standing questions: what is new is told once, with its place, as a feed and to a webhook."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from typing import Any

import feedparser
import pytest
from fastapi.testclient import TestClient

from index import Archive
from index.backup import backup, looked_through, restore
from index.web import hook
from onrecord import Assistant, Client, NotFound
from tests.api.conftest import HOST, until
from tests.conftest import Run
from tests.index.web.site import Page, Site, site
from tests.servers import served
from ui.api import create_app
from ui.following.asking import ask_again
from ui.following.watches import TRIES, Watches
from ui.page.reference import words
from ui.settings import Settings

QUESTION = "What does Quill say about the bridge?"
OLD = "The old bridge will hold until the winter comes"
NEW = "The new bridge will be open before the first snow falls"


@pytest.fixture
def town() -> Iterator[Site]:
    with site() as found:
        found.pages["/hook"] = Page()
        yield found


def add(api: TestClient, source: str, said: str, title: str = "News") -> None:
    text = f"Mayor Ada Quill spoke at the harbour on Friday. “{said},” Quill said. The council of Elsin listened."
    sent = {"source": source, "title": title, "published": "2031-05-02", "text": text}
    assert api.post("/api/articles", json=sent).json()["failed"] == []


def watch(api: TestClient, **told: str) -> Any:
    made = api.post("/api/watches", json={"question": QUESTION, **told})
    assert made.status_code == 200, made.text
    return made.json()


def ask_all(archive: Archive) -> None:
    with Watches(archive.folder) as watches:
        for one in watches.all():
            ask_again(Assistant(archive), one)


def news(api: TestClient, watch: Any) -> list[Any]:
    found: list[Any] = api.get(f"/api/watches/{watch['id']}").json()["news"]
    return found


def test_an_address_is_taken_without_the_blanks_around_it(api: TestClient) -> None:
    assert watch(api, hook=" https://hook.example/news ")["hook"] == "https://hook.example/news"


def test_what_comes_in_is_told_once_and_what_was_there_is_not(api: TestClient, archive: Archive) -> None:
    add(api, "a", OLD)
    made = watch(api)
    assert (made["question"], made["news"], made["secret"]) == (QUESTION, 0, None)
    assert watch(api) == made  # which is watched already
    ask_all(archive)
    assert news(api, made) == []
    sent = {"source": "c", "text": "The bridge of Elsin was painted on Friday. Ada Quill saw it from the harbour."}
    api.post("/api/articles", json=sent)
    only = {"article": api.get("/api/articles", params={"q": "c"}).json()["articles"][0]["id"]}
    related = api.post("/api/ask", json={"question": QUESTION, "filters": only}).json()
    assert (related["status"], bool(related["citations"])) == ("related", True)
    ask_all(archive)
    assert news(api, made) == []
    add(api, "b", NEW, "Bridge opens")
    ask_all(archive)
    (told,) = news(api, made)
    assert (told["kind"], told["speaker"], NEW in told["text"]) == ("quoted", "Ada Quill", True)
    (cited,) = told["citations"]
    assert cited["title"] == "Bridge opens"
    assert api.get(f"/api/articles/{cited['article']}").json()["text"][cited["start"] : cited["end"]] == cited["text"]
    version = api.get(f"/api/articles/{cited['article']}").json()["version"]
    assert cited["link"] == words(cited["article"], cited["start"], cited["end"], version, "")
    for source, said in (("d", NEW), ("b", NEW), ("a", OLD)):
        add(api, source, said, "Another title")
        ask_all(archive)
        assert news(api, made) == [told]
    assert api.get("/api/watches").json()["watches"][0]["news"] == 1


def test_what_is_new_is_told_also_where_much_older_would_stand_before_it(api: TestClient, archive: Archive) -> None:
    for n, what in enumerate("grey long high steep narrow dark loud cold wet rusty busy crooked".split()):
        add(api, f"old{n}", f"The bridge is a {what} bridge, and the bridge of all bridges that we have")
    made = watch(api)
    add(api, "b", "I crossed the bridge once, and saw the lake from the middle of it")
    whole = api.post("/api/ask", json={"question": QUESTION}).json()
    assert "saw the lake" not in whole["answer"]
    ask_all(archive)
    (told,) = news(api, made)
    assert "saw the lake" in told["text"]


def test_what_is_no_question_or_no_address_is_refused(api: TestClient) -> None:
    for told, field in (
        ({"question": " "}, "question"),
        ({"question": "Thank you!"}, "question"),
        ({"question": QUESTION, "hook": "ftp://news.example"}, "hook"),
    ):
        refused = api.post("/api/watches", json=told)
        assert (refused.status_code, refused.json()["error"]["message"].startswith(field)) == (422, True), told
    assert api.get("/api/watches").json()["total"] == 0
    assert api.get("/api/watches/abc").status_code == 404


def test_the_feed_opens_by_its_token_and_shows_the_words(archive: Archive) -> None:
    app = create_app(Assistant(archive), Settings.model_validate({"api_key": "secret"}))
    with TestClient(app, base_url=HOST, headers={"Authorization": "Bearer secret"}) as api:
        made = watch(api)
        add(api, "b", NEW + "\x0b& <b>soon</b>", "Bridge & <i>lake</i>")
        ask_all(archive)
        (told,) = news(api, made)
    with TestClient(app, base_url=HOST) as reader:
        reply = reader.get(made["feed"])
        assert reply.headers["content-type"] == "application/atom+xml"
        assert reader.get(made["feed"][:-1]).status_code == 404
        assert reader.get(f"/api/watches/{made['id']}").status_code == 401
    read = feedparser.parse(reply.content)
    assert (read.bozo, read.version, read.feed.title) == (False, "atom10", QUESTION)
    (entry,) = read.entries
    assert entry.link == HOST + told["citations"][0]["link"]
    assert entry.content[0].value.startswith(told["text"].replace("\x0b", "\ufffd"))
    assert read.feed.links[0].href == HOST + made["feed"]


def test_a_webhook_is_sent_what_is_new_signed_and_again_until_it_takes_it(archive: Archive, town: Site) -> None:
    settings = Settings(private=True)
    with TestClient(create_app(Assistant(archive), settings), base_url=HOST) as api:
        made = watch(api, hook=f"{town.address}/hook")
        assert "secret" not in api.get("/api/watches").json()["watches"][0]
        add(api, "b", NEW)
    town.pages["/hook"] = Page(status=302, headers={"Location": "/elsewhere"})
    with TestClient(create_app(Assistant(archive), settings, follows=True), base_url=HOST) as api:
        until(lambda: api.get("/api/watches").json()["watches"][0]["hook_fault"])
        (told,) = news(api, made)
        assert "302" in api.get("/api/watches").json()["watches"][0]["hook_fault"]
    assert not town.asked["/elsewhere"]
    with Watches(archive.folder) as watches:
        assert watches.to_send(time.time()) == []
        watches.run("update messages set due = 0")
    town.pages["/hook"] = Page()
    with TestClient(create_app(Assistant(archive), settings, follows=True), base_url=HOST) as api:
        until(lambda: api.get("/api/watches").json()["watches"][0]["hook_fault"] is None)
    (_, _, first), (path, headers, body) = town.posted
    assert (path, body) == ("/hook", first)
    assert json.loads(body) == {"watch": made["id"], "question": QUESTION, "news": [told]}
    signed = hmac.new(made["secret"].encode(), body, hashlib.sha256).hexdigest()
    assert headers[hook.SIGNATURE] == f"sha256={signed}"
    with Watches(archive.folder) as watches:
        assert watches.to_send(time.time() + 10**6) == []


def test_a_webhook_on_this_network_is_refused_and_given_up(archive: Archive, api: TestClient, town: Site) -> None:
    made = watch(api, hook=f"{town.address}/hook")
    add(api, "b", NEW)
    with TestClient(create_app(Assistant(archive), Settings(), follows=True), base_url=HOST) as served:
        until(lambda: served.get("/api/watches").json()["watches"][0]["hook_fault"])
    assert not town.posted
    with Watches(archive.folder) as watches:
        for _ in range(1, TRIES):
            (message,) = watches.to_send(time.time() + 10**6)
            watches.not_sent(message, "it cannot be reached.", time.time(), None)
        assert watches.to_send(time.time() + 10**6) == []
        assert "given up" in (watches.of(made["id"]).hook_fault or "")


def test_clients_and_the_command_watch_too(archive: Archive, onrecord: Run) -> None:
    with served(create_app(Assistant(archive), Settings())) as address, Client(address) as client:
        archive.served_at(address)
        code, out, _ = onrecord("watch", QUESTION, "--archive", archive.folder)
        (held,) = client.watches().watches
        assert (code, f"{address}{held.feed}" in out) == (0, True)
        client.call("POST", "/api/articles", json={"source": "b", "text": f"“{NEW},” said Mayor Ada Quill."})
        ask_all(archive)
        assert NEW in client.watched(held.id).news[0].text
        out = onrecord("watch", "--archive", archive.folder)[1]
        assert held.id in out
        assert NEW in out
        assert QUESTION in onrecord("watch", "--remove", held.id, "--archive", archive.folder)[1]
        again = client.watch(QUESTION, "https://news.example/hook")
        assert again.secret
        assert client.unwatch(again.id).question == QUESTION
        with pytest.raises(NotFound):
            client.watched(again.id)


def test_a_backup_has_what_is_watched_but_no_secrets(archive: Archive, api: TestClient, tmp_path: Any) -> None:
    made = watch(api, hook="https://news.example/hook")
    add(api, "b", NEW)
    ask_all(archive)
    archive.close()
    backup(archive.folder, tmp_path / "a.zip", kept=[Watches])
    restore(looked_through(tmp_path / "a.zip"), tmp_path / "other", kept=[Watches])
    with Watches(tmp_path / "other") as watches, Archive(tmp_path / "other") as other:
        (restored,) = watches.all()
        assert (restored.question, restored.hook, restored.secret) == (QUESTION, None, None)
        assert restored.token not in made["feed"]
        ask_again(Assistant(other), restored)
        assert NEW in watches.news(restored.id, 9)[0].claim["text"]
        assert watches.count(restored.id) == 1
