"""Who said what: every kind of statement, in the tables of kinds/.

A kind is its name, a text (¶ for a line break), and for each statement in it: speaker | role | mention | cue | direct
or reported | what was said | the quotes in it | the sentences it stands in, if not the whole text.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from index.article import Article, Statement
from index.statements import find_all, find_statements

TABLES = sorted(Path(__file__).with_name("kinds").glob("*.txt"))
KINDS = [
    (f"{table.stem}: {name}", text, rows)
    for table in TABLES
    for name, text, *rows in (block.split("\n") for block in table.read_text("utf-8").strip()[2:].split("\n\n= "))
]


def row(text: str, found: Statement) -> str:
    """A statement as the table shows it."""
    content, quotes = (" + ".join(text[start:end] for start, end in spans) for spans in (found.content, found.quotes))
    mention, cue = found.mention and found.mention.text, found.cue and found.cue.text
    kind = "direct" if found.direct else "reported"
    fields = [found.speaker, found.role, mention, cue, kind, content, quotes or "-"]
    whole = [] if found.text == text else [found.text]
    return "> " + " | ".join(str(field) for field in fields + whole).replace("\n", "¶")


@pytest.mark.parametrize(("text", "expected"), [(text, rows) for _, text, rows in KINDS], ids=[k for k, *_ in KINDS])
def test_kinds_of_statement(text: str, expected: list[str]) -> None:
    text = text.replace("¶", "\n")
    assert [row(text, found) for found in find_statements(Article("test", text, "Test"))] == expected


def test_many_articles_give_what_each_gives_alone() -> None:
    articles = [Article(source=str(n), text=text, title="") for n, (_, text, *_) in enumerate(KINDS)]
    assert list(find_all(articles)) == [find_statements(one) for one in articles]


def test_an_office_is_not_of_a_holder_named_long_before() -> None:
    between = "The bridge was shut on another day of the storm. " * 40
    near = "Senator Mara Quill left. “It is late,” the senator said."
    far = f"Senator Mara Quill left. {between}“It is late,” the senator said."
    assert [s.speaker for text in (near, far) for s in find_statements(Article("test", text, "Test"))] == [
        "Mara Quill",
        "the senator",
    ]


def test_what_i_say_is_the_authors_where_the_author_is_known() -> None:
    text = (
        "I argue that the bridge must go. Peter Ash said it was safe. I asked Ash whether he had crossed it. “I have,” "
        "he told me. “We must act,” I wrote in May.\n\nIvo Brandt wrote:\n\nI think that it is late. I say no."
    )
    said = [
        (s.speaker, s.cue and s.cue.text) for s in find_statements(Article("test", text, "Test", author="Mara Quill"))
    ]
    assert said == [
        ("Mara Quill", "argue"),
        ("Peter Ash", "said"),
        ("Mara Quill", "asked"),
        ("Peter Ash", "told"),
        ("Mara Quill", "wrote"),
        ("Ivo Brandt", "wrote"),
    ]
    unsigned = [(s.speaker, s.cue and s.cue.text) for s in find_statements(Article("test", text, "Test"))]
    assert unsigned == [("Peter Ash", "said"), ("Peter Ash", "told"), (None, "wrote"), ("Ivo Brandt", "wrote")]
