"""The questions a reader learns from, of both files as one kind."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from index.sentences import sentences
from index.words import stems

OPEN, NEWS = "questions-open.json.xz", "questions-news.json.xz"

MOST = {"qadiscourse": 1_500, "qamr": 8_000}
"""Questions of a collection that are used, at most: formulaic ones."""


class Told(NamedTuple):
    """A sentence of a document: characters start to end, and who says it ("" for nobody)."""

    start: int
    end: int
    speaker: str


@dataclass(frozen=True)
class Document:
    """A text to ask of; documents of one source are parts of one article; told are its sentences, where known."""

    source: str
    title: str
    text: str
    told: Sequence[Told] = ()

    @cached_property
    def sentences(self) -> Sequence[Told]:
        return self.told or [Told(*span, "") for span in sentences(self.text, 0, len(self.text))]

    @cached_property
    def stems(self) -> Sequence[Sequence[str]]:
        """Of each sentence."""
        return [stems(self.text[told.start : told.end]) for told in self.sentences]


Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Asked:
    """A question of a document (its number): what answers it (nothing: its text does not), the answering words, and
    what holds them by chance; characters start to end."""

    question: str
    document: int
    evidence: Spans = ()
    words: Spans = ()
    doubtful: Spans = ()

    def answering(self, document: Document) -> frozenset[int]:
        """The numbers of the document's sentences that answer."""
        return frozenset(_numbers(document, self.evidence))

    def unknown(self, document: Document) -> frozenset[int]:
        """Those of sentences that may answer."""
        return frozenset(_numbers(document, self.doubtful)) - self.answering(document)


def read_open(file: Path) -> tuple[list[Document], list[Asked]]:
    """Line 1 are [name, text], line 2 [question, text, positive, answers, also, collection]."""
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        texts, questions = (json.loads(line) for line in lines)
    left = dict(MOST)
    asked = []
    for question, number, positive, words, also, collection in questions:
        left[collection] = left.get(collection, len(questions)) - 1
        if left[collection] >= 0:
            asked.append(Asked(question, number, positive, words, also))
    return [Document(name, name, text) for name, text in texts], asked


def read_news(file: Path) -> tuple[list[Document], list[Asked]]:
    """{"docs": [{"h", "t", "s"}], "q": [{"q", "d", "e", "s"}]}: headline, text, sentences; evidence, words."""
    with lzma.open(file, "rt", encoding="utf-8") as content:
        held: dict[str, Any] = json.load(content)
    documents = [
        Document(f"{NEWS} {n}", doc["h"], doc["t"], [Told(*told) for told in doc["s"]])
        for n, doc in enumerate(held["docs"])
    ]
    return documents, [Asked(q["q"], q["d"], q["e"], q["s"]) for q in held["q"]]


def _numbers(document: Document, spans: Spans) -> Iterator[int]:
    """The sentences of which half is in a span, or that hold half of one."""
    for n, told in enumerate(document.sentences):
        for start, end in spans:
            shared = min(end, told.end) - max(start, told.start)
            if shared > 0 and 2 * shared >= min(end - start, told.end - told.start):
                yield n
