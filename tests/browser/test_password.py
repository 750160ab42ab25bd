"""The page behind its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index import Archive, Article
from index.embed import SentenceTransformerEmbedder
from tests.browser.conftest import HARBOUR, Site
from ui.access.keys import Keys


@pytest.fixture(scope="module")
def locked(serve: Callable[..., Site]) -> Site:
    return serve(key="harbour pilot")


def test_password_opens_the_page_that_was_asked_for(browser: Browser, locked: Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{locked.address}/?article={locked.archive.article('harbour').id}&start=0&end=4")
    page.get_by_label("key").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("This is no key of this archive. Try again.")
    page.get_by_label("key").fill("harbour pilot")
    page.keyboard.press("Enter")
    expect(page.locator(".paper mark")).to_have_text("Port")
    page.reload()
    expect(page.locator(".paper mark")).to_have_text("Port")
    context.close()


def test_nothing_of_the_page_answers_without_it(browser: Browser, locked: Site) -> None:
    context = browser.new_context()
    for path in ("/config", "/gradio_api/info", "/gradio_api/component_server", "/gradio_api/queue/join", "/theme.css"):
        assert context.request.get(locked.address + path).status == 401, path
        assert context.request.post(locked.address + path, data={}).status == 401, path
    forged = {"cookie": "onrecord=0"}
    assert context.request.get(locked.address + "/config", headers=forged).status == 401
    assert context.request.get(locked.address + "/healthz").status == 200
    # The feed of a standing question opens by its token, and the API beside it by the key alone.
    assert context.request.get(f"{locked.address}/api/watches/ab.atom?token=x").status == 404
    context.close()


@pytest.fixture
def desk(serve: Callable[..., Site], tmp_path: Path, embedder: SentenceTransformerEmbedder) -> Iterator[Site]:
    with Archive(tmp_path / "desk", embedder=embedder) as archive:
        archive.add([Article("harbour", HARBOUR, "Harbour to be dredged")])
        yield serve(archive=archive)


def signed_in(browser: Browser, desk: Site, key: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(desk.address)
    page.get_by_label("key").fill(key)
    page.keyboard.press("Enter")
    page.locator('[data-go="archive"]').click()
    page.locator(".rights a").wait_for()
    return page


def test_a_reader_is_shown_nothing_that_changes_the_archive(browser: Browser, desk: Site) -> None:
    keys = Keys(desk.archive.folder)
    page = signed_in(browser, desk, keys.add("Mara", "write").text)
    expect(page.locator(".rights")).to_have_text("Signed in as Mara, to change the archive. Sign out")
    for name in ("Add articles", "Remove Harbour to be dredged"):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    page = signed_in(browser, desk, keys.add("News desk", "read").text)
    expect(page.locator(".rights")).to_have_text("Signed in as News desk, to read. Sign out")
    for name in ("Add articles", "Remove Harbour to be dredged"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    page.locator('[data-go="following"]').click()
    expect(page.get_by_role("button", name="Follow", exact=True)).to_have_count(1)  # the view's, not the form's
    page.locator('[data-go="people"]').click()
    page.get_by_role("link", name="Ilsa Vantongeren").click()
    page.locator(".said-list").wait_for()
    expect(page.get_by_role("button", name="Same person as…")).to_be_hidden()
    expect(page.get_by_role("button", name="Wrong?")).to_have_count(0)
    keys.revoke("News desk")
    page.reload()
    expect(page.get_by_label("key")).to_be_visible()
