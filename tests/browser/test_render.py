"""What the page's HTML is made of: pure functions, held to every character."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from datetime import date
from html.parser import HTMLParser
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Excerpt, Span, Statement
from qa import Answer, Citation, Claim, Constraint, Copy, Filters, LeftOut, Words, remark
from qa.answer import AnswerSpan, Kind, More
from tests.browser.answers import excerpt, quoted
from ui.page import bibliography, endnotes, reference, render, render_article, render_head
from ui.page.conversation import Exchange, dump, history, parse

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=http://evil.example onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<form action=http://evil.example>",
    "<style>body{background:url(http://evil.example)}</style>",
    "[a](javascript:alert(1)) ![b](http://evil.example) **c** _d_ `e`",
    "{{value}} ${value} {% raw %} @children",
    "\u202egnorw\u202c \u2066x\u2069",
    "\"' onmouseover=alert(1) x='",
    "&lt;b&gt; &amp; &#65;",
    "a\r\nb\rc\td  e",
]


class Read(HTMLParser):
    """The tags, attributes and text of some HTML, as a browser reads them."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def citation(words: str, number: int = 1, start: int = 0) -> Citation:
    return Citation(number, "a1", "source", words, None, words, start, start + len(words), words, words)


def allowed(html: str) -> bool:
    read = Read(html)
    tags = {"article", "div", "section", "h2", "h3", "p", "span", "bdi", "b", "a", "ul", "li", "blockquote", "button",
            "strong", "mark", "header", "time", "s", "small", "details", "summary"}  # fmt: skip
    return set(read.tags) <= tags and not any(name.startswith("on") for name, _ in read.attributes)


@pytest.mark.parametrize("words", HOSTILE)
def test_conversation_is_text(words: str) -> None:
    copied = replace(citation(words), also=(Copy("a2", words, words, date(2031, 5, 2), 0, 1),))
    told = (quoted(copied, words), excerpt(copied), replace(quoted(copied, words), kind="reported"), remark(words))
    answer = Answer(words + "!", told, "answered", words, passages=2)
    answer = replace(answer, understood=(Constraint("topic", words),), left_out=(LeftOut(words, words, False),))
    exchanges = [
        Exchange(words, "done", answer, without=(Constraint("speaker", words),)),
        Exchange(words, "failed", fault=words),
    ]
    html = "".join(render.conversation(exchanges, "http://here", 3))
    assert allowed(html)
    assert Read(html).text.count(words) >= 14


@pytest.mark.parametrize("words", HOSTILE)
def test_article_is_text(words: str) -> None:
    article = Article(source=words, text=words * 3, title=words, publisher=words, author=words)
    said = Statement("a", 1, 9, words[1:9], (Span(1, 9),), (), None, None, words, words, True)
    cited = Span(2, len(words) + 3)
    html = render_head.head(article, cited) + render_article.article(article, cited, [said])
    assert allowed(html)
    assert article.text in Read(html).text


@given(st.text(min_size=1), st.data())
def test_marks_change_no_character(words: str, data: st.DataObject) -> None:
    words = words.replace("\0", "")
    places = st.integers(0, len(words))
    spans = [Span(*sorted((data.draw(places), data.draw(places)))) for _ in range(4)]
    article = Article("s", words, "t", body=data.draw(places))
    said = [Statement("s", *span, "", (span,), (), None, None, None, None, False) for span in spans[1:]]
    assert Read(render_article.body(article, spans[0], said)).text == words


def test_the_title_that_stands_over_an_article_is_not_shown_again() -> None:
    titled = Article("s", "# The  Ferry\n\nIt sails.", "The ferry")
    assert render_article.body(titled, None, ()) == '<span class="named"># The  Ferry\n\n</span>It sails.'
    assert "named" not in render_article.body(titled, Span(2, 12), ())
    assert "named" not in render_article.body(replace(titled, title="A ferry"), None, ())
    assert "named" not in render_article.body(replace(titled, text="The ferry"), None, ())


