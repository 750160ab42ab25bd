"""One person: what they said over time, narrowed, sorted and taken elsewhere."""

from __future__ import annotations

from csv import DictReader
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index.load import article
from tests.browser.conftest import Site, cleared
from ui import table


def test_what_somebody_speaks_of_is_pressed_for_what_they_said_of_it(people: Page, town: Site) -> None:
    tide = (
        "“{} tide mills {},” said Wen Marlo, the miller.\n".format(*words)
        for words in (("Our", "turn"), ("All", "rot"))
    )
    added = [
        article({"source": f"mill {n}", "text": f"{text}\n“Go {n},” said Wen Marlo.\n"}) for n, text in enumerate(tide)
    ]
    town.archive.add(added)
    try:
        people.goto(f"{town.address}/?person=Wen+Marlo")
        topic = people.get_by_role("list", name="Topics").get_by_role("button", name="tide mills")
        expect(people.locator(".said-list > li")).to_have_count(4)
        topic.press("Enter")
        expect(people.locator(".said-list > li")).to_have_count(2)
        expect(people.get_by_label("Find in what was said")).to_have_value("tide mills")
        expect(topic).to_be_focused()
        topic.click()
        expect(people.locator(".said-list > li")).to_have_count(4)
        expect(topic).to_have_attribute("aria-pressed", "false")
    finally:
        for one in added:
            town.archive.remove(one.id)


def test_person_says_what_over_time_newest_first(mayor: Page, town: Site) -> None:
    expect(mayor.locator(".people h2")).to_have_text("Ilsa Vantongeren")
    expect(mayor.locator(".people h2")).to_be_focused()
    expect(mayor.locator(".said-list .when")).to_have_text(
        ["2 May 2031Merrow Courier", "10 January 2030Wend Weekly", "No date"]
    )
    expect(mayor.locator(".said-list blockquote b").first).to_contain_text("We cannot pay <b>for</b> everything,")
    whole_sentence = town.archive.article("budget").text.split("\n")[0]
    expect(mayor.locator(".said-list blockquote").first).to_have_text(whole_sentence)
    expect(mayor.locator(".plot svg")).to_have_attribute(
        "aria-label", "Statements by month, from Jan 2030 to May 2031. Most in one month: 1, in May 2031."
    )
    assert mayor.url == f"{town.address}/?person=Ilsa+Vantongeren"


def test_copies_of_the_wire_are_one_statement_with_the_other_places(mayor: Page) -> None:
    mayor.locator(".also").get_by_role("link", name="Ferry to return").click()
    expect(mayor.locator(".reader h2")).to_have_text("Ferry to return")
    expect(mayor.locator(".paper mark")).to_contain_text("“The ferry will sail again,”")


def test_statement_opens_its_article_at_the_words(mayor: Page, town: Site) -> None:
    mayor.locator(".said-list").get_by_role("link", name="Budget agreed").click()
    expect(mayor.locator(".paper mark")).to_contain_text("“We cannot pay <b>for</b> everything,”")
    expect(mayor.locator(".paper mark")).to_be_in_viewport()
    assert mayor.locator(".paper .text").evaluate("e => e.textContent") == town.archive.article("budget").text
    expect(mayor.locator(".said-list")).to_be_visible()
    mayor.keyboard.press("n")
    expect(mayor.locator(".paper mark")).to_contain_text("“The ferry will sail again,”")
    mayor.keyboard.press("p")
    expect(mayor.locator(".paper mark")).to_contain_text("“We cannot pay <b>for</b> everything,”")
    mayor.keyboard.press("Escape")
    expect(mayor.locator(".said-list a").first).to_be_focused()
    assert mayor.url == f"{town.address}/?person=Ilsa+Vantongeren"


def test_what_was_said_about_something_is_found(mayor: Page) -> None:
    mayor.get_by_label("Find in what was said").fill("ferries")
    expect(mayor.locator(".said-list blockquote")).to_have_count(1)
    expect(mayor.locator(".said-list blockquote")).to_contain_text("The ferry will sail again")
    expect(mayor.locator(".plot")).to_have_count(0)
    mayor.get_by_label("Find in what was said").fill("<i>whales</i>")
    expect(mayor.locator(".people .empty")).to_have_text(
        "No statement by Ilsa Vantongeren with words of “<i>whales</i>” is in the archive."
    )


