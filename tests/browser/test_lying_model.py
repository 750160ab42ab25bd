"""A chat model that lies behind the page: nothing of what it wrote is run, fetched or shown as anybody's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from qa.chat_model import open_model
from qa.generate import ChatAnswerer
from tests.browser.conftest import Site, cleared
from tests.chat.lies import Script, serving

LIES = (
    "Quill Ashgrove said: “Quoted <b>bold</b> words with *stars* and _lines_.” [1] "
    "Quill Ashgrove said that ![it](http://evil.example/i.png) is printed [1]. "
    "<script>document.title='owned'</script> Read [more](http://evil.example/l) [1].\n"
    "<img src=x onerror=\"document.title='owned'\"> [99] Quill Ashgrove said: “I made this up.” [1]\n"
)


TRUE = "Ilsa Vantongeren said: “We will start in April, and not a day later.” [1] "


@pytest.fixture
def liar() -> Iterator[Script]:
    with serving(Script()) as script:
        yield script


@pytest.fixture
def lying(serve: Callable[..., Site], liar: Script) -> Site:
    """The page, with the lying model to write its answers."""
    return serve(answerer=ChatAnswerer(open_model("openai:liar", liar.url), "openai:liar"), model_name="openai:liar")


def test_what_a_lying_model_writes_is_neither_shown_nor_run(tab: Page, lying: Site, liar: Script) -> None:
    liar.answer = LIES
    # `cleared` fails where anything is asked of another host, or a script fails.
    with cleared(tab, lying) as page:
        _asked(page, lying, "What did Quill Ashgrove say about the quoted words?")
        page.locator('.exchange[data-state="done"]').wait_for()
        assert liar.asked, "the model was not asked"
        assert "I made this up" not in page.locator(".claim").all_inner_texts()
        expect(page.locator("img[src*=evil], a[href*=evil], .exchange script")).to_have_count(0)
        assert page.title() == "Onrecord"


def test_stop_hangs_up_on_the_model(tab: Page, lying: Site, liar: Script) -> None:
    liar.answer, liar.pause, liar.endless = f"{TRUE} And then there are words without an end", 0.05, True
    with cleared(tab, lying) as page:
        _asked(page, lying, "What did Ilsa Vantongeren say about April?")
        page.locator(".exchange .claim").first.wait_for()
        assert not liar.cut_off.is_set()
        page.get_by_role("button", name="Stop").click()
        assert liar.cut_off.wait(5)


def test_leaving_a_stream_of_the_api_hangs_up_on_the_model(lying: Site, liar: Script) -> None:
    liar.answer, liar.pause, liar.endless = f"{TRUE} And then there are words without an end", 0.05, True
    asked = {"question": "What did Ilsa Vantongeren say about April?", "stream": True}
    with httpx.stream("POST", f"{lying.address}/api/ask", json=asked, timeout=20) as reply:
        assert "We will start in April" in next(line for line in reply.iter_lines() if line.startswith("data:"))
    assert liar.cut_off.wait(5)


def _asked(page: Page, site: Site, question: str) -> Page:
    page.goto(site.address)
    page.locator(".welcome").wait_for()
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    return page
