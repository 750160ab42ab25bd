"""Following: what is new goes in, nothing twice, nothing is lost, and nobody is asked more often than allowed."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from index import Article
from index.errors import ArchiveBusy, ArchiveDamaged, ArchiveUnusable, NotFound
from index.web import Fetcher
from index.web.follow import Follower, Found, News
from index.web.sources import Source, Sources
from tests.index.web.site import Page, Site, article, rss, site


@pytest.fixture
def town() -> Iterator[Site]:
    with site() as found:
        for name in "abc":
            found.pages[f"/{name}"] = article(f"News {name}", f"Bridge {name} is open")
        yield found


class Desk:
    """Follows sources for a test, into a list in place of an archive; it refuses what it is told to."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.held: list[Article] = []
        self.refuses: set[str] = set()
        self.broken = False

    async def round(self, *addresses: str, every: float = 0) -> list[News]:
        brought: list[News] = []
        with Sources(self.folder) as sources:
            for address in addresses:
                sources.follow(address)
            async with Fetcher(private=True, pause=0) as fetcher:
                await Follower(sources, fetcher, self._add, every).round(brought.append)
        return brought

    @property
    def sources(self) -> dict[str, Source]:
        with Sources(self.folder) as sources:
            return {source.address: source for source in sources.all()}

    async def _add(self, found: Sequence[Found]) -> Sequence[str]:
        if self.broken:
            raise ArchiveDamaged("broken")
        self.held += [item for item in found if isinstance(item, Article) and item.source not in self.refuses]
        return [*self.refuses]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


async def test_what_is_new_comes_once_and_what_has_changed_again(town: Site, desk: Desk) -> None:
    feed = f"{town.address}/feed"
    town.pages["/feed"] = rss("/a", "/b", ETag='"1"')
    assert [(news.source, news.articles) for news in await desk.round(feed)] == [(feed, 2)]
    assert [news.articles for news in await desk.round()] == [0]
    town.pages["/feed"] = rss("/b", "/c", ETag='"2"')
    assert [news.articles for news in await desk.round()] == [1]
    assert (town.asked["/a"], town.asked["/b"], town.asked["/c"], town.asked["/feed"]) == (1, 1, 1, 3)
    town.pages["/feed"] = rss("/b", stamp="Tue, 03 Sep 2024 10:00:00 GMT")
    await desk.round()
    assert [a.title for a in desk.held] == ["News a", "News b", "News c", "News b"]


async def test_what_two_feeds_list_is_asked_for_once(town: Site, desk: Desk) -> None:
    town.pages["/feed"], town.pages["/other"] = rss("/a"), rss("/a", "/b")
    await desk.round(f"{town.address}/feed")
    await desk.round(f"{town.address}/other")
    assert (town.asked["/a"], town.asked["/b"], len(desk.held)) == (1, 1, 2)


async def test_what_does_not_come_is_asked_for_again_but_not_for_ever(town: Site, desk: Desk) -> None:
    town.pages["/feed"] = rss("/a", "/gone", ETag='"1"')
    (news,) = await desk.round(f"{town.address}/feed")
    assert (news.articles, [failure.source for failure in news.failed]) == (1, [f"{town.address}/gone"])
    town.pages["/gone"] = article("Late", "I am late")
    assert [news.articles for news in await desk.round()] == [1]
    town.pages["/feed"] = rss("/never")
    for _ in range(5):
        await desk.round()
    assert town.asked["/never"] == 3


async def test_what_the_archive_refuses_is_not_taken_for_there(town: Site, desk: Desk) -> None:
    town.pages["/feed"] = rss("/a")
    desk.refuses = {f"{town.address}/a"}
    assert [news.articles for news in await desk.round(f"{town.address}/feed")] == [0]
    desk.refuses = set()
    assert [news.articles for news in await desk.round()] == [1]
    town.pages["/feed"], desk.broken = rss("/b"), True
    with pytest.raises(ArchiveDamaged):
        await desk.round()
    assert "broken" in (desk.sources[f"{town.address}/feed"].fault or "")
    desk.broken = False
    assert [news.articles for news in await desk.round()] == [1]
    assert desk.sources[f"{town.address}/feed"].brought == 2


