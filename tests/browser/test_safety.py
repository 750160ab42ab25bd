"""What stands between the page and everybody else."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site


@pytest.mark.parametrize("path", ["/", "/config", "/gradio_api/component_server", "/gradio_api/queue/join"])
def test_page_of_another_origin_can_neither_read_nor_post(site: Site, path: str) -> None:
    foreign = {"origin": "http://evil.example"}
    assert httpx.get(site.address + path, headers=foreign).status_code == 403
    assert httpx.post(site.address + path, headers=foreign, json={}).status_code == 403
    assert httpx.get(site.address + path, headers={"host": "evil.example"}).status_code == 403


def test_files_come_in_by_the_page_alone(site: Site) -> None:
    posted = httpx.post(f"{site.address}/gradio_api/upload", files={"files": ("a.txt", b"x" * 10_000)})
    assert posted.status_code == 413


def test_page_goes_by_our_name_alone(site: Site) -> None:
    head, _, _ = httpx.get(site.address).text.partition("<script>window.gradio_config")
    assert "adio" not in re.sub(r"<base[^>]*>", "", head)
    page = httpx.get(site.address).text
    assert '<meta property="og:title" content="Onrecord" />' in page
    assert re.findall(r'<meta[^>]*twitter:|raw\.githubusercontent|content="[^"]*[Gg]radio', page) == []


def test_policy_lets_nothing_in_from_elsewhere(browser: Browser, site: Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.address)
    page.locator(".welcome").wait_for()
    page.evaluate(
        """() => {
            window.blocked = [];
            document.addEventListener("securitypolicyviolation", e => window.blocked.push(e.effectiveDirective));
            document.body.append(
                Object.assign(new Image(), { src: "http://evil.example/i.png" }),
                Object.assign(document.createElement("script"), { src: "http://evil.example/s.js" }),
                Object.assign(document.createElement("iframe"), { src: "http://evil.example/f" }),
            );
        }"""
    )
    page.wait_for_function("window.blocked.length === 3")
    assert sorted(page.evaluate("window.blocked")) == ["frame-src", "img-src", "script-src-elem"]
    context.close()