def test_list_is_narrowed_as_it_is_asked_and_widened_again(mayor: Page) -> None:
    titles = mayor.locator(".said-list .where > a")
    filters = mayor.locator(".people .filters")
    filters.locator("summary").click()
    expect(filters.get_by_label("Publisher").locator("option")).to_have_text(["All", "Merrow Courier", "Wend Weekly"])
    filters.get_by_label("From").fill("2030-01-10")
    expect(titles).to_have_text(["Budget agreed", "Boat service is back"])
    filters.get_by_label("To").fill("May 2031")
    expect(titles).to_have_text(["Budget agreed", "Boat service is back"])
    filters.get_by_label("To").fill("2030")
    expect(titles).to_have_text(["Boat service is back"])
    expect(mayor.locator(".people .chosen bdi")).to_have_text(["From: 10 January 2030", "To: 31 December 2030"])
    for written in ("31 April 2030", "soon"):
        filters.get_by_label("To").fill(written)
        expect(mayor.locator('[name="until"]:invalid').locator("visible=true")).to_have_count(1)
        expect(titles).to_have_count(2)
    filters.get_by_label("From").fill("")
    filters.get_by_label("To").fill("")
    expect(titles).to_have_count(3)
    filters.get_by_label("Publisher").select_option("Merrow Courier")
    expect(titles).to_have_text(["Budget agreed", "Ferry to return"])
    filters.get_by_label("Direct quotations only").check()
    expect(titles).to_have_text(["Budget agreed", "Ferry to return"])
    expect(mayor.locator(".taken")).to_contain_text("2 statements")
    filters.get_by_label("To").fill("1999-01-01")
    expect(mayor.locator(".people .empty")).to_have_text(
        "No statement by Ilsa Vantongeren fits all of this. Clear some of it."
    )
    expect(filters.get_by_label("Publisher")).to_have_value("Merrow Courier")


def test_what_is_shown_is_sorted_and_held_beside_another_person(mayor: Page, town: Site) -> None:
    when = mayor.locator(".said-list .when")
    orders = mayor.locator(".people").get_by_role("group", name="Order of the statements").get_by_role("button")
    expect(orders).to_have_text(["Newest", "Oldest"])
    orders.last.press("Enter")
    expect(when).to_have_text(["10 January 2030Wend Weekly", "2 May 2031Merrow Courier", "No date"])
    mayor.get_by_role("button", name="Compare with…").click()
    mayor.keyboard.type("pellamen")
    columns = mayor.locator(".side-by-side section")
    expect(columns.locator("h3")).to_have_text(["Ilsa Vantongeren"])
    expect(columns.last.locator("a")).to_have_text("Osric Pellameen")
    expect(mayor.locator("#beside option")).to_have_count(1)
    mayor.get_by_role("combobox", name="Compare with").fill("pellameen")
    expect(columns.locator("h3")).to_have_text(["Ilsa Vantongeren", "Osric Pellameen"])
    expect(columns.last.locator(".where > a")).to_have_text(["Budget agreed", "Guild wants pilots"])
    left, right = columns.evaluate_all("all => all.map(one => one.getBoundingClientRect())")
    assert left["y"] == right["y"]
    assert left["right"] < right["left"]
    assert mayor.url == f"{town.address}/?person=Ilsa+Vantongeren&order=oldest&beside=pellameen"
    mayor.reload()
    expect(columns).to_have_count(2)
    expect(mayor.locator(".people .chosen bdi")).to_have_text(["Compare with: pellameen"])
    expect(orders.and_(mayor.locator("[aria-pressed=true]"))).to_have_text(["Oldest"])
    columns.last.locator("h3 a").click()
    expect(mayor.locator(".people h2")).to_have_text("Osric Pellameen")
    expect(columns).to_have_count(0)


