"""The page behind a password."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Site


@pytest.fixture(scope="module")
def locked(serve: Callable[..., Site]) -> Site:
    return serve(password="harbour pilot")


def test_password_opens_the_page_that_was_asked_for(browser: Browser, locked: Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{locked.address}/?article={locked.archive.article('harbour').id}&start=0&end=4")
    page.get_by_label("password").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("This is not the password. Try again.")
    page.get_by_label("password").fill("harbour pilot")
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
