"""How fast the page is in a browser (Debian's chromium), served by this process over an archive of its own.

    python -m bench.page [--rounds 15]

Prints medians in milliseconds: from the first byte of the page until a question can be typed; from the moment that the
server has the first claim of an answer, and from the key that asked, until it is painted; from a click on a
link until an article of 20,000 words stands scrolled to its words; from a key until its letter is painted, at rest and
while an answer streams, with the longest frame meanwhile.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from index import Archive, Article, Excerpt, Filters
from qa import Answer, Assistant, Citation, Claim, Constraint, Turn, Words
from ui import page as onrecord_page
from ui.api import create_app
from ui.settings import Settings

WORDS = 20_000
TYPED = "what did she say then"
CLAIMS, PAUSE = 60, 0.1

# The time from a key to the frame after the one that shows its letter, and the longest frame until now.
WATCH_TYPING = """() => {
    window.keys = [], window.frames = [];
    const box = document.querySelector("#question");
    box.addEventListener("keydown", (event) => {
        requestAnimationFrame(() => setTimeout(() => window.keys.push(performance.now() - event.timeStamp)));
    });
    let last = performance.now();
    const frame = (now) => { window.frames.push(now - last); last = now; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
}"""

OPEN = """async () => {
    const began = performance.now();
    document.querySelector("a[data-open], .cite").click();
    const top = () => document.querySelector(".paper mark")?.getBoundingClientRect().top ?? -1;
    while (top() < 0 || top() > innerHeight) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - began;
}"""

PAINTED = """async () => {
    while (!document.querySelector(".exchange .claim")) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.timeOrigin + performance.now();
}"""

USABLE = """() => performance.now() - performance.getEntriesByType("navigation")[0].responseStart"""


class Streaming(Assistant):
    """Answers every question slowly, claim by claim, with words of the long article."""

    found = 0.0
    """When the first claim of the last answer was there, in milliseconds since 1970."""

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        *,
        without: Iterable[Constraint] = (),
        extractive: bool = False,
    ) -> Iterator[Answer]:
        record = self.archive.articles()[0]
        text = self.archive.article(record.id).text
        yield Answer(question)
        for n in range(CLAIMS if question == "long" else 1):
            start = len(text) // 2 + 200 * n
            words = text[start : start + 150]
            citation = Citation.at(record, Excerpt(start, start + 150, words), n + 1)
            shown = Words(start, start + 150, words, 0)
            if n == 0:
                self.found = 1000 * time.time()
            yield Answer(question, (Claim("excerpt", (shown,), (citation,)),), "answered")
            if question == "long":
                time.sleep(PAUSE)


def long_article() -> Article:
    """WORDS words in paragraphs."""
    sentence = (
        "“The tide of day {} came late,” said Wen Marlo, the keeper of the quay, and nobody who heard it was glad."
    )
    per = len(sentence.split())
    lines = [sentence.format(n) + ("\n\n" if n % 5 == 4 else " ") for n in range(WORDS // per)]
    return Article("long", "".join(lines), "A long article", date(2031, 5, 2))


@contextmanager
def served() -> Iterator[tuple[str, Streaming]]:
    """The address of the page over the long article, and what answers there."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    with tempfile.TemporaryDirectory() as folder, Archive(folder) as archive:
        archive.add([long_article()])
        assistant = Streaming(archive)
        app = onrecord_page.mount(create_app(assistant, Settings()), assistant)
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", assistant
        server.should_exit = True
        thread.join()


def main() -> None:
    """Measure, and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with served() as (address, assistant), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        told("usable_first_visit_ms", [first_visit(browser, address) for _ in range(rounds)])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        usable(page, address)
        told("usable_again_ms", [usable(page, address) for _ in range(rounds)])
        painted = [asked(page, address, assistant) for _ in range(rounds)]
        told("found_to_painted_ms", [since_found for since_found, _ in painted])
        told("asked_to_painted_ms", [since_asked for _, since_asked in painted])
        told("open_article_ms", [opened(page, address) for _ in range(rounds)])
        for name, question in (("at_rest", None), ("while_streaming", "long")):
            keys, frames = typed(page, address, question)
            told(f"key_{name}_ms", keys)
            print(f"longest_frame_{name}_ms".ljust(36) + f"{max(frames):.0f}")
        browser.close()


def first_visit(browser: Browser, address: str) -> float:
    """Until the page is usable in a browser whose cache is empty."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    milliseconds = usable(context.new_page(), address)
    context.close()
    return milliseconds


def usable(page: Page, address: str) -> float:
    """Until the box takes a question; examples come after, which are asked before they are shown."""
    page.goto(address, wait_until="commit")
    page.wait_for_function("document.activeElement?.id === 'question' && document.querySelector('.welcome')")
    return float(page.evaluate(USABLE))


def asked(page: Page, address: str, assistant: Streaming) -> tuple[float, float]:
    """Until the first claim is painted, since the server had it, and since it was asked for."""
    usable(page, address)
    page.locator("#question").fill("short")
    began = 1000 * time.time()
    page.keyboard.press("Enter")
    painted = float(page.evaluate(PAINTED))
    page.locator('.exchange[data-state="done"]').wait_for()
    page.locator("[data-new]").click()
    return painted - assistant.found, painted - began


def opened(page: Page, address: str) -> float:
    """Until the long article stands beside the chat at the cited words."""
    usable(page, address)
    page.locator("#question").fill("short")
    page.keyboard.press("Enter")
    page.locator('.exchange[data-state="done"] .cite').wait_for()
    milliseconds = float(page.evaluate(OPEN))
    page.locator("[data-new]").click()
    return milliseconds


def typed(page: Page, address: str, question: str | None) -> tuple[list[float], list[float]]:
    """From each key to its letter, and the frames meanwhile."""
    usable(page, address)
    if question:
        page.locator("#question").fill(question)
        page.keyboard.press("Enter")
        page.locator(".cite").nth(5).wait_for()
    page.evaluate(WATCH_TYPING)
    page.keyboard.type(TYPED, delay=80)
    if question:
        assert page.locator('.exchange[data-state="pending"]').count(), "the answer was done before the typing"
    page.wait_for_function("n => window.keys.length >= n", arg=len(TYPED))
    return page.evaluate("window.keys"), page.evaluate("window.frames.slice(1)")


def told(name: str, times: Sequence[float]) -> None:
    """The median and the worst."""
    print(name.ljust(36) + f"{statistics.median(times):.0f}   (worst of {len(times)}: {max(times):.0f})")


if __name__ == "__main__":
    main()
