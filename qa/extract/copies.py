"""The same words, or nearly the same, in several articles: what a news agency sends is printed, and edited, in many."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from index import Article, Contents, Filters
from index.english.datelines import after_dateline
from index.words import same_words, written
from qa.answer import Copy
from qa.check.changes import turns
from qa.check.finding import Change
from qa.library import Library
from qa.page import count_words

_BEGINNING = 60
"""Characters of a text that stand in one passage of each copy."""

_LEAST = 6
"""Fewer words may be the same by chance."""

_MOST = 100
"""Articles that are looked through for copies."""

_FORMS = {'"': '["“”„«»]', "'": "['‘’‚`]"}


_ALIKE = 85
"""How alike, of 100, words are (rapidfuzz) that were edited and mean the same."""


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
        same = [copy for contents in archive.read(others) if (copy := _in(contents.article, pattern))]
        near = archive.read(self._near(article, {copy.article for copy in same}))
        return (*same, *(copy for contents in near if (copy := _nearly_in(contents, text))))

    def _near(self, article: str, known: set[str]) -> list[str]:
        """The near-copies of an article that the filters allow, but for those that are known."""
        archive, narrows = self._library.archive, self._filters.narrows
        found = (record.id for record in archive.also_in(article) if record.id not in known)
        return [id_ for id_ in found if not narrows or archive.any_within(replace(self._filters, article=id_))]


def alike(words: str, other: str) -> bool:
    """Whether words are others as an editor left them, which does not turn what they mean; a dateline aside."""
    words, other = (each[after_dateline(each) :] for each in (words, other))
    return fuzz.ratio(words, other) >= _ALIKE and not turns(_changes(words, other), words, other)


def _changes(words: str, other: str) -> list[Change]:
    own, theirs = written(words), written(other)
    found = SequenceMatcher(None, own, theirs, autojunk=False).get_opcodes()
    return [Change(" ".join(own[a:b]), " ".join(theirs[c:d]), 0, 0) for op, a, b, c, d in found if op != "equal"]


def _in(article: Article, pattern: re.Pattern[str]) -> Copy | None:
    found = pattern.search(article.text, article.body)
    return _at(article, *found.span()) if found else None


def _nearly_in(contents: Contents, text: str) -> Copy | None:
    """The sentences of a near-copy that are nearly a text."""
    whole = contents.article.text
    near = fuzz.partial_ratio_alignment(text, whole, score_cutoff=_ALIKE)
    if near is None:
        return None
    own = [s for s in contents.sentences if near.dest_start <= (s.start + s.end) / 2 < near.dest_end]
    if not own:
        return None
    start, end = own[0].start, own[-1].start + len(whole[slice(*own[-1])].rstrip())
    return _at(contents.article, start, end, same=False) if alike(text, whole[start:end]) else None


def _at(article: Article, start: int, end: int, same: bool = True) -> Copy:
    a = article
    return Copy(a.id, a.source, a.title, a.published, start, end, a.version, same)


def _pattern(words: str) -> re.Pattern[str]:
    spelt = ("".join(_FORMS.get(mark, re.escape(mark)) for mark in word) for word in words.split())
    return re.compile(r"\s+".join(spelt))
