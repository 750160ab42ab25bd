"""What is new on a standing question as a feed: Atom (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from ui.following.shapes import NewsOut
from ui.following.watches import Watch

KIND = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_TITLE = 160
"""Characters of an entry's title."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to say."""


def feed(watch: Watch, news: Sequence[NewsOut], origin: str, itself: str) -> bytes:
    """The feed of a question: an entry for each claim, newest first, with the cited words and the page that shows them.

    origin is the server's address, https://news.example.org; itself the feed's own.
    """
    root = ET.Element("feed", xmlns=_ATOM)
    _text(root, "title", watch.question)
    _text(root, "id", _id(watch.id))
    _text(root, "updated", (news[0].told if news else datetime.fromtimestamp(int(watch.made), UTC)).isoformat())
    _text(ET.SubElement(root, "author"), "name", "Onrecord")
    ET.SubElement(root, "link", rel="self", type=KIND, href=itself)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=f"{origin}/")
    for one in news:
        entry = ET.SubElement(root, "entry")
        short = one.text if len(one.text) <= _TITLE else f"{one.text[:_TITLE].rpartition(' ')[0]} …"
        _text(entry, "title", " ".join(short.split()))
        _text(entry, "id", _id(f"{watch.id}/{one.number}"))
        _text(entry, "updated", one.told.isoformat())
        for n, cited in enumerate(one.citations):
            link = {"rel": "related" if n else "alternate", "type": "text/html", "href": f"{origin}{cited.link}"}
            ET.SubElement(entry, "link", link)
        where = "\n".join(f"— {cited.title}: {origin}{cited.link}" for cited in one.citations)
        _text(entry, "content", f"{one.text}\n{where}", type="text")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _id(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"onrecord/watches/{name}").urn
