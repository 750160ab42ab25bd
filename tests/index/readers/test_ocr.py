"""Print in pictures: read where tesseract is installed, marked as that, and told where it is not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from index.article import Article, is_ocr, page_at
from index.load import Failure, Note, parse, read, to_line
from index.readers import ocr
from tests.index.readers.packing import zipped
from tests.index.readers.pdfs import pdf
from tests.index.readers.scans import noise, saved, scan

_FIRST = scan(
    ["The ferry sails"],
    ["Mayor Tom Dell said on Monday that the govern-", "ment of Corby had found the money for it."],
)
_SECOND = scan(["“We are safe,” Dell said. “The tolls stay where they", "are, and so does the ferry.”"])
_TEXT = (
    "The ferry sails\n\nMayor Tom Dell said on Monday that the government of Corby had found the money for it.\n\n"
    "“We are safe,” Dell said. “The tolls stay where they are, and so does the ferry.”"
)


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As on a machine that lacks the program."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not ocr.installed()


def one(name: str, data: bytes) -> Article:
    (article,) = parse(name, data)
    assert isinstance(article, Article), article
    return article


def mixed(*pages: bytes) -> bytes:
    """The pages of several PDFs as one."""
    from pypdf import PdfWriter

    writer, data = PdfWriter(), io.BytesIO()
    for page in pages:
        writer.append(io.BytesIO(page))
    writer.write(data)
    return data.getvalue()


@pytest.mark.parametrize(("name", "kind"), [("scan.pdf", "PDF"), ("scan.tif", "TIFF")])
def test_scanned_pages_are_read_and_marked(name: str, kind: str) -> None:
    article = one(name, saved([_FIRST, _SECOND], kind))
    assert (article.text, article.title) == (_TEXT, "The ferry sails")
    assert (article.page_starts, article.ocr_pages) == ((0, _TEXT.index("“We")), (1, 2))
    assert one("a.jsonl", to_line(article).encode()) == article


@pytest.mark.parametrize(("name", "kind"), [("scan.png", "PNG"), ("scan.jpg", "JPEG"), ("misnamed.txt", "PNG")])
def test_pictures_are_read(name: str, kind: str) -> None:
    article = one(name, saved([_SECOND], kind))
    assert article.text == _TEXT[_TEXT.index("“We") :]
    assert article.ocr_pages == (1,)


def test_a_picture_is_read_upright_and_on_white() -> None:
    turned = saved([_SECOND.rotate(90, expand=True)], "JPEG", exif=_turned())
    see_through = _SECOND.convert("RGBA")
    see_through.putalpha(_SECOND.point(lambda grey: 255 - grey))
    for name, data in (("photo.jpg", turned), ("shot.png", saved([see_through], "PNG"))):
        assert one(name, data).text == _TEXT[_TEXT.index("“We") :], name


def _turned() -> bytes:
    """Says that a picture is to be turned to the right by a quarter."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 6
    return exif.tobytes()


def test_of_a_pdf_only_the_pages_that_are_pictures_are_read_by_ocr() -> None:
    typed = pdf([[(72, 720, 11, "The budget of Corby is large this year, the council said.")], [(300, 40, 9, "- 2 -")]])
    article = one("report.pdf", mixed(typed, saved([_SECOND], "PDF")))
    at = article.text.index("“We")
    assert (article.ocr_pages, page_at(article, at)) == ((3,), 3)
    assert [is_ocr(article, *span) for span in ((0, at), (at, at + 5), (at - 5, at + 1))] == [False, True, True]


def test_what_is_no_print_is_no_text() -> None:
    assert list(parse("face.png", saved([noise()], "PNG"))) == [Note("face.png", "no print was found in the picture.")]
    (failure,) = parse("faces.pdf", saved([noise()], "PDF"))
    assert isinstance(failure, Failure)
    assert "holds no text" in failure.reason


@pytest.mark.usefixtures("without_tesseract")
def test_without_the_program_what_to_install_is_told(tmp_path: Path) -> None:
    for name, data in (("a.png", saved([_FIRST], "PNG")), ("a.pdf", saved([_FIRST], "PDF"))):
        (failure,) = parse(name, data)
        assert isinstance(failure, Failure)
        assert "apt-get install tesseract-ocr" in failure.reason
    article, note = parse("b.pdf", mixed(pdf([[(72, 720, 11, "The budget of Corby.")]]), saved([_FIRST], "PDF")))
    assert isinstance(article, Article)
    assert (article.text, article.ocr_pages) == ("The budget of Corby.", ())
    assert isinstance(note, Note)
    assert note.reason.startswith("the pages that are pictures (2) were not read: reading them takes the program")
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "photo.jpg").write_bytes(saved([_FIRST], "JPEG"))
    (folder / "a.zip").write_bytes(zipped({"a.txt": "Words.", "photo.jpg": saved([_FIRST], "JPEG")}))
    article, *notes = read([folder])
    assert isinstance(article, Article)
    assert notes == [
        Note(str(folder / "a.zip"), "1 of its files was not read: .jpg (1)."),
        Note(str(folder), "1 file was not read: .jpg (1)."),
    ]


def test_damaged_and_endless_pictures_are_refused() -> None:
    from PIL import Image

    data = saved([_FIRST], "PNG")
    huge = saved([Image.new("1", (20_000, 20_000))], "PNG")
    for name, bad, reason in (
        ("cut.png", data[:2000], "the picture is damaged"),
        ("no.png", b"\x89PNG\r\n\x1a\n?", "the picture is damaged"),
        ("huge.png", huge, "million pixels"),
        ("large.png", saved([Image.new("1", (11_000, 10_000))], "PNG"), "million pixels"),
    ):
        (failure,) = parse(name, bad)
        assert isinstance(failure, Failure), name
        assert reason in failure.reason
    broken = saved([_FIRST], "PDF").replace(b"/Filter", b"/Fulter")
    (failure,) = parse("broken.pdf", broken)
    assert isinstance(failure, Failure)
