"""The question that everything is for, asked on the page and answered by the real assistant."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Site

KIRBY = [
    "Minister Gantz is a member of the war cabinet and wanted to meet with U.S. officials.",
    "Mr. Gantz is a part of that war cabinet.",
    "Both Jake and the Vice President will talk to Minister Gantz about the humanitarian situation in Gaza",
]


def test_kirby_on_gantz(page: Page, site: Site) -> None:
    page.keyboard.type("What did Kirby say about Gantz?")
    page.keyboard.press("Enter")
    quotations = page.locator("blockquote")
    expect(quotations).to_have_count(3)
    for quotation, words in zip(quotations.all(), KIRBY, strict=True):
        expect(quotation).to_contain_text(words)
    page.locator("blockquote .cite").nth(1).click()
    cited = page.locator("mark").first
    expect(cited).to_contain_text("Mr. Gantz is a part of that war cabinet.")
    expect(cited).to_be_in_viewport()


def test_what_was_understood_of_it_can_be_taken_back(page: Page) -> None:
    page.keyboard.type("What did Kirby say about Gantz?")
    page.keyboard.press("Enter")
    expect(page.locator(".chip > span")).to_have_text(["Speaker: John Kirby", "About: Gantz"])
    page.get_by_role("button", name="Ask without Gantz").click()
    expect(page.locator('.exchange[data-state="done"] .chip.out s')).to_have_text(["About: Gantz"])
    expect(page.locator(".chip:not(.out) > span")).to_have_text(["Speaker: John Kirby"])
    expect(page.locator("blockquote").first).to_be_visible()


def test_the_description_of_the_api_asks_nothing_of_other_hosts(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/docs")
    expect(page.locator(".opblock-summary").first).to_be_visible()
