"""An answer's layout: several people beside each other or line by line, months, an order; and what to ask next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from qa import Answer, Claim, Constraint
from qa.answer import Shape
from tests.browser.answers import SPEAKER, cited, quoted
from tests.browser.conftest import Site
from tests.browser.test_asking import APRIL, TOLVANE, ask

OTHER = "Osric Pellameen"
KIRBY = "John Kirby"


def shaped(site: Site, question: str, shape: Shape = "") -> Iterator[Answer]:
    """Words of three people, of two days, the older last."""
    seed = next(record.source for record in site.archive.articles() if record.title.startswith("Gantz"))
    words = site.archive.words_of(site.archive.said(KIRBY)[:1])[0].text
    asked_for = tuple(Constraint("speaker", name) for name in (SPEAKER, OTHER))
    yield Answer(question, understood=asked_for, shape=shape)
    yield Answer(question, (_said(site, "harbour", APRIL, 1, SPEAKER),), "answered")
    yield Answer(question, (_said(site, "harbour", TOLVANE, 2, OTHER),), "answered")
    yield Answer(question, (_said(site, seed, words, 3, KIRBY),), "answered")


def _said(site: Site, source: str, words: str, number: int, speaker: str) -> Claim:
    return quoted(cited(site.archive, source, words, number, speaker), speaker)


def test_several_people_stand_beside_each_other_or_in_a_table(page: Page, site: Site, tmp_path: Path) -> None:
    site.assistant.replies["compare"] = lambda: shaped(site, "compare", "compare")
    site.assistant.replies["people"] = lambda: shaped(site, "people", "people")
    ask(page, "compare")
    columns = page.locator(".answer .side-by-side > section")
    expect(columns.locator(".words")).to_have_text([APRIL, TOLVANE])
    expect(columns.locator(".claim.answers")).to_have_count(2)
    assert columns.evaluate_all("([a, b]) => a.offsetTop === b.offsetTop && a.offsetLeft < b.offsetLeft")
    expect(page.locator(".answer > .claim .lead")).to_contain_text(KIRBY)
    page.set_viewport_size({"width": 390, "height": 800})
    assert columns.evaluate_all("([a, b]) => a.offsetTop < b.offsetTop && a.offsetLeft === b.offsetLeft")
    page.set_viewport_size({"width": 1280, "height": 800})
    ask(page, "people")
    table = page.get_by_role("table")
    expect(table.get_by_role("rowheader")).to_have_text([SPEAKER, OTHER, KIRBY])
    expect(table.locator(".where").first).to_have_text("Merrow Courier 2 May 2031")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    download.value.save_as(tmp_path / "people.csv")
    assert download.value.suggested_filename == "people.csv"
    heads, first, *_ = (tmp_path / "people.csv").read_text("utf-8-sig").splitlines()
    assert heads.startswith("published,publisher,speaker")
    assert first.startswith(f"2031-05-02,Merrow Courier,{SPEAKER},,True,")


def test_statements_come_in_another_order_or_of_one_month_and_nothing_is_asked_again(page: Page, site: Site) -> None:
    site.assistant.replies["over time"] = lambda: shaped(site, "over time", "over time")
    site.assistant.replies["best"] = lambda: shaped(site, "best")
    ask(page, "best")
    order = page.get_by_role("group", name="Order of the statements")
    numbers = page.locator(".claim .cite")
    expect(numbers).to_have_text(["[1]", "[2]", "[3]"])
    order.get_by_role("button", name="Oldest").press("Enter")
    expect(numbers).to_have_text(["[3]", "[1]", "[2]"])
    expect(order.get_by_role("button", name="Oldest")).to_be_focused()
    expect(order.get_by_role("button", pressed=True)).to_have_text("Oldest")
    page.reload()
    expect(numbers).to_have_text(["[3]", "[1]", "[2]"])
    assert len(site.assistant.asked_for("best")) == 1
    # Only where the order is not part of what was asked is there a best.
    ask(page, "over time")
    expect(order.last.get_by_role("button")).to_have_text(["Newest", "Oldest"])
    months = page.get_by_role("list", name="Months").get_by_role("button")
    expect(months).to_have_count(2)
    may = page.get_by_role("button", name="May 2031: 2 statements")
    may.click()
    last = page.locator(".exchange").last.locator(".claim .cite")
    expect(last).to_have_text(["[1]", "[2]"])
    may.click()
    expect(last).to_have_count(3)


def test_what_may_be_asked_next_is_answered(page: Page, site: Site) -> None:
    ask(page, "What did Kirby say about Gantz?")
    offered = page.get_by_role("navigation", name="Ask next").get_by_role("button")
    assert 1 <= offered.count() <= 3
    question = offered.first.inner_text()
    assert site.assistant.asked_for(question) == []
    offered.first.click()
    answered = page.locator('.exchange[data-state="done"]').nth(1)
    expect(answered.locator(".question")).to_have_text(question)
    expect(answered.locator(".claim .words").first).to_be_visible()
    expect(answered.locator(".verdict")).to_have_count(0)
    # One place to go on from.
    expect(page.get_by_role("navigation", name="Ask next")).to_have_count(
        page.locator(".exchange:last-child .next").count()
    )
