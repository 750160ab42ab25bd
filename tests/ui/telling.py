"""What a server tells whoever runs it, as it arrives there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from prometheus_client.parser import text_string_to_metric_families


@contextmanager
def collecting() -> Iterator[tuple[str, list[bytes]]]:
    """A collector of spans: its address, and what it was sent."""
    sent: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()  # sees soon that it is to end
        yield f"http://127.0.0.1:{server.server_port}", sent
        server.shutdown()


def figures(text: str) -> dict[tuple[str, str], float]:
    """By name and label, what Prometheus reads."""
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {(s.name, s.labels.get("status") or s.labels.get("code") or ""): s.value for s in samples}
