"""A site of the tests' own on loopback, which answers what it is told to, and remembers what it was asked."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from index.web.fetcher import Fetcher


@dataclass
class Page:
    """What stands at a path: with an ETag, it is not sent again to who has it."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    held: threading.Event | None = None
    """Where it is given, nothing is answered until it is set."""

    @property
    def data(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass
class Site:
    """Its address, its pages by path, and how often each path was asked for."""

    address: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    """When it was asked for anything (time.monotonic)."""
    agents: set[str] = field(default_factory=set)
    posted: list[tuple[str, Message, bytes]] = field(default_factory=list)
    """What was posted: where, its headers and body."""


@contextmanager
def site() -> Iterator[Site]:
    """It is asked without a pause, where a test does not want one."""
    found = Site("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.posted.append((self.path, self.headers, body))
            self.do_GET()

        def do_GET(self) -> None:
            found.asked[self.path] += 1
            found.times.append(time.monotonic())
            found.agents.add(self.headers["User-Agent"])
            page = found.pages.get(self.path, Page("not here", 404))
            if page.held:
                page.held.wait(60)
            etag = page.headers.get("ETag")
            status = 304 if etag and self.headers["If-None-Match"] == etag else page.status
            self.send_response(status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            data = page.data if status != 304 else b""
            if "Content-Length" not in page.headers:
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with suppress(ConnectionError):  # Who asked is gone.
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found.address = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()  # sees soon that it is to end
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setitem(Fetcher.__init__.__kwdefaults__, "pause", 0)
                yield found
        finally:
            server.shutdown()


def article(title: str, said: str) -> Page:
    """A page with a made-up article."""
    text = (
        f"Mayor Ada Quill spoke at the harbour on Friday. “{said},” Quill said. The council of Elsin listened to her."
    )
    body = (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )
    return Page(body, headers={"Content-Type": "text/html; charset=utf-8"})


def rss(*paths: str, stamp: str = "Mon, 02 Sep 2024 10:00:00 GMT", title: str = "News", **headers: str) -> Page:
    """A feed that lists these paths."""
    items = "".join(f"<item><link>{path}</link><pubDate>{stamp}</pubDate></item>" for path in paths)
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'
    return Page(body, headers={"Content-Type": "application/rss+xml", **headers})
