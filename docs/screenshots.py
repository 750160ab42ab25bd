"""Makes the pictures of the page in docs/: `python docs/screenshots.py [--to FOLDER]`, with chromium installed.

page.png is the README's, check.png the site's; the others show each main state at three widths, and dark at the widest.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Literal

import uvicorn
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from index.load import read
from index.web import Validators
from index.web.feed import Item
from index.web.sources import Sources
from qa import Assistant
from ui import page as onrecord_page
from ui.api import create_app
from ui.following.asking import ask_again, begin
from ui.settings import Settings

DOCS = Path(__file__).parent
LOOKS: list[tuple[int, int, Literal["light", "dark"]]] = [
    (1280, 800, "light"),
    (1280, 800, "dark"),
    (768, 1024, "light"),
    (390, 844, "light"),
]
COLOURS = 64
QUESTION = "What did Kirby say about Gantz?"
PERSON = "Tomas Verel"
ABSENT = "What did Kirby say about Brexit?"
WATCHED = "What does Mirela Stank say about the toll?"
FOLLOWED = {
    "https://courier.example/rss": "The Lower Wend Courier",
    "https://harbour.example/news.xml": "Port news",
    "https://council.example/feed": "Council of Elsin: statements",
}
DRAFT = """The bridge and its toll

“It will hold for a hundred years,” Mayor Tomas Verel told the crowd. “And it has cost us not one crown less than we \
said it would.”

“We have bought applause with other people's money,” said Mirela Stank, who leads the opposition. Verel warned that \
the city would lose 900,000 crowns a year.

“The gulls will sleep on it,” said Olle Brandt.
"""


def opened(page: Page) -> None:
    page.locator(".examples button").first.wait_for()


def welcome(page: Page) -> None:
    opened(page)
    page.wait_for_load_state("networkidle")  # One after another, the examples come until there is no more.


def answer(page: Page) -> None:
    opened(page)
    page.locator("#question").fill(QUESTION)
    page.keyboard.press("Enter")
    page.locator('.exchange[data-state="done"]').wait_for()


def article(page: Page) -> None:
    answer(page)
    page.locator(".cite").first.click()
    expect(page.locator(".paper mark").first).to_be_in_viewport()


def statements(page: Page) -> None:
    article(page)
    page.locator("[data-statements]").check()
    page.locator(".said").first.wait_for()


def absent(page: Page) -> None:
    opened(page)
    page.locator("#question").fill(ABSENT)
    page.keyboard.press("Enter")
    page.locator('.exchange[data-state="done"]').wait_for()


def archive(page: Page) -> None:
    opened(page)
    page.locator('[data-go="archive"]').click()
    page.locator(".listing table").wait_for()


def people(page: Page) -> None:
    opened(page)
    page.locator('[data-go="people"]').click()
    page.locator(".speakers-list a").first.wait_for()


def person(page: Page) -> None:
    people(page)
    page.get_by_role("link", name=PERSON).click()
    page.locator(".said-list").wait_for()


def check(page: Page) -> None:
    opened(page)
    page.locator('[data-go="check"]').click()
    page.locator("#draft").fill(DRAFT)


def checked(page: Page) -> None:
    check(page)
    page.locator(".check form button.main").click()
    page.locator(".draft a.wrong").first.click()
    expect(page.locator(".paper mark").first).to_be_in_viewport()


def add(page: Page) -> None:
    archive(page)
    page.locator("[data-add]").click()


def follow(page: Page) -> None:
    opened(page)
    page.locator('[data-go="following"]').click()
    page.locator(".news li").first.wait_for()


STATES: list[Callable[[Page], None]] = [
    welcome,
    answer,
    article,
    statements,
    absent,
    people,
    person,
    archive,
    add,
    check,
    checked,
    follow,
]


@contextmanager
def served() -> Iterator[str]:
    """The address of a page over the seed articles and the tests' made-up ones."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant.open(folder)
        watch = begin(assistant, WATCHED, assistant.ask(WATCHED), assistant.archive.last_entry, None)
        assistant.archive.add(read([DOCS.parent / "tests" / "articles"]))
        ask_again(assistant, watch)
        _follow(assistant.archive.folder)
        app = onrecord_page.mount(create_app(assistant, Settings()), assistant, every=900)
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()
        assistant.archive.close()


def _follow(folder: Path) -> None:
    """Sources as they are after a while: one that was read, one that could not be, one that is paused."""
    now = time.time()
    with Sources(folder) as sources:
        for address, title in FOLLOWED.items():
            source = sources.follow(address)
            sources.listed(address, [Item(f"{address}/1", "")], title)
            sources.came(address, f"{address}/1", 24)
            sources.was_read(address, Validators(), now - 750, 900)
        sources.failed(source, "its server answered 503 Service Unavailable.", now, 3600, None)
        sources.pause([*FOLLOWED][1])


def save(picture: bytes, path: Path) -> None:
    """With the few colours that the page has: a third of the size."""
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=DOCS, metavar="FOLDER")
    folder = parser.parse_args().to
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for width, height, scheme in LOOKS:
            for state in STATES:
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
                )
                page = context.new_page()
                page.goto(address)
                state(page)
                save(page.screenshot(), folder / f"{state.__name__}-{width}-{scheme}.png")
                context.close()
        browser.close()
    shutil.copy(folder / "article-1280-light.png", folder / "page.png")
    shutil.copy(folder / "checked-1280-light.png", folder / "check.png")


if __name__ == "__main__":
    main()
