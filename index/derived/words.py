"""What the archive's passages say, word by word: how rare a word is, which are names, which articles hold some."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from index.article import Passage
from index.derived.database import Database
from index.derived.texts import Texts
from index.sentences import paragraphs
from index.words import STOP, capitalised, full_names

_MANY = 2000
"""Rarity is measured as if an archive had at least so many passages: in a small one, few words are really common."""

_MOSTLY = 4
"""A name stands with a capital more than so many times as often as without one."""

_SHORT = 4
"""Letters of a word that many are like."""

_LONGER = 2
"""How much longer or shorter a word is that one is nearly written like."""


class Words:
    """The words of an archive's passages, in one state of its articles."""

    def __init__(self, database: Database, passages: Texts, articles: Texts):
        self._database = database
        self._passages = passages
        self._articles = articles
        # The same words are asked for again and again for one question.
        self._is_name = lru_cache(maxsize=10_000)(self._is_proper)

    # How common, and where

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return self._passages.size

    def held(self, stem: str) -> int:
        """How many passages hold the stem."""
        return self._passages.held(stem)

    def rarity(self, stem: str) -> float:
        """How rare a stem is among the passages, from 0 (in all of them) to 1 (in none)."""
        many = max(_MANY, self._passages.size)
        return max(0.0, math.log(many / (self.held(stem) + 1)) / math.log(many))

    def together(self, stems: Iterable[str]) -> int:
        """How many articles hold all of the stems."""
        return self._articles.count(stems)

    # Names

    def __contains__(self, word: object) -> bool:
        """Whether a word (folded) is nearly always written with a capital."""
        return isinstance(word, str) and self._is_name(word)

    def written_small(self, word: str) -> bool:
        """Whether a word (folded) stands without a capital, more often than by a slip."""
        return self._database.row("select 1 from capitals where word = ? and lower > 1", [word]) is not None

    def names_among(self, words: Iterable[str]) -> frozenset[str]:
        """Those of the words (folded) that are nearly always written with a capital."""
        query = f"""select word from capitals where word in (select value from json_each(?)) and {_PROPER}"""
        return frozenset(word for (word,) in self._database.rows(query, [_json(words)]))

    def names_like(self, word: str) -> list[str]:
        """The names that begin with the same letter, and are nearly as long."""
        query = f"""select word from capitals where word >= ? and word < ? and length(word) > ?
                    and abs(length(word) - ?) <= ? and {_PROPER}"""
        values = [word[0], word[0] + "\U0010ffff", _SHORT, len(word), _LONGER]
        return [name for (name,) in self._database.rows(query, values)]

    def full_names_with(self, first: str, last: str) -> list[str]:
        """The first and last names (folded) that stand together somewhere, of which one is this."""
        two = "length(name) = length(first) + length(last) + 1"
        query = f"select name from runs where first = ? and {two} union select name from runs where last = ? and {two}"
        return [name for (name,) in self._database.rows(query, [first, last])]

    def _is_proper(self, word: str) -> bool:
        return self._database.row(f"select 1 from capitals where word = ? and {_PROPER}", [word]) is not None


_PROPER = f"upper > {_MOSTLY} * lower and length(word) > 2"


def count(database: Database, passages: Iterable[Passage], times: int) -> None:
    """Count the capitals and names of passages, or with times -1 no longer."""
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    runs: Counter[str] = Counter()
    for passage in passages:
        runs.update(full_names(passage.text))
        for paragraph in paragraphs(passage.text):
            counts = capitalised(passage.text[paragraph.start : paragraph.end])
            for word, (with_capital, without) in counts.items():
                if word not in STOP and not word[0].isdigit():
                    upper[word] += with_capital
                    lower[word] += without
    database.run_each(
        """insert into capitals values(?, ?, ?)
           on conflict do update set upper = upper + excluded.upper, lower = lower + excluded.lower""",
        [(word, times * upper[word], times * lower[word]) for word in upper],
    )
    database.run_each(
        "insert into runs values(?, ?, ?, ?) on conflict do update set count = count + excluded.count",
        [(name, name.split()[0], name.split()[-1], times * many) for name, many in runs.items()],
    )
    if times < 0:
        database.run("delete from runs where count <= 0 and name in (select value from json_each(?))", [_json(runs)])


def _json(words: Iterable[str]) -> str:
    return json.dumps([*words])
