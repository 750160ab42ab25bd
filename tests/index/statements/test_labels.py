"""Turns of a conversation whose speakers the title introduces."""

from __future__ import annotations

from index.article import Article
from index.statements import find_statements

BRIEFING = "MS. QUILL-ASH:  Hello.\n\nQ    Is it late?\n\nMR. ASH:  It is.\n\nMR. POE:  It is not."


def test_the_title_introduces_who_speaks() -> None:
    title = (
        "Briefing by Press Secretary Mara Quill-Ash and Oldford Harbour Coordinator for Strategic Ferries John\u00a0Ash"
    )
    found = [(s.speaker, s.text.split()[-1]) for s in find_statements(Article("test", BRIEFING, title))]
    assert found == [("Mara Quill-Ash", "Hello."), ("a reporter", "late?"), ("John Ash", "is."), ("Poe", "not.")]


def test_the_title_of_an_interview_names_who_answers() -> None:
    text = "Q: Is the bridge safe?\n\nA: It is.\n\nQ: And the tower?"
    found = [s.speaker for s in find_statements(Article("test", text, "Interview with mayor Mara Quill"))]
    assert found == [None, "Mara Quill", None]