@pytest.mark.parametrize(
    ("source", "linked"),
    [
        ("https://news.example/a?b=1&c=2", True),
        ("http://news.example/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("http://[broken", False),
        ("/home/me/article.txt", False),
    ],
)
def test_only_web_addresses_are_links(source: str, linked: bool) -> None:
    read = Read(render_article.article(Article(source, "Text.", "Title"), None, None))
    assert (("href", source) in read.attributes) is linked
    assert ("rel", "noopener noreferrer") in read.attributes or not linked


def test_the_publisher_s_page_is_opened_at_the_words() -> None:
    saved = Article("ferry.html", "It sails.", "Ferry", url="https://news.example/ferry?a=1&b=2")
    read = Read(render_head.head(saved, Span(0, 9)))
    assert {("href", f"{saved.url}#:~:text=It%20sails"), ("rel", "noopener noreferrer")} <= set(read.attributes)
    assert "Open at news.example" in read.text
    assert ("href", saved.url) in Read(render_head.head(saved, None)).attributes
    answer = Answer("q", (excerpt(Citation.at(saved, Excerpt(0, 9, "It sails."))),), "answered")
    assert reference.markdown(answer, "http://here").endswith(
        f"end=9&version={saved.version}> <https://news.example/ferry?a=1&b=2#:~:text=It%20sails>"
    )
    forged = Read(render_head.head(replace(saved, url="javascript:alert(1)"), None))
    assert not [value for name, value in forged.attributes if name == "href"]


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        ("“We sail, and well-built,” & so", "#:~:text=We%20sail%2C%20and%20well%2Dbuilt%2C%E2%80%9D%20%26%20so"),
        ("“A b c d\ne f g h i.”", "#:~:text=A%20b%20c%20d,f%20g%20h%20i"),
        ("“…”", ""),
    ],
)
def test_words_in_an_address_are_what_browsers_read(words: str, fragment: str) -> None:
    assert reference.at_words("http://a.example/b", words) == f"http://a.example/b{fragment}"
    assert reference.at_words("http://a.example/b#c", words) == "http://a.example/b#c"


@pytest.mark.parametrize(
    ("replaced", "told"),
    [
        ([False], "1 sentence left out"),
        ([False, False, True], "2 sentences left out, 1 replaced by the articles’ words"),
        ([True, True], "2 sentences replaced by the articles’ words"),
    ],
)
def test_what_was_left_out_is_counted(replaced: list[bool], told: str) -> None:
    answer = Answer("q", left_out=tuple(LeftOut("t", "it cites nothing", one) for one in replaced))
    assert f"<summary>{told}</summary>" in render.conversation([Exchange("q", "done", answer)], "", 1)[0]


def test_remark_needs_no_citation_and_nobody_is_said_to_have_written_it() -> None:
    html = "".join(
        render.conversation([Exchange("q", "done", Answer("q", (remark("Ask who said what."),), "answered"))], "", 1)
    )
    assert '<p class="lead">Ask who said what.</p>' in html
    assert "made" not in html


def test_each_mark_stands_once_at_the_quotation_it_holds() -> None:
    first, second = citation("We go. We stay.", 1), citation("No.", 2)
    words = (Words(0, 6, "We go.", 0, (Span(0, 6),)), Words(0, 3, "No.", 1, (Span(0, 3),)))
    claim = Claim("quoted", words, (first, second), "Ann Lee")
    html = "".join(render.conversation([Exchange("q", "done", Answer("q", (claim,), "answered"))], "", 1))
    assert Read(html.split("Articles drawn on")[0]).text.count("[1]") == 1
    assert html.index(">[1]<") < html.index("No.</bdi>”") < html.index(">[2]<")


def test_speaker_is_set_out_in_the_lead() -> None:
    said = Citation(1, "a1", "s", "Title", None, None, 0, 1, "x", "Ann <Lee>")
    html = "".join(render.conversation([Exchange("q", "done", Answer("q", (quoted(said, "Ann <Lee>"),)))], "", 1))
    link = '<a data-person href="./?person=Ann+%3CLee%3E">Ann &lt;Lee&gt;</a>'
    assert f'<p class="lead"><strong>{link}</strong>, in an article:</p>' in html


