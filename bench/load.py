"""Many clients ask a served archive at once, without and with one who adds and removes an article each second.

    python bench/load.py ARCHIVE [--clients 32] [--seconds 60]

It serves the archive itself, on loopback: give it a copy. Told are the times of answers, statuses, /healthz and memory.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import httpx
import numpy as np

_TOPICS = ["trade", "taxes", "the vote", "Gantz", "immigration", "the economy", "the attack"]
_SPEAKERS = 200


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("archive")
    options.add_argument("--clients", type=int, default=32)
    options.add_argument("--seconds", type=int, default=60)
    given = options.parse_args()
    onrecord = Path(sys.executable).parent / "onrecord"
    command = [onrecord, "serve", "--archive", given.archive, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        address = ""
        for line in server.stderr:
            if found := re.search(r"Onrecord is at (http://\S+),", line):
                address = found[1]
                break
        threading.Thread(target=server.stderr.read, daemon=True).start()
        print("memory", memory(server.pid), "MiB")
        for writing in (False, True):
            measured(address, given.clients, given.seconds, writing)
            print("memory", memory(server.pid), "MiB")
        began = time.monotonic()
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        print(f"stopped in {time.monotonic() - began:.1f} s")


def measured(address: str, clients: int, seconds: int, writing: bool) -> None:
    """Ask for so many seconds, and print how it went."""
    until = time.monotonic() + seconds
    statuses: Counter[int] = Counter()
    times: list[float] = []
    questions = itertools.cycle(questions_of(address))

    def ask(_: int) -> None:
        with httpx.Client(base_url=address, timeout=120) as client:
            while time.monotonic() < until:
                began = time.monotonic()
                status = client.post("/api/ask", json={"question": next(questions)}).status_code
                statuses[status] += 1
                if status == 200:
                    times.append(time.monotonic() - began)
                else:
                    time.sleep(0.2)

    def write() -> None:
        with httpx.Client(base_url=address, timeout=120) as client:
            for n in itertools.count():
                if time.monotonic() > until:
                    return
                article = {"source": "load", "text": f"Fair {n} was held. “Rain {n},” said Ada Quill."}
                statuses[client.post("/api/articles", json=article).status_code + 1000] += 1
                listed = client.get("/api/articles", params={"q": "load"}).json()["articles"]
                for one in listed:
                    if one["source"] == "load":
                        statuses[client.delete(f"/api/articles/{one['id']}").status_code + 1000] += 1
                time.sleep(1)

    # Who watches has a process of its own, and does not wait for those who ask.
    with ThreadPoolExecutor(clients + 1) as pool, ProcessPoolExecutor(1, get_context("spawn")) as watcher:
        watching = watcher.submit(watched, address, until)
        done = [pool.submit(ask, n) for n in range(clients)]
        done += [pool.submit(write)] if writing else []
        for one in done:
            one.result()
        well = np.array(watching.result())
    said = np.array(times or [0])
    print(
        f"{'with' if writing else 'without'} a writer: {len(times)} answers, p50 {np.quantile(said, 0.5):.2f} s, "
        f"p95 {np.quantile(said, 0.95):.2f} s; healthz p50 {np.quantile(well, 0.5) * 1000:.0f} ms, "
        f"p99 {np.quantile(well, 0.99) * 1000:.0f} ms, max {well.max() * 1000:.0f} ms; "
        f"{dict(statuses)} (1000 + of writing)",
        flush=True,
    )


def questions_of(address: str) -> list[str]:
    """More of them than the server keeps readings of, in any order."""
    found = httpx.get(f"{address}/api/speakers", params={"kind": "person", "limit": _SPEAKERS}).json()["speakers"]
    asked = [f"What did {one['name']} say about {topic}?" for one in found for topic in _TOPICS]
    return random.Random(7).sample(asked, len(asked))


def watched(address: str, until: float) -> list[float]:
    """The seconds that each look at /healthz took."""
    took = []
    with httpx.Client(base_url=address, timeout=120) as client:
        while time.monotonic() < until:
            began = time.monotonic()
            client.get("/healthz")
            took.append(time.monotonic() - began)
            time.sleep(0.2)
    return took


def memory(process: int) -> int:
    """MiB that it has in memory."""
    pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    return int(pages) * 4096 // 2**20


if __name__ == "__main__":
    main()
