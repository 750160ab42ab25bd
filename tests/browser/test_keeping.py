"""Keeping the archive: the list, adding and removing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index import Archive
from index.embed import SentenceTransformerEmbedder
from tests.browser.conftest import Site, cleared


@pytest.fixture
def archive_page(page: Page, site: Site) -> Iterator[Page]:
    """The archive's view; what a test adds is taken out again."""
    before = {record.id for record in site.archive.articles()}
    page.locator('[data-go="archive"]').click()
    page.locator(".listing table").wait_for()
    yield page
    for record in site.archive.articles():
        if record.id not in before:
            site.archive.remove(record.id)


@pytest.fixture
def empty_page(
    serve: Callable[..., Site], tab: Page, tmp_path: Path, embedder: SentenceTransformerEmbedder
) -> Iterator[Page]:
    """The view of an archive of its own: many articles are not taken out again one by one."""
    with Archive(tmp_path, embedder=embedder) as archive:
        own = serve(archive)
        with cleared(tab, own) as page:
            page.goto(f"{own.address}/?view=archive")
            page.locator(".archive .empty").wait_for()
            yield page


def titles(page: Page) -> list[str]:
    return page.locator(".listing td.title").all_inner_texts()


def test_list_is_sorted_and_searched(archive_page: Page) -> None:
    page = archive_page
    expect(page.locator(".pages")).to_have_text("3 articles")
    assert titles(page)[:2] == ["Harbour to be dredged", "Gantz washington visit"]
    page.locator('[data-sort="title"]').click()
    expect(page.locator('th[aria-sort="ascending"]')).to_have_text("Title")
    expect(page.locator(".listing td.title").first).to_have_text("<i>Markup</i> & **stars** {{braces}}")
    page.get_by_label("Find articles").fill("merrow")
    expect(page.locator(".listing td.title")).to_have_text(["Harbour to be dredged"])
    page.get_by_label("Find articles").fill("<b>nothing</b>")
    expect(page.locator(".empty").locator("visible=true")).to_have_text("No article holds “<b>nothing</b>”.")


def test_what_an_article_holds_is_found_marked_and_narrowed(archive_page: Page, site: Site) -> None:
    page = archive_page
    page.get_by_label("Find articles").fill("said -grass")
    shown = page.locator(".listing td.title")
    expect(shown).to_have_count(3)
    filters = page.locator(".archive .filters")
    filters.locator("summary").click()
    filters.get_by_label("Publisher").select_option(label="Merrow Courier (1)")
    expect(shown).to_have_count(1)
    expect(filters.get_by_label("Publisher")).to_have_value("Merrow Courier")
    filters.get_by_label("Publisher").select_option(label="All")
    months = page.locator(".listing .months button")
    expect(months).to_have_text(["Mar 20241", "May 20311"])
    months.last.click()
    expect(shown).to_have_text(["Harbour to be dredged"])
    expect(page.locator(".archive .chosen bdi")).to_have_text(["From: 1 May 2031", "To: 31 May 2031"])
    assert page.url.endswith("&from=2031-05-01&to=2031-05-31")
    page.get_by_role("button", name="May 2031: 1 article", pressed=True).click()
    expect(shown).to_have_count(3)
    filters.get_by_label("Speaker").select_option(label="John Kirby (1)")
    expect(shown).to_have_count(1)
    assert "speaker=John+Kirby" in page.url
    # Other words are looked for whoever speaks; what is asked has an address.
    page.get_by_label("Find articles").fill('"start in April" ferry')
    expect(page.locator(".listing mark")).to_have_text(["start in April", "ferry"])
    assert page.url == f"{site.address}/?view=archive&find=%22start+in+April%22+ferry"
    page.reload()
    expect(page.get_by_label("Find articles")).to_have_value('"start in April" ferry')
    page.locator(".extracts a").first.click()
    expect(page.locator(".paper mark")).to_contain_text("“We will start in April")
    page.get_by_label("Find articles").fill("Quoted stars")
    expect(page.locator(".extracts")).to_contain_text("“Quoted <b>bold</b> words with *stars*")
    page.get_by_label("Find articles").fill("-the")
    expect(page.locator(".empty").locator("visible=true")).to_contain_text("Name a word")


def test_on_a_phone_a_title_has_the_line_and_its_outlet_and_day_the_next(archive_page: Page) -> None:
    archive_page.set_viewport_size({"width": 390, "height": 844})
    row = archive_page.locator(".listing tr", has_text="Harbour to be dredged")
    title, outlet, day, remove = (row.locator(f"td.{name}") for name in ("title", "publisher", "published", "remove"))
    expect(outlet).to_have_text("Merrow Courier")
    boxes = [cell.bounding_box() or {} for cell in (title, outlet, day, remove)]
    assert boxes[0]["width"] > 300
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    assert boxes[1]["x"] < boxes[2]["x"] < boxes[3]["x"]
    assert abs(boxes[1]["y"] - boxes[2]["y"]) < 4


