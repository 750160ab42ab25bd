"""A quotation held against an article word by word: to the letter, in parts, or as near as it comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Opcodes

from index import Span
from qa.check.candidates import Near, Page
from qa.check.finding import Change
from qa.check.wording import Words

_REPEATED = 8
"""Places of the same words in one article that are looked at: a headline, a lead, a pull quote."""

_APART = 300
"""Words that may be left out where a quotation shows that some are."""

SHORTEST = 4
"""Words of a part that is looked for by itself: three stand anywhere."""

_LAST = 3
"""Words of the last part, which nothing but the end cuts short."""

_MOST_PARTS = 4

_SLACK = 4
"""Words by which what a quotation is near to may be longer or shorter than it, at each end, and a quarter of it."""


@dataclass(frozen=True)
class Run:
    """Words of a draft that stand in an article: `draft` and `there`, each from the first up to not including the last.

    there counts in `words`, which are the article's or what of it is one speech. They are alike where distance is 0.
    """

    page: Page
    draft: Words
    of: tuple[int, int]
    words: Words
    there: tuple[int, int]
    distance: int = 0

    @cached_property
    def spans(self) -> list[Span]:
        """Where the words stand in the article."""
        return self.words.places(*self.there)

    @property
    def alike(self) -> list[list[Span]]:
        """Where the words stand in the article that are alike, those one after the other together."""
        at = self.there[0]
        return [
            self.words.spans[at + edit.dest_start : at + edit.dest_end] for edit in self._edits if edit.tag == "equal"
        ]

    @property
    def _edits(self) -> Opcodes:
        return Levenshtein.opcodes(self.draft.keys[slice(*self.of)], self.words.keys[slice(*self.there)])

    @cached_property
    def changes(self) -> list[Change]:
        """What differs, in order."""
        found = []
        for edit in self._edits:
            if edit.tag != "equal":
                held = self.words.written(self.there[0] + edit.dest_start, self.there[0] + edit.dest_end)
                found.append(changed(self.draft, self.of[0] + edit.src_start, self.of[0] + edit.src_end, held))
        return found


@dataclass(frozen=True)
class Match:
    """All parts of a quotation, each where it stands; exact where none differs."""

    runs: tuple[Run, ...]

    @property
    def page(self) -> Page:
        return self.runs[0].page

    @property
    def distance(self) -> int:
        """How many words differ."""
        return sum(run.distance for run in self.runs)

    @property
    def length(self) -> int:
        """How many words the draft has."""
        return sum(run.of[1] - run.of[0] for run in self.runs)

    @property
    def likeness(self) -> float:
        """The share of the words, of the longer of both, that are alike."""
        there = sum(run.there[1] - run.there[0] for run in self.runs)
        return 1 - self.distance / max(self.length, there, 1)

    @property
    def spans(self) -> list[Span]:
        return [span for run in self.runs for span in run.spans]

    @cached_property
    def held(self) -> list[Span]:
        """The words of the article that are the draft's, one by one."""
        return sorted(span for run in self.runs for words in run.alike for span in words)

    @property
    def stretches(self) -> list[int]:
        """How many words each stretch has that both have alike."""
        return [len(words) for run in self.runs for words in run.alike]


def changed(draft: Words, first: int, last: int, held: str) -> Change:
    """The words of a draft from the first up to the last, in whose place an article has others."""
    if first == last:
        at = draft.spans[first].start if first < len(draft) else draft.extent.end
        return Change("", held, at, at)
    start, end = draft.spans[first].start, draft.spans[last - 1].end
    return Change(draft.text[start:end], held, start, end)


def exact(pieces: Sequence[Words], page: Page) -> list[Match]:
    """Where an article has each piece to the letter, in their order, near one another."""
    longest = max(range(len(pieces)), key=lambda n: len(pieces[n]))
    found: list[Match] = []
    for words in (page.words, *page.speeches):
        for n, at in enumerate(words.find(pieces[longest].keys)):
            if n >= _REPEATED:
                break
            if match := _around(pieces, longest, at, words, page):
                found.append(match)
    return found


def _around(pieces: Sequence[Words], n: int, at: int, words: Words, page: Page) -> Match | None:
    """The match in which the n-th piece stands at a word, with those behind and before it next to it."""
    starts = {n: at}
    end = at + len(pieces[n])
    for m in range(n + 1, len(pieces)):
        start = next(words.find(pieces[m].keys, end, min(len(words), end + _APART)), None)
        if start is None:
            return None
        starts[m], end = start, start + len(pieces[m])
    first = at
    for m in range(n - 1, -1, -1):
        *_, start = [None, *words.find(pieces[m].keys, max(0, first - _APART), first)]
        if start is None:
            return None
        starts[m] = first = start
    runs = (Run(page, p, (0, len(p)), words, (starts[m], starts[m] + len(p))) for m, p in enumerate(pieces))
    return Match(tuple(runs))


