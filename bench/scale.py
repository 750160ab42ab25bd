"""How an archive grows: memory, disk, opening, asking, searching, and how soon an added article is found, at any size.

    python -m bench.scale ARCHIVE FOLDER [--articles 1000 10000 100000] [--without-statements]

The archives are made in FOLDER by replaying the articles of ARCHIVE through the same writer, with their stored vectors
and statements, under other names and days: in each copy every capitalised word is another one of the same length. One
whose making was cut short is made on. Each is measured in a process of its own; growth.svg shows all.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
from tqdm import tqdm

from bench.growth import drawn
from index import Archive, Article, ArticleRecord, Statement
from index.entry import Entry
from index.passages import cut

_TOPICS = ["trade", "taxes", "the vote", "the attack", "immigration", "the economy"]
_FRAMES = [
    "What did the president say about {}?",
    "What was said about {} last year?",
    "Who spoke of {}?",
    "When was {} announced?",
]
_QUESTIONS = [frame.format(topic) for topic in _TOPICS for frame in _FRAMES]
"""Each is asked once: what was read for a question is kept."""
_FIRST = [frame.format("the weather") for frame in _FRAMES]
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{3,}\b")
_NEARNESS = 0.7
"""Cosine, about, of a replayed vector and the stored one."""
_BATCH = 64
_SPREAD = 6_000
"""Days over which the copies of an article are spread."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--without-statements", action="store_true")
    parser.add_argument("--measure", type=Path, help="measure this archive alone")
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measured(given.measure)))
        return
    found = []
    for count in given.articles:
        folder = given.folder / f"{count}{'-without' * given.without_statements}"
        made = make(given.archive, folder, count, not given.without_statements)
        command = [sys.executable, "-m", "bench.scale", given.archive, given.folder, "--measure", folder]
        figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        found.append({"made_s": made, **figures})
        print(json.dumps(found[-1]), flush=True)
    (given.folder / "growth.svg").write_text(drawn(found, ("search_ms", "ask_ms", "add_to_found_ms", "open_ms")))


def make(source: Path, folder: Path, count: int, with_statements: bool) -> float:
    """Make an archive of so many articles, or make it on; the seconds it took."""
    with Archive(source) as archive:
        held = [_stored(archive, record, with_statements) for record in archive.articles()]
    random = np.random.default_rng(7)
    began = time.perf_counter()
    with Archive(folder) as archive:
        there = len(archive.articles())
        for first in tqdm(range(there, count, _BATCH), mininterval=5, unit_scale=_BATCH):
            numbers = range(first, min(first + _BATCH, count))
            archive.put([_varied(held[n % len(held)], n // len(held), random) for n in numbers])
    return round(time.perf_counter() - began, 1)


def _stored(archive: Archive, record: ArticleRecord, with_statements: bool) -> Entry:
    (contents,) = archive.read([record.id])
    statements = contents.statements if with_statements else ()
    article = contents.article
    return Entry(article, cut(article), archive._store.vectors(record), statements, record.language)


def _varied(entry: Entry, copy: int, random: np.random.Generator) -> Entry:
    """A copy of an article with names, a day and vectors of its own."""
    noise = random.normal(size=entry.vectors.shape) / np.sqrt(entry.vectors.shape[1])
    moved = _NEARNESS * entry.vectors + np.sqrt(1 - _NEARNESS**2) * noise
    vectors = np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)
    named, old = _renamed(copy), entry.article
    day = old.published and old.published - timedelta(days=copy * 37 % _SPREAD)
    text, title = named(old.text), named(old.title)
    article = replace(old, source=f"{old.source}#{copy}", published=day, text=text, title=title)
    passages = [replace(p, article=article.id, text=text[p.start : p.end]) for p in entry.passages]
    return Entry(article, passages, vectors, [_restated(s, article, named) for s in entry.statements], entry.language)


def measured(folder: Path) -> dict[str, float]:
    """The figures of one archive."""
    from qa import Assistant

    began = time.perf_counter()
    with Archive(folder) as archive:
        opened = time.perf_counter() - began
        assistant = Assistant(archive)
        assistant.warm_up()
        for question in _FIRST:
            assistant.ask(question)
        searching = [_timed(lambda q=q: archive.search(q)) for q in _QUESTIONS]
        asking = [_timed(lambda q=q: assistant.ask(q)) for q in _QUESTIONS]
        article = Article("new", "“The zeppelin lands at noon,” said Tove Brandvold, the harbour master.", "A zeppelin")
        found = _timed(lambda: (archive.add([article]), _must(archive.search("zeppelin", 1)[0].article == article.id)))
        archive.remove("new")
        return {
            "articles": len(archive.articles()),
            "passages": archive.words.passages,
            "statements": len(archive.said()),
            "disk_mb": round(sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 2**20),
            "derived_mb": round(sum(f.stat().st_size for f in (folder / "derived").rglob("*")) / 2**20),
            "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "open_ms": round(1000 * opened),
            "search_ms": round(statistics.median(searching), 1),
            "search_p95_ms": round(sorted(searching)[int(0.95 * len(searching))], 1),
            "ask_ms": round(statistics.median(asking), 1),
            "ask_p95_ms": round(sorted(asking)[int(0.95 * len(asking))], 1),
            "add_to_found_ms": round(found, 1),
        }


def _renamed(copy: int) -> Callable[[str], str]:
    """Another name of the same length for each capitalised word; the words of the first copy stay."""

    def other(word: re.Match[str]) -> str:
        letters = hashlib.md5(f"{word[0]} {copy}".encode()).hexdigest()
        rest = "".join(chr(97 + int(letters[n % 32], 16)) for n in range(len(word[0]) - 3))
        return word[0][:3] + rest

    return lambda text: _CAPITALISED.sub(other, text) if copy else text


def _restated(s: Statement, article: Article, named: Callable[[str], str]) -> Statement:
    mention, cue = (part and part._replace(text=article.text[part.start : part.end]) for part in (s.mention, s.cue))
    speaker, role = (part and named(part) for part in (s.speaker, s.role))
    text = article.text[s.start : s.end]
    return replace(s, article=article.id, text=text, speaker=speaker, role=role, mention=mention, cue=cue)


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - began)


def _must(holds: bool) -> None:
    if not holds:
        raise RuntimeError("what was added is not found")


if __name__ == "__main__":
    main()
