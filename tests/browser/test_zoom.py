"""At 200%: a window of 1280 by 800 has room for 640 by 400, and everything is still there to be read and pressed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Site, cleared, opened
from tests.browser.test_access import VIEWS

# What is on top: a dialog, else the article, which lies over the rest where there is no room beside it.
ON_TOP = """() => document.querySelector("dialog[open]")
    ?? (document.documentElement.dataset.reader ? document.querySelector("#reader-part") : document.body)"""

CUT_OFF = f"""() => [...({ON_TOP})().querySelectorAll("*")]
    .filter((e) => e.checkVisibility() && !e.closest(".unseen, option, svg"))
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1
        || getComputedStyle(e).overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1)
    .map((e) => e.outerHTML.slice(0, 120))"""

COVERED = f"""() => [...({ON_TOP})().querySelectorAll("a, button, input, select, textarea, summary")]
    .filter((e) => e.checkVisibility({{ opacityProperty: true }}) && e.getBoundingClientRect().width > 2)
    .filter((e) => {{
        e.scrollIntoView({{ block: "center" }});
        const box = e.getClientRects()[0];
        const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return !e.contains(hit);
    }})
    .map((e) => e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all tests, of a window that is enlarged."""
    with opened(browser, device_scale_factor=2) as context:
        yield context.new_page()


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_cut_off_or_covered(tab: Page, site: Site, view: Callable[[Page, Site], None]) -> None:
    with cleared(tab, site) as page:
        page.set_viewport_size({"width": 640, "height": 400})
        page.goto(site.address)
        page.locator(".welcome").wait_for()
        view(page, site)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate(COVERED) == []