def test_who_speaks_is_said_once_to_the_eye() -> None:
    def said(article: str, day: int, kind: Kind = "reported") -> Claim:
        place = Citation(day, article, "s", "T", date(2031, 5, day), "News in Brief", 0, 3, "Go.", "Ann Lee")
        return replace(quoted(place, "Ann Lee"), kind=kind)

    told = (said("a1", 1), said("a1", 2), said("a2", 3), said("a3", 4, "quoted"), said("a4", 5, "quoted"))
    html = "".join(render.conversation([Exchange("q", "done", Answer("q", told, "answered"))], "", 1))
    seen = re.sub(r'<(span|p)[^>]* ?class="(lead )?unseen">.*?</\1>', "", html.split("Articles drawn on")[0])
    assert [Read(lead).text for lead in re.findall(r'<p class="lead">.*?</p>', seen)] == [
        "News in Brief (1 May 2031) on Ann Lee:",
        "News in Brief (3 May 2031)",
        "News in Brief (4 May 2031):",
        "News in Brief (5 May 2031):",
    ]
    # Who hears the page is told each time.
    assert Read(html).text.count("Ann Lee") - Read(seen).text.count("Ann Lee") == 4


def test_a_month_leads_to_all_that_was_said_in_it() -> None:
    answer = Answer("q", (quoted(citation("Go."), "Ann Lee"),), "answered", more=More("Ann Lee", "the toll", 5))
    answer = replace(answer, shape="over time")
    shown = Exchange("q", "done", answer, months=(("2031-02", 4), ("2031-05", 1)), month="2031-02")
    read = Read(render.conversation([shown], "", 1)[0])
    assert ("href", "./?person=Ann+Lee&about=the+toll&from=2031-02-01&to=2031-02-28") in read.attributes
    assert "All 4 of February 2031" in read.text
    # Of that month the answer itself has nothing.
    assert "Go." not in read.text.split("All 5")[0]


def test_an_outlet_s_report_sets_the_speaker_s_own_words_out_without_marks_of_ours() -> None:
    said = Citation(1, "a1", "s", "T", None, "Ann’s Post", 0, 15, 'Lee is "sorry".', "Ann Lee")
    words = Words(0, 15, 'Lee is "sorry".', 0, (Span(8, 13),))
    claim = Claim("reported", (words,), (said,), "Ann Lee", None, "Ann’s Post")
    html = "".join(render.conversation([Exchange("q", "done", Answer("q", (claim,)))], "", 1))
    assert '<bdi class="words">Lee is &quot;<b>sorry</b>&quot;.</bdi><span' in html
    assert '<p class="lead">Ann’s Post on <strong>' in html
    assert "“" not in Read(html.split("Articles drawn on")[0]).text


def test_the_words_that_answer_are_set_out() -> None:
    told = replace(excerpt(citation("It cost 5 crowns <b>.")), answer=AnswerSpan(0, 8, 16))
    html = "".join(render.conversation([Exchange("q", "done", Answer("q", (told,), "answered"))], "", 1))
    assert 'It cost <strong class="answering">5 crowns</strong> &lt;b&gt;.' in html


def test_markdown_shows_what_the_article_has() -> None:
    words = "a*b_c [d](e) `f` <g> #h\n- i"
    cited = replace(citation(words), title="Title", publisher=None)
    answer = Answer("q", (quoted(cited, "Ann Lee"),), "answered")
    paragraph, footnote = reference.markdown(answer, "http://here", first=4).split("\n\n")
    assert paragraph == "Ann Lee, in an article: “a\\*b\\_c \\[d\\](e) \\`f\\` \\<g\\> \\#h - i”[^4]"
    assert footnote.startswith("[^4]: ")


@pytest.mark.parametrize(
    "words", [*HOSTILE, "ER  - \r\nTY  - BOOK", "}\n@book{x, title = {\\input{y}}", "100% & #1 $x_y^z~"]
)
def test_references_hold_words_that_mean_something_to_their_readers(words: str) -> None:
    day, address = date(2031, 5, 2), "https://news.example/{a}"
    work = bibliography.Work("key", words, words, words, day, address, [words])
    assert json.loads(bibliography.csl([work]))[0]["title"] == words
    fields = [line for line in bibliography.ris([work]).split("\r\n") if line]
    assert [line[:6] for line in fields] == [
        f"{tag}  - " for tag in ("TY", "ID", "TI", "AU", "T2", "PY", "DA", "UR", "N1", "ER")
    ]
    entry = bibliography.bibtex([work])
    assert len(entry.splitlines()) == 9
    bare = re.sub(r"\\[{}]", "", entry)
    depths = [*accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in bare[bare.index("{") :])]
    # It is open until its last brace.
    assert depths.index(0) == len(depths) - 2
    assert not re.search(r"(?<!\\)[$&#%_](?![0-9A-F]{2})", entry.split("  url")[0])


