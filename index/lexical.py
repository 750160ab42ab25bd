"""BM25 over passages and whole articles (bm25s): derived from the store, and built again whenever it is stale."""

from __future__ import annotations

import hashlib
import json
import logging
import math
import shutil
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.article import Span
from index.sentences import paragraphs
from index.words import STOP, capitalised, full_names, stems

if TYPE_CHECKING:
    from bm25s import BM25

logger = logging.getLogger(__name__)

Scores = NDArray[np.float32]

# For short texts that say each thing once (found best on news passages).
_K1, _B = 0.9, 0.4

_READING = 4
"""Changes whenever other things are saved, or `index/words.py` reads a text otherwise: what was saved is stale."""

_SUMS = "sums.json"

_MANY = 2000
"""Rarity is measured as if an archive had at least so many passages: in a small one, few words are really common."""


class Row(NamedTuple):
    """A passage as it is indexed: its id, its place in which article, its own words and those of its context."""

    passage: str
    article: str
    start: int
    end: int
    text: str
    context: str


class Lexical:
    """Word scores of every passage of an archive, and which of them hold a word.

    `passages` are the passages' ids, in the order of all scores, and `spans` where they stand in their articles;
    `place` tells where an id stands in that order. `proper` are the words, folded, that are nearly always written with
    a capital, `names` the runs of them that stand there.
    """

    def __init__(
        self,
        passages: list[str],
        spans: Iterable[Sequence[int]],
        articles: list[str],
        article_of: list[int],
        proper: Iterable[str],
        names: Iterable[str],
        by_passage: BM25 | None,
        by_article: BM25 | None,
    ):
        self.passages = passages
        self.spans = [Span(*span) for span in spans]
        self.place = {passage: n for n, passage in enumerate(passages)}
        self.proper = frozenset(proper)
        self.names = frozenset(names)
        self._articles = articles
        self._number = {article: n for n, article in enumerate(articles)}
        self._article_of = np.array(article_of, dtype=np.int64)
        self._by_passage = by_passage
        self._by_article = by_article
        self._hidden: NDArray[np.bool_] | None = None

    @classmethod
    def build(cls, rows: Sequence[Row]) -> Lexical:
        """The index of these passages; those of one article need not stand together."""
        words = [stems(f"{row.context} {row.text}") for row in rows]
        number = {article: n for n, article in enumerate(dict.fromkeys(row.article for row in rows))}
        article_of = [number[row.article] for row in rows]
        whole: list[list[str]] = [[] for _ in number]
        for n, own in zip(article_of, words, strict=True):
            whole[n] += own
        return cls(
            passages=[row.passage for row in rows],
            spans=[(row.start, row.end) for row in rows],
            articles=list(number),
            article_of=article_of,
            proper=_proper(row.text for row in rows),
            names={name for row in rows for name in full_names(row.text)},
            by_passage=_bm25(words),
            by_article=_bm25(whole),
        )

    @classmethod
    def load(cls, folder: Path, stamp: str) -> Lexical | None:
        """The index saved in the folder under this stamp; None where there is none, or it is stale or unreadable."""
        from bm25s import BM25

        try:
            held = json.loads((folder / "held.json").read_text())
            if held.pop("stamp") != [_READING, stamp]:
                return None
            if json.loads((folder / _SUMS).read_text()) != _sums(folder):
                logger.warning("the word index was damaged, and is made anew")
                return None
            held |= {
                name: BM25.load(folder / name, mmap=True) if (folder / name).exists() else None
                for name in ("by_passage", "by_article")
            }
            return cls(**held)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, folder: Path, stamp: str) -> None:
        """Save it under a stamp that names the state of the store it was derived from."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, part in (("by_passage", self._by_passage), ("by_article", self._by_article)):
            if part is not None:
                part.save(folder / name, show_progress=False)
        held = {
            "stamp": [_READING, stamp],
            "passages": self.passages,
            "spans": self.spans,
            "articles": self._articles,
            "article_of": self._article_of.tolist(),
            "proper": sorted(self.proper),
            "names": sorted(self.names),
        }
        (folder / "held.json").write_text(json.dumps(held))
        (folder / _SUMS).write_text(json.dumps(_sums(folder)))

    def without(self, articles: Iterable[str]) -> Lexical:
        """The same with nothing of these articles found in it."""
        view = copy(self)
        view._hidden = np.zeros(len(self._articles), dtype=np.bool_)
        view._hidden[[self._number[article] for article in articles if article in self._number]] = True
        return view

    def scores(self, terms: Mapping[str, float]) -> tuple[Scores, Scores]:
        """The BM25 score of each passage for weighted stems, and of the article it stands in; shape (passages,)."""
        by_passage = _scores(self._by_passage, terms, len(self.passages))
        by_article = _scores(self._by_article, terms, len(self._articles))[self._article_of]
        if self._hidden is not None:
            by_passage[self._hidden[self._article_of]] = by_article[self._hidden[self._article_of]] = 0
        return by_passage, by_article

    def held(self, stem: str) -> int:
        """How many passages hold the stem."""
        return len(_holders(self._by_passage, stem))

    def rarity(self, stem: str) -> float:
        """How rare a stem is among the passages, from 0 (in all of them) to 1 (in none)."""
        many = max(_MANY, len(self.passages))
        return math.log(many / (self.held(stem) + 1)) / math.log(many)

    def article_at(self, place: int) -> str:
        """The id of the article that the passage at a place stands in."""
        return self._articles[int(self._article_of[place])]

    def spans_of(self, article: str) -> list[Span]:
        """Where an article's passages stand, in order; none where it is not in the index."""
        places = np.flatnonzero(self._article_of == self._number.get(article, -1))
        return sorted(self.spans[place] for place in places)

    def articles_with(self, terms: Iterable[str]) -> frozenset[str]:
        """The ids of the articles that hold all of the stems."""
        return self._named(_with_all(self._by_article, terms))

    def articles_with_passage(self, terms: Iterable[str]) -> frozenset[str]:
        """The ids of the articles of which one passage holds all of the stems."""
        return self._named(self._article_of[_with_all(self._by_passage, terms)])

    def _named(self, numbers: NDArray[Any]) -> frozenset[str]:
        return frozenset(self._articles[n] for n in numbers if self._hidden is None or not self._hidden[n])


