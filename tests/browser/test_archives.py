"""Several archives behind one address: one is chosen, and all that its page does stays in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from index import Archive, Article
from index.embed import SentenceTransformerEmbedder
from tests.browser.conftest import HARBOUR
from tests.browser.test_asking import ask
from tests.servers import served
from ui.access.keys import Keys
from ui.server import several
from ui.settings import Settings

FAIR = "Mayor Ada Quill opened the fair. “It will rain,” Quill said.\n"


@pytest.fixture
def folder(tmp_path: Path, embedder: SentenceTransformerEmbedder) -> Path:
    for name, text in (("harbour", HARBOUR), ("town", FAIR)):
        with Archive(tmp_path / name, embedder=embedder) as archive:
            archive.add([Article(name, text, f"News of the {name}")])
    return tmp_path


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with ExitStack() as opened:
        app, _ = several(Settings(archives=folder, follow=None), opened, "http://127.0.0.1:7860")
        with served(app) as address:
            yield address


def test_one_key_opens_those_that_it_is_for_and_each_has_its_own_page(
    browser: Browser, folder: Path, address: str
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    key = Keys(folder).add("Chief", "write").text
    page.goto(address)
    page.get_by_label("key").fill(key)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="town").click()
    page.locator(".welcome").wait_for()
    expect(page).to_have_title("Onrecord: town")
    expect(page.locator(".masthead").get_by_role("link", name="Archive: town")).to_be_visible()
    ask(page, "What did Quill say?")
    page.locator(".cite").first.click()
    expect(page.locator(".paper mark")).to_contain_text("It will rain")
    assert re.match(rf"{address}/town/\?.*\barticle=", page.url)
    page.reload()
    expect(page.locator(".paper mark")).to_contain_text("It will rain")
    expect(page.locator(".exchange")).to_have_count(1)
    page.locator('[data-go="people"]').click()
    page.get_by_role("link", name="Ada Quill").click()
    page.locator(".said-list").wait_for()
    assert page.url.startswith(f"{address}/town/?")
    page.locator('[data-go="archive"]').click()
    log = page.get_by_role("table", name="Changes")
    page.get_by_text("What was changed, and by whom").press("Enter")
    expect(log.get_by_role("row").last).to_contain_text("this machine")
    log.get_by_role("link", name="town").click()
    expect(page.locator(".reader h2")).to_have_text("News of the town")
    page.locator(".reader [data-close]").click()
    page.locator(".listing [data-remove]").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(log.get_by_role("row").nth(1)).to_contain_text("Chiefremovedtown")
    page.get_by_text("What was changed, and by whom").press("Enter")
    expect(log).to_be_hidden()
    page.locator(".notice [data-undo]").click()
    page.locator(".rights").get_by_role("link", name="Other archives").click()
    page.get_by_role("link", name="harbour").click()
    page.locator(".welcome").wait_for()
    expect(page.locator(".exchange")).to_have_count(0)  # What was asked in the other stays there.
    page.locator('[data-go="archive"]').click()
    expect(page.locator(".listing tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("key")).to_be_visible()
    page.goto(f"{address}/town/")
    expect(page.get_by_label("key")).to_be_visible()