@pytest.mark.parametrize("words", HOSTILE)
def test_endnotes_are_text(words: str) -> None:
    html = endnotes.page(words, Answer(words, (quoted(citation(words), words),), "answered"), "http://here")
    read = Read(html)
    assert set(read.tags) == {
        "html",
        "meta",
        "title",
        "style",
        "h1",
        "h2",
        "p",
        "span",
        "sup",
        "a",
        "ol",
        "li",
        "q",
        "footer",
    }
    assert not any(name.startswith("on") for name, _ in read.attributes)
    assert read.text.count(words) >= 4


def test_a_page_is_named_and_opened_and_that_it_was_read_by_ocr_is_told() -> None:
    report = Article("http://here/report.pdf", "One page. Another.", "Report", page_starts=(0, 10), ocr_pages=(2,))
    cited = Citation.at(report, Excerpt(10, 18, "Another."))
    answer = Answer("q", (excerpt(cited),), "answered")
    assert "[1] Report, p. 2, read by OCR\n" in reference.plain(answer, "")
    assert "[^1]: Report, p. 2, read by OCR: Another." in reference.markdown(answer, "")
    assert 'aria-label="Source 1: Report, p. 2, read by OCR"' in "".join(
        render.conversation([Exchange("q", "done", answer)], "", 3)
    )
    opened = Read(render_head.head(report, Span(10, 18)))
    assert ("href", "http://here/report.pdf#page=2") in opened.attributes
    assert "p. 2, read by OCR" in opened.text
    assert "Verbatim" not in opened.text
    assert ("href", report.source) in Read(render_head.head(report, None)).attributes


def test_export_says_how_a_question_was_to_be_answered() -> None:
    only = Filters(publisher="Merrow Courier", until=date(2031, 5, 1))
    exchange = Exchange("q", "done", Answer("q", (remark("No."),)), filters=only, without=(Constraint("topic", "a*b"),))
    assert reference.exported([exchange], "") == (
        "# Onrecord\n\n## q\n\nOnly Merrow Courier, to 1 May 2031. Asked without About: a\\*b.\n\nNo.\n"
    )


def test_conversation_kept_by_an_earlier_version_is_read() -> None:
    cited = citation("It was late. We go.")
    claims = [
        {"lead": "l", "quotes": [], "citations": []},
        {"lead": "Ann Lee said:", "quotes": ["We go."], "citations": [asdict(cited)]},
    ]
    answer = {"question": "q", "claims": claims, "found": True}
    [exchange] = parse([{"asked": "q", "state": "done", "answer": answer, "fault": None, "filters": {}}])
    # Whose words the earlier version had put between marks is not known: they are shown as the outlet's.
    words = Words(13, 19, "We go.", 0)
    told = (remark("l"), Claim("excerpt", (words,), (replace(cited, speaker=None),), outlet=cited.publisher))
    assert exchange == Exchange("q", "done", Answer("q", told, "answered"))


def test_conversation_goes_to_the_browser_and_back() -> None:
    answer = Answer("q", (quoted(citation("x"), "x"), remark("l")), "answered")
    answer = replace(answer, understood=(Constraint("topic", "x"),), left_out=(LeftOut("t", "r", True),), passages=3)
    exchanges = (
        Exchange("q", "done", answer, without=(Constraint("dates", "2031"),), extractive=True),
        Exchange("r", "stopped"),
        Exchange("s", "failed", fault="f"),
    )
    assert parse(dump(exchanges)) == exchanges
    assert [tuple(turn) for turn in history(exchanges)] == [("user", "q"), ("assistant", answer.text)]
