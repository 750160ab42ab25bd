"""Documents of word processors, and books: DOCX, ODT, RTF, EPUB."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from index.errors import InputError
from index.readers.file import Draft, File, Found
from index.readers.markup import name, paragraphs, xml
from index.readers.packed import holds, unzipped
from index.readers.reader import Reader
from index.readers.said import said_of_itself

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "opf": "http://www.idpf.org/2007/opf",
    "box": "urn:oasis:names:tc:opendocument:xmlns:container",
}
_CHAPTER = 150
"""Characters, since not every script sets words apart: a part of a book with fewer is its cover or its title page,
where others have more."""
_FIELD_CODE = re.compile(r"\{\\\*?\\fldinst(?:[^{}]|\{[^{}]*\})*\}")

_BLANKS = re.compile(r"[ \t\r\n]+")
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "nobreakhyphen": "-", "line-break": "\n", "s": " "}
"""What elements of DOCX and ODT stand for."""
_ODT = "{urn:oasis:names:tc:opendocument:xmlns:text:"
_UNSEEN = frozenset("deltext movefrom instrtext fallback annotation note tracked-changes ruby-text".split())
_TRACKED = frozenset("ins del movefrom moveto".split())
_NOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}


class Piece(NamedTuple):
    """Characters of a paragraph, and the element that has them or stands for them."""

    text: str
    element: _Element


def _docx(file: File) -> Iterator[Found]:
    with unzipped(file) as packed:
        body = xml(packed.read(_text_of_docx(packed)))
        said = xml(packed.read("docProps/core.xml")) if "docProps/core.xml" in packed.namelist() else None
        told = (*_tracked(body), *_unread_notes(packed))
    document = _document(_written(body), _said(said, "title"), _said(said, "creator"))
    yield Draft(document.fields, told=told)


def _tracked(body: _Element) -> Iterator[str]:
    if any(name(element) in _TRACKED for element in body.iter()):
        yield "it has tracked changes: it is read as if all were accepted."


def _unread_notes(packed: zipfile.ZipFile) -> Iterator[str]:
    for kind, path in _NOTES.items():
        # Those with a type are the lines above the notes.
        notes = xml(packed.read(path)) if path in packed.namelist() else ()
        count = sum(name(note) == kind and not any(str(key).endswith("}type") for key in note.attrib) for note in notes)
        if count:
            yield f"its {count} {kind}{'s are' if count > 1 else ' is'} not read."


def _text_of_docx(packed: zipfile.ZipFile) -> str:
    """Where the text is: word processors have several names for it, as the standard lets them (ISO/IEC 29500-2)."""
    links = xml(packed.read("_rels/.rels"))
    targets = (link.get("Target", "") for link in links if link.get("Type", "").endswith("/officeDocument"))
    return next(targets, "word/document.xml").lstrip("/")


def _odt(file: File) -> Iterator[Found]:
    with unzipped(file) as packed:
        content = xml(packed.read("content.xml"))
        meta = xml(packed.read("meta.xml")) if "meta.xml" in packed.namelist() else None
    body = next((element for element in content.iter() if name(element) == "text" and len(element)), content)
    yield _document(_written(body), _said(meta, "title"), _said(meta, "creator"))


def _rtf(file: File) -> Iterator[Found]:
    from striprtf.striprtf import rtf_to_text

    text = str(
        rtf_to_text(  # type: ignore[no-untyped-call]
            _FIELD_CODE.sub("", file.data.decode("latin-1")), errors="replace"
        )
    )
    yield _document([line.strip() for line in text.splitlines()], None, None)


def _epub(file: File) -> Iterator[Found]:
    """Each chapter, or each article of a periodical, in the order of reading."""
    with unzipped(file) as packed:
        root = str(
            next(
                iter(xml(packed.read("META-INF/container.xml")).xpath("//box:rootfile/@full-path", namespaces=_SPACES))
            )
        )
        book = xml(packed.read(root))
        said = {
            "published": next((d for d in _all_said(book, "date") if len(d) >= 10), None),
            "publisher": _said(book, "publisher"),
            "author": "; ".join(_all_said(book, "creator")),
        }
        parts = [(path, *_chapter(packed, path)) for path in _spine(book, posixpath.dirname(root))]
    parts = [part for part in parts if part[1]]
    chapters = [part for part in parts if len(part[1]) >= _CHAPTER] or parts
    for number, (path, text, title) in enumerate(chapters, 1):
        title = title or f"{_said(book, 'title') or 'Book'}, part {number}"
        given = {"source": f"{file.name}#{path}", "title": title, "text": text, **said}
        yield Draft({field: value for field, value in given.items() if value}, path)
    if not chapters:
        raise InputError("the book holds no text.")


def _document(paragraphs: Sequence[str], title: str | None, author: str | None) -> Draft:
    text = joined(paragraphs)
    if not text:
        raise InputError("the document holds no text. Give one with the article's text.")
    return Draft({"text": text, **said_of_itself(text, title, author)})


def joined(paragraphs: Sequence[str]) -> str:
    """The text of a document."""
    return "\n\n".join(paragraph.strip() for paragraph in paragraphs if paragraph.strip())


def _written(body: _Element) -> list[str]:
    """The paragraphs of a DOCX or ODT, those in tables and boxes too; no notes, comments or deleted words."""
    return ["".join(piece.text for piece in pieces) for pieces in pieces_of(body)]


def pieces_of(body: _Element) -> list[list[Piece]]:
    """The paragraphs of a DOCX or ODT as they are read, each in pieces; one of a box stands behind the one it is in."""
    found: list[list[Piece]] = []
    _write(body, [], found)
    return found


def _write(element: _Element, into: list[Piece], found: list[list[Piece]]) -> None:
    kind = name(element)
    if kind in _UNSEEN:
        return
    if kind in ("p", "h"):
        into = []
        found.append(into)
    if kind in _BREAKS:
        into.append(Piece(_BREAKS[kind] * _repeated(element), element))
    words = kind == "t" or str(element.tag).startswith(_ODT)
    if words and element.text:
        into.append(Piece(_one_blank(element.text), element))
    for child in element:
        _write(child, into, found)
        if words and child.tail:
            into.append(Piece(_one_blank(child.tail), child))


def _one_blank(text: str) -> str:
    return _BLANKS.sub(" ", text)


def _repeated(element: _Element) -> int:
    """How many blanks an element of ODT stands for."""
    times = next((value for key, value in element.attrib.items() if str(key).endswith("}c")), "1")
    return min(int(times), 100) if name(element) == "s" and str(times).isdigit() else 1


def _all_said(root: _Element | None, what: str) -> list[str]:
    if root is None:
        return []
    found = (" ".join("".join(element.itertext()).split()) for element in root.iterfind(f".//dc:{what}", _SPACES))
    return [words for words in found if words]


def _said(root: _Element | None, what: str) -> str | None:
    return next(iter(_all_said(root, what)), None)


def _spine(book: _Element, folder: str) -> list[str]:
    """The paths of the parts of a book, in the order of reading, without its table of contents."""
    items = {item.get("id"): item for item in book.iterfind(".//opf:manifest/opf:item", _SPACES)}
    read = [items.get(part.get("idref")) for part in book.iterfind(".//opf:spine/opf:itemref", _SPACES)]
    return [
        posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in read
        if item is not None and "html" in item.get("media-type", "") and "nav" not in item.get("properties", "").split()
    ]


def _chapter(packed: zipfile.ZipFile, path: str) -> tuple[str, str | None]:
    """Its text and its first heading; nothing where the book lacks it."""
    try:
        root = xml(packed.read(path))
    except KeyError:
        return "", None
    headings = (element for element in root.iter() if name(element) in ("h1", "h2", "h3"))
    heading = next((" ".join(paragraphs(element)) for element in headings), None)
    return "\n\n".join(paragraphs(root)), heading


DOCX = Reader(
    "DOCX", (".docx",), _docx, lambda file: holds(file, "word/document.xml", "word/styles.xml"), unmistakable=True
)
ODT = Reader("ODT", (".odt",), _odt, lambda file: holds(file, "content.xml"), unmistakable=True)
RTF = Reader("RTF", (".rtf",), _rtf, lambda file: file.head.startswith(b"{\\rtf"), unmistakable=True)
EPUB = Reader("EPUB", (".epub",), _epub, lambda file: holds(file, "META-INF/container.xml"), unmistakable=True)
