#!/usr/bin/env python3
"""Speed and memory of finding statements, and how right they are where hand-made attributions are given.

    python bench/statements.py ARTICLES.jsonl [--gold ATTRIBUTIONS.jsonl] [--score FOLDER] [--every N]

ARTICLES.jsonl: a line an article, {"source", "title", "text"}. ATTRIBUTIONS.jsonl: a line an article, {"source",
"attributions": [{"source", "cue", "content"}]}; it is scored by `statements.py` in FOLDER (its functions
`count_article` and `figures`).
"""

from __future__ import annotations

import argparse
import collections
import importlib
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

# One core, whatever the machine has: the figure is words per second of one core's time.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", BLIS_NUM_THREADS="1")

from index.article import Article, Excerpt, Statement
from index.statements import EXTRACTOR, find_all, find_statements

JOINED = 400_000
"""Characters of the articles that are read as one, to see that time grows with length and no faster."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--score", type=Path, default=Path("../shared/score"))
    parser.add_argument("--every", type=int, default=1, metavar="N", help="use each Nth article only")
    options = parser.parse_args()
    articles = [Article(r["source"], r["text"], r["title"]) for r in _rows(options.articles)][:: options.every]
    words = sum(len(article.text.split()) for article in articles)
    find_statements(articles[0])  # loads the model
    loaded = _megabytes()
    start = time.process_time()
    found = list(find_all(articles))
    seconds = time.process_time() - start
    one = Article("one", "\n\n".join(article.text for article in articles)[:JOINED], "")
    start = time.process_time()
    find_statements(one)
    joined = time.process_time() - start
    lines = {
        "extractor": EXTRACTOR,
        "articles": f"{len(articles):,}",
        "words": f"{words:,}",
        "statements": f"{sum(map(len, found)):,}",
        "words/CPU s": f"{words / seconds:,.0f}",
        "as one article": f"{len(one.text.split()) / joined:,.0f} words/CPU s, of {len(one.text):,} characters",
        "memory": f"{_megabytes():,} MB, {loaded:,} MB with the model loaded",
    }
    if options.gold:
        lines |= _figures(articles, found, options.gold, options.score)
    sys.stdout.writelines(f"{name:14} {value}\n" for name, value in lines.items())


def _figures(articles: list[Article], found: list[list[Statement]], gold: Path, score: Path) -> dict[str, str]:
    sys.path.insert(0, str(score))
    scoring = importlib.import_module("statements")
    attributions = {row["source"]: row["attributions"] for row in _rows(gold)}
    count: collections.Counter[str] = collections.Counter()
    for article, told in zip(articles, found, strict=True):
        scoring.count_article(article.text, attributions[article.source], [_told(s) for s in told], count)
    return {name: f"{value:.3f}  of {of:,}" for name, (value, of) in scoring.figures(count).items()}


def _told(statement: Statement) -> dict[str, Any]:
    def shown(excerpt: Excerpt | None) -> dict[str, Any] | None:
        return excerpt._asdict() if excerpt else None

    return {
        "speaker": statement.speaker,
        "start": statement.start,
        "end": statement.end,
        "content": [list(span) for span in statement.content],
        "mention": shown(statement.mention),
        "cue": shown(statement.cue),
    }


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
