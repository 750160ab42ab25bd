"""What news agencies send: NITF, and NewsML-G2 around it (IPTC)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.errors import InputError
from index.readers import byline
from index.readers.file import Draft, Failure, File, Found
from index.readers.markup import html, name, paragraphs, xml
from index.readers.reader import Reader

if TYPE_CHECKING:
    from lxml.etree import _Element


def _read(file: File) -> Iterator[Found]:
    root = xml(file.data)
    if name(root) == "nitf":
        yield Draft(_nitf(root))
        return
    if name(root) not in ("newsitem", "newsmessage"):
        raise InputError(f"this XML ({name(root)}) is neither NITF nor NewsML-G2. Give one of them.")
    items = [element for element in root.iter() if name(element) == "newsitem"]
    for number, item in enumerate(items, 1):
        place = f"item {number}" if len(items) > 1 else ""
        fields = _item(item)
        if "text" not in fields:
            yield Failure(f"{file.name}, {place}" if place else file.name, "the item has no text.")
        else:
            yield Draft({**({"source": item.get("guid") or f"{file.name}, {place}"} if place else {}), **fields}, place)
    if not items:
        raise InputError("the message holds no news item.")


def _nitf(root: _Element) -> dict[str, str]:
    body = _first(root, "body.content")
    if body is None or not (text := paragraphs(body)):
        raise InputError("the article has no text.")
    issued = next((date.get("norm", "") for date in root.iter() if name(date) in ("date.issue", "date.release")), "")
    return _present(
        text="\n\n".join(text),
        title=_words(root, "hl1") or _words(root, "hedline") or _words(root, "title"),
        published=_day(issued),
        author=byline.names(_words(root, "person", "byline") or _words(root, "byline"), None) or "",
        publisher=_words(root, "distributor")
        or next((d.get("holder", "") for d in root.iter() if name(d) == "doc.copyright"), ""),
    )


def _item(item: _Element) -> dict[str, str]:
    found: dict[str, str] = {}
    content = next((e for e in item.iter() if name(e) in ("inlinexml", "inlinedata")), None)
    if content is not None:
        inner = _first(content, "nitf")
        if inner is not None:
            found = _nitf(inner)
        else:
            body = _first(content, "body")
            for header in [element for element in content.iter() if name(element) == "header"]:
                header.getparent().remove(header)  # Its headline and subjects stand in the item, too.
            marked = "".join(content.itertext()).lstrip().startswith("<")
            text = paragraphs(html("".join(content.itertext())) if marked else content if body is None else body)
            found = _present(text="\n\n".join(text))
    first, version = _words(item, "contentcreated") or _words(item, "firstcreated"), _words(item, "versioncreated")
    said = _present(
        title=_words(item, "headline"),
        published=_day(first or version),
        modified=_day(version if first else ""),
        author=byline.names(_words(item, "by") or _words(item, "name", "creator"), None) or "",
        publisher=_words(item, "name", "provider")
        or _words(item, "creditline").strip(" –—-/,")
        or _words(item, "name", "copyrightholder")
        or _literal(item, "copyrightholder"),
    )
    return {**said, **found} if found else said


def _first(root: _Element, what: str) -> _Element | None:
    return next((element for element in root.iter() if name(element) == what), None)


def _words(root: _Element, what: str, within: str = "") -> str:
    """The words of the first element of this name."""
    if within and (above := _first(root, within)) is not None:
        root = above
    elif within:
        return ""
    element = _first(root, what)
    return " ".join(paragraphs(element)) if element is not None else ""


def _literal(root: _Element, what: str) -> str:
    """The name in the attribute of the first element of this name, as who needs no more says it."""
    element = _first(root, what)
    return " ".join(element.get("literal", "").split()) if element is not None else ""


def _day(stamp: str) -> str:
    """20240305T101500Z and 2024-03-05T10:15:00Z alike."""
    return stamp[:8] if stamp[:8].isdigit() else stamp


def _present(**fields: str) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}


READER = Reader(
    "NITF or NewsML-G2",
    (".xml", ".nitf", ".newsml"),
    _read,
    lambda file: file.head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml"),
)
