"""Opening an article beside the chat."""

from __future__ import annotations

from typing import Any

from index import Archive, Article, InputError, Span
from ui.page import render, render_article
from ui.page.faults import sentence


class Reader:
    """Gives articles as HTML; what a link asks for is never trusted."""

    def __init__(self, archive: Archive):
        self._archive = archive

    def open(self, place: Any) -> str:
        """The article {"article": id, "start", "end": the words to mark, "statements": whether to mark speakers}."""
        try:
            if not isinstance(place, dict) or not isinstance(place.get("article"), str):
                raise InputError("article: the link names none. Open the article from the archive.", "article")
            article = self._archive.article(place["article"])
            statements = self._archive.statements(article.id) if place.get("statements") is True else None
            return render_article.article(article, _cited(place, article), statements)
        except Exception as error:
            return render.fault(sentence(error))


def _cited(place: dict[str, Any], article: Article) -> Span | None:
    """The words to mark, or none where the link's numbers are no place in this article."""
    try:
        start, end = int(place["start"]), int(place["end"])
    except (KeyError, TypeError, ValueError):
        return None
    return Span(start, end) if 0 <= start < end <= len(article.text) else None
