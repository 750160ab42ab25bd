"""Fifteen tasks of a reporter's morning, done by script in a browser (Debian's chromium) on an archive of its own.

    python -m bench.tasks [--only WORDS]

Prints a line for each task: how many steps it takes (a press, a choice, a text typed, a drop; reading is none), and how
many seconds from the first to what was wanted standing there. The articles are made up; the page is served by this
process. A task that does not come to its end is told as failed, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import uvicorn
from playwright.sync_api import Browser, Error, Locator, Page, expect, sync_playwright

from index import Archive, Article
from qa import Assistant
from ui import page as onrecord_page
from ui.api import create_app
from ui.settings import Settings

_PATIENCE = 30_000
"""Milliseconds until a task is given up."""


def _articles() -> list[Article]:
    """Two years of a port: a mayor and the head of a guild on its toll, its ferry and its harbour."""
    told = [
        ("Toll agreed", (2030, 2, 4), "Merrow Courier", "“The toll will pay for the bridge,” said Ilsa Vantongeren, "
         "the mayor of Port Merrow.\n\n“The toll is a tax on fishers,” said Osric Pellameen, who leads the guild.\n"),
        ("Ferry to return", (2030, 5, 9), "Wend Weekly", "“The ferry will sail again in June,” said Ilsa Vantongeren, "
         "the mayor. Osric Pellameen, who leads the fishers’ guild, said that the ferry would need a new pier.\n"),
        ("Toll doubled", (2031, 3, 1), "Merrow Courier", "“We doubled the toll because the bridge is old,” said Ilsa "
         "Vantongeren, the mayor.\n\n“No fisher will pay that toll,” Osric Pellameen said.\n"),
        ("Harbour to be dredged", (2031, 5, 2), "Merrow Courier", "“We will start in April, and not a day later,” said "
         "Ilsa Vantongeren, the mayor, of the harbour.\n\nOsric Pellameen said: “Nobody asked us about it.”\n"),
        ("Guild wants pilots", (2031, 8, 1), "Wend Weekly", "“The harbour has too few pilots,” said Osric Pellameen, "
         "who leads the fishers’ guild. The ferry master, Wen Marlo, said: “Two more would do.”\n"),
    ]  # fmt: skip
    return [Article(title, text, title, date(*day), outlet) for title, day, outlet, text in told]


DROPPED = """names => {
    const data = new DataTransfer();
    for (const name of names) data.items.add(new File([`${name}: the tide rose on the quay.`], name));
    return data;
}"""


class Desk:
    """A browser tab in which steps are counted."""

    def __init__(self, page: Page):
        self.page, self.steps = page, 0

    def press(self, what: Locator | str) -> None:
        """A press on a button or link, or of a key."""
        self.steps += 1
        if isinstance(what, str):
            self.page.keyboard.press(what)
        else:
            what.click()

    def button(self, name: str) -> None:
        """A press on the first button of this name."""
        self.press(self.page.get_by_role("button", name=name).locator("visible=true").first)

    def write(self, label: str, text: str) -> None:
        """A text typed into a field."""
        self.steps += 1
        self.page.get_by_label(label).locator("visible=true").first.fill(text)

    def choose(self, label: str, option: str) -> None:
        """A choice from a list."""
        self.steps += 1
        self.page.get_by_label(label).locator("visible=true").first.select_option(label=option)

    def ask(self, question: str) -> None:
        """A question typed and sent, until it is answered."""
        before = self.page.locator('.exchange[data-state="done"]').count()
        self.write("Your question", question)
        self.press("Enter")
        self.page.locator('.exchange[data-state="done"]').nth(before).wait_for()

    def see(self, what: str, text: str = "") -> None:
        """Until something with these words is shown."""
        expect(self.page.locator(what).filter(has_text=text).first).to_be_visible()

    def drop(self, *names: str) -> None:
        """Files dropped onto the page."""
        self.steps += 1
        files = self.page.evaluate_handle(DROPPED, list(names))
        for event in ("dragover", "drop"):
            self.page.dispatch_event(".masthead", event, {"dataTransfer": files})

    def save(self, button: Callable[[], None]) -> str:
        """A file saved by a press; its name."""
        with self.page.expect_download() as download:
            button()
        return download.value.suggested_filename


SAID = "What did Vantongeren say about the toll?"


def quotation_is_sent(desk: Desk) -> None:
    """Find a quotation and send it: its words with their reference are in the clipboard."""
    desk.ask(SAID)
    desk.press(desk.page.get_by_role("button", name="Copy the quotation").first)
    desk.page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('— Ilsa Vantongeren'))")


def two_people_are_compared(desk: Desk) -> None:
    """Compare what two people said on something."""
    desk.ask("Compare what Vantongeren and Pellameen said about the toll")
    desk.see(".side-by-side section:nth-child(2) .words")


def six_files_are_added(desk: Desk) -> None:
    """Add six files by dropping them onto the page."""
    names = [f"tide-{n}.txt" for n in range(6)]
    desk.drop(*names)
    expect(desk.page.locator(".told .done")).to_have_count(6)


def citation_is_checked_by_keyboard(desk: Desk) -> None:
    """Check a citation by keyboard alone, and come back to where one was."""
    desk.ask(SAID)
    cite = desk.page.locator(".cite").first
    cite.focus()
    desk.press("Enter")
    desk.see(".paper mark", "toll")
    desk.press("Escape")
    expect(cite).to_be_focused()


def answer_is_sent_as_a_link(desk: Desk) -> None:
    """Send an answer as a link, and see that it opens the same."""
    desk.ask(SAID)
    desk.press(desk.page.locator(".share summary"))
    desk.button("Copy link")
    desk.page.goto(desk.page.evaluate("navigator.clipboard.readText()"))
    desk.see(".claim .words", "The toll will pay")


def answer_becomes_a_document(desk: Desk) -> None:
    """Take an answer into a text: a Word document with endnotes."""
    desk.ask(SAID)
    desk.press(desk.page.locator(".share summary"))
    assert desk.save(lambda: desk.button("Word with endnotes")).endswith(".docx")


def all_who_spoke_are_a_table(desk: Desk) -> None:
    """See all who have spoken about something, as a table, and save it."""
    desk.ask("Who has spoken about the toll?")
    assert desk.save(lambda: desk.button("Download as CSV")).endswith(".csv")


def question_goes_on(desk: Desk) -> None:
    """Go on from an answer with what is offered."""
    desk.ask(SAID)
    desk.press(desk.page.locator(".next button").first)
    desk.page.locator('.exchange[data-state="done"]').nth(1).locator(".words").first.wait_for()


def person_is_narrowed_to_a_month(desk: Desk) -> None:
    """All that a person said in one month."""
    desk.press(desk.page.get_by_role("button", name="People"))
    desk.press(desk.page.get_by_role("link", name="Osric Pellameen"))
    desk.press(desk.page.locator(".people .filters summary"))
    desk.write("From", "May 2031")
    desk.write("To", "May 2031")
    expect(desk.page.locator(".said-list > li")).to_have_count(1)


def article_is_found_by_a_phrase(desk: Desk) -> None:
    """Find an article by a phrase, of those in which somebody speaks."""
    desk.press(desk.page.get_by_role("button", name="Archive", exact=True))
    desk.write("Find articles", '"too few pilots"')
    desk.press(desk.page.locator(".archive .filters summary"))
    desk.choose("Speaker", "Wen Marlo (1)")
    desk.press(desk.page.locator(".extracts a").first)
    desk.see(".paper mark", "too few pilots")


def newest_comes_first(desk: Desk) -> None:
    """The newest of what was said, first."""
    desk.ask(SAID)
    desk.button("Newest")
    expect(desk.page.locator(".claim .lead").first).to_contain_text("1 March 2031")


def draft_is_checked(desk: Desk) -> None:
    """Check a draft's quotation, a word of which is wrong."""
    desk.press(desk.page.get_by_role("button", name="Check", exact=True))
    desk.steps += 1
    desk.page.locator(".check textarea").fill("“The toll will pay for the tunnel,” said Ilsa Vantongeren.")
    desk.press(desk.page.locator(".check form button.main"))
    desk.page.locator("[data-finding]").first.wait_for()


