"""Names, titles, roles and pronouns -> the speaker in full; and one name for a person across articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.statements import find_statements
from index.statements.people import Sighting, one_name_each
from index.statements.speakers import cast

# kind, text, [(speaker, role)] of its statements
SPEAKERS: list[tuple[str, str, list[tuple[str | None, str | None]]]] = [
    ("last name", "Mara Quill came. Quill said it was late.", [("Mara Quill", None)]),
    ("first name", "Mara Quill came. Mara said it was late.", [("Mara Quill", None)]),
    ("title", "Sen. Mara Quill said it was late.", [("Mara Quill", "Sen.")]),
    ("title and last name", "Mara Quill came. Ms. Quill said it was late.", [("Mara Quill", None)]),
    ("role before", "Oldford town baker Peter Ash said it was late.", [("Peter Ash", "Oldford town baker")]),
    ("role behind", "Peter Ash, a spokesman for Oldford, said it was late.", [("Peter Ash", "spokesman for Oldford")]),
    ("role elsewhere", "Mayor Mara Quill came. “It is late,” Quill said.", [("Mara Quill", "Mayor")]),
    ("role alone", "Mayor Mara Quill came with Peter Ash. The mayor said it was late.", [("Mara Quill", "Mayor")]),
    ("role of two", "Mayor Mara Quill met Mayor Peter Ash. The mayor said it was late.", [("The mayor", None)]),
    ("two of a name, by title", "Mara Quill met Peter Quill. Mr. Quill said it was late.", [("Peter Quill", None)]),
    ("two of a name, in doubt", "Mara Quill met Peter Quill. Quill said it was late.", [("Quill", None)]),
    ("nobody of that name", "Ms. Quill said it was late.", [("Quill", "Ms.")]),
    ("possessive", "Mara Quill's office said it was late.", [("Mara Quill's office", None)]),
    ("someone near", "An aide to Mara Quill said it was late.", [("An aide to Mara Quill", None)]),
    ("two speakers", "Mara Quill and Peter Ash said it was late.", [("Mara Quill", None)]),
    ("he", "Peter Ash met Mara Quill. He said it was late.", [("Peter Ash", None)]),
    ("she", "Peter Ash met Mara Quill. She said it was late.", [("Mara Quill", None)]),
    ("the speaker before", "Ash left. Peter Ash said it was late. He said it was dark.", [("Peter Ash", None)] * 2),
    ("either of two", "Peter Ash and John Poe came. He said it was late.", [(None, None)]),
    ("anyone", "He said it was late.", [(None, None)]),
    ("a group", "Peter Ash came. They said it was late.", [(None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [(text, rows) for _, text, rows in SPEAKERS], ids=[kind for kind, _, _ in SPEAKERS]
)
def test_the_speaker_in_full(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    found = find_statements(Article(source="test", text=text, title="Test"))
    assert [(s.speaker, s.role) for s in found] == expected


def test_the_cast_of_an_article() -> None:
    text = (
        "Quill Wins Peter Ash\n\nBut Mayor Mara J. Quill met Peter Ash Jr., a builder. Ash and Ms. Quill left New York."
    )
    found = cast(text)
    assert {p.name: (p.role, p.pronoun, p.count) for p in found.people.values()} == {
        "Mara J. Quill": ("Mayor", "she", 1),
        "Peter Ash Jr.": ("builder", "he", 1),
    }
    assert [(text[slice(*span)], person.name) for span, person in found.places] == [
        ("Mara J. Quill", "Mara J. Quill"),
        ("Peter Ash Jr.", "Peter Ash Jr."),
        ("Ash", "Peter Ash Jr."),
        ("Quill", "Mara J. Quill"),
    ]


# what was seen how often -> the name each is shown under
PEOPLE: list[tuple[str, dict[Sighting, int], list[str]]] = [
    ("case and article", {("The Ministry", None): 1, ("the ministry", None): 2}, ["the ministry"] * 2),
    ("middle initial", {("John Quill", "spokesman"): 2, ("John F. Quill", None): 1}, ["John Quill"] * 2),
    ("last name, like role", {("Quill", "council spokesman"): 9, ("John Quill", "spokesman"): 1}, ["John Quill"] * 2),
    ("last name, other role", {("Quill", "baker"): 1, ("John Quill", "spokesman"): 1}, ["Quill", "John Quill"]),
    ("last name, no role", {("Quill", None): 1, ("John Quill", "spokesman"): 1}, ["John Quill"] * 2),
    (
        "last name of two",
        {("Quill", None): 1, ("John Quill", "baker"): 1, ("Mara Quill", "mayor"): 1, ("Quill", "the mayor"): 1},
        ["Quill", "John Quill", "Mara Quill", "Mara Quill"],
    ),
    ("two roles are one person", {("John Quill", "mayor"): 1, ("John Quill", "baker"): 1}, ["John Quill"] * 2),
    (
        "other initials are other people",
        {("Al F. Quill", "mayor"): 1, ("Al Q. Quill", "baker"): 1, ("Al Quill", "our baker"): 1, ("Al Quill", None): 1},
        ["Al F. Quill", "Al Q. Quill", "Al Q. Quill", "Al Quill"],
    ),
    ("father and son", {("Al Quill Jr.", None): 1, ("Al Quill III", None): 1}, ["Al Quill Jr.", "Al Quill III"]),
    ("groups", {("officials", None): 1, ("two officials", None): 1}, ["officials", "two officials"]),
]  # fmt: skip


@pytest.mark.parametrize(("seen", "expected"), [case[1:] for case in PEOPLE], ids=[case[0] for case in PEOPLE])
def test_one_name_for_one_person(seen: dict[Sighting, int], expected: list[str]) -> None:
    assert list(one_name_each(seen).values()) == expected


NAMES = st.text(alphabet="JohnQuil F.,the ", max_size=12)


@given(st.dictionaries(st.tuples(NAMES, st.none() | NAMES), st.integers(1, 9), max_size=6))
def test_everyone_keeps_a_name_that_was_seen(seen: dict[Sighting, int]) -> None:
    shown = one_name_each(seen)
    assert list(shown) == list(seen)
    assert set(shown.values()) <= {name for name, _ in seen}
