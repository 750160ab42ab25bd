"""Statements found in a process of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest

from index.article import Article
from index.background import BackgroundExtraction
from index.errors import OnrecordError
from index.statements import find_all


def test_it_finds_what_this_process_would_find(made_up: Article) -> None:
    articles = [replace(made_up, source=f"s{n}", text=made_up.text * (n + 1)) for n in range(40)]
    with closing(BackgroundExtraction()) as extract:
        first, second = list(extract(articles[:30])), list(extract(articles[30:]))
    assert first + second == list(find_all(articles))


def test_a_process_is_kept_for_who_comes_soon_and_ended_after(
    made_up: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.background._IDLE", 0.5)
    with closing(BackgroundExtraction()) as extract:
        for _ in range(2):
            with extract:
                assert len(list(extract([made_up]))) == 1
                first = extract._process
        assert first
        assert extract._process is first
        assert first.wait(30) is not None
        with extract:
            assert len(list(extract([made_up]))) == 1


def test_one_at_a_time_has_it_and_a_failure_leaves_nothing_behind(made_up: Article) -> None:
    def failing(extract: BackgroundExtraction) -> None:
        with extract:
            extract([made_up] * 3)
            raise KeyError

    with closing(BackgroundExtraction()) as extract:
        with pytest.raises(KeyError):
            failing(extract)
        assert extract._process is None
        with ThreadPoolExecutor(2) as together:

            def found(count: int) -> int:
                with extract:
                    return len([*extract([made_up] * count)])

            assert [*together.map(found, range(1, 9))] == [*range(1, 9)]


def test_a_process_that_died_is_told(made_up: Article) -> None:
    with closing(BackgroundExtraction()) as extract:
        assert len(list(extract([made_up]))) == 1
        assert extract._process
        extract._process.kill()
        with pytest.raises(OnrecordError, match="what is done is kept"):
            list(extract([made_up]))