def quotation_is_kept(desk: Desk) -> None:
    """Pin a quotation, and note something on it."""
    desk.ask(SAID)
    desk.press(desk.page.get_by_role("button", name="Pin the quotation").first)
    desk.see("#pin-part .notice", "Pinned")
    desk.press(desk.page.get_by_role("button", name="Notes", exact=True))
    desk.write("Note on", "Ring the mayor.")
    desk.see(".notes li", "toll")


def article_is_asked_about(desk: Desk) -> None:
    """Ask about one article that is being read."""
    desk.ask("What did Pellameen say about the harbour?")
    desk.press(desk.page.locator(".cite").first)
    desk.button("Ask about this article")
    desk.ask("What did the mayor say?")
    desk.see(".narrowed", "one article")


def mistake_is_undone(desk: Desk) -> None:
    """Remove an article, and put it back."""
    desk.press(desk.page.get_by_role("button", name="Archive", exact=True))
    desk.press(desk.page.get_by_role("button", name="Remove Ferry to return"))
    desk.press(desk.page.get_by_role("dialog").get_by_role("button", name="Remove"))
    desk.press(desk.page.locator("[data-undo]"))
    desk.see("#remove-part .notice", "is back")
    desk.see(".listing td", "Ferry to return")


TASKS: tuple[Callable[[Desk], None], ...] = (
    quotation_is_sent, two_people_are_compared, six_files_are_added, citation_is_checked_by_keyboard,
    answer_is_sent_as_a_link, answer_becomes_a_document, all_who_spoke_are_a_table, question_goes_on,
    person_is_narrowed_to_a_month, article_is_found_by_a_phrase, newest_comes_first, draft_is_checked,
    quotation_is_kept, article_is_asked_about, mistake_is_undone,
)  # fmt: skip


@contextmanager
def served() -> Iterator[str]:
    """The address of the page over the port's articles."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    with tempfile.TemporaryDirectory() as folder, Archive(folder) as archive:
        archive.add(_articles())
        archive.warm_up()
        assistant = Assistant(archive)
        assistant.ask(SAID)
        app = onrecord_page.mount(create_app(assistant, Settings()), assistant)
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def done(browser: Browser, address: str, task: Callable[[Desk], None]) -> bool:
    """Do a task in a browser of its own, and tell what it took."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    page.goto(address)
    page.locator(".examples button").first.wait_for()
    desk, fault = Desk(page), ""
    began = time.perf_counter()
    try:
        task(desk)
    except (Error, AssertionError) as error:
        fault = f"   failed: {str(error).splitlines()[0]}"
    seconds = time.perf_counter() - began
    context.close()
    print(
        f"{task.__name__.replace('_', ' ')}".ljust(36) + f"{desk.steps:>3} steps {seconds:>6.1f} s{fault}", flush=True
    )
    return not fault


def main() -> None:
    """Do the tasks, a line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="the tasks whose names hold these words")
    wanted = parser.parse_args().only.replace(" ", "_")
    expect.set_options(timeout=_PATIENCE)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        outcome = [done(browser, address, task) for task in TASKS if wanted in task.__name__]
        browser.close()
    sys.exit(not all(outcome))


if __name__ == "__main__":
    main()
