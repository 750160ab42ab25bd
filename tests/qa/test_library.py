"""What answering knows of an archive's articles."""

from __future__ import annotations

from datetime import date

import pytest

from index import Archive, Article, ArticleNotFound, Filters
from qa.library import Library

TEXT = "Ada Lovell opened the pier in May. “It cost 3,000 crowns,” Lovell said.\n\nNobody else spoke."


def test_a_changed_article_is_read_again(archive: Archive) -> None:
    library = Library(archive)
    for text in (TEXT, "The pier is closed."):
        archive.add([Article("made-up", text, "The pier")])
        assert library.page("made-up").text == text
    archive.remove("made-up")
    with pytest.raises(ArticleNotFound):
        library.page("made-up")


def test_what_is_known_of_all_follows_the_archive(archive: Archive) -> None:
    library = Library(archive)
    assert (library.publishers, library.days) == (frozenset(), None)
    archive.add([Article("made-up", TEXT, "The pier", date(2023, 4, 3), "Harbour Gazette")])
    assert (library.publishers, library.days) == (frozenset({"Harbour Gazette"}), (date(2023, 4, 3), date(2023, 4, 3)))


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("verel", "Tomas Verel"),
        ("tomas verel", "Tomas Verel"),
        ("tom verel", "Tomas Verel"),
        ("theodora verel", None),
        ("mirela stank", "Mirela Stank"),
        ("oram", None),
        ("nobody", None),
    ],
)
def test_a_name_in_full(town_archive: Archive, name: str, full: str | None) -> None:
    assert Library(town_archive).full_name(name) == full


def test_a_last_name_that_two_have_stays_alone(archive: Archive) -> None:
    said = "“The pier is old,” said {}. “The pier is open,” said {}."
    archive.add([Article("a", said.format("Ada Lovell", "Ada Lovell"), "A")])
    library = Library(archive)
    assert library.full_name("lovell") == "Ada Lovell"
    archive.add([Article("b", said.format("Bruno Lovell", "Bruno Lovell"), "B")])
    assert library.full_name("lovell") == "Lovell"
    assert library.full_name("bruno lovell") == "Bruno Lovell"


def test_who_holds_an_office(archive: Archive) -> None:
    told = [
        "“The pier is old,” said Police Chief Mara Quill.",
        "“The pier is safe,” said Police Chief Mara Quill.",
        "“The pier is gone,” said former Police Chief Odo Brandt. “It was mine,” said former Police Chief Odo Brandt.",
        "“The pier is open,” said Fire Chief Ada Lovell.",
    ]
    library = Library(archive)
    archive.add([Article("0", told[0], "The pier", date(2023, 4, 3))])
    assert library.holder_of("police chief", Filters()) is None, "once may be by chance"
    archive.add([Article(str(n), text, "The pier", date(2023, 4, 3)) for n, text in enumerate(told)])
    assert library.holder_of("police chief", Filters()) == "Mara Quill"
    assert library.holder_of("former police chief", Filters()) == "Odo Brandt"
    assert library.holder_of("police chief", Filters(since=date(2023, 4, 4))) is None
    assert library.holder_of("harbour chief", Filters()) is None
    other = "“I see,” said Police Chief Ines Dahl. “I go,” said Police Chief Ines Dahl."
    archive.add([Article("other", other, "The pier")])
    assert library.holder_of("police chief", Filters()) is None, "of two towns"


@pytest.fixture
def namesakes(archive: Archive) -> Library:
    """Clara Lovell is quoted more than Walter Lovell; an article quotes "Lovell" alone, and none Dana Lovell."""
    said = "“The pier is old,” said {}. “It is {},” {} added."
    texts = [
        said.format("Clara Lovell", "long", "Lovell") + " Dana Lovell was there.",
        said.format("Clara Lovell", "red", "Lovell") + " Nobody asked Clara why.",
        "“The pier is short,” said Walter Lovell.",
        "“The pier is dear,” Lovell said.",
    ]
    archive.add([Article(f"s{n}", text, "The pier") for n, text in enumerate(texts)])
    return Library(archive)


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("clara lovell", ["Clara Lovell", "Lovell"]),
        ("walter lovell", ["Walter Lovell"]),
        ("dana lovell", []),
        ("lovell", ["Clara Lovell", "Lovell", "Walter Lovell"]),
    ],
)
def test_a_last_name_alone_is_theirs_who_are_most_quoted(namesakes: Library, name: str, names: list[str]) -> None:
    assert namesakes.names_of(name) == names


@pytest.mark.parametrize(
    ("name", "other_s"), [("clara lovell", False), ("walter lovell", True), ("dana lovell", True), ("lovell", False)]
)
def test_whose_last_name_is_another_s(namesakes: Library, name: str, other_s: bool) -> None:
    assert namesakes.is_namesake(name) is other_s


@pytest.mark.parametrize(
    ("word", "full"), [("clara", "Clara Lovell"), ("lovell", None), ("pier", None), ("dana", None)]
)
def test_who_is_meant_by_a_first_name(namesakes: Library, word: str, full: str | None) -> None:
    assert namesakes.of_first_name(word) == full


@pytest.mark.parametrize(("name", "sex"), [("lovell", "she"), ("walter lovell", "he"), ("verel", "")])
def test_he_or_she(namesakes: Library, name: str, sex: str) -> None:
    assert namesakes.sex_of(name) == sex
