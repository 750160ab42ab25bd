"""What is derived from the store: it changes as the articles do, and tells what it would if it were made at once."""

from __future__ import annotations

import random
import resource
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index import Article
from index.derived import Derived, Present, Within, parted
from index.filters import Filters
from index.folder import settle
from tests.index.reading import presented

BRIDGE = Article("a", "The mayor Verel opened the bridge for Verel's town. It cost 41 million crowns.", "Bridge opens")
LAKE = Article("b", "The lake is warming, Ada Quill said.", "Lake study", date(2024, 3, 1), "Elsin Tribune")


@pytest.fixture
def derived(tmp_path: Path) -> Iterator[Derived]:
    derived = Derived(tmp_path / "derived")
    derived.put([presented(BRIDGE), presented(LAKE)], (), 1)
    yield derived
    derived.close()


def sources(derived: Derived, numbers: Sequence[int]) -> list[str]:
    records = derived.records.at(parted(number)[0] for number in numbers)
    return [records[parted(number)[0]].source for number in numbers]


def test_passages_are_found_by_the_words_of_theirs_and_of_their_headings(derived: Derived) -> None:
    found = derived.passages.best({"lake": 1.0, "bridg": 0.1}, 5)
    assert sources(derived, [*found]) == ["b", "a"]
    assert sources(derived, [*derived.passages.best({"studi": 1.0}, 5)]) == ["b"]
    assert derived.passages.best({"brexit": 1.0}, 5) == derived.passages.best({}, 5) == {}


def test_weights_count(derived: Derived) -> None:
    (whole,), (half,) = (derived.passages.best({"lake": weight}, 5).values() for weight in (1.0, 0.5))
    assert half == pytest.approx(whole / 2)


@pytest.mark.parametrize(
    ("within", "found"),
    [
        (Within(publisher="elsin tribune"), ["b"]),
        (Within(since=date(2024, 3, 1), until=date(2024, 3, 1)), ["b"]),
        (Within(since=date(2024, 3, 2)), []),
        (Within(entries=[1]), ["a"]),
        (Within(entries=[]), []),
        (Within(entries=[1], publisher="elsin tribune"), []),
    ],
)
def test_a_search_is_narrowed(derived: Derived, within: Within, found: list[str]) -> None:
    assert sources(derived, [*derived.passages.best({"lake": 1.0, "bridg": 1.0}, 5, within)]) == found


def test_words_that_stand_one_after_the_other(derived: Derived) -> None:
    assert sources(derived, derived.passages.with_phrase(["41", "million", "crown"], 5)) == ["a"]
    assert derived.passages.with_phrase(["million", "41"], 5) == derived.passages.with_phrase([], 5) == []


def test_who_holds_a_word(derived: Derived) -> None:
    words = derived.words
    assert (words.held("bridg"), words.held("brexit")) == (1, 0)
    assert (words.together(["bridg", "crown"]), words.together(["bridg", "lake"]), words.together([])) == (1, 0, 0)
    assert words.rarity("brexit") == 1.0
    assert 0.85 < words.rarity("lake") < 1.0


def test_names_are_told_from_words(derived: Derived) -> None:
    assert [word for word in ("verel", "ada", "quill", "lake", "brexit") if word in derived.words] == [
        "verel",
        "ada",
        "quill",
    ]
    assert derived.words.names_like("quil") == ["quill"]
    assert derived.words.full_names_with("ada", "qill") == ["ada quill"]
    assert derived.words.full_names_with("ida", "qill") == []


def test_what_is_gone_is_in_nothing(derived: Derived) -> None:
    gone = presented(LAKE)
    derived.put((), [(gone.record, gone.passages)], 2)
    assert (derived.change, derived.records.count(), derived.records.publishers()) == (2, 1, [])
    assert (derived.words.held("lake"), "quill" in derived.words, derived.words.names_like("quil")) == (0, False, [])
    assert derived.passages.best({"lake": 1.0}, 5) == {}
    assert derived.speakers.listed() == []
    assert derived.speakers.said(None, Filters(), None) == []


