"""An archive as one file, and back; whatever the file is, what is held stays until the new is whole."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from index import Archive, ArchiveBusy, ArchiveDamaged, Article, ArticleRecord, InputError
from index.backup import backup, looked_through, megabytes, restore
from index.changes import Changes
from index.embed import SentenceTransformerEmbedder
from index.load import read
from index.tables import Tables
from index.web.feed import Item
from index.web.sources import Sources
from tests.conftest import ARTICLES


@pytest.fixture
def folder(tmp_path: Path, embedder: SentenceTransformerEmbedder) -> Path:
    """The folder of a closed archive."""
    with Archive(tmp_path / "town", embedder=embedder) as archive:
        archive.add(read([ARTICLES]))
        archive.search("toll")
    return tmp_path / "town"


@pytest.fixture
def file(folder: Path, tmp_path: Path) -> Path:
    """A backup of it."""
    backup(folder, tmp_path / "town.zip")
    return tmp_path / "town.zip"


@pytest.fixture
def other(tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article) -> Iterator[Path]:
    """The folder of a closed archive of another article, which must stay."""
    with Archive(tmp_path / "other", embedder=embedder) as archive:
        archive.add([made_up])
    yield tmp_path / "other"
    with Archive(tmp_path / "other", embedder=embedder) as archive:
        assert archive.article("made-up") == made_up


def seen(folder: Path, embedder: SentenceTransformerEmbedder) -> tuple[list[ArticleRecord], object]:
    """What an archive holds and finds."""
    with Archive(folder, embedder=embedder) as archive:
        records = archive.articles()
        hits = archive.search("the bridge toll", 5)
        read = [archive.read([record.id]) for record in records]
        return records, (read, hits, archive.said("Brandt"), archive.speakers())


def test_what_is_restored_is_the_same_archive(
    folder: Path, tmp_path: Path, embedder: SentenceTransformerEmbedder
) -> None:
    before, done = seen(folder, embedder), list[int]()
    count = backup(folder, tmp_path / "town.zip", done.append)
    assert (count, sum(done)) == (len(before[0]), megabytes(folder))
    assert seen(folder, embedder) == before
    found, done = looked_through(tmp_path / "town.zip"), []
    restore(found, tmp_path / "restored", done.append)
    assert (found.articles, sum(done)) == (count, found.megabytes)
    assert seen(tmp_path / "restored", embedder) == before


def test_what_is_followed_comes_back_but_a_folder_is_left_alone_at_first(
    folder: Path, tmp_path: Path, embedder: SentenceTransformerEmbedder
) -> None:
    feed, desk = "https://news.example/rss", "/srv/desk"
    with Sources(folder) as sources:
        sources.listed(feed, [Item("https://news.example/a", "1"), Item("https://news.example/b", "1")], "News")
        sources.failed(sources.follow(feed), "it was away.", 5, 60, None)
        sources.came(feed, "https://news.example/a", 1)
        followed = [sources.of(feed), sources.follow(desk)]
    backup(folder, tmp_path / "a.zip", kept=[Sources])
    with Sources(tmp_path) as sources:
        sources.follow("https://news.example/other")
    restore(looked_through(tmp_path / "a.zip"), tmp_path, kept=[Sources])
    with Sources(tmp_path) as sources:
        assert sources.all() == [followed[0], followed[1]._replace(paused=True)]
        assert sources.wanted(feed) == ["https://news.example/b"]
    _anew_kept(
        tmp_path / "a.zip", tmp_path / "b.zip", '["sources", "x", null, null, "soon", 0, null, 0, 0, null, null]'
    )
    with pytest.raises(InputError, match=r"articles of .* are restored.*follow it anew"):
        restore(looked_through(tmp_path / "b.zip"), tmp_path / "restored", kept=[Sources])
    assert len(seen(tmp_path / "restored", embedder)[0]) == len(seen(folder, embedder)[0])


class Long(Tables):
    file = "long.sqlite3"
    made_by = "create table if not exists long(text text not null) strict;"
    saved: ClassVar = {"long": "text"}


def test_what_is_long_comes_back_whole(folder: Path, tmp_path: Path) -> None:
    text = "é“" * 80_000
    with Long(folder) as kept:
        kept.run("insert into long values(?)", [text])
    backup(folder, tmp_path / "a.zip", kept=[Long])
    restore(looked_through(tmp_path / "a.zip"), tmp_path / "restored", kept=[Long])
    with Long(tmp_path / "restored") as kept:
        assert kept.rows("select text from long") == [(text,)]


def _anew_kept(file: Path, to: Path, line: str) -> None:
    """The same backup with other words on what is followed."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            new.writestr(name, line if name == "kept/following.jsonl" else old.read(name))


