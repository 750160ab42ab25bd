"""The API over real archives, called in this process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from index import Archive
from qa import Assistant
from ui.api import create_app
from ui.settings import Settings

HOST = "http://localhost"


def until(done: Callable[[], object]) -> None:
    """Wait for what another thread does."""
    deadline = time.monotonic() + 60
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture(scope="session")
def town(town_assistant: Assistant) -> Iterator[TestClient]:
    """The API over the seed and the made-up town's articles; to be read only."""
    with TestClient(create_app(town_assistant, Settings()), base_url=HOST, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def api(archive: Archive) -> Iterator[TestClient]:
    """The API over an empty archive of the test's own."""
    with TestClient(create_app(Assistant(archive), Settings()), base_url=HOST, raise_server_exceptions=False) as client:
        yield client
