"""The same words in several articles: what a news agency sends is printed in many."""

from __future__ import annotations

import re

from index import Article, Filters
from index.words import same_words
from qa.answer import Copy
from qa.library import Library
from qa.page import count_words

_BEGINNING = 60
"""Characters of a text that stand in one passage of each copy."""

_LEAST = 6
"""Fewer words may be the same by chance."""

_MOST = 100
"""Articles that are looked through for copies."""

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
        archive, pattern = self._library.archive, _pattern(same_words(text))
        # The last word of the beginning may have been cut.
        beginning = text[:_BEGINNING].rpartition(" ")[0]
        others = [r.id for r in archive.with_phrase(beginning, self._filters, _MOST) if r.id != article]
        return tuple(copy for contents in archive.read(others) if (copy := _in(contents.article, pattern)))


def _in(article: Article, pattern: re.Pattern[str]) -> Copy | None:
    found = pattern.search(article.text, article.body)
    a = article
    return Copy(a.id, a.source, a.title, a.published, *found.span(), a.version) if found else None


def _pattern(words: str) -> re.Pattern[str]:
    spelt = ("".join(_FORMS.get(mark, re.escape(mark)) for mark in word) for word in words.split())
    return re.compile(r"\s+".join(spelt))
