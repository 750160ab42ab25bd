"""Mail, and pages saved as mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from index.article import Article
from index.load import Failure, Note, parse
from tests.index.readers.one import PAGE, one

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
    article = one("page.mhtml", f"{head}{PAGE}\n--b--\n".encode())
    assert article == replace(one("page.html", PAGE.encode()), source="page.mhtml")
    address = "https://post.example.com/ferry"
    assert one("page.mhtml", f"Snapshot-Content-Location: {address}\n{head}{PAGE}\n--b--\n".encode()).url == address
