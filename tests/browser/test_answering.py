"""An answer: what stands out in it, what is quiet, and what is no answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from index.load import article
from qa import Answer, Claim, remark
from qa.answer import AnswerSpan
from tests.browser.answers import SPEAKER, cited, excerpt, quoting
from tests.browser.conftest import HARBOUR, Site, cleared
from tests.browser.test_asking import APRIL, TOLVANE, ask


def test_seed_question_is_answered_with_citations(page: Page) -> None:
    ask(page, "What did Kirby say about Gantz?")
    expect(page.locator(".exchange .question")).to_have_text("What did Kirby say about Gantz?")
    expect(page.locator(".claim blockquote .words").first).to_be_visible()
    expect(page.locator(".cite").first).to_have_text("[1]")
    expect(page.locator(".sources a")).to_have_text(["Gantz washington visit"])


def test_number_of_passages_is_not_told_where_it_is_not_known(page: Page, site: Site) -> None:
    site.assistant.replies["uncounted"] = lambda: quoting(site.archive, "uncounted", "harbour", APRIL)
    ask(page, "uncounted")
    expect(page.locator(".made")).to_have_text("In the articles’ own words")


def test_quotations_stand_apart_with_their_own_marks(page: Page, site: Site) -> None:
    site.assistant.replies["both"] = lambda: quoting(site.archive, "both", "harbour", APRIL, TOLVANE)
    ask(page, "both")
    expect(page.locator("blockquote p")).to_have_text([re.compile(r"^“We will.+\[1\]"), re.compile(r"^“Nobody.+\[2\]")])
    # Who speaks is said once to the eye.
    boxes = page.locator(".claim .lead").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert boxes[0] > 10 > boxes[1]
    expect(page.get_by_role("button", name="Copy the quotation by Ilsa Vantongeren")).to_have_count(2)
    lead, quote = (page.locator(s).first for s in (".claim .lead", ".claim blockquote p"))
    assert lead.evaluate("e => getComputedStyle(e).fontFamily") != quote.evaluate("e => getComputedStyle(e).fontFamily")


def test_what_answers_is_set_apart_and_the_rest_is_folded_until_more_is_wanted(page: Page, site: Site) -> None:
    long = HARBOUR.strip()

    def answered() -> Iterator[Answer]:
        first = excerpt(
            cited(site.archive, "harbour", "Port Merrow will dredge its harbour next spring.\n\n“We will start")
        )
        start = site.archive.article("harbour").text.index("next spring")
        yield Answer("when", (replace(first, answer=AnswerSpan(0, start, start + len("next spring"))),), "answered")
        yield Answer("when", (excerpt(cited(site.archive, "harbour", long, 2)),), "answered")

    site.assistant.replies["when"] = answered
    ask(page, "when")
    size = "e => Number.parseFloat(getComputedStyle(e).fontSize)"
    words = page.locator(".words")
    expect(page.locator(".answering")).to_have_text("next spring")
    assert words.first.evaluate(size) > page.locator(".around").evaluate(size)
    assert words.first.evaluate(size) > words.last.evaluate(size)
    more = page.get_by_role("button", name="More of the passage from Harbour to be dredged: Port Merrow will dredge")
    # Whole sentences stay; the rest is there all the same.
    first = long.split(" She added")[0]
    assert (words.last.inner_text(), words.last.text_content()) == (first, long)
    expect(words.last.locator(".rest")).to_be_hidden()
    more.focus()
    page.keyboard.press("Enter")
    expect(more).to_have_attribute("aria-expanded", "true")
    assert words.last.inner_text() == long
    # The next question makes all anew.
    ask(page, "hello")
    expect(more).to_have_text("less")
    assert words.last.evaluate("e => e.getBoundingClientRect().bottom") < more.evaluate(
        "e => e.getBoundingClientRect().bottom"
    )
    more.press("Enter")
    assert words.last.inner_text() == first


def test_what_answers_is_in_no_folded_part(page: Page, site: Site) -> None:
    long = cited(site.archive, "harbour", HARBOUR.strip(), 2)
    start = long.start + long.text.index("Nobody asked")

    def answered() -> Iterator[Answer]:
        first = excerpt(cited(site.archive, "harbour", "Port Merrow will dredge its harbour next spring."))
        yield Answer("who", (replace(first, answer=AnswerSpan(0, first.words[0].start, first.words[0].start + 11)),))
        later = replace(excerpt(long), answer=AnswerSpan(0, start, start + len("Nobody")))
        yield Answer("who", (later,), "answered")

    site.assistant.replies["who"] = answered
    ask(page, "who")
    folded = page.locator(".folded .words")
    expect(folded.locator(".answering")).to_have_text("Nobody")
    expect(folded.locator(".answering")).to_be_visible()
    assert folded.inner_text().endswith("said: “Nobody asked us about Tolvane.”")
    assert "Port Merrow will dredge" not in folded.inner_text()
    assert folded.text_content() == long.text
    page.get_by_role("button", name="More of the passage").click()
    assert folded.inner_text() == long.text


def test_the_mark_of_a_quotation_that_is_folded_away_is_folded_with_it(page: Page, site: Site) -> None:
    cut = cited(site.archive, "harbour", HARBOUR.partition(" about Tolvane")[0], 2)

    def answered() -> Iterator[Answer]:
        first = excerpt(cited(site.archive, "harbour", "Port Merrow will dredge its harbour next spring."))
        one = excerpt(cut)
        yield Answer("cut", (first, replace(one, words=(one.words[0]._replace(closes="”"),))), "answered")

    site.assistant.replies["cut"] = answered
    ask(page, "cut")
    shown = page.locator(".folded p")
    expect(shown).to_contain_text("Nobody asked us …”")
    assert " …”" not in shown.inner_text()
    page.get_by_role("button", name="More of the passage").click()
    assert "Nobody asked us …”" in shown.inner_text()


def test_a_mark_stands_on_the_line_of_the_word_before_it(page: Page, site: Site) -> None:
    dredged = cited(site.archive, "harbour", "Port Merrow will dredge its harbour next spring.")
    site.assistant.replies["mark"] = lambda: iter([Answer("mark", (excerpt(dredged),), "answered")])
    ask(page, "mark")
    apart = page.locator("blockquote").evaluate(
        """quote => [...Array(200).keys()].filter((n) => {
            quote.style.width = `${200 + n}px`;
            const word = [...quote.querySelector(".words").getClientRects()].at(-1);
            const mark = quote.querySelector(".cite").getBoundingClientRect();
            return mark.left < word.right - 1 || mark.top > word.bottom;
        })"""
    )
    assert apart == []


def test_a_line_that_breaks_amid_a_sentence_goes_on(page: Page, site: Site) -> None:
    said = "“The quay is \nours, and it \nstays ours,” said Ilsa Vantongeren.\nFor now.\n"
    wrapped = article({"source": "wrapped", "text": said, "title": "Wrapped"})
    site.archive.add([wrapped])
    try:
        site.assistant.replies["lines"] = lambda: quoting(site.archive, "lines", "wrapped", said[1:38])
        ask(page, "lines")
        words = page.locator(".words")
        assert (words.inner_text(), words.text_content()) == ("The quay is ours, and it stays ours", said[1:38])
        page.locator(".cite").click()
        expect(page.locator(".paper .text")).to_contain_text("For now.")
        read = page.locator(".paper .text")
        assert read.inner_text().startswith("“The quay is ours, and it stays ours,” said Ilsa Vantongeren.\nFor")
        assert read.text_content() == said
    finally:
        site.archive.remove(wrapped.id)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_answers_is_the_clearest_whoever_says_it(tab: Page, site: Site, scheme: Any) -> None:
    tolvane = cited(site.archive, "harbour", "Osric Pellameen, who leads the fishers’ guild, said", 2)
    dredged = cited(site.archive, "harbour", "Port Merrow will dredge its harbour next spring.")
    said = replace(excerpt(dredged), kind="reported", speaker=SPEAKER)
    site.assistant.replies["outlet"] = lambda: iter(
        [Answer("outlet", (excerpt(dredged), excerpt(tolvane)), "answered")]
    )
    site.assistant.replies["reported"] = lambda: iter([Answer("reported", (said,), "answered")])
    with cleared(tab, site) as page:
        page.emulate_media(color_scheme=scheme)
        page.goto(site.address)
        page.locator(".welcome").wait_for()
        ask(page, "outlet")
        ask(page, "reported")
        page.locator('.exchange[data-state="done"]').nth(1).wait_for()
        colour = "one => getComputedStyle(one).color"
        answering, other, report = page.locator(".words").evaluate_all(f"all => all.map({colour})")
        ink, quiet = (page.locator(place).first.evaluate(colour) for place in (".question", ".claim .lead"))
        assert answering == report == ink
        # Other words of an outlet are a step quieter, and not as what stands around them.
        assert len({other, ink, quiet}) == 3


def test_buttons_of_each_claim_have_their_own_names(page: Page, site: Site) -> None:
    def told() -> Iterator[Answer]:
        claims: list[Claim] = []
        for number, words in enumerate(("Port Merrow will dredge its harbour next spring.", "She added that"), 1):
            claims.append(excerpt(cited(site.archive, "harbour", words, number)))
        for part in quoting(site.archive, "names", "harbour", APRIL, TOLVANE):
            claims += part.claims
        yield Answer("names", tuple(claims), "answered")

    site.assistant.replies["names"] = told
    ask(page, "names")
    named = "all => all.map(one => one.ariaLabel ?? one.textContent)"
    names = page.locator("blockquote button").evaluate_all(named)
    assert len(names) == len({*names}) == 8
    expect(page.get_by_role("button", name="Copy the passage from Harbour to be dredged: She added")).to_have_count(1)
    expect(page.get_by_role("button", name=f"Copy the quotation by {SPEAKER}: Nobody asked us")).to_have_count(1)
    page.goto(f"{site.address}/?person=John+Kirby")
    page.locator(".said-list").wait_for()
    names = page.locator(".said-list :is(a, button)").evaluate_all(named)
    assert len(names) == len({*names}) > 5


def test_escape_closes_a_card(page: Page, site: Site) -> None:
    site.assistant.replies["card"] = lambda: quoting(site.archive, "card", "harbour", APRIL, TOLVANE)
    ask(page, "card")
    cite, card = page.locator(".cite").first, page.locator(".card").first
    for begin in (cite.hover, cite.focus):
        page.mouse.move(0, 0)
        page.locator("#question").focus()
        begin()
        expect(card).to_be_visible()
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()
    expect(cite).to_be_focused()


def test_ways_to_take_an_answer_elsewhere_are_grouped(page: Page, site: Site) -> None:
    site.assistant.replies["share"] = lambda: quoting(site.archive, "share", "harbour", APRIL)
    ask(page, "share")
    share = page.locator(".share")
    share.locator("summary").press("Enter")
    expect(share.get_by_role("heading")).to_have_text(["Link", "Text", "Citations"])
    expect(share.locator("section").last.get_by_role("button")).to_have_text(
        ["CSL-JSON", "BibTeX", "RIS", "Capsule, to be verified"]
    )
    page.keyboard.press("Tab")
    expect(share.get_by_role("button", name="Copy link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(share.get_by_role("heading").first).to_be_hidden()
    expect(share.locator("summary")).to_be_focused()


def test_question_is_shown_as_understood_only_where_it_differs(page: Page, site: Site) -> None:
    site.assistant.replies["And he?"] = lambda: quoting(site.archive, "What did Pellameen say?", "harbour", TOLVANE)
    site.assistant.replies["same"] = lambda: quoting(site.archive, "same", "harbour", TOLVANE)
    ask(page, "And he?")
    expect(page.locator(".understood")).to_have_text("Understood as: What did Pellameen say?")
    ask(page, "same")
    expect(page.locator(".exchange")).to_have_count(2)
    expect(page.locator(".understood")).to_have_count(1)


def test_what_the_filters_leave_out_is_not_called_absent_from_the_archive(page: Page, site: Site) -> None:
    said = [remark("What the filters admit does not hold an answer to this.")]
    site.assistant.replies["brexit"] = lambda: iter([Answer("brexit", tuple(said))])
    page.goto(f"{site.address}/?q=brexit&publisher=Merrow+Courier")
    expect(page.locator(".answer.absent .verdict")).to_have_text("Not within the filters")


def test_not_in_the_archive_looks_like_neither_answer_nor_fault(page: Page, site: Site) -> None:
    def absent() -> Iterator[Answer]:
        yield Answer("brexit")
        yield Answer("brexit", (remark("The archive holds nothing on Brexit."),))

    site.assistant.replies["brexit"] = absent
    site.assistant.replies["nearest"] = lambda: quoting(site.archive, "nearest", "harbour", TOLVANE, status="related")
    ask(page, "brexit")
    expect(page.locator(".answer.absent .verdict")).to_have_text("Not in the archive")
    expect(page.locator(".answer.absent .lead")).to_have_text("The archive holds nothing on Brexit.")
    expect(page.locator(".fault")).to_have_count(0)
    ask(page, "nearest")
    expect(page.locator(".answer.related .verdict")).to_have_text("No answer, but passages that mention it")
    expect(page.locator(".answer.related .words")).to_have_text(TOLVANE)


def test_greeting_is_not_said_to_be_missing(page: Page) -> None:
    ask(page, "hello")
    expect(page.locator(".claim .lead")).to_contain_text("Hello.")
    expect(page.locator(".absent, .verdict, .made")).to_have_count(0)
