"""The real page in a real browser, over a real archive in a temporary folder."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest
import uvicorn
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    WebError,
    expect,
    sync_playwright,
)

from index import Archive, Article, Filters, seeds
from index.embed import SentenceTransformerEmbedder
from index.load import Failure, article, read
from qa import Answer, Assistant, Constraint, Turn
from ui import page as onrecord_page

# Read when Gradio is imported; the command sets it too.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

_PATIENCE = 30_000
"""Milliseconds that a busy machine is given for what a reader sees at once."""
expect.set_options(timeout=_PATIENCE)

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

HARBOUR = (
    "Port Merrow will dredge its harbour next spring.\n\n"
    "“We will start in April, and not a day later,” said Ilsa Vantongeren, the mayor of Port Merrow. "
    "She added that the Tolvane ferry would keep running.\n\n"
    "Osric Pellameen, who leads the fishers’ guild, said: “Nobody asked us about Tolvane.”\n"
)

HOSTILE = (
    "# Not a heading\n\n"
    "<script>document.title = 'owned'; fetch('http://evil.example/s')</script>\n"
    '<img src="http://evil.example/i.png" onerror="document.title=\'owned\'">\n'
    "<svg onload=\"document.title='owned'\"><use href='http://evil.example/u.svg#a'/></svg>\n"
    "<form action='http://evil.example/f'><input name=x></form>\n"
    "<style>@import url('http://evil.example/c.css'); body { background: url(http://evil.example/b.png) }</style>\n"
    "[a link](http://evil.example/l) ![an image](http://evil.example/m.png) **bold** _it_ `code` ~~gone~~\n"
    "<a href=\"javascript:document.title='owned'\">click</a> &amp; &lt;b&gt; &#65;\n"
    "{{value}} ${document.title='owned'} {% raw %} \\(x^2\\) $$y$$ @children\n"
    "Right to left: \u202egnorw\u202c and \u2066isolated\u2069, nul-like \u2400, soft\u00adhyphen, wide\u3000space\n"
    "A carriage\rreturn, a tab\there, two  spaces, an emoji 👩‍🚀 outside the plane.\n"
    "“Quoted <b>bold</b> words with *stars* and _lines_,” said Quill Ashgrove, the printer of Lower Wend.\n"
)


FERRY = "“The ferry will sail again,” said Ilsa Vantongeren, the mayor of Port Merrow.\n"
TOWN = [
    ("ferry", "Ferry to return", "2030-01-09", "Merrow Courier", FERRY),
    ("ferry-wire", "Boat service is back", "2030-01-10", "Wend Weekly", "From the wire.\n\n" + FERRY),
    ("budget", "Budget agreed", "2031-05-02", "Merrow Courier",
     "“We cannot pay <b>for</b> everything,” Ilsa Vantongeren, the mayor, said.\n\n"
     "“The harbour & its walls come first,” said Osric Pellameen, who leads the fishers’ guild.\n"),
    ("pilots", "Guild wants pilots", "2031-08-01", "Wend Weekly",
     "Osric Pellameen, who leads the fishers’ guild, said that the port had too few pilots.\n"),
    ("school", "School opens", None, None, "“Every child has a desk,” said Ilsa Vantongeren, the mayor.\n"),
]  # fmt: skip


class Asked(NamedTuple):
    """How the page asked a question."""

    question: str
    history: Sequence[Turn]
    filters: Filters | None
    without: tuple[Constraint, ...]
    extractive: bool


class Scripted(Assistant):
    """The real assistant, but for questions whose replies a test writes itself."""

    def __init__(self, archive: Archive, **options: Any):
        super().__init__(archive, **options)
        self.replies: dict[str, Callable[[], Iterator[Answer]]] = {}
        self.asked: list[Asked] = []

    def asked_for(self, question: str) -> list[Asked]:
        """Each time that it was asked, in order."""
        return [asked for asked in self.asked if asked.question == question]

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        *,
        without: Iterable[Constraint] = (),
        extractive: bool = False,
    ) -> Iterator[Answer]:
        without = tuple(without)
        self.asked.append(Asked(question, history, filters, without, extractive))
        if reply := self.replies.get(question):
            return reply()
        return super().stream(question, history, filters, without=without, extractive=extractive)


@dataclass
class Site:
    """The page as it is being served."""

    address: str
    archive: Archive
    assistant: Scripted


def _made_up() -> list[Article | Failure]:
    return [
        article(
            {"source": "harbour", "title": "Harbour to be dredged", "published": "2031-05-02", "text": HARBOUR}
            | {"publisher": "Merrow Courier"}
        ),
        article(
            {"source": "javascript:alert(1)", "title": "<i>Markup</i> & **stars** {{braces}}", "text": HOSTILE}
            | {"publisher": "<b>Press</b>", "author": "\"><script>document.title='owned'</script>"}
        ),
    ]


@pytest.fixture(scope="session")
def held(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Iterator[Archive]:
    """The archive behind the page: the seed and two made-up articles."""
    with Archive(tmp_path_factory.mktemp("browser"), embedder=embedder) as archive:
        report = archive.add([*read([seeds()]), *_made_up()])
        assert (report.added, report.failed) == (3, [])
        yield archive


@pytest.fixture(scope="session")
def serve(held: Archive) -> Iterator[Callable[..., Site]]:
    """Serves the page, with a key or without; the other options are the assistant's."""
    from ui.api import create_app
    from ui.settings import Settings

    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def started(archive: Archive = held, key: str | None = None, **options: Any) -> Site:
        assistant = Scripted(archive, **options)
        app = create_app(assistant, Settings.model_validate({"api_key": key}))
        app = onrecord_page.mount(app, assistant, every=900)
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        running.append((server, thread))
        return Site(f"http://127.0.0.1:{listener.getsockname()[1]}", archive, assistant)

    yield started
    for server, thread in running:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def site(serve: Callable[..., Site]) -> Site:
    return serve()


