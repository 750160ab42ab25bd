"""`Client` and `AsyncClient`, over a real server."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index import Archive, Article
from onrecord import (
    ArticleNotFound,
    AsyncClient,
    Client,
    Filters,
    InputError,
    RequestRefused,
    ServerUnreachable,
    Turn,
    read,
)
from qa import Assistant
from tests.servers import served
from ui.api import create_app
from ui.capsule import drawn, of_draft
from ui.schema import Reply
from ui.settings import Settings

QUESTION = "What did Kirby say about Gantz?"
KEY = "schlüssel-ключ"


@pytest.fixture(scope="module")
def address(town_assistant: Assistant) -> Iterator[str]:
    with served(create_app(town_assistant, Settings())) as address:
        yield address


@pytest.fixture
def own(archive: Archive) -> Iterator[Client]:
    """A client of an archive that may be changed, with a key."""
    app = create_app(Assistant(archive), Settings.model_validate({"api_key": KEY}))
    with served(app) as address, Client(address, KEY) as client:
        yield client


def test_a_question_is_asked_streamed_and_narrowed(address: str, town_assistant: Assistant) -> None:
    with Client(address) as client:
        reply = client.ask(QUESTION)
        assert reply.answer == town_assistant.ask(QUESTION).text
        assert (reply.status, reply.found, reply.claims[0].speaker) == ("answered", True, "John Kirby")
        *texts, last = client.stream(QUESTION)
        assert isinstance(last, Reply)
        assert "".join(text for text in texts if isinstance(text, str)) == reply.answer == last.answer
        assert len(texts) == len(reply.claims)
        assert client.call("POST", "/api/ask", json={"question": QUESTION})["answer"] == reply.answer
        said = [Turn("user", QUESTION), Turn("assistant", reply.answer)]
        assert "Gantz" in client.ask("And what did Harris tell him?", said).question
        verel = "What did Verel say about the bridge?"
        late = Filters(since=date(2023, 5, 1), until=date(2023, 5, 31))
        assert {c.source for c in client.ask(verel, filters=late).citations} == {"gazette/toll-protest"}
        named = {"from": "2023-05-01", "to": "2023-05-31"}
        assert client.ask(verel, filters=named, extractive=True).answer == client.ask(verel, filters=late).answer


async def test_an_event_loop_has_the_same(address: str) -> None:
    with Client(address) as client:
        expected = client.ask(QUESTION)
        listed = client.articles(limit=3, offset=1)
    async with AsyncClient(address) as loop:
        parts = [part async for part in loop.stream(QUESTION)]
        assert [(await loop.ask(QUESTION)).claims, parts[-1].claims] == [expected.claims] * 2  # type: ignore[union-attr]
        assert await loop.articles(limit=3, offset=1) == listed
        assert (await loop.call("GET", "/api/articles", params={"limit": 1}))["total"] == listed.total
        assert await loop.article(listed.articles[0].id) == Client(address).article(listed.articles[0].id)
        with pytest.raises(InputError, match="there is no question"):
            await loop.ask(" ")
        with pytest.raises(InputError, match="there is no question"):
            await anext(loop.stream(" "))


def test_lists_come_page_by_page_or_whole(address: str, town_archive: Archive) -> None:
    with Client(address) as client:
        page = client.articles(limit=2, offset=1)
        whole = client.articles(limit=None)
        assert (page.total, page.articles) == (len(whole.articles), whole.articles[1:3])
        assert [one.id for one in whole.articles] == [record.id for record in town_archive.articles()]
        assert client.speakers("Kirby").speakers[0].name == "John Kirby"
        assert {speaker.kind for speaker in client.speakers(kind="person", limit=None).speakers} == {"person"}
        log = client.log(limit=None)
        assert (log.total, client.log(limit=2, offset=1).changes) == (len(log.changes), log.changes[1:3])
        said = client.said("Kirby", "Gantz", limit=None)
        assert (said.total, {one.speaker for one in said.statements}) == (len(said.statements), {"John Kirby"})
        text = client.article(said.statements[0].article).text
        assert all(text[one.start : one.end] == one.text for one in said.statements)
        statements = client.statements(said.statements[0].article)
        assert len(statements) == len(town_archive.statements(said.statements[0].article))
        hits = client.search("ferry company cuts jobs", 4, {"publisher": "Elsin Tribune"})
        assert {client.article(hit.article).publisher for hit in hits} == {"Elsin Tribune"}
        assert client.search("ferry company cuts jobs", 2, {"publisher": "Elsin Tribune"}, offset=2) == hits[2:4]


async def test_a_draft_is_checked_and_a_capsule_verified(
    address: str, town_assistant: Assistant, tmp_path: Path
) -> None:
    text = "“This is a bad day for bread,” said Olle Brandt."
    (file := tmp_path / "draft.txt").write_text(text)
    with Client(address) as client:
        checked = client.check(text)
        assert [f.verdict for f in checked.findings] == [f.verdict for f in town_assistant.check(text).findings]
        assert client.check(file).findings == client.check((file.name, text.encode())).findings == checked.findings
        with pytest.raises(InputError, match="the draft is empty"):
            client.check(" ")
        with pytest.raises(InputError, match="it cannot be read"):
            client.check(tmp_path / "none.txt")
    async with AsyncClient(address) as loop:
        assert (await loop.check(file)).findings == checked.findings
        capsule = of_draft(checked, file.name, text.encode(), await drawn(loop, checked))
        assert (
            json.loads(capsule.written())["items"][0]["target"]["selector"][0]["exact"]
            == "This is a good day for bread"
        )
        sent = json.loads(capsule.written())
        assert [one.state for one in (await loop.verify(sent)).quotations] == ["verbatim"]
        sent["items"][0]["target"]["source"] = "urn:none"
        with pytest.raises(InputError, match="'urn:none' is the id of none"):
            await loop.verify(sent)


def test_articles_are_added_found_rebuilt_and_removed(own: Client, made_up: Article, tmp_path: Path) -> None:
    file = tmp_path / "toll.txt"
    file.write_text("“The toll is fair,” said Mayor Ana Ruiz of Elsin.")
    done: list[int] = []
    report = own.add([made_up, *read([file, tmp_path / "none.txt"])], done.append)
    assert (report.added, len(report.failed), sum(done)) == (2, 1, 3)
    assert own.add([made_up]).unchanged == 1
    assert own.find(str(file)).id == own.articles("toll").articles[0].id
    rebuilt: list[int] = []
    assert (own.rebuild(rebuilt.append).added, sum(rebuilt)) == (2, 2)
    assert own.remove("made-up").title == "A fair"
    with pytest.raises(ArticleNotFound, match="no article from 'made-up'"):
        own.remove("made-up")
    with pytest.raises(ArticleNotFound):
        own.article("0123456789abcdef")


def test_what_is_told_of_an_article_is_amended(own: Client, made_up: Article) -> None:
    own.add([made_up])
    before = own.find("made-up")
    own.amend("made-up", title=" The  fair ", published="5 March 2024", publisher="Elsin Post", author="Vera Holm")
    amended = own.amend("made-up", author=None)
    assert (amended.title, str(amended.published), amended.publisher) == ("The fair", "2024-03-05", "Elsin Post")
    assert (amended.id, amended.author) == (before.id, None)
    assert own.article(before.id).text == made_up.text
    assert [said.published for said in own.said("Quill").statements] == [amended.published]
    for fields, told in (({"title": " "}, "title"), ({"published": "soon"}, "published"), ({"text": "x"}, "text")):
        with pytest.raises(InputError, match=told):
            own.amend("made-up", **fields)
    with pytest.raises(ArticleNotFound):
        own.amend("nothing", title="x")


@pytest.mark.parametrize(
    ("ask", "error", "says"),
    [
        (lambda c: c.ask(QUESTION, filters={"from": "May"}), InputError, "filters.from"),
        (lambda c: next(c.stream("x" * 5000)), InputError, "at most 4,000"),
        (lambda c: Client(c.address, "wrong").articles(), RequestRefused, "key is missing or wrong"),
    ],
)
def test_what_is_wrong_is_raised_as_the_archive_would(own: Client, ask: Any, error: Any, says: str) -> None:
    with pytest.raises(error, match=says) as told:
        ask(own)
    if error is RequestRefused:
        assert (told.value.code, told.value.status) == ("unauthorized", 401)


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(ServerUnreachable, match=f"http://127.0.0.1:{port} does not answer .*another address"):
        Client(f"http://127.0.0.1:{port}").ask(QUESTION)

    async def other(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"<html>"})

    with served(other) as address, pytest.raises(ServerUnreachable, match="does not answer as Onrecord does"):
        Client(address).articles()
