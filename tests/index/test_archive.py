"""The archive: what is added is there whole, survives, and is never answered from when it is damaged."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from index import Archive, ArchiveBusy, ArchiveDamaged, ArchiveMismatch, ArchiveUnusable, Article, ArticleNotFound
from index.article import Statement
from index.embed import SentenceTransformerEmbedder, Vectors
from index.faults import named
from index.fields import part_of
from index.filters import Filters
from index.load import Failure, Note, to_line
from index.passages import cut
from index.statements import find_all
from tests.index.reading import found, words_of

ROOT = Path(__file__).parents[2]


class CountingEmbedder:
    """The real model, and how many texts it was given."""

    def __init__(self, model: SentenceTransformerEmbedder, name: str | None = None):
        self.name = name or model.name
        self.texts = 0
        self._model = model

    @property
    def dimension(self) -> int:
        return self._model.dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        return self._model.embed(texts)


def test_an_article_comes_back_to_the_character(archive: Archive) -> None:
    text = " date 2024-03-05 A “b”\x00\r\n\n\n<b>_c_</b> \u202e\U0001f600.\n\n" + "word " * 400
    article = Article(
        "s",
        text,
        "T",
        date(2024, 3, 5),
        "P",
        "A",
        body=17,
        modified=date(2024, 3, 7),
        page_starts=(0, 20),
        ocr_pages=(2,),
        url="https://example.com/t",
    )
    report = archive.add([article])
    assert (report.added, report.updated, report.unchanged, report.failed) == (1, 0, 0, [])
    assert archive.article(article.id) == article
    record = archive.record("s")
    assert (record.id, record.chars, record.passages) == (article.id, len(text), len(cut(article)))
    assert (record.modified, record.page_starts, record.ocr_pages) == (date(2024, 3, 7), (0, 20), (2,))
    assert record.url == "https://example.com/t"
    archive.rebuild()
    assert (archive.article(article.id), archive.record("s")) == (article, record)


def test_an_article_without_what_records_have_since_is_of_the_version_that_earlier_releases_gave_it() -> None:
    assert Article("s", "Words.", "T", date(2024, 3, 5), "P", "A").version == "969bc5de84d5a605"


def test_adding_twice_changes_nothing_and_embeds_nothing(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article
) -> None:
    counting = CountingEmbedder(embedder)
    with Archive(tmp_path / "a", embedder=counting) as archive:
        archive.add([made_up])
        before = archive.articles(), archive.statements(made_up.id), counting.texts
        assert archive.add([made_up]).unchanged == 1
        assert (archive.articles(), archive.statements(made_up.id), counting.texts) == before


def test_a_changed_article_replaces_the_old_whole(archive: Archive, made_up: Article) -> None:
    archive.add([made_up])
    changed = replace(made_up, text="The fair was closed. “Too wet,” said Olle Brandt.")
    report = archive.add([changed])
    assert (report.added, report.updated) == (0, 1)
    assert archive.article(made_up.id).text == changed.text
    assert [s.speaker for s in archive.statements(made_up.id)] == ["Olle Brandt"]
    assert found(archive, "It will rain") == [changed.text]


def test_changed_metadata_is_a_change_too(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article
) -> None:
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        archive.add([replace(made_up, author="A", published=date(2024, 1, 1))])
        assert archive.add([replace(made_up, publisher="Gazette")]).updated == 1
        assert archive.record(made_up.id).publisher == "Gazette"
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        assert archive.article(made_up.id) == replace(made_up, publisher="Gazette")


def test_failures_are_reported_beside_what_is_added(archive: Archive, made_up: Article) -> None:
    seen: list[int] = []
    report = archive.add([Failure("x", "why"), made_up, Note("made", "up"), made_up], seen.append)
    assert (report.added, report.failed, sum(seen)) == (1, [Failure("x", "why")], 3)


def test_a_removed_article_is_gone(archive: Archive, made_up: Article) -> None:
    archive.add([made_up])
    archive.remove("made-up")
    assert archive.articles() == []
    assert archive.search("rain") == []
    with pytest.raises(ArticleNotFound, match="onrecord list"):
        archive.article(made_up.id)


def test_articles_are_listed_newest_first_and_found_by_their_names(archive: Archive, made_up: Article) -> None:
    days = [date(2023, 1, 1), None, date(2024, 1, 1)]
    archive.add([replace(made_up, source=f"s{n}", title=f"T{n} Fair", published=day) for n, day in enumerate(days)])
    assert [r.source for r in archive.articles()] == ["s2", "s0", "s1"]
    assert [r.source for r in archive.articles("fair S0")] == ["s0"]


def test_search_in_an_archive_of_one_article(seed_archive: Archive) -> None:
    best = found(seed_archive, "What did Kirby say about Gantz?")[0]
    assert "John Kirby addressed Gantz's visit" in best
    assert all(hit.start >= 17 for hit in seed_archive.search("date 2024-03-05", 50))


def test_search_by_meaning_by_words_and_of_nothing_known(town_archive: Archive) -> None:
    assert "trout" in found(town_archive, "fish are losing their cool habitat")[0]
    assert "41 million" in found(town_archive, "41 million")[0]
    assert town_archive.search("zzzz qqqq", 3)
    assert town_archive.search("the of and", 3)


@pytest.mark.parametrize(
    ("filters", "sources"),
    [
        (Filters(publisher="harbour gazette"), {"gazette/bridge-opens", "gazette/toll-protest"}),
        (Filters(since=date(2023, 6, 7), until=date(2023, 8, 14)), {"tribune/council-vote", "tribune/lake-study"}),
        (Filters(publisher="Elsin Tribune", since=date(2023, 9, 1)), {"tribune/ferry"}),
        (Filters(until=date(1999, 1, 1)), set()),
    ],
)
def test_filters_narrow_together(town_archive: Archive, filters: Filters, sources: set[str]) -> None:
    hits = town_archive.search("bridge toll Verel", 50, filters)
    assert {town_archive.record(h.article).source for h in hits} == sources


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
            many = (replace(made_up, source=f"s{n}", text=made_up.text + "It rained. " * 2000) for n in range(1))
            with pytest.raises(ArchiveUnusable, match="Check the disk"):
                archive.add(many)
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


def test_another_embedder_is_refused_and_a_rebuild_takes_it(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article
) -> None:
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        archive.add([made_up])
    other = CountingEmbedder(embedder, "other-model")
    with pytest.raises(ArchiveMismatch, match=r"made with the embedding model all-MiniLM-L6-v2 .* `onrecord rebuild`"):
        Archive(tmp_path / "a", embedder=other)
    with Archive(tmp_path / "a", embedder=other, checked=False) as archive:
        assert archive.rebuild().added == 1
    with Archive(tmp_path / "a", embedder=other) as archive:
        assert archive.article("made-up") == made_up


def test_equal_passages_are_kept_and_found_and_hide_nothing(
    tmp_path: Path, embedder: SentenceTransformerEmbedder
) -> None:
    towns, matters = ("Elsin", "Verel", "Tolvane"), ("bridge", "ferry", "school", "toll")
    others = [Article(f"s{t}{m}", f"{t} voted for a new {m}.", t) for t, m in product(towns, matters)]
    equal = Article("equal", "x" * 50_000, "Results")

    def opened() -> Archive:
        return Archive(tmp_path / "a", embedder=embedder, extractor=lambda articles: ([] for _ in articles))

    with opened() as archive:
        archive.add([equal, *others])
        assert archive.rebuild().added == len(others) + 1
    with opened() as archive:
        for other in others:
            nearest = archive._store.nearest(embedder.embed([f"{other.title}. {other.text}"]), 5, Filters())
            assert other.id in {part_of(id_).article for id_, _ in nearest}
        assert archive.search(equal.text[:300], 1)[0].article == equal.id
        assert archive.article("equal") == equal


def test_what_is_derived_is_made_again_where_it_is_gone_or_broken(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article
) -> None:
    def found() -> list[str]:
        with Archive(tmp_path / "a", embedder=embedder) as archive:
            archive.add([made_up])
            assert [speaker.name for speaker in archive.speakers()] == ["Ada Quill"]
            return [words_of(archive, hit) for hit in archive.search("rain", 1) if hit.words > 0]

    derived = tmp_path / "a" / "derived"
    assert found() == [made_up.text]
    shutil.rmtree(derived)
    assert found() == [made_up.text]
    for name in [file.relative_to(derived) for file in derived.rglob("*") if file.is_file()]:
        if (file := derived / name).exists():
            file.write_bytes(bytes(255 - byte for byte in file.read_bytes()))
            assert found() == [made_up.text], name


def test_nobody_waits_for_what_is_being_derived(archive: Archive, made_up: Article) -> None:
    archive.add([made_up])
    begun, gate = threading.Event(), threading.Event()
    putting = archive._derived.put

    class Slow(list[Any]):
        """What is taken in, but for a while nothing."""

        def __iter__(self) -> Iterator[Any]:
            begun.set()
            assert gate.wait(60)
            return super().__iter__()

    archive._derived.put = lambda present, *others: putting(Slow(present), *others)  # type: ignore[method-assign]
    later = replace(made_up, source="later", text="“It must rain,” said Cara Voss.")
    adding = threading.Thread(target=archive.add, args=([later],))
    adding.start()
    assert begun.wait(60)
    assert found(archive, "rain") == [made_up.text]
    assert [one.speaker for one in archive.said()] == ["Ada Quill"]
    gate.set()
    adding.join()
    assert len(found(archive, "rain")) == 2
    assert {one.speaker for one in archive.said()} == {"Ada Quill", "Cara Voss"}


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


class FullDisk(CountingEmbedder):
    """Fails as a full disk does, after so many calls."""

    calls = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        if self.calls > 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().embed(texts)


def test_a_rebuild_that_failed_leaves_the_archive_as_it_was(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article
) -> None:
    later = replace(made_up, source="later", text="A later fair.")
    with Archive(tmp_path / "a", embedder=FullDisk(embedder)) as archive:
        archive.add([made_up])
        archive._embedder.embed(["one more"])
        with pytest.raises(OSError, match="No space left"):
            archive.rebuild()
        archive._embedder = embedder
        assert found(archive, "rain") == [made_up.text]
        archive.add([later])
        assert archive.rebuild().added == 2
        assert archive.article("later") == later
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        assert {r.source for r in archive.articles()} == {"made-up", "later"}
    assert sorted(file.name for file in (tmp_path / "a").glob("chroma*")) == ["chroma"]


def test_what_is_asked_during_a_rebuild_is_answered_from_the_old(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article
) -> None:
    answered: list[list[str]] = []

    def extractor(articles: Iterable[Article]) -> Iterator[list[Statement]]:
        if archive.articles():
            reader = threading.Thread(target=lambda: answered.append(found(archive, "rain")))
            reader.start()
            reader.join()
        return find_all(articles)

    with Archive(tmp_path / "a", embedder=embedder, extractor=extractor) as archive:
        archive.add([made_up])
        archive.rebuild()
        assert answered == [[made_up.text]]
        assert found(archive, "rain") == [made_up.text]


@pytest.mark.parametrize("cut", ["before", "between", "after"])
def test_a_rebuild_that_was_cut_short_loses_nothing(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article, cut: str
) -> None:
    folder = tmp_path / "a"
    with Archive(folder, embedder=embedder) as archive:
        archive.add([made_up])
    old, new = folder / "chroma.old", folder / "chroma.new"
    shutil.copytree(folder / "chroma", new if cut == "before" else old)
    if cut == "between":
        (folder / "chroma").rename(new)
    with Archive(folder, embedder=embedder) as archive:
        assert archive.article("made-up") == made_up
    assert not old.exists()
    assert not new.exists()


def test_a_rebuild_that_an_earlier_release_was_cut_short_over_is_taken_up_again(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article
) -> None:
    later = replace(made_up, source="later", text="A later fair.")
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        archive.add([later])
    (tmp_path / "a" / "rebuild.jsonl").write_text(to_line(made_up) + "\n")
    with pytest.raises(ArchiveDamaged, match="cut short"):
        Archive(tmp_path / "a", embedder=embedder)
    with Archive(tmp_path / "a", embedder=embedder, checked=False) as archive:
        archive.rebuild()
        assert (archive.article("made-up"), archive.article("later")) == (made_up, later)
    assert not (tmp_path / "a" / "rebuild.jsonl").exists()


def test_two_archives_can_be_held_at_once(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article
) -> None:
    with Archive(tmp_path / "a", embedder=embedder) as one, Archive(tmp_path / "b", embedder=embedder) as two:
        one.add([made_up])
        assert (len(one.articles()), len(two.articles())) == (1, 0)


def test_who_reads_while_an_article_leaves_finds_it_whole_or_gone(archive: Archive, made_up: Article) -> None:
    archive.add([made_up, replace(made_up, source="other")])
    stop = threading.Event()
    faults: list[BaseException] = []

    def change() -> None:
        while not stop.is_set():
            archive.remove("other")
            archive.add([replace(made_up, source="other", text=made_up.text + " Again.")])
            archive.add([replace(made_up, source="other")])

    def read() -> None:
        try:
            for _ in range(150):
                for hit in archive.search("rain"):
                    with suppress(ArticleNotFound):
                        assert archive.article(hit.article).text.startswith(made_up.text)
                with suppress(ArchiveBusy):
                    assert all(s.text in made_up.text for s in archive.words_of(archive.said()))
        except BaseException as error:
            faults.append(error)

    changing, *reading = [threading.Thread(target=target) for target in (change, read, read)]
    for thread in (changing, *reading):
        thread.start()
    for thread in reading:
        thread.join()
    stop.set()
    changing.join()
    assert faults == []


def test_words_of_an_article_that_changed_since_are_told_so(archive: Archive, made_up: Article) -> None:
    archive.add([made_up])
    said = archive.said()[:1]
    archive.add([replace(made_up, text=made_up.text + " Again.")])
    with pytest.raises(ArchiveBusy, match="Ask again"):
        archive.words_of(said)
