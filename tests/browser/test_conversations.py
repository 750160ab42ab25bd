"""Conversations: kept in the browser, and on the server if wanted; found, named, exported, deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index import Archive, Article
from index.changes import acting
from index.embed import SentenceTransformerEmbedder
from qa import Citation
from tests.browser.answers import cited, quoting
from tests.browser.conftest import HARBOUR, Site, watched
from tests.browser.test_asking import APRIL, TOLVANE, ask
from ui.access.door import ANYBODY
from ui.access.keys import Keys
from ui.notebook.conversations import Conversations
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
    talked.locator('.history [type="search"]').fill("FIRST")
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


KEEP = "Keep conversations on this server too"


@pytest.fixture
def other(browser: Browser, site: Site) -> Iterator[Page]:
    """The page in another browser; the server keeps no conversations at first."""
    with Conversations(site.archive.folder) as held, acting(ANYBODY):
        held.end()
    with watched(browser, site) as context:
        page = context.new_page()
        page.goto(site.address)
        page.locator(".welcome").wait_for()
        yield page


def begin(page: Page) -> None:
    """Keep this browser's conversations on the server, too."""
    if not page.locator("dialog.history").is_visible():
        page.locator("[data-history]").click()
    page.get_by_label(KEEP).check()
    expect(page.locator(".where")).to_have_text("All of these are on the server.")


def listed(page: Page, *names: str) -> None:
    """What the dialog has, once the server has told."""
    if page.locator("dialog.history").is_visible():
        page.keyboard.press("Escape")
    page.locator("[data-history]").click()
    expect(page.locator(".history .open")).to_contain_text(names)


def kept(site: Site) -> list[str]:
    with Conversations(site.archive.folder) as held, acting(ANYBODY):
        return [one.name for one in held.all()]


def test_conversation_is_there_in_another_browser(talked: Page, other: Page, site: Site) -> None:
    ask(other, "second")
    begin(talked)
    expect(talked.locator(".readers")).to_contain_text("Everybody who uses this archive can read and delete")
    other.locator("[data-history]").click()
    expect(other.locator(".where")).to_have_text("What you ask is kept in this browser alone.")
    other.keyboard.press("Escape")
    assert kept(site) == ["first"]
    begin(other)
    listed(other, "second", "first")
    other.locator('.history [type="search"]').fill("FIRST sec")
    other.locator(".history .open").click()
    expect(other.locator(".exchange .question")).to_have_text(["first", "second"])
    # What goes on there is here, and a name that is given, too.
    ask(other, "And he?", "done")
    other.locator("[data-history]").click()
    other.get_by_role("button", name="Rename “first”").click()
    other.get_by_label("Name of the conversation").fill("Harbour")
    other.keyboard.press("Enter")
    listed(talked, "Harbour", "second")
    talked.locator(".history .open").first.click()
    expect(talked.locator(".exchange .question")).to_have_text(["first", "second", "And he?"])
    # So is that it is deleted, and that this is taken back.
    talked.locator("[data-history]").click()
    talked.get_by_role("button", name="Delete “Harbour”").click()
    expect(talked.locator(".welcome")).to_be_attached()
    listed(other, "second")
    talked.get_by_role("button", name="Undo").click()
    expect(talked.locator(".history .open")).to_contain_text(["Harbour", "second"])
    listed(other, "Harbour", "second")


def test_an_old_one_is_opened_in_a_browser_that_is_full(talked: Page, other: Page) -> None:
    begin(talked)
    full = [
        {"id": f"n{n}", "name": "New", "changed": 9_999_999_999_999, "exchanges": [{"asked": "x"}]} for n in range(60)
    ]
    other.evaluate("full => localStorage.setItem('onrecord.conversations', JSON.stringify(full))", full)
    begin(other)
    other.locator(".history .open").last.click()
    expect(other.locator(".exchange .question")).to_have_text(["first", "second"])
    assert other.evaluate("window.conversations.all().length") == 60


