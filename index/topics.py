"""What somebody speaks of: the things that are named in several of their statements.

Each as a question names it, behind "about": "the middle class", "climate change". A thing that stands with "a", "some"
or "my" alone ("an unarmed man", "a lot") is one of many, and no topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from index.article import Statement
from index.english.lexicon import listed
from index.english.names import CALENDAR, NOT_NAMES
from index.words import ASKING, STOP, WORD, fold, stems

if TYPE_CHECKING:
    from index.reading import Reading
    from index.syntax import Token

_READ = 60
"""The newest statements of a speaker that are read: enough to tell, and no more with a larger archive."""

_SHOWN = 8
_LONGEST = 3
_INDEFINITE = frozenset(listed("words.toml", "indefinite"))
_RARE = 0.35
"""How rare a word is at least that is a topic by itself (`Words.rarity`)."""


def topics_of(archive: Reading, speaker: str) -> list[str]:
    """What a speaker, named as the archive does, spoke of lately, in two statements or more: in most articles first."""
    return topics_in(archive, archive.words_of(archive.said(speaker).newest(_READ)), 2)


def topics_in(archive: Reading, statements: Sequence[Statement], least: int = 1) -> list[str]:
    """What statements speak of, so many of them at least: in most articles first, and the rarest in the archive."""
    forms: dict[tuple[str, ...], Counter[str]] = {}
    articles: dict[tuple[str, ...], set[str]] = {}
    for statement, phrases in zip(statements, _parsed(map(_content, statements)), strict=True):
        for key, form in dict(_phrases(phrases)).items():
            forms.setdefault(key, Counter())[form] += 1
            articles.setdefault(key, set()).add(statement.article)
    words, own = archive.words, {stem for statement in statements for stem in stems(statement.speaker or "")}
    telling: dict[tuple[str, ...], float] = {}
    for key, held in forms.items():
        rarity, is_name = sum(map(words.rarity, key)), bare(held.most_common(1)[0][0])[0].isupper()
        enough = least if is_name or len(key) > 1 else least + 1
        if held.total() >= enough and rarity >= _RARE and not own.intersection(key):
            telling[key] = len(articles[key]) * rarity
    chosen: list[tuple[str, ...]] = []
    for key in sorted(telling, key=telling.__getitem__, reverse=True):
        if not any(set(key) & set(other) for other in chosen):
            chosen.append(key)
    return [forms[key].most_common(1)[0][0] for key in chosen[:_SHOWN]]


def bare(topic: str) -> str:
    """A topic without its article: "middle class"."""
    return topic.removeprefix("the ")


def _content(statement: Statement) -> str:
    """What was said, without who said it and when."""
    start, end = statement.start, statement.end
    spans = [(max(s.start, start) - start, min(s.end, end) - start) for s in statement.content]
    return " … ".join(statement.text[a:b] for a, b in spans if a < b)


def _parsed(texts: Iterable[str]) -> Iterable[Iterable[Token]]:
    from index.syntax import parse

    return parse(texts)


def _phrases(doc: Iterable[Token]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The noun phrases of a text and what ends them, by their stems, each as it is written, behind its "the"."""
    run: list[Token] = []
    for token in [*doc, None]:
        if token is not None and _may_be(token):
            run.append(token)
            continue
        while run and run[-1].tag_ == "JJ":
            run.pop()
        before = _named_with(run[-1]) if run else None
        for first in range(max(0, len(run) - _LONGEST), len(run)):
            cut = first > 0 and run[first - 1].tag_ == run[first].tag_ == "NNP"  # within a name
            if before is not None and not cut and all(t.text not in CALENDAR for t in run[first:]):
                written = " ".join(map(_written, run[first:]))
                yield tuple(stems(written)), before + written
        run = []


def _named_with(head: Token) -> str | None:
    """What a phrase is named with: "the " or nothing; None where it names nothing that can be asked about."""
    told = fold(head.text)
    if told in ASKING or told in _INDEFINITE or head.text.capitalize() in NOT_NAMES or head.dep_ == "npadvmod":
        return None  # "several", "everything", "next week"
    if any(token.dep_ == "prep" and token.lower_ == "of" for token in head.rights):
        return None  # "a lot of", "hundreds of"
    before = {token.lower_ for token in head.lefts if token.dep_ in ("det", "poss")}
    if "the" in before:
        return "the "
    return None if before and head.tag_ in ("NN", "NNP") else ""


def _written(token: Token) -> str:
    """A word as it is written, but for the capital that a sentence begins with."""
    return token.lower_ if token.is_sent_start and token.tag_ in ("NN", "NNS", "JJ") else token.text


def _may_be(token: Token) -> bool:
    named = token.tag_.startswith("NN") or token.tag_ == "JJ"
    whole = token.i == 0 or token.nbor(-1).tag_ != "HYPH"
    return named and whole and bool(WORD.fullmatch(token.text)) and fold(token.text) not in STOP and len(token.text) > 1
