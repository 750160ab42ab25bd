"""Filters: one control in every view, and what is chosen in it."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from playwright.sync_api import Page, Route, expect

from qa import Filters
from tests.browser.answers import quoting
from tests.browser.conftest import Site
from tests.browser.test_asking import TOLVANE, ask

NARROWED = [
    ("ask", ""),
    ("people", "?person=Ilsa+Vantongeren"),
    ("archive", "?view=archive"),
    ("archive", "?view=archive&find=harbour"),
]
"""Where each view has its filters."""


@pytest.mark.parametrize(("view", "address"), NARROWED)
def test_filters_are_the_same_control_everywhere(page: Page, site: Site, view: str, address: str) -> None:
    page.goto(f"{site.address}/{address}")
    shown = page.locator(f"#{view}")
    filters, chips = shown.locator(".filters"), shown.get_by_role("list", name="Chosen")
    expect(filters.locator("summary")).to_have_text("Filters")
    expect(filters.locator("summary")).to_be_visible()
    filters.locator("summary").press("Enter")
    publisher, since, until = (filters.locator(f"[name={name}]") for name in ("publisher", "since", "until"))
    expect(publisher).to_have_accessible_name("Publisher")
    expect(publisher.locator("option")).to_contain_text(["All", "Merrow Courier"])
    publisher.select_option("Merrow Courier")
    since.fill("May 2031")
    until.fill("2 may 2031")
    expect(chips.locator("bdi")).to_have_text(["Publisher: Merrow Courier", "From: 1 May 2031", "To: 2 May 2031"])
    chips.get_by_role("button", name="Take out From: 1 May 2031").press("Enter")
    expect(chips.locator("bdi")).to_have_text(["Publisher: Merrow Courier", "To: 2 May 2031"])
    expect(filters.locator("summary")).to_be_focused()
    expect(since).to_have_value("")
    filters.get_by_role("button", name="Clear all").click()
    expect(chips.locator("li")).to_have_count(0)
    expect(publisher).to_have_value("")


@pytest.mark.parametrize(
    "address",
    [
        "person=Ilsa+Vantongeren&publisher=Merrow+Courier&from=2031-05-01&to=2031-05-31",
        "view=archive&find=harbour&publisher=Merrow+Courier&from=2031-05-01&to=2031-05-31",
        "view=archive&find=harbour&publisher=Merrow+Courier&month=2031-05",
        "view=archive&publisher=Merrow+Courier&from=2031-05-01&to=2031-05-31",
    ],
)
def test_an_address_says_what_is_chosen(page: Page, site: Site, address: str) -> None:
    page.goto(f"{site.address}/?{address}")
    chips = page.get_by_role("list", name="Chosen").locator("visible=true").locator("bdi")
    expect(chips).to_have_text(["Publisher: Merrow Courier", "From: 1 May 2031", "To: 31 May 2031"])
    expect(page.locator(".said-list > li, .listing td.title").locator("visible=true")).not_to_have_count(0)


@pytest.mark.parametrize(
    ("address", "box"), [("person=Ilsa+Vantongeren", "Find in what was said"), ("view=archive", "Find articles")]
)
def test_a_chip_is_the_same_button_when_the_list_is_made_anew(page: Page, site: Site, address: str, box: str) -> None:
    page.goto(f"{site.address}/?{address}&publisher=Merrow+Courier")
    chip = page.get_by_role("button", name="Take out Publisher: Merrow Courier")
    expect(chip).to_be_visible()
    held: list[Route] = []
    page.route("**/component_server/**", lambda route: held.append(route))
    with page.expect_request("**/component_server/**"):
        page.get_by_label(box).fill("quagga")
    chip.focus()
    held.pop().continue_()
    page.unroute_all()
    page.locator("#views .empty").locator("visible=true").wait_for()
    expect(chip).to_be_focused()
    page.keyboard.press("Enter")
    expect(chip).to_have_count(0)


def test_archive_is_narrowed_before_and_while_one_looks_for_words(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/?view=archive")
    page.locator(".archive .filters summary").click()
    page.locator(".archive .filters").get_by_label("Publisher").select_option("Merrow Courier")
    expect(page.locator(".listing td.title")).to_have_text(["Harbour to be dredged"])
    page.get_by_label("Find articles").fill("Gantz")
    empty = page.locator(".archive .empty")
    expect(empty).to_have_text("No article holds “Gantz” and fits all of this. Clear some of it.")
    page.get_by_label("Find articles").fill("")
    page.locator(".archive .filters").get_by_label("From").fill("2032")
    expect(empty).to_have_text("No article fits all of this. Clear some of it.")
    page.locator(".archive .filters").get_by_role("button", name="Clear all").click()
    expect(page.locator(".listing td.title")).not_to_have_count(0)


def test_question_is_narrowed_to_a_publisher_and_dates(page: Page, site: Site) -> None:
    turn = itertools.count(1)
    site.assistant.replies["narrow"] = lambda: quoting(site.archive, f"turn {next(turn)}", "harbour", TOLVANE)
    box = page.locator(".composer")
    box.locator("summary").click()
    expect(box.get_by_label("Publisher").locator("option")).to_have_count(3)
    box.get_by_label("Publisher").select_option("Merrow Courier")
    box.get_by_label("From").fill("2031-05-01")
    box.get_by_label("To").fill("soon")
    page.locator("#question").fill("narrow")
    page.keyboard.press("Enter")
    expect(box.locator('[name="until"]')).to_be_focused()
    expect(page.locator(".exchange")).to_have_count(0)
    box.get_by_label("To").fill("")
    ask(page, "narrow")
    expect(page.locator(".narrowed")).to_have_text("Only Merrow Courier, from 1 May 2031")
    box.get_by_role("button", name="Clear all").click()
    page.locator("[data-retry]").click()
    expect(page.locator('.exchange[data-state="done"] .understood')).to_have_text("Understood as: turn 2")
    ask(page, "narrow")
    expect(page.locator(".understood").last).to_have_text("Understood as: turn 3")
    narrowed = Filters(publisher="Merrow Courier", since=date(2031, 5, 1))
    assert [asked.filters for asked in site.assistant.asked_for("narrow")] == [narrowed, narrowed, Filters()]
