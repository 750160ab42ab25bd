"""Small talk, and what only looks like it."""

from __future__ import annotations

import pytest

from qa.understand.talk import talk_of


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("Hello", "greeting"),
        ("hi there!", "greeting"),
        ("Good morning.", "greeting"),
        ("Thank you very much!", "thanks"),
        ("help", "help"),
        ("What can you do?", "help"),
        ("Who are you?", "help"),
        ("What is in here?", "contents"),
        ("What's in the archive?", "contents"),
        ("What articles do you have?", "contents"),
        ("Hello Dolly was a success, said who?", None),
        ("What is in the harbour?", None),
        ("Who helped the traders?", None),
    ],
)
def test_small_talk(text: str, talk: str | None) -> None:
    assert talk_of(text) == talk