def test_article_of_the_list_opens_beside_it(archive_page: Page, site: Site) -> None:
    archive_page.get_by_role("link", name="Harbour to be dredged").click()
    expect(archive_page.locator(".reader h2")).to_have_text("Harbour to be dredged")
    expect(archive_page.locator(".listing")).to_be_visible()
    assert archive_page.locator(".paper .text").evaluate("e => e.textContent") == site.archive.article("harbour").text


def test_list_has_pages(empty_page: Page) -> None:
    lines = "\n".join(f'{{"source": "n{n}", "title": "Note {n:03}", "text": "It was day {n}."}}' for n in range(60))
    page = empty_page
    upload(page, {"name": "notes.jsonl", "mimeType": "application/jsonl", "buffer": lines.encode()})
    expect(page.locator(".told")).to_have_text("notes.jsonl: 60 added")
    page.keyboard.press("Escape")
    expect(page.locator(".pages")).to_contain_text("1–50 of 60")
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator(".pages")).to_contain_text("51–60 of 60")
    expect(page.locator(".listing tbody tr")).to_have_count(10)
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_disabled()


def upload(page: Page, *files: dict[str, object]) -> None:
    page.locator(".archive [data-add]").click()
    page.locator('.drop input[type="file"]').set_input_files(files)  # type: ignore[arg-type]


