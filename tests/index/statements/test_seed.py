"""Who said what in the seed article, whole."""

from __future__ import annotations

from pathlib import Path

from index.article import Article, Span
from index.statements import find_statements

SEED = Path(__file__).parents[3] / "seeds" / "gantz-washington-visit.txt"

KIRBY, SPOKESPERSON = "John Kirby", "White House National Security Council spokesperson"
GANTZ, MINISTER = "Benny Gantz", "National Unity party leader Minister"
HARRIS, VICE_PRESIDENT = "Kamala Harris", "U.S. Vice President"

# speaker, role, mention, cue, direct, the first and last words of what was said
SEED_STATEMENTS = [
    (HARRIS, VICE_PRESIDENT, "Harris", "told", False, "that a reliable and impl", "n the risks to civilians"),
    (HARRIS, VICE_PRESIDENT, "Harris", "called", False, "to take further steps in", "ibution to those in need"),
    ("NBC", None, "NBC", "reported", False, "that Gantz told reporter", "the meeting went “well.”"),
    (GANTZ, MINISTER, "Gantz", "told", False, "after the meeting went “", "the meeting went “well.”"),
    (GANTZ, MINISTER, "Gantz", "According to", True, '"This is an important vi', ' I was received warmly."'),
    (
        "an NBC reporter",
        None,
        "an NBC reporter",
        "asked",
        False,
        "whether the U.S. should ",
        "ister Benjamin Netanyahu",
    ),
    (GANTZ, MINISTER, "he", "replied", True, '"No. Israel has a prime ', 'and everything is fine."'),
    (
        "Netanyahu’s coalition",
        None,
        "Netanyahu’s coalition",
        "clarifying",
        True,
        "that Gantz left without ",
        'proval of travel plans."',
    ),
    (
        "sources close to Netanyahu",
        None,
        "sources close to Netanyahu",
        "According to",
        True,
        '"the prime minister clar',
        'nly one Prime Minister."',
    ),
    (
        "Benjamin Netanyahu",
        "Prime Minister",
        "the prime minister",
        "clarified",
        False,
        "that the State of Israel",
        " only one Prime Minister",
    ),
    (KIRBY, SPOKESPERSON, "Kirby", "said", True, "“Minister Gantz is a mem", "l over the finish line,”"),
    (KIRBY, SPOKESPERSON, "Kirby", "According to", True, '"We certainly recognize ', "answered that question.”"),
    (KIRBY, SPOKESPERSON, "He", "added", True, '"Both Jake and the Vice ', "o move forward with it.”"),
    (
        "American reports",
        None,
        "American reports",
        "according to",
        False,
        "the U.S. government is l",
        "vir and Bezalel Smotrich",
    ),
    (
        "the U.S. government",
        None,
        "the U.S. government",
        "alleging",
        False,
        "he’s being shackled by h",
        "y his coalition partners",
    ),
]


def test_the_seed_article() -> None:
    text = SEED.read_text()
    found = find_statements(Article("test", text, "Test", body=len(" date 2024-03-05 ")))
    told = [
        (s.speaker, s.role, s.mention and s.mention.text, s.cue and s.cue.text, s.direct, *_ends(text, s.content))
        for s in found
    ]
    assert told == SEED_STATEMENTS


def _ends(text: str, content: tuple[Span, ...]) -> tuple[str, str]:
    return text[content[0].start :][:24], text[: content[-1].end][-24:]
