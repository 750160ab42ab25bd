"""A conversation that is left while its answer is being written does not come back by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from playwright.sync_api import Browser, expect

from qa import Answer
from qa.evidence import Evidence
from qa.extract import extract
from qa.library import Library
from tests.browser.conftest import Site, watched


def test_new_conversation_stays_when_the_old_one_was_being_answered(
    browser: Browser, serve: Callable[..., Site]
) -> None:
    closed = threading.Event()

    def endless(evidence: Evidence, library: Library) -> Iterator[Answer]:
        try:
            yield from extract(evidence, library)
            while not closed.wait(0.05):
                yield Answer(evidence.query.text, model="quill")
        finally:
            closed.set()

    site = serve(answerer=endless, model_name="quill")
    with watched(browser, site) as context:
        page = context.new_page()
        page.goto(site.address)
        page.locator(".welcome").wait_for()
        page.locator("#question").fill("What did Osric Pellameen say about Tolvane?")
        page.keyboard.press("Enter")
        page.locator(".claim").first.wait_for()
        page.get_by_role("button", name="New").click()
        assert closed.wait(10)
        page.wait_for_timeout(500)
        expect(page.locator(".welcome")).to_be_visible()
        expect(page.locator(".exchange")).to_have_count(0)