# Not for the whole session: Playwright's event loop would go on running in this thread, and nothing else could run one.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


_LEFT = ("AbortError: BodyStreamBuffer was aborted", "Unexpected error Connection errored out.")
"""What Gradio's client says of a stream that is still open when its page is left."""


@dataclass
class Watch:
    """What a browser context did that it should not: asked other hosts, or raised errors."""

    address: str
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    visits: int = 0

    @property
    def faults(self) -> list[str]:
        return [error for error in self.errors if self.visits < 2 or not error.startswith(_LEFT)]

    @contextmanager
    def on(self, context: BrowserContext) -> Iterator[None]:
        """Nothing is asked of another host and no script fails, as long as this lasts."""
        listening = {"request": self._asked, "weberror": self._failed, "console": self._said}
        for event, hear in listening.items():
            context.on(event, hear)  # type: ignore[call-overload]
        try:
            yield
            for page in context.pages:
                page.title()  # What it had to say until now has come.
        finally:
            for event, hear in listening.items():
                context.remove_listener(event, hear)
        assert (self.elsewhere, self.faults) == ([], [])

    def _asked(self, request: Request) -> None:
        self.visits += request.is_navigation_request()
        if not request.url.startswith((self.address, "data:", "blob:" + self.address)):
            self.elsewhere.append(request.url)

    def _failed(self, error: WebError) -> None:
        self.errors.append(str(error.error))

    def _said(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.errors.append(said.text)


WINDOW: ViewportSize = {"width": 1280, "height": 800}


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A browser of its own, with nothing in it."""
    context = browser.new_context(viewport=WINDOW, reduced_motion="reduce", **options)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(_PATIENCE)
    yield context
    context.close()


@contextmanager
def watched(browser: Browser, site: Site, **options: Any) -> Iterator[BrowserContext]:
    """A browser of its own, in which nothing is asked of another host and no script fails."""
    with opened(browser, **options) as context, Watch(site.address).on(context):
        yield context


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all tests of a file: the page opens in half the time where it was open before."""
    with opened(browser) as context:
        yield context.new_page()


@contextmanager
def cleared(tab: Page, site: Site) -> Iterator[Page]:
    """The tab, watched; afterwards nothing is left in it of what was done."""
    try:
        with Watch(site.address).on(tab.context):
            yield tab
    finally:
        for other in tab.context.pages[1:]:
            other.close()
        tab.unroute_all()
        # At an address of the site without scripts, none of which could write once more.
        tab.goto(f"{site.address}/healthz")
        tab.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        tab.context.clear_cookies()
        tab.set_viewport_size(WINDOW)
        tab.emulate_media(color_scheme="null")


@pytest.fixture
def context(tab: Page, site: Site) -> Iterator[BrowserContext]:
    with cleared(tab, site):
        yield tab.context


@pytest.fixture
def page(context: BrowserContext, tab: Page, site: Site) -> Page:
    """The page, opened and ready."""
    tab.goto(site.address)
    tab.locator(".welcome").wait_for()
    return tab


@pytest.fixture(scope="module")
def town(
    serve: Callable[..., Site], tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder
) -> Iterator[Site]:
    """A page over some years of a mayor's words, one of them printed twice."""
    fields = ("source", "title", "published", "publisher", "text")
    with Archive(tmp_path_factory.mktemp("people"), embedder=embedder) as archive:
        archive.add([article({k: v for k, v in zip(fields, row, strict=True) if v}) for row in TOWN])
        yield serve(archive)


@pytest.fixture
def town_page(tab: Page, town: Site) -> Iterator[Page]:
    """The tab in which the town will be opened."""
    with cleared(tab, town) as page:
        yield page


@pytest.fixture
def people(town_page: Page, town: Site) -> Page:
    """The view of everyone who is quoted."""
    town_page.goto(town.address)
    town_page.locator('[data-go="people"]').click()
    town_page.locator(".speakers-list a").first.wait_for()
    return town_page


@pytest.fixture
def mayor(people: Page) -> Page:
    people.get_by_role("link", name="Ilsa Vantongeren").click()
    people.locator(".said-list").wait_for()
    return people
