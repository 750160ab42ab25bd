"""Asking: the box, the answer claim by claim, and what is not an answer."""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from index import ArchiveBusy
from qa import Answer, Claim, Filters
from tests.browser.answers import quoting
from tests.browser.conftest import Site

APRIL = "We will start in April, and not a day later,"
TOLVANE = "Nobody asked us about Tolvane."


def ask(page: Page, question: str, state: str = "done") -> None:
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    page.locator(f'.exchange[data-state="{state}"]').last.wait_for()


def test_seed_question_is_answered_with_citations(page: Page) -> None:
    ask(page, "What did Kirby say about Gantz?")
    expect(page.locator(".exchange .question")).to_have_text("What did Kirby say about Gantz?")
    expect(page.locator(".claim blockquote .words").first).to_be_visible()
    expect(page.locator(".cite").first).to_have_text("[1]")
    expect(page.locator(".sources a")).to_have_text(["Gantz washington visit"])


def test_box_has_the_focus_and_shift_enter_breaks_the_line(page: Page) -> None:
    box = page.locator("#question")
    expect(box).to_be_focused()
    page.keyboard.type("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    expect(box).to_have_value("one\ntwo")
    expect(page.locator(".exchange")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".exchange .question")).to_have_text("one\ntwo")
    expect(box).to_have_value("")


def test_blank_question_is_not_asked(page: Page) -> None:
    page.locator("#question").fill("  \n ")
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_have_value("  \n ")
    expect(page.locator(".exchange")).to_have_count(0)


def test_examples_are_about_people_the_archive_quotes(page: Page, site: Site) -> None:
    examples = page.locator(".examples button")
    expect(examples.first).to_have_text(re.compile(r"^What did .+ say( about .+)?\?$"))
    question = examples.first.inner_text()
    speakers = {s.speaker for r in site.archive.articles() for s in site.archive.statements(r.id) if s.speaker}
    assert any(speaker in question for speaker in speakers)
    examples.first.click()
    expect(page.locator(".exchange .question")).to_have_text(question)


def test_claims_appear_one_by_one(page: Page, site: Site) -> None:
    more = threading.Event()

    def slowly() -> Iterator[Answer]:
        parts = list(quoting(site.archive, "slowly", "harbour", APRIL, TOLVANE))
        yield from parts[:2]
        more.wait(20)
        yield from parts[2:]

    site.assistant.replies["slowly"] = slowly
    page.locator("#question").fill("slowly")
    page.keyboard.press("Enter")
    expect(page.locator(".claim .words")).to_have_text([APRIL])
    expect(page.locator(".searching")).to_have_text("Searching 3 articles…")
    more.set()
    expect(page.locator(".claim .words")).to_have_text([APRIL, TOLVANE])
    expect(page.locator(".searching")).to_have_count(0)
    expect(page.locator(".claim .lead").first).to_have_text("Claim 1:")


def test_quotations_stand_apart_with_their_own_marks(page: Page, site: Site) -> None:
    site.assistant.replies["both"] = lambda: quoting(site.archive, "both", "harbour", APRIL, TOLVANE)
    ask(page, "both")
    expect(page.locator("blockquote p")).to_have_text([re.compile(r"^“We will.+\[1\]"), re.compile(r"^“Nobody.+\[2\]")])
    lead, quote = (page.locator(s).first for s in (".claim .lead", ".claim blockquote p"))
    assert lead.evaluate("e => getComputedStyle(e).fontFamily") != quote.evaluate("e => getComputedStyle(e).fontFamily")


def test_question_is_shown_as_understood_only_where_it_differs(page: Page, site: Site) -> None:
    site.assistant.replies["And he?"] = lambda: quoting(site.archive, "What did Pellameen say?", "harbour", TOLVANE)
    site.assistant.replies["same"] = lambda: quoting(site.archive, "same", "harbour", TOLVANE)
    ask(page, "And he?")
    expect(page.locator(".understood")).to_have_text("Understood as: What did Pellameen say?")
    ask(page, "same")
    expect(page.locator(".exchange")).to_have_count(2)
    expect(page.locator(".understood")).to_have_count(1)


def test_history_is_sent_along(page: Page, site: Site) -> None:
    seen = []
    original = type(site.assistant).stream

    def stream(question, history=(), filters=None):  # type: ignore[no-untyped-def]
        seen.append((question, [tuple(turn) for turn in history]))
        return original(site.assistant, question, history, filters)

    site.assistant.replies["first"] = lambda: quoting(site.archive, "first", "harbour", TOLVANE)
    site.assistant.replies["second"] = lambda: quoting(site.archive, "second", "harbour", APRIL)
    site.assistant.stream = stream  # type: ignore[method-assign]
    try:
        ask(page, "first")
        ask(page, "second")
        expect(page.locator('.exchange[data-state="done"]')).to_have_count(2)
    finally:
        del site.assistant.stream
    assert seen == [
        ("first", []),
        ("second", [("user", "first"), ("assistant", f"Claim 1: “{TOLVANE}” [1]")]),
    ]


