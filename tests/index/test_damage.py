"""An archive that was damaged is told to be, never answered from, and mended by a rebuild."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index import Archive, ArchiveDamaged, Article, Statement
from index.embed import SentenceTransformerEmbedder
from tests.index.reading import found

MANY = 1_100


def _nobody(articles: Iterable[Article]) -> Iterator[list[Statement]]:
    """Nobody says anything in so many articles; to look whether somebody does takes long."""
    return ([] for _ in articles)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Path:
    """The folder of a closed archive of so many passages that Chroma writes vector files."""
    words = "bridge toll bread lake trout ferry council mayor rain crown shore town market vote strike study".split()
    draw = random.Random(0)
    texts = [" ".join(draw.choices(words, k=6)) for _ in range(MANY)]
    folder = tmp_path_factory.mktemp("many")
    with Archive(folder, embedder=embedder, extractor=_nobody) as archive, pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.archive._BATCH", MANY)  # written at once
        archive.add(Article(source=f"s{n}", text=text, title="T") for n, text in enumerate(texts))
    return folder


@pytest.fixture
def filled(many: Path, tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article) -> Path:
    """A copy of it, and one more article."""
    folder = shutil.copytree(many, tmp_path / "filled")
    with Archive(folder, embedder=embedder) as archive:
        archive.add([made_up])
    return folder


def _vector_files(folder: Path) -> list[Path]:
    found = [file for file in (folder / "chroma").glob("*/data_level0.bin") if file.stat().st_size > 100_000]
    assert found, "Chroma wrote no vector files: nothing to damage"
    return found


def _garble(file: Path) -> None:
    file.write_bytes(np.random.default_rng(0).bytes(file.stat().st_size))


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: [shutil.rmtree(file.parent) for file in _vector_files(folder)],
        lambda folder: [file.unlink() for file in _vector_files(folder)],
        lambda folder: [os.truncate(file, 1000) for file in _vector_files(folder)],
        lambda folder: [_garble(file) for file in _vector_files(folder)],
    ],
    ids=["folder deleted", "file deleted", "file cut", "file garbled"],
)
def test_damaged_vectors_are_found_on_opening(
    filled: Path, embedder: SentenceTransformerEmbedder, damage: Callable[[Path], object]
) -> None:
    damage(filled)
    with pytest.raises(ArchiveDamaged, match="`onrecord rebuild`"):
        Archive(filled, embedder=embedder)


def test_what_was_damaged_is_mended_by_a_rebuild(
    filled: Path, embedder: SentenceTransformerEmbedder, made_up: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.archive._BATCH", MANY)
    for file in _vector_files(filled):
        _garble(file)
    with Archive(filled, embedder=embedder, extractor=_nobody, checked=False) as archive:
        assert archive.rebuild().added == MANY + 1
        assert found(archive, "It will rain, Quill said")[0] == made_up.text
    with Archive(filled, embedder=embedder) as archive:
        assert archive.article(made_up.id) == made_up


@pytest.mark.parametrize("damage", ["deleted", "garbled"])
def test_a_lost_or_garbled_database_is_told(filled: Path, embedder: SentenceTransformerEmbedder, damage: str) -> None:
    database = filled / "chroma" / "chroma.sqlite3"
    database.unlink() if damage == "deleted" else database.write_bytes(b"no database" * 1000)
    with pytest.raises(ArchiveDamaged, match="backup"):
        Archive(filled, embedder=embedder)


def test_a_text_that_changed_in_the_store_is_never_quoted(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article
) -> None:
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        archive.add([made_up])
    _changed_in_sqlite(
        tmp_path / "a",
        "update embedding_metadata set string_value = replace(string_value, 'It will rain', 'It will snow')",
    )
    with (
        Archive(tmp_path / "a", embedder=embedder) as archive,
        pytest.raises(ArchiveDamaged, match="it names what it lost"),
    ):
        archive.article(made_up.id)


@pytest.mark.parametrize(
    ("was", "is_now"),
    [("It will rain", "It will snow"), ("Ada Quill", "Olle Brandt"), ('"quotes": [[3', '"quotes": [[2')],
    ids=["words", "speaker", "place"],
)
def test_a_statement_that_changed_in_the_store_is_never_shown(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article, was: str, is_now: str
) -> None:
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        archive.add([made_up])
        (said,) = archive.statements("made-up")
        assert said.speaker == "Ada Quill"
    _changed_in_sqlite(
        tmp_path / "a",
        "update embedding_metadata set string_value = replace(string_value, ?, ?) where string_value like '%\"cue\"%'",
        was,
        is_now,
    )
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        for show in (
            lambda: archive.statements("made-up"),
            lambda: archive.words_of(archive.said()),
            lambda: archive.article("made-up"),
        ):
            with pytest.raises(ArchiveDamaged, match="`onrecord rebuild`"):
                show()
        assert archive.rebuild().added == 1
        assert archive.statements("made-up") == [said]


def test_a_store_found_damaged_is_not_closed_as_a_sound_one(
    filled: Path, embedder: SentenceTransformerEmbedder
) -> None:
    assert (filled / "closed").exists()
    for file in _vector_files(filled):
        _garble(file)
    for _ in range(2):  # The second time it must be looked at as carefully as the first.
        with pytest.raises(ArchiveDamaged):
            Archive(filled, embedder=embedder)
        assert not (filled / "closed").exists()


def _changed_in_sqlite(folder: Path, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(folder / "chroma" / "chroma.sqlite3")) as database, database:
        assert database.execute(statement, values).rowcount
