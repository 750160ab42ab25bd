"""What the reader makes of the best windows and what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from index import Span
from index.cache import Cache
from index.words import fold, stem
from qa.evidence.windows import Window
from qa.page import Page, Sentence
from qa.reader import Passage, Reading, Words, read

PASSAGES = 6
"""Passages that are read: four miss answers in other words than the question's, eight bring no more."""

_KEPT = 1000
"""Readings that are kept: what is asked once is often asked again, in another way in or narrowed."""

_WORDS = 110
"""Words of a passage, about: what stands around a window says whom and what it is about."""

UNREAD = -10.0
"""Log-odds of what was not read."""


class ReadSentence(NamedTuple):
    """A sentence as it was read: log-odds that its passage answers, that it does, and the likeliest answering words."""

    passage: float
    surely: float
    words: Words | None


_NOTHING = ReadSentence(UNREAD, UNREAD, None)


class Stretch(NamedTuple):
    """Neighbouring sentences of a page, first to last, both in."""

    page: Page
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Readings:
    """The sentences that were read, by article and number in it."""

    sentences: Mapping[tuple[str, int], ReadSentence] = field(default_factory=dict)

    def of(self, window: Window) -> list[ReadSentence]:
        """What was read of a window's sentences, in order; one that was not read is as unlikely as can be."""
        return [self.sentences.get((window.article, n), _NOTHING) for n in range(window.first, window.last + 1)]

    def has(self, window: Window) -> bool:
        """Whether any sentence of the window was read."""
        return any((window.article, n) in self.sentences for n in range(window.first, window.last + 1))

    def likely(self, page: Page, span: Span, surely: float = 0.0) -> bool:
        """Whether a sentence of the article that overlaps a span answers, by log-odds of at least so much."""
        return any(read.surely >= surely for _, read in self._within(page, span))

    def answer(self, page: Page, span: Span) -> Span | None:
        """Where the answering words stand: in the likeliest sentence of a span; None where none likely answers."""
        sentence, read = max(self._within(page, span), key=lambda within: within[1].surely, default=(None, _NOTHING))
        if sentence is None or read.words is None or read.surely < 0:
            return None
        return Span(sentence.start + read.words.start, sentence.start + read.words.end)

    def _within(self, page: Page, span: Span) -> Iterator[tuple[Sentence, ReadSentence]]:
        for n, sentence in enumerate(page.sentences):
            if sentence.start < span.end and span.start < sentence.end:
                yield sentence, self.sentences.get((page.record.id, n), _NOTHING)


def read_around(question: str, windows: Iterable[Window], most: int = PASSAGES) -> Readings:
    """The readings of the passages around the first of these windows, which are best first."""
    stretches = stretches_of(windows, most)
    return joined(stretches, _readings.get([(question, _passage(stretch)) for stretch in stretches]))


def _read(asked: Sequence[tuple[str, Passage]]) -> list[Reading]:
    """The readings of passages, each of which is asked the same."""
    return read(asked[0][0], [passage for _, passage in asked])


_readings = Cache(_KEPT, _read)


def stretches_of(windows: Iterable[Window], most: int) -> list[Stretch]:
    """What to read: around each window that is not in what is read already."""
    chosen: list[Stretch] = []
    for window in windows:
        if len(chosen) == most:
            break
        held = (s for s in chosen if s.page.record.id == window.article)
        if not any(s.first <= window.first and window.last <= s.last for s in held):
            chosen.append(_around(window))
    return chosen


def joined(stretches: Sequence[Stretch], readings: Sequence[Reading]) -> Readings:
    """The readings sentence by sentence; of one that stands in two stretches, the surer."""
    best: dict[tuple[str, int], ReadSentence] = {}
    for stretch, reading in zip(stretches, readings, strict=True):
        for n, (surely, words) in enumerate(zip(reading.sentences, reading.words, strict=True), stretch.first):
            place = stretch.page.record.id, n
            own = ReadSentence(reading.passage, surely, words)
            best[place] = max(best.get(place, own), own, key=lambda s: s.passage + s.surely)
    return Readings(best)


def _around(window: Window) -> Stretch:
    """The window with sentences after and before it, in turn, as long as there is room."""
    sentences, words = window.page.sentences, window.words
    first, last = window.first, window.last
    ends = [last + 1, first - 1]
    while ends:
        n = ends.pop(0)
        if 0 <= n < len(sentences) and words + sentences[n].words <= _WORDS:
            words += sentences[n].words
            ends.append(n + 1 if n > last else n - 1)
            first, last = min(first, n), max(last, n)
    return Stretch(window.page, first, last)


def _passage(stretch: Stretch) -> Passage:
    sentences = stretch.page.sentences[stretch.first : stretch.last + 1]
    return Passage(stretch.page.record.title, tuple(s.text for s in sentences), tuple(map(_speaker, sentences)))


def _speaker(sentence: Sentence) -> str:
    """Who says a sentence that does not name them."""
    last = sentence.full.split()[-1:]
    return sentence.full if last and stem(fold(last[0])) not in sentence.stems else ""
