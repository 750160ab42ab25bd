"""What sort of thing a question asks for."""

from __future__ import annotations

import pytest

from qa.names import names_in
from qa.understand.asked import asked_in
from qa.understand.kinds import expects_of, kind_of

PROPER = frozenset({"verel", "stank"})


@pytest.mark.parametrize(
    ("text", "kind", "expects"),
    [
        ("What did Verel say about the toll?", "said", set()),
        ("What is Stank's view of the toll?", "said", set()),
        ("Who said that the toll would stay?", "who said", {"name"}),
        ("Which councillor called the mayor a liar?", "who said", {"name"}),
        ("Who wrote the letter asking Verel to tell the truth?", "who", {"name"}),
        ("How many traders blocked the bridge?", "number", {"number"}),
        ("How much money did the bridge cost?", "number", {"number", "money"}),
        ("How much does Verel think the toll matters to traders?", "said", set()),
        ("How did Verel mock the traders?", "said", set()),
        ("At what time was the bridge closed?", "when", {"date", "place"}),
        ("What percentage of traders pay the toll?", "number", {"number", "percent"}),
        ("When was the bridge opened?", "when", {"date"}),
        ("Who opened the bridge?", "who", {"name"}),
        ("Where did the traders protest?", "where", {"place"}),
        ("Why did the traders protest?", "why", set()),
        ("Was the toll halved?", "yes-no", set()),
        ("And will the toll be halved?", "yes-no", set()),
        ("What happened at the town hall?", "what", set()),
        ("", "what", set()),
    ],
)
def test_what_is_asked(text: str, kind: str, expects: set[str]) -> None:
    asked = asked_in(text, names_in(text, PROPER))
    assert (kind_of(text, asked), set(expects_of(text))) == (kind, expects)
