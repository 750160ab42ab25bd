"""The archive's folder: one process owns it, and what the disk refuses is told."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from index import Archive, ArchiveBusy, ArchiveUnusable, Article
from index.embed import SentenceTransformerEmbedder
from index.faults import named
from tests.index.reading import found

ROOT = Path(__file__).parents[2]


def test_another_process_cannot_open_it_and_is_told_the_owner(archive: Archive) -> None:
    archive.served_at("http://127.0.0.1:7860")
    with pytest.raises(ArchiveBusy, match=f"process {os.getpid()}, a server at http://127.0.0.1:7860") as caught:
        Archive(archive.folder)
    assert caught.value.address == "http://127.0.0.1:7860"


@pytest.mark.parametrize("owner", ["", "[]", "5", '{"pid": []}', '{"address": "http://elsewhere.example:1"}', "\0\xff"])
def test_an_owner_file_that_is_damaged_is_told(archive: Archive, owner: str) -> None:
    (archive.folder / "owner.json").write_text(owner)
    with pytest.raises(ArchiveBusy, match=r"in use by .*owner\.json is damaged") as caught:
        Archive(archive.folder)
    assert caught.value.address is None


def test_the_folder_is_given_back_by_any_thread(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article
) -> None:
    archive = Archive(tmp_path / "a", embedder=embedder)
    closing_it = threading.Thread(target=archive.close)
    closing_it.start()
    closing_it.join()
    Archive(tmp_path / "a", embedder=embedder).close()


def test_a_folder_that_is_gone_is_told_and_takes_nothing(archive: Archive, made_up: Article) -> None:
    archive.add([made_up])
    archive.folder.rename(archive.folder.with_name("moved"))
    with pytest.raises(ArchiveUnusable, match="is gone"):
        archive.add([replace(made_up, source="later")])
    with pytest.raises(ArchiveUnusable, match="is gone"):
        archive.remove("made-up")
    archive.folder.with_name("moved").rename(archive.folder)
    assert [r.source for r in archive.articles()] == ["made-up"]


def test_a_disk_that_takes_no_more_is_told_and_what_was_there_is_kept(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article
) -> None:
    folder = tmp_path / "a"
    with Archive(folder, embedder=embedder) as archive:
        archive.add([made_up])
        largest = max(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
        try:
            long = replace(made_up, source="long", text=made_up.text + "It rained. " * 2000)
            with pytest.raises(ArchiveUnusable, match="Check the disk"):
                archive.add([long])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        later = replace(made_up, source="later", text="The harbour froze.")
        assert archive.add([later]).added == 1
        assert found(archive, "harbour froze")[0] == later.text
        archive.remove("later")
        archive.add([later])
    with Archive(folder, embedder=embedder) as archive:
        assert {record.source for record in archive.articles()} == {"made-up", "later"}
        assert (archive.article("made-up"), archive.article("later")) == (made_up, later)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "is full"),
        (RuntimeError("error returned from database: (code: 13) database or disk is full"), "is full"),
        (OSError(errno.EROFS, "Read-only file system"), "read-only"),
        (RuntimeError("attempt to write a readonly database"), "read-only"),
        (RuntimeError("disk I/O error"), "Check the disk"),
    ],
)
def test_what_the_disk_says_is_told_as_what_it_is(tmp_path: Path, error: Exception, says: str) -> None:
    assert says in str(named(error, tmp_path))


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveUnusable, match=r"cannot be written .* --archive"):
        Archive(tmp_path / "file" / "archive")


def test_leftovers_of_a_write_that_was_cut_short_are_swept(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article
) -> None:
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        archive.add([made_up])
        # What stands there after a kill between the passages and the record.
        archive._store._articles.delete(ids=[made_up.id])
        archive._store.sound = False  # It is not closed as one that is whole.
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        assert (archive.articles(), archive._store._passages.count(), archive._store._statements.count()) == ([], 0, 0)
        assert archive.search("rain") == []
        assert archive.add([made_up]).added == 1


_ADD_FOR_EVER = """
import sys
import time
from dataclasses import replace
from index import Archive, Article
with Archive(sys.argv[1]) as archive:
    for n in range(10_000):
        texts = [f"Fair {n}. “Rain {n},” Ada Quill said."] * 5
        archive.add([Article(source=f"s{k}", text=text, title="T") for k, text in enumerate(texts)])
        print(n, flush=True)
"""


def test_a_killed_process_leaves_whole_articles_and_frees_the_folder(
    tmp_path: Path, embedder: SentenceTransformerEmbedder
) -> None:
    folder = tmp_path / "killed"
    with subprocess.Popen(
        [sys.executable, "-c", _ADD_FOR_EVER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        for _ in range(3):
            assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    with Archive(folder, embedder=embedder) as archive:
        texts = [archive.article(r.id).text for r in archive.articles()]
        assert len(texts) == 5
        for record in archive.articles():
            text = archive.article(record.id).text
            assert text.startswith("Fair ")
            assert all(text[s.start : s.end] == s.text for s in archive.statements(record.id))