def nearest(pieces: Sequence[Words], near: Near) -> Match | None:
    """The match with the fewest words that differ, in the stretches of an article that have most of them."""
    page = near.page
    areas = [Words(page.text, [span]) for span in near.spans] or [page.words]
    areas += [speech for speech in page.speeches if _touches(speech, near.spans)]
    runs = []
    for piece in pieces:
        found = [run for words in areas if (run := _near(piece, words, page))]
        if not found:
            return None
        runs.append(min(found, key=lambda run: run.distance))
    return Match(tuple(runs))


def _touches(speech: Words, spans: Sequence[Span]) -> bool:
    return not spans or any(speech.extent.start < span.end and span.start < speech.extent.end for span in spans)


def _near(piece: Words, words: Words, page: Page) -> Run | None:
    held = words.keys
    aligned = fuzz.partial_ratio_alignment(piece.keys, held) if held else None
    if aligned is None:
        return None
    start, end = (aligned.dest_start, aligned.dest_end)
    if len(piece) > len(held):
        start, end = 0, len(held)
    there = _fitted(piece.keys, held, start, end)
    distance = Levenshtein.distance(piece.keys, held[slice(*there)])
    return Run(page, piece, (0, len(piece)), words, there, distance)


def _fitted(own: Sequence[str], held: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The stretch about start and end from which the fewest words differ; of equals the one as long as they are."""
    slack = _SLACK + len(own) // 4
    starts = range(max(0, start - slack), min(len(held), start + slack) + 1)
    # One end at a time: first with the other as it was found.
    start = min(starts, key=lambda n: (_differs(own, held[n:end]), abs(end - n - len(own)), abs(n - start)))
    ends = range(max(start, end - slack), min(len(held), end + slack) + 1)
    end = min(ends, key=lambda n: (_differs(own, held[start:n]), abs(n - start - len(own)), abs(n - end)))
    start = min(starts, key=lambda n: (_differs(own, held[n:end]), abs(end - n - len(own)), abs(n - start)))
    return min(start, end), end


def _differs(own: Sequence[str], held: Sequence[str]) -> int:
    return Levenshtein.distance(own, held)


def in_parts(pieces: Sequence[Words], pages: Sequence[Page]) -> list[Run]:
    """A quotation as parts that each stand somewhere to the letter, the longest first; nothing where they do not.

    Whether they are one speech cut short, or several joined, is the caller's to tell.
    """
    runs: list[Run] = []
    for piece in pieces:
        at = 0
        while at < len(piece):
            run = _longest(piece, at, pages, runs[-1] if runs else None)
            least = _LAST if at else SHORTEST
            if run is None or (run.of[1] - at < least and run.of != (0, len(piece))):
                return []
            runs.append(run)
            at = run.of[1]
    return runs if len(runs) <= _MOST_PARTS + len(pieces) - 1 else []


def _longest(piece: Words, at: int, pages: Sequence[Page], before: Run | None) -> Run | None:
    """The longest run of words from one on; of equally long ones, the one that goes on from the run before."""
    best: Run | None = None
    for words, page in _texts(pages, before):
        length = best.of[1] - at if best else 0
        first = before.there[1] if before and before.words is words else 0
        start = None
        while at + length < len(piece):
            # Behind the run before, where it can be; else anywhere.
            keys = piece.keys[at : at + length + 1]
            found = next(words.find(keys, first), None) if first else None
            found = next(words.find(keys), None) if found is None else found
            if found is None:
                break
            start, length = found, length + 1
        if start is not None:
            best = Run(page, piece, (at, at + length), words, (start, start + length))
    return best


def _texts(pages: Sequence[Page], before: Run | None) -> Iterator[tuple[Words, Page]]:
    if before:
        yield before.words, before.page
    for page in pages:
        for words in (page.words, *page.speeches):
            if not (before and words is before.words):
                yield words, page


def in_order(runs: Sequence[Run]) -> bool:
    """Whether parts stand in one text, one behind the other."""
    return all(a.words is b.words and a.there[1] <= b.there[0] for a, b in pairwise(runs))
