"""Whose words a question asks for."""

from __future__ import annotations

import pytest

from qa.names import names_in
from qa.understand.speakers import alike, role_of, speakers_of

PROPER = frozenset({"verel", "stank", "holt"})


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("What did Verel say about Stank?", ("verel",)),
        ("What did Verel and Stank say about the toll?", ("verel", "stank")),
        ("What was Verel's reaction to the vote?", ("verel",)),
        ("What is Stank’s view of Verel?", ("stank",)),
        ("How did Verel respond to Stank's criticism?", ("verel",)),
        ("According to Verel, how much will the city lose?", ("verel",)),
        ("Does Verel think that Stank is right?", ("verel",)),
        ("What did the Elsin treasurer Ines Dahl say?", ("ines dahl",)),
        ("What did Holt of Oram Lines say?", ("holt",)),
        ("What did Verel's spokeswoman say?", ()),
        ("What did Ines Dahl of the Democratic Port Society say?", ("ines dahl",)),
        ("What did Ines Dahl of Port Elsin, Tarn say?", ("ines dahl",)),
        ("Is Stank really a banker, like Verel claimed?", ()),
        ("When was the bridge opened?", ()),
        ("Where is Port Elsin?", ()),
    ],
)
def test_whose_words_are_asked_for(text: str, speakers: tuple[str, ...]) -> None:
    assert speakers_of(text, names_in(text, PROPER)) == speakers


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("What did his lawyer say?", ("lawyer",)),
        ("What did the ferry union say?", ("union",)),
        ("How did Verel's own spokesman put it?", ("spokesman",)),
        ("What did Verel say?", ()),
    ],
)
def test_somebody_asked_for_by_role(text: str, role: tuple[str, ...]) -> None:
    assert role_of(text) == role


def test_roles_have_several_words() -> None:
    assert alike(("attorney",)) == {"attorney", "lawyer", "counsel"}
    assert alike(("baker", "spokesman")) == {"baker", "spokesman", "spokeswoman", "spokesperson"}
    assert alike(()) == frozenset()
