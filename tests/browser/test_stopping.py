"""What goes wrong while one asks, and what is stopped."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from index import ArchiveBusy
from qa import Answer
from tests.browser.answers import quoting
from tests.browser.conftest import Site
from tests.browser.test_asking import APRIL, TOLVANE, ask
from ui.logs import request_id


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


def ask_and_stop(page: Page, question: str) -> None:
    """Ask what has no end, and press Stop once there is a claim."""
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".claim")).to_have_count(1)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".stopped")).to_have_text("Stopped.")


def test_stop_keeps_what_there_is_and_the_next_question_works(page: Page, site: Site) -> None:
    more = threading.Event()

    def endless() -> Iterator[Answer]:
        yield from quoting(site.archive, "endless", "harbour", APRIL)
        more.wait(20)
        yield Answer("endless")

    site.assistant.replies["endless"] = endless
    ask_and_stop(page, "endless")
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
    ask_and_stop(page, "writing")
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
