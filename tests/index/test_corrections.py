"""The user's last word on who said what: on every way out of the archive, and through whatever is made anew."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import Archive, Article, Filters, InputError, NotFound, Span
from index.article import Statement
from index.backup import backup, looked_through, restore
from index.corrections import corrected, of_statements
from index.embed import SentenceTransformerEmbedder
from tests.index.chroma_server import running, soon

DREDGE = "“The dredger will sail in May and it will not sail again,” said Mayor Ada Quill."
FAIR = "Olle Brandt, a baker, said that the fair would be held on the green this year."
TOLD = Article("told", f"{DREDGE}\n\n{FAIR}", "Dredger", publisher="Post")
WIRE = Article("wire", f"From the wire.\n\n{DREDGE}", "Dredger again", publisher="Wire")
KIRBEY = Article("kirbey", "Jon Kirbey said that the ferry was late on every day of the week.", "Ferry")
KIRBY = Article("kirby", "John Kirby, a spokesman, said that the quay was sound and would stay open.", "Quay")


@pytest.fixture
def town(archive: Archive) -> Archive:
    archive.add([TOLD, WIRE, KIRBEY, KIRBY])
    return archive


def statement(archive: Archive, article: Article, n: int = 0) -> Statement:
    return archive.statements(article.id)[n]


def shown(archive: Archive, article: Article) -> list[tuple[str | None, bool]]:
    """Who says what in an article, and whether the user said so."""
    return [(s.speaker, s.corrected) for s in archive.statements(article.id)]


def quoted(archive: Archive) -> dict[str, int]:
    """Who is quoted, and how often; which is the same however it is asked."""
    counts = {speaker.name: speaker.statements for speaker in archive.speakers()}
    assert counts == {name: len(archive.said(name)) for name in counts}
    return counts


ALL = {"Ada Quill": 1, "Olle Brandt": 1, "Jon Kirbey": 1, "John Kirby": 1}


def test_what_is_nobodys_is_nobodys_wherever_it_is_printed(town: Archive) -> None:
    assert quoted(town) == ALL
    made = town.attribute([statement(town, WIRE).id], None)
    assert (made.name, made.speaker, sorted(made.articles)) == ("Ada Quill", None, sorted([TOLD.id, WIRE.id]))
    assert quoted(town) == {name: n for name, n in ALL.items() if name != "Ada Quill"}
    assert shown(town, WIRE) == []
    assert shown(town, TOLD) == [("Olle Brandt", False)]
    # The places of the others are theirs still.
    (said,) = town.said("Brandt")
    assert town.words_of([said])[0].text == FAIR
    assert town.search("dredger", filters=Filters(speaker="Quill")) == []
    assert len(town.search("dredger")) == 4
    town.undo(made.id)
    assert quoted(town) == ALL
    assert (town.corrections, town.record("told").corrections) == ([], ())


def test_another_said_it(town: Archive) -> None:
    before = statement(town, TOLD)
    assert before.mention
    assert before.mention.text == "Mayor Ada Quill"
    made = town.attribute([before.id], "  Olle   Brandt ")
    assert (datetime.now(UTC) - made.made).total_seconds() < 60
    now = statement(town, TOLD)
    assert now == replace(before, speaker="Olle Brandt", role="baker", mention=None, corrected=True)
    assert now.id == before.id
    assert quoted(town) == {"Olle Brandt": 2, "Jon Kirbey": 1, "John Kirby": 1}
    assert town.words_of(town.said("Brandt", "dredger")[:])[0].speaker == "Olle Brandt"
    assert {hit.article for hit in town.search("dredger", filters=Filters(speaker="Olle Brandt"))} == {TOLD.id, WIRE.id}
    # The last word goes before, and goes back to the one before it.
    later = town.attribute([now.id], "Ada B. Quill")
    assert (later.name, statement(town, TOLD).mention) == ("Olle Brandt", before.mention)
    assert [c.id for c in town.corrections] == [later.id, made.id]
    town.undo(later.id)
    assert statement(town, TOLD) == now


def test_two_names_are_one_persons(town: Archive) -> None:
    made = town.merge("jon kirbey", "John Kirby")
    one = {"Ada Quill": 1, "Olle Brandt": 1, "John Kirby": 2}
    assert (made.name, quoted(town)) == ("Jon Kirbey", one)
    assert shown(town, KIRBEY) == [("John Kirby", True)]
    assert shown(town, KIRBY) == [("John Kirby", False)]
    assert {s.speaker for s in town.words_of(town.said("Kirby")[:])} == {"John Kirby"}
    assert len({hit.article for hit in town.search("ferry quay", filters=Filters(speaker="John Kirby"))}) == 2
    assert (len(town.said("Kirbey")), town.meant_by("kirbey"), town.meant_by("Kirby")) == (2, "John Kirby", None)
    # Whoever is named so later is the same, under the name that is then shown for both.
    fuller = replace(KIRBY, source="fuller", text="John F. Kirby said that the pier was closed. He said it was old.")
    town.add([replace(KIRBEY, source="later", text="Jon Kirbey said that the quay was deep."), fuller])
    assert "Jon Kirbey" not in quoted(town)
    assert quoted(town)["John F. Kirby"] == 5
    assert shown(town, KIRBEY) == [("John F. Kirby", True)]
    # One after the other, and back.
    other = town.merge("John F. Kirby", "Olle Brandt")
    assert (quoted(town)["Olle Brandt"], shown(town, KIRBEY)) == (6, [("Olle Brandt", True)])
    with pytest.raises(InputError, match="Jon Kirbey is shown as Olle Brandt already"):
        town.merge("Olle Brandt", "Jon Kirbey")
    town.undo(other.id)
    town.undo(made.id)
    assert (quoted(town)["Jon Kirbey"], shown(town, KIRBEY)) == (2, [("Jon Kirbey", False)])


def test_one_name_is_two_persons(town: Archive) -> None:
    """A last name that two have: in these articles it is the other."""
    two = [replace(KIRBEY, source=f"{n}", text=f"Kirby said that {n} boats were late.") for n in ("ten", "nine")]
    town.add(two)
    assert quoted(town)["John Kirby"] == 3
    made = town.attribute([statement(town, one).id for one in two], "Mary Kirby")
    assert (quoted(town)["John Kirby"], quoted(town)["Mary Kirby"]) == (1, 2)
    mention = statement(town, two[0]).mention
    assert mention
    assert mention.text == "Kirby"
    town.undo(made.id)
    assert quoted(town)["John Kirby"] == 3


def test_it_outlives_what_is_made_anew(tmp_path: Path, embedder: SentenceTransformerEmbedder) -> None:
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        archive.add([TOLD, WIRE, KIRBEY, KIRBY])
        archive.attribute([statement(archive, TOLD).id], "Mary Quill")
        archive.merge("Jon Kirbey", "John Kirby")
        archive.attribute([statement(archive, TOLD, 1).id], None)
        corrections = archive.corrections
        expected = {"Mary Quill": 1, "John Kirby": 2}
        assert quoted(archive) == expected
        archive.rebuild()
        assert (quoted(archive), archive.corrections) == (expected, corrections)
        changed = replace(TOLD, text=f"It rained.\n\n“It is wet,” said Ada Quill.\n\n{TOLD.text}")
        assert archive.add([changed]).updated == 1
        assert [name for name, _ in shown(archive, changed)] == ["Ada Quill", "Mary Quill"]
        archive.remove("told")
        archive.add([TOLD])
        assert (quoted(archive), archive.corrections) == (expected, corrections)
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        assert (quoted(archive), archive.corrections) == (expected, corrections)
    backup(tmp_path / "a", tmp_path / "a.onrecord")
    restore(looked_through(tmp_path / "a.onrecord"), tmp_path / "b")
    with Archive(tmp_path / "b", embedder=embedder) as archive:
        assert (quoted(archive), archive.corrections) == (expected, corrections)
        for one in corrections:
            archive.undo(one.id)
        assert quoted(archive) == ALL


def test_a_copy_that_comes_later_is_corrected_with_the_others(town: Archive) -> None:
    made = town.attribute([statement(town, TOLD).id], "Mary Quill")
    later = replace(WIRE, source="later", text=f"It was a long day.\n\n{DREDGE}")
    other = replace(WIRE, source="other", text=DREDGE.replace("Ada Quill", "Olle Brandt"))
    town.add([later, other])
    assert (shown(town, later), shown(town, other)) == ([("Mary Quill", True)], [("Olle Brandt", False)])
    (correction,) = town.corrections
    assert (correction.id, {*correction.articles}) == (made.id, {TOLD.id, WIRE.id, later.id})
    town.add([replace(later, text=f"It was a very long day.\n\n{DREDGE}")])
    town.rebuild()
    assert shown(town, later) == [("Mary Quill", True)]
    town.undo(made.id)
    assert (shown(town, later), town.corrections) == ([("Ada Quill", False)], [])


def test_what_is_cut_short_stands_all_the_same(tmp_path: Path, embedder: SentenceTransformerEmbedder) -> None:
    """The process ended after a correction was written, and before the article's record named it."""
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        archive.add([TOLD, WIRE])
        archive._store.keep_corrections([of_statements([statement(archive, TOLD)], "Mary Quill", None)])
        archive._store.sound = False  # It is not closed as one that is whole.
        assert quoted(archive) == {"Ada Quill": 1, "Olle Brandt": 1}
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        assert quoted(archive) == {"Ada Quill": 1, "Mary Quill": 1, "Olle Brandt": 1}
        archive.undo(archive.corrections[0].id)
        assert quoted(archive) == {"Ada Quill": 1, "Olle Brandt": 1}


