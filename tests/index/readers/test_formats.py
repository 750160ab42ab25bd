"""Each format: the article's text, and what the file says of it."""

from __future__ import annotations

import gzip
import io
import json
import textwrap
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.article import Article, page_at
from index.load import Failure, Note, parse
from index.readers import readers
from tests.index.readers.packing import zipped
from tests.index.readers.pdfs import pdf

_PAGE = """<html><head><title>Ferry sails again</title><meta charset="utf-8"></head><body><article><h1>Ferry sails</h1>
<p>Mayor Tom Dell said the ferry would sail again, after three weeks in the dock for repairs to its hull.</p>
<p>“We are safe,” Dell said. “The tolls stay where they are, and so does the ferry.”</p></article></body></html>"""


def one(name: str, data: bytes) -> Article:
    (article,) = parse(name, data)
    assert isinstance(article, Article), article
    return article


def test_pdf_has_paragraphs_without_hyphens_page_numbers_and_running_heads() -> None:
    def page(number: int, *lines: str) -> list[tuple[int, int, int, str]]:
        head, foot = (72, 750, 9, f"Corby Post, page {number}"), (300, 40, 9, f"- {number} -")
        return [head, *((72, 700 - 14 * n, 11, line) for n, line in enumerate(lines)), foot]

    article = one(
        "report.pdf",
        pdf(
            [
                [(72, 750, 9, "Corby Post, page 1"), (72, 720, 20, "The ferry sails"), *page(1, *_FIRST)[1:]],
                page(2, *_SECOND),
                page(3, "The harbour is long-established, in the well-", "kept town of Corby."),
            ],
            title="Microsoft Word - draft3.doc",
        ),
    )
    assert article.text == (
        "The ferry sails\n\n"
        "Mayor Tom Dell said on Monday that the government of Corby had found the money for it.\n\n"
        "“We are well known for our dangerous ferry, and for well-kept boats,” he said of the harbour, so long.\n\n"
        "The harbour is long-established, in the well-kept town of Corby."
    )
    assert (article.title, article.author, article.published) == ("The ferry sails", None, None)
    begins = [article.text[start:].split()[0] for start in article.page_starts]
    assert begins == ["The", "“We", "The"]
    assert [page_at(article, article.text.index(words)) for words in ("Mayor", "danger", "The harbour")] == [1, 2, 3]


def test_a_pdf_s_page_without_text_begins_where_the_next_does() -> None:
    article = one("a.pdf", pdf([[], [(72, 720, 11, "It is dan-")], [], [(72, 720, 11, "gerous.")], []]))
    assert (article.text, article.page_starts) == ("It is dangerous.", (0, 0, 9, 9, 16))
    assert [page_at(article, n) for n in (0, 8, 9, 15)] == [2, 2, 4, 4]


_FIRST = ["Mayor Tom Dell said on Monday that the govern-", "ment of Corby had found the money for it."]
_SECOND = [
    "\\223We are well known for our danger-",
    "ous ferry, and for well-kept boats,\\224 he said of the",
    "harbour, so long.",
]


@pytest.mark.parametrize(
    "data", [_PAGE.encode(), rb"{\rtf1 Ferry sails}", b"WEBVTT\n\n00:01.000 --> 00:02.000\nFerry sails"]
)
def test_a_file_that_begins_like_another_format_than_its_name_s_is_read_as_that(data: bytes) -> None:
    assert one("a.txt", data).text.startswith("Ferry sails")


_SRT = "1\r\n00:00:01,000 --> 00:00:02,000\r\nFerry sails\r\n"
_ROW = "url,title,content\nhttp://example.com/a,Ferry,"
_CALLED_OTHERWISE = {
    "subtitles": _SRT,
    "a list": json.dumps([{"url": "a", "text": "Ferry sails"}]),
    "a list, set out": json.dumps([{"url": "a", "text": "Ferry sails"}], indent=2),
    "an article": json.dumps({"source": "a", "text": "Ferry sails"}),
    "an answer": json.dumps({"status": "ok", "articles": [{"url": "a", "content": "Ferry sails"}]}),
    "lines": '{"source": "a", "text": "Ferry sails"}\n\n{"source": "b", "text": "Two."}\n',
    "a table": _ROW + "Ferry sails\n",
    "a table of long cells": _ROW + '"Ferry sails' + " again,\nand again" * 300 + '"\n',
    "a table with tabs": _ROW.replace(",", "\t") + "Ferry sails\n",
}


