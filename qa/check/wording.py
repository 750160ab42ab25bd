"""A text as words that can be compared one by one, each with its place; and where words stand in an article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from index import Span
from index.english.marks import STRAIGHT

# A letter in brackets at the beginning of a word is that word: "[w]e". Signs that are read aloud are words.
_WORD = re.compile(
    r"\[[^\W\d_]\][^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*[^\W\d_]*|[^\W\d_]+(?:['’][^\W\d_]+)*|[%$€£&]"
)
_SAME = {"percent": "%", "&": "and"}


class Words:
    """The words of stretches of a text, in order: `keys` to be compared by, `spans` where each stands."""

    def __init__(self, text: str, within: Sequence[Span]):
        self.text = text
        self._within = within
        self.keys = [key(word) for start, end in within for word in _WORD.findall(text, start, end)]

    @cached_property
    def spans(self) -> list[Span]:
        """Where each word stands; most texts are looked through and have none that is asked for."""
        return [Span(*match.span()) for start, end in self._within for match in _WORD.finditer(self.text, start, end)]

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def _joined(self) -> str:
        return f" {' '.join(self.keys)} "

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for word in self.keys:
            starts.append(at)
            at += len(word) + 1
        return starts

    def find(self, keys: Sequence[str], first: int = 0, last: int | None = None) -> Iterator[int]:
        """Where these words stand one after the other, from the word `first` on and not beyond `last`."""
        wanted = f" {' '.join(keys)} "
        if not keys or wanted not in self._joined:
            return
        end = len(self._joined) if last is None or last >= len(self) else self._starts[last] + 1
        at = self._joined.find(wanted, self._starts[first] if first < len(self) else end, end)
        while at >= 0:
            yield bisect_left(self._starts, at)
            at = self._joined.find(wanted, at + 1, end)

    @property
    def extent(self) -> Span:
        """From where the first of the stretches begins to where the last ends."""
        return Span(self._within[0].start, self._within[-1].end)

    def places(self, first: int, last: int) -> list[Span]:
        """Where the words from the first up to, not including, the last stand: stretches of the text, in order.

        Words apart in the text, as on both sides of "she said", are apart here.
        """
        found: list[Span] = []
        for n in range(first, last):
            if found and n > first and self._is_next(n):
                found[-1] = Span(found[-1].start, self.spans[n].end)
            else:
                found.append(self.spans[n])
        return found

    def _is_next(self, n: int) -> bool:
        between = self.text[self.spans[n - 1].end : self.spans[n].start]
        return not any(map(str.isalnum, between))

    def written(self, first: int, last: int) -> str:
        """The words from the first up to the last as the text has them."""
        return " … ".join(self.text[slice(*place)] for place in self.places(first, last))


@lru_cache(maxsize=100_000)
def key(word: str) -> str:
    """A word as it is compared: in small letters, with straight apostrophes, without brackets and separators."""
    folded = word.translate(STRAIGHT).casefold().replace("[", "").replace("]", "")
    if folded[0].isdigit():
        folded = folded.replace(",", "")
    return _SAME.get(folded, folded)
