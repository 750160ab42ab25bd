"""Opening an article beside the chat."""

from __future__ import annotations

from typing import Any, TypedDict

from index import Archive, Article, Excerpt, InputError, Span, Version
from qa import Citation
from qa.versions import later_words
from ui.page import render, render_article, render_head, render_versions
from ui.page.faults import sentence


class View(TypedDict):
    """An article as HTML: what stands over it while it is read, and itself, or a fault."""

    head: str
    leaf: str


class Reader:
    """Gives articles as HTML; what a link asks for is never trusted."""

    def __init__(self, archive: Archive):
        self._archive = archive

    def open(self, place: Any) -> View:
        """The article {"article": id, "version", "start", "end": the words to mark, "statements": whether to mark
        speakers}.
        """
        try:
            if not isinstance(place, dict) or not isinstance(place.get("article"), str):
                raise InputError("article: the link names none. Open the article from the archive.", "article")
            return self._opened(place, place.get("version"))
        except Exception as error:
            return {"head": "", "leaf": render.fault(sentence(error))}

    def _opened(self, place: dict[str, Any], wanted: Any) -> View:
        """The article, or the earlier version of it that is wanted."""
        article, versions = self._archive.article(place["article"]), self._archive.versions(place["article"])
        version = next((one for one in versions if one.id == wanted), None)
        if version and version.text != article.text and wanted != article.version:
            was = version.article
            cited = _cited(place, was)
            leaf = render_article.article(was, cited, None, self._earlier(version, article, cited))
            return {"head": render_head.head(was, cited), "leaf": leaf}
        known = version or wanted in (None, article.version)
        statements = self._archive.statements(article.id) if place.get("statements") is True else None
        told = "" if known else render_versions.not_held()
        told += render_article.also_in(self._archive.also_in(article.id))
        told += render_versions.changes(self._archive.record(article.id), article.text, versions)
        cited = _cited(place, article) if known else None
        leaf = render_article.article(article, cited, statements, told)
        return {"head": render_head.head(article, cited), "leaf": leaf}

    def _earlier(self, version: Version, article: Article, cited: Span | None) -> str:
        words = version.text[slice(*cited)] if cited else ""
        citation = Citation.at(version.record, Excerpt(*(cited or (0, 0)), words))
        now = later_words(citation, self._archive) if cited else None
        start = article.text.find(words) if cited else -1
        at = Span(start, start + len(words)) if start >= 0 else None
        return render_versions.earlier(version, self._archive.record(article.id), words, now, at)


def _cited(place: dict[str, Any], article: Article) -> Span | None:
    """The words to mark, or none where the link's numbers are no place in this article."""
    try:
        start, end = int(place["start"]), int(place["end"])
    except (KeyError, TypeError, ValueError):
        return None
    return Span(start, end) if 0 <= start < end <= len(article.text) else None
