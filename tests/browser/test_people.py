"""People: who is quoted, and what they said over time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from index import Archive
from qa import Answer
from qa.answer import More
from tests.browser.answers import quoting
from tests.browser.conftest import Site, watched
from tests.browser.test_asking import ask


def test_all_that_somebody_said_on_it_is_a_press_away(town_page: Page, town: Site) -> None:
    def more(question: str) -> Iterator[Answer]:
        for answer in quoting(town.archive, question, "ferry", "The ferry will sail again"):
            yield replace(answer, more=More("Ilsa Vantongeren", "ferry", 1))

    town_page.goto(town.address)
    town_page.locator(".welcome").wait_for()
    town.assistant.replies["What did the mayor say?"] = lambda: more("What did the mayor say?")
    ask(town_page, "What did the mayor say?")
    town_page.get_by_role("link", name="All 1 statements by Ilsa Vantongeren on ferry").click(timeout=60_000)
    expect(town_page.locator(".said-list li")).to_have_count(1)
    expect(town_page.get_by_label("Find in what was said")).to_have_value("ferry")
    assert town_page.url.endswith("?person=Ilsa+Vantongeren&about=ferry")
    town_page.reload()
    expect(town_page.locator(".said-list li")).to_have_count(1)
    town_page.go_back()
    expect(town_page.locator(".exchange .answer")).to_be_visible()


def test_most_quoted_come_first(people: Page) -> None:
    expect(people.locator(".speakers-list a")).to_have_text(["Ilsa Vantongeren", "Osric Pellameen"])
    expect(people.locator(".speakers-list li").first).to_contain_text(re.compile("[Mm]ayor"))
    expect(people.locator(".speakers-list li").first).to_contain_text(
        "3 statements in 4 articles · 9 January 2030 – 2 May 2031"
    )
    expect(people.locator('[data-go="people"]')).to_have_attribute("aria-current", "page")
    # A name looks like the link that it is.
    assert (
        people.locator(".speakers-list a").first.evaluate("a => getComputedStyle(a).textDecorationLine") == "underline"
    )


def test_person_is_found_by_a_name_mistyped(people: Page) -> None:
    people.get_by_label("Find a person").fill("pelameen")
    expect(people.locator(".speakers-list a")).to_have_text(["Osric Pellameen"])
    people.get_by_label("Find a person").fill("<b>nobody</b>")
    expect(people.locator(".people .empty")).to_have_text("Nobody in the archive is quoted under “<b>nobody</b>”.")


def test_permanent_link_opens_the_person(mayor: Page) -> None:
    other = mayor.context.new_page()
    other.goto(mayor.url)
    expect(other.locator(".people h2")).to_have_text("Ilsa Vantongeren")
    expect(other.locator(".said-list > li")).to_have_count(3)
    other.get_by_role("button", name="All people").click()
    expect(other.locator(".speakers-list li")).to_have_count(2)
    assert "person" not in other.url


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("<img src=x>", "Nobody in the archive is quoted under “<img src=x>”."),
        ("Osrik Pellamen", "Nobody in the archive is quoted under “Osrik Pellamen”. These names are like it."),
    ],
)
def test_link_to_nobody_says_so(town_page: Page, town: Site, name: str, told: str) -> None:
    town_page.goto(f"{town.address}/?person={name}")
    expect(town_page.locator(".people .empty")).to_have_text(told)


def test_names_in_an_article_lead_to_the_person(town_page: Page, town: Site) -> None:
    town_page.goto(f"{town.address}/?article={town.archive.article('budget').id}")
    town_page.locator("[data-statements]").check()
    town_page.locator(".speakers").get_by_role("link", name="Osric Pellameen").click()
    expect(town_page.locator(".people h2")).to_have_text("Osric Pellameen")
    expect(town_page.locator(".said-list blockquote").last).to_contain_text("“The harbour & its walls come first,”")
    expect(town_page.locator(".reader h2")).to_have_text("Budget agreed")


def test_on_a_telephone_the_person_is_not_hidden_by_the_article(town_page: Page, town: Site) -> None:
    town_page.set_viewport_size({"width": 390, "height": 844})
    town_page.goto(f"{town.address}/?article={town.archive.article('budget').id}")
    town_page.locator("[data-statements]").check()
    town_page.locator(".speakers").get_by_role("link", name="Osric Pellameen").click()
    expect(town_page.locator(".said-list blockquote").first).to_be_in_viewport()
    expect(town_page.locator(".reader")).to_be_hidden()


def test_back_button_goes_back_one_step_at_a_time(town_page: Page, town: Site) -> None:
    town_page.goto(town.address)
    town_page.locator(".welcome").wait_for()
    town_page.locator('[data-go="people"]').click()
    town_page.get_by_role("link", name="Ilsa Vantongeren").click()
    town_page.locator(".said-list").get_by_role("link", name="Budget agreed").click()
    expect(town_page.locator(".paper mark")).to_be_visible()
    town_page.go_back()
    expect(town_page.locator(".reader")).to_be_hidden()
    expect(town_page.locator(".said-list")).to_be_visible()
    town_page.go_back()
    expect(town_page.locator(".speakers-list")).to_be_visible()
    assert town_page.url == f"{town.address}/?view=people"
    town_page.go_forward()
    expect(town_page.locator(".people h2")).to_have_text("Ilsa Vantongeren")
    town_page.locator('[data-go="ask"]').click()
    expect(town_page.locator("#question")).to_be_focused()
    assert town_page.url == f"{town.address}/"


def test_person_is_left_for_the_conversation_that_named_them(town_page: Page, town: Site) -> None:
    town.assistant.replies["harbour"] = lambda: quoting(town.archive, "harbour", "budget", "come first,")
    town_page.goto(town.address)
    town_page.locator(".welcome").wait_for()
    ask(town_page, "harbour")
    town_page.locator(".lead").get_by_role("link", name="Ilsa Vantongeren").click()
    expect(town_page.locator(".said-list")).to_be_visible()
    town_page.go_back()
    expect(town_page.locator(".lead a")).to_be_visible()
    expect(town_page.locator('[data-go="ask"]')).to_have_attribute("aria-current", "page")


def test_empty_archive_says_so_until_there_are_articles(
    browser: Browser, serve: Callable[..., Site], archive: Archive
) -> None:
    empty = serve(archive)
    with watched(browser, empty) as context:
        page = context.new_page()
        page.goto(empty.address)
        expect(page.locator(".welcome p")).to_have_text("The archive is empty. Add articles to ask about them.")
        page.locator('[data-go="people"]').click()
        expect(page.locator(".people .empty")).to_have_text(
            "The archive is empty. Add articles to see who is quoted in them."
        )
        page.locator('[data-go="archive"]').click()
        page.get_by_label("Find articles").fill("tide")
        expect(page).to_have_url(f"{empty.address}/?view=archive&find=tide")
        expect(page.locator(".archive .empty")).to_have_text("The archive is empty. Add articles to ask about them.")
        expect(page.locator(".archive .filters")).to_be_hidden()
        page.locator('[data-go="ask"]').click()
        page.locator(".welcome").get_by_role("button", name="Add articles").click()
        page.get_by_label("Text", exact=True).fill("The tide rose.")
        page.locator(".add .paste .main").click()
        expect(page.locator(".told .done")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".welcome p")).to_contain_text("Ask the archive’s 1 article.")
        page.locator('[data-go="people"]').click()
        expect(page.locator(".people .empty")).to_have_text("No statements were found in the archive’s articles.")
