"""The same words in several articles: what a news agency sends is printed in many."""

from __future__ import annotations

import re
from functools import cached_property

from index.words import same_words
from qa.answer import Copy
from qa.evidence.found import Found
from qa.library import Library, count_words

_BEGINNING = 60
"""Characters by which a copy is looked for before its article is opened."""

_LEAST = 6
"""Fewer words may be the same by chance."""

_FORMS = {'"': '["“”„«»]', "'": "['‘’‚`]"}


class Copies:
    """Where else words stand, among the passages that were found."""

    def __init__(self, found: Found, library: Library):
        self._found = found
        self._library = library

    def of(self, article: str, text: str) -> tuple[Copy, ...]:
        """The places outside an article that have its words, white space and the form of quotation marks aside."""
        if count_words(text) < _LEAST:
            return ()
        words = same_words(text)
        articles = dict.fromkeys(a for a, held in self._passages if a != article and words[:_BEGINNING] in held)
        return tuple(copy for other in articles if (copy := self._in(other, words)))

    @cached_property
    def _passages(self) -> list[tuple[str, str]]:
        return [(p.article, same_words(self._found.hits[p].passage.text)) for p in self._found.order]

    def _in(self, article: str, words: str) -> Copy | None:
        record, text = self._library.archive.record(article), self._library.archive.article(article).text
        found = _pattern(words).search(text, record.body)
        return Copy(record.id, record.source, record.title, record.published, *found.span()) if found else None


def _pattern(words: str) -> re.Pattern[str]:
    spelt = ("".join(_FORMS.get(mark, re.escape(mark)) for mark in word) for word in words.split())
    return re.compile(r"\s+".join(spelt))
