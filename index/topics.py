"""What somebody speaks of: the things that are named in several of their statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from index.article import Statement
from index.english.names import CALENDAR
from index.words import ASKING, STOP, WORD, fold, stems

if TYPE_CHECKING:
    from index.reading import Reading
    from index.syntax import Token

_READ = 60
"""The newest statements of a speaker that are read: enough to tell, and no more with a larger archive."""

_SHOWN = 8
_LONGEST = 3
_RARE = 0.35
"""How rare a word is at least that is a topic by itself (`Words.rarity`)."""

_COMMON = 3
"""In how many statements one stands that is no name."""


def topics_of(archive: Reading, speaker: str) -> list[str]:
    """What a speaker, named as the archive does, spoke of lately, in two statements or more: most telling first."""
    spoken = [*map(_content, archive.words_of(archive.said(speaker).newest(_READ)))]
    forms: dict[tuple[str, ...], Counter[str]] = {}
    for phrases in map(dict, map(_phrases, _parsed(spoken))):
        for key, form in phrases.items():
            forms.setdefault(key, Counter())[form] += 1
    words, own = archive.words, set(stems(speaker))
    telling: dict[tuple[str, ...], float] = {}
    for key, held in forms.items():
        rarity, is_name = sum(map(words.rarity, key)), held.most_common(1)[0][0][0].isupper()
        enough = 2 if is_name or len(key) > 1 else _COMMON
        if held.total() >= enough and rarity >= _RARE and not own.intersection(key):
            telling[key] = held.total() * rarity
    chosen: list[tuple[str, ...]] = []
    for key in sorted(telling, key=telling.__getitem__, reverse=True):
        if not any(set(key) & set(other) for other in chosen):
            chosen.append(key)
    return [forms[key].most_common(1)[0][0] for key in chosen[:_SHOWN]]


def _content(statement: Statement) -> str:
    """What was said, without who said it and when."""
    start, end = statement.start, statement.end
    spans = [(max(s.start, start) - start, min(s.end, end) - start) for s in statement.content]
    return " … ".join(statement.text[a:b] for a, b in spans if a < b)


def _parsed(texts: Sequence[str]) -> Iterable[Iterable[Token]]:
    from index.syntax import parse

    return parse(texts)


def _phrases(doc: Iterable[Token]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The noun phrases of a text and what ends them, by their stems, each as it is written."""
    run: list[Token] = []
    for token in [*doc, None]:
        if token is not None and _may_be(token):
            run.append(token)
            continue
        while run and run[-1].tag_ == "JJ":
            run.pop()
        for first in range(max(0, len(run) - _LONGEST), len(run)):
            if all(t.text not in CALENDAR for t in run[first:]) and fold(run[-1].text) not in ASKING:
                written = " ".join(t.text for t in run[first:])
                yield tuple(stems(written)), written
        run = []


def _may_be(token: Token) -> bool:
    named = token.tag_.startswith("NN") or token.tag_ == "JJ"
    return named and bool(WORD.fullmatch(token.text)) and fold(token.text) not in STOP and len(token.text) > 1
