"""Names in questions, and who is who."""

from __future__ import annotations

import pytest

from qa.names import Name, is_speaker, last_name, names_in, plain, same_person, sex_of, shown

PROPER = frozenset({"verel", "stank", "elsin", "oram", "okonjo", "dahl"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What did Verel say about Port Elsin?", [("verel", "Verel"), ("port elsin", "Port Elsin")]),
        ("What did Mayor Tomas Verel say?", [("tomas verel", "Tomas Verel")]),
        ("What is Verel's view of Stank’s plan?", [("verel", "Verel"), ("stank", "Stank")]),
        ("What did Ines Okonjo-Dahl say?", [("ines okonjo dahl", "Ines Okonjo-Dahl")]),
        ("What did J. Reeve write?", [("j reeve", "J. Reeve")]),
        ("what did verel say about bread?", [("verel", "verel")]),
        ("what did okonjo-dahl say about re-baked bread?", [("okonjo dahl", "okonjo-dahl")]),
        ("Verel said what?", [("verel", "Verel")]),
        ("Bread said what?", []),
        ("What happened on Monday in May?", []),
        ("What did the President say?", []),
        ("", []),
    ],
)
def test_names_in_a_question(text: str, names: list[tuple[str, str]]) -> None:
    assert [(name.plain, text[name.start : name.end]) for name in names_in(text, PROPER)] == names


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Tomas Verel", "tomas verel"),
        ("Ines Okonjo-Dahl", "ines okonjo dahl"),
        ("Stank’s", "stank"),
        ("J. Reeve", "j reeve"),
    ],
)
def test_plain(name: str, folded: str) -> None:
    assert plain(name) == folded


@pytest.mark.parametrize(
    ("asked", "held", "same"),
    [
        ("verel", "tomas verel", True),
        ("tomas verel", "verel", True),
        ("t verel", "tomas verel", True),
        ("ada verel", "tomas verel", False),
        ("tomas", "tomas verel", True),
        ("stank", "tomas verel", False),
        ("elsinians", "elsinian council", True),
        ("tom verel", "tomas verel", True),
        ("tina verel", "tomas verel", False),
        ("ada b verel", "tomas verel", False),
        ("tomas verel jr", "tomas verel", False),
        ("tomas verel jr", "tomas verel jr", True),
        ("tomas verel jr", "bruno stank jr", False),
        ("", "verel", False),
        ("verel", "", False),
    ],
)
def test_same_person(asked: str, held: str, same: bool) -> None:
    assert same_person(asked, held) is same


@pytest.mark.parametrize(
    ("asked", "speaker", "is_theirs"),
    [
        ("verel", "Tomas Verel", True),
        ("verel", "Tomas Verel Jr.", True),
        ("verel", "Tomas van Verel", True),
        ("verel", "Verel’s council", False),
        ("verel", "sources close to Verel", False),
        ("sources close to verel", "sources close to Verel", True),
        ("harbour union", "the Harbour Union", True),
        ("ada verel", "Tomas Verel", False),
        ("verel", "", False),
    ],
)
def test_whose_words(asked: str, speaker: str, is_theirs: bool) -> None:
    assert is_speaker(asked, speaker) is is_theirs


@pytest.mark.parametrize(
    ("name", "last"), [("ada verel", "verel"), ("ada verel jr", "verel"), ("verel", "verel"), ("jr", "jr")]
)
def test_the_last_name(name: str, last: str) -> None:
    assert last_name(name) == last


@pytest.mark.parametrize(
    ("name", "sex"), [("thomas verel", "he"), ("clara verel", "she"), ("verel", ""), ("clara", ""), ("zorb verel", "")]
)
def test_the_sex_of_a_name(name: str, sex: str) -> None:
    assert sex_of(name) == sex


def test_a_name_is_shown_as_the_question_writes_it() -> None:
    question = "What did McVerel say to stank?"
    names = [Name("mcverel", 9, 16), Name("stank", 24, 29)]
    assert [shown(n, question, names) for n in ("mcverel", "stank", "ada quill")] == ["McVerel", "Stank", "Ada Quill"]
