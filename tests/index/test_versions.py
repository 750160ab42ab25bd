"""Earlier versions of an article: kept whole, through all that is made anew, and gone with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from index import Archive, Article, ArticleNotFound, InputError, kept
from index.backup import backup, looked_through, restore
from index.changes import Changes
from index.embed import SentenceTransformerEmbedder
from index.store import Store
from tests.index.reading import found

FAIR = Article("fair", "Twelve stalls stood on the green. “It will rain,” said Ada Quill.", "A fair", date(2031, 5, 2))
MENDED = replace(FAIR, text=FAIR.text.replace("Twelve", "Twenty"), title="A fair, mended")


def seen(archive: Archive, source: str = "fair") -> list[tuple[str, str]]:
    """The titles and texts that an article had, newest first."""
    return [(version.record.title, version.text) for version in archive.versions(source)]


def test_what_an_article_was_stays_whole_and_is_not_searched(archive: Archive) -> None:
    archive.add([FAIR])
    assert (archive.versions("fair"), archive.record("fair").earlier) == ([], 0)
    assert archive.add([FAIR]).unchanged == 1
    assert archive.versions("fair") == []
    first = archive.record("fair")
    archive.add([MENDED])
    (version,) = archive.versions("fair")
    assert (version.record, version.text, version.id) == (first, FAIR.text, FAIR.version)
    assert 0 <= (datetime.now(UTC) - version.replaced).total_seconds() < 60
    assert archive.record("fair").earlier == 1
    assert found(archive, "twelve stalls") == [MENDED.text]
    # And as it was before is a version like any other.
    archive.add([FAIR])
    assert seen(archive) == [("A fair, mended", MENDED.text), ("A fair", FAIR.text)]


def test_what_is_told_of_it_is_kept_too_and_its_text_not_twice(archive: Archive) -> None:
    archive.add([FAIR, replace(FAIR, source="other")])
    archive.add([replace(FAIR, title="The fair")])
    archive.add([replace(FAIR, title="The fair", published=date(2031, 5, 3))])
    archive.add([replace(MENDED, title="The fair", published=date(2031, 5, 3))])
    assert seen(archive) == [("The fair", FAIR.text)] * 2 + [("A fair", FAIR.text)]
    assert [v.record.published and v.record.published.day for v in archive.versions("fair")] == [3, 2, 2]
    texts = archive._store._versions.get()["documents"]
    assert texts is not None
    assert sorted(texts) == ["", "", FAIR.text]
    assert archive.versions("other") == []


def test_the_last_of_many_are_kept(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_VERSIONS", 3)
    for n in range(6):
        archive.add([replace(FAIR, text=f"Of {n} stalls.")])
    assert [text for _, text in seen(archive)] == ["Of 4 stalls.", "Of 3 stalls.", "Of 2 stalls."]
    assert (archive.record("fair").earlier, archive._store._versions.count()) == (5, 3)


def test_they_outlive_a_rebuild_a_backup_and_a_restart(tmp_path: Path, embedder: SentenceTransformerEmbedder) -> None:
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        archive.add([FAIR])
        archive.add([MENDED])
        before = archive.versions("fair"), archive.record("fair")
        archive.rebuild()
        assert (archive.versions("fair"), archive.record("fair")) == before
    backup(tmp_path / "a", tmp_path / "a.onrecord")
    restore(looked_through(tmp_path / "a.onrecord"), tmp_path / "b")
    for folder in ("a", "b"):
        with Archive(tmp_path / folder, embedder=embedder) as archive:
            assert (archive.versions("fair"), archive.record("fair")) == before


def test_they_go_with_the_article_and_come_back_with_it(archive: Archive) -> None:
    archive.add([FAIR])
    archive.add([MENDED])
    article, versions = archive.article("fair"), archive.versions("fair")
    archive.remove("fair")
    assert archive._store._versions.count() == 0
    with pytest.raises(ArticleNotFound):
        archive.versions("fair")
    archive.add([FAIR])
    with pytest.raises(InputError, match="fair is there again"):
        archive.put_back(article, versions)
    archive.remove("fair")
    archive.put_back(article, versions)
    with Changes(archive.folder) as log:
        assert [line.what for line in log.last(2)] == ["put back", "removed"]
    assert (archive.article("fair"), archive.versions("fair")) == (article, versions)
    archive.add([FAIR])
    assert len(archive.versions("fair")) == 2


def cut_short(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Stop the store where it begins on this."""

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, name, stop)


def opened(folder: Path, embedder: SentenceTransformerEmbedder, work: Callable[[Archive], object]) -> None:
    """Work on an archive that is stopped amid it."""
    with Archive(folder, embedder=embedder) as archive, pytest.raises(KeyboardInterrupt):
        work(archive)


@pytest.mark.parametrize("stopped", ["add", "delete"])
def test_a_change_that_is_cut_short_loses_nothing(
    stopped: str, tmp_path: Path, embedder: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive(tmp_path, embedder=embedder) as archive:
        archive.add([FAIR])
    with monkeypatch.context() as patch:
        cut_short(patch, stopped)
        opened(tmp_path, embedder, lambda archive: archive.add([MENDED]))
    with Archive(tmp_path, embedder=embedder) as archive:
        changed = stopped == "delete"
        assert archive.article("fair") == (MENDED if changed else FAIR)
        assert seen(archive) == ([("A fair", FAIR.text)] if changed else [])
        archive.add([MENDED])
        assert seen(archive) == [("A fair", FAIR.text)]


def test_a_removal_that_is_cut_short_leaves_no_text(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive(tmp_path, embedder=embedder) as archive:
        archive.add([FAIR])
        archive.add([MENDED])
    with monkeypatch.context() as patch:
        cut_short(patch, "drop_versions")
        opened(tmp_path, embedder, lambda archive: archive.remove("fair"))
    with Archive(tmp_path, embedder=embedder) as archive:
        assert archive._store._versions.count() == 0


def test_one_that_is_damaged_is_not_shown_and_the_others_are(
    archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    for n in range(4):
        archive.add([replace(FAIR, text=f"Of {n} stalls.")])
    rows = archive._store._versions
    rows.update(ids=[f"{FAIR.id}-1"], documents=["Of 9 stalls."], embeddings=[[1.0]])
    archive.rebuild()
    assert [text for _, text in seen(archive)] == ["Of 2 stalls.", "Of 0 stalls."]
    assert "an earlier version is damaged, and is lost" in caplog.text
