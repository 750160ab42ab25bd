"""How long indexing, searching and asking take, and how much memory: over any .jsonl files of articles.

    python -m bench.archive ARTICLES.jsonl ... [--without-statements] [--questions FILE.jsonl]

Prints whole seconds of indexing, its peak memory (of this process and of the one that finds statements, on Linux),
articles and words a second, and the median and 95th percentile of search and ask in milliseconds. Questions are JSON
lines with "question"; without them the articles' titles are asked.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from index import Archive
from index.article import Article, Statement
from index.load import read
from qa import Assistant


def main() -> None:
    """Measure, and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--without-statements", action="store_true", help="leave out who said what, to see its share")
    options = parser.parse_args()
    articles = [item for item in read(options.articles) if isinstance(item, Article)]
    extractor = _none if options.without_statements else None
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder), extractor=extractor) as archive:
        archive.warm_up()
        began = time.perf_counter()
        peaks: dict[int, float] = {}
        archive.add(articles, lambda _: peaks.update((pid, _peak_mb(pid)) for pid in (os.getpid(), *_children())))
        seconds = time.perf_counter() - began
        words = sum(len(article.text.split()) for article in articles)
        print(f"articles            {len(articles)}")
        print(f"indexing_seconds    {seconds:.1f}")
        print(f"articles_per_second {len(articles) / seconds:.1f}")
        print(f"words_per_second    {words / seconds:.0f}")
        print(f"peak_mb             {' + '.join(f'{peak:.0f}' for peak in peaks.values())}")
        again = time.perf_counter()
        archive.add(articles)
        print(f"adding_again_seconds {time.perf_counter() - again:.2f}")
        questions = _questions(options.questions) or [article.title for article in articles][:200]
        archive.search(questions[0])
        _timed("search", archive.search, questions)
        _timed("ask", Assistant(archive).ask, questions)


def _children() -> list[int]:
    return [int(pid) for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]


def _peak_mb(pid: int) -> float:
    """Not `getrusage`: of a child it counts what its parent held when it was started."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def _none(articles: Iterable[Article]) -> Iterator[list[Statement]]:
    return ([] for _ in articles)


def _timed(name: str, call: Callable[[str], object], questions: Sequence[str]) -> None:
    times = []
    for question in questions:
        began = time.perf_counter()
        call(question)
        times.append(1000 * (time.perf_counter() - began))
    print(f"{name}_p50_ms".ljust(20) + f"{statistics.median(times):.1f}")
    print(f"{name}_p95_ms".ljust(20) + f"{sorted(times)[int(0.95 * (len(times) - 1))]:.1f}")


def _questions(file: Path | None) -> list[str]:
    return [json.loads(line)["question"] for line in file.read_text().splitlines()] if file else []


if __name__ == "__main__":
    main()