def test_articles_stay_until_they_are_said_to_go(
    file: Path, folder: Path, tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article
) -> None:
    with Archive(tmp_path / "mine", embedder=embedder) as archive:
        archive.add([made_up])
        archive.search("rain")
    with pytest.raises(InputError, match="say --replace"):
        restore(looked_through(file), tmp_path / "mine")
    restore(looked_through(file), tmp_path / "mine", replace=True)
    assert seen(tmp_path / "mine", embedder) == seen(folder, embedder)
    with Changes(tmp_path / "mine") as log:  # What was done to the folder stays with it.
        assert [line.what for line in log.last(5)] == ["restored", "added"]
    Archive(tmp_path / "empty", embedder=embedder).close()
    restore(looked_through(file), tmp_path / "empty")


def test_who_owns_an_archive_is_not_disturbed(file: Path, tmp_path: Path, archive: Archive, made_up: Article) -> None:
    archive.add([made_up])
    with pytest.raises(ArchiveBusy, match=f"in use by process {os.getpid()}.*`onrecord export`"):
        backup(archive.folder, tmp_path / "a.zip")
    with pytest.raises(ArchiveBusy):
        restore(looked_through(file), archive.folder, replace=True)
    assert archive.article("made-up") == made_up
    assert not (tmp_path / "a.zip").exists()


def test_a_file_that_is_no_backup_is_not_written_over(folder: Path, file: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Mine.")
    with pytest.raises(InputError, match="is there already, and no backup"):
        backup(folder, notes)
    assert notes.read_text() == "Mine."
    assert backup(folder, file) == looked_through(file).articles


def test_a_damaged_archive_is_not_backed_up_and_one_can_be_replaced(
    folder: Path, file: Path, tmp_path: Path, embedder: SentenceTransformerEmbedder
) -> None:
    before = seen(folder, embedder)
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(ArchiveDamaged):
        backup(folder, tmp_path / "damaged.zip")
    assert not list(tmp_path.glob("damaged*"))
    with pytest.raises(InputError, match="say --replace"):
        restore(looked_through(file), folder)
    restore(looked_through(file), folder, replace=True)
    assert seen(folder, embedder) == before


def _with(file: Path, name: str, data: bytes = b"x") -> None:
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr(name, data)


def _garbled(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[2000:4000] = np.random.default_rng(0).bytes(2000)
    file.write_bytes(data)


def _anew(file: Path, *entries: tuple[str, str]) -> None:
    with zipfile.ZipFile(file, "w") as packed:
        for name, text in entries:
            packed.writestr(name, text)


_MANIFEST = "onrecord-backup.json"
_NONE: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "text": lambda file: file.write_text("Mayor Ada Quill opened the fair."),
    "cut short": lambda file: os.truncate(file, file.stat().st_size - 100),
    "garbled": _garbled,
    "another zip": lambda file: _anew(file, ("a.txt", "Words.")),
    "without a store": lambda file: _anew(file, (_MANIFEST, '{"format": 1, "articles": 1}')),
    "a manifest of another kind": lambda file: _anew(file, (_MANIFEST, "[]")),
    "a manifest without end": lambda file: _anew(file, (_MANIFEST, " " * 20_000)),
    "out of the folder": lambda file: _with(file, "chroma/../../evil.bin"),
    "at the root": lambda file: _with(file, "/tmp/evil.bin"),
    "beside the store": lambda file: _with(file, "owner.json"),
    "a name twice": lambda file: _with(file, "chroma/chroma.sqlite3"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("damage", _NONE.values(), ids=_NONE)
def test_what_is_no_whole_backup_is_refused_and_changes_nothing(
    file: Path, other: Path, damage: Callable[[Path], object]
) -> None:
    damage(file)
    with pytest.raises(InputError, match="is no backup"):
        restore(looked_through(file), other, replace=True)
    assert not (other / "chroma.new").exists()


def test_a_backup_of_a_later_release_asks_for_it(file: Path) -> None:
    _anew(file, (_MANIFEST, '{"format": 3, "articles": 1}'))
    with pytest.raises(InputError, match="by a later release"):
        looked_through(file)


def test_an_archive_of_nothing_is_not_backed_up(tmp_path: Path, embedder: SentenceTransformerEmbedder) -> None:
    Archive(tmp_path / "a", embedder=embedder).close()
    for name in ("a", "none"):
        with pytest.raises(InputError, match="nothing to back up"):
            backup(tmp_path / name, tmp_path / "a.zip")
    assert not (tmp_path / "none").exists()


def test_a_restored_archive_goes_on_from_where_it_was(
    file: Path, tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article
) -> None:
    restore(looked_through(file), tmp_path / "restored")
    with Archive(tmp_path / "restored", embedder=embedder) as archive:
        assert archive.add(read([ARTICLES])).added == 0
        assert archive.add([replace(made_up, source="later")]).added == 1
        assert archive.article("later").text == made_up.text
