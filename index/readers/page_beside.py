"""What a page has beside its article and trafilatura takes for its text: sign-up forms, "Share this", notices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.english.furniture import leads_elsewhere

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = frozenset({"button", "dialog", "form", "nav"})
_ROLES = frozenset("alertdialog contentinfo dialog form menu menubar navigation search toolbar".split())
"""Those of WAI-ARIA that name what is used, or is about the site, and is not read."""
_CALLED = re.compile(
    r"(?:^|[\s_-])(?:credit|newsletter|related|shar(?:e|ing)|sign-?up|subscri(?:be|ption))s?(?=[\s_-]|$)",
    re.IGNORECASE,
)
"""What an element's class or id is made of, where it is a box of such."""
_PARAGRAPHS = frozenset("h1 h2 h3 h4 h5 h6 p".split())
_MOST = 60
"""Words: an element that holds more may hold the article."""
_NOTICE = re.compile(r"\W*(?:©|copyright\W*(?:©|\d{4}))", re.IGNORECASE)
"""How a notice of copyright or a picture's credit begins, and no sentence does."""
_LONGEST = 30
"""Words of such a notice."""


def beside(tree: HtmlElement) -> frozenset[str]:
    """The words of each element that is no part of the article, where they stand nowhere else on the page."""
    apart, elsewhere = set[str](), set[str]()
    seen: set[HtmlElement] = set()
    for element in tree.iter():
        if element in seen:
            continue
        if _is_apart(element):
            for inner in element.iter():
                seen.add(inner)
                apart |= {_words(inner.text_content()), _words(inner.text)}
                apart.add(_words(inner.tail if inner is not element else None))
        else:
            elsewhere.add(_words(element.text_content() if element.tag in _PARAGRAPHS else element.text))
        elsewhere.add(_words(element.tail))
    return frozenset(apart - elsewhere - {""})


def article(text: str, beside: frozenset[str]) -> str:
    """The lines of the extracted text without these, notices and links; all of it where nothing else is there."""
    kept = (line for line in text.split("\n") if _words(line) not in beside)
    lines = [line for line in kept if not _is_notice(line) and not leads_elsewhere(line)]
    return "\n".join(lines) if any(map(_words, lines)) else text


def _is_apart(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "main", "article"):
        return False
    named = element.tag in _TAGS or (element.get("role") or "").lower() in _ROLES
    called = (element.get(name) or "" for name in ("class", "id"))
    return (named or any(map(_CALLED.search, called))) and _is_short(element.itertext())


def _is_short(texts: Iterator[str]) -> bool:
    words = 0
    for text in texts:
        words += len(text.split())
        if words > _MOST:
            return False
    return True


def _is_notice(line: str) -> bool:
    return _NOTICE.match(line) is not None and len(line.split()) <= _LONGEST


def _words(text: str | None) -> str:
    """What is read of a text, whatever marks a list or a table puts around it."""
    return " ".join(re.findall(r"\w+", text or ""))
