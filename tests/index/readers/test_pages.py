"""Web pages: whose words, which day, and what is no article."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from index.article import Article
from index.load import Failure, Note, Options, parse
from index.statements import find_statements

_STORY = """<p>Mayor Tom Dell said the ferry would sail again, after three weeks in the dock, with a new hull.</p>
<p>"We are safe," Dell said. "The tolls stay where they are."</p>"""


def page(body: str = _STORY, head: str = "<title>Ferry sails again</title>", rest: str = "") -> bytes:
    return f"<html><head>{head}</head><body><article><h1>Ferry</h1>{body}</article>{rest}</body></html>".encode()


def read(data: bytes, **options: bool | str) -> Article:
    article = next(iter(parse("ferry.html", data, Options(**options))))  # type: ignore[arg-type]
    assert isinstance(article, Article), article
    return article


def test_line_breaks_and_inline_quotations_cut_and_join_no_words() -> None:
    article = read(
        page(
            "<p>The council of Corby met on Monday for three hours about the ferry and the tolls.</p>"
            '<p>"We will not raise<br>taxes this year," Mayor Tom Dell said.</p>'
            "<p><q>We <b>never</b> did, or as he has it <q>never, ever</q></q>, said Ana Ruiz.</p>"
            "<p>„<q>It is so</q>“, as they write it elsewhere, in letters of the other shore.</p>"
            "<p>The ferry ends here.<br>“It begins there,” Bo Lind said.</p>"
        )
    )
    assert '"We will not raise\ntaxes this year," Mayor Tom Dell said.' in article.text
    assert "“We never did, or as he has it ‘never, ever’”, said Ana Ruiz." in article.text
    assert "„It is so“, as they" in article.text
    assert "The ferry ends here.\n\n“It begins" in article.text
    quotes = {s.speaker: [article.text[slice(*q)] for q in s.quotes] for s in find_statements(article)}
    assert quotes["Tom Dell"] == ["We will not raise\ntaxes this year,"]
    assert quotes["Ana Ruiz"] == ["We never did, or as he has it ‘never, ever’"]


_DATES = {
    "the copyright line": ("", "<footer>© 2013 Corby Post</footer>", None),
    "another story's address": ("", '<a href="/2011/08/19/other">Other story</a>', None),
    "another story's time": ("", '<aside><time datetime="2011-08-19">19 August</time></aside>', None),
    "an event in the text": ("", "<p>The ferry was built in Corby and sailed first on May 3, 1998.</p>", None),
    "when it was changed": ('<meta property="article:modified_time" content="2024-03-06">', "", None),
    "Open Graph": ('<meta property="article:published_time" content="2024-03-05T10:00Z">', "", date(2024, 3, 5)),
    "linked data": (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-05"}</script>',
        "",
        date(2024, 3, 5),
    ),
    "linked data in a graph": (
        '<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2024-03-05",'
        '"related": [{"@type": "NewsArticle", "datePublished": "2011-08-19"}]}]}</script>',
        "",
        date(2024, 3, 5),
    ),
    "the page's address": ('<link rel="canonical" href="https://x.com/2024/03/05/ferry">', "", date(2024, 3, 5)),
    "of two, the outlet's own day": (
        '<link rel="canonical" href="https://x.com/2024/03/05/ferry">'
        '<meta property="article:published_time" content="2024-03-06T02:00Z">',
        "",
        date(2024, 3, 5),
    ),
    "the day the outlet prints of a moment in UTC": (
        '<meta property="article:published_time" content="2024-03-06T02:00:00Z">',
        '<p class="published">5 March 2024</p>',
        date(2024, 3, 5),
    ),
    "a moment in UTC that is printed so": (
        '<meta property="article:published_time" content="2024-03-06T02:00:00Z">',
        '<p class="published">6 March 2024</p><p class="published">5 March 2024</p>',
        date(2024, 3, 6),
    ),
    "other stories' days": (
        "",
        '<h2>A bridge</h2><p class="date">2024-03-05</p><h2>A dock</h2><p class="date">2024-03-04</p>',
        None,
    ),
    "when it was last edited": ("", '<p class="date">last edited: 5 March 2024</p>', None),
    "the future": ('<meta property="article:published_time" content="2924-03-05">', "", None),
}


@pytest.mark.parametrize(("head", "rest", "published"), _DATES.values(), ids=_DATES)
def test_a_page_has_the_date_it_says_or_none(head: str, rest: str, published: date | None) -> None:
    assert read(page(head=head, rest=rest)).published == published


_CHANGED = {
    "Open Graph": ('<meta property="article:modified_time" content="2024-03-07T10:00Z">', "", date(2024, 3, 7)),
    "a meta element": ('<meta name="last-modified" content="7 March 2024">', "", date(2024, 3, 7)),
    "linked data": (
        '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2024-03-07"}</script>',
        "",
        date(2024, 3, 7),
    ),
    "microdata": ("", '<time itemprop="dateModified" datetime="2024-03-07">Thursday</time>', date(2024, 3, 7)),
    "the same day": ('<meta property="article:modified_time" content="2024-03-05">', "", date(2024, 3, 5)),
    "before it was published": ('<meta property="article:modified_time" content="2024-03-04">', "", None),
    "the future": ('<meta property="article:modified_time" content="2924-03-05">', "", None),
    "the copyright line": ("", "<footer>© 2024 Corby Post, updated 7 March 2024</footer>", None),
    "another story": ("", '<aside><time itemprop="dateModified" datetime="2024-03-07"></time></aside>', None),
    "the text": ("", "<p>Updated March 7, 2024</p>", None),
}


@pytest.mark.parametrize(("head", "rest", "modified"), _CHANGED.values(), ids=_CHANGED)
def test_a_page_was_changed_when_its_metadata_says_so(head: str, rest: str, modified: date | None) -> None:
    published = '<meta property="article:published_time" content="2024-03-05">'
    article = read(page(head=published + head, rest=rest))
    assert (article.published, article.modified) == (date(2024, 3, 5), modified)


def test_a_day_of_change_that_can_be_two_is_told() -> None:
    head = '<meta property="article:modified_time" content="05/03/2024">'
    article, note = parse("ferry.html", page(head=head))
    assert isinstance(article, Article)
    assert article.modified is None
    assert isinstance(note, Note)
    assert note.reason.startswith("modified: '05/03/2024' is 5 March 2024 or 3 May 2024")
    assert read(page(head=head), day_first=True).modified == date(2024, 3, 5)


_LINKED = '<script type="application/ld+json">{}</script>'
_LINK, _OG = '<link rel="canonical" href="{}">', '<meta property="og:url" content="{}">'
_FERRY = "https://post.example.com/ferry?n=1"
_ADDRESSES = {
    "canonical": (_LINK.format(_FERRY) + _OG.format("https://m.example.com/f"), _FERRY),
    "Open Graph": (_OG.format(_FERRY), _FERRY),
    "linked data": (_LINKED.format(json.dumps({"@type": "NewsArticle", "url": _FERRY})), _FERRY),
    "linked data's page": (
        _LINKED.format(json.dumps({"@graph": [{"@type": "NewsArticle", "mainEntityOfPage": {"@id": _FERRY}}]})),
        _FERRY,
    ),
    "linked data of several": (
        _LINKED.format(json.dumps([{"@type": "NewsArticle", "url": f"https://a.example.com/{n}"} for n in "ab"])),
        None,
    ),
    "relative": (_LINK.format("/ferry?n=1") + _OG.format("https://post.example.com/"), _FERRY),
    "relative to nothing": (_LINK.format("/ferry?n=1"), None),
    "the whole site's": (_LINK.format("https://post.example.com/"), None),
    "the whole site's, and the page's": (_LINK.format("https://post.example.com/") + _OG.format(_FERRY), _FERRY),
    "a script": (_LINK.format("javascript:alert(1)"), None),
    "a file": (_LINK.format("file:///home/bo/ferry.html"), None),
    "half a tag": (_LINK.format("https://post.example.com/&lt;b&gt;"), None),
    "none": ("", None),
}


@pytest.mark.parametrize(("head", "url"), _ADDRESSES.values(), ids=_ADDRESSES)
def test_a_page_s_canonical_address_is_kept_where_it_is_one_of_the_web(head: str, url: str | None) -> None:
    article = read(page(head=head))
    assert (article.source, article.url) == ("ferry.html", url)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("<p>Aug. 13, 2010 | Corby</p>", date(2010, 8, 13)),
        ("<p>By Bo Li, 13 August 2010</p>", date(2010, 8, 13)),
        ('<time datetime="2010-08-13">yesterday</time>', date(2010, 8, 13)),
        ("<p>Updated August 13, 2010</p>", None),
    ],
)
def test_a_byline_may_have_the_date(line: str, published: date | None) -> None:
    assert read(page(line + _STORY)).published == published


@pytest.mark.parametrize(
    ("head", "options", "published"),
    [
        ("", {}, None),
        ("", {"day_first": True}, date(2024, 3, 5)),
        ("", {"day_first": False}, date(2024, 5, 3)),
        ('<link rel="canonical" href="https://post.example.co.uk/ferry">', {}, date(2024, 3, 5)),
        ('<link rel="canonical" href="https://post.example.com/2024/05/03/ferry">', {}, date(2024, 5, 3)),
    ],
)
def test_a_page_s_date_that_can_be_two_is_told_unless_something_settles_it(
    head: str, options: dict[str, bool], published: date | None
) -> None:
    head += '<meta name="date" content="05/03/2024">'
    article, *told = parse("ferry.html", page(head=head), Options(**options))  # type: ignore[arg-type]
    assert isinstance(article, Article)
    assert article.published == published
    if published is None:
        (note,) = told
        assert isinstance(note, Note)
        assert "5 March 2024 or 3 May 2024" in note.reason


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("iso-8859-1", "cp1252"), ("windows-1251", "cp1251"), ("Shift_JIS", "shift_jis"), ("utf-8", "utf-8")],
)
def test_pages_are_decoded_as_they_declare(charset: str, encoding: str) -> None:
    words = {"cp1252": "“Café”", "cp1251": "Паром", "shift_jis": "フェリー", "utf-8": "“Café”"}[encoding]
    html = page(f"<p>{words}</p>{_STORY}", f'<meta charset="{charset}">').decode()
    assert words in read(html.encode(encoding)).text


def test_utf_8_that_is_called_something_else_is_utf_8() -> None:
    assert "“Café”" in read(page(f"<p>“Café”</p>{_STORY}", '<meta charset="iso-8859-1">')).text


def test_what_is_not_declared_is_not_guessed_but_may_be_accepted() -> None:
    data = page(f"<p>“Tomás Díez” – señor</p>{_STORY}").decode().encode("cp1252")
    (refused,) = parse("ferry.html", data)
    assert isinstance(refused, Failure)
    assert "cp1252 (señor)" in refused.reason
    assert "“Tomás Díez” – señor" in read(data, encoding="windows-1252").text


def test_a_damaged_letter_makes_no_other_encoding_likely() -> None:
    data = page(f"<p>“Tomás Díez” – señor</p>{_STORY}").replace("ñ".encode(), b"\xf1")
    (refused,) = parse("ferry.html", data)
    assert isinstance(refused, Failure)
    assert "1 of its letters are damaged" in refused.reason
    assert "“Tomás Díez” – se\ufffdor" in read(data, encoding="utf-8").text


@pytest.mark.parametrize(
    ("words", "encoding", "guesses"),
    [
        (
            "“L'università è chiusa”, disse Bo Lindò. Perché no?",
            "cp1252",
            "like cp1252 (università) or cp1250 (universitŕ)",
        ),
        ("Żółty prom płynie, powiedział burmistrz Dell we środę w Łęczy.", "cp1250", "cp1250 (Żółty): --encoding "),
        ("Мэр города сказал, что паром отправится завтра.", "cp1251", "like cp1251 (Мэр): --encoding cp1251 accepts"),
    ],
)
def test_where_encodings_are_as_likely_each_is_told_with_a_word_and_the_western_one_first(
    words: str, encoding: str, guesses: str
) -> None:
    (refused,) = parse("ferry.txt", words.encode(encoding))
    assert isinstance(refused, Failure)
    assert guesses in refused.reason


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Before you continue", "We and our partners store and access information. “We respect your choice,” we say."),
        ("Corby Post", "Please enable JavaScript and disable any ad blocker to see what we have written for you here."),
        ("Page not found | Corby Post", "Sorry. You may have mistyped the address, or the page may have been moved."),
        (
            "Ferry sails",
            "The ferry sails. Subscribe to continue reading this and all other articles of the Corby Post.",
        ),
        ("Just a moment...", "Corby Post needs to review the security of your connection before proceeding to it now."),
    ],
)
def test_pages_about_themselves_are_no_articles(title: str, text: str) -> None:
    (failure,) = parse("x.html", f"<html><title>{title}</title><body><div><p>{text}</p></div></body></html>".encode())
    assert isinstance(failure, Failure)
    assert "is no article" in failure.reason


def test_an_article_may_speak_of_cookies() -> None:
    says = "<p>In ward {} of Corby the council wants every page to ask before it stores cookies on a device.</p>"
    long = "".join(says.format(ward) for ward in range(12))
    assert "cookies" in read(page(f"<p>“We value your privacy,” Tom Dell said.</p>{long}")).text


def test_paragraphs_and_items_that_are_only_a_link_are_not_text() -> None:
    text = read(
        page(
            _STORY
            + '<p><a href="/b">Mayor opens the new bridge</a></p><p>See <a href="/c">the council page</a></p>'
            + '<p><b>READ MORE: <a href="/b">How the old bridge fell</a></b></p>'
            + '<p>[Related: <a href="/b">Nobody mourns the bridge</a>]</p>'
            + '<p>Our Standards: <a href="/b">The Corby Bridge Principles.</a></p>'
            + "<p>READ MORE: Who paid for the old bridge</p><p>Photo credit: Bo Li, bridge keeper</p>"
            + '<h3>On the bridge</h3><ul><li><a href="/e">Why the old bridge fell</a></li></ul>'
            + '<p>Dell wrote: <a href="/d">“We sail.”</a></p>'
            + '<p>Li answered: <a href="/d">Nobody sails from here.</a></p><p>Update: The ferry sank.</p>'
            + '<h3>Who sails</h3><ul><li>Bo Li, of <a href="/f">the council of Corby</a></li></ul>'
        )
    ).text
    assert "bridge" not in text
    assert "Who sails\n\n- Bo Li, of the council of Corby" in text
    assert "See the council page" in text
    assert "Dell wrote: “We sail.”\n\nLi answered: Nobody sails from here.\n\nUpdate: The ferry sank." in text


_BESIDE = {
    "a sign-up form": '<form action="/x"><p>Get the Corby Post by e-mail every day</p><input type="email"></form>',
    "a newsletter's box": '<div class="c-newsletter-box"><h3>Sign up here</h3><p>Never miss what Corby says.</p></div>',
    "a menu of ways to share": '<ul role="menu"><li>Share this</li><li>Print this</li></ul>',
    "a label": '<p class="article-share">Share this article</p>',
    "a notice of copyright": "<p>© 2024 Corby Post. All rights reserved.</p>",
    "a credit": '<div class="photo"><img src="a.jpg"><span class="credit">Bo Li/Corby Post</span></div>',
    "a notice in words": "<p>Copyright 2024 Corby Post Ltd.</p>",
    "a dialog": '<div role="dialog"><p>We would like to send you what is new in Corby.</p></div>',
}


@pytest.mark.parametrize("beside", _BESIDE.values(), ids=_BESIDE)
@pytest.mark.parametrize("within", ["{story}{beside}", "{beside}{story}", "<div>{story}<div>{beside}</div></div>"])
def test_what_stands_beside_an_article_is_not_its_text(beside: str, within: str) -> None:
    story = [
        *_STORY.split("\n"),
        *(f"<p>In ward {n} of Corby nobody had seen the ferry for a month.</p>" for n in range(9)),
    ]
    lines = read(page(within.format(story="\n".join(story), beside=beside))).text.split("\n\n")
    assert [f"<p>{line}</p>" for line in lines if line != "Ferry"] == story


_PROSE = {
    "a speech on sharing": "<p>“Share this bread,” Bo Li said, “and subscribe to nothing,” in the church of Corby.</p>",
    "a sentence on copyright": "<p>Copyright is what they sell, Dell said. © is a letter, he said, of the lawyers.</p>",
    "what a box repeats": '<h2>How <i>the ferry</i> fell</h2><p class="related"><a href="/">How the ferry fell</a></p>',
    "a page in a form": "",
    "a class that only holds the word": '<p class="timeshare">Ana Ruiz owns a week a year of a house by the shore.</p>',
    "a long box": f'<div class="share">{"<p>The council of Corby met on Monday about the tolls.</p>" * 8}</div>',
}


@pytest.mark.parametrize("prose", _PROSE.values(), ids=_PROSE)
def test_no_prose_is_taken_for_what_stands_beside_it(prose: str) -> None:
    data = page(_STORY + prose + _STORY.replace("ferry", "boat"))
    text = read(data.replace(b"<article>", b"<form><article>").replace(b"</article>", b"</article></form>")).text
    for paragraph in re.findall("<(?:p|h2)[^>]*>(.*?)</(?:p|h2)>", prose):
        assert re.sub("<[^>]*>", "", paragraph) in text
    assert text.count("We are safe") == 2


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By BO LI, Corby Post Staff Writer | Updated March 5, 2024", "Bo Li"),
        ("By Bo Li and Ana Ruiz", "Bo Li; Ana Ruiz"),
        ("View all posts by April Roach", "April Roach"),
        ("By Username", None),
        ("By No Author", None),
        ("By Bo Li, Apr", "Bo Li"),
        ("By Bo Li, Corbypost", "Bo Li"),
    ],
)
def test_a_byline_holds_names(byline: str, author: str | None) -> None:
    head = '<meta property="og:site_name" content="www.corbypost.com">'
    assert read(page(head=head, rest=f'<div class="byline">{byline}</div>')).author == author


@pytest.mark.parametrize(
    ("title", "outlet", "expected"),
    [
        ("Ferry sails - again - Corby Post", "Corby Post", "Ferry sails - again"),
        ("CORBY POST | Ferry sails", "Corby Post", "Ferry sails"),
        ("Ferry sails · corbypost", "corbypost.co.uk", "Ferry sails"),
        ("Ferry sails - Corby", "Corby Post", "Ferry sails - Corby"),
        ("Corby Post", "Corby Post", "Corby Post"),
    ],
)
def test_a_title_is_without_the_outlet_s_name(title: str, outlet: str, expected: str) -> None:
    head = f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">'
    assert read(page(head=head).replace(b"<h1>Ferry</h1>", b"")).title == expected


def test_a_long_script_is_no_element_of_many_attributes() -> None:
    script = "<script>for (i = 0; i <n; i++) {" + 'names[i] = "Bo"; ' * 4000 + "}</script>"
    assert read(page(rest=script)).title == "Ferry"
