"""Articles worked on by a Ray cluster of this machine's own, and written to a Chroma server."""

from __future__ import annotations

from pathlib import Path

from index import Archive
from index.embed import SentenceTransformerEmbedder
from index.load import read
from tests.conftest import ARTICLES, Run
from tests.index.chroma_server import free_port, running
from tests.index.reading import found


def test_it_makes_the_same_archive_as_one_process(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, onrecord: Run
) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_text(" ")
    with Archive(tmp_path / "here", embedder=embedder) as here:
        here.add(read([ARTICLES]))
        here.remove("tribune/ferry")
        with running(tmp_path / "server") as url:
            with Archive(tmp_path / "there", embedder=embedder, chroma=url) as there:
                there.add(here.article(record.id) for record in here.articles()[:2])
            flags = ["--archive", tmp_path / "there", "--chroma", url, "--ray", "local"]
            code, out, err = onrecord("index", ARTICLES, odd, *flags)
            assert code == 1
            assert out.startswith(f"{len(here.articles()) - 1} added, 0 updated, 2 unchanged, 1 failed: .txt (1)")
            assert f"{odd}: the file is empty." in err.replace("\n", " ")
            with Archive(tmp_path / "there", embedder=embedder, chroma=url) as there:
                there.remove("tribune/ferry")
                assert set(there.articles()) == set(here.articles())
                for record in here.articles():
                    assert there.statements(record.id) == here.statements(record.id)
                    assert there.article(record.id) == here.article(record.id)
                assert found(there, "the bridge toll") == found(here, "the bridge toll")


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path, onrecord: Run) -> None:
    address = f"127.0.0.1:{free_port()}"
    code, _, err = onrecord("index", ARTICLES, "--archive", tmp_path / "archive", "--ray", address)
    assert code == 1
    assert f"--ray {address}: no Ray cluster answers there" in " ".join(err.split())
