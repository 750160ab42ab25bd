"""What each way in costs over the bare API: one question, asked by turns through all of them.

    python -m bench.ways_in [--rounds 15] [--without page command]

Prints medians in milliseconds: of what each took, and of what it took beyond the bare API in the same round; and the
least that each took, which a busy machine blurs less. The
server, over the seed article, is another process, as it is in use; `python` answers in this one. The page comes with
the browser that shows the answer, the command, which is asked each fifth round, with the start of Python.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
from anyio.from_thread import start_blocking_portal
from langchain_openai import ChatOpenAI
from mcp import Client as Agent
from openai import OpenAI
from playwright.sync_api import sync_playwright
from pydantic import SecretStr

from onrecord import Assistant, AsyncClient, Client, as_message

QUESTION = "What did Kirby say about Gantz?"
ASKED: list[Any] = [{"role": "user", "content": QUESTION}]
COMMAND = "command"
Way = Callable[[], object]


@contextmanager
def served() -> Iterator[str]:
    """The address of a server, over an archive of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "onrecord", "serve", "--archive", folder, "--port", "0"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            assert server.stderr
            found = next(filter(None, (re.search(r"Onrecord is at (http://\S+),", line) for line in server.stderr)))
            os.environ["ONRECORD_ARCHIVE"] = folder
            try:
                yield found[1]
            finally:
                server.terminate()


@contextmanager
def ways(address: str) -> Iterator[dict[str, Way]]:
    """By name, what asks once; connections stay open between two questions, where a client of that kind keeps them."""
    openai = OpenAI(base_url=f"{address}/v1", api_key="none")
    chat = ChatOpenAI(model="onrecord", base_url=f"{address}/v1", api_key=SecretStr("none"))
    own, in_loop = Client(address), AsyncClient(address)
    agent = Agent(f"{address}/mcp")
    with (
        tempfile.TemporaryDirectory() as folder,
        Assistant.open(folder) as assistant,
        httpx.Client(base_url=address, timeout=60) as http,
        ThreadPoolExecutor(1) as browsing,
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(in_loop),
        portal.wrap_async_context_manager(agent),
    ):
        browser = browsing.submit(Browser, address).result()
        asked = {"question": QUESTION}
        yield {
            "bare API": lambda: http.post("/api/ask", json=asked).json(),
            "bare API, streamed": lambda: http.post("/api/ask", json={**asked, "stream": True}).text,
            "Client": lambda: own.ask(QUESTION),
            "AsyncClient": lambda: portal.call(in_loop.ask, QUESTION),
            "OpenAI": lambda: openai.chat.completions.create(model="onrecord", messages=ASKED),
            "OpenAI, streamed": lambda: list(
                openai.chat.completions.create(model="onrecord", messages=ASKED, stream=True)
            ),
            "LangChain, ChatOpenAI": lambda: chat.invoke(QUESTION),
            "MCP over HTTP": lambda: portal.call(agent.call_tool, "ask", asked),
            "python": lambda: assistant.ask(QUESTION),
            "python, as a LangChain message": lambda: as_message(assistant.ask(QUESTION)),
            "page": lambda: browsing.submit(browser.ask).result(),
            COMMAND: lambda: subprocess.run([sys.executable, "-m", "onrecord", "ask", QUESTION], capture_output=True),
        }
        browsing.submit(browser.close).result()


class Browser:
    """The page, open; all of it in one thread."""

    def __init__(self, address: str):
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        self._page = self._browser.new_page()
        self._page.goto(address)
        self._page.locator(".welcome").wait_for()
        self._asked = 0

    def ask(self) -> None:
        """Until the answer is there whole."""
        self._asked += 1
        self._page.locator("#question").fill(QUESTION)
        self._page.keyboard.press("Enter")
        self._page.locator('.exchange[data-state="done"]').nth(self._asked - 1).wait_for()

    def close(self) -> None:
        self._browser.close()
        self._playwright.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--without", nargs="*", default=[], metavar="WAY", help="ways that are left out")
    given = parser.parse_args()
    rounds = given.rounds
    with served() as address, ways(address) as all_ways:
        known = {name: ask for name, ask in all_ways.items() if name not in given.without}
        for name, ask in known.items():
            print(f"{name}: {timed(ask):.0f} ms the first time", file=sys.stderr)
        took = [
            {name: timed(ask) for name, ask in known.items() if name != COMMAND or n % 5 == 0} for n in range(rounds)
        ]
    for name in known:
        whole = statistics.median(times[name] for times in took if name in times)
        more = statistics.median(times[name] - times["bare API"] for times in took if name in times)
        least = min(times[name] for times in took if name in times)
        print(f"{name:32} {whole:8.1f} ms  {more:+8.1f} ms  least {least:8.1f} ms")


def timed(ask: Way) -> float:
    """In milliseconds."""
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