async def test_what_is_paused_is_left_alone_until_it_goes_on(town: Site, desk: Desk) -> None:
    feed = f"{town.address}/feed"
    town.pages["/feed"] = rss("/a", title="News of Elsin &amp; about")
    await desk.round(feed)
    assert (desk.sources[feed].title, desk.sources[feed].brought) == ("News of Elsin & about", 1)
    with Sources(desk.folder) as sources:
        assert sources.pause(feed).paused
        assert sources.next() is None
    assert await desk.round() == []
    with Sources(desk.folder) as sources:
        assert not sources.pause(sources.of(feed).id, False).paused
    assert [news.source for news in await desk.round()] == [feed]


async def test_a_database_of_an_earlier_release_is_brought_up_to_date(town: Site, desk: Desk) -> None:
    feed = f"{town.address}/feed"
    town.pages["/feed"] = rss("/a")
    await desk.round(feed)
    with closing(sqlite3.connect(desk.folder / Sources.file)) as database:
        for column in ("title", "brought", "paused"):
            database.execute(f"alter table sources drop column {column}")
    assert (desk.sources[feed].brought, desk.sources[feed].paused) == (0, False)
    assert [news.articles for news in await desk.round()] == [0]


def test_many_may_open_it_for_the_first_time_at_once(tmp_path: Path) -> None:
    def held(folder: Path) -> list[Source]:
        with Sources(folder) as sources:
            return sources.all()

    with ThreadPoolExecutor(8) as together:
        for n in range(20):
            (folder := tmp_path / str(n)).mkdir()
            assert list(together.map(held, [folder] * 8)) == [[]] * 8


def test_a_database_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / Sources.file).write_bytes(b"no database" * 1000)
    with pytest.raises(ArchiveUnusable, match="not a database"):
        Sources(tmp_path)


async def test_one_that_fails_is_left_alone_for_longer_each_time_and_the_others_are_read(
    town: Site, desk: Desk
) -> None:
    bad, good = f"{town.address}/bad", f"{town.address}/feed"
    town.pages["/feed"] = rss("/a")
    faults = {news.source: news.fault for news in await desk.round(bad, good, every=60)}
    assert "404" in (faults[bad] or "")
    assert faults[good] is None
    with Sources(desk.folder) as sources:
        for expected in (120, 240):
            sources.failed(next(s for s in sources.all() if s.address == bad), "again", time.time(), 60, None)
            (due,) = (s.due for s in sources.all() if s.address == bad)
            assert due - time.time() == pytest.approx(expected, abs=5)
    assert await desk.round() == []


async def test_a_server_that_wants_to_be_left_alone_is(town: Site, desk: Desk) -> None:
    town.pages["/feed"] = rss("/a", "/b", "/c")
    town.pages["/b"] = Page(status=429, headers={"Retry-After": "900"})
    (news,) = await desk.round(f"{town.address}/feed", every=1)
    assert "429" in (news.fault or "")
    assert ([a.title for a in desk.held], town.asked["/c"]) == (["News a"], 0)
    (source,) = desk.sources.values()
    assert source.due - time.time() == pytest.approx(900, abs=5)


async def test_a_folder_is_followed_as_its_files_change(tmp_path: Path, desk: Desk) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "a.txt").write_text("The bridge is open, Ada Quill said.")
    (folder / "b.txt").write_text("The lake is warm, Ada Quill said.")
    assert [news.articles for news in await desk.round(str(folder))] == [2]
    (folder / "a.txt").write_text("The bridge is closed again, Ada Quill said.")
    (folder / "b.txt").unlink()
    (news,) = await desk.round()
    assert (news.articles, news.vanished) == (1, [str(folder / "b.txt")])
    assert [(news.articles, news.vanished) for news in await desk.round()] == [(0, [])]
    (folder / "a.txt").unlink()
    folder.rmdir()
    assert "no such folder" in ((await desk.round())[0].fault or "")


async def test_one_process_reads_at_a_time_and_others_see_what_is_followed(desk: Desk) -> None:
    with Sources(desk.folder) as sources, sources.reading():
        with pytest.raises(ArchiveBusy):
            await desk.round("http://news.example/feed")
        assert [*desk.sources] == ["http://news.example/feed"]
    with Sources(desk.folder) as sources:
        sources.forget("http://news.example/feed")
        with pytest.raises(NotFound, match="is not followed"):
            sources.forget("http://news.example/feed")
        assert sources.all() == []
