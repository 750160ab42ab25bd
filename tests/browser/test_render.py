"""What the page's HTML is made of: pure functions, held to every character."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Span, Statement
from qa import Answer, Citation, Claim
from ui.page import reference, render, render_article
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
    tags = {"article", "div", "section", "h2", "p", "span", "bdi", "b", "a", "ul", "li", "blockquote", "button",
            "strong", "mark", "header", "time"}  # fmt: skip
    return set(read.tags) <= tags and not any(name.startswith("on") for name, _ in read.attributes)


@pytest.mark.parametrize("words", HOSTILE)
def test_conversation_is_text(words: str) -> None:
    answer = Answer(words + "!", (Claim(words, (words,), (citation(words),)),), found=True)
    exchanges = [Exchange(words, "done", answer), Exchange(words, "failed", fault=words)]
    html = render.conversation(exchanges, "http://here", 3)
    assert allowed(html)
    assert Read(html).text.count(words) >= 7


@pytest.mark.parametrize("words", HOSTILE)
def test_article_is_text(words: str) -> None:
    article = Article(source=words, text=words * 3, title=words, publisher=words, author=words)
    said = Statement("a", 1, 9, words[1:9], (Span(1, 9),), (), None, None, words, words, True)
    html = render_article.article(article, Span(2, len(words) + 3), [said])
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


def test_each_mark_stands_once_at_the_quotation_it_holds() -> None:
    first, second = citation("We go. We stay.", 1), citation("No.", 2)
    claim = Claim("Lead:", ("We go.", "No."), (first, second))
    html = render.conversation([Exchange("q", "done", Answer("q", (claim,), found=True))], "", 1)
    assert Read(html.split("Articles drawn on")[0]).text.count("[1]") == 1
    assert html.index(">[1]<") < html.index("No.</bdi>”") < html.index(">[2]<")


def test_speaker_is_set_out_in_the_lead() -> None:
    said = Citation(1, "a1", "s", "T", None, None, 0, 1, "x", "Ann <Lee>")
    html = render.conversation([Exchange("q", "done", Answer("q", (Claim("Then Ann <Lee>, 5:", (), (said,)),)))], "", 1)
    link = '<a data-person href="/?person=Ann+%3CLee%3E">Ann &lt;Lee&gt;</a>'
    assert f'<p class="lead">Then <strong>{link}</strong>, 5:<span' in html


def test_markdown_shows_what_the_article_has() -> None:
    words = "a*b_c [d](e) `f` <g> #h\n- i"
    answer = Answer("q", (Claim("He said:", (words,), (citation(words),)),), found=True)
    paragraph, footnote = reference.markdown(answer, "http://here", first=4).split("\n\n")
    assert paragraph == "He said: “a\\*b\\_c \\[d\\](e) \\`f\\` \\<g\\> \\#h - i”[^4]"
    assert footnote.startswith("[^4]: ")


def test_conversation_goes_to_the_browser_and_back() -> None:
    answer = Answer("q", (Claim("l", ("x",), (citation("x"),)),), True)
    exchanges = (Exchange("q", "done", answer), Exchange("r", "stopped"), Exchange("s", "failed", fault="f"))
    assert parse(dump(exchanges)) == exchanges
    assert [tuple(turn) for turn in history(exchanges)] == [("user", "q"), ("assistant", answer.text)]
