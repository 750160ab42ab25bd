"""Correcting who said what on the page, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index import Archive, Article
from index.embed import SentenceTransformerEmbedder
from tests.browser.conftest import Site, cleared
from tests.browser.test_asking import ask

DREDGE = "“The dredger will sail in May and not a day later,” said Ada Quill, the <b>mayor</b>."
TEXT = f"{DREDGE}\n\nQuill said that it would rain on the quay.\n\nOlle Brandt, a baker, said that it was late."


@pytest.fixture
def desk(
    tab: Page, serve: Callable[..., Site], tmp_path: Path, embedder: SentenceTransformerEmbedder
) -> Iterator[tuple[Page, Archive]]:
    """A person's page, of an archive that may be corrected."""
    with Archive(tmp_path / "archive", embedder=embedder) as archive:
        archive.add([Article("dredge", TEXT, "Dredger"), Article("late", "Ole Brant said that it was dull.", "Late")])
        site = serve(archive)
        with cleared(tab, site) as page:
            page.goto(f"{site.address}/?person=Ada+Quill")
            page.locator(".said-list li").first.wait_for()
            yield page, archive


def test_who_said_it_is_corrected_seen_and_taken_back(desk: tuple[Page, Archive]) -> None:
    page, archive = desk
    own = page.locator(".said-list li").filter(has_text="will sail")

    # By the keyboard alone: another, of the names that are known.
    own.get_by_role("button", name="Wrong? Correct who said this: Ada Quill").press("Enter")
    dialog = page.get_by_role("dialog", name="Who said this?")
    expect(dialog.locator("blockquote")).to_have_text(DREDGE)
    who = dialog.get_by_label("It was said by")
    expect(who).to_be_focused()
    page.keyboard.type("bran")
    expect(dialog.locator("option")).to_have_count(2)
    expect(dialog.get_by_label("And 1 other statement by Ada Quill in this article")).not_to_be_checked()
    who.fill("7")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("there is no name in it. Write one.")
    who.fill("Olle Brandt")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator(".notice:not(:empty)")).to_have_text("Now said by Olle Brandt. Undo")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    expect(page.locator(".said-list li")).to_have_count(1)

    # It is marked where it is shown: in an answer, among the person's words, in the article.
    page.locator('[data-go="ask"]').click()
    ask(page, "What did Brandt say about the dredger?")
    expect(page.locator(".claim .lead").first).to_contain_text("Olle Brandt")
    expect(page.locator(".claim .lead .corrected").first).to_have_attribute(
        "title", "Who said this was corrected here: the article names somebody else."
    )
    page.locator(".claim a[data-person]").first.click()
    expect(page.locator(".said-list li").filter(has=page.locator(".corrected"))).to_have_count(1)
    page.locator(".said-list a[data-open]").first.click()
    page.get_by_label("Who said what").check()
    expect(page.locator(".said[data-label='Olle Brandt (corrected)']")).to_have_count(1)
    assert page.locator(".paper .text").evaluate("one => one.textContent") == TEXT

    # From the article: nobody's.
    page.locator(".paper .wrong").first.click()
    page.get_by_role("button", name="Not their words").click()
    expect(page.locator(".paper .said")).to_have_count(2)
    expect(page.locator(".said-list li")).to_have_count(1)

    # Two who are one, which leads to that one's page; and all of it back.
    page.locator(".bar [data-close]").click()
    page.get_by_role("button", name="Same person as…").click()
    page.get_by_role("dialog", name="Who is Olle Brandt?").get_by_label("The same person as").fill("Ole Brant")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".people h2")).to_have_text("Ole Brant")
    expect(page.locator(".said-list li")).to_have_count(2)
    page.get_by_role("button", name="All people").click()
    page.get_by_role("button", name="Corrections").click()
    listed = page.get_by_role("dialog", name="Corrections").locator("li .told")
    expect(listed).to_have_text(
        ["Olle Brandt is Ole Brant", "Nobody’s words, not Olle Brandt", "Olle Brandt, not Ada Quill"]
    )
    for left in (2, 1, 0):
        page.get_by_role("dialog").get_by_role("button", name="Undo").first.click()
        expect(listed).to_have_count(left)
    expect(page.get_by_role("dialog")).to_contain_text("Nothing was corrected.")
    page.keyboard.press("Escape")
    expect(page.locator(".speakers-list a")).to_have_text(["Ada Quill", "Ole Brant", "Olle Brandt"])
    assert archive.corrections == []


def test_it_fits_a_telephone_and_takes_all_of_a_name_in_an_article(desk: tuple[Page, Archive]) -> None:
    page, archive = desk
    page.set_viewport_size({"width": 390, "height": 700})
    page.locator(".said-list .wrong").first.click()
    page.get_by_label("And 1 other statement by Ada Quill in this article").check()
    for dialog in (page.locator("dialog.correct"), page.locator(".people")):
        assert dialog.evaluate("one => one.scrollWidth <= one.clientWidth")
    page.get_by_label("It was said by").fill("Mary Quill")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".people .empty")).to_contain_text("Nobody in the archive is quoted under “Ada Quill”")
    assert [s.speaker for s in archive.statements("dredge")] == ["Mary Quill", "Mary Quill", "Olle Brandt"]
