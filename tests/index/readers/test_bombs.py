"""What grows beyond all bounds is refused, in bounded time and memory; one bad article ends no run."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from index.article import Article
from index.load import Failure, Note, parse, read
from tests.index.readers.packing import zipped

_ZEROS = b"\0" * 2**20


def bomb() -> bytes:
    """128 megabytes of nothing, packed."""
    data = io.BytesIO()
    with gzip.GzipFile(fileobj=data, mode="wb", compresslevel=9) as packed:
        for _ in range(128):
            packed.write(_ZEROS)
    return data.getvalue()


def pages(content: bytes, count: int) -> bytes:
    """A PDF of many pages that are all the same stream."""
    packed = zlib.compress(content, 9)
    kids = b"3 0 R " * count
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count %d/Kids[%s]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%%%EOF\n" % (count, kids, len(packed), packed)
    )


def nested(times: int) -> bytes:
    data = b"We sail."
    for n in range(times):
        data = zipped({"in.zip" if n else "a.txt": data})
    return data


def fan(width: int) -> bytes:
    """Zip files of zip files, each harmless for itself."""
    data = zipped({f"{n}.txt": _ZEROS * 8 for n in range(width)})
    for _ in range(2):
        data = zipped({f"{n}.zip": data for n in range(width)})
    return data


def entities() -> bytes:
    more = (f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
    declared = '<!ENTITY a "lol">' + "".join(more)
    body = "<body.content><p>&j;</p></body.content>"
    return f"<?xml version='1.0'?><!DOCTYPE nitf [{declared}]><nitf>{body}</nitf>".encode()


_BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "gz": ("a.txt.gz", bomb),
    "gz of one line": ("a.jsonl.gz", bomb),
    "gz in gz": ("a.txt.gz", lambda: gzip.compress(bomb())),
    "zip": ("a.zip", lambda: zipped({"a.txt": _ZEROS * 64})),
    "zip of many": ("a.zip", lambda: zipped({f"{n}.txt": _ZEROS * 15 for n in range(20)})),
    "zip in zip": ("a.zip", lambda: nested(9)),
    "docx": ("a.docx", lambda: zipped({"word/document.xml": _ZEROS * 64})),
    "epub": ("a.epub", lambda: zipped({"META-INF/container.xml": _ZEROS * 64})),
    "pdf": ("a.pdf", lambda: pages(_ZEROS * 80, 10)),
    "pdf of a stream in a stream": (
        "a.pdf",
        lambda: pages(zlib.compress(b"\0" * 2**30, 9), 4).replace(b"/FlateDecode", b"[/FlateDecode/FlateDecode]"),
    ),
    "pdf in itself": (
        "a.pdf",
        lambda: pages(b"", 1).replace(b"/Kids[3 0 R ]", b"/Kids[2 0 R 2 0 R]"),
    ),
    "xml": ("a.xml", entities),
    "deep xml": ("a.xml", lambda: b"<?xml version='1.0'?><nitf>" + b"<p>" * 100_000),
    "deep json": ("a.json", lambda: b"[" * 1_000_000),
    "deep json lines": ("a.jsonl", lambda: b'{"a":' * 100_000),
    "wide html": ("a.html", lambda: b"<html><body>" + b"<p>a" * 40_000),
    "an element of many attributes": (
        "a.html",
        lambda: b"<p " + b"".join(b"a%d " % n for n in range(500_000)) + b">We sail.",
    ),
    "a letter of many attributes": (
        "a.eml",
        lambda: (
            b"From: a\nContent-Type: text/html\n\n<p " + b"".join(b"a%d " % n for n in range(500_000)) + b">We sail."
        ),
    ),
    "deep letters": (
        "a.eml",
        lambda: b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)),
    ),
    "long headers": ("a.eml", lambda: b"Subject: " + b"=?utf-8?q?a?= " * 10_000 + b"\n\nWe sail."),
}


@pytest.mark.parametrize(("name", "data"), _BOMBS.values(), ids=_BOMBS)
def test_bombs_are_refused(name: str, data: Callable[[], bytes]) -> None:
    found = list(parse(name, data()))
    assert found
    assert all(isinstance(item, Failure) for item in found), found


_ODD: dict[str, tuple[str, str, str | None]] = {
    "30 February": ("date: 2024-02-30", "Words.", "'2024-02-30' is not a date"),
    "hour 25": ("date: 2024-02-20 25:00:00", "Words.", None),
    "year 0": ("date: 0000-01-01", "Words.", "is not a date"),
    "a title of 5,000 digits": (f"title: {'9' * 5000}", "Words.", "title: cut after 300 characters"),
    "deep nesting": (f"a: {'[' * 4000}{']' * 4000}", "Words.", "nested too deeply"),
    "aliases": ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]", "Words.", "it has aliases"),
    "a date of 100 kB": (f"date: {'March 5, ' * 1000}", "Words.", "is not a date"),
    "endless": ("x\n" * 50_000, "Words.", "it is too long"),
    "no YAML": ("not: [closed", "Words.", "it is not YAML"),
}


@pytest.mark.parametrize(("header", "words", "told"), _ODD.values(), ids=_ODD)
def test_odd_front_matter_is_told_and_the_article_is_read(header: str, words: str, told: str | None) -> None:
    article, *notes = parse("a.md", f"---\n{header}\n---\n{words}".encode())
    assert isinstance(article, Article)
    assert article.text.endswith(words)
    assert len(article.title) <= 300
    assert [type(note) for note in notes] == ([Note] if told else [])
    assert told is None or told in notes[0].reason  # type: ignore[union-attr]


def test_a_pdf_whose_pages_cannot_be_shown_is_soon_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.readers.pdf._NAMED", 2)
    image = b"q BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI Q"
    (failure,) = parse("a.pdf", pages(image, 4).replace(b"[0 0 9 9]", b"[0 0 99999 .0001]"))
    assert isinstance(failure, Failure)
    assert failure.reason.count("was not read") == 2
    assert failure.reason.endswith("the other pages that are pictures were not tried.")


def test_what_is_packed_in_many_small_files_is_counted_together() -> None:
    found = list(parse("a.zip", fan(12)))
    reasons = [item.reason for item in found if isinstance(item, Failure)]
    assert len(reasons) == len(found) < 50
    assert "grows beyond all bounds" in reasons[-1]


def test_one_bad_article_ends_no_run(tmp_path: Path) -> None:
    for n, (name, data) in enumerate(list(_BOMBS.values())[3:6]):
        (tmp_path / f"{n}-{name}").write_bytes(data())
    with zipfile.ZipFile(tmp_path / "4.zip", "w") as packed:
        packed.writestr("a.pdf", b"%PDF-1.4")
        packed.writestr("b.txt", "Three.")
    (tmp_path / "5.md").write_text("---\ndate: 2024-02-30\n---\nTwo.")
    (tmp_path / "6.jsonl").write_text(json.dumps({"source": "a", "text": "One.", "published": "5 " * 50_000}))
    found = list(read([tmp_path]))
    assert sorted(item.text.split()[-1] for item in found if isinstance(item, Article)) == ["One.", "Three.", "Two."]
    assert sum(isinstance(item, Failure) for item in found) == 4