def _sums(folder: Path) -> dict[str, str]:
    """The checksum of every file of a saved index: a garbled one has other hits, and nothing shows it."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.name != _SUMS)
    return {str(file.relative_to(folder)): _sum(file) for file in files}


def _sum(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "blake2b").hexdigest()


def _bm25(words: list[list[str]]) -> BM25 | None:
    """None where there is not one word to index."""
    from bm25s import BM25

    _quiet()
    if not any(words):
        return None
    index = BM25(k1=_K1, b=_B)
    index.index(words, show_progress=False)
    return index


def _scores(index: BM25 | None, terms: Mapping[str, float], size: int) -> Scores:
    total = np.zeros(size, np.float32)
    if index is None:
        return total
    known = [stem for stem in terms if stem in index.vocab_dict]
    for weight in {terms[stem] for stem in known}:
        total += weight * np.asarray(index.get_scores([stem for stem in known if terms[stem] == weight]))
    return total


def _holders(index: BM25 | None, stem: str) -> NDArray[np.int32]:
    """The numbers of the texts that hold a stem: its column of bm25s' sparse matrix."""
    if index is None or stem not in index.vocab_dict:
        return np.zeros(0, np.int32)
    column = index.vocab_dict[stem]
    bounds = index.scores["indptr"]
    return np.asarray(index.scores["indices"][bounds[column] : bounds[column + 1]])


def _with_all(index: BM25 | None, terms: Iterable[str]) -> NDArray[np.int32]:
    """The numbers of the texts that hold all of the stems."""
    rarest_first = sorted((_holders(index, stem) for stem in set(terms)), key=len)
    found = rarest_first[0] if rarest_first else np.zeros(0, np.int32)
    for holders in rarest_first[1:]:
        if not len(found):
            break
        # A column of the matrix is sorted.
        there = np.take(holders, np.searchsorted(holders, found), mode="clip")
        found = found[there == found]
    return found


def _proper(texts: Iterable[str]) -> list[str]:
    upper: dict[str, int] = {}
    lower: dict[str, int] = {}
    for text in texts:
        for paragraph in paragraphs(text):
            for word, (with_capital, without) in capitalised(text[paragraph.start : paragraph.end]).items():
                upper[word] = upper.get(word, 0) + with_capital
                lower[word] = lower.get(word, 0) + without
    return [w for w, n in upper.items() if n > 4 * lower[w] and len(w) > 2 and w not in STOP and not w[0].isdigit()]


@cache
def _quiet() -> None:
    logging.getLogger("bm25s").setLevel(logging.WARNING)
