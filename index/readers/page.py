"""Web pages: the article's text through trafilatura, and what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from index.address import on_the_web
from index.english.saying import VERBS
from index.errors import InputError
from index.readers import byline
from index.readers.file import Draft, File, Found, decode
from index.readers.markup import check_attributes
from index.readers.page_address import address
from index.readers.page_beside import article, beside
from index.readers.page_date import modified, published
from index.readers.reader import Reader

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_STUB = 150
"""Words: a page of fewer that speaks of cookies, subscriptions or errors speaks of nothing else."""
_LINE_END = "⸎"
"""Stands for a line end on the way through trafilatura, which would take that for a paragraph's; in no article."""
_ELEMENTS = 30_000
"""A page of more is no article; trafilatura takes the square of their number to read it."""
_BREAKS = 1000
"""More <br> than that are no line ends within sentences."""
_LEAST, _RELATED = 3, 25
"""Words of a paragraph that may be nothing but a link to another article; an address is fewer."""
_LABEL = 2
"""Words that may stand before such a link."""
_AROUND = "[]() \t\n\r\xa0"
"""What may stand around both."""
_BESIDE = r"(\s+[|│·•»–—-]\s+)"
"""What stands between a title and the outlet's name."""
_OPENING = "\"“„«»‘‚‹'"


def draft(file: File, declared: Iterable[str | None] = (), found_at: str | None = None) -> Draft:
    """The article on a page, in the encoding that it or its sender declares. Raises InputError where it holds none.

    found_at: its address, where who saved the page tells that.
    """
    import trafilatura

    html = decode(file.data, (*declared, *charsets(file.data)), file.options.encoding)
    check_attributes(html)
    tree = trafilatura.load_html(re.sub(r"^\s*<\?xml[^>]*>", "", html.lstrip("\ufeff")))
    if tree is None:
        raise InputError("the file is no page. Save the article's text as .txt.")
    if sum(1 for _ in tree.iter()) > _ELEMENTS:
        raise InputError(f"the page has more than {_ELEMENTS} elements. Save the article's text as .txt.")
    url = address(tree, found_at)
    day, unclear = published(tree, url, file.options.day_first)
    changed, unclear_change = modified(tree, url, day, file.options.day_first)
    _keep_words_together(tree)
    _drop_related(tree)
    others = beside(tree)
    page = trafilatura.bare_extraction(
        tree, with_metadata=True, include_comments=False, date_extraction_params={"extensive_search": False}
    )
    found = page.as_dict() if page is not None and not isinstance(page, dict) else page or {}
    text = re.sub(r"\n+", "\n\n", article(found.get("text") or "", others)).strip("\n").replace(_LINE_END, "\n")
    if not text.strip():
        raise InputError("no article text was found in the page. Save the article's text as .txt.")
    _check(found.get("title") or "", text)
    publisher = found.get("sitename")
    title = (found.get("title") or "").replace(_LINE_END, " ")
    fields = {
        "text": text,
        "title": _without(publisher, title),
        "published": day or unclear,
        "modified": changed or unclear_change,
        "publisher": publisher if publisher != title else None,
        "author": byline.names(found.get("author"), publisher),
        "url": url,
    }
    return Draft({name: value for name, value in fields.items() if value})


def charsets(data: bytes) -> list[str]:
    """Those that a page's first bytes declare, in a meta element or an XML declaration (HTML, 4.2.5.5)."""
    return [name.decode("ascii") for name in _DECLARED.findall(data[:4096])]


def _keep_words_together(tree: HtmlElement) -> None:
    """What trafilatura takes for the end of a paragraph and is none: <br> within a sentence of a <p>, and <q>."""
    for quotation in reversed(list(tree.iter("q"))):
        if not _marked(quotation):
            opened, closed = ("“”", "‘’")[sum(1 for _ in quotation.iterancestors("q")) % 2]
            quotation.text = opened + (quotation.text or "")
            if len(quotation):
                quotation[-1].tail = (quotation[-1].tail or "") + closed
            else:
                quotation.text += closed
        quotation.tag = "span"
    breaks = tree.xpath("//p//br")
    for br in breaks if len(breaks) <= _BREAKS else ():
        if re.search(r"[^\s.?!:…\"”’)]\s*$", _before(br)) and (br.tail or "").strip():
            br.tail = _LINE_END + br.tail.lstrip()
            br.drop_tag()


def _marked(quotation: HtmlElement) -> bool:
    """Whether a <q> has its quotation marks in the text."""
    return (_before(quotation).strip()[-1:] or " ") in _OPENING or quotation.text_content().strip()[:1] in _OPENING


def _before(element: HtmlElement) -> str:
    """The text before an element, back to the last one."""
    last = element.getprevious()
    if last is None:
        return element.getparent().text or ""
    return (last.tail or "") if (last.tail or "").strip() or last.tag == "br" else str(last.text_content())


def _drop_related(tree: HtmlElement) -> None:
    """A paragraph or item that is nothing but a link, and no sentence, leads elsewhere, also behind "Read more:"."""
    for paragraph in tree.xpath("//p[count(.//a[@href])=1]|//li[count(.//a[@href])=1]"):
        words, link = (
            element.text_content().strip(_AROUND).split() for element in (paragraph, paragraph.find(".//a[@href]"))
        )
        label = words[: len(words) - len(link)]
        alone = label + link == words and len(label) <= _LABEL and (not label or _is_label(label[-1]))
        # Without a label, what ends like a sentence is one.
        if alone and _LEAST <= len(link) <= _RELATED and link[-1][-1] not in ('”"' if label else '.?!”"'):
            paragraph.drop_tree()
    for heading in tree.xpath("|".join(f"//h{n}[following-sibling::*[1][self::ul or self::ol]]" for n in range(2, 7))):
        if not heading.getnext().text_content().strip():
            heading.drop_tree()


def _is_label(word: str) -> bool:
    """Whether a word ends a label: "more:", and not "wrote:"."""
    return word.endswith(":") and word[:-1].lower() not in VERBS


def _without(publisher: str | None, title: str) -> str:
    """The title without the publisher's name, which many pages set behind or before it."""
    parts = re.split(_BESIDE, title)
    if len(parts) > 2 and byline.is_outlet(parts[-1], publisher):
        parts = parts[:-2]
    if len(parts) > 2 and byline.is_outlet(parts[0], publisher):
        parts = parts[2:]
    return "".join(parts)


def _check(title: str, text: str) -> None:
    """Raises InputError where the page is about itself: a question for consent, a paywall, an error."""
    name = re.split(_BESIDE, title.strip().lower())[0].strip(" .!…")
    said = f"{title}\n{text}".lower().replace("’", "'") if len(text.split()) < _STUB else ""
    phrase = next((phrase for phrase in _no_articles() if phrase == name or phrase in said), None)
    if phrase:
        raise InputError(f"the page is no article (“{phrase}”). If it is one, save its text as .txt.")


@cache
def _no_articles() -> tuple[str, ...]:
    lines = files("index.readers").joinpath("no_articles.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def _read(file: File) -> Iterator[Found]:
    yield draft(file, [file.charset], on_the_web(file.name))


def _begins(file: File) -> bool:
    return file.head.lstrip(b"\xef\xbb\xbf \r\n\t")[:14].lower().startswith((b"<!doctype html", b"<html"))


READER = Reader("HTML", (".html", ".htm", ".xhtml"), _read, _begins, unmistakable=True)
