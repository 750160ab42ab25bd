"""An article that changes: what was answered and linked before opens what it rests on, and tells what was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index import Archive, Article
from index.embed import SentenceTransformerEmbedder
from qa.wording import spelt
from tests.browser.answers import quoting
from tests.browser.conftest import Site, cleared
from tests.browser.test_asking import ask

OLD = "We will start in April, and not a day later,"
NEW = "We will start in June, and not a day later,"
SAID = "The harbour is shallow.\n\n“{}” said Ilsa Vantongeren, the <b>mayor</b> of Port Merrow.\n\nGulls are loud."
DREDGE = Article("dredge", SAID.format(OLD), "Harbour to be dredged in April")
MENDED = replace(DREDGE, text=f"The quay is old. {SAID.format(NEW)}", title="Harbour to be dredged in June")
WHEN = "When will they start?"


@pytest.fixture
def desk(
    tab: Page, serve: Callable[..., Site], tmp_path: Path, embedder: SentenceTransformerEmbedder
) -> Iterator[tuple[Page, Archive]]:
    """A person's page, of an archive whose article will change."""
    with Archive(tmp_path / "archive", embedder=embedder) as archive:
        archive.add([DREDGE])
        site = serve(archive)
        site.assistant.replies[WHEN] = lambda: quoting(archive, WHEN, "dredge", OLD)
        with cleared(tab, site) as page:
            page.goto(site.address)
            page.locator(".welcome").wait_for()
            yield page, archive


def text_of(page: Page) -> str:
    return str(page.locator(".paper .text").evaluate("one => one.textContent"))


def test_an_article_tells_what_was_changed(desk: tuple[Page, Archive]) -> None:
    page, archive = desk
    ask(page, WHEN)
    page.locator(".cite").first.click()
    expect(page.locator(".paper mark")).to_have_text(OLD)
    expect(page.locator(".paper .changes")).to_have_count(0)
    page.locator("[data-link]").click()
    cited = page.evaluate("navigator.clipboard.readText()")

    archive.add([MENDED])
    day = spelt(archive.versions("dredge")[0].replaced)
    # What was answered says so, and opens what it rests on.
    page.reload()
    changed = f"Changed on {day}, now: “{NEW}” said Ilsa Vantongeren, the <b>mayor</b> of Port Merrow."
    expect(page.locator(".sources .also")).to_have_text(changed)
    expect(page.locator(".paper .earlier")).to_contain_text(f"This is an earlier version; it was changed on {day}.")
    page.goto(cited)
    expect(page.locator(".paper mark")).to_have_text(OLD)
    expect(page.locator(".paper .earlier q")).to_have_text(changed.partition("now: ")[2])
    expect(page.locator(".reader h2")).to_have_text("Harbour to be dredged in April")
    assert text_of(page) == DREDGE.text

    # From there to the article as it is, and to what was changed in it.
    page.get_by_role("link", name="The article as it is now").click()
    expect(page.locator(".reader h2")).to_have_text("Harbour to be dredged in June")
    expect(page.locator(".paper .earlier")).to_have_count(0)
    assert text_of(page) == MENDED.text
    summary = page.locator(".paper .changes summary")
    expect(summary).to_have_text(f"Changed on {day} (1 earlier version)")
    summary.press("Enter")
    expect(page.locator(".changes del")).to_have_text(["Harbour to be dredged in April", "April, "])
    expect(page.locator(".changes ins")).to_have_text(["Harbour to be dredged in June", "The quay is old. ", "June, "])
    page.get_by_role("link", name="As it was").click()
    expect(page.locator(".reader h2")).to_have_text("Harbour to be dredged in April")
    expect(page.locator(".paper mark")).to_have_count(0)


def test_words_that_still_stand_are_found_where_they_are_now(desk: tuple[Page, Archive]) -> None:
    page, archive = desk
    record = archive.record("dredge")
    start = DREDGE.text.index("Gulls")
    archive.add([MENDED])
    page.goto(f"{page.url}?article={record.id}&version={record.version}&start={start}&end={start + 15}")
    expect(page.locator(".paper .earlier")).to_contain_text("The marked words still stand.")
    page.get_by_role("link", name="The article as it is now").click()
    expect(page.locator(".paper .earlier")).to_have_count(0)
    expect(page.locator(".paper mark")).to_have_text("Gulls are loud.")
    assert text_of(page) == MENDED.text


def test_a_title_alone_that_changed_is_told_and_opens_as_it_is(desk: tuple[Page, Archive]) -> None:
    page, archive = desk
    record = archive.record("dredge")
    archive.add([replace(DREDGE, title="<i>Dredging</i>")])
    page.goto(f"{page.url}?article={record.id}&version={record.version}&start=0&end=23")
    expect(page.locator(".paper mark")).to_have_text("The harbour is shallow.")
    expect(page.locator(".paper .earlier")).to_have_count(0)
    page.locator(".changes summary").click()
    expect(page.locator(".changes summary")).to_have_text(f"Changed on {spelt(archive.versions('dredge')[0].replaced)}")
    expect(page.locator(".changes ins")).to_have_text("<i>Dredging</i>")


def test_a_version_that_is_not_held_marks_nothing(desk: tuple[Page, Archive]) -> None:
    page, archive = desk
    page.goto(f"{page.url}?article={archive.record('dredge').id}&version=0000000000000000&start=0&end=23")
    expect(page.locator(".paper .earlier")).to_contain_text("another version of this article, which is not held")
    expect(page.locator(".paper mark")).to_have_count(0)


def test_an_article_that_is_put_back_has_its_versions(desk: tuple[Page, Archive]) -> None:
    page, archive = desk
    archive.add([MENDED])
    before = archive.versions("dredge")
    page.locator('[data-go="archive"]').click()
    page.get_by_role("button", name="Remove Harbour to be dredged").click()
    page.locator("dialog.remove .main").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#remove-part .notice")).to_contain_text("is back.")
    assert archive.versions("dredge") == before
