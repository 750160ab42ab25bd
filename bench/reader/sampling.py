"""Passages to learn from: of each question one that answers it and some that look as if they did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from random import Random

import bm25s

from bench.reader.data import Asked, Document
from index.words import STOP, fold, stem, stems
from qa.reader import Passage

LEAST, MOST = 40, 150
"""Words of a passage."""

_SAME_TEXT, _OTHER_TEXTS, _UNANSWERED = 2, 3, 3
"""Passages without the answer: of the same text, of others, and for a question that its text does not answer."""

_NEAREST = 12
"""Texts like a question, of which others are taken."""

_TITLED, _NAMED, _TYPED, _KEYWORDS = 0.75, 0.85, 0.3, 0.15
"""How often the title and speakers are told, and a question is in small letters, or its bare words."""


@dataclass(frozen=True, slots=True)
class Example:
    """A passage for a question; right are the numbers of its sentences that answer, unknown those that may.

    words are the answering ones: the number of a sentence, and characters of it.
    """

    passage: Passage
    right: frozenset[int]
    unknown: frozenset[int]
    words: tuple[tuple[int, int, int], ...] = ()


class Sampler:
    """Examples for questions of some documents; what it draws follows from `random` alone."""

    def __init__(self, documents: Sequence[Document], random: Random):
        self.random = random
        self._documents = documents
        self._by_words = bm25s.BM25(method="lucene")
        self._by_words.index([list(chain(*document.stems)) or [""] for document in documents], show_progress=False)

    def question(self, asked: Asked) -> str:
        """The question as somebody might type it."""
        drawn = self.random.random()
        if drawn < _KEYWORDS:
            return " ".join(w for w in asked.question.rstrip("?").lower().split() if fold(w) not in STOP)
        return asked.question.rstrip("?").lower() if drawn < _KEYWORDS + _TYPED else asked.question

    def examples(self, asked: Asked) -> list[Example]:
        """The passage that answers first, where one does."""
        document = self._documents[asked.document]
        likest, answering = self._likest(asked.question, document), asked.answering(document)
        if not answering:
            return [self._around(document, n, asked) for n in likest[:_UNANSWERED]]
        may = answering | asked.unknown(document)
        drawn = [self._around(document, self.random.choice(sorted(answering)), asked)]
        others = [n for n in likest if n not in may]
        apart = [*others[:1], *self.random.sample(others[1:], min(_SAME_TEXT - 1, len(others[1:])))]
        drawn += [self._around(document, n, asked, may) for n in apart]
        return [*drawn, *self._elsewhere(asked, document)]

    def _elsewhere(self, asked: Asked, document: Document) -> list[Example]:
        """Passages of other texts that have the question's words and not the answer's."""
        answers = [document.text[start:end].lower() for start, end in asked.words]
        query = [word for word in stems(asked.question) if word in self._by_words.vocab_dict]
        if not query:
            return []
        found, _ = self._by_words.retrieve(
            [query], k=min(_NEAREST + 8, len(self._documents)), show_progress=False, backend_selection="numpy"
        )
        near = [self._documents[n] for n in found[0] if self._documents[n].source != document.source][:_NEAREST]
        free = [d for d in near if d.sentences and not any(answer in d.text.lower() for answer in answers)]
        nothing = Asked(asked.question, -1)
        chosen = self.random.sample(free, min(_OTHER_TEXTS, len(free)))
        return [self._around(d, self._likest(asked.question, d)[0], nothing) for d in chosen]

    def _likest(self, question: str, document: Document) -> list[int]:
        """The sentences, those with most of the question's words first."""
        wanted = set(stems(question))
        shared = [len(wanted.intersection(held)) for held in document.stems]
        return sorted(range(len(shared)), key=lambda n: -shared[n])

    def _around(self, document: Document, centre: int, asked: Asked, without: frozenset[int] = frozenset()) -> Example:
        """A passage of random length that holds a sentence, and none of some others."""
        told, room = document.sentences, self.random.randint(LEAST, MOST)
        first = last = centre
        words = len(document.text[told[centre].start : told[centre].end].split())
        sides = [-1, 1]
        while sides:
            side = self.random.choice(sides)
            n = first - 1 if side < 0 else last + 1
            more = len(document.text[told[n].start : told[n].end].split()) if 0 <= n < len(told) else room
            if n in without or words + more > room:
                sides.remove(side)
            else:
                first, last, words = min(first, n), max(last, n), words + more
        return self._example(document, range(first, last + 1), asked)

    def _example(self, document: Document, numbers: range, asked: Asked) -> Example:
        told = [document.sentences[n] for n in numbers]
        texts = tuple(document.text[t.start : t.end].rstrip() for t in told)
        named = self.random.random() < _NAMED
        speakers = tuple(
            t.speaker if named and not _names(text, t.speaker) else "" for t, text in zip(told, texts, strict=True)
        )
        title = document.title if self.random.random() < _TITLED else ""
        within = tuple(
            (k, start - t.start, end - t.start)
            for k, t in enumerate(told)
            for start, end in asked.words
            if t.start <= start and end <= t.end
        )
        answering, unknown = asked.answering(document), asked.unknown(document)
        return Example(
            Passage(title, texts, speakers),
            frozenset(n - numbers[0] for n in answering if n in numbers),
            frozenset(n - numbers[0] for n in unknown if n in numbers),
            within if answering else (),
        )


def _names(text: str, speaker: str) -> bool:
    """Whether a sentence names its speaker, by the last name."""
    last = speaker.split()[-1:]
    return bool(last) and stem(fold(last[0])) in stems(text)
