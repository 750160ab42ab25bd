#!/usr/bin/env python3
"""How many turns of transcripts are found, to the character, and by the right person.

    python bench/turns.py FILE... [--wrong]

FILE: a briefing as the White House publishes them ("MR. ROE:  Good afternoon.", "Q    Good afternoon."). Its turns are
counted here by the labels alone, in a way of their own: a line in capitals up to a colon, or a Q and blanks. Who is
meant by a label is whoever the file's title names by its last word; a Q is a reporter's, a MODERATOR the moderator's.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from index import Article
from index.load import read
from index.statements import find_statements

LABEL = re.compile(r"^\s*(?:(?P<name>[A-Z][A-Z.\- ]+):|Q(?=\s{2}))\s*", re.MULTILINE)
ENDS = re.compile(r"^\s*\d+:\d\d [AP]\.M\. E[SD]T\s*\Z", re.MULTILINE)
ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print where turns that are not found begin")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    for article in read(options.files):
        if isinstance(article, Article):
            count, wrong = score(article)
            total += count
            sys.stdout.write(f"{article.source}: {_line(count)}\n")
            if options.wrong:
                sys.stdout.writelines(f"    {at}: {why}\n" for at, why in wrong)
    sys.stdout.write(f"all: {_line(total)}\n")


def score(article: Article) -> tuple[Counter[str], list[tuple[int, str]]]:
    """Counts of turns, those found, those exact and those by the right person; and where and why one is wrong."""
    text, title = article.text, article.title.split()
    labels = list(LABEL.finditer(text, article.body))
    end = ENDS.search(text, labels[-1].end())
    bounds = [m.start() for m in labels[1:]] + [end.start() if end else len(text)]
    told = {s.mention.start: s for s in find_statements(article) if s.mention}
    count: Counter[str] = Counter()
    wrong = []
    for label, until in zip(labels, bounds, strict=True):
        words = _words(text[label.end() : until])
        if not words:
            continue  # nothing but a remark on the room
        count["turns"] += 1
        found = told.get(label.start("name") if label["name"] else label.end() - len(label[0].lstrip()))
        if found is None:
            wrong.append((label.start(), "not found"))
            continue
        count["found"] += 1
        exact = [word for span in found.content for word in _words(text[slice(*span)])] == words
        right = found.speaker == _person(label["name"], title)
        count.update(exact=exact, right=right)
        if not (exact and right):
            wrong.append((label.start(), f"{'exact' if exact else 'not exact'}, {found.speaker}"))
    return count, wrong


def _person(label: str | None, title: list[str]) -> str:
    if label is None:
        return "a reporter"
    last = label.split()[-1].lower()
    at = next((n for n, word in enumerate(title) if word.lower() == last), None)
    return " ".join(title[at - 1 : at + 1]) if at else label.capitalize()


def _words(text: str) -> list[str]:
    return [word for word in ASIDE.sub(" ", text).split() if any(c.isalnum() for c in word)]


def _line(count: Counter[str]) -> str:
    turns = max(count["turns"], 1)
    shares = ", ".join(f"{name} {count[name] / turns:.3f}" for name in ("found", "exact", "right"))
    return f"{count['turns']} turns, {shares}"


if __name__ == "__main__":
    main()
