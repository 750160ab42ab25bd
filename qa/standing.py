"""Whether words that were cited once stand in an archive now, and where."""

from __future__ import annotations

import hashlib
from typing import Literal, NamedTuple

from rapidfuzz.distance import Postfix, Prefix

from index import Archive, Article, ArticleNotFound, Filters, Version
from qa.versions import otherwise

State = Literal["verbatim", "changed", "gone", "not_held"]
"""verbatim: in the same text, at their place. changed: the article has changed, or they stand at another place, to the
letter. gone: the article is there, and they are not in it. not_held: the article is not there."""

BESIDE = 32
"""Characters before and behind words by which they are found again."""

_PLACES = 200
"""Places of the same words in one article that are looked at."""

_FIRST_WORDS = 8
_ALIKE = 20
"""Articles with these words among which one that was known by another source is looked for."""


class Cited(NamedTuple):
    """Words as they were cited: in which article, the hash of its text, where, and what stood beside them."""

    article: str
    sha256: str
    start: int
    exact: str
    prefix: str = ""
    suffix: str = ""


class Standing(NamedTuple):
    """What became of them: the article that has them, if any, and where in it they start.

    version: the earlier version that they were cited from, where it is held; now: what stands in their place, where
    they are gone, "" for nothing like them.
    """

    state: State
    article: Article | None = None
    start: int | None = None
    version: Version | None = None
    now: str | None = None


def sha256(text: str) -> str:
    """Of a text as UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def standing(cited: Cited, archive: Archive) -> Standing:
    """Where cited words stand in the archive now."""
    article = _article(cited, archive)
    if article is None:
        return Standing("not_held")
    start, changed = _place(cited, article.text), sha256(article.text) != cited.sha256
    version = _version(cited, archive) if changed else None
    if start is None:
        now = otherwise(cited.exact, version.text if version else cited.exact, article.text)
        return Standing("gone", article, version=version, now=now)
    return Standing("changed" if changed or start != cited.start else "verbatim", article, start, version)


def _version(cited: Cited, archive: Archive) -> Version | None:
    """The earlier version of the article that has the text of which words were cited."""
    try:
        return next((v for v in archive.versions(cited.article) if sha256(v.text) == cited.sha256), None)
    except ArticleNotFound:
        return None


def _article(cited: Cited, archive: Archive) -> Article | None:
    """The article; where none is known by its id, one of the same text that another archive has from elsewhere."""
    try:
        return archive.article(cited.article)
    except ArticleNotFound:
        words = " ".join(cited.exact.split()[:_FIRST_WORDS])
        found = archive.read(record.id for record in archive.with_phrase(words, Filters(), _ALIKE))
        return next((one.article for one in found if sha256(one.article.text) == cited.sha256), None)


def _place(cited: Cited, text: str) -> int | None:
    """Where the words start: of several places the one with most of what stood beside them, then the nearest."""
    places: list[int] = []
    at = text.find(cited.exact)
    while at >= 0 and len(places) < _PLACES:
        places.append(at)
        at = text.find(cited.exact, at + 1)
    if text.startswith(cited.exact, cited.start):
        places.append(cited.start)
    return max(places, key=lambda at: (_beside(cited, text, at), -abs(at - cited.start)), default=None)


def _beside(cited: Cited, text: str, at: int) -> int:
    """How many characters beside a place are those that stood beside the words."""
    before, behind = beside(text, at, at + len(cited.exact))
    return int(Postfix.similarity(before, cited.prefix) + Prefix.similarity(behind, cited.suffix))


def beside(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before words of a text, and what behind them."""
    return text[max(0, start - BESIDE) : start], text[end : end + BESIDE]
