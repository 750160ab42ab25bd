"""What is followed and watched: seen, added to, paused and removed."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from index import Article
from index.web import Validators
from index.web.sources import Sources
from tests.browser.conftest import Site
from tests.browser.test_asking import ask
from ui.following.asking import ask_again
from ui.following.watches import Watches

FEED = "https://news.example/rss"
HOSTILE = "<img src=x onerror=alert(1)> & News"


@pytest.fixture
def sources(site: Site) -> Iterator[Sources]:
    """What the archive follows: nothing at first."""
    with Sources(site.archive.folder) as sources:
        for source in sources.all():
            sources.forget(source.address)
        yield sources


@pytest.fixture
def following(page: Page, sources: Sources) -> Page:
    page.locator('[data-go="following"]').click()
    page.locator(".followed .empty").wait_for()
    return page


@pytest.fixture
def watches(site: Site) -> Iterator[Watches]:
    """The standing questions: none at first."""
    with Watches(site.archive.folder) as watches:
        for watch in watches.all():
            watches.remove(watch.id)
        yield watches


def follow(page: Page, address: str) -> None:
    page.get_by_label("Address of a feed").fill(address)
    page.keyboard.press("Enter")


def test_a_source_is_added_paused_and_removed(following: Page, sources: Sources) -> None:
    page = following
    follow(page, "ftp://news.example/rss")
    expect(page.locator(".following .fault")).to_contain_text("it is no address of the web")
    follow(page, FEED)
    row = page.locator(".followed tbody tr")
    expect(row.locator(".source")).to_have_text(FEED)
    expect(page.locator(".following .fault")).to_have_count(0)
    expect(page.get_by_label("Address of a feed")).to_have_value("")
    expect(row.locator(".read, .due")).to_have_text(["not yet", "now"])
    row.get_by_role("button", name=f"Pause {FEED}").click()
    expect(row.locator(".due")).to_have_text("paused")
    assert sources.of(FEED).paused
    row.get_by_role("button", name=f"Resume {FEED}").click()
    expect(row.locator(".due")).to_have_text("now")
    row.get_by_role("button", name=f"Remove {FEED}").click()
    expect(page.locator("dialog.forget")).to_contain_text(FEED)
    page.get_by_role("button", name="Keep").click()
    assert sources.of(FEED)
    row.get_by_role("button", name=f"Remove {FEED}").click()
    page.locator("[data-remove-it]").click()
    expect(page.locator(".followed .empty")).to_be_visible()
    assert sources.all() == []


def test_when_it_was_read_and_what_was_wrong_is_told(following: Page, sources: Sources) -> None:
    now = time.time()
    source = sources.follow(FEED)
    sources.listed(FEED, [], HOSTILE)
    sources.was_read(FEED, Validators(), now - 750, 900)
    sources.came(FEED, "https://news.example/a", 1200)
    sources.failed(source, "its server answered 404 Not Found.", now, 7200, None)
    row = following.locator(".followed tbody tr")
    # It comes by itself.
    expect(row.locator(".source strong")).to_have_text(HOSTILE)
    expect(row.locator(".read, .due, .number")).to_have_text(["12 minutes ago", "in 1 hour", "1,200"])
    expect(row.locator(".why")).to_have_text("Could not be read: its server answered 404 Not Found.")


def test_an_answer_is_watched_and_what_is_new_opens_in_its_article(page: Page, site: Site, watches: Watches) -> None:
    ask(page, "What does Wen Marlo say about the tide?")
    page.get_by_role("button", name="Watch this question").click()
    page.get_by_role("button", name="Watched: see what is new").click()
    expect(page.locator(".watches h4")).to_have_text("What does Wen Marlo say about the tide?")
    expect(page.locator(".watches .asked")).to_contain_text("Nothing new")
    said = "The tide was never as high as on that <b>one</b> night"
    site.archive.add([Article("tide", f"“{said},” said Wen Marlo, who keeps the tide gauge.", "High & higher")])
    try:
        (watch,) = watches.all()
        ask_again(site.assistant, watch)
        # It comes by itself.
        expect(page.locator(".news li")).to_contain_text(f"“{said},”")
        page.locator(".news").get_by_role("link", name="High & higher").click()
        expect(page.locator(".paper mark").first).to_contain_text(said)
    finally:
        site.archive.remove("tide")
    page.locator("[data-copy]", has_text="Copy feed address").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert watch.question in page.request.get(copied).text()
    assert copied.startswith(site.address)
    page.locator("[data-unwatch]").click()
    expect(page.locator("dialog.forget")).to_contain_text(watch.question)
    page.locator("[data-remove-it]").click()
    expect(page.locator(".watched .empty")).to_be_visible()
    assert watches.all() == []


def test_on_a_phone_nothing_is_cut_off(following: Page, sources: Sources, watches: Watches) -> None:
    watches.add("What does " + "Wen" * 40 + " say?", [], 0, time.time())
    sources.follow("https://news.example/" + "long" * 40)
    following.set_viewport_size({"width": 390, "height": 844})
    following.locator(".followed tbody tr").wait_for()
    following.locator(".watches li").wait_for()
    for one in (
        '[data-go="following"]',
        "[data-theme-switch]",
        ".followed .source",
        ".followed [data-forget]",
        ".watches h4",
    ):
        box = following.locator(one).bounding_box()
        assert box
        assert box["x"] + box["width"] <= 390, one
