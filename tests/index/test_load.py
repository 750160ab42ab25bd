"""Files and fields -> articles."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from index.article import Article
from index.errors import InputError
from index.load import Failure, Note, Options, article, count, counted, parse, read, to_line


def only(items: list[Article | Failure | Note]) -> Article:
    (item,) = items
    assert isinstance(item, Article)
    return item


def test_text_is_kept_to_the_character_and_its_date_line_gives_the_day() -> None:
    data = b" date 2024-03-05 The mayor spoke.\r\n\r\nNobody  listened.\n"
    found = only(list(parse("/news/fair-opens.txt", data)))
    assert found == Article(
        source="/news/fair-opens.txt",
        text=" date 2024-03-05 The mayor spoke.\n\nNobody  listened.\n",
        title="Fair opens",
        published=date(2024, 3, 5),
        body=17,
    )


@pytest.mark.parametrize(
    ("header", "published", "title"),
    [
        ("Date: 5 March 2024\n\n", date(2024, 3, 5), "Fair opens"),
        ("Published March 5, 2024\n", date(2024, 3, 5), "Fair opens"),
        ("---\ntitle: The fair\ndate: 2024-03-05\n---\n", date(2024, 3, 5), "The fair"),
        ("The great fair\n\n", None, "The great fair"),
        ("The fair is here. And so are we\n\n", None, "The fair is here. And so are we"),
        ("The mayor opened it, and left.\n\n", None, "Fair opens"),
        ("TOMAS VEREL: Good morning\nto all.\n\n", None, "Fair opens"),
        ("", None, "Fair opens"),
        ("# The great fair\n\n", None, "The great fair"),
    ],
)
def test_headers(header: str, published: date | None, title: str) -> None:
    found = only(list(parse("fair-opens.md", f"{header}The mayor spoke.".encode())))
    assert (found.published, found.title) == (published, title)
    assert found.text == f"{header}The mayor spoke."


@pytest.mark.parametrize("header", ["Date: 05/03/2024\n\n", "---\ndate: 05/03/2024\n---\n"])
def test_a_header_s_date_that_can_be_two_is_told(header: str) -> None:
    found, note = parse("fair-opens.md", f"{header}The mayor spoke.".encode())
    assert isinstance(found, Article)
    assert (found.published, found.title) == (None, "Fair opens")
    assert isinstance(note, Note)
    assert "5 March 2024 or 3 May 2024" in note.reason
    assert only(list(parse("a.md", f"{header}Words.".encode(), Options(day_first=True)))).published == date(2024, 3, 5)


def test_front_matter_may_say_when_the_article_was_changed() -> None:
    found = only(list(parse("fair.md", b"---\ndate: 2024-03-05\nlastmod: 2024-03-07T09:00:00Z\n---\nWords.")))
    assert (found.published, found.modified) == (date(2024, 3, 5), date(2024, 3, 7))


def test_front_matter_may_give_the_publisher_s_page() -> None:
    found = only(list(parse("fair.md", b"---\nurl: https://example.com/fair\n---\nWords.")))
    assert (found.source, found.url) == ("fair.md", "https://example.com/fair")
    assert only(list(parse("fair.md", b"---\nurl: /posts/fair/\n---\nWords."))).url is None


def test_html_gives_the_text_and_what_the_page_says_of_itself() -> None:
    page = """<html><head><title>Fair opens</title><meta property="og:site_name" content="Harbour Gazette">
    <meta property="article:published_time" content="2023-04-02T10:00:00Z"></head><body><nav>Home</nav><article>
    <p>The mayor of Port Elsin, Tomas Verel, opened the fair on Monday in front of a large crowd.</p>
    <p>&ldquo;It will rain,&rdquo; Verel said to everybody who had come to the shore.</p></article></body></html>"""
    found = only(list(parse("fair.html", page.encode())))
    assert found.text == (
        "The mayor of Port Elsin, Tomas Verel, opened the fair on Monday in front of a large crowd.\n\n"
        "“It will rain,” Verel said to everybody who had come to the shore."
    )
    assert (found.title, found.publisher, found.published) == ("Fair opens", "Harbour Gazette", date(2023, 4, 2))


def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [
        '{"source": "a", "text": "One."}',
        "{not json",
        '["a list"]',
        '{"source": "b", "text": "  "}',
        '{"source": "c", "text": "Two.", "published": "someday"}',
        '{"text": "Three."}',
        "",
        '{"source": "d", "text": "Four\\u2028five.", "title": null, "own_field": 1}',
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(lines))
    found = list(read([path]))
    assert [item.text for item in found if isinstance(item, Article)] == ["One.", "Two.", "Four\u2028five."]
    assert [item for item in found if isinstance(item, Failure)] == [
        Failure(f"{path}, line 2", "the line is not JSON. Mend it and index the file again."),
        Failure(f"{path}, line 3", 'it is not an object. Write {"source": ..., "text": ...}.'),
        Failure(f"{path}, line 4", "text: the article has no text. Give its text."),
        Failure(f"{path}, line 6", "source: not found in text. Say where: --map source=NAME."),
    ]
    assert [item for item in found if isinstance(item, Note)] == [
        Note(
            f"{path}, line 5",
            "published: 'someday' is not a date. Write it like 2024-03-05. It is left out here.",
        ),
        Note(str(path), "these fields were ignored: own_field. --map text=NAME reads one as the text."),
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n", "empty"),
        ("a.txt", b"\x89PNG\0\0", "binary"),
        ("a.txt", "Größe".encode("latin-1"), "not UTF-8 (byte 3)"),
        ("a.mp3", b"%P", ".mp3 is not read here"),
        ("a.png", b"%P", "the picture is damaged"),
        ("a.pdf", b"%PDF", "the PDF cannot be read"),
        ("a", b"words", "without an ending"),
        ("a.html", b"<html><body></body></html>", "no article text"),
        ("a.txt", b" date 2024-03-05 ", "no text after its header"),
    ],
)
def test_files_that_cannot_be_read_say_why(name: str, data: bytes, reason: str) -> None:
    (failure,) = parse(name, data)
    assert isinstance(failure, Failure)
    assert failure.source == name
    assert reason in failure.reason


def test_folders_are_searched_to_the_bottom(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "b.txt").write_text("Words.")
    (tmp_path / "a.md").write_text("Words.")
    (tmp_path / "sound.mp3").write_bytes(b"\0")
    (tmp_path / ".hidden.txt").write_text("Words.")
    (tmp_path / "page.php?id=3").write_text("<!DOCTYPE html><p>The mayor opened the fair in front of a crowd.</p>")
    *articles, note = read([tmp_path])
    names = ["a.md", "deep/er/b.txt", "page.php?id=3"]
    assert [item.source for item in articles] == [str(tmp_path / name) for name in names]
    assert note == Note(str(tmp_path), "1 file was not read: .mp3 (1).")
    assert count([tmp_path]) == 3


def test_what_is_counted_beforehand_is_what_is_read(tmp_path: Path) -> None:
    for name, text in {
        "a.jsonl": '{"source": "a", "text": "One.", "likes": 3}\n{"source": "b", "text": "Two."}\n',
        "b.jsonl": '{"source": "c", "text": "Three."}',
        "c.txt": "Date: 05/03/2024\n\nWords.",
        "d.mp3": "ID3",
    }.items():
        (tmp_path / name).write_text(text)
    paths = [tmp_path, tmp_path / "none"]
    items = list(read(paths))
    assert count(paths) == counted(items) == 5
    assert sum(isinstance(item, Note) for item in items) == 3


def test_a_missing_path_and_an_empty_folder_are_reported(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"ID3")
    missing, empty = read([tmp_path / "no", tmp_path])
    assert missing == Failure(str(tmp_path / "no"), "there is no such file or folder. Check the path.")
    assert isinstance(empty, Failure)
    assert empty.reason.startswith("the folder holds no articles. It holds .mp3. Give a folder with .txt, .md")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"source": "a", "text": 5}, "text"),
        ({"source": 7, "text": "x"}, "source"),
        ({"source": "a", "text": "half \ud83d"}, "text"),
        ({"source": "a", "text": "x", "published": "2024-13-40"}, "published"),
        ({"source": "a", "text": "x", "published": "next week"}, "published"),
        ({"source": "a", "text": "x", "modified": "05/03/2024"}, "modified"),
        ({"source": "a", "text": "x", "url": "javascript:alert(1)"}, "url"),
        ({"source": "a", "text": "x", "url": "//example.com/a"}, "url"),
        ({"source": "a", "text": "x", "url": 7}, "url"),
        ({"source": "a", "text": "xyz", "page_starts": [0], "ocr_pages": [2]}, "ocr_pages"),
        ({"source": "a", "text": "xyz", "ocr_pages": [1]}, "ocr_pages"),
        *(
            ({"source": "a", "text": "xyz", "page_starts": starts}, "page_starts")
            for starts in ("[0]", 7, [1], [0, 4], [0, 2, 1], [0, -1], [0, "1"], [0, 1.5])
        ),
    ],
)
def test_wrong_fields_are_named(fields: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as caught:
        article(fields)
    assert caught.value.field == field


def test_utf16_and_byte_order_marks_are_read() -> None:
    assert only(list(parse("a.txt", "“Words”".encode("utf-16")))).text == "“Words”"
    assert only(list(parse("a.txt", "“Words”".encode("utf-8-sig")))).text == "“Words”"


def test_an_article_survives_its_line() -> None:
    given = {"source": "s", "text": " date 2024-03-05 Words\u2028\r\nmore.", "author": "Ada Quill"}
    given["url"] = "https://example.com/a?b=1"
    before = article({**given, "modified": "2024-03-07", "page_starts": [0, 3, 3], "ocr_pages": [2]})
    assert only(list(parse("x.jsonl", to_line(before).encode()))) == before
    line = json.loads(to_line(before))
    assert (line["published"], line["modified"]) == ("2024-03-05", "2024-03-07")
