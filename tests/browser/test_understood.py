"""What a question was read to ask for: shown, taken out, put back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

from playwright.sync_api import Browser, Page, expect

from qa import Answer, Constraint
from tests.browser.answers import quoting
from tests.browser.conftest import Site, watched
from tests.browser.test_asking import TOLVANE, ask

SPEAKER, TOPIC = Constraint("speaker", "Osric <b>Pellameen</b>"), Constraint("topic", "Tolvane")
READ = (SPEAKER, TOPIC, Constraint("publisher", "Merrow Courier"), Constraint("dates", "1 to 31 May 2031"))


def understood(site: Site, question: str = "What of Tolvane?") -> Iterator[Answer]:
    first, *more = quoting(site.archive, question, "harbour", TOLVANE)
    yield replace(first, understood=READ)
    yield from more


def asked_in_words(page: Page, site: Site) -> None:
    site.assistant.replies["What of it?"] = lambda: understood(site)
    site.assistant.replies["What of Tolvane?"] = lambda: understood(site)
    site.assistant.asked.clear()
    ask(page, "What of it?")


def without(site: Site, question: str = "What of it?") -> list[tuple[Constraint, ...]]:
    return [asked.without for asked in site.assistant.asked_for(question)]


def test_what_was_understood_is_shown_as_text(page: Page, site: Site) -> None:
    asked_in_words(page, site)
    expect(page.locator(".chip > span")).to_have_text(
        ["Speaker: Osric <b>Pellameen</b>", "About: Tolvane", "Publisher: Merrow Courier", "Dates: 1 to 31 May 2031"]
    )


def test_how_it_was_read_is_a_chip_and_no_part_of_the_answer(page: Page, site: Site) -> None:
    def mended(question: str = "What of Tolvan?") -> Iterator[Answer]:
        first, *more = quoting(site.archive, question, "harbour", TOLVANE)
        yield replace(first, notes=("Tolvan was read as <b>Tolvane</b>.",))
        yield from more

    site.assistant.replies["What of Tolvan?"] = mended
    ask(page, "What of Tolvan?")
    expect(page.locator(".chip.note")).to_have_text("Tolvan was read as <b>Tolvane</b>.")
    expect(page.locator(".answer")).not_to_contain_text("was read as")


def test_it_is_asked_again_in_place_without_what_is_taken_out(page: Page, site: Site) -> None:
    asked_in_words(page, site)
    page.get_by_role("button", name="Ask without Osric <b>Pellameen</b>").click()
    expect(page.locator(".chip.out")).to_have_text("Speaker: Osric <b>Pellameen</b>+")
    page.get_by_role("button", name="Ask without Tolvane").click()
    expect(page.locator(".chip.out s")).to_have_text(["Speaker: Osric <b>Pellameen</b>", "About: Tolvane"])
    expect(page.locator(".chip:not(.out)")).to_have_count(2)
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator('.exchange[data-state="done"]')).to_have_count(1)
    page.get_by_role("button", name="Ask with Osric <b>Pellameen</b> again").click()
    expect(page.locator(".chip.out s")).to_have_text(["About: Tolvane"])
    expect(page.locator('.exchange[data-state="done"]')).to_have_count(1)
    assert without(site) == [(), (SPEAKER,), (SPEAKER, TOPIC), (SPEAKER, TOPIC), (TOPIC,)]


def test_earlier_question_is_asked_anew_as_it_was_understood(page: Page, site: Site) -> None:
    asked_in_words(page, site)
    site.assistant.replies["next"] = lambda: quoting(site.archive, "next", "harbour", TOLVANE)
    ask(page, "next")
    expect(page.locator('.exchange[data-state="done"]')).to_have_count(2)
    page.get_by_role("button", name="Ask without Tolvane").click()
    expect(page.locator('.exchange[data-state="done"] .question')).to_have_text(
        ["What of it?", "next", "What of Tolvane?"]
    )
    assert without(site, "What of Tolvane?") == [(TOPIC,)]
    expect(page.locator(".exchange").last.locator(".chip.out s")).to_have_text("About: Tolvane")
    expect(page.locator(".exchange").first.locator(".chip.out")).to_have_count(0)


def test_it_is_taken_out_by_keyboard(page: Page, site: Site) -> None:
    asked_in_words(page, site)
    page.locator(".question").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Ask without Tolvane")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".chip.out s")).to_have_text("About: Tolvane")
    expect(page.locator(".question")).to_be_focused()


def test_nothing_is_taken_out_while_it_is_being_answered(page: Page, site: Site) -> None:
    more = threading.Event()

    def slowly() -> Iterator[Answer]:
        first, *rest = understood(site, "slowly")
        yield first
        more.wait(20)
        yield from rest

    site.assistant.replies["slowly"] = slowly
    page.locator("#question").fill("slowly")
    page.keyboard.press("Enter")
    expect(page.locator(".chip button").first).to_be_disabled()
    more.set()
    expect(page.locator(".chip button").first).to_be_enabled()


def test_button_is_large_enough_for_a_thumb(browser: Browser, site: Site) -> None:
    with watched(browser, site, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(site.address)
        page.locator(".welcome").wait_for()
        asked_in_words(page, site)
        for button in page.locator(".chip button").all():
            box = button.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 44
