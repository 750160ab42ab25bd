"""A DOCX made of paragraphs with endnotes, which python-docx does not write: their part of the file is made here."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from index.readers.commented import CONTROL

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"

# Word wants the lines that it draws over the notes to be there, as notes of their own (ECMA-376, 17.11.23).
_LINES = (
    '<w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:endnote>'
    '<w:endnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:endnote>'
)
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


class Noted(NamedTuple):
    """A paragraph, and the numbers of the notes that stand behind it."""

    text: str
    notes: Sequence[int] = ()


def endnoted(title: str, paragraphs: Iterable[Noted], notes: Mapping[int, str]) -> bytes:
    """A document with a heading, its paragraphs, and the notes that they name, in the order of their numbers."""
    from docx import Document

    document = Document()
    document.core_properties.title, document.core_properties.author = _shown(title)[:255], ""
    document.add_heading(_shown(title))
    placed: set[int] = set()
    for text, numbers in paragraphs:
        paragraph = document.add_paragraph(_shown(text))
        for number in numbers:
            _refer(paragraph, number, again=number in placed)
            placed.add(number)
    _add_notes(document, {number: notes[number] for number in sorted(placed)})
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _refer(paragraph: Paragraph, number: int, again: bool) -> None:
    """A note stands in a document once; where it is named again, its number does."""
    from docx.oxml import parse_xml

    mark = f"<w:t>{number}</w:t>" if again else f'<w:endnoteReference w:id="{number}"/>'
    paragraph._p.append(parse_xml(f'<w:r xmlns:w="{_MAIN}">{_RAISED}{mark}</w:r>'))


def _add_notes(document: Document, notes: Mapping[int, str]) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    root = parse_xml(f'<w:endnotes xmlns:w="{_MAIN}">{_LINES}</w:endnotes>')
    for number, text in notes.items():
        note = parse_xml(
            f'<w:endnote xmlns:w="{_MAIN}" w:id="{number}"><w:p><w:r>{_RAISED}<w:endnoteRef/></w:r>'
            '<w:r><w:t xml:space="preserve"/></w:r></w:p></w:endnote>'
        )
        note.find(f".//{qn('w:t')}").text = f" {_shown(text)}"
        root.append(note)
    part = Part(PackURI("/word/endnotes.xml"), _TYPE, _xml(root), document.part.package)
    document.part.relate_to(part, _RELATED)
    # Else Word counts them i, ii, iii.
    counted = f'<w:endnotePr xmlns:w="{_MAIN}"><w:numFmt w:val="decimal"/></w:endnotePr>'
    document.sections[0]._sectPr.insert(0, parse_xml(counted))


def _xml(root: object) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _shown(text: str) -> str:
    return CONTROL.sub(" ", text)