def test_two_people_beside_each_other_say_how_much_of_each_is_shown(
    mayor: Page, town: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.page.people.STATEMENTS", 1)
    mayor.goto(f"{town.address}/?person=Ilsa+Vantongeren&publisher=Merrow+Courier&beside=Osric+Pellameen")
    extents = mayor.locator(".side-by-side .extent")
    expect(extents).to_have_text(["The newest 1 of 2 statements. See all 2", "1 statement"])
    mayor.get_by_role("link", name="See all 2").click()
    expect(mayor.locator(".people h2")).to_have_text("Ilsa Vantongeren")
    assert mayor.url == f"{town.address}/?person=Ilsa+Vantongeren&publisher=Merrow+Courier"


def test_indirect_speech_is_left_out_of_direct_quotations(people: Page) -> None:
    people.get_by_role("link", name="Osric Pellameen").click()
    titles = people.locator(".said-list .where > a")
    expect(titles).to_have_text(["Guild wants pilots", "Budget agreed"])
    people.locator(".people .filters summary").click()
    people.get_by_label("Direct quotations only").check()
    expect(titles).to_have_text(["Budget agreed"])
    people.get_by_role("button", name="All people").click()
    people.get_by_role("link", name="Osric Pellameen").click()
    expect(people.get_by_label("Direct quotations only")).not_to_be_checked()
    expect(titles).to_have_count(2)


def test_what_is_listed_is_downloaded_to_the_letter(mayor: Page, town: Site) -> None:
    mayor.locator(".people .filters summary").click()
    mayor.locator(".people .filters").get_by_label("Publisher").select_option("Merrow Courier")
    expect(mayor.locator(".said-list .where > a")).to_have_count(2)
    with mayor.expect_download() as download:
        mayor.get_by_role("button", name="Download as CSV").click()
    assert download.value.suggested_filename == "Ilsa-Vantongeren.csv"
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(DictReader(file))
    assert tuple(rows[0]) == table.COLUMNS
    assert [(row["published"], row["source"]) for row in rows] == [("2031-05-02", "budget"), ("2030-01-09", "ferry")]
    for row in rows:
        assert row["text"] == town.archive.article(row["source"]).text[int(row["start"]) : int(row["end"])]
        assert row["link"].startswith(f"{town.address}/?article=")


def test_words_are_copied_with_their_reference(mayor: Page, town: Site) -> None:
    [statement, *_] = town.archive.statements("budget")
    place = f"start={statement.start}&end={statement.end}&version={town.archive.record('budget').version}"
    link = f"{town.address}/?article={statement.article}&{place}"
    mayor.locator(".said-list [data-copy]").first.click()
    copied = mayor.evaluate("navigator.clipboard.readText()")
    reference = "Ilsa Vantongeren, mayor, in: Budget agreed, Merrow Courier, 2 May 2031"
    assert copied == f"“We cannot pay <b>for</b> everything,”\n— {reference}\n{link}"


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800), (1600, 1000)])
def test_the_first_statement_is_on_the_first_screen(tab: Page, site: Site, width: int, height: int) -> None:
    with cleared(tab, site) as page:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{site.address}/?person=John+Kirby")
        expect(page.locator(".topics button").first).to_be_visible()
        first = page.locator(".said-list > li").first
        top = first.evaluate("one => one.getBoundingClientRect().top")
        assert top < height / 2 if width < 600 else top < height * 0.8
        # One line of topics, which scrolls.
        heights = page.locator(".topics button").evaluate_all(
            "all => [...new Set(all.map(one => one.offsetTop))].length"
        )
        assert width > 600 or heights == 1


def test_a_wide_window_is_used(people: Page) -> None:
    people.set_viewport_size({"width": 1600, "height": 1000})
    left, right = people.locator(".speakers-list li").evaluate_all("all => all.map(one => one.getBoundingClientRect())")
    assert left["y"] == right["y"]
    assert right["right"] - left["left"] > 1200
    people.get_by_role("link", name="Ilsa Vantongeren").click()
    head, said = (people.locator(place) for place in (".people h2", ".said-list"))
    expect(said).to_be_visible()
    assert head.evaluate("one => one.getBoundingClientRect().right") < said.evaluate(
        "one => one.getBoundingClientRect().left"
    )
    said.locator("li").last.scroll_into_view_if_needed()
    expect(head).to_be_in_viewport()
