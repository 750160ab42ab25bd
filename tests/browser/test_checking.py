"""Checking: a citation opens its article at the words, and the text is the article's to the character."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from qa import Answer, Copy
from tests.browser.answers import cited, excerpt, quoting
from tests.browser.conftest import Site
from tests.browser.test_asking import APRIL, TOLVANE, ask
from ui.capsule import Capsule

WIDTHS = (1280, 768, 390)


def text_of(page: Page) -> str:
    """The article's text as the browser has it, not as it lays it out."""
    return str(page.locator(".paper .text").evaluate("e => e.textContent"))


def test_citation_opens_the_whole_article_at_the_words(page: Page, site: Site) -> None:
    site.assistant.replies["april"] = lambda: quoting(site.archive, "april", "harbour", APRIL)
    ask(page, "april")
    page.locator(".cite").click()
    expect(page.locator(".paper mark")).to_have_text(APRIL)
    expect(page.locator(".paper mark")).to_be_in_viewport()
    expect(page.locator(".reader h2")).to_have_text("Harbour to be dredged")
    expect(page.locator(".reader .byline")).to_have_text("Merrow Courier2 May 2031Verbatim")
    expect(page.locator(".paper .source")).to_have_text("harbour")
    assert text_of(page) == site.archive.article("harbour").text
    expect(page.locator(".exchange")).to_be_visible()


def test_seed_citation_is_scrolled_to(page: Page, site: Site) -> None:
    source = next(r.source for r in site.archive.articles() if r.source.endswith("gantz-washington-visit.txt"))
    words = "I think that’s a terrific question for Mr. Sinwar."
    site.assistant.replies["sinwar"] = lambda: quoting(site.archive, "sinwar", source, words)
    ask(page, "sinwar")
    page.locator(".cite").click()
    expect(page.locator(".paper mark")).to_have_text(words)
    expect(page.locator(".paper mark")).to_be_in_viewport(ratio=1)
    assert text_of(page) == site.archive.article(source).text


def test_hostile_article_is_text_and_nothing_else(page: Page, site: Site) -> None:
    words = "Quoted <b>bold</b> words with *stars* and _lines_,"
    question = "What of <img src=http://evil.example/q.png onerror=\"document.title='owned'\"> **this** {{x}} ${y}?"
    site.assistant.replies[question] = lambda: quoting(
        site.archive, "understood <script>fetch('http://evil.example')</script>", "javascript:alert(1)", words
    )
    ask(page, question)
    expect(page.locator(".question")).to_have_text(question)
    expect(page.locator(".understood")).to_contain_text("<script>fetch('http://evil.example')</script>")
    expect(page.locator(".words")).to_have_text(words)
    page.locator(".cite").click()
    expect(page.locator(".paper mark")).to_have_text(words)
    held = site.archive.article("javascript:alert(1)")
    assert text_of(page) == held.text
    expect(page.locator(".reader h2")).to_have_text(held.title)
    page.locator("[data-statements]").check()
    expect(page.locator(".speakers")).to_be_visible()
    assert text_of(page) == held.text
    shown = page.locator(":is(.conversation, .leaf)")
    for tag in ("script", "img", "svg", "form", "style", "iframe", "b i", "[onerror]", "[onload]"):
        expect(shown.locator(tag)).to_have_count(0)
    expect(page.locator(".paper .source a")).to_have_count(0)
    expect(page).to_have_title("Onrecord")


