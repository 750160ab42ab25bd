"""Markup that is all text: books' chapters, letters, agencies' news. Nothing is left out as a page's frame is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark nobr q s samp small span strike "
    "strong sub sup time tt u var wbr location person org event chron function money num object.title virtloc "
    "pronounce frac copyrite city state region country alt-code series".split()
)
"""Elements that stand in a paragraph, of HTML and of NITF."""
_UNSEEN = frozenset("head script style template noscript title svg math media object nav".split())
_ATTRIBUTES = 20_000
"""Of an element; the parser takes the square of their number. A page's scripts, which may look like one, have fewer."""
_QUOTED = ("“", "”"), ("‘", "’")


def paragraphs(root: _Element) -> list[str]:
    """The paragraphs under an element, <br> as a line end, <q> as quotation marks, other white space as one blank."""
    text = [_plain(root.text)]
    for child in root:
        _walk(child, text)
    blocks = ("\n".join(" ".join(line.split()) for line in block.split("\v")) for block in "".join(text).split("\f"))
    return [block.strip() for block in blocks if block.strip()]


def xml(data: bytes) -> _Element:
    """The root of an XML document; entities of its own are left alone, nothing is loaded from elsewhere."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"the file is not well-formed XML ({error}). Export it again.") from None


def html(data: str) -> _Element:
    """The root of an HTML page. Raises InputError where reading it would take for ever."""
    from lxml import html

    check_attributes(data)
    return html.document_fromstring(data, parser=html.HTMLParser(remove_comments=True, remove_pis=True))


def check_attributes(html: str) -> None:
    """Raises InputError where an element has too many attributes."""
    for tag in re.findall(r"<[a-zA-Z][^<>]{20000,}", html):
        names = re.sub(r"\"[^\"]*\"|'[^']*'", " ", tag)
        if len(names.split()) + names.count("=") > _ATTRIBUTES:
            raise InputError(f"an element has more than {_ATTRIBUTES} attributes. Save the article's text as .txt.")


def name(element: _Element) -> str:
    """The element's name in small letters, without a namespace."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _walk(element: _Element, text: list[str], quoted: int = 0) -> None:
    tag = name(element)
    if tag and tag not in _UNSEEN:
        around = "" if tag in _INLINE else "\f"
        opened, closed = _QUOTED[quoted % 2] if tag == "q" else ("", "")
        text += ["\v" if tag == "br" else around + opened, _plain(element.text)]
        for child in element:
            _walk(child, text, quoted + (tag == "q"))
        text.append(closed + (around if tag != "br" else ""))
    text.append(_plain(element.tail))


def _plain(text: str | None) -> str:
    return (text or "").replace("\f", " ").replace("\v", " ")
