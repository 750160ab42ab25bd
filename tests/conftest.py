"""What the tests share: one loaded embedding model, archives in temporary folders, and a home that is nobody's."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from index import Archive, Article
from index.embed import SentenceTransformerEmbedder
from index.load import read
from qa import Assistant
from tests.servers import served
from ui import cli
from ui.api import create_app
from ui.settings import Settings

ARTICLES = Path(__file__).parent / "articles"
SEEDS = Path(__file__).parent.parent / "seeds"

os.environ["HF_HUB_OFFLINE"] = "1"
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


_FIRST = ("ui", "chat", "test_house.py", "test_docs.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts programs of its own comes first: no process should be left with it alone at the end."""
    tests = Path(__file__).parent
    items.sort(key=lambda item: item.path.relative_to(tests).parts[0] not in _FIRST)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the user's archive or settings."""
    for name in [name for name in os.environ if name.startswith("ONRECORD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def onrecord(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process: (exit code, standard output, standard error)."""

    def run(*args: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, args)])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


@pytest.fixture(scope="session")
def embedder() -> SentenceTransformerEmbedder:
    """The real model, loaded once."""
    return SentenceTransformerEmbedder()


@pytest.fixture
def archive(tmp_path: Path, embedder: SentenceTransformerEmbedder) -> Iterator[Archive]:
    """An empty archive of the test's own."""
    with Archive(tmp_path / "archive", embedder=embedder) as archive:
        yield archive


@pytest.fixture
def owner(embedder: SentenceTransformerEmbedder) -> Iterator[str]:
    """This process serves the archive of the test's home, with the seed in it, to whoever has the key "secret": its
    address, which every command finds.
    """
    with Archive(embedder=embedder) as archive:
        archive.add_seeds()
        assistant = Assistant(archive)
        with served(create_app(assistant, Settings.model_validate({"api_key": "secret"}))) as address:
            archive.served_at(address)
            yield address


@pytest.fixture(scope="session")
def seed_archive(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Iterator[Archive]:
    """The seed article alone; to be read only."""
    with Archive(tmp_path_factory.mktemp("seed"), embedder=embedder) as archive:
        archive.add(read([SEEDS]))
        yield archive


@pytest.fixture(scope="session")
def town_archive(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Iterator[Archive]:
    """The seed and seven made-up articles; to be read only."""
    with Archive(tmp_path_factory.mktemp("town"), embedder=embedder) as archive:
        archive.add(read([SEEDS, ARTICLES]))
        yield archive


@pytest.fixture(scope="session")
def seed_assistant(seed_archive: Archive) -> Assistant:
    return Assistant(seed_archive)


@pytest.fixture(scope="session")
def town_assistant(town_archive: Archive) -> Assistant:
    return Assistant(town_archive)


@pytest.fixture
def made_up() -> Article:
    text = "Mayor Ada Quill opened the fair. “It will rain,” Quill said.\n\nIt did not."
    return Article(source="made-up", text=text, title="A fair")
