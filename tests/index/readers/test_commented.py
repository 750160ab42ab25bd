"""A DOCX given back with comments: at the words, and all else as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from PIL import Image

from index import InputError
from index.load import Article, Note, parse
from index.readers.commented import Comment, commented

NOTES = (
    f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t>“Never to be read,” she said.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
TRACKED = (
    f"<w:p {nsdecls('w')}><w:r><w:t>The clerk said: “We </w:t></w:r>"
    '<w:ins w:id="1" w:author="a"><w:r><w:rPr><w:b/></w:rPr><w:t>shall paint </w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="a"><w:r><w:delText>may burn </w:delText></w:r></w:del>'
    '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>on Monday </w:t></w:r></w:moveFrom>'
    "<w:r><w:t>the pier.”</w:t></w:r></w:p>"
)


def written(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def draft() -> bytes:
    """A document with most of what a newsroom's has, its runs cut where nobody reads a border."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Not for print"
    paragraph = document.add_paragraph("  Mayor Ada Quill said: “We will ")
    paragraph.add_run("not").bold = True
    last = paragraph.add_run("  close\tthe fair,\nand nobody asked.” It rained.")
    last.italic, last.font.size = True, Pt(9)
    table = document.add_table(1, 2)
    table.cell(0, 1).text = "“The tent holds four hundred,” she said."
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    document.add_picture(io.BytesIO(picture.getvalue()))
    document.element.body.insert(1, parse_xml(TRACKED))
    document.add_comment(paragraph.runs[0], "An editor's.", "Ed")
    file = written(document)
    with zipfile.ZipFile(packed := io.BytesIO(file), "a") as parts:
        parts.writestr("word/footnotes.xml", NOTES)
    return packed.getvalue()


def text_of(data: bytes) -> tuple[str, list[str]]:
    article, *notes = parse("draft.docx", data)
    assert isinstance(article, Article)
    return article.text, [note.reason for note in notes if isinstance(note, Note)]


def anchored(document: Document) -> Iterator[tuple[str, str]]:
    """Each comment with the words between its marks, deleted ones aside."""
    for comment in document.comments:
        inside, words = False, ""
        for element in document.element.body.iter():
            kind, id = element.tag.rpartition("}")[2], element.get(docx.oxml.ns.qn("w:id"))
            if kind.startswith("commentRange") and id == str(comment.comment_id):
                inside = kind == "commentRangeStart"
            gone = any(parent.tag.endswith("}moveFrom") for parent in element.iterancestors())
            words += element.text if inside and kind == "t" and not gone else ""
        yield comment.text, words


def test_each_comment_stands_at_its_words_and_all_else_is_as_it_was() -> None:
    data = draft()
    text, _ = text_of(data)
    quoted = ["“We will not close\tthe fair,\nand nobody asked.”", "“We shall paint the pier.”"]
    quoted.append("“The tent holds four hundred,”")
    found = [Comment(text.index(q), text.index(q) + len(q), f"Told {n}\nand why\x0b") for n, q in enumerate(quoted)]
    found.append(Comment(text.index("nobody"), text.index("nobody") + 6, "Within"))
    back = commented(data, text, found, "Onrecord")
    before, after = (docx.Document(io.BytesIO(file)) for file in (data, back))
    assert dict(anchored(after)) == {
        "An editor's.": "  Mayor Ada Quill said: “We will ",
        "Told 0\nand why ": "“We will not  closethe fair,and nobody asked.”",
        "Told 1\nand why ": "“We shall paint the pier.”",
        "Told 2\nand why ": "“The tent holds four hundred,”",
        "Within": "nobody",
    }
    assert [c.author for c in after.comments] == ["Ed", *["Onrecord"] * 4]
    assert text_of(back)[0] == text
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    assert after.tables[0].cell(0, 1).text == before.tables[0].cell(0, 1).text
    assert after.sections[0].header.paragraphs[0].text == "Not for print"
    assert len(after.inline_shapes) == 1
    runs = [run for run in after.paragraphs[0].runs if run.text]
    assert [(r.text, r.bold, r.italic, r.font.size) for r in runs] == [
        ("  Mayor Ada Quill said: ", None, None, None),
        ("“We will ", None, None, None),
        ("not", True, None, None),
        ("  close\tthe fair,\nand ", None, True, Pt(9)),
        ("nobody", None, True, Pt(9)),
        (" asked.”", None, True, Pt(9)),
        (" It rained.", None, True, Pt(9)),
    ]


def test_what_is_not_read_of_a_document_is_told() -> None:
    text, notes = text_of(draft())
    assert "on Monday" not in text
    assert "burn" not in text
    assert "Never" not in text
    assert notes == ["it has tracked changes: it is read as if all were accepted.", "its 1 footnote is not read."]


def test_another_file_or_another_text_is_refused() -> None:
    with pytest.raises(InputError, match="a DOCX alone is given back"):
        commented(b"Words of a text", "Words of a text", [], "Onrecord")
    with pytest.raises(InputError, match="not the one whose text was read"):
        commented(draft(), "Another text", [], "Onrecord")
