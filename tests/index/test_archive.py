"""The archive: what is added is there whole, survives, and is never answered from when it is damaged."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from index import Archive, ArchiveBusy, Article, ArticleNotFound
from index.embed import SentenceTransformerEmbedder
from index.fields import part_of
from index.filters import Filters
from index.load import Failure, Note
from index.passages import cut
from tests.index.counting import CountingEmbedder
from tests.index.reading import found


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
    since = Filters(since=date(2023, 2, 1))
    assert [r.source for r in archive.articles(filters=since)] == ["s2"]
    assert len(archive.articles("fair", filters=since)) == 1
    assert [r.source for r in archive.articles("s0", filters=since)] == []


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
            nearest = archive._store.nearest(embedder.embed([f"{other.title}. {other.text}"]), 5)
            assert other.id in {part_of(id_).article for id_, _ in nearest}
        assert archive.search(equal.text[:300], 1)[0].article == equal.id
        assert archive.article("equal") == equal


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


def test_a_closed_archive_says_so(tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article) -> None:
    archive = Archive(tmp_path, embedder=embedder)
    archive.add([made_up])
    archive.close()
    for late in (lambda: archive.search("harbour"), lambda: archive.read([made_up.id]), lambda: archive.remove("x")):
        with pytest.raises(ArchiveBusy, match="close"):
            late()
