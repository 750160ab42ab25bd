"""Names, titles, roles and pronouns -> the speaker in full; and one name for a person across articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.load import read
from index.statements import find_statements
from index.statements.cast import cast
from index.statements.people import Sighting, one_name_each

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
    ("nobody of that name", "Ms. Quill said it was late.", [("Quill", None)]),
    ("possessive", "Mara Quill's office said it was late.", [("Mara Quill's office", None)]),
    ("someone near", "An aide to Mara Quill said it was late.", [("An aide to Mara Quill", None)]),
    ("two speakers", "Mara Quill and Peter Ash said it was late.", [("Mara Quill", None)]),
    ("he", "Peter Ash met Mara Quill. He said it was late.", [("Peter Ash", None)]),
    ("she", "Peter Ash met Mara Quill. She said it was late.", [("Mara Quill", None)]),
    ("the speaker before", "Ash left. Peter Ash said it was late. He said it was dark.", [("Peter Ash", None)] * 2),
    ("either of two", "Peter Ash and John Poe came. He said it was late.", [(None, None)]),
    ("anyone", "He said it was late.", [(None, None)]),
    ("not of himself", "Peter Ash opened a shop. He said that Ash’s shop was the best.", [(None, None)]),
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
    assert [(text[slice(*span)], person.name) for span, person, *_ in found.places] == [
        ("Peter Ash", "Peter Ash Jr."),
        ("Mara J. Quill", "Mara J. Quill"),
        ("Peter Ash Jr.", "Peter Ash Jr."),
        ("Ash", "Peter Ash Jr."),
        ("Quill", "Mara J. Quill"),
    ]


VEREL, STANK = ("Tomas Verel", "Mayor"), ("Mirela Stank", "Councillor")
XU, FERNANDEZ = ("Xu Meiling", "shipyard's chief engineer"), ("María Fernández Ibarra", "region's health minister")

# Names from many languages, found by how the text introduces and uses them: text, [(speaker, role)] of its statements.
INTRODUCED: list[tuple[str, list[tuple[str | None, str | None]]]] = [
    (
        "Border guard Nikola Dragutinović-Petrov, 44, saw it. He said it was loud. Dragutinović-Petrov added "
        "it was dark.",
        [("Nikola Dragutinović-Petrov", "Border guard")] * 2,
    ),
    (
        "The harbour was closed, said Ngozi Adeyemi-Falade, who runs the ferry. “We lost a day,” she said.",
        [("Ngozi Adeyemi-Falade", None)] * 2,
    ),
    (
        "“It is late,” the director of the clinic, Siobhán Ní Cheallaigh, said. Ní Cheallaigh said it was dark.",
        [("Siobhán Ní Cheallaigh", "director of the clinic")] * 2,
    ),
    (
        "Abdul Rahman al-Masri, a tailor, met Sheikha Noura bint Khalid. She said it was late. He said it was dark. "
        "Al-Masri said it was cold.",
        [("Noura bint Khalid", "Sheikha"), ("Abdul Rahman al-Masri", "tailor"), ("Abdul Rahman al-Masri", "tailor")],
    ),
    (
        "Xu Meiling, the shipyard's chief engineer, came. She said it was safe. Engineer Park Ji-hoon was not "
        "convinced. “It leaks,” he said. Ms. Xu said it did not.",
        [XU, ("Park Ji-hoon", "Engineer"), XU],
    ),
    (
        "María Fernández Ibarra, the region's health minister, and Joost van der Velde, a nurse, came. Fernández said "
        "it was late. Van der Velde said it was dark. The minister said it was cold.",
        [FERNANDEZ, ("Joost van der Velde", "nurse"), FERNANDEZ],
    ),
    (
        "Prime Minister Suryanto visited Norbu Tenzing. He said it was late. Suryanto told reporters it was dark.",
        [("Suryanto", "Prime Minister")] * 2,
    ),
    (
        "R. K. Venkataraghavan, a conductor, praised the hall. Mr. Venkataraghavan said it was warm.",
        [("R. K. Venkataraghavan", "conductor")] * 2,
    ),
    (
        "The trade union's new president, Zanele Mkhabela-Nkosi, spoke to Priit Tamm, a carpenter. “It is enough,” she "
        "said. Tamm said it was not.",
        [("Zanele Mkhabela-Nkosi", "new president"), ("Priit Tamm", "carpenter")],
    ),
    (
        "Bjørg Åsheim said the ice was thin. She told Vidkun Lie, her brother, to wait. Lie said he would not.",
        [("Bjørg Åsheim", None), ("Bjørg Åsheim", None), ("Vidkun Lie", "brother")],
    ),
    (
        "Kwabena Osei of the University of Tarn said the lake was warm. The university said it was cold. “It is both,” "
        "Osei said.",
        [("Kwabena Osei", None), ("The university", None), ("Kwabena Osei", None)],
    ),
    (
        "A mechanic named Dimitris Papanikolaou-Reyes stopped the train. “It smelled of smoke,” he said.",
        [("Dimitris Papanikolaou-Reyes", "mechanic")],
    ),
    (
        "The Lantern Bank said it was safe. Its chairwoman, Anneliese von Trotha-Ruiz, said it was late. She left.",
        [("Lantern Bank", None), ("Anneliese von Trotha-Ruiz", "chairwoman")],
    ),
    (
        "Haruto Fujimori, 31, and his sister Emi Fujimori, 29, run the inn. Fujimori said it was late. Emi Fujimori "
        "said it was dark.",
        [("Fujimori", None), ("Emi Fujimori", "sister")],
    ),
    ("Pavol Hric, a tailor, and Ivica Babić, a baker, came. He said it was late.", [(None, None)]),
    ("After a visit by Mayor Tomas Verel, Councillor Mirela Stank spoke. “No,” she said.", [STANK]),
    (
        "Farida Haidari said the road was closed. The mayor, Gul Agha Wardak, said it was open. Haidari said she had "
        "seen it. He said he had not.",
        [("Farida Haidari", None), ("Gul Agha Wardak", "mayor")] * 2,
    ),
    (
        "Deputy Chief Constable Ifeoma Chukwu-Bell said it was safe. The deputy chief constable said it was late.",
        [("Ifeoma Chukwu-Bell", "Deputy Chief Constable")] * 2,
    ),
    (
        "A spokeswoman for Oram Lines said it was late. She said it was dark.",
        [("A spokeswoman for Oram Lines", None)] * 2,
    ),
    (
        "Nobody was hurt, Wanjiru Kamau, spokeswoman for the Lake Police, said. Kamau said two boats sank.",
        [("Wanjiru Kamau", "spokeswoman for the Lake Police")] * 2,
    ),
    (
        "“Tomas Verel is a liar,” said Rurik Valla, a sailor. “Tomas Verel must go,” he said.",
        [("Rurik Valla", "sailor")] * 2,
    ),
    ("The Okonjo plan is dead, said Mayor Ines Okonjo. She said the plan was late.", [("Ines Okonjo", "Mayor")] * 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), INTRODUCED)
def test_people_of_any_name(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    found = find_statements(Article(source="test", text=text, title="Test"))
    assert [(s.speaker, s.role) for s in found] == expected


HARBOUR = Path(__file__).parents[2] / "articles" / "harbour.jsonl"

BRANDT, HOLT, VALLA = ("Olle Brandt", "baker"), ("Dagny Holt", "chief executive"), ("Rurik Valla", "chairman")
TREASURER, AMSEL = ("Ines Okonjo-Dahl", "treasurer"), ("Petra Amsel", "fisheries minister")
CHIEF = ("Runa Halloway-Brist", "fire chief")
STUDY, UNION = "a study that the University of Tarn published on Monday", "The union of boatmen"


def test_articles_about_a_town() -> None:
    told = [[(s.speaker, s.role) for s in find_statements(one)] for one in read([HARBOUR]) if isinstance(one, Article)]
    assert told == [
        [VEREL, TREASURER, TREASURER, STANK, STANK, BRANDT],
        [BRANDT, VEREL, VEREL, ("Mirela Stank", None)],
        [BRANDT, VEREL, VEREL, STANK],
        [(STUDY, None), ("Halvard Ness", "Professor"), AMSEL, (None, None), VEREL],
        [HOLT, HOLT, (UNION, None), VALLA, VALLA, VEREL],
        [CHIEF, CHIEF],
        [CHIEF, CHIEF],
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
    ("a name of any language", {("Brandt", None): 5, ("Olle Brandt", "baker"): 1}, ["Olle Brandt"] * 2),
    ("two roles are one person", {("John Quill", "mayor"): 1, ("John Quill", "baker"): 1}, ["John Quill"] * 2),
    (
        "other initials are other people",
        {("Al F. Quill", "mayor"): 1, ("Al Q. Quill", "baker"): 1, ("Al Quill", "our baker"): 1, ("Al Quill", None): 1},
        ["Al F. Quill", "Al Q. Quill", "Al Q. Quill", "Al Quill"],
    ),
    ("son and grandson", {("Al Quill Jr.", None): 1, ("Al Quill III", None): 1}, ["Al Quill Jr.", "Al Quill III"]),
    ("father and son", {("Al Quill", None): 5, ("Al Quill Jr.", None): 1}, ["Al Quill", "Al Quill Jr."]),
    (
        "a son's initial",
        {("Al Quill Jr.", None): 1, ("Al F. Quill Jr.", None): 2, ("Al F. Quill", None): 1, ("Al Quill", None): 3},
        ["Al F. Quill Jr.", "Al F. Quill Jr.", "Al Quill", "Al Quill"],
    ),
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