def test_statements_are_marked_by_speaker_on_the_switch(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/?article={site.archive.article('harbour').id}")
    expect(page.locator(".paper .said")).to_have_count(0)
    page.locator("[data-statements]").check()
    expect(page.locator(".speakers li").first).to_be_visible()
    expect(page.locator('.said[title="Osric Pellameen"]').first).to_contain_text("Nobody asked us")
    assert text_of(page) == site.archive.article("harbour").text


def test_permanent_link_opens_the_article_at_the_words(page: Page, context: BrowserContext, site: Site) -> None:
    site.assistant.replies["tolvane"] = lambda: quoting(site.archive, "tolvane", "harbour", TOLVANE)
    ask(page, "tolvane")
    page.locator(".cite").click()
    expect(page.locator(".paper mark")).to_have_text(TOLVANE)
    page.locator("[data-link]").click()
    link = page.evaluate("navigator.clipboard.readText()")
    words = cited(site.archive, "harbour", TOLVANE)
    place = f"start={words.start}&end={words.end}&version={words.version}"
    assert link == f"{site.address}/?article={words.article}&{place}"
    assert page.url == f"{site.address}/?q=tolvane&article={words.article}&{place}"
    other = context.new_page()
    other.goto(link)
    expect(other.locator(".paper mark")).to_have_text(TOLVANE)
    expect(other.locator(".paper mark")).to_be_in_viewport()


@pytest.mark.parametrize(
    "place", ["&start=5", "&start=x&end=y", "&start=-3&end=4", "&start=9&end=9999999", "&start=7&end=2"]
)
def test_link_to_no_such_words_opens_the_article_unmarked(page: Page, site: Site, place: str) -> None:
    page.goto(f"{site.address}/?article={site.archive.article('harbour').id}{place}")
    expect(page.locator(".reader h2")).to_have_text("Harbour to be dredged")
    expect(page.locator(".paper mark")).to_have_count(0)


def test_link_to_no_such_article_says_so(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/?article=<img src=x>")
    expect(page.locator(".leaf .fault")).to_contain_text("The archive holds no article '<img src=x>'.")


def test_keys_step_through_the_citations(page: Page, site: Site) -> None:
    site.assistant.replies["both"] = lambda: quoting(site.archive, "both", "harbour", APRIL, TOLVANE)
    ask(page, "both")
    page.keyboard.type("n")
    expect(page.locator("#question")).to_have_value("n")
    page.locator("#question").fill("")
    page.locator("#question").blur()
    for key, words in (("n", APRIL), ("n", TOLVANE), ("]", APRIL), ("p", TOLVANE), ("[", APRIL)):
        page.keyboard.press(key)
        expect(page.locator(".paper mark")).to_have_text(words)
        expect(page.locator('.cite[aria-current="true"]')).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_be_hidden()
    expect(page.locator(".cite").first).to_be_focused()


OVER_WORDS = """card => [...document.querySelectorAll(".lead, .words")].some(words => {
    const [one, other] = [card, words].map(element => element.getBoundingClientRect());
    return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
})"""


def test_citation_opens_by_keyboard_and_shows_its_source_on_focus(page: Page, site: Site) -> None:
    site.assistant.replies["april"] = lambda: quoting(site.archive, "april", "harbour", APRIL, TOLVANE)
    ask(page, "april")
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if page.locator(".cite:focus").count():
            break
    card = page.locator(".cite:focus + .card")
    expect(card).to_be_visible()
    expect(card).to_contain_text("Harbour to be dredged, Merrow Courier, 2 May 2031")
    assert not card.evaluate(OVER_WORDS)
    page.keyboard.press("Enter")
    expect(page.locator(".paper mark")).to_have_text(TOLVANE)
    # The focus is in the article, its words are shown there and on no card; and Escape goes back.
    expect(page.locator(".reader h2")).to_be_focused()
    page.locator(".cite").last.hover()
    expect(page.locator(".card").last).to_be_hidden()
    page.locator(".cite").first.hover()
    assert not page.locator(".card").first.evaluate(OVER_WORDS)
    page.keyboard.press("Escape")
    expect(page.locator(".cite").last).to_be_focused()


def test_an_article_that_is_read_is_asked_about_alone(page: Page, site: Site) -> None:
    site.assistant.replies["only here"] = lambda: quoting(site.archive, "only here", "harbour", TOLVANE)
    id_ = site.archive.article("harbour").id
    page.goto(f"{site.address}/?article={id_}")
    page.get_by_role("button", name="Ask about this article").click()
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator(".composer .chosen .chip bdi")).to_have_text("Article: “Harbour to be dredged”")
    ask(page, "only here")
    assert [asked.filters.article for asked in site.assistant.asked_for("only here") if asked.filters] == [id_]
    expect(page.locator(".narrowed")).to_have_text("Only one article · Open it")
    page.get_by_role("button", name="Take out Article: “Harbour to be dredged”").click()
    expect(page.locator(".composer .chosen .chip")).to_have_count(0)


def test_copies_of_the_words_are_listed_and_open_at_them(page: Page, site: Site) -> None:
    other = site.archive.article("javascript:alert(1)")
    start = other.text.index("Quoted <b>bold</b> words")
    copy = Copy(other.id, other.source, other.title, date(2031, 5, 3), start, start + 24)
    also = replace(cited(site.archive, "harbour", APRIL), also=(copy,))
    second = cited(site.archive, "harbour", TOLVANE, 2)

    def copied() -> Iterator[Answer]:
        yield Answer("copied")
        yield Answer("copied", (excerpt(also), excerpt(second)), "answered")

    site.assistant.replies["copied"] = copied
    ask(page, "copied")
    expect(page.locator(".sources .also")).to_have_text(f"[1] also in {other.title} (3 May 2031)")
    page.locator(".cite").first.hover()
    expect(page.locator(".card small").first).to_have_text(f"Also in {other.title}, 3 May 2031")
    page.locator(".sources .also a").click()
    expect(page.locator(".paper mark")).to_have_text("Quoted <b>bold</b> words")
    expect(page.locator(".paper mark")).to_be_in_viewport()


def test_quotation_and_answer_are_copied_with_their_references(page: Page, site: Site) -> None:
    site.assistant.replies["april"] = lambda: quoting(site.archive, "april", "harbour", APRIL)
    ask(page, "april")
    words = cited(site.archive, "harbour", APRIL)
    link = f"{site.address}/?article={words.article}&start={words.start}&end={words.end}&version={words.version}"
    reference = "Harbour to be dredged, Merrow Courier, 2 May 2031"
    said = f"Ilsa Vantongeren, in Merrow Courier (2 May 2031): “{APRIL}”"
    copies = {
        "blockquote .copy": f"“{APRIL}”\n— Ilsa Vantongeren, in: {reference}\n{link}",
        ".actions button:text-is('Copy')": f"{said} [1]\n\n[1] {reference}\n    {link}",
    }
    for button, copied in copies.items():
        page.locator(button).hover()
        page.locator(button).click()
        page.wait_for_function(CLIPBOARD, arg=copied)


CLIPBOARD = "copied => navigator.clipboard.readText().then(text => text === copied)"


def test_answer_is_taken_elsewhere_in_each_form(page: Page, site: Site) -> None:
    site.assistant.replies["april"] = lambda: quoting(site.archive, "april", "harbour", APRIL)
    ask(page, "april")
    words = cited(site.archive, "harbour", APRIL)
    link = f"{site.address}/?article={words.article}&start={words.start}&end={words.end}&version={words.version}"
    place = f"{site.address}/?article={words.article}&version={words.version}"
    said = f"Ilsa Vantongeren, in Merrow Courier (2 May 2031): “{APRIL}”"
    page.locator(".share summary").click()
    page.get_by_role("button", name="Copy as Markdown").click()
    note = f"Harbour to be dredged, Merrow Courier, 2 May 2031: {APRIL} <{link}>"
    page.wait_for_function(CLIPBOARD, arg=f"{said}[^1]\n\n[^1]: {note}")
    page.locator('[data-share="link"]').click()
    page.wait_for_function(CLIPBOARD, arg=f"{site.address}/?q=april")

    def downloaded(form: str, ending: str) -> Path:
        with page.expect_download() as download:
            page.locator(f'[data-share="{form}"]').click()
        assert download.value.suggested_filename == f"april.{ending}"
        return download.value.path()

    def saved(form: str, ending: str) -> str:
        return downloaded(form, ending).read_text(encoding="utf-8")

    word = docx.Document(str(downloaded("docx", "docx")))
    assert [paragraph.text for paragraph in word.paragraphs] == ["april", said]
    [notes] = [part for part in word.part.package.iter_parts() if part.partname == "/word/endnotes.xml"]
    assert note.replace("<", "").replace(">", "").replace("&", "&amp;") in notes.blob.decode()
    assert 'w:endnoteReference w:id="1"' in word.element.xml
    assert f'href="{link.replace("&", "&amp;")}">in the archive</a>' in saved("html", "html")
    [reference] = json.loads(saved("csl", "csl.json"))
    assert reference == {
        "id": "merrow-courier-2031-05-02",
        "type": "article-newspaper",
        "title": "Harbour to be dredged",
        "container-title": "Merrow Courier",
        "issued": {"date-parts": [[2031, 5, 2]]},
        "URL": place,
        "note": APRIL,
    }
    assert saved("bibtex", "bib").startswith(
        "@article{merrow-courier-2031-05-02,\n  title = {{Harbour to be dredged}},\n"
    )
    assert f"DA  - 2031/05/02\nUR  - {place}\nN1  - {APRIL}\nER  - \n" in saved("ris", "ris")
    (item,) = Capsule.model_validate_json(saved("capsule", "capsule.json")).items
    assert (item.speaker, item.target.selector[0].exact) == ("Ilsa Vantongeren", APRIL)
    page.keyboard.press("Escape")
    expect(page.locator(".share h3").first).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(browser: Browser, site: Site, width: int, scheme: str) -> None:
    long_word = "w" * 300
    site.assistant.replies[long_word] = lambda: quoting(site.archive, long_word, "harbour", APRIL, TOLVANE)
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site.address)
    page.locator(".welcome").wait_for()

    def overflow() -> list[str]:
        return page.evaluate(  # type: ignore[no-any-return]
            """() => [...document.querySelectorAll(
                "html, body, #chat-part, .leaf, .masthead, .bar, .exchange, #people, .people, #archive, .listing")]
                .filter(e => e.scrollWidth > e.clientWidth + 1 && e.checkVisibility())
                .map(e => e.className || e.id || e.tagName)"""
        )

    assert overflow() == []
    ask(page, long_word)
    assert overflow() == []
    page.locator(".cite").first.click()
    page.locator(".paper mark").wait_for()
    assert overflow() == []
    page.locator("[data-close]").locator("visible=true").click()
    for view, shown in (("people", ".speakers-list"), ("archive", ".listing table")):
        page.locator(f'[data-go="{view}"]').click()
        page.locator(shown).wait_for()
        assert overflow() == []
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    context.close()


def test_light_and_dark_are_kept(page: Page) -> None:
    page.locator("[data-theme-switch]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("[data-theme-switch]")).to_have_text("Light")