def test_files_are_added_each_with_its_result(archive_page: Page, site: Site) -> None:
    page = archive_page
    name = "../../<img src=x onerror=alert(1)>.txt"
    upload(
        page,
        {"name": "tide.txt", "mimeType": "text/plain", "buffer": "Tides.\r\n“High,” said Wen Marlo.".encode()},
        {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"},
        {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""},
        {"name": "latin.txt", "mimeType": "text/plain", "buffer": b"caf\xe9"},
        {"name": name, "mimeType": "text/plain", "buffer": b"A file with a strange name."},
    )
    told = page.locator(".told li")
    expect(told).to_have_count(5)
    expect(told.nth(0)).to_have_text("tide.txt: 1 added")
    expect(told.nth(1)).to_contain_text("scan.pdf: the PDF cannot be read")
    expect(told.nth(2)).to_contain_text("empty.txt: the file is empty.")
    expect(told.nth(3)).to_contain_text("latin.txt: the file is not UTF-8")
    expect(told.nth(4)).to_contain_text("<img src=x onerror=alert(1)>.txt: 1 added")
    assert site.archive.article("tide.txt").text == "Tides.\n“High,” said Wen Marlo."
    page.keyboard.press("Escape")
    expect(page.locator(".pages")).to_have_text("5 articles")


def test_the_same_text_under_another_name_is_told_and_leads_to_the_other(archive_page: Page) -> None:
    page = archive_page
    text = "“It was a long day, and nobody came to the quay,” said <b>Wen</b> Marlo, the keeper of the tide house. " * 4
    names = ("tide.txt", "copy.txt")
    upload(page, *({"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name in names))
    told = page.locator(".told li")
    same = re.compile(r"^copy.txt: it has the same text as .* \(tide.txt\)")
    expect(told).to_have_text(["tide.txt: 1 added", "copy.txt: 1 added", same])
    page.get_by_role("button", name="Keep it").click()
    expect(told.get_by_role("button")).to_have_count(0)
    page.locator('.drop input[type="file"]').set_input_files(
        [{"name": "third.txt", "mimeType": "text/plain", "buffer": text.encode()}]
    )
    page.get_by_role("button", name="Skip it").click()
    expect(told.last).to_have_text("third.txt: skipped, as its text is held already.")
    page.keyboard.press("Escape")
    expect(page.locator(".pages")).to_have_text("5 articles")
    page.get_by_label("Find articles").fill("tide.txt")
    expect(page.locator(".listing tbody tr")).to_have_count(1)
    page.locator(".listing td.title a").click()
    also = page.locator(".paper .also-in a")
    expect(page.locator(".paper .source")).to_have_text("tide.txt")
    expect(also).to_have_count(1)
    also.click()
    expect(page.locator(".paper .source")).to_have_text("copy.txt")


def test_large_file_tells_how_far_it_has_come(empty_page: Page) -> None:
    text = "“It was a long day, and nobody came to the quay,” said Wen Marlo, the keeper. " * 3
    lines = "\n".join(json.dumps({"source": f"n{n}", "title": f"Note {n}", "text": f"{n}. {text}"}) for n in range(96))
    page = empty_page
    names = ("more.txt", "most.txt", "last.txt")
    more = [{"name": name, "mimeType": "text/plain", "buffer": b"It was late."} for name in names]
    upload(page, {"name": "notes.jsonl", "mimeType": "application/jsonl", "buffer": lines.encode()}, *more)
    page.get_by_role("button", name="Cancel most.txt").click()
    told = re.compile(r"notes.jsonl \(1 of 3 files\): \d+ of 96 articles")
    expect(page.locator(".add .count")).to_have_text(told, timeout=60_000)
    for bar in (page.locator(".add > progress"), page.get_by_role("progressbar", name="notes.jsonl")):
        expect(bar).to_have_attribute("value", re.compile(r"0\.\d+"), timeout=60_000)
    page.get_by_role("button", name="Cancel all").click()
    results = ["notes.jsonl: 96 added", *(f"{name}: not added: cancelled." for name in names)]
    expect(page.locator(".told li")).to_have_text(results, timeout=60_000)
    expect(page.locator(".add .count")).to_have_text("")
    expect(page.locator(".add > progress")).to_be_hidden()


def test_files_dropped_anywhere_are_added(archive_page: Page, site: Site) -> None:
    page = archive_page
    page.locator('[data-go="people"]').click()
    dropped = page.evaluate_handle(
        """() => {
            const data = new DataTransfer();
            for (const name of ["one.txt", "two.txt"]) data.items.add(new File([`${name}: the tide rose.`], name));
            return data;
        }"""
    )
    page.dispatch_event(".masthead", "dragover", {"dataTransfer": dropped})
    expect(page.locator("html")).to_have_attribute("data-dropping", "")
    page.dispatch_event(".masthead", "drop", {"dataTransfer": dropped})
    expect(page.locator(".told li")).to_have_text(["one.txt: 1 added", "two.txt: 1 added"])
    expect(page.locator("html:not([data-dropping])")).to_have_count(1)
    assert site.archive.article("two.txt").text == "two.txt: the tide rose."


def test_what_is_told_of_an_article_is_changed_beside_it(archive_page: Page, site: Site) -> None:
    page, before = archive_page, site.archive.article("harbour")
    page.get_by_role("link", name="Harbour to be dredged").click()
    page.locator(".details summary").click()
    page.locator("[data-amend]").click()
    dialog = page.locator("dialog.amend")
    expect(dialog.get_by_label("Day")).to_have_value("2 May 2031")
    dialog.get_by_label("Day").fill("in spring")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator(".wrong-so")).to_contain_text("published")
    dialog.get_by_label("Day").fill("1 April 2031")
    dialog.get_by_label("Title").fill("<i>Dredging</i>")
    dialog.get_by_label("Publisher").fill("")
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator(".reader h2")).to_have_text("<i>Dredging</i>")
    expect(page.locator(".reader .byline")).to_have_text("1 April 2031Verbatim")
    expect(page.locator(".listing td.title").first).to_have_text("<i>Dredging</i>")
    changed = site.archive.article("harbour")
    assert (changed.text, changed.publisher, str(changed.published)) == (before.text, None, "2031-04-01")
    site.archive.add([before])


def test_a_web_page_that_is_not_fetched_is_told(archive_page: Page, site: Site) -> None:
    page = archive_page
    page.get_by_role("button", name="Add articles").locator("visible=true").click()
    page.get_by_label("Its address").fill(f"{site.address}/news")
    page.get_by_role("button", name="Fetch").click()
    expect(page.locator(".told")).to_contain_text("127.0.0.1 is this machine or one of its network")
    expect(page.get_by_label("Its address")).to_have_value(f"{site.address}/news")


def test_pasted_text_becomes_an_article(archive_page: Page, site: Site) -> None:
    page = archive_page
    page.locator("[data-add]").click()
    page.locator(".add").get_by_label("Title").fill("The mill closes")
    page.locator(".add").get_by_label("Publisher").fill("Wend Weekly")
    page.locator(".add").get_by_label("Date").fill("2031-06-07")
    page.get_by_label("Text", exact=True).fill("“It is over,” said Tam Orrel.\n\nThe mill is  shut.")
    page.locator(".add .paste .main").click()
    expect(page.locator(".told")).to_have_text("The mill closes: 1 added")
    held = site.archive.article("Pasted: The mill closes")
    assert (held.text, held.publisher, str(held.published)) == (
        "“It is over,” said Tam Orrel.\n\nThe mill is  shut.", "Wend Weekly", "2031-06-07",
    )  # fmt: skip
    page.keyboard.press("Escape")
    expect(page.locator(".listing td.title").first).to_have_text("The mill closes")


def test_removal_asks_back_and_can_be_undone(archive_page: Page, site: Site, tmp_path: Path) -> None:
    page = archive_page
    held = site.archive.article("harbour")
    page.get_by_role("button", name="Remove Harbour to be dredged").click()
    expect(page.locator("dialog.remove")).to_contain_text("Harbour to be dredged")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".listing tbody tr")).to_have_count(3)
    page.get_by_role("button", name="Remove Harbour to be dredged").click()
    page.locator("dialog.remove .main").click()
    expect(page.locator("#remove-part .notice")).to_have_text(re.compile("Removed “Harbour to be dredged”"))
    expect(page.locator(".listing tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#remove-part .notice")).to_have_text("“Harbour to be dredged” is back.")
    expect(page.locator(".listing tbody tr")).to_have_count(3)
    assert site.archive.article("harbour") == held
