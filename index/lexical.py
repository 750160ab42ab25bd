"""BM25 over passages and whole articles (bm25s): derived from the store, and built again whenever it is stale."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from bm25s import BM25

Scores = NDArray[np.float32]

# For short texts that say each thing once (found best on news passages).
_K1, _B = 0.9, 0.4


class Row(NamedTuple):
    """A passage as it is indexed: its id, its article's, and its words with those of its context."""

    passage: str
    article: str
    words: str


class Lexical:
    """Word scores of every passage of an archive; `passages` are their ids, in the order of all scores, and `place`
    tells where in it an id stands.
    """

    def __init__(self, passages: list[str], article_of: list[int], by_passage: BM25 | None, by_article: BM25 | None):
        self.passages = passages
        self.place = {passage: n for n, passage in enumerate(passages)}
        self._article_of = np.array(article_of, dtype=np.int64)
        self._by_passage = by_passage
        self._by_article = by_article

    @classmethod
    def build(cls, rows: Sequence[Row]) -> Lexical:
        """The index of these passages; those of one article need not stand together."""
        words = tokens([row.words for row in rows])
        number = {article: n for n, article in enumerate(dict.fromkeys(row.article for row in rows))}
        article_of = [number[row.article] for row in rows]
        whole: list[list[str]] = [[] for _ in number]
        for n, own in zip(article_of, words, strict=True):
            whole[n] += own
        return cls([row.passage for row in rows], article_of, _bm25(words), _bm25(whole))

    @classmethod
    def load(cls, folder: Path, stamp: str) -> Lexical | None:
        """The index saved in the folder under this stamp; None where there is none, or it is stale or unreadable."""
        from bm25s import BM25

        try:
            held = json.loads((folder / "passages.json").read_text())
            if held["stamp"] != stamp:
                return None
            parts = [
                BM25.load(folder / name, mmap=True) if (folder / name).exists() else None
                for name in ("by_passage", "by_article")
            ]
            return cls(held["passages"], held["article_of"], *parts)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, folder: Path, stamp: str) -> None:
        """Save it under a stamp that names the state of the store it was derived from."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, part in (("by_passage", self._by_passage), ("by_article", self._by_article)):
            if part is not None:
                part.save(folder / name, show_progress=False)
        held = {"stamp": stamp, "passages": self.passages, "article_of": self._article_of.tolist()}
        (folder / "passages.json").write_text(json.dumps(held))

    def scores(self, query: str) -> tuple[Scores, Scores]:
        """The BM25 score of each passage, and of the article it stands in; both of shape (passages,)."""
        words = tokens([query])[0]
        by_article = _scores(self._by_article, words)
        return (
            _scores(self._by_passage, words, len(self.passages)),
            by_article[self._article_of] if len(by_article) else np.zeros(len(self.passages), np.float32),
        )


def tokens(texts: Sequence[str]) -> list[list[str]]:
    """The stems of each text's words, numbers included, English stop words left out."""
    import bm25s

    _quiet()
    found: list[list[str]] = bm25s.tokenize(
        list(texts),
        token_pattern=r"(?u)\b\w+\b",
        stopwords="en",
        stemmer=_stemmer(),
        return_ids=False,
        show_progress=False,
    )
    return found


def _bm25(words: list[list[str]]) -> BM25 | None:
    """None where there is not one word to index."""
    from bm25s import BM25

    if not any(words):
        return None
    index = BM25(k1=_K1, b=_B)
    index.index(words, show_progress=False)
    return index


def _scores(index: BM25 | None, words: list[str], size: int = 0) -> Scores:
    known = [word for word in words if index is not None and word in index.vocab_dict]
    if index is None or not known:
        return np.zeros(size or (index.scores["num_docs"] if index else 0), np.float32)
    return np.asarray(index.get_scores(known), dtype=np.float32)


@cache
def _stemmer():  # type: ignore[no-untyped-def]
    import Stemmer

    return Stemmer.Stemmer("english")


@cache
def _quiet() -> None:
    logging.getLogger("bm25s").setLevel(logging.WARNING)
