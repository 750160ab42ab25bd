"""Asking: the box, the answer claim by claim, and what is not an answer."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from index import ArchiveBusy
from qa import Answer, remark
from qa.answer import AnswerSpan
from tests.browser.answers import cited, excerpt, quoting
from tests.browser.conftest import HARBOUR, Site
from ui.logs import request_id

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


def test_keyboard_skips_to_what_is_shown_and_a_long_question_is_cut(page: Page, site: Site) -> None:
    long = "Who " + "said so? " * 200
    site.assistant.replies[long.strip()] = site.assistant.replies[long] = lambda: quoting(
        site.archive, long, "harbour", APRIL
    )
    ask(page, long)
    question = page.locator(".exchange .question")
    assert question.evaluate("one => one.clientHeight < one.scrollHeight")
    question.click()
    assert question.evaluate("one => one.clientHeight >= one.scrollHeight")
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()
    page.locator('[data-go="archive"]').click()
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Find articles")).to_be_focused()


def test_blank_question_is_not_asked(page: Page) -> None:
    page.locator("#question").fill("  \n ")
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_have_value("  \n ")
    expect(page.locator(".exchange")).to_have_count(0)


def test_examples_are_questions_whose_answers_are_people_s_own_words(page: Page, site: Site) -> None:
    examples = page.locator(".examples button")
    expect(examples.first).to_have_text(re.compile(r"^What did .+ say( about .+)?\?$"))
    question = examples.first.inner_text()
    speakers = {s.speaker for r in site.archive.articles() for s in site.archive.statements(r.id) if s.speaker}
    assert any(speaker in question for speaker in speakers)
    answers = [asked.question for asked in site.assistant.asked if asked.extractive]
    assert {*examples.all_inner_texts()} <= {*answers}
    examples.first.click()
    expect(page.locator(".exchange .question")).to_have_text(question)
    expect(page.locator(".claim.quoted .words").first).to_be_visible()


def test_what_is_being_done_is_told_until_the_answer_is_whole(page: Page, site: Site) -> None:
    found, more, done = threading.Event(), threading.Event(), threading.Event()

    def slowly() -> Iterator[Answer]:
        parts = list(quoting(site.archive, "slowly", "harbour", APRIL, TOLVANE))
        found.wait(20)
        yield replace(parts[0], passages=50)
        more.wait(20)
        yield parts[1]
        done.wait(20)
        yield parts[2]

    site.assistant.replies["slowly"] = slowly
    page.locator("#question").fill("slowly")
    page.keyboard.press("Enter")
    searching = page.locator(".searching")
    expect(searching).to_have_text("Searching 3 articles…")
    found.set()
    expect(searching).to_have_text("Found 50 passages…")
    more.set()
    expect(page.locator(".claim .words")).to_have_text([APRIL])
    expect(searching).to_have_text("Answering…")
    done.set()
    expect(page.locator(".claim .words")).to_have_text([APRIL, TOLVANE])
    expect(searching).to_have_count(0)
    expect(page.locator(".claim .lead").first).to_have_text("Ilsa Vantongeren, in Merrow Courier (2 May 2031):")
    expect(page.locator(".made")).to_have_text("In the articles’ own words · 50 passages found, 1 article cited")


def test_part_of_an_answer_does_not_bring_the_whole_conversation(page: Page, site: Site) -> None:
    more, done = threading.Event(), threading.Event()

    def slowly() -> Iterator[Answer]:
        *parts, last = quoting(site.archive, "in parts", "harbour", APRIL, TOLVANE)
        yield from parts
        more.wait(20)
        yield last
        done.wait(20)

    site.assistant.replies["before"] = lambda: quoting(site.archive, "before", "harbour", *[APRIL] * 9)
    site.assistant.replies["in parts"] = slowly
    ask(page, "before")
    page.locator("#question").fill("in parts")
    page.keyboard.press("Enter")
    expect(page.locator(".claim")).to_have_count(10)
    received: list[int] = []
    devtools = page.context.new_cdp_session(page)
    devtools.on("Network.dataReceived", lambda data: received.append(data["dataLength"]))
    devtools.send("Network.enable")
    more.set()
    expect(page.locator(".claim")).to_have_count(11)
    assert 0 < sum(received) < len(page.locator(".exchange").first.inner_html())
    done.set()
    page.locator('.exchange[data-state="done"]').nth(1).wait_for()


def test_number_of_passages_is_not_told_where_it_is_not_known(page: Page, site: Site) -> None:
    site.assistant.replies["uncounted"] = lambda: quoting(site.archive, "uncounted", "harbour", APRIL)
    ask(page, "uncounted")
    expect(page.locator(".made")).to_have_text("In the articles’ own words")


def test_question_stands_there_before_the_server_says_anything(page: Page, site: Site) -> None:
    held: list[Route] = []
    page.route("**/queue/join*", lambda route: held.append(route))
    question = 'What of <b>bold</b> & "pending"?'
    site.assistant.replies[question] = lambda: quoting(site.archive, question, "harbour", APRIL)
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".exchange .question")).to_have_text(question)
    expect(page.locator(".searching")).to_have_text("Searching…")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    held[0].continue_()
    page.locator('.exchange[data-state="done"]').wait_for()
    expect(page.locator(".exchange .question")).to_have_text([question])


@pytest.mark.parametrize(("motion", "animated"), [("reduce", "none"), ("no-preference", "turn")])
def test_nothing_moves_for_those_who_want_it_so(browser: Browser, site: Site, motion: Any, animated: str) -> None:
    more = threading.Event()

    def waiting() -> Iterator[Answer]:
        yield Answer("waiting")
        more.wait(20)

    site.assistant.replies["waiting"] = waiting
    context = browser.new_context(reduced_motion=motion)
    page = context.new_page()
    page.goto(site.address)
    page.locator(".welcome").wait_for()
    page.locator("#question").fill("waiting")
    page.keyboard.press("Enter")
    searching = page.locator(".searching")
    searching.wait_for()
    assert searching.evaluate("e => getComputedStyle(e, '::before').animationName") == animated
    more.set()
    page.locator('.exchange[data-state="done"]').wait_for()
    context.close()


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
    fold, more = page.locator(".fold"), page.get_by_role("button", name="More of the passage")
    lines = "e => e.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(e).lineHeight)"
    assert (round(fold.evaluate(lines)), words.last.text_content()) == (2, long)
    more.focus()
    page.keyboard.press("Enter")
    expect(more).to_have_attribute("aria-expanded", "true")
    # The next question makes all anew.
    ask(page, "hello")
    expect(more).to_have_text("less")
    assert words.last.evaluate("e => e.getBoundingClientRect().bottom") < more.evaluate(
        "e => e.getBoundingClientRect().bottom"
    )
    more.press("Enter")
    assert round(fold.evaluate(lines)) == 2


def test_question_is_shown_as_understood_only_where_it_differs(page: Page, site: Site) -> None:
    site.assistant.replies["And he?"] = lambda: quoting(site.archive, "What did Pellameen say?", "harbour", TOLVANE)
    site.assistant.replies["same"] = lambda: quoting(site.archive, "same", "harbour", TOLVANE)
    ask(page, "And he?")
    expect(page.locator(".understood")).to_have_text("Understood as: What did Pellameen say?")
    ask(page, "same")
    expect(page.locator(".exchange")).to_have_count(2)
    expect(page.locator(".understood")).to_have_count(1)


def test_history_is_sent_along(page: Page, site: Site) -> None:
    site.assistant.replies["first"] = lambda: quoting(site.archive, "first", "harbour", TOLVANE)
    site.assistant.replies["second"] = lambda: quoting(site.archive, "second", "harbour", APRIL)
    ask(page, "first")
    ask(page, "second")
    expect(page.locator('.exchange[data-state="done"]')).to_have_count(2)
    first, second = (site.assistant.asked_for(question)[-1] for question in ("first", "second"))
    assert list(first.history) == []
    assert list(second.history) == [
        ("user", "first"),
        ("assistant", f"Ilsa Vantongeren, in Merrow Courier (2 May 2031): “{TOLVANE}” [1]"),
    ]


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


def test_next_question_stands_at_the_top_and_its_answer_comes_below(page: Page, site: Site) -> None:
    site.assistant.replies["first"] = lambda: quoting(site.archive, "first", "harbour", *[APRIL] * 9)
    site.assistant.replies["second"] = lambda: quoting(site.archive, "second", "harbour", *[TOLVANE] * 9)
    ask(page, "first")
    ask(page, "second")
    second = page.locator('.exchange[data-state="done"]').nth(1)
    expect(second.locator(".question")).to_be_in_viewport()
    expect(second.locator(".words").nth(2)).to_be_in_viewport()


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


def test_stop_ends_what_writes_the_answer(page: Page, site: Site) -> None:
    more, closed = threading.Event(), threading.Event()

    def endless() -> Iterator[Answer]:
        try:
            yield from quoting(site.archive, "writing", "harbour", APRIL)
            while not more.wait(0.1):
                yield Answer("writing")
        finally:
            closed.set()

    site.assistant.replies["writing"] = endless
    page.locator("#question").fill("writing")
    page.keyboard.press("Enter")
    expect(page.locator(".claim")).to_have_count(1)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".stopped")).to_have_text("Stopped.")
    assert closed.wait(20)


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
    gone = "The server cannot be reached."
    expect(page.locator(".fault")).to_contain_text(gone)
    expect(page.locator(".claim .words")).to_have_text(APRIL)
    # Nor is it silent anywhere else.
    page.locator(".cite").click()
    expect(page.locator(".leaf .fault")).to_contain_text(gone)
    for view in ("people", "archive", "following"):
        page.locator(f'[data-go="{view}"]').click()
        expect(page.locator(f"#{view} .fault")).to_contain_text(gone)
        expect(page.locator(f"#{view} h2").first).to_be_visible()
    page.locator('[data-go="ask"]').click()
    page.locator("[data-new]").click()
    expect(page.locator("#ask .fault")).to_have_text(f"This did not work. {gone} Try again.")
    expect(page.locator("body")).not_to_contain_text("undefined")
    more.set()
    context.close()


def test_what_is_logged_while_it_answers_belongs_to_the_request(page: Page, site: Site) -> None:
    seen: list[str] = []

    def answered() -> Iterator[Answer]:
        for part in quoting(site.archive, "logged", "harbour", APRIL):
            seen.append(request_id())
            yield part

    site.assistant.replies["logged"] = answered
    page.locator("#question").fill("logged")
    page.keyboard.press("Enter")
    expect(page.locator(".claim .words")).to_have_text(APRIL)
    assert len({*seen}) == 1
    assert re.fullmatch(r"[0-9a-f]{32}", seen[0])


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