def test_a_server_that_is_gone_loses_nothing(browser: Browser, other: Page, site: Site) -> None:
    site.assistant.replies["first"] = lambda: quoting(site.archive, "first", "harbour", APRIL)
    context = browser.new_context()  # Its console tells of what cannot be reached.
    page = context.new_page()
    page.goto(site.address)
    ask(page, "first")
    begin(page)
    context.set_offline(True)
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("Name of the conversation").fill("Harbour")
    page.keyboard.press("Enter")
    expect(page.locator(".where")).to_have_text("1 of these is not on the server yet.")
    expect(page.locator(".keeping [role=alert]")).to_contain_text("The server cannot be reached.")
    assert kept(site) == ["first"]
    context.set_offline(False)
    listed(page, "Harbour")
    expect(page.locator(".where")).to_have_text("All of these are on the server.")
    expect(page.locator(".keeping [role=alert]")).to_have_text("")
    assert kept(site) == ["Harbour"]
    context.set_offline(True)
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(".keeping [role=alert]")).to_contain_text("The server cannot be reached.")
    context.set_offline(False)
    page.reload()
    begin(other)
    expect(page.locator(".where")).to_have_text("All of these are on the server.")
    listed(other)
    assert kept(site) == []
    context.close()


def test_who_keeps_none_there_any_more_says_what_becomes_of_them(talked: Page, other: Page, site: Site) -> None:
    begin(talked)
    begin(other)
    listed(other, "first")
    other.get_by_label(KEEP).click()
    expect(other.get_by_label(KEEP)).to_be_checked()
    expect(other.locator(".ending p")).to_have_text(
        "The server keeps 1 conversation for you, 1 of them not in this browser. "
        "Leave them there for other browsers, or delete them there, for all?"
    )
    other.get_by_role("button", name="Cancel").click()
    expect(other.locator(".ending")).to_be_hidden()
    expect(other.get_by_label(KEEP)).to_be_checked()
    other.get_by_label(KEEP).click()
    other.get_by_role("button", name="Leave them there").click()
    expect(other.get_by_label(KEEP)).not_to_be_checked()
    expect(other.locator(".history .empty")).to_be_visible()
    assert kept(site) == ["first"]
    begin(other)
    other.get_by_label(KEEP).click()
    other.get_by_role("button", name="Delete them there").click()
    expect(other.get_by_label(KEEP)).not_to_be_checked()
    assert kept(site) == []
    # Nor does a browser that has them send them again.
    listed(talked, "first")
    expect(talked.get_by_label(KEEP)).not_to_be_checked()
    expect(talked.locator(".keeping [role=alert]")).to_contain_text("They are in this browser.")
    assert kept(site) == []


@pytest.fixture
def desk(serve: Callable[..., Site], tmp_path: Path, embedder: SentenceTransformerEmbedder) -> Iterator[Site]:
    with Archive(tmp_path / "desk", embedder=embedder) as archive:
        archive.add([Article("harbour", HARBOUR, "Harbour to be dredged")])
        yield serve(archive=archive)


def test_each_key_has_its_own(browser: Browser, desk: Site) -> None:
    keys = Keys(desk.archive.folder)
    made = {name: keys.add(name, "read").text for name in ("Mara", "Bo")}
    desk.assistant.replies["first"] = lambda: quoting(desk.archive, "first", "harbour", APRIL)

    def signed_in(page: Page, name: str) -> Page:
        page.goto(desk.address)
        page.get_by_label("key").fill(made[name])
        page.keyboard.press("Enter")
        page.locator(".welcome, .exchange").first.wait_for()
        return page

    mara = signed_in(browser.new_page(), "Mara")
    ask(mara, "first")
    begin(mara)
    expect(mara.locator(".readers")).to_contain_text("Whoever has your key (Mara), and whoever runs the server")
    bo = signed_in(browser.new_page(), "Bo")
    begin(bo)
    expect(bo.locator(".history .empty")).to_be_visible()
    again = signed_in(browser.new_page(), "Mara")
    begin(again)
    listed(again, "first")
    # Another key in the same browser: nothing is sent for it that nobody asked for.
    again.locator(".history .open").click()
    expect(again.locator(".exchange .question")).to_have_text(["first"])
    again.goto(f"{desk.address}/logout")
    again.get_by_role("button", name="Sign out").click()
    again.get_by_label("key").wait_for()
    signed_in(again, "Bo")
    listed(again, "first")
    expect(again.get_by_label(KEEP)).not_to_be_checked()
    listed(bo)
    expect(bo.locator(".history .empty")).to_be_visible()
