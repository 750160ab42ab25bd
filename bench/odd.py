"""Odd texts, indexed one by one: none may take many times what prose of its length takes.

    python bench/odd.py [--chars 100000] [--most 60]

Each is read in a process of its own, and cut off after `most` seconds.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time

_PIECES = [
    "x", " ", "\n", "\n\n", ".", "...", "“", '"', "'", "''", "‘", "(", "((((", "[", "{", "\\", "—", "-", "_", "*", "#",
    "<br>", "&amp;", "é", "ё", "中", "中文。", "عربي ", "😀", "👩‍🚀", "\u202e", "\u00ad", "\u3000", "\t", "\r\n",
    "0", "1,000 ",
    "a ", "A ", "I ", "A. ", "Mr. ", "U.S. ", "said ", "he said, ", "He said no. ", "“No,” he said. ",
    "He said he said ",
    "said said ", "according to ", "John Smith ", "Smith, ", "Smith said. ",
    "Smith's ", "Q. ", "A: ", "MR. SMITH: ",
    "SMITH: No.\n", "John Smith:\n", "who said that ", "that that ", "and ", ", and ", "; ", ": ", "? ", "! ", "“a” ",
    "“a ", "” ", "said “a” and ", "the the ", "Dr. Dr. ", "President President ", "of the ", "http://a.b/c ", "a@b.c ",
    "12:30 ", "5 March 2024 ", "Monday ", "$1 million ", "10% ", "Aa", "aA ", "AAAA ", "aaaa-", "a/b/", "a.b.", "a,b,",
    "I’m ", "don't ", "-- ", "– ", "* a\n", "1. a\n", "> a\n", "| a | b |\n", "a\n", "A\n\n", "A said.\n\n", "“A.\n\n",
    "She told him. ", "Ward result pending. ", "they, she and he said ", "no one knows why. ", "=" * 80 + "\n",
]  # fmt: skip

_ONE = """
import sys, tempfile, time
from pathlib import Path
from index import Article
from index.embed import SentenceTransformerEmbedder
from index.derived.texts import Row, Texts
from index.passages import cut
from index.statements import find_statements
from index.words import stems
find_statements(Article("s", "She said so.", ""))
texts = Texts(Path(tempfile.mkdtemp()))
print("ready", flush=True)
for line in sys.stdin:
    article = Article("s", eval(line), "T")
    began = time.perf_counter()
    passages = cut(article)
    cutting = time.perf_counter() - began
    found = len(find_statements(article))
    stating = time.perf_counter() - began - cutting
    texts.add(Row(n, 1, stems(p.text), None, None) for n, p in enumerate(passages))
    texts.commit()
    words = time.perf_counter() - began - cutting - stating
    print(f"{cutting:.2f} {stating:.2f} {words:.2f} {len(passages)} {found}", flush=True)
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--chars", type=int, default=100_000)
    options.add_argument("--most", type=float, default=60)
    given = options.parse_args()
    draw = random.Random(0)
    words = "the mayor said that a bridge toll would rise in spring and nobody asked us about it".split()
    prose = " ".join(
        " ".join(draw.choices(words, k=12)).capitalize() + "." + ("\n\n" if n % 4 == 3 else "") for n in range(2000)
    )
    texts = {"prose": prose[: given.chars]}
    texts |= {repr(piece)[:24]: (piece * (given.chars // len(piece) + 1))[: given.chars] for piece in _PIECES}
    process = _reader()
    for name, text in texts.items():
        began = time.monotonic()
        told = _read(process, text, given.most)
        print(f"{name:26} {told or 'cut off'} {time.monotonic() - began:.1f} s", flush=True)
        if told is None:
            process.kill()
            process = _reader()
    process.kill()


def _reader() -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", _ONE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    process.stdout.readline()
    return process


def _read(process: subprocess.Popen[str], text: str, most: float) -> str | None:
    """The times of cutting, of finding statements and of the word index, passages and statements; None: too long."""
    import select

    assert process.stdin
    assert process.stdout
    process.stdin.write(ascii(text) + "\n")
    process.stdin.flush()
    ready, _, _ = select.select([process.stdout], [], [], most)
    return process.stdout.readline().strip() if ready else None


if __name__ == "__main__":
    main()
