"""How much of what is made up verification catches, and how much of what is true it lets through.

    python -m bench.verify ARTICLES.jsonl [--every N] [--wrong KIND]

ARTICLES.jsonl: a line an article, {"source", "title", "text", ...}. Of each statement in them a sentence is made, to
the letter and with harmless changes, and each of these is then corrupted in every way it can be. A word dropped at
the end of a quotation only makes it shorter, so those within it are. --wrong prints what came out wrong of a kind.
"""

from __future__ import annotations

import argparse
import collections
import json
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bench.verify_cases import MODEL, Case, cases
from index import Article, Span, Statement
from index.sentences import sentences
from index.statements import find_all
from qa.answer import Answer, Claim
from qa.verify import verify

_TRUE = ("verbatim", "harmless")


class Articles:
    """Articles in memory, read as verification reads an archive."""

    def __init__(self, articles: Sequence[Article]):
        self.all = {article.id: article for article in articles}
        self._said = dict(zip(self.all, find_all(self.all.values()), strict=True))
        self._cut: dict[str, list[Span]] = {}

    def article(self, id_or_source: str, /) -> Article:
        return self.all[id_or_source]

    def statements(self, id_or_source: str, /) -> list[Statement]:
        return self._said[id_or_source]

    def sentences(self, id_or_source: str, /) -> list[Span]:
        if id_or_source not in self._cut:
            article = self.all[id_or_source]
            self._cut[id_or_source] = sentences(article.text, article.body)
        return self._cut[id_or_source]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="use each Nth article only")
    parser.add_argument("--wrong", metavar="KIND", help="print what came out wrong of this kind")
    options = parser.parse_args()
    texts = Articles(_read(options.articles)[:: options.every])
    made = list(_made(texts))
    count: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for case in made:
        reason = _reason(case.claim, texts)
        wrong = (reason is None) != case.kind.startswith(_TRUE)
        count[case.kind].update(n=1, wrong=wrong)
        count["= " + case.kind.split(":")[0]].update(n=1, wrong=wrong)
        if wrong and options.wrong is not None and case.kind.startswith(options.wrong):
            print(f"{case.kind} | {reason} | {case.claim.text}\n    {case.claim.citations[0].text}")
    _print(count)
    print(f"\n{'an answer of 4 claims, p50':32} {_milliseconds(made, texts):7.1f} ms")


def _made(texts: Articles) -> Iterator[Case]:
    for article in texts.all.values():
        yield from cases(article, texts.statements(article.id), list(texts.all.values()), random.Random(article.id))


def _reason(claim: Claim, texts: Articles) -> str | None:
    checked = verify(Answer("", (claim,), "answered", MODEL), texts)
    return checked.left_out[0].reason if checked.left_out else None


def _milliseconds(made: Sequence[Case], texts: Articles) -> float:
    true = [case.claim for case in made if case.kind.startswith(_TRUE)]
    taken = []
    for n in range(0, min(len(true), 1200) - 4, 4):
        began = time.perf_counter()
        verify(Answer("", tuple(true[n : n + 4]), "answered", MODEL), texts)
        taken.append(time.perf_counter() - began)
    return 1000 * statistics.median(taken)


def _print(count: dict[str, collections.Counter[str]]) -> None:
    print(f"{'kind':32} {'n':>6}   share")
    for kind, tally in sorted(count.items()):
        share = 1 - tally["wrong"] / tally["n"]
        told = "let through" if kind.removeprefix("= ").startswith(_TRUE) else "caught"
        print(f"{kind:32} {tally['n']:6,}   {share:.4f} {told}")


def _read(path: Path) -> list[Article]:
    return [_article(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _article(row: dict[str, Any]) -> Article:
    day = date.fromisoformat(row["published"]) if row.get("published") else None
    return Article(row["source"], row["text"], row["title"], day, row.get("publisher"), row.get("author"))


if __name__ == "__main__":
    sys.exit(main())