def test_it_is_found_where_the_extractor_finds_other_borders(archive: Archive) -> None:
    archive.add([TOLD])
    archive.attribute([statement(archive, TOLD).id], "Mary Quill")
    s = statement(archive, TOLD)
    (noted,) = archive.record("told").corrections
    wider = replace(s, speaker="Ada Quill", corrected=False, end=s.end + len(f"\n\n{FAIR}"), text=TOLD.text)
    narrower = replace(s, content=s.content[:1])
    other = statement(archive, TOLD, 1)
    again = replace(
        s,
        speaker="Ada Quill",
        corrected=False,
        start=s.start + 500,
        end=s.end + 500,
        content=(Span(s.content[0].start + 500, s.content[0].end + 500),),
    )
    assert [x.speaker for x in corrected([wider, other], [noted])] == ["Mary Quill", "Olle Brandt"]
    assert [x.speaker for x in corrected([other, narrower], [noted])] == ["Olle Brandt", "Mary Quill"]
    assert [x.speaker for x in corrected([narrower, again], [noted])] == ["Mary Quill", "Ada Quill"]


def test_who_shares_a_chroma_server_follows(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.reading._FOLLOWED", 0.05)
    with running(tmp_path / "server") as url, Archive(tmp_path / "a", embedder=embedder, chroma=url) as one:
        one.add([TOLD, WIRE, KIRBEY, KIRBY])
        with Archive(tmp_path / "b", embedder=embedder, chroma=url) as two:
            made = two.attribute([statement(two, TOLD).id], "Mary Quill"), two.merge("Jon Kirbey", "John Kirby")
            expected = {"Mary Quill": 1, "Olle Brandt": 1, "John Kirby": 2}
            assert soon(lambda: quoted(one) == quoted(two) == expected)
            assert shown(one, TOLD)[0] == ("Mary Quill", True)
            one.rebuild()
            assert soon(lambda: quoted(one) == quoted(two) == expected)
            for correction in made:
                one.undo(correction.id)
            assert soon(lambda: quoted(one) == quoted(two) == ALL)
            assert two.corrections == []


def test_an_archive_of_the_release_before_is_opened_as_it_is(
    tmp_path: Path, embedder: SentenceTransformerEmbedder
) -> None:
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        archive.add([TOLD, WIRE, KIRBEY, KIRBY])
        archive._store._client.delete_collection("corrections")
        change = archive.change
    with sqlite3.connect(tmp_path / "a" / "derived" / "index.sqlite3") as derived:
        derived.execute("drop table renamed")
    with Archive(tmp_path / "a", embedder=embedder) as archive:
        assert (archive.change, archive.corrections, quoted(archive)) == (change, [], ALL)
        archive.merge("Jon Kirbey", "John Kirby")
        assert "Jon Kirbey" not in quoted(archive)


def test_what_cannot_be_corrected_is_told(town: Archive) -> None:
    own = statement(town, TOLD).id
    for ids in (["nowhere"], [own, f"{TOLD.id}-0"], [f"{TOLD.id}-../x"]):
        with pytest.raises(NotFound, match="There is no statement"):
            town.attribute(ids, "Mary Quill")
    with pytest.raises(InputError, match="statements: there is none"):
        town.attribute([], "Mary Quill")
    for name, why in (("", "no name"), (" 1 ", "no name"), ("a\u0000b", "no name"), ("a" * 101, "at most 100")):
        with pytest.raises(InputError, match=f"speaker: .*{why}"):
            town.attribute([own], name)
        with pytest.raises(InputError, match=f"speaker: .*{why}"):
            town.merge("Ada Quill", name)
    with pytest.raises(NotFound, match="Nobody is quoted under the name 'Quill'"):
        town.merge("Quill", "Mary Quill")
    with pytest.raises(InputError, match="ada quill is shown as Ada Quill already"):
        town.merge("Ada Quill", "ada quill")
    with pytest.raises(NotFound, match="no correction"):
        town.undo("nothing")
    assert (town.corrections, quoted(town)) == ([], ALL)
