"""An archive whose passages and statements are on a Chroma server."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from starlette.requests import Request
from starlette.responses import Response

from index import Archive, ArchiveUnusable, Article, ChromaServer
from index.embed import SentenceTransformerEmbedder
from tests.index.chroma_server import free_port, running, soon, wait_for
from tests.index.reading import found
from ui.settings import settings


def test_it_holds_the_same_and_another_archive_over_it_follows(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.reading._FOLLOWED", 0.05)
    with running(tmp_path / "server") as url, Archive(tmp_path / "a", embedder=embedder, chroma=url) as one:
        one.add([made_up])
        with Archive(tmp_path / "b", embedder=embedder, chroma=url) as two:
            assert two.article("made-up") == made_up
            one.add([replace(made_up, source="later", text="A later fair.")])
            assert soon(lambda: found(two, "later fair")[0] == "A later fair.")
            one.add([replace(made_up, source="later", text="A fair that was put off.")])
            assert soon(lambda: found(two, "later fair")[0] == "A fair that was put off.")
            one.remove("later")
            assert soon(lambda: [r.source for r in two.articles()] == ["made-up"])
            assert found(two, "put off") == [made_up.text]
        assert one.rebuild().added == 1
    with pytest.raises(ArchiveUnusable, match=f"The Chroma server at {url} does not answer"):
        Archive(tmp_path / "a", embedder=embedder, chroma=url)


def test_one_behind_tls_that_wants_a_token_a_tenant_and_a_header(
    tmp_path: Path, embedder: SentenceTransformerEmbedder, made_up: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = _certificate(tmp_path)
    with running(tmp_path / "server") as url, _guarded(url, certificate) as guarded:
        httpx.post(f"{url}/api/v2/tenants", json={"name": "paper"}).raise_for_status()
        httpx.post(f"{url}/api/v2/tenants/paper/databases", json={"name": "desk"}).raise_for_status()
        given = {
            "TOKEN": "open sesame",
            "TENANT": "paper",
            "DATABASE": "desk",
            "HEADERS": '{"X-Desk": "politics"}',
            "CERTIFICATE": str(certificate),
        }
        for name, value in given.items():
            monkeypatch.setenv(f"ONRECORD_CHROMA_{name}", value)
        server = settings(chroma=guarded).chroma_server
        assert server
        assert "sesame" not in repr(server)
        with Archive(tmp_path / "a", embedder=embedder, chroma=server) as archive:
            archive.add([made_up])
            assert found(archive, "rain") == [made_up.text]
        with Archive(tmp_path / "b", embedder=embedder, chroma=ChromaServer(url, None, "paper", "desk")) as archive:
            assert archive.article("made-up") == made_up
        for lacking in ({"token": None}, {"token": "wrong"}, {"headers": {}}, {"certificate": None}):
            with pytest.raises(ArchiveUnusable, match=r"does not answer .*ONRECORD_CHROMA_TOKEN"):
                Archive(tmp_path / "c", embedder=embedder, chroma=replace(server, **lacking))


@contextmanager
def _guarded(url: str, certificate: Path) -> Iterator[str]:
    """A proxy with TLS before a server, which lets those through who send a token and a header."""
    with httpx.Client(base_url=url, timeout=60) as behind:

        async def proxy(scope, receive, send):  # type: ignore[no-untyped-def]
            request = Request(scope, receive)
            allowed = {"x-chroma-token": "open sesame", "x-desk": "politics"}
            if any(request.headers.get(name) != value for name, value in allowed.items()):
                await Response('{"error": "Unauthorized"}', 401)(scope, receive, send)
                return
            kept = {name: value for name, value in request.headers.items() if name not in ("host", "content-length")}
            path = f"{scope['path']}?{scope['query_string'].decode()}"
            answer = behind.request(scope["method"], path, content=await request.body(), headers=kept)
            kind = answer.headers.get("content-type", "application/json")
            await Response(answer.content, answer.status_code, media_type=kind)(scope, receive, send)

        port = free_port()
        key = certificate.with_suffix(".key")
        config = uvicorn.Config(
            proxy,
            "127.0.0.1",
            port,
            ssl_certfile=certificate,
            ssl_keyfile=key,
            lifespan="off",
            log_level="critical",
            timeout_graceful_shutdown=0,  # Clients that were refused do not say that they leave.
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        wait_for(port)
        try:
            yield f"https://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()


def _certificate(folder: Path) -> Path:
    """A certificate for this machine that signs itself, and its key beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file.with_suffix(".key").write_bytes(key.private_bytes(pem, pkcs8, serialization.NoEncryption()))
    assert ssl.create_default_context(cafile=str(file))
    return file
