"""What a user corrects is so at every door: of a server over a town's articles, and a chat model that lies."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from mcp import Client as Agent

from index import Archive, Article
from onrecord import AsyncClient, Client, InputError, NotFound
from qa import Assistant
from qa.chat_model import open_model
from qa.generate import ChatAnswerer
from tests.chat.lies import Script, serving
from tests.conftest import Run
from tests.servers import served
from ui.api import create_app
from ui.settings import Settings

WORDS = "The dredger will sail in May and it will not sail again"
DREDGE = Article("dredge", f"“{WORDS},” said Mayor Ada Quill.\n\nOlle Brandt, a baker, said that it rained.", "Dredger")
FERRY = Article("ferry", "Jon Kirbey said that the ferry to Tarn was late on every day of the week.", "Ferry")
QUAY = Article("quay", "John Kirby, a spokesman, said that the quay was sound.", "Quay")


@pytest.fixture
def liar() -> Iterator[Script]:
    with serving(Script()) as script:
        yield script


@pytest.fixture
def address(archive: Archive, liar: Script) -> Iterator[str]:
    archive.add([DREDGE, FERRY, QUAY])
    answerer = ChatAnswerer(open_model("openai:liar", liar.url), "openai:liar")
    with served(create_app(Assistant(archive, answerer=answerer, model_name="openai:liar"), Settings())) as address:
        archive.served_at(address)
        yield address


async def told(address: str, tool: str, **arguments: Any) -> Any:
    async with Agent(f"{address}/mcp") as agent:
        return (await agent.call_tool(tool, arguments)).structured_content


def test_it_is_so_at_every_door(address: str, archive: Archive, liar: Script, onrecord: Run, tmp_path: Any) -> None:
    own_folder = ("--archive", archive.folder)
    with Client(address) as client:
        (own, *_) = client.statements(DREDGE.id)
        made = client.attribute([own.id], "Olle Brandt")
        assert (made.name, made.speaker) == ("Ada Quill", "Olle Brandt")
        assert [(s.article, s.title, s.text) for s in made.statements] == [(DREDGE.id, "Dredger", own.text)]
        merged = client.merge("Jon Kirbey", "John Kirby")
        assert [c.id for c in client.corrections().corrections] == [merged.id, made.id]

        # Lists, searches and tables.
        assert [(s.name, s.statements) for s in client.speakers().speakers] == [("John Kirby", 2), ("Olle Brandt", 2)]
        assert {(s.speaker, s.corrected) for s in client.statements(DREDGE.id)} == {
            ("Olle Brandt", True),
            ("Olle Brandt", False),
        }
        assert client.said("Quill").total == 0
        assert {(s.text, s.corrected) for s in client.said("Brandt", "dredger").statements} == {(own.text, True)}
        assert client.search("dredger", filters={"speaker": "Quill"}) == []
        assert client.search("ferry", 1, {"speaker": "John Kirby"})[0].article == FERRY.id
        _, out, _ = onrecord("who", "Brandt", "--about", "dredger", *own_folder)
        assert f"Olle Brandt, baker, in an article: “{WORDS},”" in out
        onrecord("export", "--statements", tmp_path / "said.jsonl", *own_folder)
        rows = [json.loads(line) for line in (tmp_path / "said.jsonl").read_text().splitlines()]
        assert {row["speaker"] for row in rows} == {"Olle Brandt", "John Kirby"}

        # Answers.
        for door in ("/api/ask", "/v1/chat/completions"):
            question = "What did Brandt say about the dredger?"
            body = {"question": question, "model": "extractive"}
            if door != "/api/ask":
                body = {"messages": [{"role": "user", "content": question}], "model": "onrecord/extractive"}
            reply = httpx.post(f"{address}{door}", json=body, timeout=60).json()
            (claim,) = (reply.get("onrecord") or reply)["claims"]
            assert (claim["speaker"], claim["quotes"], claim["corrected"]) == ("Olle Brandt", [f"{WORDS},"], True)
        assert not client.ask("What did Quill say about the dredger?", extractive=True).found
        (claim,) = client.ask("What did Kirbey say about the ferry?", extractive=True).claims
        assert (claim.speaker, claim.corrected) == ("John Kirby", True)
        narrowed = client.ask("What was said about the ferry?", filters={"speaker": "Jon Kirbey"}, extractive=True)
        assert {claim.speaker for claim in narrowed.claims} == {"John Kirby"}
        found = asyncio.run(told(address, "who_said", speaker="John Kirby", about="ferry"))
        assert [(s["speaker"], s["article"]) for s in found["statements"]] == [("John Kirby", FERRY.id)]

        # A chat model is held to it, and a draft.
        for name, kept in (("Olle Brandt", True), ("Ada Quill", False)):
            liar.answer = f"{name} said: “{WORDS}.” [1]"
            answer = client.ask("What did Brandt say about the dredger?")
            assert (liar.answer in answer.answer, bool(answer.left_out)) == (kept, not kept)
        for name, verdict in (("Olle Brandt", "verbatim"), ("Ada Quill", "wrong_speaker")):
            draft = {"text": f"“{WORDS},” said {name}."}
            assert client.call("POST", "/api/check", json=draft)["findings"][0]["verdict"] == verdict
        for name, verdict in (("John Kirby", "borne_out"), ("Jon Kirbey", "borne_out"), ("Ada Quill", "not_borne_out")):
            draft = {"text": f"{name} said that the ferry to Tarn was late every day of the week."}
            (finding,) = client.call("POST", "/api/check", json=draft)["findings"]
            assert finding["verdict"] == verdict

        # Nobody's.
        (own, *_) = client.statements(DREDGE.id)
        nobodys = client.attribute([own.id], None)
        assert [s.text for s in client.statements(DREDGE.id)] == [s.text for s in client.said("Brandt").statements]
        assert {c.speaker for c in client.ask("What did Brandt say about the dredger?", extractive=True).claims} <= {
            None,
            "Olle Brandt",
        }
        liar.answer = f"Olle Brandt said: “{WORDS}.” [1]"
        assert liar.answer not in client.ask("What did Brandt say about the dredger?").answer
        verdicts = {
            f["verdict"]
            for f in client.call("POST", "/api/check", json={"text": f"“{WORDS},” said Ada Quill."})["findings"]
        }
        assert verdicts == {"speaker_not_told"}

    listed = onrecord("corrections", *own_folder)[1]
    assert [line.split("  ", 2)[2] for line in listed.splitlines()] == [
        f"nobody, not Olle Brandt: {own.text}",
        "Jon Kirbey is John Kirby",
        f"Olle Brandt, not Ada Quill: {own.text}",
    ]
    (tmp_path / "corrections.json").write_text(onrecord("corrections", "--json", *own_folder)[1])
    last = asyncio.run(taken_back(address, [nobodys.id, made.id, merged.id], own.id))
    assert onrecord("corrections", "--undo", last, *own_folder)[1].endswith("Jon Kirbey is John Kirby\n")
    code, out, err = onrecord("corrections", tmp_path / "corrections.json", *own_folder)
    assert (code, out.count("\n"), err) == (0, 3, "")
    assert "nobody, not Olle Brandt" in out.splitlines()[-1]


async def taken_back(address: str, made: list[str], statement: str) -> str:
    """As an event loop does it, and once more corrected."""
    async with AsyncClient(address) as client:
        for id_ in made:
            assert (await client.undo(id_)).id == id_
        assert (await client.corrections(limit=None)).total == 0
        assert {s.name for s in (await client.speakers()).speakers} == {
            "Ada Quill",
            "Olle Brandt",
            "Jon Kirbey",
            "John Kirby",
        }
        assert (await client.attribute([statement], "Mary Quill")).speaker == "Mary Quill"
        merged = await client.merge("Jon Kirbey", "John Kirby")
        assert merged.statements == []
        with pytest.raises(NotFound, match="no correction"):
            await client.undo(made[0])
        with pytest.raises(InputError, match="speaker: there is no name"):
            await client.attribute([statement], " ")
        return merged.id


@pytest.mark.parametrize(
    ("body", "status", "code", "says"),
    [
        ({"speaker": "A"}, 422, "bad_input", "of which statements"),
        ({"speaker": "A", "statements": ["x"], "name": "B"}, 422, "bad_input", "not of both"),
        ({"name": "Olle Brandt", "speaker": None}, 422, "bad_input", "a name is somebody's"),
        ({"name": "Olle Brandt"}, 422, "bad_input", "speaker: Field required"),
        ({"statements": ["x"], "speaker": "Olle"}, 404, "not_found", "There is no statement"),
        ({"name": "Nobody Here", "speaker": "Olle"}, 404, "not_found", "Nobody is quoted"),
        ({"name": "Olle Brandt", "speaker": "x" * 101}, 422, "bad_input", "at most 100"),
    ],
)
def test_what_cannot_be_corrected_is_told(town: TestClient, body: Any, status: int, code: str, says: str) -> None:
    reply = town.post("/api/corrections", json=body)
    assert (reply.status_code, reply.json()["error"]["code"]) == (status, code)
    assert says in reply.json()["error"]["message"]
    assert town.get("/api/corrections").json() == {"total": 0, "corrections": []}
    assert town.delete("/api/corrections/x").status_code == 404
    elsewhere = {"origin": "http://evil.example"}
    assert town.post("/api/corrections", json=body, headers=elsewhere).status_code == 403
