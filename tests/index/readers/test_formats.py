"""Each format: the article's text, and what the file says of it."""

from __future__ import annotations

import gzip
import io
import textwrap
from datetime import date
from pathlib import Path

import pytest

from index.article import Article
from index.load import Failure, Note, parse
from index.readers import readers
from tests.index.readers.one import PAGE, one
from tests.index.readers.packing import zipped

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

    page = PAGE.replace('<meta charset="utf-8">', "")
    add("http://example.com/a", "text/html; charset=windows-1252", page.encode("cp1252"))
    add("http://example.com/b.png", "image/png", b"\x89PNG")
    add("http://example.com/c", "text/html", page.encode(), "404 Not Found")
    add("http://example.com/d", "text/html", b"<html><body><p>Enable JavaScript</p></body></html>")
    article, note = parse("crawl.warc.gz", data.getvalue())
    assert isinstance(article, Article)
    assert article.source == article.url == "http://example.com/a"
    assert article.text == one("a.html", PAGE.encode()).text
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
