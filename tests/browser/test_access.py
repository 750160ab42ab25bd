"""Access: axe-core finds nothing serious on any view, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from index.web.sources import Sources
from qa import Answer, LeftOut, remark
from qa.answer import Shape
from tests.browser.answers import quoting
from tests.browser.conftest import Site, cleared
from tests.browser.test_asking import APRIL, TOLVANE, ask
from tests.browser.test_layouts import shaped
from tests.browser.test_understood import asked_in_words
from ui.following.shapes import CitedOut, NewOut
from ui.following.watches import Watches


def welcome(page: Page, site: Site) -> None:
    expect(page.locator(".examples button").first).to_be_visible()


def answer(page: Page, site: Site) -> None:
    site.assistant.replies["both"] = lambda: quoting(site.archive, "both", "harbour", APRIL, TOLVANE)
    ask(page, "both")


def layouts(page: Page, site: Site) -> None:
    shapes: tuple[Shape, ...] = ("compare", "people", "over time")
    site.assistant.replies |= {shape: partial(shaped, site, shape, shape) for shape in shapes}
    for n, shape in enumerate(shapes):
        ask(page, shape)
        page.locator('.exchange[data-state="done"]').nth(n).wait_for()
    page.locator(".months").wait_for()


def absent(page: Page, site: Site) -> None:
    site.assistant.replies["none"] = lambda: iter(
        [Answer("other"), Answer("other", (remark("There is nothing on it."),))]
    )
    ask(page, "none")


def fault(page: Page, site: Site) -> None:
    def failing() -> Iterator[Answer]:
        raise RuntimeError("made to fail")

    site.assistant.replies["fail"] = failing
    ask(page, "fail", "failed")


def article(page: Page, site: Site) -> None:
    answer(page, site)
    page.locator(".cite").first.click()
    expect(page.locator(".paper mark")).to_be_visible()


def statements(page: Page, site: Site) -> None:
    article(page, site)
    page.locator("[data-statements]").check()
    expect(page.locator(".said").first).to_be_visible()


def narrowed(page: Page, site: Site) -> None:
    page.locator(".composer summary").click()


def history(page: Page, site: Site) -> None:
    answer(page, site)
    page.locator("[data-history]").click()


def archive(page: Page, site: Site) -> None:
    page.locator('[data-go="archive"]').click()
    page.locator(".listing table").wait_for()


def add(page: Page, site: Site) -> None:
    archive(page, site)
    page.locator("[data-add]").click()


def found(page: Page, site: Site) -> None:
    archive(page, site)
    page.get_by_label("Find articles").fill("harbour")
    page.locator(".extracts").first.wait_for()
    page.locator(".log summary").click()
    page.locator(".log table, .log .empty").wait_for()


def amending(page: Page, site: Site) -> None:
    article(page, site)
    page.locator(".details summary").click()
    page.locator("[data-amend]").click()
    page.locator("dialog.amend").wait_for()


def sharing(page: Page, site: Site) -> None:
    answer(page, site)
    page.locator(".share summary").click()


def people(page: Page, site: Site) -> None:
    page.locator('[data-go="people"]').click()
    page.locator(".speakers-list a").first.wait_for()


def person(page: Page, site: Site) -> None:
    people(page, site)
    page.get_by_role("link", name="John Kirby").click()
    page.locator(".said-list").wait_for()


def notebook(page: Page, site: Site) -> None:
    answer(page, site)
    page.locator(".actions [data-pin]").click()
    page.locator('[data-go="notebook"]').click()
    page.locator(".notes > li").first.wait_for()


def beside(page: Page, site: Site) -> None:
    person(page, site)
    page.locator("[data-compare]").click()
    page.get_by_label("Compare with").fill("Osric Pellameen")
    page.locator(".side-by-side").wait_for()


def correcting(page: Page, site: Site) -> None:
    statements(page, site)
    page.locator(".paper .wrong").first.click()
    page.locator("dialog.correct h2").wait_for()


def corrections(page: Page, site: Site) -> None:
    made = site.archive.attribute([site.archive.statements("harbour")[0].id], "Osric Pellameen")
    people(page, site)
    page.locator("[data-corrections]").click()
    page.locator("dialog.corrections li").wait_for()
    site.archive.undo(made.id)


def check(page: Page, site: Site) -> None:
    page.locator('[data-go="check"]').click()
    page.locator("#draft").wait_for()


def checked(page: Page, site: Site) -> None:
    check(page, site)
    page.locator("#draft").fill(
        "“We will start in May, and not a day later,” said Ilsa Vantongeren.\n\n"
        "“Nobody asked us about Tolvane,” said Osric Pellameen. “The gulls have a plan,” he added."
    )
    page.locator(".check form button.main").click()
    page.locator(".findings").wait_for()


def constraints(page: Page, site: Site) -> None:
    asked_in_words(page, site)
    page.get_by_role("button", name="Ask without Tolvane").click()
    page.locator('.exchange[data-state="done"] .chip.out').wait_for()


def left_out(page: Page, site: Site) -> None:
    def written() -> Iterator[Answer]:
        *parts, last = quoting(site.archive, "written", "harbour", APRIL)
        yield from parts
        yield replace(last, model="Quill 7B", left_out=(LeftOut("It rained.", "it cites nothing", False),))

    site.assistant.replies["written"] = written
    ask(page, "written")
    page.locator(".left-out summary").click()


def silent(page: Page, site: Site) -> None:
    person(page, site)
    page.locator(".people .filters summary").click()
    page.locator(".people .filters").get_by_label("To").fill("1999-01-01")
    page.locator(".people .empty").wait_for()


def following(page: Page, site: Site) -> None:
    with Sources(site.archive.folder) as sources:
        sources.failed(sources.follow("https://news.example/rss"), "its server answered 404 Not Found.", 0, 9, None)
    cited = CitedOut(
        article="a", source="a", title="News", published=None, publisher=None, url=None, version="v",
        start=0, end=6, text="It is.", link="/?article=a&start=0&end=6",
    )  # fmt: skip
    new = NewOut(kind="excerpt", text="It is.", speaker=None, citations=[cited]).model_dump(mode="json")
    with Watches(site.archive.folder) as watches:
        watches.tell(watches.add("Is it?", [], 0, 0), [new], [], 0, 0, str)
    page.locator('[data-go="following"]').click()
    page.locator(".followed .why").wait_for()
    page.locator(".watches .news").wait_for()


VIEWS = [
    welcome, answer, layouts, constraints, left_out, absent, fault, article, statements, narrowed, history, archive,
    add, found, amending, sharing, people, person, beside, silent, correcting, corrections, check, checked, following,
    notebook,
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_serious_is_found(tab: Page, site: Site, view: Callable[[Page, Site], None], scheme: Any) -> None:
    with cleared(tab, site) as page:
        page.emulate_media(color_scheme=scheme)
        page.goto(site.address)
        page.locator(".welcome").wait_for()
        assert page.evaluate("document.documentElement.dataset.theme") == scheme
        view(page, site)
        found = Axe().run(page).response["violations"]
        serious = [
            (one["id"], one["help"], [node["html"][:200] for node in one["nodes"]])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert serious == []
