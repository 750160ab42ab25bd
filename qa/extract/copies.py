"""The same words in several articles: what a news agency sends is printed in many."""

from __future__ import annotations

import re

from index import Article, Filters
from index.words import same_words, stems
from qa.answer import Copy
from qa.library import Library
from qa.page import count_words

_BEGINNING = 60
"""Characters of a text that stand in one passage of each copy."""

_LEAST = 6
"""Fewer words may be the same by chance."""

_FORMS = {'"': '["“”„«»]', "'": "['‘’‚`]"}


class Copies:
    """Where else words stand, among the articles that the filters allow."""

    def __init__(self, filters: Filters, library: Library):
        self._filters = filters
        self._library = library

    def of(self, article: str, text: str) -> tuple[Copy, ...]:
        """The places outside an article that have its words, white space and the form of quotation marks aside."""
        if count_words(text) < _LEAST:
            return ()
        words = self._library.words
        others = words.articles_with(stems(text)) - {article}
        if others:
            # The words of a short quotation may stand in any article, but seldom side by side.
            others &= words.articles_with_passage(stems(text[:_BEGINNING].rpartition(" ")[0]))
        if not others:
            return ()
        archive, pattern = self._library.archive, _pattern(same_words(text))
        allowed = [record for record in archive.articles() if record.id in others and self._filters.admits(record)]
        return tuple(
            copy for contents in archive.read(r.id for r in allowed) if (copy := _in(contents.article, pattern))
        )


def _in(article: Article, pattern: re.Pattern[str]) -> Copy | None:
    found = pattern.search(article.text, article.body)
    return Copy(article.id, article.source, article.title, article.published, *found.span()) if found else None


def _pattern(words: str) -> re.Pattern[str]:
    spelt = ("".join(_FORMS.get(mark, re.escape(mark)) for mark in word) for word in words.split())
    return re.compile(r"\s+".join(spelt))