@pytest.mark.parametrize("text", _CALLED_OTHERWISE.values(), ids=_CALLED_OTHERWISE)
@pytest.mark.parametrize("name", ["news.txt", "news.md", "news"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_json_and_subtitles_are_found_by_what_they_hold(text: str, name: str, encoding: str) -> None:
    found = next(parse(name, text.encode(encoding)))
    assert isinstance(found, Article)
    assert found.text.startswith("Ferry sails")


_PROSE = {
    "a list of names": "Text, source, title, author: all were missing.\n\nThe clerk, Bo Li, had lost them.\n",
    "names alone": "text, source\nBo Li, Corby\n",
    "names in a line": "title,text,url\n\nThese three are what a table needs, Bo Li said.\n",
    "commas": "Dell, Ruiz, Li\nMayor, judge, clerk\n",
    "a table in Markdown": "| text | source |\n| --- | --- |\n| We sail | Dell |\n",
    "tabs": "Text\tof the speech\nSource\tBo Li\n",
    "JSON at the beginning": '{"text": "We sail"}\n\nThat is how the ferry answers, Bo Li said.\n',
    "a list of JSON at the beginning": '[{"text": "We sail"}] is how the ferry answers, Bo Li said.\n',
    "JSON of something else": '{"name": "ferry", "version": 2}\n',
    "JSON that breaks off": '[{"text": "We sail',
    "braces": '{"We sail," Dell said.}\n',
    "brackets": "[The ferry] sails, Dell said.\n",
    "a numbered list": "1\nThe ferry sails.\n\n2\nThe tolls stay.\n",
    "times": "00:00:01,000 --> 00:00:02,000 was what the clock showed.\n",
    "a number and times": "1\nFrom 00:00:01,000 --> to 00:00:02,000\n",
    "one word": "text",
}


@pytest.mark.parametrize("text", _PROSE.values(), ids=_PROSE)
@pytest.mark.parametrize("name", ["odd.txt", "odd.md"])
def test_prose_is_never_taken_for_a_table_json_or_subtitles(text: str, name: str) -> None:
    assert one(name, text.encode()).text == text


def test_json_of_something_else_is_no_article_where_no_name_says_so() -> None:
    (failure,) = parse("map.geojson", b'{"type": "FeatureCollection", "features": [{"type": "Feature"}]}')
    assert failure.reason.startswith(".geojson is not read here")


@pytest.mark.parametrize("apart", [True, False])
def test_a_transcript_of_a_court_has_no_line_numbers(apart: bool) -> None:
    words = [
        "MR. DELL: We sail on the 5th, and so",
        "does the council.",
        "JUSTICE RUIZ: Why?",
        *["The tolls stay."] * 9,
    ]
    lines = [(120, 720 - 24 * n, 12, line) for n, line in enumerate(words)]
    numbers = [(90, 720 - 24 * n, 12, str(n + 1)) for n in range(len(words))]
    page = [*numbers, *lines] if apart else [line for pair in zip(numbers, lines, strict=True) for line in pair]
    text = one("court.pdf", pdf([page, page])).text
    assert "We sail on the 5th, and so does the council." in text
    assert not set(text.replace("5th", "")).intersection("0123456789")


def test_a_list_in_a_pdf_keeps_its_numbers() -> None:
    lines = [(90, 720 - 24 * n, 12, f"{n + 1} Boats of the town") for n in range(12)]
    assert "7 Boats" in one("list.pdf", pdf([lines])).text


def test_a_pdf_of_nothing_says_so() -> None:
    (failure,) = parse("empty.pdf", pdf([[]]))
    assert isinstance(failure, Failure)
    assert "the PDF holds no text" in failure.reason


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


_LETTER = """\
From: =?utf-8?q?Bo_L=C3=AD?= <bo@example.com>
Subject: The ferry
 sails
Date: Tue, 05 Mar 2024 23:30:00 -0500
Message-ID: <1@example.com>
Content-Type: text/plain; charset=iso-8859-1; format=flowed
Content-Transfer-Encoding: quoted-printable

=ABWe sail,=BB the=20
mayor said.

From Corby, Bo
"""
_NEWSLETTER = """\
From: Corby Weekly <news@example.com>
Subject: This week
Date: Wed, 06 Mar 2024 08:00:00 +0000
Message-ID: <2@example.com>
List-Unsubscribe: <mailto:no@example.com>
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: multipart/alternative; boundary=c

--c
Content-Type: text/plain

The ferry [http://example.com/?track=1]
--c
Content-Type: text/html; charset=utf-8

<table><tr><td>The ferry<td>“We <b>sail</b>,”<br>Dell said.</table><style>p {color: red}</style>
--c--
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename=map.pdf

x
--b--
"""


def test_letters() -> None:
    article = one("a.eml", _LETTER.encode())
    assert article.text == "«We sail,» the mayor said.\n\nFrom Corby, Bo\n"
    assert (article.source, article.title, article.published) == ("a.eml", "The ferry sails", date(2024, 3, 5))
    assert (article.author, article.publisher) == ("Bo Lí", None)


def test_newsletters_are_an_outlet_s_and_their_attachments_are_told() -> None:
    article, note = parse("b.eml", _NEWSLETTER.encode())
    assert isinstance(article, Article)
    assert article.text == "The ferry\n\n“We sail,”\nDell said."
    assert (article.author, article.publisher) == (None, "Corby Weekly")
    assert note == Note("b.eml", "its attachments were not read: .pdf (1).")


def test_mbox_has_an_article_for_each_letter() -> None:
    letter = _LETTER.replace("From Corby", ">From Corby")
    box = f"From x Tue Mar  5 2024\n{letter}\nFrom y Tue\n{_NEWSLETTER}\nFrom z Tue\n\n"
    first, second, note, empty = parse("box", box.encode())
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert [first.source, second.source] == ["mid:1@example.com", "mid:2@example.com"]
    assert first.text.strip() == one("a.eml", _LETTER.encode()).text.strip()
    assert isinstance(note, Note)
    assert empty == Failure("box, message 3", "the file is no letter: it has no headers.")


def test_mhtml_is_the_page_in_it() -> None:
    head = "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n"
    article = one("page.mhtml", f"{head}{_PAGE}\n--b--\n".encode())
    assert article == replace(one("page.html", _PAGE.encode()), source="page.mhtml")
    address = "https://post.example.com/ferry"
    assert one("page.mhtml", f"Snapshot-Content-Location: {address}\n{head}{_PAGE}\n--b--\n".encode()).url == address


_NITF = """<?xml version="1.0" encoding="iso-8859-1"?><nitf><head><docdata>
    <date.issue norm="20240305T101500Z"/><doc.copyright holder="Corby Wire"/></docdata></head><body><body.head><hedline>
    <hl1>The ferry sails</hl1></hedline><byline>By <person>Bo Lí</person><byttl>Staff Writer</byttl></byline>
    </body.head>
    <body.content><block><p>“We <person>sail</person>,” Tom Dell
    said.</p><p>The tolls stay.</p></block></body.content></body></nitf>"""


def test_nitf() -> None:
    article = one("a.xml", _NITF.replace("“", "&#8220;").replace("”", "&#8221;").encode("iso-8859-1"))
    assert article.text == "“We sail,” Tom Dell said.\n\nThe tolls stay."
    assert (article.title, article.published) == ("The ferry sails", date(2024, 3, 5))
    assert (article.publisher, article.author) == ("Corby Wire", "Bo Lí")


def item(guid: str, content: str) -> str:
    return f"""<newsItem guid="{guid}"><itemMeta><provider><name>Corby Wire</name></provider>
        <versionCreated>2024-03-07T10:00:00Z</versionCreated><firstCreated>2024-03-05T10:00:00Z</firstCreated></itemMeta>
        <contentMeta><by>By Bo Li</by><headline>The ferry sails</headline></contentMeta>
        <contentSet>{content}</contentSet></newsItem>"""


def test_newsml_g2() -> None:
    body = "<header><ul><li>Ferries</li></ul></header><p>“We sail,” Dell said.</p>"
    xhtml = f"<inlineXML><html><head><title>x</title></head><body>{body}</body></html></inlineXML>"
    article = one("a.xml", f'<?xml version="1.0"?>{item("urn:a", xhtml)}'.encode())
    assert article.text == "“We sail,” Dell said."
    assert (article.source, article.title) == ("a.xml", "The ferry sails")
    assert (article.published, article.modified) == (date(2024, 3, 5), date(2024, 3, 7))
    assert (article.publisher, article.author) == ("Corby Wire", "Bo Li")
    escaped = "<inlineData>&lt;p&gt;“We sail,” &lt;b&gt;Dell&lt;/b&gt; said.&lt;/p&gt;</inlineData>"
    items = item("urn:a", xhtml) + item("urn:b", escaped) + item("urn:c", "<remoteContent/>")
    first, second, third = parse("b.xml", f"<newsMessage><itemSet>{items}</itemSet></newsMessage>".encode())
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert [first.source, second.source] == ["urn:a", "urn:b"]
    assert first.text == second.text == article.text
    assert third == Failure("b.xml, item 3", "the item has no text.")


@pytest.mark.parametrize(
    ("said", "publisher"),
    [
        ('<copyrightHolder literal="Corby Wire"/><provider qcode="p:1"/>', "Corby Wire"),
        ("<copyrightHolder><name>Corby Wire</name></copyrightHolder>", "Corby Wire"),
        ("<copyrightHolder literal='Bo'/><creditline>Corby Wire–</creditline>", "Corby Wire"),
    ],
)
def test_who_holds_the_rights_in_newsml_is_the_publisher_where_no_provider_is_named(said: str, publisher: str) -> None:
    text = "<inlineXML><body><p>“We sail,” Dell said.</p></body></inlineXML>"
    xml = item("urn:a", text).replace("<provider><name>Corby Wire</name></provider>", said)
    assert one("a.xml", xml.encode()).publisher == publisher


def test_subtitles_keep_their_turns() -> None:
    vtt = """\
        WEBVTT

        00:01.000 --> 00:02.000
        <v Rose Quill>Does the ferry

        00:02.000 --> 00:03.000
        <v Rose Quill>sail again?

        00:03.000 --> 00:04.000
        <v Tom Dell>It <i>sails</i>.

        00:09.000 --> 00:10.000
        <v Tom Dell>Tomorrow.
        """
    text = one("a.vtt", textwrap.dedent(vtt).encode()).text
    assert text == "ROSE QUILL: Does the ferry sail again?\n\nTOM DELL: It sails.\n\nTomorrow."
    srt = """\
        1
        00:00:01,000 --> 00:00:02,000
        >> Does the ferry

        2
        00:00:02,000 --> 00:00:03,000
        sail again?
        - It <i>sails</i>.

        3
        00:00:03,000 --> 00:00:04,000
        - It <i>sails</i>.
        """
    assert one("a.srt", textwrap.dedent(srt).encode()).text == "Does the ferry sail again?\n\nIt sails."
    named = """\
        1
        00:00:01,000 --> 00:00:02,000
        QUILL: Does the ferry

        2
        00:00:02,000 --> 00:00:03,000
        sail: yes or no?
        Tom Dell: It sails.
        """
    turns = "QUILL: Does the ferry sail: yes or no?\n\nTom Dell: It sails."
    assert one("a.srt", textwrap.dedent(named).encode()).text == turns


def test_warc_has_the_pages_by_their_addresses() -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    data = io.BytesIO()
    writer = WARCWriter(data, gzip=True)

    def add(address: str, kind: str, content: bytes, status: str = "200 OK") -> None:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.0")
        writer.write_record(writer.create_warc_record(address, "response", io.BytesIO(content), http_headers=headers))

    page = _PAGE.replace('<meta charset="utf-8">', "")
    add("http://example.com/a", "text/html; charset=windows-1252", page.encode("cp1252"))
    add("http://example.com/b.png", "image/png", b"\x89PNG")
    add("http://example.com/c", "text/html", page.encode(), "404 Not Found")
    add("http://example.com/d", "text/html", b"<html><body><p>Enable JavaScript</p></body></html>")
    article, note = parse("crawl.warc.gz", data.getvalue())
    assert isinstance(article, Article)
    assert article.source == article.url == "http://example.com/a"
    assert article.text == one("a.html", _PAGE.encode()).text
    assert note == Note(
        "crawl.warc.gz",
        "of its records were not read: image/png (1), pages without an article (1), text/html (1).",
    )


def test_packed_files_are_read_as_if_they_were_not() -> None:
    line = b'{"source": "a", "text": "One."}\n'
    assert [a.source for a in parse("a.jsonl.gz", gzip.compress(line)) if isinstance(a, Article)] == ["a"]
    assert one("news/ferry-sails.txt.gz", gzip.compress(b"We sail.")).source == "news/ferry-sails.txt.gz"
    inner = zipped({"c.txt": "Three."})
    packed = zipped(
        {
            "a.txt": "One.",
            "b/b.md": "Two.",
            "in.zip": inner,
            "x.mp3": b"ID3",
            "__MACOSX/._a.txt": "x",
            "bad.pdf": "x",
        }
    )
    first, second, third, failure, note = parse("a.zip", packed)
    assert [(a.source, a.text) for a in (first, second, third) if isinstance(a, Article)] == [
        ("a.zip/a.txt", "One."),
        ("a.zip/b/b.md", "Two."),
        ("a.zip/in.zip/c.txt", "Three."),
    ]
    assert isinstance(failure, Failure)
    assert failure.source == "a.zip/bad.pdf"
    assert note == Note("a.zip", "1 of its files was not read: .mp3 (1).")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7 and then nothing"),
        ("a.docx", b"PK\x03\x04 and then nothing"),
        ("a.docx", zipped({"x": "y"})),
        ("a.epub", zipped({"META-INF/container.xml": "<c/>"})),
        ("a.odt", zipped({"content.xml": "<no"})),
        ("a.parquet", b"PAR1 and then nothing"),
        ("a.gz", b"\x1f\x8b and then nothing"),
        ("a.xml", b"<?xml version='1.0'?><rss/>"),
        ("a.vtt", b"WEBVTT\n\n"),
        ("a.srt", b"nothing"),
        ("a.eml", b"Subject: x\n\n"),
        ("a.mhtml", b"Subject: x\n\nno page"),
        ("a.warc", b"nothing"),
        ("a.rtf", b"{\\rtf1 }"),
        ("a.eml", b"no letter"),
        ("a.csv", b"\n"),
        ("a.csv", b"source,text\n"),
        ("a.zip", zipped({})),
    ],
)
def test_what_is_damaged_is_told_and_ends_nothing(name: str, data: bytes) -> None:
    found = list(parse(name, data))
    assert found
    assert not any(isinstance(item, Article) for item in found)


_SHOUT = """
from index.readers import Draft, Reader

def read(file):
    yield Draft({"text": file.text.lower(), "title": "Shouted"})

READER = Reader("shouting", (".shout",), read)
"""


def test_other_packages_add_readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shouting.py").write_text(_SHOUT)
    metadata = tmp_path / "shouting-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    declared = "[onrecord.readers]\nshouting = shouting:READER\nbroken = shouting:NOTHING\n"
    (metadata / "entry_points.txt").write_text(declared)
    monkeypatch.syspath_prepend(tmp_path)
    readers.cache_clear()
    try:
        article = one("a.shout", "“WE SAIL.”".encode())
    finally:
        readers.cache_clear()
    assert (article.text, article.title) == ("“we sail.”", "Shouted")
