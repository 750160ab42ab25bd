"""Pages from the web: politely, within bounds, and of public addresses alone."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from index import Article
from index.errors import NotFetched
from index.web import Fetched, Fetcher, articles, fetcher
from tests.index.web.site import Page, Site, article, site


@pytest.fixture
def town() -> Iterator[Site]:
    with site() as found:
        found.pages["/a"] = article("Bridge opens", "The bridge is open")
        yield found


async def got(address: str, pause: float = 0, private: bool = True) -> Fetched:
    async with Fetcher(private=private, pause=pause) as fetching:
        found = await fetching.get(address)
    assert found
    return found


async def refused(address: str, private: bool = True) -> str:
    with pytest.raises(NotFetched) as told:
        await got(address, private=private)
    return str(told.value)


async def test_a_page_is_an_article_under_its_address(town: Site) -> None:
    (found,) = articles(await got(f"{town.address}/a"))
    assert isinstance(found, Article)
    assert (found.source, found.url, found.title) == (f"{town.address}/a", f"{town.address}/a", "Bridge opens")
    assert "“The bridge is open,” Quill said." in found.text
    assert town.agents == {fetcher.AGENT}


async def test_its_encoding_is_as_the_server_declares(town: Site) -> None:
    body = article("Café", "Žádný most").data.decode().encode("cp1250")
    town.pages["/b"] = Page(body, headers={"Content-Type": "text/html; charset=windows-1250"})
    (found,) = articles(await got(f"{town.address}/b"))
    assert isinstance(found, Article)
    assert "“Žádný most,”" in found.text


async def test_redirects_are_followed_and_an_endless_row_of_them_is_not(town: Site) -> None:
    town.pages["/old?utm_source=x"] = Page(status=301, headers={"Location": "/a"})
    town.pages["/round"] = Page(status=302, headers={"Location": "/round"})
    town.pages["/out"] = Page(status=302, headers={"Location": "file:///etc/hosts"})
    assert (await got(f"{town.address}/old?utm_source=x")).address == f"{town.address}/a"
    assert "more than 5 times" in await refused(f"{town.address}/round")
    assert "no address of the web" in await refused(f"{town.address}/out")


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/x", "http://localhost:1/x", "http://[::1]:1/x", "http://10.0.0.1/"]
)
async def test_addresses_of_this_network_are_not_asked(address: str) -> None:
    assert "which is not asked" in await refused(address, private=False)


async def test_robots_txt_is_heeded(town: Site) -> None:
    town.pages["/robots.txt"] = Page("User-agent: Onrecord\nDisallow: /a\n\nUser-agent: *\nDisallow: /")
    town.pages["/b"] = article("Lake", "The lake is warm")
    assert "robots.txt" in await refused(f"{town.address}/a")
    assert town.asked["/a"] == 0
    assert (await got(f"{town.address}/b")).kind == "text/html"
    town.pages["/robots.txt"] = Page(status=503)
    assert "robots.txt" in await refused(f"{town.address}/b")


async def test_what_is_not_there_is_told(town: Site) -> None:
    assert "404" in await refused(f"{town.address}/nothing")
    assert "cannot be reached" in await refused("http://127.0.0.1:1/x")
    assert "no address" in await refused("ftp://example.org/x")
    town.pages["/busy"] = Page(status=429, headers={"Retry-After": "90"})
    with pytest.raises(NotFetched) as told:
        await got(f"{town.address}/busy")
    assert (told.value.status, told.value.wait) == (429, 90)


async def test_what_is_too_large_or_too_slow_ends(town: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = gzip.compress(bytes(fetcher.MAX_BYTES * 4))
    town.pages["/bomb"] = Page(bomb, headers={"Content-Encoding": "gzip"})
    assert "larger than 16 MiB" in await refused(f"{town.address}/bomb")
    monkeypatch.setattr(fetcher, "MAX_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            connection, _ = listener.accept()
            with connection:
                for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100:
                    try:
                        connection.sendall(bytes([letter]))
                    except OSError:
                        return
                    time.sleep(0.1)

        threading.Thread(target=drip, daemon=True).start()
        assert "did not come within" in await refused(f"http://127.0.0.1:{listener.getsockname()[1]}/x")


async def test_what_has_not_changed_is_not_sent_again(town: Site) -> None:
    town.pages["/a"] = Page("x", headers={"ETag": '"1"'})
    async with Fetcher(private=True, pause=0) as fetching:
        first = await fetching.get(f"{town.address}/a")
        assert first
        assert await fetching.get(f"{town.address}/a", first.validators) is None


async def test_a_host_is_asked_one_thing_at_a_time(town: Site) -> None:
    town.pages["/robots.txt"] = Page("User-agent: *\nCrawl-delay: 0.3")
    async with Fetcher(private=True, pause=0) as fetching:
        began = time.monotonic()
        for _ in range(3):
            await fetching.get(f"{town.address}/a")
    assert time.monotonic() - began > 0.6


async def test_all_who_ask_a_host_at_once_ask_once_what_it_allows_and_keep_their_distance(town: Site) -> None:
    async with Fetcher(private=True, pause=0.1) as fetching:
        await asyncio.gather(*(fetching.get(f"{town.address}/a") for _ in range(3)))
    assert (town.asked["/robots.txt"], town.asked["/a"]) == (1, 3)
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(town.times))
