"""Documents of word processors, and books."""

from __future__ import annotations

import io
from datetime import date

import pytest

from index.article import Article
from index.load import Note, parse
from tests.index.readers.one import one
from tests.index.readers.packing import zipped


def test_docx_has_its_words_once_and_none_that_were_deleted() -> None:
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    document.add_heading("The ferry sails", 1)
    document.add_paragraph("“We ").add_run("sail").bold = True
    document.paragraphs[-1]._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="1"><w:r><w:t>,” Tom Dell said</w:t></w:r></w:ins>',
        )
    )
    document.paragraphs[-1]._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="2"><w:r><w:delText>never</w:delText></w:r></w:del>')
    )
    document.add_table(1, 2).cell(0, 1).text = "Tolls: 5"
    document.core_properties.title = "The ferry sails"
    document.core_properties.author = "python-docx"
    data = io.BytesIO()
    document.save(data)
    article, note = parse("a.docx", data.getvalue())
    assert isinstance(article, Article)
    assert article.text == "The ferry sails\n\n“We sail,” Tom Dell said\n\nTolls: 5"
    assert (article.title, article.author, article.published) == ("The ferry sails", None, None)
    assert note == Note("a.docx", "it has tracked changes: it is read as if all were accepted.")
    assert next(parse("named-otherwise.txt", data.getvalue())).text == article.text  # type: ignore[union-attr]


def test_docx_as_other_word_processors_name_its_parts() -> None:
    strict = "http://purl.oclc.org/ooxml"
    links = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
        Type="{strict}/officeDocument/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>"""
    words = f"""<w:document xmlns:w="{strict}/wordprocessingml/main"><w:body><w:p><w:r><w:t>We sail.</w:t></w:r></w:p>
        </w:body></w:document>"""
    parts = {"_rels/.rels": links, "word/document2.xml": words, "word/styles.xml": "<styles/>"}
    assert one("a.docx", zipped(parts)).text == "We sail."


def test_an_author_in_the_properties_is_one_whom_the_text_names() -> None:
    import docx

    for name, author in (("Bo Li", "Bo Li"), ("mayor", None), ("a", None), ("Bo L", None)):
        document = docx.Document()
        document.add_paragraph("By Bo Li. The mayor said so.")
        document.core_properties.author = name
        data = io.BytesIO()
        document.save(data)
        assert one("a.docx", data.getvalue()).author == author, name


def test_odt() -> None:
    text, office = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("text", "office"))
    content = f"""<office:document-content xmlns:office="{office}" xmlns:text="{text}"><office:body><office:text>
        <text:h>The ferry sails</text:h><text:p>“We
        <text:span>sail</text:span>,”<text:s text:c="2"/>Tom Dell said.<office:annotation><text:p>Really?</text:p>
        </office:annotation><text:line-break/>By <text:date>Monday</text:date>.</text:p>
        </office:text></office:body></office:document-content>"""
    meta = '<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Untitled 1</dc:title></m>'
    article = one("a.odt", zipped({"content.xml": content, "meta.xml": meta}))
    assert article.text == "The ferry sails\n\n“We sail,”  Tom Dell said.\nBy Monday."
    assert article.title == "The ferry sails"


def test_rtf() -> None:
    link = r'{\field{\*\fldinst{HYPERLINK "http://example.com"}}{\fldrslt the council}}'
    article = one(
        "a.rtf", rb"{\rtf1\ansi\ansicpg1252 \b The ferry sails\b0\par\par \'93We sail,\'94 " + link.encode() + b"}"
    )
    assert article.text == "The ferry sails\n\n“We sail,” the council"
    assert article.title == "The ferry sails"


def test_epub_has_an_article_for_each_chapter() -> None:
    words = "Mayor Tom Dell said the ferry would sail again, after three weeks in the dock. " * 3
    chapter = (
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><h2>The ferry</h2><p>{words}'
    )
    opf = """<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
        <dc:title>Corby weekly</dc:title><dc:creator>Bo Li</dc:creator><dc:publisher>Corby Post</dc:publisher>
        <dc:date>2024-03-05</dc:date></metadata><manifest>
        <item id="c" href="cover.xhtml" media-type="application/xhtml+xml"/>
        <item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
        <item id="two" href="a%20b.xhtml" media-type="application/xhtml+xml"/></manifest>
        <spine><itemref idref="c"/><itemref idref="n"/><itemref idref="two"/><itemref idref="no"/></spine></package>"""
    box = "urn:oasis:names:tc:opendocument:xmlns:container"
    article = one(
        "week.epub",
        zipped(
            {
                "META-INF/container.xml": f'<c xmlns="{box}"><rootfile full-path="in/book.opf"/></c>',
                "in/book.opf": opf,
                "in/cover.xhtml": "<html><body><p>Corby weekly</p></body></html>",
                "in/nav.xhtml": chapter + "</p></body></html>",
                "in/a b.xhtml": chapter + "<br/>“<b>We</b> sail,” he said.</p></body></html>",
            }
        ),
    )
    assert article.text == f"The ferry\n\n{words.strip()}\n“We sail,” he said."
    assert (article.source, article.title) == ("week.epub#in/a b.xhtml", "The ferry")
    assert (article.published, article.publisher, article.author) == (date(2024, 3, 5), "Corby Post", "Bo Li")


@pytest.mark.parametrize("words", ["港の船は来週また出ると町長は言った。" * 12, "We sail."], ids=["no blanks", "short"])
def test_a_chapter_in_a_script_without_blanks_is_one_and_a_short_one_where_no_other_is_longer(words: str) -> None:
    opf = """<p xmlns="http://www.idpf.org/2007/opf"><manifest>
        <item id="a" href="a" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></p>"""
    box = "urn:oasis:names:tc:opendocument:xmlns:container"
    parts = {"META-INF/container.xml": f'<c xmlns="{box}"><rootfile full-path="o"/></c>', "o": opf}
    article, *_ = parse("a.epub", zipped({**parts, "a": f"<html><body><p>{words}</p></body></html>"}))
    assert isinstance(article, Article)
    assert article.text == words
