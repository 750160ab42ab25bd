"""Conversations: kept in the browser, found, named, exported, deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qa import Citation
from tests.browser.answers import cited, quoting
from tests.browser.conftest import Site
from tests.browser.test_asking import APRIL, TOLVANE, ask
from ui.page import reference


@pytest.fixture
def talked(page: Page, site: Site) -> Page:
    """A page on which two questions were asked in one conversation."""
    site.assistant.replies["first"] = lambda: quoting(site.archive, "first", "harbour", APRIL)
    site.assistant.replies["second"] = lambda: quoting(site.archive, "second", "harbour", TOLVANE)
    ask(page, "first")
    ask(page, "second")
    expect(page.locator('.exchange[data-state="done"]')).to_have_count(2)
    return page


def test_conversation_outlives_a_reload(talked: Page) -> None:
    talked.reload()
    expect(talked.locator(".exchange .question")).to_have_text(["first", "second"])
    talked.locator(".cite").first.click()
    expect(talked.locator(".paper mark")).to_have_text(APRIL)


def test_new_conversation_begins_empty_and_the_old_one_is_found_again(talked: Page) -> None:
    talked.locator("[data-new]").click()
    expect(talked.locator(".welcome")).to_be_visible()
    ask(talked, "second")
    expect(talked.locator(".exchange .question")).to_have_text(["second"])
    talked.locator("[data-history]").click()
    rows = talked.locator(".history li .open")
    expect(rows).to_have_count(2)
    talked.locator(".history input").fill("FIRST")
    expect(rows).to_have_count(1)
    rows.click()
    expect(talked.locator(".exchange .question")).to_have_text(["first", "second"])


def test_conversation_is_renamed_and_deleted(talked: Page) -> None:
    talked.locator("[data-history]").click()
    talked.get_by_role("button", name="Rename").click()
    talked.get_by_label("Name of the conversation").fill("<b>Harbour</b>")
    talked.keyboard.press("Enter")
    expect(talked.locator(".history .open")).to_contain_text("<b>Harbour</b>")
    talked.get_by_role("button", name="Delete").click()
    expect(talked.locator(".history li")).to_contain_text("Deleted: <b>Harbour</b>")
    talked.get_by_role("button", name="Undo").click()
    talked.locator(".history .open").click()
    expect(talked.locator(".exchange .question")).to_have_text(["first", "second"])
    talked.locator("[data-history]").click()
    talked.get_by_role("button", name="Delete").click()
    talked.keyboard.press("Escape")
    talked.locator("[data-history]").click()
    expect(talked.locator(".history li")).to_have_count(0)
    talked.keyboard.press("Escape")
    expect(talked.locator(".welcome")).to_be_visible()


def test_conversation_is_exported_with_footnotes(talked: Page, site: Site) -> None:
    talked.locator("[data-history]").click()
    with talked.expect_download() as download:
        talked.get_by_role("button", name="Export").click()
    april, tolvane = cited(site.archive, "harbour", APRIL), cited(site.archive, "harbour", TOLVANE)
    named = "Harbour to be dredged, Merrow Courier, 2 May 2031"
    said = "Ilsa Vantongeren, in Merrow Courier (2 May 2031):"

    def link(words: Citation) -> str:
        return reference.words(words.article, words.start, words.end, words.version, site.address)

    assert download.value.suggested_filename == "first.md"
    assert Path(download.value.path()).read_text("utf-8") == (
        "# Onrecord\n\n"
        f"## first\n\n{said} “{APRIL}”[^1]\n\n[^1]: {named}: {APRIL} <{link(april)}>\n\n"
        f"## second\n\n{said} “{TOLVANE}”[^2]\n\n[^2]: {named}: {TOLVANE} <{link(tolvane)}>\n"
    )


def test_question_has_an_address_that_opens_the_same_answer(talked: Page, site: Site) -> None:
    assert talked.url == f"{site.address}/?q=second"
    talked.go_back()
    expect(talked.locator(".exchange .question").first).to_be_in_viewport()
    assert talked.url == f"{site.address}/?q=first"
    # In a browser that has never asked it, it is asked: in full, whatever was asked before.
    site.assistant.replies["And he?"] = lambda: quoting(site.archive, "What did he say?", "harbour", TOLVANE)
    site.assistant.replies["What did he say?"] = site.assistant.replies["And he?"]
    ask(talked, "And he?")
    talked.wait_for_url(f"{site.address}/?q=What+did+he+say%3F")
    other = talked.context.new_page()
    other.goto(f"{talked.url}&publisher=Merrow+Courier")
    expect(other.locator('.exchange[data-state="done"] .question')).to_have_text(["What did he say?"])
    expect(other.locator(".narrowed")).to_have_text("Only Merrow Courier")
    other.locator('[data-go="archive"]').click()
    assert other.url == f"{site.address}/?view=archive"
    other.reload()
    expect(other.locator(".listing table")).to_be_visible()
    other.go_back()
    expect(other.locator(".exchange .question")).to_be_visible()
