"""Who is let in, and from where; what is private stays so."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from qa import Assistant
from ui import page
from ui.api import create_app
from ui.settings import Settings

KEY = "schlüssel-ключ"
ROUTES = [
    ("POST", "/api/ask"),
    ("GET", "/api/search"),
    ("GET", "/api/articles"),
    ("POST", "/api/articles"),
    ("GET", "/api/articles/0123456789abcdef"),
    ("DELETE", "/api/articles/0123456789abcdef"),
    ("GET", "/api/articles/0123456789abcdef/statements"),
    ("GET", "/api/speakers"),
    ("GET", "/api/statements"),
    ("POST", "/api/rebuild"),
    ("GET", "/api/nothing"),
    ("PUT", "/api"),
    ("POST", "/v1/chat/completions"),
    ("GET", "/v1/models"),
    ("GET", "/v1/nothing"),
    ("POST", "/mcp"),
]


@pytest.fixture(scope="module")
def locked(town_assistant: Assistant) -> Iterator[TestClient]:
    """The page and the API with a key."""
    app = create_app(town_assistant, Settings.model_validate({"api_key": KEY}))
    app = page.mount(app, town_assistant)
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def public(town_assistant: Assistant) -> TestClient:
    """The API as it is served on all addresses, under one more name."""
    settings = Settings.model_validate({"host": "0.0.0.0", "public": True, "name": "news.example.org"})
    return TestClient(create_app(town_assistant, settings))


def test_a_key_of_any_letters_opens_and_no_other_does(locked: TestClient) -> None:
    for sent, status in ((KEY, 200), (KEY[:-1], 401), (f"{KEY}x", 401), ("", 401)):
        headers = {b"Authorization": f"Bearer {sent}".encode()}
        assert locked.get("/api/articles", headers=headers).status_code == status


def test_nothing_of_a_request_is_read_before_its_key(locked: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.access.door._PAUSE", 0)
    # A body is read before a handler is asked: this one would be a fault of its own.
    not_json = {"content": b"{", "headers": {"content-type": "application/json"}}
    refused = [locked.request(method, path, **not_json) for method, path in ROUTES]
    assert {(r.status_code, r.json()["error"]["code"]) for r in refused} == {(401, "unauthorized")}
    assert refused[0].headers["www-authenticate"] == "Bearer"


def test_wrong_keys_wait_and_too_many_at_once_are_not_looked_at(locked: TestClient) -> None:
    import anyio
    import httpx

    async def tried() -> list[int]:
        statuses: list[int] = []
        transport = httpx.ASGITransport(locked.app)
        async with (
            httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
            anyio.create_task_group() as tasks,
        ):

            async def one(n: int) -> None:
                reply = await client.get("/api/articles", headers={"Authorization": f"Bearer wrong{n}"})
                statuses.append(reply.status_code)

            for n in range(20):
                tasks.start_soon(one, n)
        return sorted(statuses)

    assert anyio.run(tried) == [401] * 8 + [429] * 12


def test_the_password_page_stands_inside_the_guard(locked: TestClient) -> None:
    form = locked.get("/")
    assert form.status_code == 401
    assert "frame-ancestors 'none'" in form.headers["content-security-policy"]
    assert form.headers["x-frame-options"] == "DENY"
    assert locked.get("/", headers={"host": "evil.example"}).status_code == 403
    evil = locked.post("/login", data={"password": KEY}, headers={"origin": "http://evil.example"})
    assert (evil.status_code, "set-cookie" in evil.headers) == (403, False)


def test_who_signed_in_has_a_token_of_their_own_until_they_sign_out(locked: TestClient) -> None:
    def signed_in() -> str:
        locked.cookies.clear()
        reply = locked.post("/login", data={"password": KEY, "query": "article=1"})
        assert (reply.status_code, reply.headers["location"]) == (303, "/?article=1")
        assert {"HttpOnly", "Max-Age=43200"} <= {*reply.headers["set-cookie"].split("; ")}
        return reply.cookies["onrecord"]

    def opens(token: str) -> bool:
        locked.cookies.clear()
        return locked.get("/config", headers={"cookie": f"onrecord={token}"}).status_code == 200

    one, other = signed_in(), signed_in()
    assert one != other
    assert (opens(one), opens(other), opens("0"), opens("")) == (True, True, False, False)
    assert "Sign out" in locked.get("/logout").text
    assert locked.post("/logout", headers={"cookie": f"onrecord={one}"}).status_code == 303
    assert (opens(one), opens(other)) == (False, True)


def test_nothing_private_is_kept_by_a_cache(locked: TestClient, town: TestClient) -> None:
    replies = [locked.get("/"), locked.get("/api/articles"), town.get("/api/articles"), town.get("/openapi.json")]
    assert {reply.headers["cache-control"] for reply in replies} == {"no-store"}


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("192.0.2.7:7860", None, 200),
        ("[2001:db8::7]:7860", None, 200),
        ("localhost", "http://localhost", 200),
        (socket.gethostname(), None, 200),
        ("news.example.org", "https://news.example.org", 200),
        ("evil.example", None, 403),
        ("evil.example", "http://evil.example", 403),
        ("192.0.2.7", "http://evil.example", 403),
        ("192.0.2.7.evil.example", None, 403),
        ("", None, 403),
    ],
)
def test_on_a_public_address_host_and_origin_are_looked_at(
    public: TestClient, host: str, origin: str | None, status: int
) -> None:
    headers = {"host": host} | ({"origin": origin} if origin else {})
    assert public.get("/api/articles", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/ask", "POST"),
        ("PUT", "/api/articles", "GET, POST"),
        ("POST", "/api/articles/0123456789abcdef", "DELETE, GET, PATCH"),
        ("DELETE", "/api/search", "GET"),
        ("TRACE", "/api/rebuild", "POST"),
        ("POST", "/healthz", "GET"),
        ("GET", "/v1/chat/completions", "POST"),
    ],
)
def test_with_the_page_beside_it_a_wrong_method_is_told_so(
    locked: TestClient, method: str, path: str, allowed: str
) -> None:
    reply = locked.request(method, path, headers={b"Authorization": f"Bearer {KEY}".encode()})
    assert (reply.status_code, reply.headers["allow"]) == (405, allowed)
    nothing = locked.request(method, "/api/nothing", headers={b"Authorization": f"Bearer {KEY}".encode()})
    assert (nothing.status_code, nothing.json()["error"]["code"]) == (404, "not_found")


@pytest.mark.parametrize("key", ["", " ", " x", "a\nb", "a\0b"])
def test_a_key_that_keeps_nobody_out_is_an_error(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    from index import InputError
    from ui.settings import settings

    with pytest.raises(InputError, match="ONRECORD_API_KEY: "):
        settings(api_key=key)


def test_the_key_goes_to_this_machine_or_where_it_was_told(caplog: pytest.LogCaptureFixture) -> None:
    from ui.connect import remote

    def sent(address: str, **more: Any) -> bool:
        client = remote(address, Settings.model_validate({"api_key": KEY, **more}))
        return (b"Authorization", f"Bearer {KEY}".encode()) in client._http.headers.raw

    assert sent("http://127.0.0.1:7860")
    assert sent("http://[::1]:7860")
    assert sent("http://192.0.2.7:7860", host="192.0.2.7")
    assert not sent("http://192.0.2.7:7860")
    assert not sent("http://evil.example:7860", host="192.0.2.7")
    assert "The key is not sent to http://evil.example" in caplog.text
