"""Near-copies of an article: what an agency sends, edited or cut; and the same text under another name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import Archive, Article
from index.derived import copies

WIRE = (
    "A ferry ran aground off Tolva Island on Sunday evening and was pulled free at dawn by two tugs from Elsin.\n\n"
    "“The hull was patched with tar and hope,” said Marit Solheim-Okoro, who has captained her for eleven years.\n\n"
    "All 31 passengers were brought ashore by fishing boats, the harbour office said, and nobody was hurt.\n\n"
    "The company said that she would sail again within a week, once divers had looked at her keel and screws.\n\n"
    "It was the third grounding in the narrows this year; the council has asked for new lights since the spring.\n"
)
PARAGRAPHS = WIRE.split("\n\n")
LEAD = "A night on a cold deck is over for the people of Tolva, who woke on Monday to see their ferry at the quay."
OTHER = (
    "The council of Elsin will vote on Thursday on new lights for the narrows, three years after it was first asked "
    "to. They would cost as much as a classroom, said Olle Brandt, who keeps the town's books, and be paid for by "
    "the harbour's dues. Nobody who was asked in the market on Sunday had heard of it."
)


def story(source: str, text: str) -> Article:
    return Article(source, text, source.title(), publisher="Gazette")


def also(archive: Archive, source: str) -> list[str]:
    return [record.source for record in archive.also_in(source)]


@pytest.fixture
def wire(archive: Archive) -> Archive:
    archive.add(
        [
            story("wire", WIRE),
            story("lead", "\n\n".join([LEAD, *PARAGRAPHS[1:]])),
            story("cut", "\n\n".join(PARAGRAPHS[:3])),
            story("edited", WIRE.replace("harbour office", "harbour master").replace("Sunday", "Sunday,")),
            story("other", OTHER),
            story("brief", "All 31 passengers were brought ashore."),
        ]
    )
    return archive


def test_near_copies_are_found_from_each_of_them(wire: Archive) -> None:
    assert sorted(also(wire, "wire")) == ["cut", "edited", "lead"]
    assert also(wire, "wire")[0] == "cut"
    assert all("wire" in also(wire, source) for source in ("lead", "cut", "edited"))
    assert (also(wire, "other"), also(wire, "brief")) == ([], [])


def test_they_go_as_articles_do(wire: Archive) -> None:
    wire.remove("lead")
    wire.add([story("cut", OTHER.replace("Thursday", "Friday"))])
    assert (also(wire, "wire"), also(wire, "cut")) == (["edited"], ["other"])
    wire.rebuild()
    assert (also(wire, "wire"), also(wire, "cut")) == (["edited"], ["other"])
    database = wire._derived._copies._database
    assert database.row("select count(*) from signatures") == (5,)
    assert database.row("select count(distinct entry) from bands") == (4,)


def test_the_same_text_under_another_name_is_told_and_added(archive: Archive) -> None:
    report = archive.add([story("one", WIRE), story("two", WIRE)])
    (note,) = report.notes
    reason = "it has the same text as One (one). It is added all the same."
    assert (report.added, note.source, note.reason) == (2, "two", reason)
    assert archive.add([story("two", WIRE)]).notes == []
    assert archive.add([story("two", f"{WIRE}!")]).notes == []
    # A short one too, which is no near-copy of what has more.
    brief = story("brief", "It rained.")
    assert archive.add([brief]).notes == []
    (note,) = archive.add([replace(brief, source="again")]).notes
    assert note.reason.startswith("it has the same text as Brief (brief).")
    assert also(archive, "again") == ["brief"]


def test_however_many_there_are_so_many_are_compared(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "_COMPARED", 3)
    monkeypatch.setattr(copies, "_COMPARED_EACH", 3)
    archive.add([story(f"s{n}", f"{WIRE}\n\nEdition {n}.") for n in range(6)])
    assert sorted(also(archive, "s0")) == ["s3", "s4", "s5"]