def test_not_in_the_archive_looks_like_neither_answer_nor_fault(page: Page, site: Site) -> None:
    def absent() -> Iterator[Answer]:
        yield Answer("brexit")
        yield Answer("brexit", (Claim("The archive holds nothing on Brexit."),))

    site.assistant.replies["brexit"] = absent
    site.assistant.replies["nearest"] = lambda: quoting(site.archive, "nearest", "harbour", TOLVANE, found=False)
    ask(page, "brexit")
    expect(page.locator(".answer.absent .verdict")).to_have_text("Not in the archive")
    expect(page.locator(".answer.absent .lead")).to_have_text("The archive holds nothing on Brexit.")
    expect(page.locator(".fault")).to_have_count(0)
    ask(page, "nearest")
    expect(page.locator(".answer.absent").last.locator(".words")).to_have_text(TOLVANE)


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (ArchiveBusy("The archive is being rebuilt. Ask again in a few minutes."), "The archive is being rebuilt."),
        (ZeroDivisionError("secret detail"), "Something went wrong on the server"),
    ],
)
def test_fault_is_a_sentence_and_never_not_found(page: Page, site: Site, error: Exception, shown: str) -> None:
    def failing() -> Iterator[Answer]:
        yield Answer("fail")
        raise error

    site.assistant.replies["fail"] = failing
    ask(page, "fail", "failed")
    expect(page.locator(".fault")).to_contain_text(shown)
    expect(page.locator(".absent")).to_have_count(0)
    for word in ("Traceback", "secret detail", "Error"):
        expect(page.locator("body")).not_to_contain_text(word)
    del site.assistant.replies["fail"]
    page.locator("[data-retry]").click()
    page.locator('.exchange[data-state="done"]').wait_for()
    expect(page.locator(".exchange")).to_have_count(1)


def test_stop_keeps_what_there_is_and_the_next_question_works(page: Page, site: Site) -> None:
    more = threading.Event()

    def endless() -> Iterator[Answer]:
        yield from quoting(site.archive, "endless", "harbour", APRIL)
        more.wait(20)
        yield Answer("endless")

    site.assistant.replies["endless"] = endless
    page.locator("#question").fill("endless")
    page.keyboard.press("Enter")
    expect(page.locator(".claim")).to_have_count(1)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".stopped")).to_have_text("Stopped.")
    more.set()
    expect(page.locator(".claim .words")).to_have_text(APRIL)
    site.assistant.replies["next"] = lambda: quoting(site.archive, "next", "harbour", TOLVANE)
    ask(page, "next")
    expect(page.locator(".exchange")).to_have_count(2)


def test_server_that_is_gone_is_said_to_be_and_the_answer_so_far_stays(browser: Browser, site: Site) -> None:
    more = threading.Event()

    def endless() -> Iterator[Answer]:
        yield from quoting(site.archive, "cut off", "harbour", APRIL)
        more.wait(20)

    site.assistant.replies["cut off"] = endless
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.address)
    page.locator(".welcome").wait_for()
    page.locator("#question").fill("cut off")
    page.keyboard.press("Enter")
    expect(page.locator(".claim .words")).to_have_text(APRIL)
    context.set_offline(True)
    expect(page.locator(".fault")).to_contain_text("The server cannot be reached.", timeout=10_000)
    expect(page.locator(".claim .words")).to_have_text(APRIL)
    more.set()
    context.close()


def test_kept_conversation_that_cannot_be_read_is_a_fault_and_a_new_one_begins(page: Page) -> None:
    page.evaluate(
        """() => {
            localStorage.setItem("onrecord.conversations", '[{"id": "old", "name": "Old", "exchanges": [{"x": 1}]}]');
            sessionStorage.setItem("onrecord.conversation", "old");
        }"""
    )
    page.reload()
    expect(page.locator(".fault")).to_contain_text("conversation: it cannot be read. Start a new one.")
    ask(page, "What did Kirby say about Gantz?")
    expect(page.locator(".exchange")).to_have_count(1)
    expect(page.locator(".fault")).to_have_count(0)


def test_edit_takes_the_question_back_into_the_box(page: Page, site: Site) -> None:
    site.assistant.replies["frist"] = lambda: quoting(site.archive, "frist", "harbour", TOLVANE)
    site.assistant.replies["first"] = lambda: quoting(site.archive, "first", "harbour", TOLVANE)
    ask(page, "frist")
    page.locator("[data-edit]").click()
    expect(page.locator("#question")).to_have_value("frist")
    expect(page.locator("#question")).to_be_focused()
    ask(page, "first")
    expect(page.locator(".exchange .question")).to_have_text(["first"])


def test_question_is_narrowed_to_a_publisher_and_dates(page: Page, site: Site) -> None:
    turn = itertools.count(1)
    site.assistant.replies["narrow"] = lambda: quoting(site.archive, f"turn {next(turn)}", "harbour", TOLVANE)
    box = page.locator(".composer")
    page.locator(".composer summary").click()
    expect(page.locator("#publishers option")).to_have_count(2)
    box.get_by_label("Publisher").fill("Merrow Courier")
    box.get_by_label("From").fill("2031-05-01")
    expect(page.locator(".composer summary")).to_have_text("Only Merrow Courier, from 2031-05-01")
    ask(page, "narrow")
    expect(page.locator(".narrowed")).to_have_text("Only Merrow Courier, from 1 May 2031")
    page.locator("[data-clear]").click()
    page.locator("[data-retry]").click()
    expect(page.locator(".understood")).to_have_text("Understood as: turn 2")
    ask(page, "narrow")
    expect(page.locator(".understood").last).to_have_text("Understood as: turn 3")
    narrowed = Filters(publisher="Merrow Courier", since=date(2031, 5, 1))
    assert [filters for asked, filters in site.assistant.asked if asked == "narrow"] == [narrowed, narrowed, Filters()]


def test_two_tabs_do_not_see_each_other(page: Page, context: BrowserContext, site: Site) -> None:
    other = context.new_page()
    other.goto(site.address)
    other.locator(".welcome").wait_for()
    site.assistant.replies["mine"] = lambda: quoting(site.archive, "mine", "harbour", TOLVANE)
    site.assistant.replies["yours"] = lambda: quoting(site.archive, "yours", "harbour", TOLVANE)
    ask(page, "mine")
    ask(other, "yours")
    expect(page.locator(".exchange .question")).to_have_text(["mine"])
    expect(other.locator(".exchange .question")).to_have_text(["yours"])
