"""Several archives in one server, chosen by path and by key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from index import Archive, ArchiveBusy, Article, InputError
from index.embed import SentenceTransformerEmbedder
from tests.conftest import Run
from tests.servers import served
from ui.access import door
from ui.access.keys import Keys
from ui.archives import names
from ui.server import several
from ui.settings import Settings, settings

SAID = {"town": "“It will rain,” said Ada Quill, the mayor.", "world": "“It will not rain,” said Bo Lind, the miller."}
QUESTION = {"question": "What was said about rain?"}


@dataclass(frozen=True)
class Desks:
    """Two archives, a key to both, and one to the town's alone."""

    folder: Path
    address: str
    client: httpx.Client
    every: str
    town: str

    def sent(self, key: str, method: str, path: str, **more: Any) -> Any:
        self.client.cookies.clear()
        return self.client.request(method, path, headers={"Authorization": f"Bearer {key}"} if key else {}, **more)


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Iterator[Desks]:
    folder = tmp_path_factory.mktemp("desks")
    for name, text in SAID.items():
        with Archive(folder / name, embedder=embedder) as archive:
            archive.add([Article("rain", text, f"Rain in the {name}")])
    every, town = Keys(folder).add("Chief", "write").text, Keys(folder / "town").add("Town desk", "read").text
    with pytest.MonkeyPatch.context() as patch, ExitStack() as opened:
        patch.setattr(door, "_PAUSE", 0)
        app, told = several(Settings(archives=folder, follow=None), opened, "http://127.0.0.1:7860")
        assert told == "the archives town, world"
        with served(app) as address, httpx.Client(base_url=address, timeout=60) as client:
            yield Desks(folder, address, client, every, town)


def test_each_is_asked_at_its_path_by_the_keys_that_open_it(desks: Desks) -> None:
    for key, opens in ((desks.every, {"town", "world"}), (desks.town, {"town"}), ("wrong", set())):
        for name in SAID:
            reply = desks.sent(key, "POST", f"/{name}/api/ask", json=QUESTION)
            assert (reply.status_code == 200) is (name in opens)
            if name in opens:
                assert {c["title"] for c in reply.json()["citations"]} == {f"Rain in the {name}"}
    assert desks.sent(desks.town, "DELETE", "/town/api/articles/rain").status_code == 403


def test_links_lead_into_their_archive(desks: Desks) -> None:
    asked = {"model": "onrecord", "messages": [{"role": "user", "content": QUESTION["question"]}]}
    reply = desks.sent(desks.every, "POST", "/world/v1/chat/completions", json=asked).json()
    url = reply["choices"][0]["message"]["annotations"][0]["url_citation"]["url"]
    assert url.startswith(f"{desks.address}/world/?article=")
    watch = desks.sent(desks.every, "POST", "/world/api/watches", json=QUESTION).json()
    feed = desks.client.get(f"/world{watch['feed']}").text
    assert f'href="{desks.address}/world/api/watches/' in feed
    assert f'href="{desks.address}/world/"' in feed
    assert desks.client.get("/world/api/ask", headers={"Authorization": f"Bearer {desks.every}"}).status_code == 405


def test_who_has_a_key_to_one_need_not_name_it(desks: Desks) -> None:
    assert desks.sent(desks.town, "GET", "/api/articles").json()["articles"][0]["title"] == "Rain in the town"
    assert desks.sent(desks.town, "DELETE", "/api/articles/rain").status_code == 403
    assert desks.sent(desks.town, "GET", "/v1/models").status_code == 200
    for method in ("GET", "POST", "DELETE"):
        reply = desks.sent(desks.every, method, "/api/articles")
        assert (reply.status_code, reply.json()["error"]["code"]) == (404, "archive_not_named")
        assert "town, world" in reply.json()["error"]["message"]
    for key in ("", "wrong"):
        assert desks.sent(key, "GET", "/api/articles").status_code == 401


def test_one_gives_a_key_once_and_chooses(desks: Desks) -> None:
    def shown(key: str) -> Any:
        desks.client.cookies.clear()
        assert desks.client.get("/").status_code == 401
        assert desks.client.post("/login", data={"password": key}).headers["location"] == "/?"
        return desks.client.get("/")

    assert re.findall('<a href="(.*?)">', shown(desks.every).text) == ["/town/", "/world/"]
    assert {desks.client.get(f"/{name}/").status_code for name in SAID} == {200}
    assert desks.client.get("/town").headers["location"] == "/town/"
    assert desks.client.get("/town?article=a&start=1").headers["location"] == "/town/?article=a&start=1"
    assert shown(desks.town).headers["location"] == "/town/"
    assert [desks.client.get(f"/{name}/").status_code for name in SAID] == [200, 401]
    assert desks.client.post("/town/logout").headers["location"] == "/town/"
    assert desks.client.get("/town/").status_code == 401


def test_probes_and_the_guard_stand_at_the_root(desks: Desks) -> None:
    for path in ("/healthz", "/livez", "/readyz", "/town/readyz"):
        assert desks.client.get(path).json() == {"status": "ok"}
    for path in ("/", "/town/", "/world/api/articles", "/api/articles"):
        assert desks.client.get(path, headers={"host": "evil.example"}).status_code == 403
    desks.client.cookies.clear()
    assert desks.client.get("/nowhere/").status_code == 401


def test_each_has_its_owner_which_commands_find(
    desks: Desks, embedder: SentenceTransformerEmbedder, onrecord: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ArchiveBusy) as busy:
        Archive(desks.folder / "world", embedder=embedder)
    assert busy.value.address == "http://127.0.0.1:7860/world"
    monkeypatch.setenv("ONRECORD_API_KEY", desks.every)
    told = json.dumps({"pid": 1, "address": f"{desks.address}/town"})
    (desks.folder / "town" / "owner.json").write_text(told)
    assert "Rain in the town" in onrecord("list", "--archive", desks.folder / "town")[1]
    assert [line["who"] for line in desks.sent(desks.every, "GET", "/town/api/log").json()["changes"]][
        -1
    ] == "this machine"


def test_what_cannot_be_served_so_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There are no archives in"):
        names(tmp_path / "none")
    (tmp_path / ".hidden").mkdir()
    with pytest.raises(InputError, match="There are no archives in"):
        names(tmp_path)
    for name in ("api", "Healthz", "a b", "ä"):
        (tmp_path / name).mkdir()
        with pytest.raises(InputError, match="cannot be served under its name"):
            names(tmp_path)
        (tmp_path / name).rmdir()
    with pytest.raises(InputError, match="--chroma or ONRECORD_CHROMA: several archives cannot share"):
        settings(archives=tmp_path, chroma="http://127.0.0.1:9")