@pytest.mark.parametrize("order", [1, -1])
def test_a_name_is_one_in_whatever_letters(tmp_path: Path, order: int) -> None:
    names = ["ADA QUILL", "Ada B. Quill", "Quill", "Harbour Pilots", "harbour pilots", "Bo O'Dell", "Bo O’Dell"]
    derived = Derived(tmp_path / "derived")
    for change, name in enumerate(names[::order], 1):
        derived.put([presented(Article(name, f"“The lake is {name},” {name} said.", ""))], (), change)
    assert [(s.name, s.statements) for s in derived.speakers.listed()] == [
        ("Ada B. Quill", 3),
        ("harbour pilots", 2),
        ("Bo O’Dell", 1),
    ]
    derived.close()


def test_a_bare_word_is_a_persons_name_where_something_tells_so(tmp_path: Path) -> None:
    said = [
        "“It rains,” Voss said. “It pours,” he said.",
        "“It rains,” said Mr. Ardley.",
        "“It rains,” Pellam said.",
        "“The lake is low,” said Osric Pellam, the miller, and “the lake is high,” said Tilde Pellam, the pilot.",
        "“It rains,” the Lantern reported.",
        "Merrowly said that it rains.",
        "Polls show that it rains.",
        "It rains, polls say.",
    ]
    derived = Derived(tmp_path / "derived")
    for change, text in enumerate(said, 1):
        derived.put([presented(Article(text, text, ""))], (), change)
    kinds = {speaker.name: speaker.kind for speaker in derived.speakers.listed()}
    assert {name: kinds[name] for name in ("Voss", "Ardley", "Pellam", "Lantern", "Merrowly")} == {
        "Voss": "person",
        "Ardley": "person",
        "Pellam": "person",
        "Lantern": "body",
        "Merrowly": "body",
    }
    assert [kind for name, kind in kinds.items() if name.lower() == "polls"] == ["unnamed"]
    derived.close()


SPEAKERS = (
    "Mayor Ada Quill",
    "Quill",
    "Ada Quill",
    "Ada B. Quill",
    "Olle Brandt",
    "Brandt",
    "the council",
    "Cara Voss",
)
TOWNS = ("Elsin", "Verel", "Tolvane")


def articles(draw: random.Random, count: int) -> list[Article]:
    def text() -> str:
        said = (f"“We need a new {draw.choice(TOWNS)} bridge now,” {draw.choice(SPEAKERS)} said." for _ in range(4))
        return "\n\n".join(said)

    days = [None, date(2024, 1, 2), date(2023, 5, 6)]
    return [
        Article(f"s{n}", text(), f"News {n}", draw.choice(days), draw.choice([None, "Elsin Tribune", "Gazette"]))
        for n in range(count)
    ]


def told(derived: Derived) -> Any:
    """All that it tells, in one form whatever the order in which it learnt it."""
    said = derived.speakers.copies(derived.speakers.said(None, Filters(), None), Filters(), None)
    stated = sorted(sorted((str(one.name), one.place) for one in copies) for copies in said)
    words = derived.words
    return (
        sorted((record.source, record.version) for record in derived.records.listed()),
        [replace(s, roles=tuple(sorted(s.roles))) for s in derived.speakers.listed()],
        stated,
        derived.records.publishers(),
        derived.records.days(),
        [(word, words.held(word), word in words) for word in ("elsin", "verel", "bridg", "quill", "voss")],
        sorted(sources(derived, [*derived.passages.best({"tolvan": 1.0}, 100)])),
    )


