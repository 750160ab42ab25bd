"""Who writes the answer: a chat model, held to the articles, or the articles' own words alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from qa import Answer, Claim
from qa.evidence import Evidence
from qa.library import Library
from tests.browser.answers import cited
from tests.browser.conftest import Site, cleared
from tests.browser.test_asking import TOLVANE, ask

QUESTION = "What did Osric Pellameen say about Tolvane?"
MODEL = "Quill <i>7B</i>"
UNBORNE = "Osric Pellameen <b>resigned</b> in 1999."


def quill(evidence: Evidence, library: Library) -> Iterator[Answer]:
    """Writes one sentence that its citation bears out, and one that it does not."""
    words = cited(library.archive, "harbour", TOLVANE, speaker="Osric Pellameen")
    text = evidence.query.text
    yield Answer(text, model=MODEL)
    for sentence in (f"Osric Pellameen said: “{TOLVANE}”", UNBORNE):
        claim = Claim("excerpt", citations=(words,), sentence=sentence, writer=MODEL)
        yield Answer(text, (claim,), "answered", MODEL)


@pytest.fixture(scope="module")
def written(serve: Callable[..., Site]) -> Site:
    """A page whose answers a chat model writes."""
    return serve(answerer=quill, model_name=MODEL)


@pytest.fixture
def desk(tab: Page, written: Site) -> Iterator[Page]:
    with cleared(tab, written) as page:
        page.goto(written.address)
        page.locator(".welcome").wait_for()
        yield page


def test_who_wrote_it_stands_under_the_answer_and_goes_with_it(desk: Page) -> None:
    ask(desk, QUESTION)
    expect(desk.locator(".claim .lead").first).to_contain_text(f"Osric Pellameen said: “{TOLVANE}”")
    expect(desk.locator(".made")).to_contain_text(f"Written by {MODEL}; its quotations, numbers and names are checked")
    desk.get_by_role("button", name="Copy", exact=True).last.click()
    desk.wait_for_function(
        "told => navigator.clipboard.readText().then(text => text.includes(told))",
        arg=f"(Written by {MODEL}; its quotations, numbers and names are checked against the articles.)",
    )


def test_what_was_left_out_opens_with_its_reason(desk: Page) -> None:
    ask(desk, QUESTION)
    left_out = desk.locator(".left-out")
    expect(left_out.locator("li")).to_be_hidden()
    left_out.locator("summary").click()
    expect(left_out.locator("summary")).to_contain_text("1 sentence")
    expect(left_out.locator("li bdi")).to_contain_text(UNBORNE)
    expect(left_out.locator("li span")).to_be_visible()
    expect(left_out.locator("b")).to_have_count(0)


def test_what_was_opened_stays_open_while_the_next_question_is_answered(desk: Page) -> None:
    ask(desk, QUESTION)
    desk.locator(".left-out summary").click()
    ask(desk, QUESTION)
    expect(desk.locator('.exchange[data-state="done"]')).to_have_count(2)
    expect(desk.locator(".left-out li").first).to_be_visible()
    expect(desk.locator(".left-out li").last).to_be_hidden()


def test_articles_own_words_can_be_chosen_and_the_choice_is_kept(desk: Page, written: Site) -> None:
    written.assistant.asked.clear()
    chooser = desk.get_by_label("Who writes the answer")
    expect(chooser.locator("option")).to_have_text([MODEL, "The articles’ own words"])
    ask(desk, QUESTION)
    chooser.select_option("The articles’ own words")
    ask(desk, QUESTION)
    expect(desk.locator(".made").last).to_contain_text("In the articles’ own words")
    expect(desk.locator(".made")).to_have_count(2)
    other = desk.context.new_page()
    other.goto(written.address)
    other.locator(".welcome").wait_for()
    expect(other.get_by_label("Who writes the answer")).to_have_value("extractive")
    other.get_by_label("Who writes the answer").select_option(MODEL)
    desk.get_by_role("button", name="Ask again").click()
    expect(desk.locator('.exchange[data-state="done"]')).to_have_count(2)
    expect(desk.locator(".made").last).to_contain_text("In the articles’ own words")
    assert [asked.extractive for asked in written.assistant.asked_for(QUESTION)] == [False, True, True]


def test_stop_ends_the_chat_model(tab: Page, serve: Callable[..., Site]) -> None:
    more, closed = threading.Event(), threading.Event()

    def endless(evidence: Evidence, library: Library) -> Iterator[Answer]:
        try:
            yield from quill(evidence, library)
            while not more.wait(0.1):
                yield Answer(evidence.query.text, model=MODEL)
        finally:
            closed.set()

    slow = serve(answerer=endless, model_name=MODEL)
    with cleared(tab, slow) as page:
        page.goto(slow.address)
        page.locator(".welcome").wait_for()
        page.locator("#question").fill(QUESTION)
        page.keyboard.press("Enter")
        expect(page.locator(".claim .lead").first).to_contain_text(TOLVANE)
        page.get_by_role("button", name="Stop").click()
        expect(page.locator(".stopped")).to_have_text("Stopped.")
        assert closed.wait(20)


def test_without_a_chat_model_there_is_nothing_to_choose(page: Page) -> None:
    expect(page.get_by_label("Who writes the answer")).to_be_hidden()
