"""PDF: the order in which a page is read, what is filled into forms, and what stands at the edges of pages."""

from __future__ import annotations

import io

import pytest

from index.article import Article, page_at
from index.load import Failure, parse
from tests.index.readers.one import one
from tests.index.readers.pdfs import pdf

Printed = list[tuple[int, int, int, str]]

_LEFT = ["Mayor Tom Dell said on Monday that", "the ferry would sail again in May,", "with a new hull and a new name."]
_MIDDLE = [
    "Ana Ruiz, who has a house by the",
    "shore, would rather walk. The tolls",
    "are too high, she told the council.",
]
_RIGHT = [
    "The council of Corby did not answer",
    "her. It meets again on the first of",
    "May, when the ferry has to be paid.",
]
_PROSE = [" ".join(lines) for lines in (_LEFT, _MIDDLE, _RIGHT)]


def text(*pages: Printed) -> str:
    (article,) = parse("a.pdf", pdf(pages))
    assert isinstance(article, Article), article
    return article.text


def columns(count: int, top: int = 700, off: int = 0) -> Printed:
    """Columns of prose that are written row by row, those further right a little higher or lower."""
    beside = [(40 + 560 // count * n, off * n, lines) for n, lines in enumerate((_LEFT, _MIDDLE, _RIGHT)[:count])]
    return [(x, top + up - 12 * row, 10, lines[row]) for row in range(3) for x, up, lines in beside]


def table(top: int) -> Printed:
    rows = [("Ward", "For", "Against"), *((f"Ward {n}", f"{n} for", f"{n} against") for n in range(1, 6))]
    return [(40 + 130 * n, top - 12 * row, 10, cell) for row, cells in enumerate(rows) for n, cell in enumerate(cells)]


_CELLS = " ".join(cell for *_, cell in table(0))
_WIDE = "Both were heard by the council of Corby on Monday, which will vote on all of it in the spring of next year."


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("off", [0, 3])
def test_columns_that_a_pdf_has_row_by_row_are_read_one_after_the_other(count: int, off: int) -> None:
    assert text(columns(count, off=off)).split("\n\n") == _PROSE[:count]


def test_a_headline_over_columns_and_a_line_under_them_stay_where_they_are() -> None:
    page: Printed = [(40, 730, 20, "The ferry sails again, says the mayor of Corby"), *columns(2), (40, 640, 10, _WIDE)]
    assert text(page).split("\n\n") == ["The ferry sails again, says the mayor of Corby", *_PROSE[:2], _WIDE]


def test_columns_end_where_the_next_headline_stands_alone() -> None:
    page: Printed = [(40, 730, 20, "The ferry"), *columns(2), (40, 650, 20, "The bridge"), *columns(3, 620)]
    assert text(page).split("\n\n") == ["The ferry", *_PROSE[:2], "The bridge", *_PROSE]


def test_a_table_is_read_row_by_row_also_between_columns() -> None:
    assert text(table(700)) == _CELLS
    assert text([*columns(2), *table(600), *columns(2, 510)]).split("\n\n") == [*_PROSE[:2], _CELLS, *_PROSE[:2]]


def test_the_order_of_a_pdf_that_goes_down_its_columns_stands() -> None:
    side = [(40, 700 - 12 * n, 10, line) for n, line in enumerate(_LEFT)]
    beside = [(320, 700 - 12 * n, 10, line) for n, line in enumerate(_MIDDLE)]
    assert text(beside + side).split("\n\n") == [_PROSE[1], _PROSE[0]]


def test_running_heads_go_that_have_their_numbers_on_the_left_and_on_the_right() -> None:
    heads = ["12 Corby Post", "Corby Post 13", "14 Corby Post"]
    pages = zip(heads, (_LEFT, _MIDDLE, _RIGHT), strict=True)
    printed = [[(40, 760 - 12 * n, 10, line) for n, line in enumerate([head, *lines])] for head, lines in pages]
    assert text(*printed).split("\n\n") == _PROSE


def test_what_is_filled_into_a_form_is_text() -> None:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject
    from pypdf.generic import TextStringObject as Text

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([[(40, 700, 10, "Name of the ferry:")]]))))
    page = writer.pages[0]
    shown = DecodedStreamObject()
    shown.set_data(b"BT /F 10 Tf 2 2 Td (Seagull of Corby) Tj ET")
    box = ArrayObject(map(FloatObject, (0, 0, 200, 20)))
    shown.update({NameObject("/Subtype"): NameObject("/Form"), NameObject("/BBox"): box})
    shown[NameObject("/Resources")] = page["/Resources"]
    field = DictionaryObject({NameObject("/FT"): NameObject("/Tx"), NameObject("/T"): Text("name")})
    field |= {NameObject("/V"): Text("Seagull of Corby"), NameObject("/Subtype"): NameObject("/Widget")}
    field[NameObject("/F")] = FloatObject(4)
    field[NameObject("/Rect")] = ArrayObject(map(FloatObject, (140, 697, 340, 717)))
    field[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(shown)})
    fields = ArrayObject([writer._add_object(DictionaryObject(field))])
    page[NameObject("/Annots")] = fields
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})
    data = io.BytesIO()
    writer.write(data)
    (article,) = parse("form.pdf", data.getvalue())
    assert isinstance(article, Article), article
    assert " ".join(article.text.split()) == "Name of the ferry: Seagull of Corby"


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
