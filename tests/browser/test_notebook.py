"""The notebook: quotations and answers pinned, noted on, put into collections, exported, and taken out."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.answers import quoting
from tests.browser.conftest import Site
from tests.browser.test_asking import APRIL, TOLVANE, ask
from ui.notebook.notes import Notebook


def test_quotation_and_answer_are_pinned_noted_on_and_exported(page: Page, site: Site) -> None:
    site.assistant.replies["What <b>now</b>?"] = lambda: quoting(
        site.archive, "What <b>now</b>?", "harbour", APRIL, TOLVANE
    )
    with Notebook(site.archive.folder) as held:
        for note in held.all():
            held.remove(note.id, 0)
    ask(page, "What <b>now</b>?")
    page.get_by_role("button", name="Pin the quotation").last.press("Enter")
    expect(page.locator("#pin-part .notice")).to_have_text("Pinned in the notebook.")
    expect(page.locator("#pin-part .notice")).to_be_in_viewport()
    page.locator(".actions [data-pin]").click()
    expect(page.locator("[data-pinned]")).to_have_count(2)
    page.locator('[data-go="notebook"]').click()
    notes = page.locator(".notes > li")
    expect(notes).to_have_count(2)
    expect(notes.last.locator("blockquote")).to_contain_text(f"“{TOLVANE}”")
    expect(notes.first.locator("cite a")).to_have_text(["Harbour to be dredged"] * 2)
    expect(page.locator(".notes")).not_to_contain_text("http")
    notes.last.get_by_label("Note on").fill("Ask the <i>guild</i>.")
    notes.last.get_by_label("Collection of").fill("Harbour")
    notes.last.get_by_label("Collection of").press("Enter")
    shown = page.locator('[name="shown"]')
    expect(shown.locator("option")).to_have_text(["All notes", "Harbour"])
    shown.select_option("Harbour")
    expect(notes).to_have_count(1)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Export as Markdown").click()
    assert saved.value.suggested_filename == "Harbour.md"
    exported = saved.value.path().read_text(encoding="utf-8")
    assert exported.startswith(f"# Harbour\n\n> “{TOLVANE}”  \n> — Ilsa Vantongeren, in: Harbour to be dredged")
    assert exported.endswith("Ask the \\<i\\>guild\\</i\\>.\n")
    # It opens where it was found, is there after a reload, and its removal is taken back.
    expect(notes.locator("cite")).to_have_text(
        "— Ilsa Vantongeren, in: Harbour to be dredged, Merrow Courier, 2 May 2031"
    )
    notes.get_by_role("link", name="Harbour to be dredged").click()
    expect(page.locator(".paper mark")).to_have_text(TOLVANE)
    page.reload()
    expect(notes.last.get_by_label("Note on")).to_have_value("Ask the <i>guild</i>.")
    notes.last.get_by_role("button", name="Remove").click()
    expect(notes).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(notes).to_have_count(2)
    notes.first.get_by_role("link", name="Open").click()
    expect(page.locator('.exchange[data-state="done"] .question')).to_have_text(["What <b>now</b>?"])


def test_who_is_in_the_notebook_before_what_was_pinned_sees_it_come(page: Page, site: Site) -> None:
    site.assistant.replies["now"] = lambda: quoting(site.archive, "now", "harbour", APRIL)
    ask(page, "now")
    with Notebook(site.archive.folder) as held:
        for note in held.all():
            held.remove(note.id, 0)
        with held.changing():  # The server waits to write, and reads.
            page.locator(".actions [data-pin]").click()
            page.locator('[data-go="notebook"]').click()
            expect(page.locator("#notebook .empty")).to_be_visible()
    expect(page.locator(".notes > li")).to_have_count(1)
