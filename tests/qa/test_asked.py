"""Whose words a question asks for."""

from __future__ import annotations

import pytest

from index.english.people import ROLES, roles_alike
from index.english.saying import ASKED_NOUNS, VERBS
from qa.names import names_in, plain
from qa.understand.asked import Asked, asked_in

PROPER = frozenset({"verel", "stank", "holt"})


def asked(text: str) -> Asked:
    return asked_in(text, names_in(text, PROPER))


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("What did Verel say about Stank?", ("verel",)),
        ("What did Verel and Stank say about the toll?", ("verel", "stank")),
        ("What did Senator Verel and Senator Stank say?", ("verel", "stank")),
        ("What did Mr. Verel and former Vice President Ines Dahl say about Holt?", ("verel", "ines dahl")),
        ("What did Mayor Verel and Stank say?", ("verel", "stank")),
        ("What was Verel's reaction to the vote?", ("verel",)),
        ("What is Stank’s view of Verel?", ("stank",)),
        ("How did Verel respond to Stank's criticism?", ("verel",)),
        ("According to Verel, how much will the city lose?", ("verel",)),
        ("Does Verel think that Stank is right?", ("verel",)),
        ("What is wrong with the toll, in Verel's view?", ("verel",)),
        ("What is wrong with Stank, in the words of Port Elsin treasurer Ines Dahl?", ("ines dahl",)),
        ("According to Verel in Elsin, how much will the city lose?", ("verel",)),
        ("What did Verel concede about the toll when Holt asked him?", ("verel",)),
        ("What was the toll when Holt asked about it?", ()),
        ("What does Ines Dahl love about Verel?", ("ines dahl",)),
        ("And what was Verel's gripe?", ("verel",)),
        ("What did Elsin's Oram Lines notice say about dogs?", ()),
        ("What did Elsin's Ines Dahl, the treasurer, say?", ("ines dahl",)),
        ("How should losers behave, according to Ines Dahl after Elsin's vote?", ("ines dahl",)),
        ("What did the Elsin treasurer Ines Dahl say?", ("ines dahl",)),
        ("What did Holt of Oram Lines say?", ("holt",)),
        ("What did Verel's spokeswoman say?", ()),
        ("What did Ines Dahl of the Democratic Port Society say?", ("ines dahl",)),
        ("What did Ines Dahl of Port Elsin, Tarn say?", ("ines dahl",)),
        ("Is Stank really a banker, like Verel claimed?", ()),
        ("What did economists say about Verel's tax plan?", ()),
        ("What did the mayor say about Verel?", ()),
        ("what did voters say about verel", ()),
        ("What did a spokeswoman for Verel say about the toll?", ()),
        ("What did the spokesman of President Verel say about taxes?", ()),
        ("What did critics of Verel say?", ()),
        ("What did Verel's spokeswoman in Elsin say?", ()),
        ("What did Verel supporters say about Stank?", ()),
        ("What was the mayor's reaction to Verel?", ()),
        ("What was the reaction of Verel to the vote?", ("verel",)),
        ("What did Elsin police chief Ines Dahl say about Verel?", ("ines dahl",)),
        ("When she was asked about Holt, what did Stank say?", ("stank",)),
        ("What did the mayor of Elsin, Ines Dahl, say about Verel?", ("ines dahl",)),
        ("Tell me what Verel said about Stank", ("verel",)),
        ("Can you tell me what Verel said about Stank?", ("verel",)),
        ("I want to know what Verel said about Stank", ("verel",)),
        ("Could you explain Verel's view on Stank?", ("verel",)),
        ("Please tell me what the mayor said about Verel", ()),
        ("According to the Tribune, what did Verel say about Stank?", ("verel",)),
        ("When was the bridge opened?", ()),
        ("Where is Port Elsin?", ()),
    ],
)
def test_whose_words_are_asked_for(text: str, speakers: tuple[str, ...]) -> None:
    assert asked(text).speakers == speakers


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("What did his lawyer say?", ("lawyer",)),
        ("What did the ferry union say?", ("union",)),
        ("How did Verel's own spokesman put it?", ("spokesman",)),
        ("What did the mayor say about Verel?", ("mayor",)),
        ("What did a spokeswoman for Verel say?", ("spokeswoman",)),
        ("Please tell me what the mayor said about Verel", ("mayor",)),
        ("What did Verel say about the mayor?", ()),
        ("What did Verel say?", ()),
    ],
)
def test_somebody_asked_for_by_role(text: str, role: tuple[str, ...]) -> None:
    assert (asked(text).role,) == (role or ("",))


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("What did Verel's own spokesman say about Stank?", "verel"),
        ("What did a spokeswoman for Mayor Tomas Verel say?", "verel"),
        ("What did the Stank campaign's lawyer say about Verel?", "stank"),
        ("What did the lawyer of Holt say?", "holt"),
        ("What did his lawyer say?", ""),
        ("What did the mayor say about Verel?", ""),
        ("What did Verel say?", ""),
    ],
)
def test_whose_spokesman_is_asked_for(text: str, owner: str) -> None:
    assert asked(text).owner == owner


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("What did Verel's daughter say?", "Verel's daughter"),
        ("How did Mrs. Ines Dahl’s own spokesman put it?", "Mrs. Ines Dahl’s own spokesman"),
        ("What did the Verel campaign say about Stank?", "the Verel campaign"),
        ("What did a spokeswoman for Mayor Tomas Verel say?", "a spokeswoman for Mayor Tomas Verel"),
        ("What did his lawyer say?", ""),
        ("What did Verel say?", ""),
    ],
)
def test_a_role_as_it_is_written(text: str, written: str) -> None:
    assert asked(text).described == written


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("What did the police chief say about Verel?", "police chief"),
        ("what did the head of the museum say", "head of the museum"),
        ("What did the mayor say about Verel?", "mayor"),
        ("What did Verel say?", ""),
    ],
)
def test_an_office_as_it_is_written(text: str, office: str) -> None:
    assert asked(text).office == office


