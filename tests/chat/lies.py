"""A chat model that lies on purpose: an OpenAI-compatible server on loopback that answers by script."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Script:
    """What the server does next, and what it was asked."""

    answer: str = ""
    status: int = 200
    raw: bytes | None = None
    breaks_off: bool = False
    endless: bool = False
    silent: float = 0.0
    pause: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    cut_off: threading.Event = field(default_factory=threading.Event)
    url: str = ""


@contextmanager
def serving(script: Script) -> Iterator[Script]:
    """The server, on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            _reply(self, script)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()  # sees soon that it is to end
    script.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()


def _reply(to: BaseHTTPRequestHandler, script: Script) -> None:
    script.asked.append(json.loads(to.rfile.read(int(to.headers["content-length"]))))
    script.headers.append({name.lower(): value for name, value in to.headers.items()})
    time.sleep(script.silent)
    try:
        if script.raw is not None or script.status != 200:
            _whole(to, script)
        else:
            _stream(to, script)
    except OSError:
        script.cut_off.set()


def _whole(to: BaseHTTPRequestHandler, script: Script) -> None:
    long = "This model's maximum context length is 512 tokens."
    message = long if script.status == 400 else "Refused: the key sk-secret is not welcome."
    refusal = {"error": {"message": message, "code": None, "type": "error"}}
    body = script.raw if script.raw is not None else json.dumps(refusal).encode()
    to.send_response(script.status)
    to.send_header("content-type", "application/json")
    to.send_header("content-length", str(len(body)))
    to.end_headers()
    to.wfile.write(body)


def _stream(to: BaseHTTPRequestHandler, script: Script) -> None:
    to.send_response(200)
    to.send_header("content-type", "text/event-stream")
    if script.breaks_off:
        to.send_header("content-length", "1000000")
    to.end_headers()
    words = script.answer.split(" ")
    while True:
        for n, word in enumerate(words):
            _event(to, word if n == 0 else f" {word}")
            time.sleep(script.pause)
        if script.breaks_off:
            return
        if not script.endless:
            break
    to.wfile.write(b"data: [DONE]\n\n")


def _event(to: BaseHTTPRequestHandler, text: str) -> None:
    delta = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "liar", "choices": [delta]}
    to.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
    to.wfile.flush()