def test_what_changed_step_by_step_tells_what_is_made_at_once(tmp_path: Path) -> None:
    draw = random.Random(7)
    present: dict[str, Present] = {}
    derived = Derived(tmp_path / "changing")
    for change in range(1, 40):
        new = [presented(article) for article in draw.sample(articles(draw, 9), 2)]
        leaving = [present[s] for s in draw.sample(sorted(present), min(1, len(present)))]
        gone = {
            p.record.source: p
            for p in [*leaving, *(present[n.record.source] for n in new if n.record.source in present)]
        }
        derived.put(new, [(p.record, p.passages) for p in gone.values()], change)
        present = {s: p for s, p in present.items() if s not in gone} | {n.record.source: n for n in new}
    at_once = Derived(tmp_path / "at-once")
    at_once.put([*present.values()], (), 39)
    assert len(present) > 3
    assert told(derived) == told(at_once)
    derived.close()
    again = Derived(tmp_path / "changing")
    assert again.change == 39
    assert told(again) == told(at_once)
    for each in (again, at_once):
        each.close()


def test_a_change_that_is_cut_short_leaves_nothing(derived: Derived, monkeypatch: pytest.MonkeyPatch) -> None:
    before = told(derived)
    ferry = presented(Article("c", "“The ferry and the lake wait,” said Olle Brandt.", "Ferry"))
    with monkeypatch.context() as patched:
        # After the texts were written, and before the rest was.
        patched.setattr(derived, "_keep_sums", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            derived.put([ferry], (), 2)
    assert (derived.change, derived.records.count(), derived.speakers.listed()) == (1, 2, derived.speakers.listed()[:1])
    derived.put([ferry], (), 2)
    assert derived.words.held("ferri") == 1
    gone = ferry.record, ferry.passages
    derived.put((), [gone], 3)
    assert told(derived) == before


def test_a_disk_that_takes_no_more_costs_one_change(derived: Derived) -> None:
    ferry = presented(Article("c", "“The ferry waits,” said Olle Brandt. " * 800, "Ferry"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises((OSError, ValueError, sqlite3.Error)):
            derived.put([ferry], (), 2)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (derived.change, derived.records.count()) == (1, 2)
    derived.put([ferry], (), 2)
    assert derived.words.held("ferri") == len(ferry.passages)


def test_a_statement_is_in_the_passages_that_it_stands_in(derived: Derived) -> None:
    long = (
        "“The ferry waits. "
        + "It was late again and nobody told us why it was. " * 30
        + "We wait,” said Olle Brandt.\n\n"
    )
    present = presented(Article("c", f"A start.\n\n{'It rained. ' * 80}\n\n{long}The end.", "Ferry"))
    derived.put([present], (), 2)
    (stated,) = present.statements
    parts = sorted(parted(number)[1] for number in derived.speakers.passages("Olle Brandt", Filters()))
    assert parts == [n for n, p in enumerate(present.passages) if p.start < stated.end and stated.start < p.end]
    assert len(parts) > 1


def test_threads_leave_no_connections_behind(derived: Derived) -> None:
    for _ in range(20):
        thread = threading.Thread(target=derived.records.count)
        thread.start()
        thread.join()
    assert len(derived._database._free) == 1


@pytest.mark.parametrize("offset", [8_192, 20_000, 60_000])
def test_a_garbled_table_is_made_anew(tmp_path: Path, offset: int) -> None:
    folder = tmp_path / "derived"
    derived = Derived(folder)
    derived.put([presented(article) for article in articles(random.Random(7), 9)], (), 1)
    derived.close()
    file = folder / "index.sqlite3"
    whole = bytearray(file.read_bytes())
    whole[offset : offset + 2_000] = bytes(255 - byte for byte in whole[offset : offset + 2_000])
    file.write_bytes(whole)
    again = Derived(folder)
    assert (again.change, again.records.count()) == (0, 0)
    again.close()


def test_who_reads_while_it_is_replaced_reads_the_new(
    derived: Derived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    reader = threading.Thread(target=lambda: read.append(derived.change))

    def between(folder: Path) -> None:
        """Neither stands in the place."""
        reader.start()
        reader.join(0.2)
        settle(folder)

    monkeypatch.setattr("index.folder.settle", between)
    new = Derived(tmp_path / "derived.new")
    new.put([presented(BRIDGE)], (), 2)
    derived.replaced_by(new)
    reader.join(60)
    assert read == [2]