def test_roles_have_several_words() -> None:
    assert roles_alike(("attorney",)) == {"attorney", "lawyer", "counsel"}
    assert roles_alike(("baker", "spokesman")) == {"baker", "spokesman", "spokeswoman", "spokesperson"}
    assert roles_alike(()) == frozenset()


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("What did Ines Dahl of Port Elsin, Tarn say about Verel?", " of Port Elsin, Tarn "),
        ("What did Ines Dahl, the treasurer, say about Verel?", ", the treasurer, "),
        ("What did Ines Dahl say about Verel of Port Elsin?", ""),
        ("What did Verel and Stank say?", ""),
        ("Who opened the bridge?", ""),
    ],
)
def test_what_only_tells_who_a_speaker_is(text: str, beside: str) -> None:
    assert asked(text).beside == beside


@pytest.mark.parametrize(
    ("text", "heads_it"),
    [
        ("Verel on the toll", ("verel",)),
        ("Elsin mayor Tomas Verel on why he won't go", ("tomas verel",)),
        ("Verel at the town hall: who pays for the bridge?", ("verel",)),
        ("Verel why is the toll so high", ("verel",)),
        ("Verel, what would the bridge cost?", ("verel",)),
        ("Verel why did he resign", ()),
        ("Who is Verel on the council?", ()),
        ("The bridge that is to be paid by Verel on Monday", ()),
        ("Verel's toll", ()),
        ("the toll", ()),
    ],
)
def test_a_name_at_the_head(text: str, heads_it: tuple[str, ...]) -> None:
    assert asked(text).speakers == heads_it


@pytest.mark.parametrize("verb", sorted({verb.name for verb in VERBS.values()}))
def test_every_verb_of_saying_asks_for_words(verb: str) -> None:
    assert asked(f"What did Verel {verb} about the toll?").speakers == ("verel",)
    assert asked(f"what did verel {verb} about the toll").speakers == ("verel",)


@pytest.mark.parametrize("noun", sorted(noun for noun in ASKED_NOUNS if noun.isalpha()))
def test_every_noun_of_saying_behind_a_name_asks_for_words(noun: str) -> None:
    assert asked(f"Verel {noun} on the toll").speakers == ("verel",)
    assert asked(f"verel {noun} on the toll").speakers == ("verel",)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_may_be_asked(role: str) -> None:
    assert asked(f"What did the {role} say about the toll?").role == plain(role).split()[-1]


@pytest.mark.parametrize(
    ("text", "speakers", "role"),
    [
        ("sum up what verel thinks of the toll", ("verel",), ""),
        ("verel and stank on the toll", ("verel", "stank"), ""),
        ("verel’s take on the toll", ("verel",), ""),
        ("quotes by verel about the toll", ("verel",), ""),
        ("statements by the mayor on the toll", (), "mayor"),
        ("did verel ever apologise for the toll", ("verel",), ""),
        ("what has verel said lately", ("verel",), ""),
        ("how did the ministry defend the toll", (), "ministry"),
        ("what did police say", (), "police"),
        ("What reason did Verel's spokeswoman give for the toll?", (), "spokeswoman"),
        ("How was the toll described by Stank?", ("stank",), ""),
        ("what is the latest that verel said", ("verel",), ""),
        ("Who sued Verel?", (), ""),
        ("Which official did they see behind closed doors in the Verel email case?", (), ""),
        ("How many people did Verel say came?", ("verel",), ""),
    ],
)
def test_questions_as_people_type_them(text: str, speakers: tuple[str, ...], role: str) -> None:
    assert (asked(text).speakers, asked(text).role) == (speakers, role)
