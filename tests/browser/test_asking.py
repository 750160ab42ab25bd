"""Asking: the box, and the answer as it comes."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from qa import Answer, Constraint
from tests.browser.answers import quoting
from tests.browser.conftest import Site
from ui.page.offered import EXAMPLES, Offered

APRIL = "We will start in April, and not a day later,"
TOLVANE = "Nobody asked us about Tolvane."


def ask(page: Page, question: str, state: str = "done") -> None:
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    page.locator(f'.exchange[data-state="{state}"]').last.wait_for()


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
    read = (Constraint("topic", "said so " * 100),)
    site.assistant.replies[long.strip()] = site.assistant.replies[long] = lambda: (
        replace(part, understood=read) for part in quoting(site.archive, long, "harbour", APRIL)
    )
    ask(page, long)
    assert (page.locator(".exchange .chip").bounding_box() or {})["height"] < 60
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
    answers = map(site.assistant.ask, examples.all_inner_texts())
    assert all(any(claim.kind == "quoted" for claim in answer.claims) for answer in answers)
    examples.first.click()
    expect(page.locator(".exchange .question")).to_have_text(question)
    expect(page.locator(".claim.quoted .words").first).to_be_visible()


def test_each_example_is_asked_once_it_is_wanted(site: Site) -> None:
    offered, asked = Offered(site.assistant), site.assistant.asked
    first = offered.to_begin(0)
    assert asked[-1].question == first
    count = len(asked)
    assert offered.to_begin(0) == first
    assert len(asked) == count
    second = offered.to_begin(1)
    assert asked[-1].question == second != first
    assert offered.to_begin(EXAMPLES) is None


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


def test_next_question_stands_at_the_top_and_its_answer_comes_below(page: Page, site: Site) -> None:
    site.assistant.replies["first"] = lambda: quoting(site.archive, "first", "harbour", *[APRIL] * 9)
    site.assistant.replies["second"] = lambda: quoting(site.archive, "second", "harbour", *[TOLVANE] * 9)
    ask(page, "first")
    ask(page, "second")
    second = page.locator('.exchange[data-state="done"]').nth(1)
    expect(second.locator(".question")).to_be_in_viewport()
    expect(second.locator(".words").nth(2)).to_be_in_viewport()


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
