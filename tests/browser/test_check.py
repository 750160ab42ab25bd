"""The Check view: a draft pasted, chosen or dropped, its marks, and the evidence beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from index import Archive, Article
from tests.browser.conftest import HARBOUR, Site, cleared
from ui.capsule import Capsule
from ui.verifying import verified

DRAFT = (
    "The harbour\n\n"
    "“We will start in May, and not a day later,” said Ilsa Vantongeren.\n\n"
    "“Nobody asked us about Tolvane,” said Osric Pellameen. “The gulls have a plan & <b>keep</b> it,” he added.\n\n"
    "Vantongeren said that the Tolvane ferry would keep running.\n"
)


@pytest.fixture
def view(page: Page) -> Page:
    page.locator('[data-go="check"]').click()
    page.locator("#draft").wait_for()
    return page


def check(view: Page, draft: str = DRAFT) -> Locator:
    view.locator("#draft").fill(draft)
    view.locator(".check form button.main").click()
    return view.locator(".check .draft")


def test_each_quotation_and_claim_is_marked_by_its_verdict_and_the_text_is_kept(view: Page) -> None:
    draft = check(view)
    marks = draft.locator("a.found-words")
    expect(marks).to_have_text(
        [
            "“We will start in May, and not a day later,”",
            "“Nobody asked us about Tolvane,”",
            "“The gulls have a plan & <b>keep</b> it,”",
            "that the Tolvane ferry would keep running",
        ]
    )
    assert [re.sub(r".* ", "", mark.get_attribute("class") or "") for mark in marks.all()] == [
        "wrong",
        "good",
        "open",
        "good",
    ]
    assert draft.text_content() == DRAFT
    expect(view.locator(".sum h2")).to_be_focused()
    expect(view.locator(".sum h2")).to_have_text("1 to be mended, 1 not in the archive of 4 looked at")
    cards = view.locator(".findings > li")
    expect(cards.first.locator(".verdict strong")).to_have_text("Altered")
    expect(cards.first.locator("del")).to_have_text("May")
    expect(cards.first.locator("ins")).to_have_text("April")


def test_a_press_opens_the_evidence_beside_it_at_the_words(view: Page) -> None:
    check(view).locator("a.wrong").click()
    expect(view.locator(".paper mark")).to_have_text("We will start in April, and not a day later")
    expect(view.locator(".paper mark")).to_be_in_viewport()
    expect(view.locator(".draft a.wrong")).to_have_attribute("aria-current", "true")
    assert HARBOUR in (view.locator(".paper .text").text_content() or "")
    view.keyboard.press("n")
    expect(view.locator(".paper mark")).to_have_text("Nobody asked us about Tolvane")


def test_it_works_by_keyboard_alone(view: Page) -> None:
    view.locator("#draft").focus()
    view.keyboard.insert_text(DRAFT)
    view.keyboard.press("Control+Enter")
    expect(view.locator(".sum h2")).to_be_focused()
    view.keyboard.press("Tab")
    expect(view.locator("[data-again]")).to_be_focused()
    view.keyboard.press("Tab")
    expect(view.locator("[data-save]")).to_be_focused()
    view.keyboard.press("Tab")
    expect(view.locator(".draft a").first).to_be_focused()
    view.keyboard.press("Enter")
    expect(view.locator(".paper mark")).to_be_visible()
    view.keyboard.press("Escape")
    expect(view.locator(".draft a").first).to_be_focused()
    view.locator("[data-again]").focus()
    view.keyboard.press("Enter")
    expect(view.locator("#draft")).to_be_focused()
    expect(view.locator("#draft")).to_have_value(DRAFT)


def test_a_file_is_chosen_or_dropped(view: Page, tmp_path: Path) -> None:
    file = tmp_path / "draft.md"
    file.write_text(DRAFT, encoding="utf-8")
    view.locator('.check input[type="file"]').set_input_files(file)
    expect(view.locator(".check .draft")).to_have_text(DRAFT)
    view.locator("[data-again]").click()
    dropped = view.evaluate_handle(
        "text => { const all = new DataTransfer(); all.items.add(new File([text], 'draft.txt')); return all; }", DRAFT
    )
    view.dispatch_event(".check form", "drop", {"dataTransfer": dropped})
    expect(view.locator(".check .draft")).to_have_text(DRAFT)


def test_what_is_no_draft_is_told(view: Page, tmp_path: Path) -> None:
    check(view, "  \n")
    expect(view.locator(".check p.fault")).to_contain_text("the draft is empty")
    binary = tmp_path / "draft.txt"
    binary.write_bytes(bytes(range(256)) * 40)
    view.locator('.check input[type="file"]').set_input_files(binary)
    expect(view.locator(".check p.fault")).to_contain_text("file: ")
    check(view, "It rained all day.")
    expect(view.locator(".sum h2")).to_have_text("No quotation of three words or more")


def test_a_document_comes_back_commented_and_a_quotation_shows_where_it_came_from(
    tab: Page, serve: Callable[..., Site], archive: Archive, tmp_path: Path
) -> None:
    day, words = date(2031, 5, 2), "“We will start in April, and not a day later,”"
    cut = Article("cut", f"“{words[15:]} said Ilsa Vantongeren.", "Starting", day.replace(day=3), "Lower Wend Post")
    archive.add([Article("harbour", HARBOUR, "Harbour to be dredged", day, "Merrow Courier"), cut])
    document, file = docx.Document(), tmp_path / "The harbour.docx"
    document.add_paragraph("“We will begin in April, and not a day later,” said Ilsa Vantongeren.")
    document.save(str(file))
    site = serve(archive)
    with cleared(tab, site) as page:
        page.goto(f"{site.address}/?view=check")
        page.locator('[data-go="check"]').click()
        page.locator('.check input[type="file"]').set_input_files(file)
        page.locator(".findings summary").click()
        assert page.locator(".tree .how").all_text_contents() == ["First in the archive", "Cut"]
        expect(page.locator(".tree ul del")).to_have_text("We will start")
        page.locator(".tree ul a").click()
        expect(page.locator(".paper mark")).to_have_text("in April, and not a day later,")
        with page.expect_download() as saved:
            page.locator('[data-save="docx"]').click()
        assert saved.value.suggested_filename == "The-harbour-checked.docx"
        (comment,) = docx.Document(str(saved.value.path())).comments
        assert comment.text.startswith("Altered (“begin” for “start”).")
        with page.expect_download() as saved:
            page.locator('[data-save="capsule"]').click()
        capsule = Capsule.model_validate_json(saved.value.path().read_text(encoding="utf-8"))
        assert verified(capsule, archive).faults == 0
        assert [item.target.selector[0].exact for item in capsule.items] == [words[1:-2]]
        page.locator("[data-origin]").click()
        expect(page.locator("#draft")).to_have_value("“in April, and not a day later,”")
        expect(page.locator(".tree ul a")).to_have_text("Starting")


def test_it_fits_a_phone(tab: Page, site: Site) -> None:
    with cleared(tab, site) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(site.address)
        page.locator('[data-go="check"]').click()
        expect(page.locator("[data-theme-switch]")).to_be_in_viewport(ratio=1)
        button, file = (page.locator(f".check form {one}").bounding_box() for one in ("button.main", ".file"))
        assert button
        assert file
        assert file["y"] == button["y"]
        check(page).locator("a.wrong").click()
        expect(page.locator(".paper mark")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
