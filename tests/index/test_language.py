"""In which language an article is written."""

from __future__ import annotations

import pytest

from index import Archive, Article
from index.language import language_of
from index.load import read
from tests.conftest import ARTICLES, SEEDS

GERMAN = "Bürgermeisterin Ada Quill eröffnete am Montag den Markt. „Es wird regnen“, sagte Quill. Mehr sagte sie nicht."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mayor Ada Quill opened the fair on Monday. “It will rain,” Quill said.", "en"),
        (GERMAN, "de"),
        ("Le maire Ada Quill a ouvert la foire lundi. « Il va pleuvoir », a déclaré Mme Quill.", "fr"),
        ("“High.”", None),
        ("1 2 3 " * 50, None),
        ("", None),
    ],
)
def test_a_language_is_told_where_it_can_be(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_our_articles_are_english() -> None:
    articles = [a for a in read([SEEDS, ARTICLES]) if isinstance(a, Article)]
    assert {language_of(a.text) for a in articles} == {"en"}


def test_another_is_searched_and_cited_and_no_statements_are_guessed(archive: Archive) -> None:
    report = archive.add(
        [Article("markt", GERMAN, "Der Markt"), Article("fair", "“It will rain,” Ada Quill said.", "A fair")]
    )
    assert [(note.source, "its language is de" in note.reason) for note in report.notes] == [("markt", True)]
    assert archive.record("markt").language == "de"
    assert archive.statements("markt") == []
    assert [s.speaker for s in archive.statements("fair")] == ["Ada Quill"]
    assert archive.search("Markt eröffnet", 1)[0].article == archive.record("markt").id


def test_it_is_told_after_a_rebuild_too(archive: Archive) -> None:
    archive.add([Article("markt", GERMAN, "Der Markt")])
    archive.rebuild()
    assert (archive.record("markt").language, archive.statements("markt")) == ("de", [])
