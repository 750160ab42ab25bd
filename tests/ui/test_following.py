"""Web pages and feeds as the command takes them in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index import Archive
from index.web.follow import Found
from index.web.sources import Sources
from tests.conftest import Run
from tests.index.web.site import Site, article, rss, site
from ui.following import reading
from ui.page.shelf import Shelf


@pytest.fixture
def town() -> Iterator[Site]:
    with site() as found:
        found.pages["/robots.txt"] = found.pages["/feed"] = rss("/a", "/b", "/gone")
        found.pages["/a"] = article("Bridge opens", "The bridge is open")
        found.pages["/b"] = article("Lake study", "The lake is warm")
        yield found


def test_pages_and_feeds_come_into_the_archive(tmp_path: Path, town: Site, onrecord: Run) -> None:
    archive, feed = tmp_path / "archive", f"{town.address}/feed"
    code, out, err = onrecord("index", f"{town.address}/a", f"{town.address}/gone", "--archive", archive, "--private")
    assert (code, out) == (1, "1 added, 0 updated, 0 unchanged, 1 failed: others (1)\n")
    assert "404" in err
    code, out, _ = onrecord("follow", feed, "--once", "--archive", archive, "--private")
    assert (code, out) == (0, f"{feed}: 2 articles\n")
    code, out, _ = onrecord("follow", "--once", "--archive", archive, "--private")
    assert (code, out[:22]) == (0, "Nothing is due before ")
    code, out, _ = onrecord("list", "--archive", archive)
    assert [line.split("\t")[1] for line in out.splitlines()] == ["Bridge opens", "Lake study"]
    code, out, _ = onrecord("ask", "What did Quill say about the lake?", "--archive", archive)
    assert code == 0
    assert "“The lake is warm,”" in out
    assert feed in onrecord("follow", "--list", "--archive", archive)[1]
    onrecord("follow", "--forget", feed, "--archive", archive)
    assert onrecord("follow", "--list", "--archive", archive)[1] == ""


def test_a_file_that_is_gone_from_a_followed_folder_is_removed_where_that_is_asked_for(
    tmp_path: Path, onrecord: Run
) -> None:
    archive, folder = tmp_path / "archive", tmp_path / "desk"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.txt").write_text(f"The bridge {name} is open, Ada Quill said.")
    follow = ("follow", "--once", "--prune", "--archive", archive)
    assert "2 articles" in onrecord(*follow, folder)[1]
    (folder / "b.txt").unlink()
    with Sources(archive) as followed:
        followed.run("update sources set due = 0")
    _, _, err = onrecord(*follow)
    assert f"{folder / 'b.txt'}: it is gone." in err
    assert str(folder / "b.txt") not in onrecord("list", "--archive", archive)[1]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], "Nothing is followed yet"),
        (["no/folder"], "no address of the web and no folder"),
        (["--forget", "http://news.example/x"], "is not followed"),
        (["http://news.example/feed", "--every", "soon"], "every: 'soon' is no time"),
    ],
)
def test_what_cannot_be_followed_is_told(tmp_path: Path, onrecord: Run, given: list[str], told: str) -> None:
    code, _, err = onrecord("follow", *given, "--once", "--archive", tmp_path / "archive")
    assert code == 1
    assert told in err


def test_addresses_of_this_network_are_refused(tmp_path: Path, town: Site, onrecord: Run) -> None:
    code, _, err = onrecord("follow", f"{town.address}/feed", "--once", "--archive", tmp_path / "archive")
    assert code == 1
    assert "which is not asked" in err
    assert not town.asked


def test_the_page_fetches_a_web_page(town: Site, archive: Archive) -> None:
    shelf = Shelf(archive, private=True)
    address = f"{town.address}/a"
    assert shelf.fetch({"address": address}) == f'<li class="done"><bdi>{address}</bdi>: 1 added</li>'
    assert archive.article(address).title == "Bridge opens"
    assert "404" in shelf.fetch({"address": f"{town.address}/gone"})
    assert "no address of the web" in shelf.fetch({"address": "bridge"})


async def test_what_nobody_foresaw_ends_no_reading(
    tmp_path: Path, town: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(reading, "_BUSY", 0.01)
    came, all_there = [], asyncio.Event()

    async def add(found: Sequence[Found]) -> Sequence[str]:
        if not came:
            came.append("zeppelin")
            raise RuntimeError(came[0])
        came.extend(item.source for item in found)
        all_there.set()
        return []

    with Sources(tmp_path) as sources:
        sources.follow(f"{town.address}/feed")
    task = asyncio.create_task(reading.keep_reading(tmp_path, add, 0.01, private=True))
    await asyncio.wait_for(all_there.wait(), 30)
    task.cancel()
    assert {f"{town.address}/{name}" for name in "ab"} <= set(came)
    assert "RuntimeError" in caplog.text
    assert "zeppelin" not in caplog.text
