"""An archive made anew: from the texts that it stores, beside what is read meanwhile."""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index import Archive, ArchiveDamaged, ArchiveMismatch, Article
from index.article import Statement
from index.embed import SentenceTransformerEmbedder, Vectors
from index.load import to_line
from index.statements import find_all
from tests.index.counting import CountingEmbedder
from tests.index.reading import found, words_of


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
