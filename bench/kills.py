"""Kills the process that owns an archive, at random moments of whatever it does, and looks what is left.

    python bench/kills.py [--kills 50]

After each kill every article must be there whole, in its old or its new version, nothing else, and found by its words.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from index import Archive, Article
from index.embed import SentenceTransformerEmbedder

ARTICLES = 12
_WORK = """
import sys
from bench.kills import work
work(sys.argv[1], sys.argv[2], int(sys.argv[3]))
"""


def article(n: int, version: int) -> Article:
    text = f"Fair {n}{n} was held. “Rain {n}{n} in year {version},” said Ada Quill.\n\n" * 3
    return Article(f"s{n}", text, f"Fair {n}{n}")


def work(folder: str, what: str, version: int) -> None:
    """One kind of work, again and again, until it is killed."""
    print("begun", flush=True)
    while True:
        with Archive(folder, checked=what != "rebuild") as archive:
            if what == "update":
                archive.add(article(n, version) for n in range(ARTICLES))
                version += 1
            elif what == "remove":
                for record in archive.articles():
                    archive.remove(record.id)
                archive.add(article(n, 0) for n in range(ARTICLES))
            elif what == "rebuild":
                archive.rebuild()
        if what == "close":
            continue


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=50)
    draw = random.Random(0)
    faults: Counter[str] = Counter()
    embedder = SentenceTransformerEmbedder()
    kills = options.parse_args().kills
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        with Archive(folder, embedder=embedder) as archive:
            archive.add(article(n, 0) for n in range(ARTICLES))
        for kill in range(kills):
            what = ("update", "remove", "rebuild", "close")[kill % 4]
            with subprocess.Popen(
                [sys.executable, "-c", _WORK, folder, what, str(kill * 1000)], stdout=subprocess.PIPE
            ) as process:
                assert process.stdout
                process.stdout.readline()
                time.sleep(draw.uniform(4, 14))
                process.send_signal(signal.SIGKILL)
            faults.update(found := looked_at(Path(folder), embedder, what))
            print(kill + 1, what, found or "whole", f"{time.monotonic() - began:.0f} s", flush=True)
    print(f"{kills} kills, faults: {dict(faults) or 'none'}")


def looked_at(folder: Path, embedder: SentenceTransformerEmbedder, what: str) -> list[str]:
    """What is wrong with the archive after a kill; then all articles are there again."""
    faults = []
    with Archive(folder, embedder=embedder) as archive:
        records = {record.source: record for record in archive.articles()}
        if what != "remove" and len(records) != ARTICLES:
            faults.append(f"{len(records)} articles")
        for source, record in records.items():
            text = archive.article(record.id).text
            n, version = int(source[1:]), int(text.split("year ")[1].split(",")[0])
            if text != article(n, version).text or len(archive.statements(record.id)) != 1:
                faults.append("half an article")
            if archive.search(f"Rain {n}{n} in year {version}", 1)[0].article != record.id:
                faults.append("another hit")
        archive.add(article(n, 0) for n in range(ARTICLES))
    return faults


if __name__ == "__main__":
    main()
